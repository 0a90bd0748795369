//! SHA-256 of what comes in pieces.

use sha2::digest::{FixedOutputReset, Update};

use crate::crypto::stack;

/// A digest under way. On the heap: it keeps up to 63 bytes of what it has seen, and moving it leaves no copy of them.
#[derive(Default)]
pub struct Digest(Box<sha2::Sha256>);

impl Digest {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// SHA-256 of all pieces.
    pub fn finish(mut self) -> [u8; 32] {
        stack::apart(|| self.0.finalize_fixed_reset().into())
    }
}
