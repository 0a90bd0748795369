//! The end of a vault: when it is due, and every row of it erased.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::intents::IntentRow;
use super::{DurableTx, Error, changed};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

row! {
    /// A vault that is to be erased.
    pub struct DueRow {
        /// Its id.
        pub id: VaultId,
        /// Its generation.
        pub generation: u32,
        /// When.
        pub closes_at: Moment,
        /// MAC over that moment.
        pub closes_mac: Option<[u8; 32]>,
    }
}

sql! {
    SET = "UPDATE vaults SET closes_at = $3, closes_mac = $4 WHERE id = $1 AND generation = $2";
    DUE = "SELECT id, generation, closes_at, closes_mac FROM vaults WHERE closes_at <= $1 ORDER BY closes_at, id LIMIT $2";
    LAST = "SELECT code FROM journal WHERE vault_id = $1 \
        AND code IN ('closing_asked', 'closing_stopped', 'vault_closed') ORDER BY number DESC LIMIT 1";
    SLOTS = "DELETE FROM slots WHERE vault_id = $1";
    DOCUMENTS = "DELETE FROM documents WHERE vault_id = $1";
    JOURNAL = "DELETE FROM journal WHERE vault_id = $1";
    CONSENTS = "DELETE FROM consents WHERE vault_id = $1";
    INVITATIONS = "DELETE FROM invitations WHERE vault_id = $1";
    DEPOSITS = "DELETE FROM deposits WHERE vault_id = $1";
    NUMBERS = "DELETE FROM deposit_numbers WHERE vault_id = $1";
    GUARDIANSHIPS = "DELETE FROM guardianships WHERE vault_id = $1";
    NOTICES = "DELETE FROM notices WHERE vault_id = $1";
    DESTROYED = "DELETE FROM destroyed WHERE vault_id = $1";
    // What is left stands for objects that are still to be deleted.
    EMPTY = "UPDATE vaults SET profile = $2, seal = $2, sealed_number = 0, \
        journal_number = 0, journal_hash = $3, bytes_used = 0, closes_at = $4, closes_mac = $5 \
        WHERE id = $1";
    INTENTS = "SELECT id, vault_id, kind, object, begun_at FROM intents WHERE vault_id = $1 ORDER BY id";
    DELETE = "DELETE FROM vaults WHERE id = $1 AND closes_at <= $2 \
        AND NOT EXISTS (SELECT 1 FROM intents WHERE intents.vault_id = $1)";
}

/// Says when a vault is closed, with the MAC over it, or that it is not; `Conflict` unless it is of that generation.
pub async fn set(
    tx: &mut DurableTx,
    vault: VaultId,
    generation: u32,
    at: Option<(Moment, [u8; 32])>,
) -> Result<(), Error> {
    let (at, mac) = at.unzip();
    change!(tx, SET, vault, generation, at, mac.as_ref()).and_then(changed)
}

/// The vaults that are to be erased by now, `limit` at most.
pub async fn due(tx: &mut DurableTx, now: Moment, limit: u32) -> Result<Vec<DueRow>, Error> {
    many!(tx, DUE, now, limit)
}

/// The last that the journal says of closing the vault, as the code of an event.
pub async fn last_told(tx: &mut DurableTx, vault: VaultId) -> Result<Option<String>, Error> {
    let found: Option<(String,)> = one!(tx, LAST, vault)?;
    Ok(found.map(|(code,)| code))
}

/// Erases every row of a vault but its own and its intents; its own holds nothing any more but when it was closed, and
/// the MAC over that.
pub async fn empty(
    tx: &mut DurableTx,
    vault: VaultId,
    (now, mac): (Moment, [u8; 32]),
) -> Result<(), Error> {
    for sql in [
        SLOTS,
        DOCUMENTS,
        JOURNAL,
        CONSENTS,
        INVITATIONS,
        DEPOSITS,
        NUMBERS,
        GUARDIANSHIPS,
        NOTICES,
        DESTROYED,
    ] {
        change!(tx, sql, vault)?;
    }
    change!(tx, EMPTY, vault, &[0_u8; 0][..], &[0; 32], now, &mac).and_then(changed)
}

/// What is under way for a vault.
pub async fn intents(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<IntentRow>, Error> {
    many!(tx, INTENTS, vault)
}

/// Erases the row of a vault that is due and has nothing under way; `false` if something is.
pub async fn delete(tx: &mut DurableTx, vault: VaultId, now: Moment) -> Result<bool, Error> {
    Ok(change!(tx, DELETE, vault, now)? == 1)
}
