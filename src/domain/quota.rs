//! What one professional does in a day: how much at most, and how much is unusual.
//!
//! Numbers alone: none of them names a person or a paper.

use serde::{Deserialize, Serialize};

/// Days for which numbers are kept.
pub const KEPT_DAYS: i64 = 90;
/// Days before, with which a day is compared.
pub const USUAL_DAYS: i64 = 30;
/// What a manager may change at their structure within an hour: whoever finds their session open does not empty it.
pub const MANAGED_AN_HOUR: u64 = 30;

/// More than this many times one's own mean is unusual.
const TIMES_THE_MEAN: u64 = 4;
/// Below this a number is compared with no mean: one person's bad morning is no alarm.
const WORTH_COMPARING: u64 = 10;
/// So many people who say no in a day are unusual: somebody asks for what is not theirs to demand.
const MANY_REFUSED: u64 = 5;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Asked somebody for papers.
    Asked,
    /// Opened what somebody agreed to show.
    Opened,
    /// Asked for a copy of it.
    Copied,
    /// Somebody said no to them.
    Refused,
    /// Put papers in for somebody.
    Deposits,
    /// Helped somebody to open their vault.
    Helped,
}

impl What {
    /// All of them, as lists tell them.
    pub const ALL: &'static [Self] = &[
        Self::Asked,
        Self::Opened,
        Self::Copied,
        Self::Refused,
        Self::Deposits,
        Self::Helped,
    ];

    /// The text kept in tables and in journals.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Opened => "opened",
            Self::Copied => "copied",
            Self::Refused => "refused",
            Self::Deposits => "deposits",
            Self::Helped => "helped",
        }
    }

    /// Reads that text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|what| what.as_str() == text)
    }
}

/// How often one professional may do each thing in a day (UTC). One table; the operator may change it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DayQuotas {
    /// A full day of short appointments is some thirty: twice that.
    pub asked: u32,
    /// Not everybody who is asked says yes.
    pub opened: u32,
    /// Most appointments need the eyes alone.
    pub copied: u32,
    /// A mediator at a scanner, one person after the other.
    pub deposits: u32,
    /// Opening a vault with somebody takes half an hour: no day has more.
    pub helped: u32,
}

impl Default for DayQuotas {
    fn default() -> Self {
        Self {
            asked: 60,
            opened: 40,
            copied: 20,
            deposits: 60,
            helped: 20,
        }
    }
}

impl DayQuotas {
    /// The most of it in a day; none for what others do.
    pub const fn of(&self, what: What) -> Option<u32> {
        match what {
            What::Asked => Some(self.asked),
            What::Opened => Some(self.opened),
            What::Copied => Some(self.copied),
            What::Refused => None,
            What::Deposits => Some(self.deposits),
            What::Helped => Some(self.helped),
        }
    }

    /// Whether a manager is told of a day's number. `before` is the sum of the thirty days before it.
    pub fn is_unusual(&self, what: What, today: u64, before: u64) -> bool {
        let days = USUAL_DAYS.unsigned_abs();
        let half = self
            .of(what)
            .is_some_and(|most| today.saturating_mul(2) > u64::from(most));
        let jump = today >= WORTH_COMPARING
            && today.saturating_mul(days) > before.saturating_mul(TIMES_THE_MEAN);
        let refused = what == What::Refused && today >= MANY_REFUSED;
        half || jump || refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_reads_back() {
        for what in What::ALL {
            assert_eq!(What::from_text(what.as_str()), Some(*what));
        }
        assert_eq!(What::from_text("named"), None);
    }

    #[test]
    fn over_half_of_a_quota_is_unusual_whatever_is_usual() {
        let quotas = DayQuotas::default();
        let usual = 30 * 60;
        for (what, most) in [
            (What::Asked, 60),
            (What::Opened, 40),
            (What::Copied, 20),
            (What::Deposits, 60),
            (What::Helped, 20),
        ] {
            assert_eq!(quotas.of(what), Some(most));
            let half = u64::from(most) / 2;
            assert!(!quotas.is_unusual(what, half, usual), "{what:?}");
            assert!(quotas.is_unusual(what, half + 1, usual), "{what:?}");
        }
    }

    #[test]
    fn four_times_ones_own_mean_is_unusual_from_ten_on() {
        let quotas = DayQuotas::default();
        // Three a day: twelve is four times as many, thirteen is more.
        assert!(!quotas.is_unusual(What::Asked, 12, 90));
        assert!(quotas.is_unusual(What::Asked, 13, 90));
        // A new colleague, and a quiet one.
        assert!(!quotas.is_unusual(What::Asked, 9, 0));
        assert!(quotas.is_unusual(What::Asked, 10, 0));
    }

    #[test]
    fn five_people_who_say_no_are_unusual() {
        let quotas = DayQuotas::default();
        assert!(!quotas.is_unusual(What::Refused, 4, 0));
        assert!(quotas.is_unusual(What::Refused, 5, 1000));
    }
}
