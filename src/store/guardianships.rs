//! What people agreed to: that one of each seat together can help them back in.

use super::columns::row;
use super::engine::{change, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::{GuardianshipId, StructureId, VaultId};

row! {
    /// One agreement.
    pub struct GuardianshipRow {
        /// Whose vault.
        pub vault_id: VaultId,
        /// Its id.
        pub id: GuardianshipId,
        /// Generation of the vault when it was given.
        pub generation: u32,
        /// Where.
        pub structure_id: StructureId,
        /// Keyed hash of structure, name and date of birth.
        pub lookup: [u8; 32],
        /// For when seat 1 acts first.
        pub first: Vec<u8>,
        /// For when seat 2 does.
        pub second: Vec<u8>,
        /// Envelope: what was agreed to.
        pub record: Vec<u8>,
    }
}

macro_rules! columns {
    () => {
        "vault_id, id, generation, structure_id, lookup, first, second, record"
    };
}

sql! {
    ADD = concat!("INSERT INTO guardianships (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, $8 FROM vaults WHERE id = $1 AND generation = $3");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM guardianships WHERE vault_id = $1");
    FIND = concat!("SELECT ", columns!(), " FROM guardianships WHERE lookup = $1");
    ERASE = "DELETE FROM guardianships WHERE vault_id = $1";
}

/// Adds one; `Conflict` if the vault has one, if somebody else has that name and date there, or if the vault is of another
/// generation.
pub async fn add(tx: &mut DurableTx, row: &GuardianshipRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        row.vault_id,
        row.id,
        row.generation,
        row.structure_id,
        &row.lookup,
        &row.first,
        &row.second,
        &row.record,
    )
    .and_then(changed)
}

/// What the person of this vault agreed to.
pub async fn of_vault(
    tx: &mut DurableTx,
    vault: VaultId,
) -> Result<Option<GuardianshipRow>, Error> {
    one!(tx, OF_VAULT, vault)
}

/// The agreement of whoever has that name and date of birth there.
pub async fn find(tx: &mut DurableTx, lookup: &[u8; 32]) -> Result<Option<GuardianshipRow>, Error> {
    one!(tx, FIND, lookup)
}

/// Erases that of a vault.
pub async fn erase(tx: &mut DurableTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, ERASE, vault)
}
