//! A code, or words, that were drawn for a way in: noted in the session before what they replace is gone, under the vault's
//! lock. Sealed and shown nowhere, they would open nothing for anybody; of two presses of one button, the session shows what
//! the way in was sealed with last, and what no change has sealed is shown to nobody.

use super::session::{Drawn, Notes, Session};
use super::{Abri, Outcome};
use crate::domain::ids::VaultId;
use crate::store::DurableTx;
use crate::store::slots::{self, SlotRow};

/// What this way in was sealed with.
pub(super) fn with(row: &SlotRow, text: &str) -> Drawn {
    Drawn {
        slot_id: row.id,
        text: text.to_owned(),
        envelope: row.envelope.clone(),
        unsealed: false,
    }
}

/// The number of an invitation that is there.
pub(super) fn link(id: [u8; 32], number: &str) -> Drawn {
    Drawn {
        slot_id: id,
        text: number.to_owned(),
        envelope: Vec::new(),
        unsealed: false,
    }
}

/// What the session remembers from now on, before the change is there that seals this; called under the vault's lock, when no
/// other change is under way: what no change has sealed by now never will be.
pub(super) async fn noted(
    durable: &mut DurableTx,
    session: &Session,
    new: Drawn,
) -> Outcome<Notes> {
    let mut notes = session.notes.clone();
    look(durable, session.open.vault, &mut notes.drawn).await?;
    notes.drawn.retain(|one| !one.unsealed);
    notes.drawn.push(new);
    Ok(notes)
}

/// A change whose answer was lost may be there all the same: then it is no failure. What was drawn for one that failed stays
/// noted: it may yet turn out to be there, and is shown to nobody until then.
pub(super) async fn settled(abri: &Abri, made: &SlotRow, changed: Outcome<()>) -> Outcome<()> {
    let Err(problem) = changed else {
        return Ok(());
    };
    let mut tx = abri.store.durable.read().await?;
    let there = slots::find(&mut tx, &made.id).await?;
    if there.is_some_and(|row| row.envelope == made.envelope) {
        return Ok(());
    }
    Err(problem)
}

/// Marks what no change of this vault has sealed.
pub(super) async fn look(
    durable: &mut DurableTx,
    vault: VaultId,
    drawn: &mut [Drawn],
) -> Outcome<()> {
    if drawn.iter().all(|one| one.envelope.is_empty()) {
        return Ok(());
    }
    let ways = slots::of_vault(durable, vault).await?;
    for one in drawn.iter_mut().filter(|one| !one.envelope.is_empty()) {
        let seals = |way: &SlotRow| way.id == one.slot_id && way.envelope == one.envelope;
        one.unsealed = !ways.iter().any(seals);
    }
    Ok(())
}

/// What waits to be noted, with what this request has added and taken away since it began; other requests of this browser may
/// have done so meanwhile.
pub(super) fn merged(stored: Vec<Drawn>, begun: &[Drawn], now: &[Drawn]) -> Vec<Drawn> {
    let is_in = |all: &[Drawn], one: &Drawn| {
        let same = |other: &Drawn| other.slot_id == one.slot_id && other.text == one.text;
        all.iter().any(same)
    };
    let mut all = stored;
    all.retain(|one| is_in(now, one) || !is_in(begun, one));
    for one in now {
        if !is_in(begun, one) && !is_in(&all, one) {
            all.push(one.clone());
        }
    }
    all
}
