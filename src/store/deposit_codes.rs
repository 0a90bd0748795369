//! Short codes that stand for the link of an invitation, each used once.

use super::columns::row;
use super::engine::{change, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::{InvitationId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One code.
    pub struct CodeRow {
        /// Keyed hash of the code.
        pub id: [u8; 32],
        /// The vault of the invitation.
        pub vault_id: VaultId,
        /// The invitation.
        pub right_id: InvitationId,
        /// Parameters of Argon2id.
        pub parameters: String,
        /// Envelope: the secret of the link.
        pub envelope: Vec<u8>,
        /// End of the code.
        pub until: Moment,
    }
}

macro_rules! columns {
    () => {
        "id, vault_id, right_id, parameters, envelope, until"
    };
}

sql! {
    ADD = concat!("INSERT INTO deposit_codes (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6)");
    TAKE = concat!("DELETE FROM deposit_codes WHERE id = $1 AND until > $2 RETURNING ", columns!());
    DELETE_OF_RIGHT = "DELETE FROM deposit_codes WHERE vault_id = $1 AND right_id = $2";
    DELETE_OF_VAULT = "DELETE FROM deposit_codes WHERE vault_id = $1";
    DELETE_ENDED = "DELETE FROM deposit_codes WHERE until <= $1";
}

/// Adds a code.
pub async fn add(tx: &mut EphemeralTx, row: &CodeRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        &row.id,
        row.vault_id,
        row.right_id,
        &row.parameters,
        &row.envelope,
        row.until,
    )
    .map(drop)
}

/// Uses a code up; `None` if it is over, used or was never there.
pub async fn take(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<CodeRow>, Error> {
    one!(tx, TAKE, id, now)
}

/// Deletes the codes of an invitation; how many.
pub async fn delete_of_right(
    tx: &mut EphemeralTx,
    vault: VaultId,
    right: InvitationId,
) -> Result<u64, Error> {
    change!(tx, DELETE_OF_RIGHT, vault, right)
}

/// Deletes the codes of a vault; how many.
pub async fn delete_of_vault(tx: &mut EphemeralTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF_VAULT, vault)
}

/// Deletes codes that are over; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}
