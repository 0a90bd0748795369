//! A ZIP (APPNOTE 6.3) written while it is given out: files stored as they are, one after another, each read,
//! verified and handed over chunk by chunk. A gigabyte takes no more memory than a page.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use ::zip::write::{SimpleFileOptions, StreamWriter};
use ::zip::{CompressionMethod, DateTime, ZipWriter};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use zeroize::Zeroizing;

use super::record::Stored;
use super::{Abri, Outcome, Problem, reading};
use crate::crypto::documents::DocumentKey;
use crate::domain::document::PrintedDate;

/// Bytes handed over at a time, so that a slow reader is cut off soon after an end.
pub(super) const PIECE: usize = 64 * 1024;

/// From here on a length or a place needs the fields of ZIP64.
const WIDE: u64 = 0xffff_ffff;
/// More entries than this need them too.
const MANY: usize = 0xffff;

/// What an entry holds.
pub(super) enum Content {
    /// A kept file: what opens it, where it lies, its length in clear.
    Kept {
        key: DocumentKey,
        stored: Stored,
        bytes: u64,
    },
    /// Text that was made for it.
    Made(Bytes),
}

/// One file of the archive.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) content: Content,
}

impl Entry {
    const fn bytes(&self) -> u64 {
        match &self.content {
            Content::Kept { bytes, .. } => *bytes,
            Content::Made(bytes) => bytes.len() as u64,
        }
    }
}

/// How many bytes the archive of these entries has: known before, since nothing is compressed.
pub(super) fn length(entries: &[Entry]) -> u64 {
    sum(entries
        .iter()
        .map(|entry| (entry.name.len(), entry.bytes())))
}

fn sum(entries: impl Iterator<Item = (usize, u64)>) -> u64 {
    // Head and what follows the data; line of the directory; ends of the directory (4.3.7 to 4.3.16).
    let (mut at, mut directory, mut count) = (0_u64, 0_u64, 0_usize);
    for (name, bytes) in entries {
        directory += 46 + name as u64 + if at >= WIDE { 12 } else { 0 };
        at += 30 + name as u64 + bytes + 16;
        count += 1;
    }
    let wide = count > MANY || at.max(directory) > WIDE;
    at + directory + if wide { 56 + 20 } else { 0 } + 22
}

/// An archive on its way out.
pub(super) struct Zipping {
    abri: Arc<Abri>,
    entries: std::vec::IntoIter<Entry>,
    /// How many there are in all.
    of: usize,
    dated: DateTime,
    /// Gone once the end was written.
    writer: Option<ZipWriter<StreamWriter<Written>>>,
    written: Written,
    /// The file under way.
    file: Option<BoxStream<'static, Outcome<Bytes>>>,
    ready: Bytes,
}

impl Zipping {
    /// These entries in this order; the only date is `day`.
    pub(super) fn new(abri: &Arc<Abri>, entries: Vec<Entry>, day: PrintedDate) -> Self {
        let written = Written::default();
        Self {
            abri: abri.clone(),
            of: entries.len(),
            entries: entries.into_iter(),
            dated: dated(day),
            writer: Some(ZipWriter::new_stream(written.clone())),
            written,
            file: None,
            ready: Bytes::new(),
        }
    }

    /// The place of the entry under way, from 0.
    pub(super) fn under_way(&self) -> Option<usize> {
        (self.of - self.entries.len()).checked_sub(1)
    }

    /// The next piece; `None` after the end.
    pub(super) async fn next(&mut self) -> Outcome<Option<Bytes>> {
        while self.ready.is_empty() && self.writer.is_some() {
            self.step().await?;
        }
        let length = self.ready.len().min(PIECE);
        Ok((length > 0).then(|| self.ready.split_to(length)))
    }

    /// Writes a piece of a file, its end with the head of the next one, or the end of all.
    pub(super) async fn step(&mut self) -> Outcome<()> {
        let Some(mut writer) = self.writer.take() else {
            return Ok(());
        };
        let piece = match &mut self.file {
            Some(file) => file.try_next().await?,
            None => None,
        };
        if let Some(piece) = piece {
            writer.write_all(&piece).map_err(|_| UNWRITTEN)?;
            self.writer = Some(writer);
        } else if let Some(entry) = self.entries.next() {
            // Opened first: what is missing leaves no head behind.
            self.file = Some(open(&self.abri, entry.content).await?);
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(self.dated);
            writer
                .start_file(entry.name, options)
                .map_err(|_| UNWRITTEN)?;
            self.writer = Some(writer);
        } else {
            writer.finish().map_err(|_| UNWRITTEN)?;
        }
        self.ready = self.written.take();
        Ok(())
    }
}

/// Midnight of the day; ZIP counts from 1980 to 2107, whatever lies outside has its first day.
fn dated(day: PrintedDate) -> DateTime {
    let [month, date] = [day.month, day.day].map(|part| u8::try_from(part).unwrap_or(1));
    let year = u16::try_from(day.year).unwrap_or_default();
    DateTime::from_date_and_time(year, month, date, 0, 0, 0).unwrap_or_default()
}

async fn open(abri: &Abri, content: Content) -> Outcome<BoxStream<'static, Outcome<Bytes>>> {
    match content {
        Content::Kept { key, stored, bytes } => {
            // Asked for all of it, between pieces.
            let always = || std::future::ready(true);
            let file = reading::whole(abri, &key, &stored, bytes, always).await?;
            Ok(file.boxed())
        }
        Content::Made(bytes) => Ok(futures_util::stream::once(async { Ok(bytes) }).boxed()),
    }
}

/// Memory takes whatever is written, and no single file is as long as the format allows.
const UNWRITTEN: Problem = Problem::Damaged("copy");

/// What was written and not handed over yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Zeroizing<Vec<u8>>>>);

impl Written {
    fn take(&self) -> Bytes {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Bytes::from_owner(std::mem::take(&mut *bytes))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts what is written and keeps nothing.
    struct Counted(Arc<std::sync::atomic::AtomicU64>);

    impl Write for Counted {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let more = bytes.len() as u64;
            self.0.fetch_add(more, std::sync::atomic::Ordering::Relaxed);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_length_told_before_is_the_one_written_beyond_four_gigabytes_too() {
        let zeros = vec![0; 1 << 20];
        // The third begins beyond 4 GiB.
        for sizes in [vec![], vec![0, 3], vec![3 << 10, 2 << 10, 7]] {
            let count = Arc::new(std::sync::atomic::AtomicU64::new(0));
            let mut writer = ZipWriter::new_stream(Counted(count.clone()));
            let options =
                SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            for (at, megabytes) in sizes.iter().enumerate() {
                writer.start_file(format!("é{at}"), options).unwrap();
                for _ in 0..*megabytes {
                    writer.write_all(&zeros).unwrap();
                }
            }
            writer.finish().unwrap();
            let told = sum(sizes.iter().map(|megabytes| (3, megabytes << 20)));
            assert_eq!(
                told,
                count.load(std::sync::atomic::Ordering::Relaxed),
                "{sizes:?}"
            );
        }
    }
}
