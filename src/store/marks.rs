//! Marks: numbers that only rise.

use super::engine::{one, sql};
use super::{DurableTx, Error};

sql! {
    READ = "SELECT value FROM marks WHERE name = $1";
    RAISE = "INSERT INTO marks (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
        SET value = CASE WHEN excluded.value > marks.value THEN excluded.value \
        ELSE marks.value END RETURNING value";
}

/// The value of a mark, if it was ever raised.
pub async fn read(tx: &mut DurableTx, name: &str) -> Result<Option<i64>, Error> {
    let value: Option<(i64,)> = one!(tx, READ, name)?;
    Ok(value.map(|(value,)| value))
}

/// Raises a mark unless it is higher already; its value after.
pub async fn raise(tx: &mut DurableTx, name: &str, value: i64) -> Result<i64, Error> {
    let raised: Option<(i64,)> = one!(tx, RAISE, name, value)?;
    Ok(raised.map_or(value, |(value,)| value))
}
