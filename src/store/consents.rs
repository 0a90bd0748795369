//! Consents: what the person agreed to, and how much of it is left.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::leases::APART;
use super::{DurableTx, Error, changed};
use crate::domain::ids::{ConsentId, VaultId};
use crate::domain::share::Mode;
use crate::domain::time::{Moment, Span};

/// Wrong spoken codes after which a share has ended.
pub const CODES: u32 = 5;

row! {
    /// One consent.
    pub struct ConsentRow {
        /// The vault it is about.
        pub vault_id: VaultId,
        /// Its id.
        pub id: ConsentId,
        /// Generation of the vault under which it was given.
        pub generation: u32,
        /// Hash of the secret of the share.
        pub lookup: [u8; 32],
        /// Envelope: the receipt.
        pub record: Vec<u8>,
        /// Envelope: the secret and the spoken code; erased at the end.
        pub link: Option<Vec<u8>>,
        /// What the reader may do.
        pub mode: Mode,
        /// When it was given.
        pub given_at: Moment,
        /// When it ends by itself.
        pub until: Moment,
        /// When the person took it back.
        pub withdrawn_at: Option<Moment>,
        /// How many openings remain; `None`: any number.
        pub openings_left: Option<u32>,
        /// Wrong spoken codes so far.
        pub wrong_codes: u32,
    }
}

row! {
    /// The name of a consent.
    pub struct NameRow {
        /// Its id.
        pub id: ConsentId,
        /// Hash of the secret of the share, under which its grants stand.
        pub lookup: [u8; 32],
    }
}

macro_rules! columns {
    () => {
        "vault_id, id, generation, lookup, record, link, mode, given_at, until, withdrawn_at, \
         openings_left, wrong_codes"
    };
}

sql! {
    ADD = concat!("INSERT INTO consents (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 \
        FROM vaults WHERE id = $1 AND generation = $3");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM consents WHERE vault_id = $1 ORDER BY id");
    LIVE_OF_VAULT = concat!("SELECT ", columns!(), " FROM consents \
        WHERE vault_id = $1 AND withdrawn_at IS NULL AND until > $2 AND wrong_codes < 5 \
        ORDER BY given_at, id");
    FIND = concat!("SELECT ", columns!(), " FROM consents WHERE vault_id = $1 AND id = $2");
    FIND_BY_LOOKUP = concat!("SELECT ", columns!(), " FROM consents WHERE lookup = $1");
    SPEND_OPENING = concat!("UPDATE consents SET openings_left = openings_left - 1 \
        WHERE lookup = $1 AND withdrawn_at IS NULL AND until > $2 AND wrong_codes < 5 \
        AND (openings_left IS NULL OR openings_left > 0) RETURNING ", columns!());
    WITHDRAW = "UPDATE consents SET withdrawn_at = $4, link = NULL \
        WHERE vault_id = $1 AND id = $2 AND generation = $3 AND withdrawn_at IS NULL";
    WITHDRAW_ALL = "UPDATE consents SET withdrawn_at = $3, link = NULL \
        WHERE vault_id = $1 AND generation = $2 AND withdrawn_at IS NULL AND until > $3 \
        RETURNING id, lookup";
    RENEW = "UPDATE consents SET generation = $4, record = $5, link = NULL \
        WHERE vault_id = $1 AND id = $2 AND generation = $3";
    COUNT_TOLD = "UPDATE consents SET \
        told = CASE WHEN told_until <= $2 OR told_until > $4 THEN 1 ELSE told + 1 END, \
        told_until = CASE WHEN told_until <= $2 OR told_until > $4 THEN $3 ELSE told_until END \
        WHERE lookup = $1 RETURNING told";
    COUNT_WRONG_CODE = "UPDATE consents SET wrong_codes = wrong_codes + 1 \
        WHERE lookup = $1 AND wrong_codes < 5 RETURNING 5 - wrong_codes";
    GIVE_BACK_CODE = "UPDATE consents SET wrong_codes = wrong_codes - 1 \
        WHERE lookup = $1 AND wrong_codes > 0";
    FORGET_ENDED_LINKS = "UPDATE consents SET link = NULL WHERE link IS NOT NULL AND until <= $1";
}

