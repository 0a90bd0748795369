//! What the service proves its name with: sealed rows that every node reads.

use super::columns::row;
use super::engine::{change, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::time::Moment;

row! {
    /// One of them.
    pub struct CertificateRow {
        /// Keyed hash of what it is.
        pub id: [u8; 32],
        /// Envelope under a key of the installation.
        pub sealed: Vec<u8>,
        /// When it is of no use any more.
        pub until: Moment,
    }
}

sql! {
    FIND = "SELECT id, sealed, until FROM certificates WHERE id = $1 AND until > $2";
    PUT = "INSERT INTO certificates (id, sealed, until) VALUES ($1, $2, $3) \
        ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, until = excluded.until";
    DELETE = "DELETE FROM certificates WHERE id = $1";
    DELETE_ENDED = "DELETE FROM certificates WHERE until <= $1";
}

/// Finds one that is still of use.
pub async fn find(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<CertificateRow>, Error> {
    one!(tx, FIND, id, now)
}

/// Adds one, or puts it in the place of the one before.
pub async fn put(tx: &mut EphemeralTx, row: &CertificateRow) -> Result<(), Error> {
    change!(tx, PUT, &row.id, &row.sealed, row.until).map(drop)
}

/// Deletes one; `false` if there was none.
pub async fn delete(tx: &mut EphemeralTx, id: &[u8; 32]) -> Result<bool, Error> {
    Ok(change!(tx, DELETE, id)? == 1)
}

/// Deletes what is of no use any more; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}
