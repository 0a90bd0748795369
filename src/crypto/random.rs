//! The only source of randomness: the operating system's. (The age and HPKE libraries ask the same
//! source for the keys that they draw inside one call.)

use crate::crypto::secrets::{Key, Secret};

/// `N` random bytes.
///
/// # Panics
/// When the system call fails, which on Linux means a kernel or a sandbox that forbids it: to go
/// on with predictable keys would be worse than to stop.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

/// A fresh 256-bit key.
pub fn key() -> Key {
    Key::filled_by(fill)
}

/// A fresh 128-bit secret.
pub fn secret() -> Secret {
    Secret::filled_by(fill)
}

/// A number from 0 to `bound - 1`, each equally likely. `bound` is at least 1.
pub fn below(bound: u32) -> u32 {
    let bound = bound.max(1);
    // Draws past the last whole multiple of `bound` would favour small numbers: drawn again.
    let limit = u32::MAX - u32::MAX % bound;
    loop {
        let drawn = u32::from_be_bytes(bytes());
        if drawn < limit {
            return drawn % bound;
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the system for randomness"
)]
fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_differ_and_stay_below_their_bound() {
        assert_ne!(bytes::<32>(), bytes::<32>());
        let mut seen = [false; 10];
        for _ in 0..1000 {
            seen[below(10) as usize] = true;
        }
        assert_eq!(seen, [true; 10]);
        assert_eq!(below(1), 0);
        assert_eq!(below(0), 0);
    }
}
