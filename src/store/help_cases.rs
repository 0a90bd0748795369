//! Colleagues being helped back in: opened by one, confirmed by another.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error};
use crate::domain::ids::{HelpId, StructureId, VaultId};
use crate::domain::time::Moment;

row! {
    /// One case.
    pub struct HelpCaseRow {
        /// What the operator names it by.
        pub id: HelpId,
        /// The colleague.
        pub person: VaultId,
        /// Where they work.
        pub structure_id: StructureId,
        /// The manager who opened it.
        pub opened_by: VaultId,
        /// When.
        pub opened_at: Moment,
        /// Its end.
        pub until: Moment,
    }
}

macro_rules! columns {
    () => {
        "id, person, structure_id, opened_by, opened_at, until"
    };
}

sql! {
    DELETE_ENDED_OF = "DELETE FROM help_cases WHERE person = $1 AND until <= $2";
    ADD = concat!("INSERT INTO help_cases (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6)");
    FIND = concat!("SELECT ", columns!(), " FROM help_cases WHERE id = $1 AND until > $2");
    OF_STRUCTURE = concat!("SELECT ", columns!(), " FROM help_cases \
        WHERE structure_id = $1 AND until > $2 ORDER BY opened_at, id");
    // One statement decides: the case stands, whoever opened it is a manager still, and whoever
    // confirms is neither of the two.
    CONFIRM = "DELETE FROM help_cases WHERE id = $1 AND until > $2 AND opened_by <> $3 \
        AND person <> $3 AND EXISTS (SELECT 1 FROM people p WHERE p.vault_id = help_cases.opened_by \
          AND p.role = 'manager' AND p.deactivated_at IS NULL)";
    CONFIRM_FROM_OUTSIDE = "DELETE FROM help_cases WHERE id = $1 AND until > $2 \
        AND EXISTS (SELECT 1 FROM people p WHERE p.vault_id = help_cases.opened_by \
          AND p.role = 'manager' AND p.deactivated_at IS NULL)";
    WITHDRAW = "DELETE FROM help_cases WHERE id = $1 AND structure_id = $2";
    DELETE_OF = "DELETE FROM help_cases WHERE person = $1 OR opened_by = $1";
    DELETE_ENDED = "DELETE FROM help_cases WHERE until <= $1";
    DELETE_ALL = "DELETE FROM help_cases";
}

/// Opens a case; `Conflict` if there is one about the same colleague.
pub async fn add(tx: &mut DurableTx, row: &HelpCaseRow) -> Result<(), Error> {
    change!(tx, DELETE_ENDED_OF, row.person, row.opened_at)?;
    change!(
        tx,
        ADD,
        row.id,
        row.person,
        row.structure_id,
        row.opened_by,
        row.opened_at,
        row.until
    )
    .map(drop)
}

/// The case of that id, unless it has ended.
pub async fn find(
    tx: &mut DurableTx,
    id: HelpId,
    now: Moment,
) -> Result<Option<HelpCaseRow>, Error> {
    one!(tx, FIND, id, now)
}

/// Those of a structure that have not ended, the oldest first.
pub async fn of_structure(
    tx: &mut DurableTx,
    structure: StructureId,
    now: Moment,
) -> Result<Vec<HelpCaseRow>, Error> {
    many!(tx, OF_STRUCTURE, structure, now)
}

/// Closes a case as confirmed, by a second manager or (`None`) the operator; `false` if it does not
/// stand, or whoever confirms opened it or is helped by it.
pub async fn confirm(
    tx: &mut DurableTx,
    id: HelpId,
    by: Option<VaultId>,
    now: Moment,
) -> Result<bool, Error> {
    let closed = match by {
        Some(by) => change!(tx, CONFIRM, id, now, by)?,
        None => change!(tx, CONFIRM_FROM_OUTSIDE, id, now)?,
    };
    Ok(closed == 1)
}

/// Takes a case of that structure back; `false` if there is none.
pub async fn withdraw(
    tx: &mut DurableTx,
    id: HelpId,
    structure: StructureId,
) -> Result<bool, Error> {
    Ok(change!(tx, WITHDRAW, id, structure)? == 1)
}

/// Deletes those about somebody, and those they opened.
pub async fn delete_of(tx: &mut DurableTx, person: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF, person)
}

/// Deletes those that have ended.
pub async fn delete_ended(tx: &mut DurableTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}

/// Deletes all: a backup does not know which were confirmed since.
pub async fn delete_all(tx: &mut DurableTx) -> Result<u64, Error> {
    change!(tx, DELETE_ALL)
}
