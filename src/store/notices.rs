//! Where people want to be told that something is new.

use super::columns::row;
use super::engine::{change, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::VaultId;
use crate::domain::notices::Channel;

row! {
    /// One address.
    pub struct NoticeRow {
        /// Whose vault.
        pub vault_id: VaultId,
        /// How it is written to.
        pub channel: Channel,
        /// Envelope: the address.
        pub sealed: Vec<u8>,
        /// The tag of the language that they are written to in.
        pub language: String,
        /// 1 while nothing is to be sent.
        pub paused: u32,
    }
}

sql! {
    ADD = "INSERT INTO notices (vault_id, channel, sealed, language, paused) VALUES ($1, $2, $3, $4, $5)";
    OF_VAULT = "SELECT vault_id, channel, sealed, language, paused FROM notices WHERE vault_id = $1";
    PAUSE = "UPDATE notices SET paused = $2 WHERE vault_id = $1";
    ERASE = "DELETE FROM notices WHERE vault_id = $1";
}

/// Adds one; `Conflict` if the vault has one.
pub async fn add(tx: &mut DurableTx, row: &NoticeRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.vault_id,
        row.channel,
        &row.sealed,
        &row.language,
        row.paused,
    )
    .and_then(changed)
}

/// That of a vault.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Option<NoticeRow>, Error> {
    one!(tx, OF_VAULT, vault)
}

/// Says whether anything is sent; a vault without an address has nothing to pause.
pub async fn pause(tx: &mut DurableTx, vault: VaultId, paused: bool) -> Result<(), Error> {
    change!(tx, PAUSE, vault, u32::from(paused)).map(drop)
}

/// Erases that of a vault.
pub async fn erase(tx: &mut DurableTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, ERASE, vault)
}
