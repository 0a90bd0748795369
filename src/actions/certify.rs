//! What a journal entry certifies of a paper: that it was destroyed, or found whole.

use super::open::Open;
use super::{Abri, Outcome, Problem, look_back, state};
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::journal::{self, JournalRow};

/// What the journal certifies of a paper.
pub struct Certificate {
    /// Number of the entry.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// What it tells of the paper: its name and digest too where the entry was written without them, as far as the
    /// journal has them elsewhere.
    pub details: Details,
    /// Whether the person did it; else Abri, seven days after they removed the paper, or again after a restore.
    pub by_person: bool,
    /// The entry's hash in the journal's chain.
    pub hash: [u8; 32],
}

/// The certificate of this event, by the number of its journal entry; `NotFound` where that entry tells something else.
pub async fn certify(abri: &Abri, open: &Open, event: Event, number: u64) -> Outcome<Certificate> {
    let mut tx = abri.store.durable.read().await?;
    let before = number.checked_add(1).ok_or(Problem::NotFound)?;
    let rows = journal::page(&mut tx, open.vault, Some(before), 1).await?;
    drop(tx);
    let told = |row: &&JournalRow| row.number == number && row.code == event.code();
    let row = rows.iter().find(told).ok_or(Problem::NotFound)?;
    let payload = state::open_entry(open, row)?.ok_or(Problem::NotFound)?;
    let mut details = state::details(&payload)?;
    // Written while the vault was locked: no key to the paper's name, but the leaf of what went.
    let by_person = details.leaf.is_empty();
    if details.digest.is_empty() {
        remember(abri, open, number, &mut details).await?;
    }
    Ok(Certificate {
        number,
        at: row.at,
        details,
        by_person,
        hash: row.hash,
    })
}

/// Takes name and digest from the newest entry before this one that has them of the same version of the paper.
async fn remember(abri: &Abri, open: &Open, number: u64, details: &mut Details) -> Outcome<()> {
    let (rows, _) = look_back::whole(abri, open).await?;
    for row in rows.iter().rev().filter(|row| row.number < number) {
        // An entry that cannot be opened tells nothing of any paper.
        let Ok(Some(payload)) = state::open_entry(open, row) else {
            continue;
        };
        let Ok(told) = state::details(&payload) else {
            continue;
        };
        let same = told.document == details.document && told.version == details.version;
        if same && !told.digest.is_empty() {
            details.title = told.title;
            details.digest = told.digest;
            break;
        }
    }
    Ok(())
}
