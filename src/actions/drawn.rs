//! A code, or words, that were drawn for a way in: noted in the session before what they replace is gone, under the vault's
//! lock. Sealed and shown nowhere, they would open nothing for anybody; of two presses of one button, the session keeps what
//! the way in was sealed with last.

use super::session::{self, Drawn, Session};
use super::{Abri, Outcome};
use crate::store::slots::{self, SlotRow};

/// What the session remembers from now on: `new`, and what waited there, but for these ways in and its own.
pub(super) fn instead(before: &[Drawn], new: Drawn, gone: &[[u8; 32]]) -> Vec<Drawn> {
    let waits = |one: &&Drawn| one.slot_id != new.slot_id && !gone.contains(&one.slot_id);
    let mut all: Vec<_> = before.iter().filter(waits).cloned().collect();
    all.push(new);
    all
}

/// Of a change that failed the session goes back to what it remembered. One whose answer was lost may be there all the
/// same: then it is no failure, and while the tables are away what was drawn stays, since it may be what opens.
pub(super) async fn settled(
    abri: &Abri,
    session: &mut Session,
    made: &SlotRow,
    before: Vec<Drawn>,
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
    session.notes.drawn = before;
    session::save(abri, session).await?;
    Err(problem)
}
