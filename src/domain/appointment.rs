//! An appointment: a professional asks one person to show papers for one purpose, for a while. Their code is read by
//! one person, who agrees or not; nobody else sees anything.

use super::checklist::{Alternative, Answers, Confidence, Law, Need, Procedure, Question, Wish};
use super::time::{Moment, Span};

/// How long a code waits to be read and answered.
pub const CODE: Span = Span::minutes(10);
/// How long somebody answers at the professional's own computer, in a window of its own.
pub const DESK: Span = Span::minutes(5);
/// Kinds of paper that one request may name.
pub const MOST_KINDS: usize = 20;
/// Appointments that one professional may have open at once.
pub const MOST_OPEN: u64 = 12;
/// How often one appointment may ask for a copy.
pub const MOST_COPIES: u64 = 5;

/// How long papers are to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Lasting {
    /// Half an hour.
    #[serde(rename = "30")]
    HalfHour,
    /// One hour.
    #[serde(rename = "60")]
    Hour,
    /// Two hours.
    #[default]
    #[serde(rename = "120")]
    TwoHours,
}

impl Lasting {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::HalfHour, Self::Hour, Self::TwoHours];

    /// Its length.
    pub const fn span(self) -> Span {
        match self {
            Self::HalfHour => Span::minutes(30),
            Self::Hour => Span::hours(1),
            Self::TwoHours => Span::hours(2),
        }
    }

    /// Minutes as text: what forms send.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HalfHour => "30",
            Self::Hour => "60",
            Self::TwoHours => "120",
        }
    }

    /// Reads that text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// What a professional asks, as they sign it. No words of their own: a purpose of the catalogue, and kinds of papers.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Request {
    /// Who asks.
    pub name: String,
    /// What they do, in their own words; may be empty.
    pub function: String,
    /// Where.
    pub structure: String,
    /// What for: the key of a purpose.
    pub purpose: String,
    /// What the professional answered to the questions of the procedure, key by key.
    pub answers: Vec<(String, bool)>,
    /// The kinds of paper asked for; none where it is the list of the procedure.
    pub kinds: Vec<String>,
    /// For how long.
    pub lasting: Lasting,
    /// When it was asked, milliseconds UTC.
    pub asked: i64,
}

impl Request {
    /// The answers, for the list of the procedure; those to questions that nobody asks any more are left out.
    pub fn answers(&self) -> Answers {
        let read = |key: &str| Question::ALL.iter().find(|one| one.key() == key);
        let asked = |(key, yes): &(String, bool)| Some((*read(key)?, *yes));
        let known = self.answers.iter().filter_map(asked);
        known.fold(Answers::default(), |all, (question, yes)| {
            all.with(question, yes)
        })
    }

    /// What is asked as a list against which a vault can be held: that of the procedure, or one line for each kind that
    /// was ticked. What may not be demanded for this purpose is no line of it.
    pub fn list(&self, procedure: Option<&Procedure>) -> Option<Procedure> {
        if self.kinds.is_empty() {
            return procedure.cloned();
        }
        let never = procedure.map_or_else(Vec::new, |known| known.never.clone());
        let need = |kind: &String| Need {
            wish: Wish::Paper,
            any: vec![Alternative::from(kind.clone())],
            when: None,
            unless: None,
            useful: false,
            window: None,
            windows: std::collections::BTreeMap::default(),
            last: None,
            even_ended: false,
        };
        let due = self.kinds.iter().filter(|kind| !never.contains(kind));
        Some(Procedure {
            key: self.purpose.clone(),
            confidence: Confidence::Prior,
            source: String::new(),
            checked: None,
            law: procedure.map_or(Law::None, |known| known.law),
            questions: Vec::new(),
            needs: due.map(need).collect(),
            never,
            notes: Vec::new(),
        })
    }

    /// When its code is over.
    pub fn end(&self) -> Moment {
        Moment::from_millis(self.asked) + CODE
    }
}

/// An appointment in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its code is shown; nobody has read it.
    Offered,
    /// One person has read it, and has not answered.
    Read,
    /// They agreed: papers are shown.
    Given,
    /// They said no.
    Refused,
    /// One of the two ended it.
    Ended,
    /// Its time is over.
    Over,
}

impl State {
    const STORED: [Self; 5] = [
        Self::Offered,
        Self::Read,
        Self::Given,
        Self::Refused,
        Self::Ended,
    ];

