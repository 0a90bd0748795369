//! Slots: the ways to open a vault, and the count of wrong tries on each.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{Durable, DurableTx, Error, changed, tries_told};
use crate::domain::ids::VaultId;
use crate::domain::slot::SlotKind;
use crate::domain::time::Moment;

row! {
    /// One way to open a vault.
    pub struct SlotRow {
        /// Hash of the secret, or keyed hash of the identifier.
        pub id: [u8; 32],
        /// The vault it opens.
        pub vault_id: VaultId,
        /// What the person holds.
        pub kind: SlotKind,
        /// Generation of the vault for which it was made.
        pub generation: u32,
        /// Envelope: the vault key.
        pub envelope: Vec<u8>,
        /// Salt of Argon2id.
        pub salt: Option<[u8; 16]>,
        /// Parameters of Argon2id, `m=..,t=..,p=..`.
        pub parameters: Option<String>,
        /// Envelope under the vault key: the secret itself.
        pub secret: Option<Vec<u8>>,
        /// Wrong tries since the last success.
        pub failures: u32,
        /// When the person proved that they hold it.
        pub confirmed_at: Option<Moment>,
        /// When it was made.
        pub created_at: Moment,
        /// When it last opened the vault.
        pub used_at: Option<Moment>,
        /// When it was made or used under a helper's eyes: it stays marked until it is replaced.
        pub helped_at: Option<Moment>,
        /// The name of the pepper that it is sealed under: none of a rescue code, nor before names were kept.
        pub pepper: Option<[u8; 8]>,
    }
}

row! {
    /// How many ways in with a pepper rest on one.
    pub struct UnderPepper {
        /// Its name.
        pub pepper: Option<[u8; 8]>,
        /// How many.
        pub ways: u64,
    }
}

/// What a way in is sealed with.
#[derive(Debug, Clone, Copy)]
pub struct SealedWith<'a> {
    /// Envelope: the vault key.
    pub envelope: &'a [u8],
    /// Salt of Argon2id.
    pub salt: Option<&'a [u8; 16]>,
    /// Parameters of Argon2id.
    pub parameters: Option<&'a str>,
    /// The name of the pepper.
    pub pepper: Option<&'a [u8; 8]>,
}

impl SlotRow {
    /// What it is sealed with.
    pub fn sealed_with(&self) -> SealedWith<'_> {
        SealedWith {
            envelope: &self.envelope,
            salt: self.salt.as_ref(),
            parameters: self.parameters.as_deref(),
            pepper: self.pepper.as_ref(),
        }
    }
}

macro_rules! columns {
    () => {
        "id, vault_id, kind, generation, envelope, salt, parameters, secret, failures, \
         confirmed_at, created_at, used_at, helped_at, pepper"
    };
}

sql! {
    ADD = concat!("INSERT INTO slots (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 \
        FROM vaults WHERE id = $2 AND generation = $4");
    FIND = concat!("SELECT ", columns!(), " FROM slots WHERE id = $1");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM slots WHERE vault_id = $1 ORDER BY id");
    SPEND_TRY = "UPDATE slots SET failures = failures + 1 \
        WHERE id = $1 AND failures < 10 RETURNING failures - 1";
    RETURN_TRY = "UPDATE slots SET failures = failures - 1 WHERE id = $1 AND failures > 0";
    GIVE_BACK = "UPDATE slots SET failures = 0, used_at = $2 WHERE id = $1";
    ERASE = "DELETE FROM slots WHERE id = $1 AND vault_id = $2";
    SET_ENVELOPE = "UPDATE slots SET envelope = $4, salt = $5, parameters = $6, \
        pepper = $7 WHERE id = $1 AND vault_id = $2 AND generation = $3";
    BY_PEPPER = "SELECT pepper, COUNT(*) AS ways FROM slots WHERE kind <> 'rescue' GROUP BY pepper";
    CONFIRM = "UPDATE slots SET confirmed_at = $3 \
        WHERE id = $1 AND vault_id = $2 AND confirmed_at IS NULL";
}

/// Adds a slot; `Conflict` if its id exists or its vault is not of that generation.
pub async fn add(tx: &mut DurableTx, row: &SlotRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        &row.id,
        row.vault_id,
        row.kind,
        row.generation,
        &row.envelope,
        row.salt.as_ref(),
        row.parameters.as_deref(),
        row.secret.as_deref(),
        row.failures,
        row.confirmed_at,
        row.created_at,
        row.used_at,
        row.helped_at,
        row.pepper.as_ref(),
    )
    .and_then(changed)
}

/// Finds a slot by its id.
pub async fn find(tx: &mut DurableTx, id: &[u8; 32]) -> Result<Option<SlotRow>, Error> {
    one!(tx, FIND, id)
}

/// All slots of a vault, by id.
pub async fn of_vault(tx: &mut DurableTx, vault: VaultId) -> Result<Vec<SlotRow>, Error> {
    many!(tx, OF_VAULT, vault)
}

/// Counts a try as wrong, durably, before it is made; how many wrong ones there were before.
///
/// `None` if the slot does not exist or its tries are used up. A transaction of its own, so that
/// nothing that happens afterwards can give the try back but [`return_try`] and [`give_back`].
pub async fn spend_try(durable: &Durable, id: &[u8; 32]) -> Result<Option<u32>, Error> {
    let mut tx = durable.begin().await?;
    let before: Option<(i64,)> = one!(tx, SPEND_TRY, id)?;
    if before.is_some() {
        tries_told::hold(&mut tx, id).await?;
    }
    tx.commit().await?;
    Ok(before.and_then(|(before,)| u32::try_from(before).ok()))
}

/// Takes back a try that was no wrong one: it was right, or the service was too busy to make it.
pub async fn return_try(tx: &mut DurableTx, id: &[u8; 32]) -> Result<(), Error> {
    change!(tx, RETURN_TRY, id)?;
    tries_told::release(tx, id).await
}

/// After a success: no wrong tries running, and used now.
pub async fn give_back(tx: &mut DurableTx, id: &[u8; 32], now: Moment) -> Result<(), Error> {
    change!(tx, GIVE_BACK, id, now).and_then(changed)
}

/// Erases a slot of this vault; `false` if there was none.
pub async fn erase(tx: &mut DurableTx, vault: VaultId, id: &[u8; 32]) -> Result<bool, Error> {
    Ok(change!(tx, ERASE, id, vault)? == 1)
}

/// Replaces what a slot is sealed with (another code, stronger parameters, another pepper); `Conflict`
/// unless the slot is of this vault and generation.
pub async fn set_envelope(
    tx: &mut DurableTx,
    vault: VaultId,
    generation: u32,
    id: &[u8; 32],
    with: SealedWith<'_>,
) -> Result<(), Error> {
    change!(
        tx,
        SET_ENVELOPE,
        id,
        vault,
        generation,
        with.envelope,
        with.salt,
        with.parameters,
        with.pepper
    )
    .and_then(changed)
}

/// How many ways in rest on each pepper; rescue codes have none.
pub async fn by_pepper(tx: &mut DurableTx) -> Result<Vec<UnderPepper>, Error> {
    many!(tx, BY_PEPPER)
}

/// Remembers that the person proved to hold it; `false` if that was known already.
pub async fn confirm(
    tx: &mut DurableTx,
    vault: VaultId,
    id: &[u8; 32],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, CONFIRM, id, vault, now)? == 1)
}
