//! A person looks back: who saw which paper, and everything else that happened in their vault.

use super::open::Open;
use super::{Abri, Outcome, Problem, state};
use crate::crypto::journal::{self as chain, Bad, Head};
use crate::domain::access;
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::DurableTx;
use crate::store::journal::{self, JournalRow};
use crate::store::vaults;

/// Entries of one page.
pub const PAGE: u32 = 40;

/// One entry, as its person may read it.
pub struct Entry {
    /// Its number.
    pub number: u64,
    /// When.
    pub at: Moment,
    /// What; `None` for a code that this version does not know.
    pub event: Option<Event>,
    /// The code as it is stored.
    pub code: String,
    /// Who and which paper.
    pub known: Known,
}

/// What is left of the details of an entry.
pub enum Known {
    /// All of them.
    All(Box<Details>),
    /// They were erased; that something happened stays.
    Erased,
    /// They are not those that were written.
    Damaged,
}

/// A page of the journal, the newest entry first.
pub struct LookBack {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Older entries come before this number; `None` on the last page.
    pub older: Option<u64>,
    /// The newest entry of all: what a person may note to compare later.
    pub head: Head,
    /// The first entry, among those of this page, that does not fit the one before it.
    pub broken: Option<u64>,
    /// The visit before this one, if there was one.
    pub last_visit: Option<Visit>,
}

/// A visit of the person.
pub struct Visit {
    /// When they came in.
    pub at: Moment,
    /// The number of the entry that says so.
    pub number: u64,
}

/// Reads a page: the newest entries, or those before a number. `since` is the beginning of this
/// session.
pub async fn page(
    abri: &Abri,
    open: &Open,
    before: Option<u64>,
    since: Moment,
) -> Outcome<LookBack> {
    access::may_keep_account(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    let mut tx = abri.store.durable.read().await?;
    let head = head(&mut tx, open).await?;
    // One more than is shown: what the oldest one of the page must follow.
    let mut rows = journal::page(&mut tx, open.vault, before, PAGE + 1).await?;
    // The newest one is this visit.
    let visits = journal::visits(&mut tx, open.vault, since, 2).await?;
    drop(tx);
    let broken = first_broken(open, &rows, before.is_none().then_some(head));
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    Ok(LookBack {
        older: rows.last().filter(|_| more).map(|row| row.number),
        entries: rows.iter().map(|row| read(open, row)).collect(),
        head,
        broken,
        last_visit: visits.get(1).map(|row| Visit {
            at: row.at,
            number: row.number,
        }),
    })
}

/// The whole journal, for keeping: rows, their opened details, and the head.
pub(super) async fn whole(abri: &Abri, open: &Open) -> Outcome<(Vec<JournalRow>, Head)> {
    access::may_keep_account(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    let mut tx = abri.store.durable.read().await?;
    let head = head(&mut tx, open).await?;
    Ok((journal::all(&mut tx, open.vault).await?, head))
}

/// One entry with its details opened.
pub(super) fn read(open: &Open, row: &JournalRow) -> Entry {
    let known = match state::open_entry(open, row) {
        Ok(None) => Known::Erased,
        Ok(Some(payload)) => {
            state::details(&payload).map_or(Known::Damaged, |all| Known::All(Box::new(all)))
        }
        Err(_) => Known::Damaged,
    };
    Entry {
        number: row.number,
        at: row.at,
        event: Event::from_code(&row.code),
        code: row.code.clone(),
        known,
    }
}

async fn head(tx: &mut DurableTx, open: &Open) -> Outcome<Head> {
    let vault = vaults::read(tx, open.vault)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(Head {
        number: vault.journal_number,
        hash: vault.journal_hash,
    })
}

/// The first of these entries (newest first) that does not follow the one before it, or the head if
/// the newest is not the one it names.
fn first_broken(open: &Open, rows: &[JournalRow], head: Option<Head>) -> Option<u64> {
    let Some(oldest) = rows.last() else {
        // Nothing is left of what the head counts.
        return head.filter(|head| head.number > 0).map(|_| 1);
    };
    // Where none is older, the oldest must be the first of all.
    let (from, rest) = if oldest.number == 1 || rows.len() <= PAGE as usize {
        (Head::EMPTY, rows)
    } else {
        let from = Head {
            number: oldest.number,
            hash: oldest.hash,
        };
        (from, &rows[..rows.len() - 1])
    };
    let links = rest.iter().rev().map(|row| (state::entry(row), row.hash));
    match chain::verify(open.vault, from, links) {
        Err(Bad::Missing { expected, .. }) => Some(expected),
        Err(Bad::Altered { number }) => Some(number),
        Ok(reached) => head.filter(|head| *head != reached).map(|head| head.number),
    }
}
