//! Moments, lengths of time and days, all in UTC.
//!
//! The time zone of people belongs to the doors; rules and storage know milliseconds only.

use std::fmt;
use std::ops::{Add, Sub};
use std::sync::Arc;

/// A moment: milliseconds since 1970-01-01 00:00 UTC, leap seconds left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch: the form in which it is stored.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The UTC day it falls on.
    pub const fn day(self) -> Day {
        Day(self.0.div_euclid(Span::DAY.0))
    }

    /// How long from now until it; zero once it is past.
    pub fn left_at(self, now: Self) -> Span {
        Span(self.0.saturating_sub(now.0).max(0))
    }
}

/// A length of time in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// 24 hours.
    pub const DAY: Self = Self::hours(24);

    /// From milliseconds.
    pub const fn millis(n: i64) -> Self {
        Self(n)
    }

    /// From seconds.
    pub const fn seconds(n: i64) -> Self {
        Self(n * 1000)
    }

    /// From minutes.
    pub const fn minutes(n: i64) -> Self {
        Self::seconds(n * 60)
    }

    /// From hours.
    pub const fn hours(n: i64) -> Self {
        Self::minutes(n * 60)
    }

    /// From days of 24 hours.
    pub const fn days(n: i64) -> Self {
        Self::hours(n * 24)
    }

    /// Its length in milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Its length in whole minutes, rounded up: what a clock on a page shows.
    pub const fn minutes_up(self) -> i64 {
        (self.0 + 59_999).div_euclid(60_000)
    }
}

impl Add<Span> for Moment {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Moment {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Add for Span {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

/// A day in UTC, counted from 1970-01-01; epoch keys are named after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day this many days after 1970-01-01.
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Its first moment.
    pub const fn start(self) -> Moment {
        Moment(self.0 * Span::DAY.0)
    }

    /// The day `n` days later.
    #[must_use]
    pub const fn plus(self, n: i64) -> Self {
        Self(self.0 + n)
    }
}

/// Where the present comes from: the real clock, or one that a test holds.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// The system's clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the system's clock"
    )]
    pub fn system() -> Self {
        Self::from_fn(|| {
            let since = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap_or_default();
            Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        })
    }

    /// A clock that asks `now`.
    pub fn from_fn(now: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The present.
    pub fn now(&self) -> Moment {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_holds_its_first_moment_and_not_the_next_days() {
        let day = Day::from_number(20_000);
        assert_eq!(day.start().day(), day);
        assert_eq!((day.plus(1).start() - Span::millis(1)).day(), day);
        assert_eq!(Moment::from_millis(-1).day(), Day::from_number(-1));
    }

    #[test]
    fn what_is_left_never_goes_below_zero() {
        let now = Moment::from_millis(1_000);
        assert_eq!((now - Span::DAY).left_at(now), Span::millis(0));
        assert_eq!((now + Span::seconds(61)).left_at(now).minutes_up(), 2);
    }
}
