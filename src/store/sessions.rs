//! Sessions: who is signed in, sealed under what only their browser holds.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::slot::Place;
use crate::domain::time::Moment;

row! {
    /// Someone signed in.
    pub struct SessionRow {
        /// Hash of the id in the cookie.
        pub id: [u8; 32],
        /// The vault that is open.
        pub vault_id: VaultId,
        /// Envelope: the vault key and what the pages remember.
        pub value: Vec<u8>,
        /// Where the person sits.
        pub place: Place,
        /// End if nothing is asked until then.
        pub idle_until: Moment,
        /// End in any case.
        pub until: Moment,
        /// The generation of the vault for which the value was written.
        pub generation: u32,
    }
}

row! {
    /// A session as its person sees it beside others of theirs.
    pub struct StandingRow {
        /// Hash of the id in the cookie.
        pub id: [u8; 32],
        /// Where the person sits.
        pub place: Place,
        /// End if nothing is asked until then.
        pub idle_until: Moment,
        /// End in any case.
        pub until: Moment,
    }
}

sql! {
    ADD = "INSERT INTO sessions (id, vault_id, value, place, idle_until, until, generation) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT id, vault_id, value, place, idle_until, until, generation FROM sessions \
        WHERE id = $1 AND idle_until > $2 AND until > $2";
    HOLD = "UPDATE sessions SET id = id WHERE id = $1";
    SAVE = "UPDATE sessions SET value = $2, generation = $4 \
        WHERE id = $1 AND idle_until > $3 AND until > $3 AND generation <= $4";
    TOUCH = "UPDATE sessions SET idle_until = $2 WHERE id = $1 AND idle_until > $3 AND until > $3";
    OF_VAULT = "SELECT id, place, idle_until, until FROM sessions \
        WHERE vault_id = $1 AND idle_until > $2 AND until > $2 ORDER BY idle_until DESC, id";
    DELETE = "DELETE FROM sessions WHERE id = $1";
    DELETE_ONE_OF_VAULT = "DELETE FROM sessions WHERE vault_id = $1 AND id = $2";
    DELETE_OF_VAULT = "DELETE FROM sessions WHERE vault_id = $1";
    DELETE_OTHERS = "DELETE FROM sessions WHERE vault_id = $1 AND id <> $2";
    DELETE_ALL = "DELETE FROM sessions";
    DELETE_ENDED_ONE = "DELETE FROM sessions WHERE id = $1 AND (idle_until <= $2 OR until <= $2)";
    DELETE_ENDED = "DELETE FROM sessions WHERE idle_until <= $1 OR until <= $1";
}

/// Adds a session; `Conflict` if its id exists.
pub async fn add(tx: &mut EphemeralTx, row: &SessionRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        &row.id,
        row.vault_id,
        &row.value,
        row.place,
        row.idle_until,
        row.until,
        row.generation
    )
    .map(drop)
}

/// Finds a session that has not ended.
pub async fn find(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<SessionRow>, Error> {
    one!(tx, FIND, id, now)
}

/// The sessions of a vault that have not ended, the one used last first.
pub async fn of_vault(
    tx: &mut EphemeralTx,
    vault: VaultId,
    now: Moment,
) -> Result<Vec<StandingRow>, Error> {
    many!(tx, OF_VAULT, vault, now)
}

/// The same, held until the transaction ends: what another one saves meanwhile waits for this one, or was saved before.
pub async fn hold(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<SessionRow>, Error> {
    change!(tx, HOLD, id)?;
    find(tx, id, now).await
}

/// Replaces what a session holds. `false` if it has ended: it is never brought back; and if it was written for a later
/// generation of the vault.
pub async fn save(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    (value, generation): (&[u8], u32),
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, SAVE, id, value, now, generation)? == 1)
}

/// Puts off the idle end. `false` if the session has ended.
pub async fn touch(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    idle_until: Moment,
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, TOUCH, id, idle_until, now)? == 1)
}

/// Ends a session; `false` if it had ended.
pub async fn delete(tx: &mut EphemeralTx, id: &[u8; 32]) -> Result<bool, Error> {
    Ok(change!(tx, DELETE, id)? == 1)
}

/// Ends one session of a vault; `false` if it had ended, or is of another vault.
pub async fn delete_one_of_vault(
    tx: &mut EphemeralTx,
    vault: VaultId,
    id: &[u8; 32],
) -> Result<bool, Error> {
    Ok(change!(tx, DELETE_ONE_OF_VAULT, vault, id)? == 1)
}

/// Ends the sessions of a vault, but the one to keep if any; how many.
pub async fn delete_of_vault(
    tx: &mut EphemeralTx,
    vault: VaultId,
    keep: Option<&[u8; 32]>,
) -> Result<u64, Error> {
    match keep {
        Some(keep) => change!(tx, DELETE_OTHERS, vault, keep),
        None => change!(tx, DELETE_OF_VAULT, vault),
    }
}

/// Ends every session of everybody; how many.
pub async fn delete_all(tx: &mut EphemeralTx) -> Result<u64, Error> {
    change!(tx, DELETE_ALL)
}

/// Deletes this session, if it has ended.
pub async fn delete_ended_one(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<(), Error> {
    change!(tx, DELETE_ENDED_ONE, id, now).map(drop)
}

/// Deletes sessions that have ended; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}
