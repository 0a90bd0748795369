//! Leases: which process does a job that only one may do.

use super::engine::{change, sql};
use super::{EphemeralTx, Error};
use crate::domain::time::{Moment, Span};

sql! {
    TAKE = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $4) \
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
        WHERE leases.until <= $3 OR leases.until > $5 OR leases.holder = excluded.holder";
    RELEASE = "DELETE FROM leases WHERE name = $1 AND holder = $2";
}

/// How far the clocks of two nodes may be apart.
pub const APART: Span = Span::hours(1);

/// Takes or renews a job for that long; `false` if another process has it. Nobody takes one for longer: a lease that
/// ends later still was taken while the clock was wrong, and keeps nobody from the job.
pub async fn take(
    tx: &mut EphemeralTx,
    name: &str,
    holder: &[u8; 16],
    now: Moment,
    span: Span,
) -> Result<bool, Error> {
    let end = now + span;
    Ok(change!(tx, TAKE, name, holder, now, end, end + APART)? == 1)
}

/// Gives a job up; `false` if another process has it.
pub async fn release(tx: &mut EphemeralTx, name: &str, holder: &[u8; 16]) -> Result<bool, Error> {
    Ok(change!(tx, RELEASE, name, holder)? == 1)
}
