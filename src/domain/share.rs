//! A share: a consent that opens chosen papers to one recipient, for one purpose, until one moment.

use super::text::{LineError, line};
use super::time::{Moment, Span};

/// Longest life of a share.
pub const LONGEST: Span = Span::days(30);
/// Wrong spoken codes that end a share.
pub const WRONG_CODES: u32 = 5;
/// Papers in one share.
pub const MOST_PAPERS: usize = 40;

/// What the recipient may do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Look at page pictures; the original is out of reach.
    View,
    /// Also keep a copy made of these pictures, with words across them; the original is out of reach.
    Marked,
    /// Also keep the original.
    Copy,
}

impl Mode {
    /// The text kept in tables and sent by forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Marked => "marked",
            Self::Copy => "copy",
        }
    }

    /// Reads it; `None` when it is none of them.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::View, Self::Marked, Self::Copy]
            .into_iter()
            .find(|mode| mode.as_str() == text)
    }

    /// The narrower of two: what an index column says never widens what the grant says.
    #[must_use]
    pub fn narrower(self, other: Self) -> Self {
        self.min(other)
    }
}

/// How many times it may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Openings {
    /// Once.
    Once,
    /// As often as needed until its end.
    Unlimited,
}

impl Openings {
    /// The stored counter at the start.
    pub const fn counter(self) -> Option<i64> {
        match self {
            Self::Once => Some(1),
            Self::Unlimited => None,
        }
    }
}

/// To whom papers are shown, as the person declares it.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recipient {
    /// The person: at most 60 characters.
    pub name: String,
    /// Their structure: at most 80 characters; may be empty.
    pub structure: String,
}

impl Recipient {
    /// Reads both lines; the structure may stay empty.
    pub fn parse(name: &str, structure: &str) -> Result<Self, LineError> {
        let structure = match line(structure, 80) {
            Err(LineError::Empty) => String::new(),
            other => other?,
        };
        Ok(Self {
            name: line(name, 60)?,
            structure,
        })
    }
}

/// Until when, as chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// This appointment: two hours.
    Appointment,
    /// Today until 23:59 in the service's time zone; the moment is given by the door that knows it.
    Today(Moment),
    /// Seven days.
    Week,
    /// The end (23:59) of a date within thirty days; the moment is given by the door.
    Date(Moment),
}

/// The chosen end is past, or too far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the end lies outside what a share may last")]
pub struct EndRefused;

impl Until {
    /// The moment at which the share ends.
    pub fn end(self, now: Moment) -> Result<Moment, EndRefused> {
        let end = match self {
            Self::Appointment => now + Span::hours(2),
            Self::Week => now + Span::days(7),
            Self::Today(end) | Self::Date(end) => end,
        };
        // A date thirty days ahead ends in its evening, hence the day more.
        if end <= now || end > now + LONGEST + Span::DAY {
            return Err(EndRefused);
        }
        Ok(end)
    }
}

/// The terms of a share: what the consent says and every grant repeats.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Terms {
    /// To whom.
    pub recipient: Recipient,
    /// What for: the key of a procedure, or `other`.
    pub purpose: String,
    /// In the person's words when the purpose is `other`; else empty.
    pub purpose_words: String,
    /// Given at, milliseconds UTC.
    pub from: i64,
    /// Ends at, milliseconds UTC.
    pub until: i64,
    /// Looking only, or also keeping a copy, marked or not.
    pub mode: Mode,
    /// Once, or as often as needed.
    pub openings: Openings,
    /// The professional to whom alone it is shown, without any link; none for whoever holds the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub professional: Option<Professional>,
}

/// One professional, at one structure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Professional {
    /// Their vault's id, in text.
    pub vault: String,
    /// Their structure's id, in text.
    pub structure: String,
}

impl Terms {
    /// Its end.
    pub const fn end(&self) -> Moment {
        Moment::from_millis(self.until)
    }
}

/// A share in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It can be opened.
    Open,
    /// Its only opening was used; the one who opened it may go on until the end.
    Spent,
    /// Its time is over.
    Expired,
    /// The person, or five wrong codes, stopped it.
    Stopped,
}

impl State {
    /// From what the consent's columns say.
    pub fn of(
        until: Moment,
        withdrawn_at: Option<Moment>,
        openings_left: Option<i64>,
        now: Moment,
    ) -> Self {
        if withdrawn_at.is_some() {
            Self::Stopped
        } else if until <= now {
            Self::Expired
        } else if openings_left == Some(0) {
            Self::Spent
        } else {
            Self::Open
        }
    }

    /// Whether somebody may still be looking.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::Spent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_800_000_000_000);

    #[test]
    fn what_is_kept_in_tables_reads_back() {
        for mode in [Mode::View, Mode::Marked, Mode::Copy] {
            assert_eq!(Mode::from_text(mode.as_str()), Some(mode));
        }
        assert_eq!(Mode::from_text(""), None);
        assert_eq!(Openings::Once.counter(), Some(1));
        assert_eq!(Openings::Unlimited.counter(), None);
    }

    #[test]
    fn attack_ends_that_are_past_or_too_far_are_refused() {
        let far = Moment::from_millis(253_402_300_799_000); // year 9999
        for end in [
            NOW,
            NOW - Span::millis(1),
            Moment::from_millis(0),
            Moment::from_millis(-1),
            far,
            NOW + Span::days(32),
        ] {
            assert_eq!(Until::Date(end).end(NOW), Err(EndRefused), "{end:?}");
            assert_eq!(Until::Today(end).end(NOW), Err(EndRefused), "{end:?}");
        }
        assert_eq!(Until::Appointment.end(NOW), Ok(NOW + Span::hours(2)));
        assert_eq!(
            Until::Date(NOW + Span::days(30)).end(NOW),
            Ok(NOW + Span::days(30))
        );
    }

    #[test]
    fn a_stop_wins_over_everything_and_the_end_over_a_free_opening() {
        assert_eq!(State::of(NOW, Some(NOW), None, NOW), State::Stopped);
        assert_eq!(State::of(NOW, None, Some(1), NOW), State::Expired);
        assert_eq!(
            State::of(NOW + Span::millis(1), None, Some(0), NOW),
            State::Spent
        );
        assert_eq!(
            State::of(NOW + Span::millis(1), None, None, NOW),
            State::Open
        );
    }

    #[test]
    fn attack_an_index_column_cannot_widen_a_grant() {
        assert_eq!(Mode::View.narrower(Mode::Copy), Mode::View);
        assert_eq!(Mode::Copy.narrower(Mode::View), Mode::View);
        assert_eq!(Mode::Marked.narrower(Mode::Copy), Mode::Marked);
        assert_eq!(Mode::Copy.narrower(Mode::Marked), Mode::Marked);
        assert_eq!(Mode::View.narrower(Mode::Marked), Mode::View);
    }
}
