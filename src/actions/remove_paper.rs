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
use crate::store::documents::{self, DocumentRow};
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
    if !documents::set_removed(change.tx(), open.vault, id, open.generation, now).await? {
        return Err(Problem::NotFound);
    }
    change
        .tell(Event::PaperRemoved, &paper.current.details(paper.id))
        .await?;
    change.commit().await?;
    // Once more, for a share that was given in between.
    take_grants_away(abri, open.vault, id).await
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
        match destroy_locked(abri, one.vault_id, one.id, before).await {
            Ok(begun) => {
                finish(abri, &begun).await;
                destroyed += 1;
            }
            Err(problem) => outcome = Err(problem),
        }
    }
    outcome.map(|()| destroyed)
}

/// The vault is closed: the journal says, for its next opening, which parts of its state are gone.
async fn destroy_locked(
    abri: &Abri,
    vault: VaultId,
    id: DocumentId,
    before: Moment,
) -> Outcome<Vec<Begun>> {
    take_grants_away(abri, vault, id).await?;
    let mut change = LockedChange::begin(abri, vault).await?;
    let now = change.now();
    let rows = documents::erase(change.tx(), vault, id).await?;
    let due = |row: &DocumentRow| row.removed_at.is_some_and(|at| at < before);
    let Some(first) = rows.first() else {
        return Ok(Vec::new());
    };
    if !rows.iter().all(due) {
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
