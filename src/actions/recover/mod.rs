//! Somebody who lost everything comes back in: they ask, one professional of each seat makes sure of them, and a new card
//! is made. Neither of the two opens anything; the vault key is sealed to the slip that the person holds.
//!
//! A case is no part of a vault and stands in no backup. What it does to a vault is told there before.

pub mod ask;
pub mod case;
pub mod confirm;
pub mod finish;
pub mod veto;

use super::tombstones::{Dead, Kind};
use super::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::lookups;
use crate::crypto::secrets::{Key, Secret};
use crate::domain::ids::{RecoveryId, VaultId};
use crate::domain::recovery::{Confirmation, Progress, Seat};
use crate::domain::time::Moment;
use crate::store::guardianships::GuardianshipRow;
use crate::store::recoveries::{self, RecoveryRow};

/// How far the case of a row is.
fn progress(row: &RecoveryRow) -> Progress {
    let first = match (row.first_seat, row.first_by, row.first_at) {
        (Some(seat), Some(by), Some(at)) => Some(Confirmation { seat, by, at }),
        _ => None,
    };
    Progress {
        manner: row.manner,
        asked: row.asked_at,
        until: row.until,
        first,
        ready: row.ready_at,
    }
}

/// Everything that a row says, each part with its length: what its MAC covers.
fn said(row: &RecoveryRow) -> Vec<u8> {
    let moment = |at: Option<Moment>| at.map(|at| at.millis().to_be_bytes().to_vec());
    let some = |bytes: &[u8]| Some(bytes.to_vec());
    let parts = [
        some(row.id.as_bytes()),
        some(&row.slip),
        some(&row.words),
        some(row.structure_id.as_bytes()),
        some(row.manner.as_str().as_bytes()),
        some(&row.recipient),
        some(&row.lookup),
        some(&row.who_first),
        some(&row.who_second),
        moment(Some(row.asked_at)),
        moment(Some(row.until)),
        row.vault_id.map(|id| id.as_bytes().to_vec()),
        row.agreement.map(|id| id.as_bytes().to_vec()),
        row.first_seat
            .map(|seat| seat.number().to_be_bytes().to_vec()),
        row.first_by.map(|by| by.as_bytes().to_vec()),
        moment(row.first_at),
        row.layer.clone(),
        moment(row.ready_at),
        row.key.clone(),
        row.told.clone(),
    ];
    let mut bytes = Vec::new();
    for part in parts {
        bytes.push(u8::from(part.is_some()));
        let part = part.unwrap_or_default();
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&part);
    }
    bytes
}

/// A row with the MAC of what it says now.
fn vouched(abri: &Abri, mut row: RecoveryRow) -> RecoveryRow {
    row.mac = abri.keys.recovery_mac(&said(&row));
    row
}

/// A row that this installation wrote. One that was changed behind its back is nobody's.
fn ours(abri: &Abri, row: Option<RecoveryRow>) -> Outcome<Option<RecoveryRow>> {
    match row {
        Some(row) if !abri.keys.is_recovery(&said(&row), &row.mac) => {
            Err(Problem::Damaged("recovery"))
        }
        row => Ok(row),
    }
}

/// The case of a slip. One that is over, refused or never was: all look alike.
async fn of_slip(abri: &Abri, slip: &Secret) -> Outcome<RecoveryRow> {
    let id = lookups::id(lookups::Kind::Recovery, slip.expose());
    let mut tx = abri.store.ephemeral.look().await?;
    let row = recoveries::by_slip(&mut tx, &id, abri.now()).await?;
    ours(abri, row)?.ok_or(Problem::WrongSecret { left: None })
}

/// What was refused, or is not agreed to any more, must not come back with tables that were brought back.
async fn must_not_be_dead(
    abri: &Abri,
    id: RecoveryId,
    agreement: &GuardianshipRow,
) -> Outcome<bool> {
    let dead = Dead::read(abri).await?;
    Ok(!dead.has(Kind::Recovery, id.as_bytes())
        && !dead.has(Kind::Guardianship, agreement.id.as_bytes()))
}

/// Ends a case for good.
async fn end(abri: &Abri, id: RecoveryId) -> Outcome<()> {
    super::tombstones::write(abri, Kind::Recovery, id.as_bytes()).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    recoveries::delete(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// The key of the day on which a case ends.
async fn day(abri: &Abri, until: Moment) -> Outcome<Key> {
    let day = abri.day_key(until).await?;
    day.ok_or(Problem::Damaged("epoch key"))
}

/// Where something of a case is.
fn place(purpose: Purpose, id: RecoveryId, seat: Option<Seat>) -> Context {
    // A case has no vault before somebody has confirmed, and its id is of the same form.
    let of = VaultId::from_bytes(*id.as_bytes());
    Context::new(purpose, of, 0).version(seat.map_or(0, Seat::number))
}
