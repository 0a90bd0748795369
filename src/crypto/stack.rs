//! What a computation leaves on the stack is overwritten before anything else goes on.
//!
//! Hashes and ciphers are values that move: each move leaves a copy of the last block, or of a key, where it was,
//! and nothing wipes a stack. So they run in a frame of their own, and the frame that comes after it, in the same
//! place, is all zeros (as libsodium's `sodium_stackzero` does it).

use std::hint::black_box;

/// More than any computation here needs, without optimisation too; in bytes. It costs less than one block of a hash.
const DEPTH: usize = 16 * 1024;

/// Runs `work`, then overwrites what lay below the caller.
pub(super) fn apart<T>(work: impl FnOnce() -> T) -> T {
    let done = run(work);
    overwrite();
    done
}

// Inlined, its values would lie in the caller's own frame.
#[inline(never)]
fn run<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite() {
    black_box(&mut [0_u8; DEPTH]);
}
