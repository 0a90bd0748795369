//! One chunk of an age payload: ChaCha20-Poly1305, nonce = `chunk number u88be ‖ last u8`.

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

use super::{Broken, CHUNK, SEALED_CHUNK};
use crate::crypto::kdf;

/// The key of a payload: `HKDF-SHA256(file key, salt = nonce, info = "payload")`.
pub(super) struct PayloadKey(LessSafeKey);

impl PayloadKey {
    pub(super) fn derive(file_key: &[u8], nonce: &[u8]) -> Self {
        let key = kdf::hkdf(file_key, nonce, &[b"payload"]);
        let unbound = UnboundKey::new(&CHACHA20_POLY1305, key.expose())
            .expect("ChaCha20-Poly1305 takes 32 bytes");
        Self(LessSafeKey::new(unbound))
    }

    /// Seals the chunk that stands in `out` from `start` on.
    pub(super) fn seal_in_place(&self, number: u64, last: bool, out: &mut Vec<u8>, start: usize) {
        let tag = self
            .0
            .seal_in_place_separate_tag(nonce(number, last), Aad::empty(), &mut out[start..])
            .expect("a chunk is far below the cipher's limit");
        out.extend_from_slice(tag.as_ref());
    }

    /// Opens a chunk where it lies; the length of its plaintext. What an altered chunk decrypts to is
    /// wiped.
    pub(super) fn open_in_place(
        &self,
        number: u64,
        last: bool,
        sealed: &mut [u8],
    ) -> Result<usize, Broken> {
        // Only the first chunk may be empty, and only a last one may be short.
        let fits = match sealed.len() {
            0..16 => false,
            16 => last && number == 0,
            length => length <= SEALED_CHUNK && (last || length == SEALED_CHUNK),
        };
        if !fits {
            return Err(Broken::Payload);
        }
        let opened = self
            .0
            .open_in_place(nonce(number, last), Aad::empty(), sealed)
            .map(|plaintext| plaintext.len());
        if opened.is_err() {
            sealed.fill(0);
        }
        opened.map_err(|_| Broken::Payload)
    }

    /// Appends the opened chunk to `out`, or leaves `out` as it was.
    pub(super) fn open(
        &self,
        number: u64,
        last: bool,
        sealed: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Broken> {
        let start = out.len();
        out.extend_from_slice(sealed);
        let opened = self.open_in_place(number, last, &mut out[start..]);
        out.truncate(start + *opened.as_ref().unwrap_or(&0));
        opened.map(drop)
    }
}

fn nonce(number: u64, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    Nonce::assume_unique_for_key(nonce)
}

/// How many chunks hold a plaintext of this length; one even when it is empty.
pub(super) const fn count(plaintext_length: u64) -> u64 {
    let chunks = plaintext_length.div_ceil(CHUNK as u64);
    if chunks == 0 { 1 } else { chunks }
}
