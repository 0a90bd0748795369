//! Cases of people who lost everything. Each write compares the row with the one it was made from.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::{GuardianshipId, RecoveryId, StructureId, VaultId};
use crate::domain::recovery::{Manner, Seat};
use crate::domain::time::Moment;

row! {
    /// One case.
    pub struct RecoveryRow {
        /// Its id.
        pub id: RecoveryId,
        /// Hash of the slip's secret.
        pub slip: [u8; 32],
        /// Keyed hash of its words.
        pub words: [u8; 32],
        /// Whose professionals are asked.
        pub structure_id: StructureId,
        /// How they make sure of the person.
        pub manner: Manner,
        /// Its public key.
        pub recipient: Vec<u8>,
        /// Keyed hash of who the person says they are.
        pub lookup: [u8; 32],
        /// That, sealed to seat 1.
        pub who_first: Vec<u8>,
        /// That, sealed to seat 2.
        pub who_second: Vec<u8>,
        /// When it was asked.
        pub asked_at: Moment,
        /// Its end.
        pub until: Moment,
        /// Whose vault, once one has confirmed.
        pub vault_id: Option<VaultId>,
        /// What its person had agreed to.
        pub agreement: Option<GuardianshipId>,
        /// The seat of the first who confirmed.
        pub first_seat: Option<Seat>,
        /// Who that was.
        pub first_by: Option<VaultId>,
        /// When.
        pub first_at: Option<Moment>,
        /// The vault key, sealed to the other seat.
        pub layer: Option<Vec<u8>>,
        /// When the new card can be made.
        pub ready_at: Option<Moment>,
        /// The vault key, sealed to the case.
        pub key: Option<Vec<u8>>,
        /// Who confirmed, sealed to the vault.
        pub told: Option<Vec<u8>>,
        /// MAC over all of this.
        pub mac: [u8; 32],
    }
}

macro_rules! columns {
    () => {
        "id, slip, words, structure_id, manner, recipient, lookup, who_first, who_second, asked_at, until, vault_id, \
         agreement, first_seat, first_by, first_at, layer, ready_at, key, told, mac"
    };
}

sql! {
    ADD = concat!("INSERT INTO recoveries (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, $12 \
        WHERE (SELECT COUNT(*) FROM recoveries WHERE structure_id = $4 AND until > $10) < $13");
    MAKE_ROOM = "DELETE FROM recoveries WHERE id IN (SELECT id FROM recoveries \
        WHERE structure_id = $1 AND vault_id IS NULL AND asked_at <= $2 AND until > $3 ORDER BY asked_at, id LIMIT 1)";
    BY_SLIP = concat!("SELECT ", columns!(), " FROM recoveries WHERE slip = $1 AND until > $2");
    BY_WORDS = concat!("SELECT ", columns!(), " FROM recoveries WHERE words = $1 AND until > $2");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM recoveries \
        WHERE vault_id = $1 AND until > $2 ORDER BY asked_at, id");
    SAVE = "UPDATE recoveries SET until = $3, vault_id = $4, first_seat = $5, first_by = $6, first_at = $7, layer = $8, \
        ready_at = $9, key = $10, told = $11, mac = $12, agreement = $13 WHERE id = $1 AND mac = $2";
    DELETE = "DELETE FROM recoveries WHERE id = $1";
    DELETE_OF_VAULT = "DELETE FROM recoveries WHERE vault_id = $1";
    DELETE_ENDED = "DELETE FROM recoveries WHERE until <= $1";
    DELETE_ALL = "DELETE FROM recoveries";
}

/// Adds a case; `false` if the structure has `most` of them already.
pub async fn add(tx: &mut EphemeralTx, row: &RecoveryRow, most: u64) -> Result<bool, Error> {
    let added = change!(
        tx,
        ADD,
        row.id,
        &row.slip,
        &row.words,
        row.structure_id,
        row.manner,
        &row.recipient,
        &row.lookup,
        &row.who_first,
        &row.who_second,
        row.asked_at,
        row.until,
        &row.mac,
        most,
    )?;
    Ok(added == 1)
}

/// Deletes the oldest live case of a structure that nobody has confirmed, if it was asked at that moment or before;
/// whether there was one.
pub async fn make_room(
    tx: &mut EphemeralTx,
    structure: StructureId,
    before: Moment,
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, MAKE_ROOM, structure, before, now)? == 1)
}

/// The case of a slip, unless it is over.
pub async fn by_slip(
    tx: &mut EphemeralTx,
    slip: &[u8; 32],
    now: Moment,
) -> Result<Option<RecoveryRow>, Error> {
    one!(tx, BY_SLIP, slip, now)
}

/// The case of these words, unless it is over.
pub async fn by_words(
    tx: &mut EphemeralTx,
    words: &[u8; 32],
    now: Moment,
) -> Result<Option<RecoveryRow>, Error> {
    one!(tx, BY_WORDS, words, now)
}

/// The cases about a vault that are not over.
pub async fn of_vault(
    tx: &mut EphemeralTx,
    vault: VaultId,
    now: Moment,
) -> Result<Vec<RecoveryRow>, Error> {
    many!(tx, OF_VAULT, vault, now)
}

/// Writes how far a case is; `false` if it is not any more what it was with that MAC.
pub async fn save(
    tx: &mut EphemeralTx,
    row: &RecoveryRow,
    before: &[u8; 32],
) -> Result<bool, Error> {
    let saved = change!(
        tx,
        SAVE,
        row.id,
        before,
        row.until,
        row.vault_id,
        row.first_seat,
        row.first_by,
        row.first_at,
        row.layer.as_deref(),
        row.ready_at,
        row.key.as_deref(),
        row.told.as_deref(),
        &row.mac,
        row.agreement,
    )?;
    Ok(saved == 1)
}

/// Deletes a case; `false` if there is none.
pub async fn delete(tx: &mut EphemeralTx, id: RecoveryId) -> Result<bool, Error> {
    Ok(change!(tx, DELETE, id)? == 1)
}

/// Deletes those about a vault.
pub async fn delete_of_vault(tx: &mut EphemeralTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF_VAULT, vault)
}

/// Deletes those that are over.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}

/// Deletes all: what was refused since, tables that were brought back do not know.
pub async fn delete_all(tx: &mut EphemeralTx) -> Result<u64, Error> {
    change!(tx, DELETE_ALL)
}
