//! Professionals who, two together, can help somebody back in who lost everything: the seats of a structure, and what a
//! person agrees to.
//!
//! A manager says who sits where, and holds no key. The key of a seat is drawn with its first holder; whoever comes after
//! gets it from one who holds it, by a press of theirs. Vaults are not touched by who comes and goes.

pub mod agreement;
pub mod hand_over;
pub mod seats;

use super::open::Open;
use super::session::Session;
use super::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::secrets::Key;
use crate::crypto::{hybrid, inbox};
use crate::domain::access::{self, Sit};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::recovery::Seat;
use crate::store::seats::{self as rows, GuardianRow, SeatRow};
use crate::store::{DurableTx, vaults};

/// What goes to a seat stands in the place of its structure: a structure has no vault, and its id is of the same form.
const fn of_structure(purpose: Purpose, structure: StructureId, seat: Seat) -> Context {
    let id = VaultId::from_bytes(*structure.as_bytes());
    Context::new(purpose, id, 0).version(seat.number())
}

fn key_place(reader: (VaultId, u32), structure: StructureId, seat: Seat) -> Context {
    Context::new(Purpose::SeatKey, reader.0, reader.1)
        .object(structure.as_bytes())
        .version(seat.number())
}

/// The public key of a seat; `Damaged` when this installation did not make it.
pub(super) async fn recipient(
    abri: &Abri,
    tx: &mut DurableTx,
    structure: StructureId,
    seat: Seat,
) -> Outcome<Option<hybrid::Recipient>> {
    let Some(row) = rows::read(tx, structure, seat).await? else {
        return Ok(None);
    };
    vouched_for(abri, &row).map(Some)
}

fn vouched_for(abri: &Abri, row: &SeatRow) -> Outcome<hybrid::Recipient> {
    const DAMAGED: Problem = Problem::Damaged("seat");
    let keys = &abri.keys;
    if !keys.is_seat(row.structure_id, row.seat, &row.recipient, &row.mac) {
        return Err(DAMAGED);
    }
    hybrid::Recipient::from_bytes(&row.recipient).map_err(|_| DAMAGED)
}

/// Whether this installation made the key of a seat.
pub(super) fn is_ours(abri: &Abri, row: &SeatRow) -> bool {
    vouched_for(abri, row).is_ok()
}

/// The inbox of a professional, to seal the key of a seat to; with the generation that it is of.
async fn inbox_of(
    abri: &Abri,
    tx: &mut DurableTx,
    person: VaultId,
) -> Outcome<(hybrid::Recipient, u32)> {
    let row = vaults::read(tx, person).await?.ok_or(Problem::NotFound)?;
    if !abri.vouches_for(&row) {
        return Err(Problem::Damaged("inbox recipient"));
    }
    let recipient = hybrid::Recipient::from_bytes(&row.inbox_recipient)
        .map_err(|_| Problem::Damaged("inbox recipient"))?;
    Ok((recipient, row.generation))
}

/// Whoever is signed in, in the seat they sit in.
pub(super) struct Sitting {
    /// Leave to act from it.
    pub(super) sit: Sit,
    /// Which.
    pub(super) seat: Seat,
    /// Its secret key; none before it is handed over.
    pub(super) identity: Option<(Key, hybrid::Identity)>,
}

/// The seat of whoever is signed in; `None` when they sit in none.
pub(super) async fn sitting(abri: &Abri, session: &Session) -> Outcome<Option<Sitting>> {
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    let sit = access::may_sit(&working.member).ok_or(Problem::NotFound)?;
    let mut tx = abri.store.durable.look().await?;
    let Some(row) = rows::of_person(&mut tx, sit.by()).await? else {
        return Ok(None);
    };
    if row.structure_id != sit.structure() {
        return Ok(None);
    }
    let seat = rows::read(&mut tx, row.structure_id, row.seat).await?;
    let identity = match (&row.key, seat) {
        (Some(sealed), Some(seat)) => {
            let recipient = vouched_for(abri, &seat)?;
            let (key, identity) = seat_key(&session.open, &row, sealed)?;
            // A key of before stands for nothing any more.
            (identity.recipient() == recipient).then_some((key, identity))
        }
        _ => None,
    };
    Ok(Some(Sitting {
        sit,
        seat: row.seat,
        identity,
    }))
}

fn seat_key(open: &Open, row: &GuardianRow, sealed: &[u8]) -> Outcome<(Key, hybrid::Identity)> {
    let place = key_place((open.vault, open.generation), row.structure_id, row.seat);
    let seed = inbox::open(&open.keys.inbox(), &place, sealed)?;
    let key = Key::from_slice(&seed).ok_or(Problem::Damaged("seat"))?;
    let identity = hybrid::Identity::from_seed(&key);
    Ok((key, identity))
}

/// The same for whoever has the key of their seat; `NotFound` for anybody else.
pub(super) async fn holding(
    abri: &Abri,
    session: &Session,
) -> Outcome<(Sit, Seat, hybrid::Identity)> {
    let sitting = sitting(abri, session).await?.ok_or(Problem::NotFound)?;
    let (_, identity) = sitting.identity.ok_or(Problem::NotFound)?;
    Ok((sitting.sit, sitting.seat, identity))
}
