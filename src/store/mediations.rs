//! Mediations: a mediator puts papers in for somebody who is with them, one for each of their sessions.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

row! {
    /// One mediation.
    pub struct MediationRow {
        /// Hash of the secret of the mediator's session.
        pub id: [u8; 32],
        /// The vault into which papers are put.
        pub vault_id: VaultId,
        /// Generation of the vault.
        pub generation: u32,
        /// Its name beside the papers that come by it.
        pub right_id: [u8; 16],
        /// Envelope: the secret behind the code, if there was one.
        pub key: Vec<u8>,
        /// Sealed to the inbox: who the mediator is.
        pub who: Vec<u8>,
        /// Papers that came.
        pub arrived: u32,
        /// When it began.
        pub begun_at: Moment,
        /// End in any case.
        pub until: Moment,
    }
}

macro_rules! columns {
    () => {
        "id, vault_id, generation, right_id, key, who, arrived, begun_at, until"
    };
}

sql! {
    ADD = concat!("INSERT INTO mediations (", columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    FIND = concat!("SELECT ", columns!(), " FROM mediations WHERE id = $1 AND until > $2");
    OF_VAULT = concat!("SELECT ", columns!(), " FROM mediations \
        WHERE vault_id = $1 AND until > $2 ORDER BY begun_at, id");
    SPEND_PAPER = "UPDATE mediations SET arrived = arrived + 1 \
        WHERE id = $1 AND right_id = $2 AND arrived < 50 AND until > $3";
    GIVE_PAPER = "UPDATE mediations SET arrived = arrived - 1 \
        WHERE id = $1 AND right_id = $2 AND arrived > 0";
    DELETE = concat!("DELETE FROM mediations WHERE id = $1 RETURNING ", columns!());
    DELETE_OF_RIGHT = concat!("DELETE FROM mediations \
        WHERE vault_id = $1 AND right_id = $2 RETURNING ", columns!());
    DELETE_OF_VAULT = concat!("DELETE FROM mediations WHERE vault_id = $1 RETURNING ", columns!());
    DELETE_ENDED = concat!("DELETE FROM mediations WHERE until <= $1 RETURNING ", columns!());
}

/// Adds a mediation; `Conflict` if the session has one.
pub async fn add(tx: &mut EphemeralTx, row: &MediationRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        &row.id,
        row.vault_id,
        row.generation,
        &row.right_id[..],
        &row.key,
        &row.who,
        row.arrived,
        row.begun_at,
        row.until,
    )
    .map(drop)
}

/// The mediation of a session, while it lives.
pub async fn find(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<MediationRow>, Error> {
    one!(tx, FIND, id, now)
}

/// Those of a vault that live, in the order they began.
pub async fn of_vault(
    tx: &mut EphemeralTx,
    vault: VaultId,
    now: Moment,
) -> Result<Vec<MediationRow>, Error> {
    many!(tx, OF_VAULT, vault, now)
}

/// Counts a paper that is put in; `false` if the mediation is over, or has had its number.
pub async fn spend_paper(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    right: &[u8; 16],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, SPEND_PAPER, id, &right[..], now)? == 1)
}

/// Gives back a paper that was not put in after all.
pub async fn give_paper(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    right: &[u8; 16],
) -> Result<(), Error> {
    change!(tx, GIVE_PAPER, id, &right[..]).map(drop)
}

/// Ends the one of a session; what it was.
pub async fn delete(tx: &mut EphemeralTx, id: &[u8; 32]) -> Result<Option<MediationRow>, Error> {
    one!(tx, DELETE, id)
}

/// Ends those that put papers in by one right; what they were.
pub async fn delete_of_right(
    tx: &mut EphemeralTx,
    vault: VaultId,
    right: &[u8; 16],
) -> Result<Vec<MediationRow>, Error> {
    many!(tx, DELETE_OF_RIGHT, vault, &right[..])
}

/// Ends those of a vault; what they were.
pub async fn delete_of_vault(
    tx: &mut EphemeralTx,
    vault: VaultId,
) -> Result<Vec<MediationRow>, Error> {
    many!(tx, DELETE_OF_VAULT, vault)
}

/// Deletes those that are over; what they were.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<Vec<MediationRow>, Error> {
    many!(tx, DELETE_ENDED, now)
}
