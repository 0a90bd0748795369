//! Taking a paper out of sight, putting it back, destroying it.

use super::change::{Change, LockedChange};
use super::objects::{self, Begun};
use super::open::Open;
use super::ways_in::leave;
use super::{Abri, Outcome, Problem, papers, state};
use crate::domain::document::REST;
use crate::domain::ids::{DocumentId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::documents::{self, BinRow, DocumentRow};
use crate::store::{DurableTx, grants, vaults};

/// Papers that a round destroys at most; the next round takes the rest.
const AT_ONCE: u32 = 100;

/// Puts a paper among the removed ones. What was shown of it is taken away first: no share opens it
/// any more, even when the rest fails.
pub async fn remove(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<()> {
    let paper = papers::find_kept(abri, open, id).await?;
    take_grants_away(abri, open.vault, id).await?;
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let now = change.now();
    if !put_in_bin(abri, &mut change, open, id, now).await? {
        return Err(Problem::NotFound);
    }
    change
        .tell(Event::PaperRemoved, &paper.current.details(paper.id))
        .await?;
    change.commit().await?;
    // Once more, for a share that was given in between.
    take_grants_away(abri, open.vault, id).await
}

/// `false` if it was there.
pub(super) async fn put_in_bin(
    abri: &Abri,
    change: &mut Change<'_>,
    open: &Open,
    id: DocumentId,
    now: Moment,
) -> Outcome<bool> {
    let since = (now, abri.keys.removal_mac(open.vault, id, now));
    let (vault, generation) = (open.vault, open.generation);
    Ok(documents::set_removed(change.tx(), vault, id, generation, since).await?)
}

pub(super) async fn take_grants_away(abri: &Abri, vault: VaultId, id: DocumentId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    grants::delete_of_document(&mut tx, vault, id).await?;
    Ok(tx.commit().await?)
}

/// Puts a removed paper back. What was shown of it stays stopped.
pub async fn restore(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<()> {
    let paper = papers::find(abri, open, id).await?;
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    if !documents::restore(change.tx(), open.vault, id, open.generation).await? {
        return Err(Problem::NotFound);
    }
    change
        .tell(Event::PaperRestored, &paper.current.details(paper.id))
        .await?;
    change.commit().await
}

/// Destroys a removed paper before its seven days are over; the number of the journal entry that
/// certifies it ([`super::certify`]).
pub async fn destroy_now(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<u64> {
    let paper = papers::find(abri, open, id).await?;
    if paper.is_kept() {
        return Err(Problem::NotFound);
    }
    take_grants_away(abri, open.vault, id).await?;
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let now = change.now();
    let rows = documents::erase(change.tx(), open.vault, id).await?;
    if rows.is_empty() || rows.iter().any(|row| row.removed_at.is_none()) {
        return Err(Problem::NotFound);
    }
    let begun = give_up(change.tx(), open.vault, open.generation, &rows, now).await?;
    // Each version has its entry: each had a digest of its own. The newest comes last.
    let mut number = 0;
    for version in paper.earlier.iter().rev().chain([&paper.current]) {
        let gone = version.details(paper.id);
        number = change.tell(Event::PaperDestroyed, &gone).await?;
    }
    change.commit().await?;
    finish(abri, &begun).await;
    Ok(number)
}

/// Notes what is left to delete of erased rows, and counts their room as free again.
pub(super) async fn give_up(
    tx: &mut DurableTx,
    vault: VaultId,
    generation: u32,
    rows: &[DocumentRow],
    now: Moment,
) -> Outcome<Vec<Begun>> {
    let mut begun = Vec::new();
    let mut less = 0;
    for row in rows {
        less += row.length + row.pictures_length.unwrap_or(0);
        let names = std::iter::once(&row.object).chain(&row.pictures);
        for object in names {
            begun.push(objects::begin_removal(tx, vault, object.clone(), now).await?);
        }
    }
    vaults::give_room(tx, vault, generation, less).await?;
    Ok(begun)
}

/// The rows are gone and the keys with them; the objects follow, now or in the next round.
pub(super) async fn finish(abri: &Abri, begun: &[Begun]) {
    if let Err(problem) = objects::remove(abri, begun).await {
        tracing::warn!(%problem, "objects of a destroyed paper are left for the next round");
    }
}

/// Destroys papers that have rested for seven days; how many.
pub(super) async fn destroy_due(abri: &Abri) -> Outcome<usize> {
    let before = abri.now() - REST;
    let mut tx = abri.store.durable.read().await?;
    let due = documents::due_removals(&mut tx, before, AT_ONCE).await?;
    drop(tx);
    let (mut destroyed, mut outcome) = (0, Ok(()));
    for one in &due {
        // A vault that was altered keeps nobody else's from being destroyed.
        match destroy_locked(abri, one, before).await {
            Ok(begun) => {
                destroyed += usize::from(!begun.is_empty());
                finish(abri, &begun).await;
            }
            Err(problem) => outcome = Err(problem),
        }
    }
    outcome.map(|()| destroyed)
}

/// Whether this installation says when it was removed.
pub(super) fn is_ours(abri: &Abri, row: &BinRow) -> bool {
    let mac = row.removed_mac.as_ref();
    mac.is_some_and(|mac| abri.keys.removes(row.vault_id, row.id, row.removed_at, mac))
}

/// Vouches for what was removed before moments had a MAC, while the seal does so.
pub(super) async fn vouch(abri: &Abri, change: &mut Change<'_>, open: &Open) -> Outcome<()> {
    let bin = documents::bin(change.tx_uncovered(), open.vault).await?;
    for row in bin.iter().filter(|row| row.removed_mac.is_none()) {
        let mac = abri.keys.removal_mac(open.vault, row.id, row.removed_at);
        documents::vouch(change.tx_uncovered(), row, Some(&mac)).await?;
    }
    Ok(())
}

/// The vault is closed: the journal says, for its next opening, which parts of its state are gone. A moment of removal that
/// was written by somebody else counts for nothing.
async fn destroy_locked(abri: &Abri, due: &BinRow, before: Moment) -> Outcome<Vec<Begun>> {
    let (vault, id) = (due.vault_id, due.id);
    let mut change = LockedChange::begin(abri, vault).await?;
    if !is_ours(abri, due) {
        tracing::error!(
            "the moment at which a paper was removed was changed in the tables: it is not destroyed"
        );
        documents::vouch(change.tx(), due, None).await?;
        change.commit().await?;
        return Ok(Vec::new());
    }
    take_grants_away(abri, vault, id).await?;
    let now = change.now();
    let rows = documents::erase(change.tx(), vault, id).await?;
    let of_then = |row: &DocumentRow| row.removed_at == Some(due.removed_at);
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    if due.removed_at >= before || !rows.iter().all(of_then) {
        // Put back in the meantime; dropped, this change never happened.
        return Ok(Vec::new());
    }
    let begun = give_up(change.tx(), vault, first.generation, &rows, now).await?;
    for row in &rows {
        let details = Details {
            document: id.to_string(),
            version: row.version,
            leaf: state::document_leaf(row).to_hex(),
            ..Details::default()
        };
        change.tell(Event::PaperDestroyed, &details).await?;
    }
    change.commit().await?;
    Ok(begun)
}
