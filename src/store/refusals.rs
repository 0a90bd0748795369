//! Refusals: wrong words for an identifier, counted by the hour until the journal has told them.

use super::columns::row;
use super::engine::{change, many, sql};
use super::{EphemeralTx, Error};
use crate::domain::time::Moment;

row! {
    /// What was refused within one hour.
    pub struct RefusalRow {
        /// The identifier's keyed hash: the id of its way in, if it has one.
        pub slot: [u8; 32],
        /// Beginning of the hour.
        pub hour: Moment,
        /// How often.
        pub count: u32,
    }
}

sql! {
    COUNT = "INSERT INTO refusals (slot, hour, count) VALUES ($1, $2, 1) \
        ON CONFLICT (slot, hour) DO UPDATE SET count = refusals.count + 1";
    BEFORE = "SELECT slot, hour, count FROM refusals WHERE hour < $1 ORDER BY hour, slot LIMIT $2";
    FORGET = "DELETE FROM refusals WHERE slot = $1 AND hour = $2";
}

/// Counts one more.
pub async fn count(tx: &mut EphemeralTx, slot: &[u8; 32], hour: Moment) -> Result<(), Error> {
    change!(tx, COUNT, slot, hour).map(drop)
}

/// Those of earlier hours, the oldest first, `limit` at most.
pub async fn before(
    tx: &mut EphemeralTx,
    hour: Moment,
    limit: u32,
) -> Result<Vec<RefusalRow>, Error> {
    many!(tx, BEFORE, hour, limit)
}

/// Forgets one that was told.
pub async fn forget(tx: &mut EphemeralTx, row: &RefusalRow) -> Result<(), Error> {
    change!(tx, FORGET, &row.slot, row.hour).map(drop)
}
