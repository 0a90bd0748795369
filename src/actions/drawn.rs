//! A code, or words, that were drawn for a way in: noted in the session before what they replace is gone, under the vault's
//! lock. Sealed and shown nowhere, they would open nothing for anybody; of two presses of one button, the session shows what
//! the way in was sealed with last, and what no change has sealed is shown to nobody.

use super::session::{self, Drawn, Notes, Session};
use super::{Abri, Outcome};
use crate::domain::slot::SlotKind;
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

/// What the session remembers, with what another request of this browser has drawn meanwhile.
pub(super) async fn before(abri: &Abri, session: &Session) -> Outcome<Notes> {
    let mut notes = session.notes.clone();
    notes.drawn = session::drawn_now(abri, session).await?;
    Ok(notes)
}

/// What it remembers from now on, before the change is there that seals this.
pub(super) fn noted(before: &Notes, new: Drawn) -> Notes {
    let mut notes = before.clone();
    notes.drawn.push(new);
    notes
}

/// The same for the way in that the session is of from then on.
pub(super) fn noted_own(before: &Notes, new: Drawn, kind: SlotKind) -> Notes {
    let mut notes = before.clone();
    (notes.slot, notes.slot_id) = (kind, new.slot_id);
    notes.drawn.push(new);
    notes
}

/// Of a change that failed the session goes back to what it remembered. One whose answer was lost may be there all the
/// same: then it is no failure, and while the tables are away what was drawn stays, since it may be what opens.
pub(super) async fn settled(
    abri: &Abri,
    session: &mut Session,
    made: &SlotRow,
    before: Notes,
    changed: Outcome<()>,
) -> Outcome<()> {
    let Err(problem) = changed else {
        return Ok(());
    };
    let mut tx = abri.store.durable.read().await?;
    let there = slots::find(&mut tx, &made.id).await?;
    drop(tx);
    if there.is_some_and(|row| row.envelope == made.envelope) {
        return Ok(());
    }
    session.notes = before;
    session::save(abri, session).await?;
    Err(problem)
}

/// Marks what no change has sealed.
pub(super) async fn look(durable: &mut DurableTx, drawn: &mut [Drawn]) -> Outcome<()> {
    for one in drawn.iter_mut().filter(|one| !one.envelope.is_empty()) {
        let row = slots::find(durable, &one.slot_id).await?;
        one.unsealed = row.is_none_or(|row| row.envelope != one.envelope);
    }
    Ok(())
}
