//! Structures: organisations of social work, named in clear.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error, changed};
use crate::domain::ids::StructureId;
use crate::domain::structure::State;
use crate::domain::time::Moment;

row! {
    /// One structure.
    pub struct StructureRow {
        /// Its id.
        pub id: StructureId,
        /// Its name.
        pub name: String,
        /// When it was written down.
        pub created_at: Moment,
        /// When the operator made sure of it.
        pub verified_at: Option<Moment>,
        /// Since when nobody works there.
        pub suspended_at: Option<Moment>,
        /// Since when it wants codes of an application.
        pub codes_wanted_at: Option<Moment>,
    }
}

impl StructureRow {
    /// Whether people work there.
    pub const fn state(&self) -> State {
        State::of(self.verified_at.is_some(), self.suspended_at.is_some())
    }
}

sql! {
    ADD = "INSERT INTO structures (id, name, created_at) VALUES ($1, $2, $3)";
    READ = "SELECT id, name, created_at, verified_at, suspended_at, codes_wanted_at \
        FROM structures WHERE id = $1";
    ALL_OF_THEM = "SELECT id, name, created_at, verified_at, suspended_at, codes_wanted_at \
        FROM structures ORDER BY created_at, id";
    VERIFY = "UPDATE structures SET verified_at = $2 WHERE id = $1 AND verified_at IS NULL";
    SUSPEND = "UPDATE structures SET suspended_at = $2 WHERE id = $1 AND suspended_at IS NULL";
    RESUME = "UPDATE structures SET suspended_at = NULL \
        WHERE id = $1 AND suspended_at IS NOT NULL";
    WANT_CODES = "UPDATE structures SET codes_wanted_at = $2 \
        WHERE id = $1 AND codes_wanted_at IS NULL";
    WANT_NO_CODES = "UPDATE structures SET codes_wanted_at = NULL \
        WHERE id = $1 AND codes_wanted_at IS NOT NULL";
}

/// Adds a structure, not verified yet.
pub async fn add(
    tx: &mut DurableTx,
    id: StructureId,
    name: &str,
    now: Moment,
) -> Result<(), Error> {
    change!(tx, ADD, id, name, now).map(drop)
}

/// Reads a structure.
pub async fn read(tx: &mut DurableTx, id: StructureId) -> Result<Option<StructureRow>, Error> {
    one!(tx, READ, id)
}

/// Every structure, the oldest first.
pub async fn all(tx: &mut DurableTx) -> Result<Vec<StructureRow>, Error> {
    many!(tx, ALL_OF_THEM)
}

/// The operator made sure of it; `Conflict` if they had already.
pub async fn verify(tx: &mut DurableTx, id: StructureId, now: Moment) -> Result<(), Error> {
    change!(tx, VERIFY, id, now).and_then(changed)
}

/// Nobody works there any more; `Conflict` if that was so.
pub async fn suspend(tx: &mut DurableTx, id: StructureId, now: Moment) -> Result<(), Error> {
    change!(tx, SUSPEND, id, now).and_then(changed)
}

/// People work there again; `Conflict` if they did.
pub async fn resume(tx: &mut DurableTx, id: StructureId) -> Result<(), Error> {
    change!(tx, RESUME, id).and_then(changed)
}

/// The structure wants codes of an application from now on; `Conflict` if it did.
pub async fn want_codes(tx: &mut DurableTx, id: StructureId, now: Moment) -> Result<(), Error> {
    change!(tx, WANT_CODES, id, now).and_then(changed)
}

/// It wants them no more; `Conflict` if it did not.
pub async fn want_no_codes(tx: &mut DurableTx, id: StructureId) -> Result<(), Error> {
    change!(tx, WANT_NO_CODES, id).and_then(changed)
}
