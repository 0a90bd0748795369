//! What a person does on a helper's screen, in this order: the code noted, the card taken, and, alone, whether
//! anybody saw the code. A code that was seen is changed there and then, and all is asked again.

use crate::actions::change::Change;
use crate::actions::session::{self, Session};
use crate::actions::{Abri, Outcome, Problem, ways_in};
use crate::domain::access::{self, Permit, Together};
use crate::domain::journal::Event;
use crate::store::slots::SlotRow;

/// How far a helped opening is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The code waits to be typed back.
    Code {
        /// It was drawn because somebody had seen the one before.
        again: bool,
    },
    /// The card waits to be shown to be there.
    Card,
    /// The person says, alone, whether anybody saw the code.
    Seen,
}

/// How far it is, and the card.
pub async fn stage(abri: &Abri, session: &Session) -> Outcome<(Stage, SlotRow)> {
    leave(session)?;
    let card = ways_in::find(abri, &session.open, &session.notes.slot_id).await?;
    let taken = card.confirmed_at.is_some();
    let stage = match session.drawn_for(&card.id) {
        Some(_) => Stage::Code { again: taken },
        None if taken => Stage::Seen,
        None => Stage::Card,
    };
    Ok((stage, card))
}

/// The person types the code back. It is never shown again.
pub async fn note_code(abri: &Abri, session: &mut Session, typed: &str) -> Outcome<()> {
    let (Stage::Code { .. }, card) = stage(abri, session).await? else {
        return Err(Problem::NotFound);
    };
    ways_in::note_code(abri, session, &card.id, typed).await
}

/// The end of the number that is printed on the card.
pub async fn confirm_card(abri: &Abri, session: &mut Session, typed: &str) -> Outcome<()> {
    let (Stage::Card, card) = stage(abri, session).await? else {
        return Err(Problem::NotFound);
    };
    ways_in::confirm(abri, session, &card.id, typed).await
}

/// Somebody saw the code: another one is drawn, and waits to be typed back.
pub async fn was_seen(abri: &Abri, session: &mut Session) -> Outcome<()> {
    let (Stage::Seen, card) = stage(abri, session).await? else {
        return Err(Problem::NotFound);
    };
    let before = [(Event::CodeSeen, session.attribution())];
    let permit = leave(session)?;
    ways_in::draw_again(abri, session, &card.id, &permit, &before).await
}

/// Nobody saw the code: that is written down, and the helped session ends.
pub async fn was_not_seen(abri: &Abri, session: &Session) -> Outcome<()> {
    let (Stage::Seen, _) = stage(abri, session).await? else {
        return Err(Problem::NotFound);
    };
    let mut change = Change::begin(abri, &session.open, &leave(session)?).await?;
    change
        .tell(Event::CodeUnseen, &session.attribution())
        .await?;
    change.commit().await?;
    session::end(abri, session.cookie()).await
}

fn leave(session: &Session) -> Outcome<Permit<Together>> {
    let open = &session.open;
    access::may_begin_together(open.owner(), open.vault).ok_or(Problem::NotFound)
}
