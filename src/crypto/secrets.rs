//! Secrets as types: wiped when dropped, compared in constant time, never printed or serialised.
//!
//! They live on the heap, so that moving one leaves no copy on the stack.
//!
//! ```
//! let key = abri::crypto::random::key();
//! assert!(key == key.duplicate());
//! ```
//!
//! None of them can be printed:
//!
//! ```compile_fail
//! let key = abri::crypto::random::key();
//! println!("{key:?}");
//! ```
//!
//! ```compile_fail
//! let secret = abri::crypto::random::secret();
//! println!("{secret}");
//! ```
//!
//! nor serialised:
//!
//! ```compile_fail
//! let key = abri::crypto::random::key();
//! serde_json::to_string(&key).unwrap();
//! ```

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        pub struct $name(Box<[u8; $len]>);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;

            /// Takes the bytes and wipes where they came from.
            pub fn take(bytes: &mut [u8; $len]) -> Self {
                let mut boxed = Box::new([0; $len]);
                boxed.copy_from_slice(&bytes[..]);
                bytes.zeroize();
                Self(boxed)
            }

            /// Copies stored bytes; `None` unless there are exactly as many as needed.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                if bytes.len() != $len {
                    return None;
                }
                Some(Self::filled_by(|buffer| buffer.copy_from_slice(bytes)))
            }

            /// Lets `fill` write the bytes in place.
            pub(super) fn filled_by(fill: impl FnOnce(&mut [u8])) -> Self {
                let mut boxed = Box::new([0; $len]);
                fill(&mut boxed[..]);
                Self(boxed)
            }

            /// The bytes themselves, for whoever has to seal or show them.
            pub fn expose(&self) -> &[u8; $len] {
                &self.0
            }

            /// A second copy of the secret, made on purpose.
            #[must_use]
            pub fn duplicate(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl ConstantTimeEq for $name {
            fn ct_eq(&self, other: &Self) -> subtle::Choice {
                self.0[..].ct_eq(&other.0[..])
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.ct_eq(other).into()
            }
        }

        impl Eq for $name {}

        impl Drop for $name {
            fn drop(&mut self) {
                self.0.zeroize();
            }
        }
    };
}

secret! {
    /// A 256-bit key.
    Key, 32
}

secret! {
    /// A 128-bit secret that a person or their browser holds: of a card, a device, a rescue
    /// sheet, a link, a session.
    Secret, 16
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails to compile, as ambiguous, for a type that implements one of the traits.
    macro_rules! never {
        ($($ty:ty),+ : $($tr:path),+) => {{
            trait Ambiguous<Marker> {
                fn check() {}
            }
            impl<T: ?Sized> Ambiguous<()> for T {}
            $({
                struct Marker;
                impl<T: ?Sized + $tr> Ambiguous<Marker> for T {}
            })+
            $(<$ty as Ambiguous<_>>::check();)+
        }};
    }

    #[test]
    fn no_secret_is_printable_serialisable_or_quietly_copied() {
        use crate::crypto::{codes, documents, grants, hybrid, server_keys, vault_keys, words};
        never!(
            Key, Secret, codes::Code, words::Phrase, documents::DocumentKey, hybrid::Identity,
            vault_keys::VaultKeys, server_keys::ServerKeys, grants::Stretched:
            std::fmt::Debug, std::fmt::Display, serde::Serialize, Clone
        );
    }

    #[test]
    fn taking_wipes_the_source() {
        let mut bytes = [7; 32];
        let key = Key::take(&mut bytes);
        assert_eq!(bytes, [0; 32]);
        assert_eq!(key.expose(), &[7; 32]);
    }

    #[test]
    fn equality_looks_at_every_byte() {
        let secret = Secret::take(&mut [1; 16]);
        for place in 0..16 {
            let mut other = [1; 16];
            other[place] ^= 0x80;
            assert!(secret != Secret::take(&mut other));
        }
        assert!(secret == secret.duplicate());
    }

    #[test]
    fn a_wrong_length_is_no_secret() {
        assert!(Secret::from_slice(&[0; 15]).is_none());
        assert!(Key::from_slice(&[0; 33]).is_none());
    }
}
