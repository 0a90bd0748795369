//! Reading an age file piece by piece.

use super::chunks::PayloadKey;
use super::{Broken, DocumentKey, SEALED_CHUNK, Summary, Tally, header};
use crate::crypto::hybrid;

/// Takes an age file in pieces of any size and gives plaintext, each chunk authenticated first.
///
/// Whether the file was whole is known only when [`finish`](Self::finish) succeeds: until then
/// what was given out may be the beginning of a file that was cut short.
pub struct Decryptor {
    identity: Option<Box<dyn age::Identity + Send>>,
    key: Option<PayloadKey>,
    number: u64,
    pending: Vec<u8>,
    tally: Tally,
    failed: Option<Broken>,
}

impl Decryptor {
    /// Reads a document's file.
    pub fn for_document(key: &DocumentKey) -> Self {
        Self::with(key.identity())
    }

    /// Reads a file sealed to a hybrid recipient.
    pub fn for_identity(identity: &hybrid::Identity) -> Self {
        Self::with(Box::new(identity.duplicate()))
    }

    pub(super) fn with(identity: Box<dyn age::Identity + Send>) -> Self {
        Self {
            identity: Some(identity),
            key: None,
            number: 0,
            pending: Vec::with_capacity(SEALED_CHUNK),
            tally: Tally::default(),
            failed: None,
        }
    }

    /// Decrypts the next bytes; plaintext that is ready is appended to `out`. After an error
    /// nothing more comes.
    pub fn push(&mut self, ciphertext: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
        if let Some(broken) = self.failed {
            return Err(broken);
        }
        self.tally.ciphertext(ciphertext);
        let done = self.advance(ciphertext, out);
        self.failed = done.err();
        done
    }

    /// Checks that the file ended where its author ended it; the last plaintext goes to `out`.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<Summary, Broken> {
        if let Some(broken) = self.failed {
            return Err(broken);
        }
        if self.key.is_none() {
            self.read_header()?;
        }
        self.emit(true, SEALED_CHUNK.min(self.pending.len()), out)?;
        if !self.pending.is_empty() {
            return Err(Broken::Payload);
        }
        Ok(self.tally.summary())
    }

    fn advance(&mut self, mut ciphertext: &[u8], out: &mut Vec<u8>) -> Result<(), Broken> {
        if self.key.is_none() {
            self.pending.extend_from_slice(ciphertext);
            ciphertext = &[];
            if header::complete(&self.pending).is_none() {
                return if self.pending.len() > header::MAX {
                    Err(Broken::Header)
                } else {
                    Ok(())
                };
            }
            self.read_header()?;
        }
        loop {
            // A full chunk is opened only when more follows: the last one carries a mark.
            while self.pending.len() > SEALED_CHUNK {
                self.emit(false, SEALED_CHUNK, out)?;
            }
            if ciphertext.is_empty() {
                return Ok(());
            }
            let room = SEALED_CHUNK + 1 - self.pending.len();
            let (now, later) = ciphertext.split_at(ciphertext.len().min(room));
            self.pending.extend_from_slice(now);
            ciphertext = later;
        }
    }

    fn read_header(&mut self) -> Result<(), Broken> {
        let identity = self.identity.take().ok_or(Broken::Header)?;
        let (length, key) = header::read(&*identity, &self.pending)?;
        self.pending.drain(..length);
        self.key = Some(key);
        Ok(())
    }

    fn emit(&mut self, last: bool, length: usize, out: &mut Vec<u8>) -> Result<(), Broken> {
        let key = self.key.as_ref().ok_or(Broken::Header)?;
        let start = out.len();
        key.open(self.number, last, &self.pending[..length], out)?;
        self.tally.plaintext(&out[start..]);
        self.number += 1;
        self.pending.drain(..length);
        Ok(())
    }
}
