//! Writing an age file piece by piece: each chunk is sealed where it will leave from.

use super::buffers::{Buffer, Buffers};
use super::chunks::{self, PayloadKey};
use super::{CHUNK, DocumentKey, Summary, Tally, header};
use crate::crypto::hybrid;

/// Takes plaintext in pieces of any size and gives ciphertext, and nothing else.
///
/// The file is whole only after [`finish`](Self::finish); one dropped before is refused by every
/// reader.
pub struct Encryptor {
    key: PayloadKey,
    number: u64,
    buffers: Buffers,
    /// Sealed bytes, and behind them the plaintext of the chunk that is being filled.
    out: Buffer,
    /// How many of them are sealed.
    sealed: usize,
    tally: Tally,
}

impl Encryptor {
    /// Starts a file for a document, in the service's own buffers.
    pub fn for_document(key: &DocumentKey, buffers: Buffers) -> Self {
        Self::start(&key.identity().to_public(), buffers)
    }

    /// Starts a file for a hybrid recipient.
    pub fn for_recipient(recipient: &hybrid::Recipient) -> Self {
        Self::start(recipient, Buffers::small())
    }

    /// Starts a file that opens with these words (age's passphrase recipient: scrypt, RFC 7914, N = 2^16).
    pub fn under_words(words: &str) -> Self {
        let mut recipient = age::scrypt::Recipient::new(words.to_owned().into());
        // 64 MiB and a fifth of a second: the words are 55 random bits already.
        recipient.set_work_factor(16);
        Self::start(&recipient, Buffers::small())
    }

    fn start(recipient: &dyn age::Recipient, buffers: Buffers) -> Self {
        let mut out = buffers.take(u64::MAX);
        let key = header::write(recipient, out.bytes());
        let mut tally = Tally::default();
        tally.ciphertext(out.as_ref());
        Self {
            key,
            number: 0,
            buffers,
            sealed: out.as_ref().len(),
            out,
            tally,
        }
    }

    /// Bytes of the whole file when so many are pushed; to be asked before the first of them.
    pub const fn file_length(&self, plaintext: u64) -> u64 {
        self.tally.ciphertext_length + plaintext + 16 * chunks::count(plaintext)
    }

    /// Encrypts the next bytes. Gives a buffer as soon as one is full, with the bytes that did not go into it: they
    /// are to be pushed next.
    #[must_use]
    pub fn push<'a>(&mut self, mut plaintext: &'a [u8]) -> Option<(Buffer, &'a [u8])> {
        while !plaintext.is_empty() {
            // A full chunk is sealed only when more follows: the last one carries a mark.
            if self.waiting() == CHUNK {
                self.seal(false);
                if self.out.chunks() == 0 {
                    self.sealed = 0;
                    return Some((std::mem::take(&mut self.out), plaintext));
                }
            }
            if self.out.as_ref().is_empty() {
                self.out = self.buffers.take(u64::MAX);
            }
            let (now, later) = plaintext.split_at(plaintext.len().min(CHUNK - self.waiting()));
            self.tally.plaintext(now);
            self.out.bytes().extend_from_slice(now);
            plaintext = later;
        }
        None
    }

    /// The end of the file, and what the file holds.
    pub fn finish(mut self) -> (Buffer, Summary) {
        self.seal(true);
        (self.out, self.tally.summary())
    }

    /// The whole file at once.
    pub fn whole(mut self, mut plaintext: &[u8]) -> (Vec<u8>, Summary) {
        let mut file = Vec::new();
        while let Some((full, rest)) = self.push(plaintext) {
            file.extend_from_slice(full.as_ref());
            plaintext = rest;
        }
        let (end, summary) = self.finish();
        file.extend_from_slice(end.as_ref());
        (file, summary)
    }

    fn waiting(&self) -> usize {
        self.out.as_ref().len() - self.sealed
    }

    fn seal(&mut self, last: bool) {
        let (out, start) = (self.out.bytes(), self.sealed);
        self.key.seal_in_place(self.number, last, out, start);
        self.tally.ciphertext(&out[start..]);
        self.sealed = out.len();
        self.number += 1;
    }
}
