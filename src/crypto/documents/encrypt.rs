//! Writing an age file piece by piece.

use zeroize::Zeroizing;

use super::chunks::{self, PayloadKey};
use super::{CHUNK, DocumentKey, Summary, Tally, header};
use crate::crypto::hybrid;

/// Takes plaintext in pieces of any size and gives ciphertext.
///
/// The file is whole only after [`finish`](Self::finish); one dropped before is refused by every
/// reader.
pub struct Encryptor {
    key: PayloadKey,
    number: u64,
    pending: Zeroizing<Vec<u8>>,
    tally: Tally,
}

impl Encryptor {
    /// Starts a file for a document; its header is appended to `out`.
    pub fn for_document(key: &DocumentKey, out: &mut Vec<u8>) -> Self {
        Self::start(&key.identity().to_public(), out)
    }

    /// Starts a file for a hybrid recipient.
    pub fn for_recipient(recipient: &hybrid::Recipient, out: &mut Vec<u8>) -> Self {
        Self::start(recipient, out)
    }

    /// Starts a file that opens with these words (age's passphrase recipient: scrypt, RFC 7914, N = 2^16).
    pub fn under_words(words: &str, out: &mut Vec<u8>) -> Self {
        let mut recipient = age::scrypt::Recipient::new(words.to_owned().into());
        // 64 MiB and a fifth of a second: the words are 55 random bits already.
        recipient.set_work_factor(16);
        Self::start(&recipient, out)
    }

    /// Bytes of the payload of so many bytes, without header and nonce.
    pub const fn sealed_length(plaintext: u64) -> u64 {
        plaintext + 16 * chunks::count(plaintext)
    }

    fn start(recipient: &dyn age::Recipient, out: &mut Vec<u8>) -> Self {
        let start = out.len();
        let key = header::write(recipient, out);
        let mut tally = Tally::default();
        tally.ciphertext(&out[start..]);
        Self {
            key,
            number: 0,
            pending: Zeroizing::new(Vec::with_capacity(CHUNK)),
            tally,
        }
    }

    /// Encrypts the next bytes; what is ready is appended to `out`.
    pub fn push(&mut self, mut plaintext: &[u8], out: &mut Vec<u8>) {
        self.tally.plaintext(plaintext);
        while !plaintext.is_empty() {
            // A full chunk leaves only when more follows: the last one carries a mark.
            if self.pending.len() == CHUNK {
                self.emit(false, out);
            }
            let (now, later) = plaintext.split_at(plaintext.len().min(CHUNK - self.pending.len()));
            self.pending.extend_from_slice(now);
            plaintext = later;
        }
    }

    /// Appends the last chunk to `out` and says what the file holds.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Summary {
        self.emit(true, out);
        self.tally.summary()
    }

    fn emit(&mut self, last: bool, out: &mut Vec<u8>) {
        let start = out.len();
        self.key.seal(self.number, last, &self.pending, out);
        self.tally.ciphertext(&out[start..]);
        self.number += 1;
        self.pending.clear();
    }
}
