//! Before a secret is changed, one that the person knows is asked again: a session left open must
//! not be enough.

use super::session::{self, Session};
use super::{Abri, Outcome, Problem, sign_in, ways_in};
use crate::crypto::codes::{Code, SLOT_DIGITS};
use crate::crypto::slots::{self as sealing, Refusal};
use crate::crypto::words::Phrase;
use crate::domain::slot::SlotKind;
use crate::domain::time::{Moment, Span};
use crate::store::slots::{self, SlotRow};
use crate::store::throttle;

/// How long a typed secret is good for.
pub const LASTS: Span = Span::minutes(10);
/// Tries with words inside a session, per quarter of an hour.
const WORD_TRIES: u64 = 10;
const WINDOW: Span = Span::minutes(15);

/// Whether a secret was typed a short while ago.
pub fn is_proved(abri: &Abri, session: &Session) -> bool {
    Moment::from_millis(session.notes.proved_until) > abri.now()
}

/// The ways in whose secret can be asked again: the one in use first.
pub async fn askable(abri: &Abri, session: &Session) -> Outcome<Vec<SlotRow>> {
    let mut all = ways_in::all(abri, &session.open).await?;
    all.retain(|row| row.kind != SlotKind::Rescue);
    all.sort_by_key(|row| row.id != session.notes.slot_id);
    Ok(all)
}

/// Checks the code of a card or device, or the words, of this vault. Wrong codes are counted as at
/// the door.
pub async fn prove(abri: &Abri, session: &mut Session, id: &[u8; 32], typed: &str) -> Outcome<()> {
    let row = ways_in::find(abri, &session.open, id).await?;
    match row.kind {
        SlotKind::Card | SlotKind::Device => {
            let code = Code::parse(typed, SLOT_DIGITS).ok_or(Problem::Field("enter-code-shape"))?;
            let secret = ways_in::secret_of(&session.open, &row)?;
            sign_in::open_held(abri, row.kind, &secret, (&code).into()).await?;
            let mut tx = abri.store.durable.begin().await?;
            slots::give_back(&mut tx, id, abri.now()).await?;
            tx.commit().await?;
        }
        SlotKind::Phrase => by_words(abri, session, &row, typed).await?,
        // Professionals type their words with each change.
        SlotKind::Rescue | SlotKind::Desk | SlotKind::DeskCard => return Err(Problem::NotFound),
    }
    note(abri, session).await
}

/// Remembers that a secret was typed.
pub(super) async fn note(abri: &Abri, session: &mut Session) -> Outcome<()> {
    session.notes.proved_until = (abri.now() + LASTS).millis();
    session::save(abri, session).await
}

async fn by_words(abri: &Abri, session: &Session, row: &SlotRow, typed: &str) -> Outcome<()> {
    const WRONG: Problem = Problem::WrongSecret { left: None };
    let key = abri.keys.throttle_id("prove", &row.id);
    let mut tx = abri.store.ephemeral.begin().await?;
    let tries = throttle::count(&mut tx, &key, abri.now(), WINDOW).await?;
    tx.commit().await?;
    if tries > WORD_TRIES {
        return Err(Problem::TooManyTries { wait: WINDOW });
    }
    let phrase = Phrase::typed(typed).ok_or(WRONG)?;
    let place = ways_in::place(&session.open);
    let slot = ways_in::sealed(row)?;
    match sealing::open_phrase(&abri.argon, &abri.keys, &phrase, place, &slot).await {
        Ok(_) => {
            let mut tx = abri.store.ephemeral.begin().await?;
            throttle::clear(&mut tx, &key).await?;
            Ok(tx.commit().await?)
        }
        Err(Refusal::Wrong) => Err(WRONG),
        Err(Refusal::Busy) => Err(Problem::Busy),
    }
}
