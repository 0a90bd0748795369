//! The keys of days: made ahead, destroyed when their day is over.
//!
//! Whatever ended yesterday can then not be opened again, not even from a backup.

use super::{Abri, Outcome, Problem};
use crate::crypto::random;
use crate::domain::time::{Day, Moment, Span};
use crate::store::{leases, marks};

/// Days made ahead: the longest share ends in the evening of its thirtieth day.
const AHEAD: i64 = 33;
/// A key whose day is over goes in the next round of a running service, or in the one after it.
pub(super) const AT_MOST: Span = Span::minutes(10);
/// A clock further ahead of the last known moment than this is not believed.
const LEAP: Span = Span::hours(48);
const LEASE: &str = "days";
const HIGH_WATER: &str = "clock";
/// The day whose ended keys left nothing behind in the tables.
const SCRUBBED: &str = "scrubbed";

/// What a round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Keys made.
    pub made: usize,
    /// Keys destroyed.
    pub destroyed: usize,
}

/// Makes the keys of the coming days and destroys those of the past. `Damaged` when the clock has
/// leapt: nothing is destroyed, and the operator must look. Another process at it: nothing to do.
pub async fn keep_days(abri: &Abri, holder: &[u8; 16]) -> Outcome<Round> {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    let taken = leases::take(&mut tx, LEASE, holder, now, Span::minutes(5)).await?;
    tx.commit().await?;
    if !taken {
        // What ends in the rest of a round ends by the clock of this process, whoever keeps the days.
        if leap(abri).await?.is_some() {
            return Err(Problem::Damaged("clock"));
        }
        return Ok(Round {
            made: 0,
            destroyed: 0,
        });
    }
    let done = make_and_destroy(abri, now).await;
    if !matches!(done, Ok(_) | Err(Problem::Damaged("clock"))) {
        // A key that did not get there in time may still do: until then nobody else makes that of the same day.
        return done;
    }
    // Whoever starts next does not wait for this one's time to pass: it could be midnight, or the clock just accepted.
    let mut tx = abri.store.ephemeral.begin().await?;
    leases::release(&mut tx, LEASE, holder).await?;
    tx.commit().await?;
    done
}

async fn make_and_destroy(abri: &Abri, now: Moment) -> Outcome<Round> {
    let today = now.day();
    let days = today..today.plus(AHEAD);
    let believed = believe(abri, now).await;
    let made = abri.epochs.ensure(days, random::bytes::<32>).await?;
    let destroyed = match believed {
        Ok(()) => destroy(abri, today).await?,
        Err(_) => 0,
    };
    believed.map(|()| Round { made, destroyed })
}

/// Raises the high-water mark of the clock, unless the clock has leapt.
async fn believe(abri: &Abri, now: Moment) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    let mark = marks::read(&mut tx, HIGH_WATER).await?;
    if mark.is_some_and(|mark| now > Moment::from_millis(mark) + LEAP) {
        return Err(Problem::Damaged("clock"));
    }
    marks::raise(&mut tx, HIGH_WATER, now.millis()).await?;
    Ok(tx.commit().await?)
}

/// The last known moment.
pub(super) async fn known(abri: &Abri) -> Outcome<Option<Moment>> {
    let mut tx = abri.store.durable.read().await?;
    let mark = marks::read(&mut tx, HIGH_WATER).await?;
    Ok(mark.map(Moment::from_millis))
}

/// How far the clock is ahead of the last known moment, if that is too far to be believed.
pub async fn leap(abri: &Abri) -> Outcome<Option<Span>> {
    let now = abri.now();
    let known = known(abri).await?;
    Ok(known
        .filter(|known| now > *known + LEAP)
        .map(|known| now.left_at(known)))
}

/// The operator has looked at the clock and it is right: the service was off for days.
pub async fn accept_clock(abri: &Abri) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    marks::raise(&mut tx, HIGH_WATER, abri.now().millis()).await?;
    Ok(tx.commit().await?)
}

async fn destroy(abri: &Abri, today: Day) -> Outcome<usize> {
    let destroyed = abri.epochs.destroy_before(today).await?;
    let mut tx = abri.store.durable.look().await?;
    let scrubbed = marks::read(&mut tx, SCRUBBED).await?;
    drop(tx);
    // Also where that failed, or the process ended, after the keys were gone.
    if destroyed > 0 || scrubbed.is_none_or(|day| day < today.number()) {
        abri.store.ephemeral.scrub().await?;
        let mut tx = abri.store.durable.begin().await?;
        marks::raise(&mut tx, SCRUBBED, today.number()).await?;
        tx.commit().await?;
    }
    Ok(destroyed)
}
