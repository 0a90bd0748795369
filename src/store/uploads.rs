//! Uploads: files on their way in, and where their parts lie.
//!
//! Parts outlive their upload: whoever gives one up deletes its row, then objects, then the parts.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::{UploadId, VaultId};
use crate::domain::time::Moment;

row! {
    /// A file on its way in.
    pub struct UploadRow {
        /// Its id.
        pub id: UploadId,
        /// Whose room it takes.
        pub vault_id: VaultId,
        /// The right of whoever puts it in from outside; none for the person themselves.
        pub right_id: Option<[u8; 16]>,
        /// Envelope: the key of its parts.
        pub key: Vec<u8>,
        /// Bytes announced.
        pub length: u64,
        /// Bytes that have arrived.
        pub received: u64,
        /// Parts that have arrived.
        pub parts: u32,
        /// When it was announced.
        pub begun_at: Moment,
    }
}

row! {
    /// A part that has arrived.
    pub struct PartRow {
        /// The upload.
        pub upload_id: UploadId,
        /// Its place, from 0.
        pub number: u32,
        /// The object that holds it.
        pub object: String,
        /// Length of that object in bytes.
        pub length: u64,
    }
}

sql! {
    ADD = "INSERT INTO uploads (id, vault_id, right_id, key, length, received, parts, begun_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "SELECT id, vault_id, right_id, key, length, received, parts, begun_at FROM uploads \
        WHERE id = $1 AND vault_id = $2 AND begun_at > $3";
    // A vault's id is nobody's right: it stands for the person themselves.
    UNDER_WAY = "SELECT COUNT(CASE WHEN COALESCE(right_id, vault_id) = $3 THEN 1 END), \
        CAST(COALESCE(SUM(CASE WHEN COALESCE(right_id, vault_id) = $3 THEN length END), 0) AS BIGINT) FROM uploads \
        WHERE vault_id = $1 AND begun_at > $2";
    GROW = "UPDATE uploads SET received = received + $4, parts = parts + 1 \
        WHERE id = $1 AND received = $2 AND parts = $3";
    ADD_PART = "INSERT INTO upload_parts (upload_id, number, object, length) \
        VALUES ($1, $2, $3, $4)";
    PARTS = "SELECT upload_id, number, object, length FROM upload_parts \
        WHERE upload_id = $1 ORDER BY number";
    CLAIM = "UPDATE uploads SET finishing_until = $4 WHERE id = $1 AND vault_id = $2 \
        AND (finishing_until IS NULL OR finishing_until <= $3)";
    RELEASE = "UPDATE uploads SET finishing_until = NULL WHERE id = $1 AND vault_id = $2";
    DELETE = "DELETE FROM uploads WHERE id = $1 AND vault_id = $2";
    DELETE_OF_RIGHT = "DELETE FROM uploads WHERE vault_id = $1 AND right_id = $2";
    DELETE_OF_VAULT = "DELETE FROM uploads WHERE vault_id = $1";
    DELETE_BEGUN_BY = "DELETE FROM uploads WHERE begun_at <= $1";
    LOOSE = "SELECT upload_id, number, object, length FROM upload_parts WHERE NOT EXISTS \
        (SELECT 1 FROM uploads WHERE uploads.id = upload_parts.upload_id) LIMIT $1";
    DELETE_PART = "DELETE FROM upload_parts WHERE upload_id = $1 AND number = $2";
    NAMES = "SELECT number FROM upload_parts WHERE object = $1";
}

/// Adds an upload of which nothing has arrived.
pub async fn add(tx: &mut EphemeralTx, row: &UploadRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.id,
        row.vault_id,
        row.right_id.as_ref().map(|right| &right[..]),
        &row.key,
        row.length,
        row.received,
        row.parts,
        row.begun_at
    )
    .map(drop)
}

