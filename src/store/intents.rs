//! Intents: work begun between the database and the objects, to be finished or undone.

use super::columns::{row, words};
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error};
use crate::domain::ids::{IntentId, VaultId};
use crate::domain::time::Moment;

words! {
    /// What was begun.
    pub enum Kind {
        /// An object is being written; unless a row names it, it is to be deleted.
        Upload = "upload",
        /// An object has lost its row and is to be deleted; or its tombstone, by its own name, is to be written.
        Removal = "removal",
    }
}

row! {
    /// Work begun.
    pub struct IntentRow {
        /// Its id.
        pub id: IntentId,
        /// The vault it is about.
        pub vault_id: VaultId,
        /// What was begun.
        pub kind: Kind,
        /// The object.
        pub object: String,
        /// When.
        pub begun_at: Moment,
    }
}

sql! {
    BEGIN = "INSERT INTO intents (id, vault_id, kind, object, begun_at) \
        VALUES ($1, $2, $3, $4, $5)";
    END = "DELETE FROM intents WHERE id = $1";
    OLDER_THAN = "SELECT id, vault_id, kind, object, begun_at FROM intents \
        WHERE begun_at < $1 ORDER BY begun_at, id LIMIT $2";
    TOMBSTONES = "SELECT id, vault_id, kind, object, begun_at FROM intents \
        WHERE kind = 'removal' AND object LIKE 'tombstones/%' ORDER BY begun_at, id LIMIT $1";
    NAMES = "SELECT begun_at FROM intents WHERE object = $1 LIMIT 1";
}

/// Notes that work begins.
pub async fn begin(tx: &mut DurableTx, row: &IntentRow) -> Result<(), Error> {
    change!(
        tx,
        BEGIN,
        row.id,
        row.vault_id,
        row.kind,
        &row.object,
        row.begun_at
    )
    .map(drop)
}

/// Notes that it is finished; `false` if someone else finished or undid it.
pub async fn end(tx: &mut DurableTx, id: IntentId) -> Result<bool, Error> {
    Ok(change!(tx, END, id)? == 1)
}

/// Work begun before that moment and never finished, the oldest first, `limit` at most.
pub async fn older_than(
    tx: &mut DurableTx,
    before: Moment,
    limit: u32,
) -> Result<Vec<IntentRow>, Error> {
    many!(tx, OLDER_THAN, before, limit)
}

/// Tombstones that are owed, the oldest first, `limit` at most.
pub async fn tombstones(tx: &mut DurableTx, limit: u32) -> Result<Vec<IntentRow>, Error> {
    many!(tx, TOMBSTONES, limit)
}

/// Whether work on this object is under way.
pub async fn names(tx: &mut DurableTx, object: &str) -> Result<bool, Error> {
    let found: Option<(i64,)> = one!(tx, NAMES, object)?;
    Ok(found.is_some())
}
