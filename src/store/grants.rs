//! Grants: what a reader needs to open the documents of a share, one row per document version.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::{DocumentId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One document of a share.
    pub struct GrantRow {
        /// Hash of the secret of the share.
        pub share: [u8; 32],
        /// Place of the document in the share, from 0.
        pub position: u32,
        /// Whose document.
        pub vault_id: VaultId,
        /// Which document.
        pub document_id: DocumentId,
        /// Which version of it.
        pub version: u32,
        /// End of the share.
        pub until: Moment,
        /// Envelope: keys, object names, lengths, digests, terms.
        pub envelope: Vec<u8>,
    }
}

row! {
    /// A share that has grants.
    pub struct ShareRow {
        /// Hash of the secret of the share.
        pub share: [u8; 32],
    }
}

macro_rules! columns {
    () => {
        "share, position, vault_id, document_id, version, until, envelope"
    };
}

sql! {
    ADD = concat!("INSERT INTO grants (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7)");
    OF_SHARE = concat!("SELECT ", columns!(), " FROM grants WHERE share = $1 AND until > $2 \
        ORDER BY position");
    ONE = concat!("SELECT ", columns!(), " FROM grants \
        WHERE share = $1 AND position = $2 AND until > $3");
    SHARES = "SELECT DISTINCT share FROM grants";
    DELETE_OF_SHARE = "DELETE FROM grants WHERE share = $1";
    DELETE_OF_DOCUMENT = "DELETE FROM grants WHERE vault_id = $1 AND document_id = $2";
    DELETE_OF_VAULT = "DELETE FROM grants WHERE vault_id = $1";
    DELETE_ENDED = "DELETE FROM grants WHERE until <= $1";
}

/// Adds a grant; `Conflict` if that place of the share is taken.
pub async fn add(tx: &mut EphemeralTx, row: &GrantRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        &row.share,
        row.position,
        row.vault_id,
        row.document_id,
        row.version,
        row.until,
        &row.envelope,
    )
    .map(drop)
}

/// The grants of a share that is not over, in their order.
pub async fn of_share(
    tx: &mut EphemeralTx,
    share: &[u8; 32],
    now: Moment,
) -> Result<Vec<GrantRow>, Error> {
    many!(tx, OF_SHARE, share, now)
}

/// One grant of a share that is not over.
pub async fn one(
    tx: &mut EphemeralTx,
    share: &[u8; 32],
    position: u32,
    now: Moment,
) -> Result<Option<GrantRow>, Error> {
    one!(tx, ONE, share, position, now)
}

/// Every share that has grants, over or not.
pub async fn shares(tx: &mut EphemeralTx) -> Result<Vec<ShareRow>, Error> {
    many!(tx, SHARES)
}

/// Deletes the grants of a share; how many.
pub async fn delete_of_share(tx: &mut EphemeralTx, share: &[u8; 32]) -> Result<u64, Error> {
    change!(tx, DELETE_OF_SHARE, share)
}

/// Deletes the grants of a document, in whatever share; how many.
pub async fn delete_of_document(
    tx: &mut EphemeralTx,
    vault: VaultId,
    document: DocumentId,
) -> Result<u64, Error> {
    change!(tx, DELETE_OF_DOCUMENT, vault, document)
}

/// Deletes the grants of a vault; how many.
pub async fn delete_of_vault(tx: &mut EphemeralTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF_VAULT, vault)
}

/// Deletes the grants of shares that are over; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}
