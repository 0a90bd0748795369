//! Names of colleagues, each sealed to one manager.

use super::columns::row;
use super::engine::{change, many, sql};
use super::{DurableTx, Error};
use crate::domain::ids::{StructureId, VaultId};

row! {
    /// One name, for one reader.
    pub struct MemberNameRow {
        /// Who reads it.
        pub reader: VaultId,
        /// Whose name.
        pub person: VaultId,
        /// Sealed to the reader's inbox.
        pub sealed: Vec<u8>,
    }
}

row! {
    /// A name that a manager has not got yet.
    pub struct Missing {
        /// The manager.
        pub reader: VaultId,
        /// Whose name.
        pub person: VaultId,
    }
}

sql! {
    // A name is written once: whoever seals one for a manager who has it already changes nothing.
    ADD = "INSERT INTO member_names (reader, person, sealed) VALUES ($1, $2, $3) \
        ON CONFLICT (reader, person) DO NOTHING";
    OF_READER = "SELECT reader, person, sealed FROM member_names WHERE reader = $1";
    MISSING = "SELECT m.vault_id AS reader, p.vault_id AS person FROM people m, people p \
        WHERE m.structure_id = $1 AND m.role = 'manager' AND m.deactivated_at IS NULL \
          AND p.structure_id = $1 AND p.deactivated_at IS NULL \
          AND NOT EXISTS (SELECT 1 FROM member_names n \
            WHERE n.reader = m.vault_id AND n.person = p.vault_id)";
    DELETE_OF = "DELETE FROM member_names WHERE reader = $1 OR person = $1";
    DELETE_READ_BY = "DELETE FROM member_names WHERE reader = $1";
}

/// Adds a name, unless the reader has it.
pub async fn add(tx: &mut DurableTx, row: &MemberNameRow) -> Result<(), Error> {
    change!(tx, ADD, row.reader, row.person, &row.sealed).map(drop)
}

/// Every name that a manager may read.
pub async fn of_reader(tx: &mut DurableTx, reader: VaultId) -> Result<Vec<MemberNameRow>, Error> {
    many!(tx, OF_READER, reader)
}

/// What managers of a structure do not know yet.
pub async fn missing(tx: &mut DurableTx, structure: StructureId) -> Result<Vec<Missing>, Error> {
    many!(tx, MISSING, structure)
}

/// Deletes somebody's name everywhere, and the names that they read.
pub async fn delete_of(tx: &mut DurableTx, person: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF, person)
}

/// Deletes the names that somebody read who is no manager any more.
pub async fn delete_read_by(tx: &mut DurableTx, reader: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_READ_BY, reader)
}
