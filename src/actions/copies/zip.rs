//! The kept files themselves, one after another in one ZIP (APPNOTE 6.3), stored as they are.

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, stream};

use super::Still;
use crate::actions::grant::Grant;
use crate::actions::record::Stored;
use crate::actions::zipping::{Content, Entry, Zipping};
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
    let of = papers.len();
    let entries = papers.into_iter().enumerate().map(|(at, paper)| {
        let extension = paper.file_type.extension();
        Entry {
            name: entry_name::of(at + 1, of, paper.title.as_str(), extension),
            content: Content::Kept {
                key: paper.key,
                stored: paper.stored,
                bytes: paper.bytes,
            },
        }
    });
    let mut zipping = Zipping::new(abri, entries.collect(), day);
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
