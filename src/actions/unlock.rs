//! What every way in does once it gave the vault key: the seal and the chain are verified, the visit is told, and the way in
//! still stands when the session begins.

use super::change::Change;
use super::checkpoints::compare;
use super::open::Open;
use super::session::{self, Drawn, Scope, Session};
use super::{Abri, Outcome, Problem, notices, people, remove_paper, state, ways_in};
use crate::crypto::envelope;
use crate::crypto::secrets::Key;
use crate::crypto::slots as sealing;
use crate::domain::access::Whose;
use crate::domain::journal::{Details, Event};
use crate::domain::notices::Why;
use crate::domain::slot::Place;
use crate::store::slots::{self, SlotRow};
use crate::store::{journal, tries_told, vaults};

/// Entries re-sealed at one unlock; the rest follow at the next.
const RESEALED: u32 = 500;

/// A code or words that were changed, or a way in that was taken away, between reading its row and here opens nothing any
/// more.
pub(super) fn must_stand(ways: &[SlotRow], row: &SlotRow) -> Outcome<()> {
    let same = |way: &SlotRow| way.id == row.id && way.envelope == row.envelope;
    if ways.iter().any(same) {
        Ok(())
    } else {
        Err(Problem::SignInAgain)
    }
}

/// Whoever changes a code ends the sessions that they find. Changed after the unlocking and before this session was there
/// to be found, it ends here.
pub(super) async fn still_stands(
    abri: &Abri,
    session: &Session,
    id: &[u8; 32],
    envelope: Option<&[u8]>,
) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    let row = slots::find(&mut tx, id).await?;
    drop(tx);
    if row.is_some_and(|row| envelope.is_none_or(|envelope| row.envelope == envelope)) {
        return Ok(());
    }
    session::end(abri, session.cookie()).await?;
    Err(Problem::SignInAgain)
}

/// Begins the session of a way in that gave the vault key, sealed anew where its parameters or pepper are older.
pub(super) async fn unlocked(
    abri: &Abri,
    row: SlotRow,
    key: Key,
    raised: Option<sealing::Slot>,
    place: Place,
) -> Outcome<Session> {
    let mut open = people::open(abri, &row, key).await?;
    let mut change = unlock(abri, &open, &row).await?;
    // Under the lock, where the seal has just vouched for the marks.
    let ways = slots::of_vault(change.tx_uncovered(), open.vault).await?;
    let seen_made = ways.iter().any(|way| way.helped_at.is_some());
    must_stand(&ways, &row)?;
    let mut envelope = row.envelope.clone();
    if let Some(slot) = raised {
        let parameters = slot.parameters.map(|parameters| parameters.to_string());
        slots::set_envelope(
            change.tx(),
            open.vault,
            open.generation,
            &row.id,
            slots::SealedWith {
                envelope: &slot.envelope,
                salt: slot.salt.as_ref(),
                parameters: parameters.as_deref(),
                pepper: slot.pepper.as_ref(),
            },
        )
        .await?;
        envelope = slot.envelope;
    }
    let now = change.now();
    slots::give_back(change.tx_uncovered(), &row.id, now).await?;
    tries_told::forget(change.tx_uncovered(), &row.id).await?;
    change.commit().await?;
    if row.used_at.is_none() {
        notices::owe(abri, open.vault, Why::WayIn).await;
    }
    let scope = if seen_made {
        open.whose = Whose::Renewing;
        Scope::Renewing
    } else {
        Scope::Whole
    };
    let (way, none) = ((row.kind, row.id), Vec::<Drawn>::new());
    let session = session::begin_for(abri, scope, open, place, way, none).await?;
    still_stands(abri, &session, &row.id, Some(&envelope)).await?;
    people::names::pass_on(abri, &session).await;
    Ok(session)
}

/// What every way in does once the vault key is there: the seal and the chain are verified, what
/// was sealed to the inbox is sealed under the journal key, the visit is told.
pub(super) async fn unlock<'a>(abri: &Abri, open: &'a Open, row: &SlotRow) -> Outcome<Change<'a>> {
    if let Err(problem) = compare::compare(abri, open.vault).await {
        // The check says it too, and the next visit: nobody is kept out by it.
        tracing::error!(%problem, "a journal was not compared with the log of checkpoints");
    }
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    for entry in journal::sealed_to_inbox(change.tx_uncovered(), open.vault, RESEALED).await? {
        if let Some(payload) = state::open_entry(open, &entry)? {
            let context = state::entry_context(open, entry.number);
            let sealed = envelope::seal(&open.keys.journal, &context, &payload);
            journal::reseal(change.tx_uncovered(), open.vault, entry.number, &sealed).await?;
        }
    }
    change
        .tell(Event::SignedIn, &Details::of_way(row.kind))
        .await?;
    // Of every way in, not only of this one: whoever tried the lost phone is told at the next visit with the card.
    // Wrong words of an identifier are counted elsewhere, and told by the hour.
    for tried in tries_told::untold(change.tx_uncovered(), open.vault).await? {
        let details = Details {
            slot: Some(tried.kind),
            count: tried.untold,
            ..Details::default()
        };
        change.tell(Event::TriesRefused, &details).await?;
        tries_told::told(change.tx_uncovered(), &tried).await?;
    }
    remove_paper::vouch(abri, &mut change, open).await?;
    let now = change.now();
    vaults::visited(change.tx_uncovered(), open.vault, now).await?;
    Ok(change)
}
