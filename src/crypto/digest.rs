//! SHA-256 of what comes in pieces.

use sha2::{Digest as _, Sha256};

/// A digest under way.
#[derive(Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// SHA-256 of all pieces.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