/// Adds a consent; `Conflict` if it exists or its vault is not of that generation.
pub async fn add(tx: &mut DurableTx, row: &ConsentRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.vault_id,
        row.id,
        row.generation,
        &row.lookup,
        &row.record,
        row.link.as_deref(),
        row.mode,
        row.given_at,
        row.until,
        row.withdrawn_at,
        row.openings_left,
        row.wrong_codes,
    )
    .and_then(changed)
}

/// All consents of a vault, ended ones included, by id.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<ConsentRow>, Error> {
    many!(tx, OF_VAULT, vault)
}

/// Consents neither taken back, nor over, nor ended by wrong codes, in the order they were given.
pub async fn live_of_vault(
    tx: &mut DurableTx,
    vault: VaultId,
    now: Moment,
) -> Result<Vec<ConsentRow>, Error> {
    many!(tx, LIVE_OF_VAULT, vault, now)
}

/// One consent of a vault, live or not.
pub async fn find(
    tx: &mut DurableTx,
    vault: VaultId,
    id: ConsentId,
) -> Result<Option<ConsentRow>, Error> {
    one!(tx, FIND, vault, id)
}

/// The consent behind the secret of a share, live or not.
pub async fn find_by_lookup(
    tx: &mut DurableTx,
    lookup: &[u8; 32],
) -> Result<Option<ConsentRow>, Error> {
    one!(tx, FIND_BY_LOOKUP, lookup)
}

/// Spends an opening and gives the consent as it stands after; `None` if it is not live or none is left.
///
/// This statement alone decides; what was read before, to find and lock the vault, does not.
pub async fn spend_opening(
    tx: &mut DurableTx,
    lookup: &[u8; 32],
    now: Moment,
) -> Result<Option<ConsentRow>, Error> {
    one!(tx, SPEND_OPENING, lookup, now)
}

/// Counts that something is told of this share; how often that is in this window, which began with the first; `None`
/// if there is no such share. A window that ends later than one could began while the clock was wrong: it is over.
pub async fn count_told(
    tx: &mut DurableTx,
    lookup: &[u8; 32],
    now: Moment,
    window: Span,
) -> Result<Option<u32>, Error> {
    let end = now + window;
    let told: Option<(i64,)> = one!(tx, COUNT_TOLD, lookup, now, end, end + APART)?;
    Ok(told.map(|(told,)| u32::try_from(told).unwrap_or(u32::MAX)))
}

/// Takes a consent back and forgets its link; `false` if it was taken back already.
pub async fn withdraw(
    tx: &mut DurableTx,
    vault: VaultId,
    id: ConsentId,
    generation: u32,
    at: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, WITHDRAW, vault, id, generation, at)? == 1)
}

/// Takes back all that are not over; which ones.
pub async fn withdraw_all(
    tx: &mut DurableTx,
    vault: VaultId,
    generation: u32,
    at: Moment,
) -> Result<Vec<NameRow>, Error> {
    many!(tx, WITHDRAW_ALL, vault, generation, at)
}

/// Counts a wrong spoken code; how many may still follow. `None` if the share does not exist or all
/// are used up.
pub async fn count_wrong_code(tx: &mut DurableTx, lookup: &[u8; 32]) -> Result<Option<u32>, Error> {
    let left: Option<(i64,)> = one!(tx, COUNT_WRONG_CODE, lookup)?;
    Ok(left.and_then(|(left,)| u32::try_from(left).ok()))
}

/// Gives back a try that was counted before it was made and turned out right.
pub async fn give_back_code(tx: &mut DurableTx, lookup: &[u8; 32]) -> Result<(), Error> {
    change!(tx, GIVE_BACK_CODE, lookup).map(drop)
}

/// Forgets the links of all shares that are over; how many.
pub async fn forget_ended_links(tx: &mut DurableTx, now: Moment) -> Result<u64, Error> {
    change!(tx, FORGET_ENDED_LINKS, now)
}

/// Makes it a consent of a vault of another generation, as `row` says, without its link; `Conflict` unless it was of
/// the generation `before`.
pub async fn renew(tx: &mut DurableTx, before: u32, row: &ConsentRow) -> Result<(), Error> {
    change!(
        tx,
        RENEW,
        row.vault_id,
        row.id,
        before,
        row.generation,
        &row.record,
    )
    .and_then(changed)
}
