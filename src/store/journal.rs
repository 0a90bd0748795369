//! The journal of a vault: a chain of hashes without a gap.

use super::columns::{row, words};
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

words! {
    /// To what the details of an entry are sealed.
    pub enum Sealed {
        /// The journal key of the vault.
        Journal = "journal",
        /// The inbox, because the vault was locked.
        Inbox = "inbox",
        /// Nothing: they are gone, and the chain stays valid.
        Erased = "erased",
    }
}

row! {
    /// One entry.
    pub struct JournalRow {
        /// The vault it is about.
        pub vault_id: VaultId,
        /// 1, 2, 3 …
        pub number: u64,
        /// When.
        pub at: Moment,
        /// What, in one word of a fixed list.
        pub code: String,
        /// Salted hash of the details.
        pub commitment: [u8; 32],
        /// Hash of this entry, over the one before.
        pub hash: [u8; 32],
        /// The sealed details.
        pub payload: Option<Vec<u8>>,
        /// To what they are sealed.
        pub sealed: Sealed,
    }
}

macro_rules! columns {
    () => {
        "vault_id, number, at, code, commitment, hash, payload, sealed"
    };
}

sql! {
    APPEND = concat!("INSERT INTO journal (", columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    PAGE = concat!("SELECT ", columns!(), " FROM journal WHERE vault_id = $1 AND number < $2 \
        ORDER BY number DESC LIMIT $3");
    ALL_OF_VAULT = concat!("SELECT ", columns!(), " FROM journal WHERE vault_id = $1 \
        ORDER BY number");
    VISITS = concat!("SELECT ", columns!(), " FROM journal \
        WHERE vault_id = $1 AND code IN ('vault_opened', 'signed_in') AND at <= $2 \
        ORDER BY number DESC LIMIT $3");
    OPENINGS = concat!("SELECT ", columns!(), " FROM journal WHERE vault_id = $1 AND code = 'share_opened' \
        AND number > (SELECT MAX(number) FROM journal WHERE vault_id = $1) - $2 ORDER BY number");
    AT = concat!("SELECT ", columns!(), " FROM journal WHERE vault_id = $1 AND at = $2 ORDER BY number");
    HASH_OF = "SELECT hash FROM journal WHERE vault_id = $1 AND number = $2";
    TOLD_BACK = "SELECT at FROM journal WHERE vault_id = $1 AND at > $2 \
        AND code IN ('went_back', 'restored') ORDER BY number DESC LIMIT 1";
    RESEAL = "UPDATE journal SET payload = $3, sealed = 'journal' \
        WHERE vault_id = $1 AND number = $2 AND sealed = 'inbox'";
    RENEW = "UPDATE journal SET payload = $3, sealed = 'journal' \
        WHERE vault_id = $1 AND number = $2 AND sealed <> 'erased'";
    ERASE = "UPDATE journal SET payload = NULL, sealed = 'erased' \
        WHERE vault_id = $1 AND number = $2 AND sealed <> 'erased'";
    SEALED_TO_INBOX = concat!("SELECT ", columns!(), " FROM journal \
        WHERE vault_id = $1 AND sealed = 'inbox' ORDER BY number LIMIT $2");
}

/// Adds an entry; `Conflict` if there is one of that number. The vault's head is moved to the last one by
/// [`save`](super::vaults::save) or [`move_head`](super::vaults::move_head).
pub async fn append(tx: &mut DurableTx, row: &JournalRow) -> Result<(), Error> {
    change!(
        tx,
        APPEND,
        row.vault_id,
        row.number,
        row.at,
        &row.code,
        &row.commitment,
        &row.hash,
        row.payload.as_deref(),
        row.sealed,
    )
    .map(drop)
}

/// Entries before that number (or the newest), the newest first, `limit` at most.
pub async fn page(
    tx: &mut DurableTx,
    vault: VaultId,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<JournalRow>, Error> {
    many!(
        tx,
        PAGE,
        vault,
        before.map_or(i64::MAX, |n| i64::try_from(n).unwrap_or(i64::MAX)),
        limit
    )
}

/// The whole chain, the first entry first.
pub async fn all(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<JournalRow>, Error> {
    many!(tx, ALL_OF_VAULT, vault)
}

/// The hash of one entry.
pub async fn hash_of(
    tx: &mut DurableTx,
    vault: VaultId,
    number: u64,
) -> Result<Option<[u8; 32]>, Error> {
    let found: Option<(Vec<u8>,)> = one!(tx, HASH_OF, vault, number)?;
    Ok(found.and_then(|(hash,)| hash.try_into().ok()))
}

/// When it was last told, after that moment, that the vault is at an earlier state.
pub async fn told_back(
    tx: &mut DurableTx,
    vault: VaultId,
    after: Moment,
) -> Result<Option<Moment>, Error> {
    let found: Option<(i64,)> = one!(tx, TOLD_BACK, vault, after)?;
    Ok(found.map(|(at,)| Moment::from_millis(at)))
}

/// The visits that began up to that moment, the newest first, `limit` at most.
pub async fn visits(
    tx: &mut DurableTx,
    vault: VaultId,
    until: Moment,
    limit: u32,
) -> Result<Vec<JournalRow>, Error> {
    many!(tx, VISITS, vault, until, limit)
}

/// The openings of shares that the newest `among` entries tell, the oldest first.
pub async fn openings(
    tx: &mut DurableTx,
    vault: VaultId,
    among: u32,
) -> Result<Vec<JournalRow>, Error> {
    many!(tx, OPENINGS, vault, among)
}

/// The entries of one moment, which one change wrote.
pub async fn at(
    tx: &mut DurableTx,
    vault: VaultId,
    moment: Moment,
) -> Result<Vec<JournalRow>, Error> {
    many!(tx, AT, vault, moment)
}

/// Replaces details sealed to the inbox by the same sealed to the journal key; `false` if they no
/// longer were.
pub async fn reseal(
    tx: &mut DurableTx,
    vault: VaultId,
    number: u64,
    payload: &[u8],
) -> Result<bool, Error> {
    Ok(change!(tx, RESEAL, vault, number, payload)? == 1)
}

/// Erases the details of an entry; `false` if they were gone.
pub async fn erase(tx: &mut DurableTx, vault: VaultId, number: u64) -> Result<bool, Error> {
    Ok(change!(tx, ERASE, vault, number)? == 1)
}

/// Entries whose details are sealed to the inbox, the oldest first, `limit` at most.
pub async fn sealed_to_inbox(
    tx: &mut DurableTx,
    vault: VaultId,
    limit: u32,
) -> Result<Vec<JournalRow>, Error> {
    many!(tx, SEALED_TO_INBOX, vault, limit)
}

/// Replaces details, however they were sealed, by the same sealed to another journal key; `false` if they are gone.
pub async fn renew(
    tx: &mut DurableTx,
    vault: VaultId,
    number: u64,
    payload: &[u8],
) -> Result<bool, Error> {
    Ok(change!(tx, RENEW, vault, number, payload)? == 1)
}
