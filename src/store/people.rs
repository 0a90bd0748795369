//! Who works at a structure, each a vault without papers.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::structure::{Member, Role, State};
use crate::domain::time::Moment;

row! {
    /// One professional, with what is said of their structure.
    pub struct PersonRow {
        /// The vault that holds their keys.
        pub vault_id: VaultId,
        /// Where they work.
        pub structure_id: StructureId,
        /// What they may do there.
        pub role: Role,
        /// Public Ed25519 key.
        pub signing_key: [u8; 32],
        /// MAC over key, structure and role.
        pub mac: [u8; 32],
        /// When they joined.
        pub joined_at: Moment,
        /// When the account was closed.
        pub deactivated_at: Option<Moment>,
        /// The structure's name.
        pub structure_name: String,
        /// When the operator made sure of it.
        pub verified_at: Option<Moment>,
        /// Since when nobody works there.
        pub suspended_at: Option<Moment>,
        /// Since when the structure wants codes of an application.
        pub codes_wanted_at: Option<Moment>,
    }
}

impl PersonRow {
    /// Their place, for the rules.
    pub const fn member(&self) -> Member {
        Member {
            vault: self.vault_id,
            structure: self.structure_id,
            role: self.role,
            closed: self.deactivated_at.is_some(),
            state: State::of(self.verified_at.is_some(), self.suspended_at.is_some()),
        }
    }
}

macro_rules! read {
    ($more:literal) => {
        concat!(
            "SELECT p.vault_id, p.structure_id, p.role, p.signing_key, p.mac, p.joined_at, \
             p.deactivated_at, s.name AS structure_name, s.verified_at, s.suspended_at, \
             s.codes_wanted_at \
             FROM people p JOIN structures s ON s.id = p.structure_id WHERE ",
            $more
        )
    };
}

sql! {
    ADD = "INSERT INTO people (vault_id, structure_id, role, signing_key, mac, joined_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    READ = read!("p.vault_id = $1");
    OF_STRUCTURE = read!("p.structure_id = $1 ORDER BY p.joined_at, p.vault_id");
    SET_ROLE = "UPDATE people SET role = $3, mac = $4 \
        WHERE vault_id = $1 AND structure_id = $2 AND deactivated_at IS NULL";
    DEACTIVATE = "UPDATE people SET deactivated_at = $3 \
        WHERE vault_id = $1 AND structure_id = $2 AND deactivated_at IS NULL";
}

/// Adds a professional, whose vault is there.
pub async fn add(
    tx: &mut DurableTx,
    (vault, structure): (VaultId, StructureId),
    role: Role,
    signing_key: &[u8; 32],
    mac: &[u8; 32],
    now: Moment,
) -> Result<(), Error> {
    change!(tx, ADD, vault, structure, role, signing_key, mac, now).map(drop)
}

/// The professional whose vault that is; `None` for a beneficiary's.
pub async fn read(tx: &mut DurableTx, vault: VaultId) -> Result<Option<PersonRow>, Error> {
    one!(tx, READ, vault)
}

/// Everybody of a structure, closed accounts too, the oldest first.
pub async fn of_structure(
    tx: &mut DurableTx,
    structure: StructureId,
) -> Result<Vec<PersonRow>, Error> {
    many!(tx, OF_STRUCTURE, structure)
}

/// Gives another role; `Conflict` unless the account is of that structure and open.
pub async fn set_role(
    tx: &mut DurableTx,
    (vault, structure): (VaultId, StructureId),
    role: Role,
    mac: &[u8; 32],
) -> Result<(), Error> {
    change!(tx, SET_ROLE, vault, structure, role, mac).and_then(changed)
}

/// Closes an account for good; `Conflict` unless it is of that structure and open.
pub async fn deactivate(
    tx: &mut DurableTx,
    (vault, structure): (VaultId, StructureId),
    now: Moment,
) -> Result<(), Error> {
    change!(tx, DEACTIVATE, vault, structure, now).and_then(changed)
}
