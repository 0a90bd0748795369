//! Requests: a short code shown on a phone and typed on a computer, each step at most once.
//!
//! Offered (the phone shows the code) → asked (a computer typed it) → accepted or refused (by the
//! person) → taken (by that computer).

use super::columns::{row, words};
use super::engine::{change, many, one, sql};
use super::{EphemeralTx, Error};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

words! {
    /// How far a request went.
    pub enum State {
        /// The code is shown.
        Offered = "offered",
        /// A computer typed it and waits.
        Asked = "asked",
        /// The person said yes.
        Accepted = "accepted",
        /// The person said no.
        Refused = "refused",
        /// The computer has its answer.
        Taken = "taken",
    }
}

row! {
    /// One short code.
    pub struct RequestRow {
        /// Hash of the short code.
        pub id: [u8; 32],
        /// Whose share.
        pub vault_id: VaultId,
        /// Hash of the secret of the share.
        pub share: [u8; 32],
        /// Sealed to the inbox: who asks.
        pub ask: Option<Vec<u8>>,
        /// Envelope under the asking computer's cookie.
        pub key: Option<Vec<u8>>,
        /// Hash of that computer's cookie.
        pub asked_by: Option<[u8; 32]>,
        /// How far it went.
        pub state: State,
        /// Sealed to the asking computer: the secret of the share.
        pub answer: Option<Vec<u8>>,
        /// End of the code.
        pub until: Moment,
    }
}

macro_rules! columns {
    () => {
        "id, vault_id, share, ask, key, asked_by, state, answer, until"
    };
}

sql! {
    ADD = concat!("INSERT INTO requests (", columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    FIND = concat!("SELECT ", columns!(), " FROM requests WHERE id = $1 AND until > $2");
    WAITING = concat!("SELECT ", columns!(), " FROM requests \
        WHERE vault_id = $1 AND state = 'asked' AND until > $2 ORDER BY until, id");
    ASK = "UPDATE requests SET state = 'asked', asked_by = $2, ask = $3, key = $4 \
        WHERE id = $1 AND state = 'offered' AND until > $5";
    ACCEPT = "UPDATE requests SET state = 'accepted', answer = $3 \
        WHERE id = $1 AND vault_id = $2 AND state = 'asked' AND until > $4";
    REFUSE = "UPDATE requests SET state = 'refused' \
        WHERE id = $1 AND vault_id = $2 AND state = 'asked' AND until > $3";
    TAKE = concat!("UPDATE requests SET state = 'taken' \
        WHERE id = $1 AND asked_by = $2 AND state = 'accepted' AND until > $3 \
        RETURNING ", columns!());
    DELETE = "DELETE FROM requests WHERE id = $1";
    DELETE_OF_SHARE = "DELETE FROM requests WHERE share = $1";
    DELETE_OF_VAULT = "DELETE FROM requests WHERE vault_id = $1";
    DELETE_ENDED = "DELETE FROM requests WHERE until <= $1";
}

/// Adds a request; `Conflict` if its short code is in use.
pub async fn add(tx: &mut EphemeralTx, row: &RequestRow) -> Result<(), Error> {
    change!(
        tx,
        ADD,
        &row.id,
        row.vault_id,
        &row.share,
        row.ask.as_deref(),
        row.key.as_deref(),
        row.asked_by.as_ref(),
        row.state,
        row.answer.as_deref(),
        row.until,
    )
    .map(drop)
}

/// Finds a request that is not over.
pub async fn find(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    now: Moment,
) -> Result<Option<RequestRow>, Error> {
    one!(tx, FIND, id, now)
}

/// The requests of a vault that wait for the person's answer.
pub async fn waiting(
    tx: &mut EphemeralTx,
    vault: VaultId,
    now: Moment,
) -> Result<Vec<RequestRow>, Error> {
    many!(tx, WAITING, vault, now)
}

/// A computer typed the code; `false` if another did before, or it is over.
pub async fn ask(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    asked_by: &[u8; 32],
    ask: &[u8],
    key: &[u8],
    now: Moment,
) -> Result<bool, Error> {
    Ok(change!(tx, ASK, id, asked_by, ask, key, now)? == 1)
}

/// The person answered: yes with a sealed answer, no without; `false` if nothing waits for it.
pub async fn answer(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    vault: VaultId,
    answer: Option<&[u8]>,
    now: Moment,
) -> Result<bool, Error> {
    let changed = match answer {
        Some(answer) => change!(tx, ACCEPT, id, vault, answer, now)?,
        None => change!(tx, REFUSE, id, vault, now)?,
    };
    Ok(changed == 1)
}

/// The computer that asked takes the answer, once.
pub async fn take(
    tx: &mut EphemeralTx,
    id: &[u8; 32],
    asked_by: &[u8; 32],
    now: Moment,
) -> Result<Option<RequestRow>, Error> {
    one!(tx, TAKE, id, asked_by, now)
}

/// Deletes a request; `false` if there was none.
pub async fn delete(tx: &mut EphemeralTx, id: &[u8; 32]) -> Result<bool, Error> {
    Ok(change!(tx, DELETE, id)? == 1)
}

/// Deletes the requests for a share; how many.
pub async fn delete_of_share(tx: &mut EphemeralTx, share: &[u8; 32]) -> Result<u64, Error> {
    change!(tx, DELETE_OF_SHARE, share)
}

/// Deletes the requests of a vault; how many.
pub async fn delete_of_vault(tx: &mut EphemeralTx, vault: VaultId) -> Result<u64, Error> {
    change!(tx, DELETE_OF_VAULT, vault)
}

/// Deletes requests that are over; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}
