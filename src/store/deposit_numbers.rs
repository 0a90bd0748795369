//! Deposit numbers: what a person says or shows to a mediator, one for each vault.

use super::columns::row;
use super::engine::{change, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::deposit::NumberState;
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

row! {
    /// One number.
    pub struct NumberRow {
        /// The vault it leads to.
        pub vault_id: VaultId,
        /// Generation of the vault under which it was drawn.
        pub generation: u32,
        /// Keyed hash of the number.
        pub id: [u8; 32],
        /// Envelope: the number.
        pub sealed: Vec<u8>,
        /// Whether it lets mediators in.
        pub state: NumberState,
        /// MAC over vault, number and state.
        pub mac: [u8; 32],
        /// When it was drawn.
        pub drawn_at: Moment,
    }
}

macro_rules! columns {
    () => {
        "vault_id, generation, id, sealed, state, mac, drawn_at"
    };
}

sql! {
    ADD = concat!("INSERT INTO deposit_numbers (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7 FROM vaults WHERE id = $1 AND generation = $2");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM deposit_numbers WHERE vault_id = $1");
    FIND = concat!("SELECT ", columns!(), " FROM deposit_numbers WHERE id = $1");
    SET_STATE = "UPDATE deposit_numbers SET state = $3, mac = $4 WHERE vault_id = $1 AND id = $2";
    ERASE = "DELETE FROM deposit_numbers WHERE vault_id = $1";
}

/// Adds a number; `Conflict` if its vault has one, or is not of that generation.
pub async fn add(tx: &mut DurableTx, row: &NumberRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.vault_id,
        row.generation,
        &row.id,
        &row.sealed,
        row.state,
        &row.mac,
        row.drawn_at,
    )
    .and_then(changed)
}

/// The number of a vault, if it has one.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Option<NumberRow>, Error> {
    one!(tx, OF_VAULT, vault)
}

/// The number with this keyed hash, whether it lets anybody in or not.
pub async fn find(tx: &mut DurableTx, id: &[u8; 32]) -> Result<Option<NumberRow>, Error> {
    one!(tx, FIND, id)
}

/// Says whether it lets mediators in; `Conflict` if another one was drawn meanwhile.
pub async fn set_state(
    tx: &mut DurableTx,
    vault: VaultId,
    id: &[u8; 32],
    state: NumberState,
    mac: &[u8; 32],
) -> Result<(), Error> {
    change!(tx, SET_STATE, vault, id, state, mac).and_then(changed)
}

/// Erases the number of a vault.
pub async fn erase(tx: &mut DurableTx, vault: VaultId) -> Result<(), Error> {
    change!(tx, ERASE, vault).map(drop)
}
