//! What a file really is, found out by a worker process; what it gives back is sealed as it comes.

use futures_util::TryStreamExt;
use tokio_util::io::StreamReader;

use super::receive::Sink;
use super::record::{Picture, Stored};
use super::{Abri, Outcome, Problem, reading, scan};
use crate::crypto::documents::{DocumentKey, Summary};
use crate::domain::document::{Doubt, FileType};
use crate::media::{self, Look, Piece, Refusal};

/// What a file turned out to be.
pub(super) struct Checked {
    pub(super) file_type: FileType,
    /// Whether a PDF holds scripts or forms.
    pub(super) active: bool,
    /// Why it carries a warning, if it does.
    pub(super) doubt: Option<Doubt>,
    /// The image to keep in place of the one received; none for a PDF.
    pub(super) cleaned: Option<Kept>,
    pub(super) pictures: Kept,
    pub(super) pages: Vec<Picture>,
    pub(super) thumbnail: Picture,
}

/// An object that was written.
pub(super) struct Kept {
    pub(super) key: DocumentKey,
    pub(super) stored: Stored,
    pub(super) summary: Summary,
}

impl From<media::Problem> for Problem {
    fn from(problem: media::Problem) -> Self {
        match problem {
            media::Problem::Refused(refusal) => refused(refusal),
            media::Problem::Busy => Self::Busy,
            media::Problem::Source(_) => Self::Damaged("object"),
            media::Problem::NoWorker(why) => Self::Unavailable(why),
        }
    }
}

const fn refused(refusal: Refusal) -> Problem {
    Problem::Field(match refusal {
        Refusal::NotAllowed {
            looks_like: Look::Heic,
        } => "papers-refused-heic",
        Refusal::NotAllowed { .. } => "papers-refused-type",
        Refusal::Broken | Refusal::WorkerDied => "papers-refused-broken",
        Refusal::Encrypted => "papers-refused-locked",
        Refusal::TooHeavy => return Problem::FileTooLarge,
        Refusal::TooManyPages => "papers-refused-pages",
        Refusal::TooLarge => "papers-refused-pixels",
        Refusal::TookTooLong => "papers-refused-slow",
    })
}

/// Has the stored file read by a worker: key, object and length in clear of the source, then the
/// objects that the cleaned image and the pictures become.
pub(super) async fn check(
    abri: &Abri,
    source: (&DocumentKey, &Stored, u64),
    (cleaned, pictures): (&str, &str),
) -> Outcome<Checked> {
    let doubt = scan::scan(abri, source).await?;
    let (key, stored, length) = source;
    let bytes = reading::received(abri, key, stored, length).await?;
    let bytes = Box::pin(bytes.map_err(std::io::Error::other));
    let mut checking = abri.workers.check(StreamReader::new(bytes)).await?;
    let (file_type, active) = {
        let verdict = checking.verdict();
        (verdict.kept, !verdict.active.is_empty())
    };
    let mut image = None;
    if file_type != FileType::Pdf {
        image = Some(Writing::begin(abri, cleaned).await?);
    }
    let mut kept = Writing::begin(abri, pictures).await?;
    let mut pages: Vec<Picture> = Vec::new();
    let mut thumbnail = None;
    while let Some(piece) = checking.next().await? {
        match (piece, &mut image) {
            (Piece::Kept(bytes), Some(image)) => image.push(&bytes).await?,
            (Piece::Kept(_), None) => return Err(refused(Refusal::WorkerDied)),
            (
                Piece::Picture {
                    width,
                    height,
                    jpeg,
                    ..
                },
                _,
            ) => pages.push(kept.picture(&jpeg, (width, height)).await?),
            (Piece::Thumbnail(jpeg), _) => {
                // As large as the page it shows, for who lays it out: only the proportion counts.
                let size = pages
                    .first()
                    .map_or((1, 1), |page| (page.width, page.height));
                thumbnail = Some(kept.picture(&jpeg, size).await?);
            }
        }
    }
    let cleaned = match image {
        Some(image) => Some(image.finish().await?),
        None => None,
    };
    Ok(Checked {
        file_type,
        active,
        doubt,
        cleaned,
        pictures: kept.finish().await?,
        pages,
        thumbnail: thumbnail.ok_or(refused(Refusal::WorkerDied))?,
    })
}

/// An object being written under a key of its own.
struct Writing {
    key: DocumentKey,
    sink: Sink,
    length: u64,
}

impl Writing {
    async fn begin(abri: &Abri, object: &str) -> Outcome<Self> {
        let key = DocumentKey::new();
        let sink = Sink::begin(abri, object, &key).await?;
        Ok(Self {
            key,
            sink,
            length: 0,
        })
    }

    async fn push(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.length += bytes.len() as u64;
        self.sink.push(bytes).await
    }

    async fn picture(&mut self, jpeg: &[u8], (width, height): (u32, u32)) -> Outcome<Picture> {
        let offset = self.length;
        self.push(jpeg).await?;
        Ok(Picture {
            offset,
            length: jpeg.len() as u64,
            width,
            height,
        })
    }

    async fn finish(self) -> Outcome<Kept> {
        let (stored, summary) = self.sink.finish().await?;
        Ok(Kept {
            key: self.key,
            stored,
            summary,
        })
    }
}
