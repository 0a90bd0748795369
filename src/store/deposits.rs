//! Deposits: papers that somebody put in, from their coming for eight days, and until the vault took them in.

use super::columns::row;
use super::destroyed::{self, is_no_ghost};
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::{DocumentId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One paper that was put in.
    pub struct DepositRow {
        /// The vault it was put into.
        pub vault_id: VaultId,
        /// The paper it becomes.
        pub id: DocumentId,
        /// Generation of the vault to whose inbox it is sealed.
        pub generation: u32,
        /// By which right.
        pub right_id: [u8; 16],
        /// Hash of the random bytes of whoever put it in.
        pub depositor: [u8; 32],
        /// Sealed to the inbox: keys and facts; erased once the vault took it in.
        pub sealed: Option<Vec<u8>>,
        /// Name of the ciphertext object.
        pub object: String,
        /// Its length in bytes.
        pub length: u64,
        /// SHA-256 of the ciphertext.
        pub digest: [u8; 32],
        /// Name of the object of the pictures.
        pub pictures: String,
        /// Its length in bytes.
        pub pictures_length: u64,
        /// SHA-256 of its ciphertext.
        pub pictures_digest: [u8; 32],
        /// Envelope: the receipt of whoever put it in.
        pub receipt: Vec<u8>,
        /// When it was put in.
        pub deposited_at: Moment,
        /// When the vault took it in, or found that it cannot be opened.
        pub adopted_at: Option<Moment>,
        /// When the person said whether they keep it.
        pub answered_at: Option<Moment>,
    }
}

row! {
    /// A paper, by its id.
    struct IdRow {
        id: DocumentId,
    }
}

macro_rules! columns {
    () => {
        "vault_id, id, generation, right_id, depositor, sealed, object, length, digest, pictures, \
         pictures_length, pictures_digest, receipt, deposited_at, adopted_at, answered_at"
    };
}

sql! {
    ADD = concat!("INSERT INTO deposits (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 \
        FROM vaults WHERE id = $1 AND generation = $3");
    ANY_WAITING = concat!("SELECT COUNT(*) FROM deposits WHERE vault_id = $1 AND adopted_at IS NULL \
        AND ", is_no_ghost!("deposits"));
    WAITING = concat!("SELECT ", columns!(), " FROM deposits \
        WHERE vault_id = $1 AND adopted_at IS NULL AND ", is_no_ghost!("deposits"), " ORDER BY deposited_at, id");
    SEALED = concat!("SELECT ", columns!(), " FROM deposits \
        WHERE vault_id = $1 AND sealed IS NOT NULL AND ", is_no_ghost!("deposits"), " ORDER BY id");
    FIND = concat!("SELECT ", columns!(), " FROM deposits WHERE vault_id = $1 AND id = $2 \
        AND ", is_no_ghost!("deposits"));
    OF_DEPOSITOR = concat!("SELECT ", columns!(), " FROM deposits \
        WHERE vault_id = $1 AND right_id = $2 AND depositor = $3 \
        AND ", is_no_ghost!("deposits"), " ORDER BY deposited_at, id");
    ADOPTED_OF_RIGHT = "SELECT id FROM deposits \
        WHERE vault_id = $1 AND right_id = $2 AND sealed IS NULL ORDER BY deposited_at, id";
    ADOPTED = "UPDATE deposits SET sealed = NULL, adopted_at = $3 \
        WHERE vault_id = $1 AND id = $2 AND adopted_at IS NULL";
    SET_ASIDE = "UPDATE deposits SET adopted_at = $3 \
        WHERE vault_id = $1 AND id = $2 AND adopted_at IS NULL";
    ANSWERED = "UPDATE deposits SET answered_at = $3 \
        WHERE vault_id = $1 AND id = $2 AND answered_at IS NULL";
    TAKE_BACK = concat!("DELETE FROM deposits WHERE vault_id = $1 AND id = $2 AND right_id = $3 \
        AND depositor = $4 AND deposited_at > $5 AND answered_at IS NULL \
        AND (adopted_at IS NULL OR sealed IS NULL) RETURNING ", columns!());
    ERASE = "DELETE FROM deposits WHERE vault_id = $1 AND id = $2";
    FORGET = "DELETE FROM deposits WHERE sealed IS NULL AND adopted_at IS NOT NULL AND deposited_at <= $1";
    NAMES = "SELECT length FROM deposits \
        WHERE sealed IS NOT NULL AND (object = $1 OR pictures = $1)";
}

