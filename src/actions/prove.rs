//! Before a secret is changed, one that the person knows is asked again: a session left open must
//! not be enough.

use super::change::LockedChange;
use super::open::Open;
use super::session::{self, Session};
use super::{Abri, Outcome, Problem, tries, ways_in};
use crate::crypto::codes::{Code, SLOT_DIGITS};
use crate::crypto::secrets::Key;
use crate::crypto::slots::{self as sealing, Known, Refusal};
use crate::crypto::words::Phrase;
use crate::domain::journal::{Details, Event};
use crate::domain::slot::SlotKind;
use crate::domain::time::{Moment, Span};
use crate::store::slots::SlotRow;
use crate::store::throttle;

/// How long a typed secret is good for.
pub const LASTS: Span = Span::minutes(10);
/// Tries inside the sessions of a vault, per quarter of an hour.
const TRIES: u64 = 10;
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

/// Checks the code of a card or device, or the words, of this vault.
pub async fn prove(abri: &Abri, session: &mut Session, id: &[u8; 32], typed: &str) -> Outcome<()> {
    let row = ways_in::find(abri, &session.open, id).await?;
    let open = &session.open;
    match row.kind {
        SlotKind::Card | SlotKind::Device => {
            let code = Code::parse(typed, SLOT_DIGITS).ok_or(Problem::Field("enter-code-shape"))?;
            held(abri, open, &row, (&code).into()).await?;
        }
        SlotKind::Phrase => {
            let phrase = Phrase::typed(typed).ok_or(Problem::WrongSecret { left: None })?;
            let (place, slot) = (ways_in::place(open), ways_in::sealed(&row)?);
            let opening = sealing::open_phrase(&abri.argon, &abri.keys, &phrase, place, &slot);
            match counted(abri, open, opening).await {
                // Words have no number of tries at the door either.
                Err(Problem::WrongSecret { .. }) => Err(Problem::WrongSecret { left: None }),
                done => done,
            }?;
        }
        // Professionals type their words with each change.
        SlotKind::Rescue | SlotKind::Desk | SlotKind::DeskCard | SlotKind::Passkey => {
            return Err(Problem::NotFound);
        }
    }
    session.notes.proved_until = (abri.now() + LASTS).millis();
    session.notes.fresh_until = session.notes.proved_until;
    // From here on more can be done: whoever has a copy of the cookie has not typed the secret.
    session::begin_anew(abri, session).await
}

/// Whether a secret was typed a short while ago, in a session that is nobody else's since.
pub fn is_fresh(abri: &Abri, session: &Session) -> bool {
    Moment::from_millis(session.notes.fresh_until) > abri.now()
}

/// Remembers that a secret was typed.
pub(super) async fn note(abri: &Abri, session: &mut Session) -> Outcome<()> {
    session.notes.proved_until = (abri.now() + LASTS).millis();
    session::save(abri, session).await
}

/// Checks what goes with something that this vault's person holds.
pub(super) async fn held(abri: &Abri, open: &Open, row: &SlotRow, known: Known<'_>) -> Outcome<()> {
    let secret = ways_in::secret_of(open, row)?;
    let (held, slot) = (ways_in::held(row.kind)?, ways_in::sealed(row)?);
    let what = (&secret, known);
    let place = ways_in::place(open);
    let opening = sealing::open_held(&abri.argon, &abri.keys, held, what, place, &slot);
    counted(abri, open, opening).await
}

/// Counts tries for the vault and slows them down. The counters of the ways in are the door's: whoever finds a
/// session open must not be able to erase what they do not hold.
async fn counted(
    abri: &Abri,
    open: &Open,
    opening: impl Future<Output = Result<Key, Refusal>>,
) -> Outcome<()> {
    let key = abri.keys.throttle_id("prove", open.vault.as_bytes());
    let tries = tries::within(abri, &key, TRIES, WINDOW).await?;
    match opening.await {
        Ok(_) => {
            let mut tx = abri.store.ephemeral.begin().await?;
            throttle::clear(&mut tx, &key).await?;
            Ok(tx.commit().await?)
        }
        Err(Refusal::Wrong) => {
            if let Err(problem) = tell(abri, open).await {
                tracing::error!(%problem, "a refused secret could not be told");
            }
            Err(Problem::WrongSecret {
                left: u32::try_from(TRIES - tries).ok(),
            })
        }
        Err(Refusal::Busy) => Err(Problem::Busy),
        Err(Refusal::Pepper) => Err(ways_in::other_pepper()),
    }
}

/// Tells a refusal; what is damaged in the vault does not keep it from being told.
async fn tell(abri: &Abri, open: &Open) -> Outcome<()> {
    let mut change = LockedChange::begin(abri, open.vault).await?;
    change
        .tell(Event::ProofRefused, &Details::default())
        .await?;
    change.commit().await
}
