//! The kept files themselves, one after another in one ZIP (APPNOTE 6.3), stored as they are. Each is read,
//! verified and given out chunk by chunk: a gigabyte takes no more memory than a page.

use std::future::Future;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use ::zip::write::{SimpleFileOptions, StreamWriter};
use ::zip::{CompressionMethod, DateTime, ZipWriter};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use zeroize::Zeroizing;

use super::{PIECE, Still};
use crate::actions::grant::Grant;
use crate::actions::reading;
use crate::actions::record::Stored;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::documents::DocumentKey;
use crate::domain::access::{Keep, Permit};
use crate::domain::document::{FileType, PrintedDate, Title};
use crate::domain::entry_name;

/// The sentence for papers that are too heavy together.
pub const TOO_HEAVY: &str = "copy-too-heavy";

/// Beyond 4 GiB a ZIP needs fields that not every reader knows (ZIP64); names and headers stay far below the rest.
const MOST_BYTES: u64 = (4 << 30) - (64 << 20);
/// Each takes less than 500 bytes of names and headers.
const MOST_FILES: usize = 10_000;

/// One kept file and what opens it.
struct Original {
    key: DocumentKey,
    stored: Stored,
    bytes: u64,
    title: Title,
    file_type: FileType,
}

/// Kept files to be given out together, in this order.
#[derive(Default)]
pub struct Originals(Vec<Original>);

impl Originals {
    /// Adds the kept file of a paper that is shown; `NotFound` where it may only be looked at.
    pub fn add(&mut self, grant: &Grant) -> Outcome<()> {
        let facts = &grant.facts;
        let (Some(key), Some(stored)) = (&grant.key, &facts.file) else {
            return Err(Problem::NotFound);
        };
        self.0.push(Original {
            key: DocumentKey::from_key(key.key().duplicate()),
            stored: stored.clone(),
            bytes: facts.bytes,
            title: facts.title.clone(),
            file_type: facts.file_type,
        });
        Ok(())
    }
}

/// These files as one ZIP, in pieces of 64 KiB at most. The only date in it is `day`. Each paper must have been
/// told as copied before.
///
/// Every chunk is authenticated before it leaves, and each file must be as long as it was put in. What is damaged,
/// or ends (`still_allowed` is asked every two seconds), ends the stream with an error and without the directory
/// that a ZIP ends with: it must be cut then, and cannot be taken for a whole one. `NotFound` when there is no
/// file, `Field` ([`TOO_HEAVY`]) when they are too heavy together; a first file that is wrong is refused at once.
pub async fn zip<A, F>(
    abri: &Arc<Abri>,
    _permit: &Permit<Keep>,
    papers: Originals,
    day: PrintedDate,
    still_allowed: A,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = bool> + Send,
{
    let papers = papers.0;
    if papers.is_empty() {
        return Err(Problem::NotFound);
    }
    let together = papers
        .iter()
        .fold(0_u64, |all, paper| all.saturating_add(paper.bytes));
    if together > MOST_BYTES || papers.len() > MOST_FILES {
        return Err(Problem::Field(TOO_HEAVY));
    }
    let written = Written::default();
    let mut zipping = Zipping {
        abri: abri.clone(),
        of: papers.len(),
        papers: papers.into_iter(),
        dated: dated(day),
        writer: Some(ZipWriter::new_stream(written.clone())),
        written,
        file: None,
        ready: Bytes::new(),
    };
    // What can be refused before the first byte is refused as an answer, not as a cut.
    zipping.step().await?;
    let still = Still::new(abri, still_allowed);
    Ok(stream::try_unfold(
        (zipping, still),
        |(mut zipping, mut still)| async move {
            still.must().await?;
            let piece = zipping.next().await?;
            Ok(piece.map(|piece| (piece, (zipping, still))))
        },
    ))
}

/// Midnight of the day; ZIP counts from 1980 to 2107, whatever lies outside has its first day.
fn dated(day: PrintedDate) -> DateTime {
    let [month, date] = [day.month, day.day].map(|part| u8::try_from(part).unwrap_or(1));
    let year = u16::try_from(day.year).unwrap_or_default();
    DateTime::from_date_and_time(year, month, date, 0, 0, 0).unwrap_or_default()
}

struct Zipping {
    abri: Arc<Abri>,
    papers: std::vec::IntoIter<Original>,
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
    async fn next(&mut self) -> Outcome<Option<Bytes>> {
        while self.ready.is_empty() && self.writer.is_some() {
            self.step().await?;
        }
        let length = self.ready.len().min(PIECE);
        Ok((length > 0).then(|| self.ready.split_to(length)))
    }

    /// Writes a piece of a file, its end with the head of the next one, or the end of all.
    async fn step(&mut self) -> Outcome<()> {
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
        } else if let Some(paper) = self.papers.next() {
            // Opened first: what is missing leaves no head behind.
            self.file = Some(open(&self.abri, &paper).await?);
            let number = self.of - self.papers.len();
            let extension = paper.file_type.extension();
            let name = entry_name::of(number, self.of, paper.title.as_str(), extension);
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Stored)
                .last_modified_time(self.dated);
            writer.start_file(name, options).map_err(|_| UNWRITTEN)?;
            self.writer = Some(writer);
        } else {
            writer.finish().map_err(|_| UNWRITTEN)?;
        }
        self.ready = self.written.take();
        Ok(())
    }
}

async fn open(abri: &Abri, paper: &Original) -> Outcome<BoxStream<'static, Outcome<Bytes>>> {
    // Asked for all of it, between pieces.
    let always = || std::future::ready(true);
    let (key, stored) = (&paper.key, &paper.stored);
    let file = reading::whole(abri, key, stored, paper.bytes, always).await?;
    Ok(file.boxed())
}

/// Memory takes whatever is written, and the limits above keep within the format.
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