/// Adds a paper that was put in; `Conflict` if it exists or its vault is not of that generation.
pub async fn add(tx: &mut DurableTx, row: &DepositRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.vault_id,
        row.id,
        row.generation,
        &row.right_id[..],
        &row.depositor,
        row.sealed.as_deref(),
        &row.object,
        row.length,
        &row.digest,
        &row.pictures,
        row.pictures_length,
        &row.pictures_digest,
        &row.receipt,
        row.deposited_at,
        row.adopted_at,
        row.answered_at,
    )
    .and_then(changed)
}

/// Whether anything waits to be taken in.
pub async fn any_waiting(tx: &mut DurableTx, vault: VaultId) -> Result<bool, Error> {
    let found: Option<(i64,)> = one!(tx, ANY_WAITING, vault)?;
    Ok(found.is_some_and(|(count,)| count > 0))
}

/// What waits to be taken in, in the order it came.
pub async fn waiting(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<DepositRow>, Error> {
    many!(tx, WAITING, vault)
}

/// What the vault has not taken in, be it that it cannot: their objects are named by no other row.
pub async fn sealed(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<DepositRow>, Error> {
    many!(tx, SEALED, vault)
}

/// One of them.
pub async fn find(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
) -> Result<Option<DepositRow>, Error> {
    one!(tx, FIND, vault, id)
}

/// What one depositor put in, in that order.
pub async fn of_depositor(
    tx: &mut DurableTx,
    vault: VaultId,
    right: &[u8; 16],
    depositor: &[u8; 32],
) -> Result<Vec<DepositRow>, Error> {
    many!(tx, OF_DEPOSITOR, vault, &right[..], depositor)
}

/// The papers that came by a right and are in the vault, in the order they came.
pub async fn adopted_of_right(
    tx: &mut DurableTx,
    vault: VaultId,
    right: &[u8; 16],
) -> Result<Vec<DocumentId>, Error> {
    let rows: Vec<IdRow> = many!(tx, ADOPTED_OF_RIGHT, vault, &right[..])?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The vault took it in; `Conflict` if it did so already.
pub async fn adopted(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
    at: Moment,
) -> Result<(), Error> {
    change!(tx, ADOPTED, vault, id, at).and_then(changed)
}

/// The vault cannot open it, and does not try at each visit.
pub async fn set_aside(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
    at: Moment,
) -> Result<(), Error> {
    change!(tx, SET_ASIDE, vault, id, at).and_then(changed)
}

/// The person said whether they keep it. No row: it is forgotten by now who put it in.
pub async fn answered(
    tx: &mut DurableTx,
    vault: VaultId,
    id: DocumentId,
    at: Moment,
) -> Result<(), Error> {
    change!(tx, ANSWERED, vault, id, at).map(drop)
}

/// Takes one back that this depositor put in after that moment, unless the person has answered; what it was.
pub async fn take_back(
    tx: &mut DurableTx,
    (vault, id): (VaultId, DocumentId),
    right: &[u8; 16],
    depositor: &[u8; 32],
    after: Moment,
) -> Result<Option<DepositRow>, Error> {
    let row: Option<DepositRow> = one!(tx, TAKE_BACK, vault, id, &right[..], depositor, after)?;
    if row.is_some() {
        destroyed::mark(tx, vault, id).await?;
    }
    Ok(row)
}

/// Erases one.
pub async fn erase(tx: &mut DurableTx, vault: VaultId, id: DocumentId) -> Result<(), Error> {
    change!(tx, ERASE, vault, id).map(drop)
}

/// Forgets who put in what came at that moment or before and was taken in; how many.
pub async fn forget(tx: &mut DurableTx, before: Moment) -> Result<u64, Error> {
    change!(tx, FORGET, before)
}

/// Whether the object belongs to a paper that the vault has not taken in.
pub async fn names(tx: &mut DurableTx, object: &str) -> Result<bool, Error> {
    let found: Option<(i64,)> = one!(tx, NAMES, object)?;
    Ok(found.is_some())
}
