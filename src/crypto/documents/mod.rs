//! Documents as age v1 files (<https://c2sp.org/age>), readable by any age tool that holds the key.
//!
//! The age crate writes and checks the header; the payload (STREAM: 64 KiB chunks under
//! ChaCha20-Poly1305) is ours, because it must run twice as fast, be pushed from asynchronous
//! code, and be read by ranges. All of it is synchronous: callers batch several chunks into one
//! blocking task.

mod buffers;
mod chunks;
mod decrypt;
mod encrypt;
mod header;
mod range;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use buffers::{Buffer, Buffers, Returned};
pub use decrypt::Decryptor;
pub use encrypt::Encryptor;
pub use range::RangeReader;

use crate::crypto::bech;
use crate::crypto::digest::Digest;
use crate::crypto::hybrid;
use crate::crypto::random;
use crate::crypto::secrets::Key;
use crate::crypto::stack;

/// Plaintext bytes per chunk.
pub const CHUNK: usize = 64 * 1024;

/// Ciphertext bytes per full chunk.
pub const SEALED_CHUNK: usize = CHUNK + 16;

/// The key of one document version (or of its pictures): the 32 bytes of an X25519 age identity.
/// Its recipient is stored nowhere.
pub struct DocumentKey(Key);

impl DocumentKey {
    /// A fresh key.
    pub fn new() -> Self {
        Self(random::key())
    }

    /// From the bytes kept in a record or grant.
    pub const fn from_key(key: Key) -> Self {
        Self(key)
    }

    /// The bytes to keep in a record or grant.
    pub const fn key(&self) -> &Key {
        &self.0
    }

    #[expect(
        clippy::unnecessary_box_returns,
        reason = "what is moved leaves copies on the stack"
    )]
    fn identity(&self) -> Box<age::x25519::Identity> {
        stack::apart(|| {
            let identity = bech::encode("age-secret-key-", self.0.expose()).parse();
            Box::new(identity.expect("32 bytes in Bech32 are an age identity"))
        })
    }
}

impl Default for DocumentKey {
    fn default() -> Self {
        Self::new()
    }
}

/// Why a file does not open. Whoever reads must end visibly (a cut connection), never cleanly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The header is malformed, cut short or of another version.
    #[error("header of the file is malformed")]
    Header,
    /// The header is sound and not for this key.
    #[error("file is not for this key")]
    NoMatch,
    /// The header was altered.
    #[error("header of the file was altered")]
    HeaderMac,
    /// A chunk was altered, moved, cut off or added.
    #[error("content of the file was altered or cut short")]
    Payload,
    /// The range asked for lies outside the file, or the bytes given are not those of the range.
    #[error("range lies outside the file")]
    Range,
}

/// What a whole pass over a file found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Bytes before encryption.
    pub plaintext_length: u64,
    /// SHA-256 before encryption.
    pub plaintext_digest: [u8; 32],
    /// Bytes of the age file.
    pub ciphertext_length: u64,
    /// SHA-256 of the age file.
    pub ciphertext_digest: [u8; 32],
}

/// Counts and hashes both sides as they pass.
#[derive(Default)]
struct Tally {
    plaintext: Digest,
    plaintext_length: u64,
    ciphertext: Digest,
    ciphertext_length: u64,
}

impl Tally {
    fn plaintext(&mut self, bytes: &[u8]) {
        self.plaintext.update(bytes);
        self.plaintext_length += bytes.len() as u64;
    }

    fn ciphertext(&mut self, bytes: &[u8]) {
        self.ciphertext.update(bytes);
        self.ciphertext_length += bytes.len() as u64;
    }

    fn summary(self) -> Summary {
        Summary {
            plaintext_length: self.plaintext_length,
            plaintext_digest: self.plaintext.finish(),
            ciphertext_length: self.ciphertext_length,
            ciphertext_digest: self.ciphertext.finish(),
        }
    }
}

/// Encrypts a small value in one go.
pub fn encrypt_all(recipient: &hybrid::Recipient, plaintext: &[u8]) -> Vec<u8> {
    Encryptor::for_recipient(recipient).whole(plaintext).0
}

/// Decrypts a small value in one go.
pub fn decrypt_all(
    identity: &hybrid::Identity,
    file: &[u8],
) -> Result<zeroize::Zeroizing<Vec<u8>>, Broken> {
    let mut out = zeroize::Zeroizing::new(Vec::with_capacity(file.len()));
    let mut decryptor = Decryptor::for_identity(identity);
    decryptor.push(file, &mut out)?;
    decryptor.finish(&mut out)?;
    Ok(out)
}
