//! Until when a paper is good, and for what.

use crate::domain::document::PrintedDate;

/// What a checklist needs to know of a paper of the vault.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its kind.
    pub kind: String,
    /// The end printed on it.
    pub ends: Option<PrintedDate>,
    /// Its own date, if the person said it.
    pub dated: Option<PrintedDate>,
    /// The day on which it was put in: it is at least as old.
    pub added: PrintedDate,
    /// Its pages.
    pub pages: usize,
}

/// What holds for all papers of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// How its age counts where a procedure says nothing else.
    pub valid: Validity,
    /// Fewer pages are refused: page one of a tax notice alone.
    pub pages: usize,
    /// Whether cards of the old format end five years after what they print.
    pub old_format: bool,
    /// Months between its date and its printed end: one follows from the other.
    pub period: Option<i32>,
    /// Another person's paper ends by itself so many months after it was put in.
    pub fades: Option<i32>,
    /// When its end is spoken of.
    pub remind: Remind,
    /// Whether it holds another person's data: never ticked beforehand.
    #[serde(skip)]
    pub third_party: bool,
}

/// How the age of a paper counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// Good whatever its date.
    #[default]
    Any,
    /// Younger than so many months.
    Age(i32),
    /// One for each of the last so many months, which follow one another.
    Last(u8),
    /// A tax notice. That of a year says the incomes of the year before.
    Tax,
    /// Of the school year that runs.
    School,
}

/// When the end of a paper is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remind {
    /// From three months before.
    #[default]
    Usual,
    /// From one month before: papers that never last long.
    Short,
    /// Before the window in which a residence permit is renewed.
    Permit,
    /// From three months before, with what is lost when it ends.
    Domiciliation,
}

/// How long papers of a kind are worth keeping. A hint: nothing is ever removed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// For ever.
    Always,
    /// Until retirement.
    Retirement,
    /// Three years.
    ThreeYears,
    /// Three years after the lease.
    AfterLease,
}

/// How old a paper must or may be for one procedure, in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Window {
    /// It must be older than this.
    pub older: Option<i32>,
    /// It must be younger than this.
    pub younger: Option<i32>,
}

/// What a paper, or a line of a checklist, is worth: the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// There is none.
    Missing,
    /// It has ended, by its print or by itself.
    Ended,
    /// It is too old for this.
    TooOld,
    /// It is too recent for this.
    TooRecent,
    /// There are some, but not the months that are wanted.
    Few {
        /// Months that are there.
        have: u8,
        /// Months that are wanted.
        want: u8,
    },
    /// Pages of it, or papers that go with it, are not there.
    Incomplete,
    /// It may do: nobody said its date.
    Unsure,
    /// It does.
    Here,
}

impl State {
    /// Whether the paper can be shown for this.
    pub fn does(self) -> bool {
        self >= Self::Unsure
    }
}

/// When a paper ends, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Its last day.
    pub date: PrintedDate,
    /// Whether that is five years later than printed.
    pub extended: bool,
    /// Whether it ends by itself, because it is another person's.
    pub by_itself: bool,
}

/// Cards printed to end on these days are of the old format, made for ten years before 2014: those of adults
/// are good for five years more. Later ones print their fifteen years.
const OLD_FORMAT: (PrintedDate, PrintedDate) = (day(2014, 1, 2), day(2023, 12, 31));

const fn day(year: i16, month: i8, day: i8) -> PrintedDate {
    PrintedDate { year, month, day }
}

impl Rules {
    /// When a paper of this kind ends, if it does.
    pub fn end_of(&self, ends: Option<PrintedDate>, added: PrintedDate) -> Option<End> {
        let printed = ends.map(|date| {
            let extended = self.old_format && OLD_FORMAT.0 <= date && date <= OLD_FORMAT.1;
            End {
                date: date.plus_months(if extended { 60 } else { 0 }),
                extended,
                by_itself: false,
            }
        });
        let faded = self.fades.map(|months| End {
            date: added.plus_months(months),
            extended: false,
            by_itself: true,
        });
        [printed, faded]
            .into_iter()
            .flatten()
            .min_by_key(|end| end.date)
    }

    /// Its own date: as the person said it, or as it follows from its end.
    pub fn date_of(&self, paper: &Held) -> Option<PrintedDate> {
        let before = |end: PrintedDate| Some(end.plus_months(-self.period?));
        paper.dated.or_else(|| before(paper.ends?))
    }

    /// What one paper is worth today, for a procedure that wants `window`.
    pub fn judge(&self, window: Option<Window>, paper: &Held, today: PrintedDate) -> State {
        let end = self.end_of(paper.ends, paper.added);
        if end.is_some_and(|end| end.date < today) {
            return State::Ended;
        }
        if paper.pages < self.pages {
            return State::Incomplete;
        }
        let date = self.date_of(paper);
        match window {
            Some(window) => window.judge(date, paper.added, today),
            None => self.valid.judge(date, paper.added, today),
        }
    }
}

impl Window {
    fn judge(self, date: Option<PrintedDate>, added: PrintedDate, today: PrintedDate) -> State {
        // Without a date of its own, a paper is at least as old as its stay in the vault.
        let known = date.unwrap_or(added);
        let reached = |months| known.plus_months(months) <= today;
        if self.younger.is_some_and(reached) {
            State::TooOld
        } else if date.is_none() {
            State::Unsure
        } else if self.older.is_some_and(|months| !reached(months)) {
            State::TooRecent
        } else {
            State::Here
        }
    }
}

impl Validity {
    fn judge(self, date: Option<PrintedDate>, added: PrintedDate, today: PrintedDate) -> State {
        let younger = |months| Window {
            older: None,
            younger: Some(months),
        };
        let since = |first: bool| if first { State::Here } else { State::TooOld };
        match (self, date) {
            (Self::Any, _) => State::Here,
            (Self::Age(months), date) => younger(months).judge(date, added, today),
            // One of a series on its own: its month is looked at by `series`.
            (Self::Last(_), _) | (_, None) => State::Unsure,
            (Self::Tax, Some(date)) => since(date.year > incomes(today)),
            (Self::School, Some(date)) => since(date >= school_year(today)),
        }
    }
}

/// The year of the incomes that count: until 15 September those of two years ago, then those of last year.
fn incomes(today: PrintedDate) -> i16 {
    let new = (today.month, today.day) > (9, 15);
    today.year - if new { 1 } else { 2 }
}

/// From when on a certificate is of the school year that runs: they are given out from July.
fn school_year(today: PrintedDate) -> PrintedDate {
    let begun = today.month >= 9;
    day(today.year - i16::from(!begun), 7, 1)
}