    /// The text kept in tables and shown to programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Read => "read",
            Self::Given => "given",
            Self::Refused => "refused",
            Self::Ended => "ended",
            Self::Over => "over",
        }
    }

    /// Reads the text kept in tables, where time never stands.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::STORED.into_iter().find(|one| one.as_str() == text)
    }

    /// What it is at this moment: what could go on is over once its end is past.
    #[must_use]
    pub fn at(self, until: Moment, now: Moment) -> Self {
        if self.is_open() && until <= now {
            Self::Over
        } else {
            self
        }
    }

    /// Whether something can still happen.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Offered | Self::Read | Self::Given)
    }
}

/// How a professional wants copies, for the portal where they are put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyAsk {
    /// Every paper as it was put in, in one ZIP file.
    Zip,
    /// One PDF file of at most as many megabytes.
    Pdf {
        /// 1, 2, 5 or 10.
        megabytes: u8,
    },
}

impl CopyAsk {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Zip,
        Self::Pdf { megabytes: 1 },
        Self::Pdf { megabytes: 2 },
        Self::Pdf { megabytes: 5 },
        Self::Pdf { megabytes: 10 },
    ];

    /// What forms send.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Pdf { megabytes: 1 } => "pdf-1",
            Self::Pdf { megabytes: 2 } => "pdf-2",
            Self::Pdf { megabytes: 5 } => "pdf-5",
            Self::Pdf { .. } => "pdf-10",
        }
    }

    /// Reads it.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Bytes that the file may have; none where it does not matter.
    pub fn limit(self) -> Option<u64> {
        match self {
            Self::Zip => None,
            Self::Pdf { megabytes } => Some(u64::from(megabytes) * 1_000_000),
        }
    }
}

/// What became of asking for a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyState {
    /// The person has not answered.
    Asked,
    /// They agreed.
    Given,
    /// They said no.
    Refused,
}

impl CopyState {
    /// The text kept in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Given => "given",
            Self::Refused => "refused",
        }
    }

    /// Reads it.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Asked, Self::Given, Self::Refused]
            .into_iter()
            .find(|one| one.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_800_000_000_000);

    #[test]
    fn every_word_reads_back() {
        for one in Lasting::ALL {
            assert_eq!(Lasting::from_text(one.as_str()), Some(one));
        }
        for one in State::STORED {
            assert_eq!(State::from_text(one.as_str()), Some(one));
        }
        for one in CopyAsk::ALL {
            assert_eq!(CopyAsk::from_text(one.as_str()), Some(one));
        }
        for one in [CopyState::Asked, CopyState::Given, CopyState::Refused] {
            assert_eq!(CopyState::from_text(one.as_str()), Some(one));
        }
        assert_eq!(CopyState::from_text("over"), None);
        assert_eq!(State::from_text("over"), None);
        assert_eq!(Lasting::from_text("121"), None);
        assert_eq!(CopyAsk::from_text("pdf-3"), None);
    }

    #[test]
    fn what_is_open_is_over_at_its_end() {
        for state in [State::Offered, State::Read, State::Given] {
            assert_eq!(state.at(NOW, NOW), State::Over);
            assert_eq!(state.at(NOW + Span::millis(1), NOW), state);
        }
        assert_eq!(State::Refused.at(NOW, NOW), State::Refused);
    }

    #[test]
    fn ticked_kinds_are_a_list_of_one_line_each_without_what_is_not_due() {
        let mut request = Request {
            name: "Claire".into(),
            function: String::new(),
            structure: "Le Porche".into(),
            purpose: "location_privee".into(),
            answers: vec![("famille".into(), true), ("gone".into(), true)],
            kinds: vec!["rib".into(), "bail".into()],
            lasting: Lasting::default(),
            asked: NOW.millis(),
        };
        let none = request.list(None);
        assert_eq!(none.as_ref().map(|list| list.needs.len()), Some(2));
        let known = none.map(|list| Procedure {
            never: vec!["rib".into()],
            ..list
        });
        let due = request.list(known.as_ref());
        assert_eq!(due.map(|list| list.needs.len()), Some(1));
        assert_eq!(request.answers().iter().count(), 1);
        assert_eq!(request.end(), NOW + Span::minutes(10));
        request.kinds.clear();
        assert_eq!(request.list(None), None);
        assert_eq!(request.list(known.as_ref()), known);
    }
}
