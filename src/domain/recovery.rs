//! Coming back in with the help of two professionals, when everything is lost: one of each seat, never one alone.
//!
//! *In presence* both see the person on the same day (UTC), and nothing has to be waited for. *From afar* the person
//! waits for three days after the second one, and whoever has the vault open can say no.

use super::document::PrintedDate;
use super::ids::VaultId;
use super::text::{line, looks_like_nir};
use super::time::{Moment, Span};

/// How long a case waits for the first professional.
pub const ASKED: Span = Span::days(3);
/// How long a case that one has confirmed waits for the second.
pub const BEGUN: Span = Span::days(14);
/// How long the person waits who was not seen.
pub const DELAY: Span = Span::hours(72);
/// How long the new card can be made once it may be, for somebody who was seen.
pub const READY: Span = Span::DAY;
/// The same for somebody who was not seen, and who may have no computer every day.
pub const READY_AFAR: Span = Span::days(7);
/// Professionals who sit in one seat at most.
pub const MOST_IN_A_SEAT: usize = 5;

/// One of the two seats of a structure; each has its own key, and nobody sits in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// Place 1.
    First,
    /// Place 2.
    Second,
}

impl Seat {
    /// Both, in their order.
    pub const BOTH: [Self; 2] = [Self::First, Self::Second];

    /// 1 or 2.
    pub const fn number(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// Reads that number.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::BOTH.into_iter().find(|seat| seat.number() == number)
    }

    /// The seat without which this one can do nothing.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// How the two make sure of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Both see them on the same day.
    InPresence,
    /// They do not.
    FromAfar,
}

impl Manner {
    /// The text kept in tables and sent by forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InPresence => "presence",
            Self::FromAfar => "afar",
        }
    }

    /// Reads that text.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::InPresence, Self::FromAfar]
            .into_iter()
            .find(|manner| manner.as_str() == text)
    }
}

/// Who somebody is on their identity paper: asked of those who agree to be helped, and of nobody else.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CivilIdentity {
    /// Names as printed.
    pub name: String,
    /// The date of birth as printed.
    pub born: PrintedDate,
}

/// Why an identity was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Not a name: empty, longer than 80 characters, unreadable, or a social security number.
    #[error("not a name")]
    Name,
    /// Not a date of birth.
    #[error("not a date of birth")]
    Date,
}

impl CivilIdentity {
    /// Reads one; `today` is the last day on which somebody can be born.
    pub fn parse(name: &str, born: &str, today: Moment) -> Result<Self, IdentityError> {
        if looks_like_nir(name) {
            return Err(IdentityError::Name);
        }
        let name = line(name, 80).map_err(|_| IdentityError::Name)?;
        let born = PrintedDate::parse(born).ok_or(IdentityError::Date)?;
        if born.day() > today.day() {
            return Err(IdentityError::Date);
        }
        Ok(Self { name, born })
    }
}

/// One of the two has made sure of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// The seat they sit in.
    pub seat: Seat,
    /// Who: the vault of the professional.
    pub by: VaultId,
    /// When.
    pub at: Moment,
}

/// How far a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How the two make sure of the person.
    pub manner: Manner,
    /// When it was asked.
    pub asked: Moment,
    /// Its end.
    pub until: Moment,
    /// The one who made sure of the person first.
    pub first: Option<Confirmation>,
    /// From when on the new card can be made; none before the second one.
    pub ready: Option<Moment>,
}

/// What a confirmation made of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is the first; whatever was confirmed before counts no more.
    First(Progress),
    /// It is the second.
    Second(Progress),
}

/// Why a confirmation was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case has ended.
    #[error("ended")]
    Ended,
    /// Both seats have confirmed.
    #[error("confirmed by both")]
    Complete,
    /// Whoever sat in the other seat when they confirmed does not count twice.
    #[error("the same person")]
    SamePerson,
}

/// Where a case stands, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has confirmed.
    Waiting,
    /// One has: the one of this seat.
    One(Seat),
    /// Both have; the card can be made from then on.
    Delayed(Moment),
    /// The card can be made.
    Ready,
}

impl Progress {
    /// A case that was just asked for.
    pub fn asked(manner: Manner, now: Moment) -> Self {
        Self {
            manner,
            asked: now,
            until: now + ASKED,
            first: None,
            ready: None,
        }
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Moment) -> bool {
        self.until <= now
    }

    /// What this confirmation makes of it.
    pub fn confirm(&self, seat: Seat, by: VaultId, now: Moment) -> Result<Step, Refusal> {
        if self.is_over(now) {
            return Err(Refusal::Ended);
        }
        if self.ready.is_some() {
            return Err(Refusal::Complete);
        }
        let this = Confirmation { seat, by, at: now };
        match self.first {
            Some(first) if first.seat != seat && self.still_counts(&first, now) => {
                if first.by == by {
                    return Err(Refusal::SamePerson);
                }
                let (ready, lasts) = match self.manner {
                    Manner::InPresence => (now, READY),
                    Manner::FromAfar => (now + DELAY, READY_AFAR),
                };
                Ok(Step::Second(Self {
                    until: ready + lasts,
                    ready: Some(ready),
                    ..*self
                }))
            }
            _ => Ok(Step::First(Self {
                until: self.asked + BEGUN,
                first: Some(this),
                ..*self
            })),
        }
    }

    /// In presence, one who saw the person on another day has not seen them with the second one.
    fn still_counts(&self, first: &Confirmation, now: Moment) -> bool {
        self.manner == Manner::FromAfar || first.at.day() == now.day()
    }

    /// Where it stands.
    pub fn stage(&self, now: Moment) -> Stage {
        match (self.ready, self.first) {
            (Some(ready), _) if ready <= now => Stage::Ready,
            (Some(ready), _) => Stage::Delayed(ready),
            (None, Some(first)) if self.still_counts(&first, now) => Stage::One(first.seat),
            (None, _) => Stage::Waiting,
        }
    }

    /// Whether the new card can be made.
    pub fn may_finish(&self, now: Moment) -> bool {
        !self.is_over(now) && self.stage(now) == Stage::Ready
    }

    /// Whether somebody with the vault open can say no: two professionals who both saw the person know better than a screen
    /// that somebody else may hold.
    pub const fn may_be_vetoed(&self) -> bool {
        matches!(self.manner, Manner::FromAfar)
    }
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
