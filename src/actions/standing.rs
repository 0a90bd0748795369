//! How a service stands, for its operator: not whether something is wrong, which
//! [`check`](super::check) finds, but what it goes by.

use std::fmt;

use super::{Abri, Outcome, keep_days};
use crate::domain::time::{Moment, Span};

/// Bytes in the megabytes of the configuration.
const MEGABYTE: u64 = 1_000_000;

/// The last moment known, by which a clock that leaps is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockMark {
    known: Option<Moment>,
    now: Moment,
}

impl fmt::Display for ClockMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(known) = self.known else {
            return f
                .write_str("clock: no moment is known yet; the service notes one when it starts");
        };
        let behind = known.left_at(self.now).minutes_up();
        if behind > 0 {
            return write!(f, "clock: {behind} minutes behind the last known moment");
        }
        let ago = self.now.left_at(known).as_millis() / Span::minutes(1).as_millis();
        write!(f, "clock: the last known moment was {ago} minutes ago")
    }
}

/// Room where the papers lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes; none where there is no disk to look at.
    free: Option<u64>,
    least: u64,
}

impl Room {
    /// Whether nothing more is taken in.
    pub fn is_short(self) -> bool {
        self.free.is_some_and(|free| free < self.least)
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = self.least / MEGABYTE;
        match self.free {
            None => {
                f.write_str("room: papers lie in a bucket, whose room cannot be seen from here")
            }
            Some(free) if self.is_short() => write!(
                f,
                "room: {} MB are free and {least} MB are kept back (quotas.least_free_disk_megabytes): \
                 no paper is taken in",
                free / MEGABYTE
            ),
            Some(free) => write!(
                f,
                "room: {} MB are free; below {least} MB no paper is taken in",
                free / MEGABYTE
            ),
        }
    }
}

/// The mark of the clock.
pub async fn clock(abri: &Abri) -> Outcome<ClockMark> {
    Ok(ClockMark {
        known: keep_days::known(abri).await?,
        now: abri.now(),
    })
}

/// The room that is left.
pub async fn room(abri: &Abri) -> Outcome<Room> {
    Ok(Room {
        free: abri.objects.free_bytes().await?,
        least: abri.quotas.least_free_disk_bytes(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_told_from_its_mark() {
        let now = Moment::from_millis(1_795_521_600_000);
        let told = |known| ClockMark { known, now }.to_string();
        assert_eq!(
            told(None),
            "clock: no moment is known yet; the service notes one when it starts"
        );
        assert_eq!(
            told(Some(now - Span::minutes(4))),
            "clock: the last known moment was 4 minutes ago"
        );
        assert_eq!(
            told(Some(now + Span::hours(2))),
            "clock: 120 minutes behind the last known moment"
        );
    }

    #[test]
    fn room_that_is_short_is_said_to_be() {
        let least = 1000 * MEGABYTE;
        let room = |free| Room { free, least };
        assert!(room(Some(least - 1)).is_short());
        assert!(!room(Some(least)).is_short());
        assert!(!room(None).is_short());
        assert_eq!(
            room(Some(least)).to_string(),
            "room: 1000 MB are free; below 1000 MB no paper is taken in"
        );
    }
}
