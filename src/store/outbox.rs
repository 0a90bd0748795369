//! Who is to be told that something is new. One row for each vault, without an address and without a reason.

use super::columns::row;
use super::engine::{change, many, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::time::{Moment, Span};

row! {
    /// A message that is due.
    pub struct DueRow {
        /// Whose vault.
        pub vault_id: VaultId,
        /// Since when.
        pub due_at: Moment,
        /// How often it was tried.
        pub tries: u32,
    }
}

sql! {
    // What is due already stays due; what was sent a short while ago is not sent again before its time.
    OWE = "INSERT INTO outbox (vault_id, due_at, tries, sent_at) VALUES ($1, $2, 0, NULL) \
        ON CONFLICT (vault_id) DO UPDATE SET tries = 0, due_at = CASE \
        WHEN outbox.sent_at IS NULL OR outbox.sent_at <= $3 THEN $2 ELSE outbox.sent_at + ($2 - $3) END \
        WHERE outbox.due_at IS NULL";
    OWE_NOW = "INSERT INTO outbox (vault_id, due_at, tries, sent_at) VALUES ($1, $2, 0, NULL) \
        ON CONFLICT (vault_id) DO UPDATE SET tries = 0, due_at = $2";
    DUE = "SELECT vault_id, due_at, tries FROM outbox WHERE due_at <= $1 ORDER BY due_at, vault_id LIMIT $2";
    CLAIM = "UPDATE outbox SET due_at = $3, tries = tries + 1 WHERE vault_id = $1 AND due_at = $2";
    // What became due while it was sent stays due.
    SENT = "UPDATE outbox SET sent_at = $3, tries = 0, \
        due_at = CASE WHEN due_at = $2 THEN NULL ELSE due_at END WHERE vault_id = $1";
    DROP = "DELETE FROM outbox WHERE vault_id = $1 AND due_at = $2";
    DELETE_OF_VAULT = "DELETE FROM outbox WHERE vault_id = $1";
    DELETE_OVER = "DELETE FROM outbox WHERE due_at IS NULL AND sent_at <= $1";
}

/// A message is due: now, or once `pause` is over since the last one that was sent.
pub async fn owe(
    tx: &mut EphemeralTx,
    vault: VaultId,
    now: Moment,
    pause: Span,
) -> Result<(), Error> {
    change!(tx, OWE, vault, now, now - pause).map(drop)
}

/// A message is due now, whatever was sent before.
pub async fn owe_now(tx: &mut EphemeralTx, vault: VaultId, now: Moment) -> Result<(), Error> {
    change!(tx, OWE_NOW, vault, now).map(drop)
}

/// What is due, `limit` at most, the oldest first.
pub async fn due(tx: &mut EphemeralTx, now: Moment, limit: u32) -> Result<Vec<DueRow>, Error> {
    many!(tx, DUE, now, limit)
}

/// Counts one more try, the next of which is at `next`; `false` if another process was faster.
pub async fn claim(tx: &mut EphemeralTx, row: &DueRow, next: Moment) -> Result<bool, Error> {
    Ok(change!(tx, CLAIM, row.vault_id, row.due_at, next)? == 1)
}

/// What was claimed until `next` is sent.
pub async fn sent(
    tx: &mut EphemeralTx,
    vault: VaultId,
    next: Moment,
    now: Moment,
) -> Result<(), Error> {
    change!(tx, SENT, vault, next, now).map(drop)
}

/// What was claimed until `next` is given up.
pub async fn drop_claimed(tx: &mut EphemeralTx, vault: VaultId, next: Moment) -> Result<(), Error> {
    change!(tx, DROP, vault, next).map(drop)
}

/// Forgets a vault.
pub async fn delete_of_vault(tx: &mut EphemeralTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF_VAULT, vault)
}

/// Deletes what was sent before a moment, where nothing more is due.
pub async fn delete_over(tx: &mut EphemeralTx, before: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_OVER, before)
}
