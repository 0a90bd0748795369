//! Documents: the sealed record of each version, and the names of its objects.

use super::columns::row;
use super::destroyed::{self, is_no_ghost};
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::{DocumentId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One version of a document.
    pub struct DocumentRow {
        /// The vault it belongs to.
        pub vault_id: VaultId,
        /// The document.
        pub id: DocumentId,
        /// 1 for the first.
        pub version: u32,
        /// Generation of the vault under which the record is sealed.
        pub generation: u32,
        /// Envelope: title, kind, keys, digests.
        pub record: Vec<u8>,
        /// Name of the ciphertext object.
        pub object: String,
        /// Its length in bytes.
        pub length: u64,
        /// SHA-256 of the ciphertext.
        pub digest: [u8; 32],
        /// Name of the object of the pictures; the two fields after it are there when it is.
        pub pictures: Option<String>,
        /// Its length in bytes.
        pub pictures_length: Option<u64>,
        /// SHA-256 of its ciphertext.
        pub pictures_digest: Option<[u8; 32]>,
        /// When it was added.
        pub added_at: Moment,
        /// When the person put it in the bin.
        pub removed_at: Option<Moment>,
    }
}

row! {
    /// A document in the bin.
    pub struct BinRow {
        /// Its vault.
        pub vault_id: VaultId,
        /// The document.
        pub id: DocumentId,
        /// Since when.
        pub removed_at: Moment,
        /// MAC over that moment; none of one that was removed before there were any.
        pub removed_mac: Option<[u8; 32]>,
    }
}

row! {
    /// A document that is not in the bin.
    struct KeptRow {
        id: DocumentId,
    }
}

macro_rules! columns {
    () => {
        "vault_id, id, version, generation, record, object, length, digest, pictures, \
         pictures_length, pictures_digest, added_at, removed_at"
    };
}

sql! {
    ADD = concat!("INSERT INTO documents (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 \
        FROM vaults WHERE id = $1 AND generation = $4");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM documents WHERE vault_id = $1 \
        AND ", is_no_ghost!("documents"), " ORDER BY id, version");
    KEPT = concat!("SELECT DISTINCT id FROM documents WHERE vault_id = $1 AND removed_at IS NULL \
        AND ", is_no_ghost!("documents"));
    VERSIONS = concat!("SELECT ", columns!(), " FROM documents WHERE vault_id = $1 AND id = $2 \
        AND ", is_no_ghost!("documents"), " ORDER BY version");
    VERSION = concat!("SELECT ", columns!(), " FROM documents \
        WHERE vault_id = $1 AND id = $2 AND version = $3 AND ", is_no_ghost!("documents"));
    SET_RECORD = "UPDATE documents SET record = $5 \
        WHERE vault_id = $1 AND id = $2 AND version = $3 AND generation = $4";
    RENEW = "UPDATE documents SET generation = $5, record = $6 \
        WHERE vault_id = $1 AND id = $2 AND version = $3 AND generation = $4";
    SET_REMOVED = "UPDATE documents SET removed_at = $4, removed_mac = $5 \
        WHERE vault_id = $1 AND id = $2 AND generation = $3 AND removed_at IS NULL";
    VOUCH = "UPDATE documents SET removed_mac = $4 WHERE vault_id = $1 AND id = $2 AND removed_at = $3";
    RESTORE = "UPDATE documents SET removed_at = NULL, removed_mac = NULL \
        WHERE vault_id = $1 AND id = $2 AND generation = $3 AND removed_at IS NOT NULL";
    ERASE = concat!("DELETE FROM documents WHERE vault_id = $1 AND id = $2 RETURNING ", columns!());
    BIN = "SELECT DISTINCT vault_id, id, removed_at, removed_mac FROM documents \
        WHERE vault_id = $1 AND removed_at IS NOT NULL ORDER BY vault_id, id";
    DUE = concat!("SELECT DISTINCT vault_id, id, removed_at, removed_mac FROM documents \
        WHERE removed_at < $1 AND removed_mac IS NOT NULL AND ", is_no_ghost!("documents"), " ORDER BY vault_id, id LIMIT $2");
    NAMES = "SELECT length FROM documents WHERE object = $1 OR pictures = $1";
    ANY = "SELECT length FROM documents LIMIT 1";
}

