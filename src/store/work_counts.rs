//! How much each professional did on a day, and which managers were told of it.

use super::columns::row;
use super::engine::{change, many, one, sql};
use super::{DurableTx, Error};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::quota::What;
use crate::domain::time::Day;

row! {
    /// A number of a day.
    pub struct CountRow {
        /// Whose.
        pub professional: VaultId,
        /// The day.
        pub day: Day,
        /// Of what.
        pub what: What,
        /// How often.
        pub count: u64,
    }
}

row! {
    /// A number of a day beside what is usual.
    pub struct ComparedRow {
        /// Whose.
        pub professional: VaultId,
        /// Where they work.
        pub structure_id: StructureId,
        /// The day.
        pub day: Day,
        /// Of what.
        pub what: What,
        /// How often.
        pub count: u64,
        /// How often in the days before, together.
        pub before: u64,
    }
}

row! {
    /// A manager who was told of a number.
    pub struct AlarmRow {
        /// Who was told.
        pub manager: VaultId,
        /// Whose number.
        pub professional: VaultId,
        /// The day.
        pub day: Day,
        /// Of what.
        pub what: What,
    }
}

sql! {
    // One statement counts and decides: over the limit no row changes.
    COUNT = "INSERT INTO work_counts (professional, day, what, count) VALUES ($1, $2, $3, 1) \
        ON CONFLICT (professional, day, what) DO UPDATE SET count = work_counts.count + 1 \
        WHERE work_counts.count < $4";
    OF_DAY = "SELECT count FROM work_counts WHERE professional = $1 AND day = $2 AND what = $3";
    SINCE = "SELECT professional, day, what, count FROM work_counts \
        WHERE day >= $2 AND professional IN (SELECT vault_id FROM people WHERE structure_id = $1)";
    COMPARED = "SELECT c.professional, p.structure_id, c.day, c.what, c.count, \
        CAST(COALESCE((SELECT SUM(b.count) FROM work_counts b WHERE b.professional = c.professional \
          AND b.what = c.what AND b.day >= c.day - $2 AND b.day < c.day), 0) AS BIGINT) AS before \
        FROM work_counts c JOIN people p ON p.vault_id = c.professional \
        WHERE c.day >= $1 AND p.deactivated_at IS NULL ORDER BY c.professional, c.day, c.what";
    ALARM = "INSERT INTO work_alarms (manager, professional, day, what) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (manager, professional, day, what) DO NOTHING";
    ALARMS_SINCE = "SELECT manager, professional, day, what FROM work_alarms WHERE day >= $1";
    DELETE_BEFORE = "DELETE FROM work_counts WHERE day < $1";
    DELETE_ALARMS_BEFORE = "DELETE FROM work_alarms WHERE day < $1";
}

/// Counts one more, unless there are `most` already; `false` if there are.
pub async fn count(
    tx: &mut DurableTx,
    professional: VaultId,
    day: Day,
    what: What,
    most: Option<u32>,
) -> Result<bool, Error> {
    let most = most.map_or(i64::MAX, i64::from);
    Ok(change!(tx, COUNT, professional, day, what, most)? == 1)
}

/// How often it was on that day.
pub async fn of_day(
    tx: &mut DurableTx,
    professional: VaultId,
    day: Day,
    what: What,
) -> Result<u64, Error> {
    let count: Option<(i64,)> = one!(tx, OF_DAY, professional, day, what)?;
    Ok(count
        .and_then(|(count,)| u64::try_from(count).ok())
        .unwrap_or(0))
}

/// The numbers of everybody of a structure, from that day on.
pub async fn since(
    tx: &mut DurableTx,
    structure: StructureId,
    day: Day,
) -> Result<Vec<CountRow>, Error> {
    many!(tx, SINCE, structure, day)
}

/// Every number from that day on, each beside the sum of the `usual` days before it.
pub async fn compared(tx: &mut DurableTx, day: Day, usual: i64) -> Result<Vec<ComparedRow>, Error> {
    many!(tx, COMPARED, day, usual)
}

/// Remembers that a manager is told of a number; `false` if they were told that day already.
pub async fn alarm(tx: &mut DurableTx, manager: VaultId, of: &ComparedRow) -> Result<bool, Error> {
    Ok(change!(tx, ALARM, manager, of.professional, of.day, of.what)? == 1)
}

/// Which managers were told of the numbers from that day on.
pub async fn alarms_since(tx: &mut DurableTx, day: Day) -> Result<Vec<AlarmRow>, Error> {
    many!(tx, ALARMS_SINCE, day)
}

/// Deletes what is older than that day.
pub async fn delete_before(tx: &mut DurableTx, day: Day) -> Result<(), Error> {
    change!(tx, DELETE_BEFORE, day)?;
    change!(tx, DELETE_ALARMS_BEFORE, day).map(drop)
}
