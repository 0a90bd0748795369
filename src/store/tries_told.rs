//! How many wrong tries of each way in stand in the journal of its vault, or are not known to be wrong yet.

use super::columns::row;
use super::engine::{change, many, sql};
use super::{DurableTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::slot::SlotKind;

row! {
    /// A way in with tries that were not told.
    pub struct UntoldRow {
        /// Which.
        pub id: [u8; 32],
        /// What it is.
        pub kind: SlotKind,
        /// Wrong tries since the last success.
        pub failures: u32,
        /// Of these, those that were not told.
        pub untold: u32,
    }
}

sql! {
    UNTOLD = "SELECT s.id, s.kind, s.failures, s.failures - COALESCE(t.failures, 0) AS untold \
        FROM slots s LEFT JOIN tries_told t ON t.slot = s.id \
        WHERE s.vault_id = $1 AND s.failures > COALESCE(t.failures, 0) ORDER BY s.id";
    HOLD = "INSERT INTO tries_told (slot, failures) VALUES ($1, 1) \
        ON CONFLICT (slot) DO UPDATE SET failures = tries_told.failures + 1 WHERE tries_told.failures < 10";
    RELEASE = "UPDATE tries_told SET failures = failures - 1 WHERE slot = $1 AND failures > 1";
    RELEASE_LAST = "DELETE FROM tries_told WHERE slot = $1 AND failures = 1";
    SET = "INSERT INTO tries_told (slot, failures) VALUES ($1, $2) \
        ON CONFLICT (slot) DO UPDATE SET failures = excluded.failures";
    FORGET = "DELETE FROM tries_told WHERE slot = $1";
}

/// A try is being made: nobody is told of it before its end is known. One that never ends, since the service was killed,
/// stays counted and is not told.
pub async fn hold(tx: &mut DurableTx, slot: &[u8; 32]) -> Result<(), Error> {
    change!(tx, HOLD, slot).map(drop)
}

/// It was made: if it was wrong it is told from now on.
pub async fn release(tx: &mut DurableTx, slot: &[u8; 32]) -> Result<(), Error> {
    if change!(tx, RELEASE_LAST, slot)? == 0 {
        change!(tx, RELEASE, slot)?;
    }
    Ok(())
}

/// The ways in of a vault that were tried wrongly since its person was told.
pub async fn untold(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<UntoldRow>, Error> {
    many!(tx, UNTOLD, vault)
}

/// Remembers that all tries of a way in are told.
pub async fn told(tx: &mut DurableTx, row: &UntoldRow) -> Result<(), Error> {
    change!(tx, SET, &row.id, row.failures).map(drop)
}

/// The way in begins anew, or is gone.
pub async fn forget(tx: &mut DurableTx, slot: &[u8; 32]) -> Result<(), Error> {
    change!(tx, FORGET, slot).map(drop)
}
