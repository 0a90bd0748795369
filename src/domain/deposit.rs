//! Leave to put papers into somebody's vault without seeing it: by a link for some days, or with a phone beside
//! their computer for some minutes; or by a mediator who is with the person, for an hour.

use super::text::{LineError, line};
use super::time::{Moment, Span};

/// Days that a link lasts at most.
pub const LONGEST_DAYS: u8 = 7;
/// Papers that a link takes at most.
pub const MOST_PAPERS: u8 = 20;
/// How long a phone may put papers in.
pub const PAIRING: Span = Span::minutes(10);
/// The page beside the phone is gone when it has not asked for as long.
pub const PAGE: Span = Span::seconds(30);
/// Papers that a phone puts in at most.
pub const PHONE_PAPERS: u32 = 50;
/// Letters of the name for whom a link is made, at most.
pub const NAME: usize = 60;
/// How long whoever put a paper in may take it back.
pub const UNDO: Span = Span::hours(1);
/// How long it is remembered who put a paper in, whether or when the vault was opened.
pub const REMEMBERED: Span = Span::days(8);
/// How long a short code stands for a link.
pub const CODE: Span = Span::minutes(10);

/// How long a mediator puts papers in, from the person's yes or from their number on.
pub const MEDIATION: Span = Span::hours(1);
/// Papers that a mediator puts in within that time at most.
pub const MEDIATION_PAPERS: u32 = 50;
/// Deposits that are begun in a day with one number at most.
pub const NUMBER_A_DAY: u64 = 10;

/// Whether a deposit number lets mediators in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberState {
    /// Drawn with the card; from the moment on that the person shows that they hold the printed card, it does.
    Printed,
    /// It does.
    Accepted,
    /// The person does not want it to.
    Refused,
}

impl NumberState {
    /// The text kept in tables, and covered by a MAC.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// Reads that text.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Printed, Self::Accepted, Self::Refused]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// What the person agreed to, word for word.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Agreement {
    /// For whom; empty for a mediator, who says who they are.
    pub name: String,
    /// Whether it is a mediator, who is with the person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mediator: bool,
    /// Given at, milliseconds UTC.
    pub from: i64,
    /// Ends at, milliseconds UTC.
    pub until: i64,
    /// How many papers.
    pub papers: u32,
    /// The sentence agreed to.
    pub sentence: String,
    /// Its language.
    pub language: String,
}

/// Why a link cannot be given as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody is named, or not readably.
    #[error("not a name")]
    Name,
    /// Not 1 to 7 days.
    #[error("the end lies outside what a link may last")]
    Days,
    /// Not 1 to 20 papers.
    #[error("too many papers, or none")]
    Papers,
}

impl Agreement {
    /// Reads what was chosen, at this moment.
    pub fn new(
        now: Moment,
        name: &str,
        (days, papers): (u8, u8),
        (sentence, language): (String, String),
    ) -> Result<Self, Refused> {
        if !(1..=LONGEST_DAYS).contains(&days) {
            return Err(Refused::Days);
        }
        if !(1..=MOST_PAPERS).contains(&papers) {
            return Err(Refused::Papers);
        }
        Ok(Self {
            name: line(name, NAME).map_err(|_: LineError| Refused::Name)?,
            mediator: false,
            from: now.millis(),
            until: (now + Span::days(i64::from(days))).millis(),
            papers: u32::from(papers),
            sentence,
            language,
        })
    }

    /// Leave for a mediator who is with the person: nothing to choose.
    pub fn with_mediator(now: Moment, (sentence, language): (String, String)) -> Self {
        Self {
            name: String::new(),
            mediator: true,
            from: now.millis(),
            until: (now + MEDIATION).millis(),
            papers: MEDIATION_PAPERS,
            sentence,
            language,
        }
    }

    /// Its end.
    pub const fn end(&self) -> Moment {
        Moment::from_millis(self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_800_000_000_000);

    fn agreed(name: &str, days: u8, papers: u8) -> Result<Agreement, Refused> {
        let words = ("oui".to_owned(), "fr".to_owned());
        Agreement::new(NOW, name, (days, papers), words)
    }

    #[test]
    fn a_link_has_a_name_an_end_and_a_number() {
        let one = agreed("  Claire   Morel ", 7, 20).map(|one| (one.name.clone(), one.end()));
        assert_eq!(one, Ok(("Claire Morel".to_owned(), NOW + Span::days(7))));
    }

    #[test]
    fn a_mediator_has_an_hour_and_fifty_papers() {
        let one = Agreement::with_mediator(NOW, ("oui".to_owned(), "fr".to_owned()));
        assert_eq!((one.end(), one.papers), (NOW + Span::hours(1), 50));
    }

    #[test]
    fn an_agreement_reads_back_and_names_a_mediator_only_where_there_is_one() {
        let with = Agreement::with_mediator(NOW, ("oui".to_owned(), "fr".to_owned()));
        for one in [agreed("Claire", 1, 1).unwrap(), with] {
            let text = serde_json::to_string(&one).unwrap();
            assert_eq!(text.contains("mediator"), one.mediator);
            assert!(serde_json::from_str::<Agreement>(&text).unwrap() == one);
        }
    }

    #[test]
    fn states_of_a_number_read_back() {
        for state in [
            NumberState::Printed,
            NumberState::Accepted,
            NumberState::Refused,
        ] {
            assert_eq!(NumberState::from_text(state.as_str()), Some(state));
        }
        assert_eq!(NumberState::from_text(""), None);
    }

    #[test]
    fn attack_links_without_end_name_or_number_are_refused() {
        for days in [0, 8, 255] {
            assert_eq!(agreed("Claire", days, 1).err(), Some(Refused::Days));
        }
        for papers in [0, 21, 255] {
            assert_eq!(agreed("Claire", 1, papers).err(), Some(Refused::Papers));
        }
        for name in ["", " ", "nul\u{0}", "carte\u{202e}gpj.exe"] {
            assert_eq!(agreed(name, 1, 1).err(), Some(Refused::Name));
        }
    }
}
