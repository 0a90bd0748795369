//! Invitations to work at a structure: each is used once, or ends.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::structure::Role;
use crate::domain::time::Moment;

row! {
    /// One invitation.
    pub struct PersonInvitationRow {
        /// Hash of the secret in the link.
        pub id: [u8; 32],
        /// Where to.
        pub structure_id: StructureId,
        /// As what.
        pub role: Role,
        /// The manager who invites; none for the operator.
        pub invited_by: Option<VaultId>,
        /// MAC over all of this.
        pub mac: [u8; 32],
        /// When it was made.
        pub made_at: Moment,
        /// Its end.
        pub until: Moment,
        /// When an account was made with it.
        pub used_at: Option<Moment>,
    }
}

macro_rules! columns {
    () => {
        "id, structure_id, role, invited_by, mac, made_at, until, used_at"
    };
}

/// Whoever invited still may: the structure is open, and the manager is one at work.
macro_rules! stands {
    () => {
        "used_at IS NULL AND EXISTS (SELECT 1 FROM structures s \
           WHERE s.id = person_invitations.structure_id \
             AND s.verified_at IS NOT NULL AND s.suspended_at IS NULL) \
         AND (invited_by IS NULL OR EXISTS (SELECT 1 FROM people p \
           WHERE p.vault_id = person_invitations.invited_by AND p.role = 'manager' \
             AND p.deactivated_at IS NULL))"
    };
}

sql! {
    ADD = concat!("INSERT INTO person_invitations (", columns!(), ") \
        SELECT $1, $2, $3, $4, $5, $6, $7, NULL FROM structures WHERE id = $2 \
        AND (SELECT count(*) FROM person_invitations i \
             WHERE i.structure_id = $2 AND i.used_at IS NULL AND i.until > $6 \
               AND (i.invited_by IS NULL OR EXISTS (SELECT 1 FROM people p \
                 WHERE p.vault_id = i.invited_by AND p.role = 'manager' \
                   AND p.deactivated_at IS NULL))) < $8");
    STANDING = concat!("SELECT ", columns!(), " FROM person_invitations \
        WHERE id = $1 AND until > $2 AND ", stands!());
    USE = concat!("UPDATE person_invitations SET used_at = $2 \
        WHERE id = $1 AND until > $2 AND ", stands!());
    OPEN_ONES = concat!("SELECT ", columns!(), " FROM person_invitations \
        WHERE structure_id = $1 AND until > $2 AND ", stands!(), " ORDER BY made_at, id");
    WITHDRAW = "DELETE FROM person_invitations \
        WHERE id = $1 AND structure_id = $2 AND used_at IS NULL";
    DELETE_ENDED = "DELETE FROM person_invitations WHERE until <= $1";
    DELETE_UNUSED = "DELETE FROM person_invitations WHERE used_at IS NULL";
}

/// Adds an invitation; `false`, and nothing is added, if `most` of that structure are open already.
pub async fn add(tx: &mut DurableTx, row: &PersonInvitationRow, most: u64) -> Result<bool, Error> {
    let added = change!(
        tx,
        ADD,
        &row.id,
        row.structure_id,
        row.role,
        row.invited_by,
        &row.mac,
        row.made_at,
        row.until,
        most
    )?;
    Ok(added == 1)
}

/// The invitation of that id, if an account may be made with it now.
pub async fn standing(
    tx: &mut DurableTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<PersonInvitationRow>, Error> {
    one!(tx, STANDING, id, now)
}

/// Uses it up; `false` for all but the first, and for one that does not stand.
pub async fn spend(tx: &mut DurableTx, id: &[u8; 32], now: Moment) -> Result<bool, Error> {
    Ok(change!(tx, USE, id, now)? == 1)
}

/// Those of a structure with which an account may still be made, the oldest first.
pub async fn open_ones(
    tx: &mut DurableTx,
    structure: StructureId,
    now: Moment,
) -> Result<Vec<PersonInvitationRow>, Error> {
    many!(tx, OPEN_ONES, structure, now)
}

/// Takes back one of that structure; `false` if there is none that is not used.
pub async fn withdraw(
    tx: &mut DurableTx,
    id: &[u8; 32],
    structure: StructureId,
) -> Result<bool, Error> {
    Ok(change!(tx, WITHDRAW, id, structure)? == 1)
}

/// Deletes those that have ended, used or not.
pub async fn delete_ended(tx: &mut DurableTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}

/// Deletes those that nobody used: a backup does not know which of them were used since.
pub async fn delete_unused(tx: &mut DurableTx) -> Result<u64, Error> {
    change!(tx, DELETE_UNUSED)
}