/// The upload of a vault, unless it was begun at that moment or before.
pub async fn find(
    tx: &mut EphemeralTx,
    id: UploadId,
    vault: VaultId,
    after: Moment,
) -> Result<Option<UploadRow>, Error> {
    one!(tx, FIND, id, vault, after)
}

/// How many uploads by this right (or by the person themselves) were begun after that moment, and the bytes that
/// they announced: what others announce takes nobody's room.
pub async fn under_way(
    tx: &mut EphemeralTx,
    vault: VaultId,
    right: Option<&[u8; 16]>,
    after: Moment,
) -> Result<(u64, u64), Error> {
    let found: Option<(i64, i64)> = one!(
        tx,
        UNDER_WAY,
        vault,
        after,
        &right.unwrap_or(vault.as_bytes())[..]
    )?;
    let whole = |number: i64| u64::try_from(number).map_err(|_| Error::Corrupt("uploads"));
    found.map_or(Ok((0, 0)), |(count, bytes)| {
        Ok((whole(count)?, whole(bytes)?))
    })
}

/// Adds `bytes` more in their part, if the upload is still as it was when `row` was read; `false` if somebody
/// else went on with it or gave it up.
pub async fn grow(
    tx: &mut EphemeralTx,
    row: &UploadRow,
    bytes: u64,
    part: &PartRow,
) -> Result<bool, Error> {
    if change!(tx, GROW, row.id, row.received, row.parts, bytes)? == 0 {
        return Ok(false);
    }
    change!(
        tx,
        ADD_PART,
        part.upload_id,
        part.number,
        &part.object,
        part.length
    )?;
    Ok(true)
}

/// The parts of an upload, in order.
pub async fn parts(tx: &mut EphemeralTx, id: UploadId) -> Result<Vec<PartRow>, Error> {
    many!(tx, PARTS, id)
}

/// Whoever makes a paper of it until then is the only one; `false` if somebody is at it, or it has ended.
pub async fn claim(
    tx: &mut EphemeralTx,
    id: UploadId,
    vault: VaultId,
    now: Moment,
    until: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, CLAIM, id, vault, now, until)? == 1)
}

/// Nobody makes a paper of it any more.
pub async fn release(tx: &mut EphemeralTx, id: UploadId, vault: VaultId) -> Result<(), Error> {
    change!(tx, RELEASE, id, vault).map(drop)
}

/// Ends an upload; `false` if it had ended.
pub async fn delete(tx: &mut EphemeralTx, id: UploadId, vault: VaultId) -> Result<bool, Error> {
    Ok(change!(tx, DELETE, id, vault)? == 1)
}

/// Ends the uploads by a right; how many.
pub async fn delete_of_right(
    tx: &mut EphemeralTx,
    vault: VaultId,
    right: &[u8; 16],
) -> Result<u64, Error> {
    change!(tx, DELETE_OF_RIGHT, vault, &right[..])
}

/// Ends the uploads begun at that moment or before; how many.
pub async fn delete_begun_by(tx: &mut EphemeralTx, moment: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_BEGUN_BY, moment)
}

/// Parts whose upload has ended, `limit` at most.
pub async fn loose(tx: &mut EphemeralTx, limit: u32) -> Result<Vec<PartRow>, Error> {
    many!(tx, LOOSE, limit)
}

/// Forgets a part whose object is gone.
pub async fn delete_part(tx: &mut EphemeralTx, part: &PartRow) -> Result<(), Error> {
    change!(tx, DELETE_PART, part.upload_id, part.number).map(drop)
}

/// Whether a part lies in this object.
pub async fn names(tx: &mut EphemeralTx, object: &str) -> Result<bool, Error> {
    let found: Option<(i64,)> = one!(tx, NAMES, object)?;
    Ok(found.is_some())
}

/// Gives up whatever is on its way into a vault, whoever sends it; how many.
pub async fn delete_of_vault(tx: &mut EphemeralTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF_VAULT, vault)
}
