//! Throttle: tries counted in windows of time.

use super::engine::{change, one, sql};
use super::leases::APART;
use super::{EphemeralTx, Error};
use crate::domain::time::{Moment, Span};

sql! {
    COUNT = "INSERT INTO throttle (key, count, until) VALUES ($1, 1, $3) \
        ON CONFLICT (key) DO UPDATE SET \
        count = CASE WHEN throttle.until <= $2 OR throttle.until > $4 THEN 1 ELSE throttle.count + 1 END, \
        until = CASE WHEN throttle.until <= $2 OR throttle.until > $4 THEN excluded.until ELSE throttle.until END \
        RETURNING count";
    READ_OF = "SELECT count FROM throttle WHERE key = $1 AND until > $2 AND until <= $3";
    READ = "SELECT count FROM throttle WHERE key = $1 AND until > $2";
    GIVE_BACK = "UPDATE throttle SET count = count - 1 WHERE key = $1 AND until > $2 AND count > 0";
    CLEAR = "DELETE FROM throttle WHERE key = $1";
    DELETE_ENDED = "DELETE FROM throttle WHERE until <= $1";
}

/// Counts one more try; how many there are in this window, which began with its first one. A window that ends later
/// began while the clock was wrong: it is over.
pub async fn count(
    tx: &mut EphemeralTx,
    key: &[u8; 32],
    now: Moment,
    window: Span,
) -> Result<u64, Error> {
    let end = now + window;
    let count: Option<(i64,)> = one!(tx, COUNT, key, now, end, end + APART)?;
    Ok(count
        .and_then(|(count,)| u64::try_from(count).ok())
        .unwrap_or(u64::MAX))
}

/// How many tries there are in this window.
pub async fn read(tx: &mut EphemeralTx, key: &[u8; 32], now: Moment) -> Result<u64, Error> {
    let count: Option<(i64,)> = one!(tx, READ, key, now)?;
    Ok(count
        .and_then(|(count,)| u64::try_from(count).ok())
        .unwrap_or(0))
}

/// The same of windows of this length; one that began while the clock was wrong is over.
pub async fn read_of(
    tx: &mut EphemeralTx,
    key: &[u8; 32],
    now: Moment,
    window: Span,
) -> Result<u64, Error> {
    let end = now + window + APART;
    let count: Option<(i64,)> = one!(tx, READ_OF, key, now, end)?;
    Ok(count
        .and_then(|(count,)| u64::try_from(count).ok())
        .unwrap_or(0))
}

/// Takes one try back.
pub async fn give_back(tx: &mut EphemeralTx, key: &[u8; 32], now: Moment) -> Result<(), Error> {
    change!(tx, GIVE_BACK, key, now).map(drop)
}

/// Forgets the tries.
pub async fn clear(tx: &mut EphemeralTx, key: &[u8; 32]) -> Result<(), Error> {
    change!(tx, CLEAR, key).map(drop)
}

/// Deletes counts whose window is over; how many.
pub async fn delete_ended(tx: &mut EphemeralTx, now: Moment) -> Result<u64, Error> {
    change!(tx, DELETE_ENDED, now)
}
