//! Reading part of an age file: only the chunks that the part touches.

use std::ops::Range;

use zeroize::Zeroizing;

use super::chunks::{self, PayloadKey};
use super::{Broken, CHUNK, DocumentKey, SEALED_CHUNK, header};

const TAG: u64 = 16;
const PLAIN: u64 = CHUNK as u64;
const SEALED: u64 = SEALED_CHUNK as u64;

/// Knows where the chunks of one file lie and how to open them.
///
/// The length of the file comes from the record, which is authenticated. If the object itself is
/// shorter, fetching fails; if it was cut and the length with it, the last chunk does not open.
pub struct RangeReader {
    key: PayloadKey,
    header: u64,
    plaintext: u64,
}

impl RangeReader {
    /// How many first bytes of a file to fetch: always enough for the header of a document.
    pub const PREFIX: u64 = 4096;

    /// Bytes that the header of a document never exceeds.
    pub const HEADER: u64 = super::buffers::HEADER as u64;

    /// Bytes by which a chunk is longer than its plaintext.
    pub const TAG_BYTES: usize = 16;

    /// From the first bytes of a file (all of it if shorter than [`PREFIX`](Self::PREFIX)) and
    /// its whole length.
    pub fn new(key: &DocumentKey, prefix: &[u8], length: u64) -> Result<Self, Broken> {
        let end = header::complete(prefix).ok_or(Broken::Header)?;
        let (header, key) = header::read(&*key.identity(), &prefix[..end])?;
        let header = header as u64;
        let payload = length.checked_sub(header).ok_or(Broken::Payload)?;
        let chunks = payload.div_ceil(SEALED);
        let plaintext = payload.checked_sub(chunks * TAG).ok_or(Broken::Payload)?;
        // An empty last chunk after others is no age file.
        if chunks == 0 || chunks != chunks::count(plaintext) {
            return Err(Broken::Payload);
        }
        Ok(Self {
            key,
            header,
            plaintext,
        })
    }

    /// Length of the whole plaintext.
    pub const fn plaintext_length(&self) -> u64 {
        self.plaintext
    }

    /// How many chunks there are.
    pub const fn chunk_count(&self) -> u64 {
        chunks::count(self.plaintext)
    }

    /// Which bytes of the file these chunks are.
    pub const fn chunk_range(&self, chunks: &Range<u64>) -> Range<u64> {
        let whole = self.header + self.plaintext + self.chunk_count() * TAG;
        let end = self.header + chunks.end * SEALED;
        self.header + chunks.start * SEALED..if end < whole { end } else { whole }
    }

    /// How many whole chunks lie within that many first bytes of the file.
    pub const fn chunks_within(&self, bytes: u64) -> u64 {
        let whole = self.chunk_range(&(0..self.chunk_count())).end;
        if bytes >= whole {
            return self.chunk_count();
        }
        bytes.saturating_sub(self.header) / SEALED
    }

    /// Opens chunks where they lie, `first` being the number of the first of them: each plaintext then
    /// stands at the beginning of its chunk, the last [`TAG_BYTES`](Self::TAG_BYTES) of which are void.
    pub fn open_in_place(&self, first: u64, sealed: &mut [u8]) -> Result<(), Broken> {
        let last = self.chunk_count() - 1;
        for (number, chunk) in (first..).zip(sealed.chunks_mut(SEALED_CHUNK)) {
            self.key.open_in_place(number, number == last, chunk)?;
        }
        Ok(())
    }

    /// Which bytes of the file to fetch for this part of the plaintext.
    pub fn ciphertext_range(&self, part: &Range<u64>) -> Result<Range<u64>, Broken> {
        Ok(self.chunk_range(&self.chunks(part)?))
    }

    /// Opens this part from exactly those bytes.
    pub fn open(&self, part: &Range<u64>, fetched: &[u8]) -> Result<Zeroizing<Vec<u8>>, Broken> {
        let wanted = self.ciphertext_range(part)?;
        if fetched.len() as u64 != wanted.end - wanted.start {
            return Err(Broken::Range);
        }
        let first = self.chunks(part)?.start;
        let last = self.chunk_count() - 1;
        let mut opened = Zeroizing::new(Vec::with_capacity(fetched.len()));
        for (number, sealed) in (first..).zip(fetched.chunks(SEALED_CHUNK)) {
            self.key.open(number, number == last, sealed, &mut opened)?;
        }
        let skip = usize::try_from(part.start - first * PLAIN).map_err(|_| Broken::Range)?;
        let length = usize::try_from(part.end - part.start).map_err(|_| Broken::Range)?;
        opened.truncate(skip + length);
        opened.drain(..skip);
        Ok(opened)
    }

    fn chunks(&self, part: &Range<u64>) -> Result<Range<u64>, Broken> {
        if part.start >= part.end || part.end > self.plaintext {
            return Err(Broken::Range);
        }
        Ok(part.start / PLAIN..part.end.div_ceil(PLAIN))
    }
}
