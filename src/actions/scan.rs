//! The operator's anti-virus, asked before a paper counts as kept; what it does not clear is refused or
//! carries a warning for ever, as the operator chose. Nothing passes without a word.

use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::TryStreamExt;
use tokio::sync::Semaphore;
use tokio_util::io::StreamReader;

use super::record::Stored;
use super::{Abri, Outcome, Problem, reading};
use crate::config::Then;
use crate::crypto::documents::DocumentKey;
use crate::domain::document::Doubt;
use crate::media::{Finding, NoAnswer, Scanner};

/// An anti-virus, and what follows from its answers.
#[derive(Debug)]
pub struct Scanning {
    /// Whom to ask.
    pub scanner: Scanner,
    /// When something is found.
    pub on_found: Then,
    /// When there is no answer.
    pub when_away: Then,
    /// Files asked about at a time: who sends many makes nobody else's wait for too long.
    places: Semaphore,
    /// Papers that it gave no answer about.
    unanswered: AtomicU64,
}

/// Files that clamd is asked about at the same time, on one node.
const AT_ONCE: usize = 4;

impl Scanning {
    /// Nothing is being asked yet.
    pub fn new(scanner: Scanner, on_found: Then, when_away: Then) -> Self {
        Self {
            scanner,
            on_found,
            when_away,
            places: Semaphore::new(AT_ONCE),
            unanswered: AtomicU64::new(0),
        }
    }

    /// Papers that it gave no answer about since this process began.
    pub fn unanswered(&self) -> u64 {
        self.unanswered.load(Ordering::Relaxed)
    }
}

/// Asks about a stored file: key, object and length in clear. What stays in doubt although it is kept.
pub(super) async fn scan(
    abri: &Abri,
    source: (&DocumentKey, &Stored, u64),
) -> Outcome<Option<Doubt>> {
    let Some(scanning) = &abri.scanning else {
        return Ok(None);
    };
    // Its patience begins with its turn.
    let _place = scanning.places.acquire().await;
    let (key, stored, length) = source;
    let bytes = reading::received(abri, key, stored, length).await?;
    let bytes = Box::pin(bytes.map_err(std::io::Error::other));
    match scanning.scanner.scan(StreamReader::new(bytes)).await {
        Ok(Finding::Clean) => Ok(None),
        Ok(Finding::Found) => match scanning.on_found {
            Then::Refuse => Err(Problem::Field("papers-refused-virus")),
            Then::Mark => Ok(Some(Doubt::Found)),
        },
        Err(NoAnswer::Source(_)) => Err(Problem::Damaged("object")),
        Err(why) => {
            scanning.unanswered.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(%why, "no anti-virus");
            match scanning.when_away {
                Then::Refuse => Err(Problem::Field("papers-refused-unchecked")),
                Then::Mark => Ok(Some(Doubt::Unchecked)),
            }
        }
    }
}