/// Adds a version; `Conflict` if it exists or its vault is not of that generation.
pub async fn add(tx: &mut DurableTx, row: &DocumentRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.vault_id,
        row.id,
        row.version,
        row.generation,
        &row.record,
        &row.object,
        row.length,
        &row.digest,
        row.pictures.as_deref(),
        row.pictures_length,
        row.pictures_digest.as_ref(),
        row.added_at,
        row.removed_at,
    )
    .and_then(changed)
}

/// All versions of all documents of a vault, the bin included, by id and version.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<DocumentRow>, Error> {
    many!(tx, OF_VAULT, vault)
}

/// The documents of a vault that are not in the bin.
pub async fn kept(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<DocumentId>, Error> {
    let rows: Vec<KeptRow> = many!(tx, KEPT, vault)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// All versions of a document, the first one first.
pub async fn versions(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
) -> Result<Vec<DocumentRow>, Error> {
    many!(tx, VERSIONS, vault, id)
}

/// One version of a document.
pub async fn version(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
    version: u32,
) -> Result<Option<DocumentRow>, Error> {
    one!(tx, VERSION, vault, id, version)
}

/// Replaces the record (another title); `Conflict` unless that version is of this generation.
pub async fn set_record(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
    version: u32,
    generation: u32,
    record: &[u8],
) -> Result<(), Error> {
    change!(tx, SET_RECORD, vault, id, version, generation, record).and_then(changed)
}

/// Puts all versions in the bin, with the MAC over that moment; `false` if they were there or do not exist.
pub async fn set_removed(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
    generation: u32,
    (at, mac): (Moment, [u8; 32]),
) -> Result<bool, Error> {
    Ok(change!(tx, SET_REMOVED, vault, id, generation, at, &mac)? > 0)
}

/// The documents of a vault that are in the bin.
pub async fn bin(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<BinRow>, Error> {
    many!(tx, BIN, vault)
}

/// Gives a document in the bin its MAC, or takes it away.
pub async fn vouch(tx: &mut DurableTx, row: &BinRow, mac: Option<&[u8; 32]>) -> Result<(), Error> {
    change!(tx, VOUCH, row.vault_id, row.id, row.removed_at, mac).map(drop)
}

/// Takes all versions out of the bin; `false` if none was there.
pub async fn restore(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
    generation: u32,
) -> Result<bool, Error> {
    Ok(change!(tx, RESTORE, vault, id, generation)? > 0)
}

/// Erases all versions, keys included, for good; the rows tell which objects are left to delete.
pub async fn erase(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
) -> Result<Vec<DocumentRow>, Error> {
    let rows: Vec<DocumentRow> = many!(tx, ERASE, vault, id)?;
    if !rows.is_empty() {
        destroyed::mark(tx, vault, id).await?;
    }
    Ok(rows)
}

/// Documents that went into the bin before that moment, `limit` at most.
pub async fn due_removals(
    tx: &mut DurableTx,
    before: Moment,
    limit: u32,
) -> Result<Vec<BinRow>, Error> {
    many!(tx, DUE, before, limit)
}

/// Whether a row names this object.
pub async fn names(tx: &mut DurableTx, object: &str) -> Result<bool, Error> {
    let found: Option<(i64,)> = one!(tx, NAMES, object)?;
    Ok(found.is_some())
}

/// Whether there is a row at all.
pub async fn any(tx: &mut DurableTx) -> Result<bool, Error> {
    let found: Option<(i64,)> = one!(tx, ANY)?;
    Ok(found.is_some())
}

/// Makes it a version of a vault of another generation, as `row` says; `Conflict` unless it was of the generation
/// `before`.
pub async fn renew(tx: &mut DurableTx, before: u32, row: &DocumentRow) -> Result<(), Error> {
    change!(
        tx,
        RENEW,
        row.vault_id,
        row.id,
        row.version,
        before,
        row.generation,
        &row.record,
    )
    .and_then(changed)
}
