//! Viewings: who is reading a share.

use super::columns::row;
use super::engine::{change, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

row! {
    /// Someone reading a share.
    pub struct ViewingRow {
        /// Hash of the id in the reader's cookie.
        pub id: [u8; 32],
        /// The share being read.
        pub share: [u8; 32],
        /// Envelope under the cookie: the secret of the share.
        pub envelope: Vec<u8>,
        /// End of the viewing.
        pub until: Moment,
    }
}

sql! {
    ADD = "INSERT INTO viewings (id, share, envelope, until) VALUES ($1, $2, $3, $4)";
    FIND = "SELECT id, share, envelope, until FROM viewings WHERE id = $1 AND until > $2";
    DELETE = "DELETE FROM viewings WHERE id = $1";
    DELETE_OF_SHARE = "DELETE FROM viewings WHERE share = $1";
    DELETE_OF_VAULT = "DELETE FROM viewings \
        WHERE share IN (SELECT share FROM grants WHERE vault_id = $1)";
    DELETE_ENDED = "DELETE FROM viewings WHERE until <= $1";
}

/// Adds a viewing; `Conflict` if its id exists.
pub async fn add(tx: &mut EphemeralTx, row: &ViewingRow) -> Result<(), Error> {
    change!(tx, ADD, &row.id, &row.share, &row.envelope, row.until).map(drop)
}

/// Finds a viewing that has not ended.
pub async fn find(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<ViewingRow>, Error> {
    one!(tx, FIND, id, now)
}

/// Ends a viewing; `false` if it had ended.
pub async fn delete(tx: &mut EphemeralTx, id: &[u8; 32]) -> Result<bool, Error> {
    Ok(change!(tx, DELETE, id)? == 1)
}

/// Ends the viewings of a share; how many.
pub async fn delete_of_share(tx: &mut EphemeralTx, share: &[u8; 32]) -> Result<u64, Error> {
    change!(tx, DELETE_OF_SHARE, share)
}

/// Deletes viewings that have ended; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}

/// Ends the viewings of all shares of a vault that have grants, before these go; how many.
pub async fn delete_of_vault(tx: &mut EphemeralTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF_VAULT, vault)
}
