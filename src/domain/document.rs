//! A paper: what it is, what it is called, when it ends, and what the vault keeps of it.

use super::text::{LineError, line};
use super::time::{Day, Moment, Span};

/// A removed paper rests this long before it is destroyed.
pub const REST: Span = Span::days(7);

/// Why a paper carries a warning: the operator's anti-virus did not clear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// It found something.
    Found,
    /// It could not be asked.
    Unchecked,
}

/// By which door somebody else put a paper in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Through {
    /// A link that the person gave.
    Link,
    /// A phone beside the computer.
    Phone,
    /// A mediator to whom the person gave a code.
    Mediator,
    /// A mediator to whom the person gave their deposit number, which is no secret.
    Number,
    /// The person themselves, out of the archive of another vault.
    Archive,
}

impl Through {
    /// The text that keys and records hold.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Phone => "phone",
            Self::Mediator => "mediator",
            Self::Number => "number",
            Self::Archive => "archive",
        }
    }
}

/// Where a paper comes from that the person did not put in from their own session.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// For whom the person made the link, as they called them, or the mediator who signed; empty for a phone.
    pub by: String,
    /// Where that mediator works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub structure: String,
    /// By which door it came.
    pub through: Through,
    /// Whether it is proved that it came through a door that the person had opened.
    pub verified: bool,
    /// Whether the person said that they keep it.
    pub answered: bool,
    /// When it was put into the vault before this one, as its archive says, milliseconds UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
}

impl Origin {
    /// A paper as it came in. Only what a phone beside the person's own computer put in, or a mediator to whom
    /// they agreed just before, and provably so, needs no word of theirs.
    pub fn new((by, structure): (String, String), through: Through, verified: bool) -> Self {
        Self {
            by,
            structure,
            through,
            verified,
            answered: verified && matches!(through, Through::Phone | Through::Mediator),
            since: None,
        }
    }

    /// Of a paper that the person brings back from another vault, put in there at that moment.
    pub fn brought(since: Option<Moment>) -> Self {
        Self {
            answered: true,
            since: since.map(Moment::millis),
            ..Self::new(Default::default(), Through::Archive, true)
        }
    }
}

/// The name of a paper: at most 80 characters.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Title(String);

impl Title {
    /// Reads one.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        line(text, 80).map(Self)
    }

    /// The title as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A calendar date without a time or a zone, as printed on a paper.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct PrintedDate {
    /// 1900–2199.
    pub year: i16,
    /// 1–12.
    pub month: i8,
    /// 1–31, and within the month.
    pub day: i8,
}

impl PrintedDate {
    /// Reads `2026-11-24` (what browsers send) or `24/11/2026` (what people type).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, month, day) = if text.contains('/') {
            let mut parts = text.splitn(3, '/');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            (year, month, day)
        } else {
            let mut parts = text.splitn(3, '-');
            (parts.next()?, parts.next()?, parts.next()?)
        };
        let date = Self {
            year: year.parse().ok()?,
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        };
        date.exists().then_some(date)
    }

    /// The day it names, counted from 1970-01-01 (proleptic Gregorian calendar).
    pub fn day(self) -> Day {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        // Years begin in March here, so that the leap day is their last.
        let year = i64::from(self.year) - i64::from(month <= 2);
        let months = (month + 9) % 12;
        let before = year * 365 + year / 4 - year / 100 + year / 400;
        // 719,468 days lie between 1 March of the year 0 and 1 January 1970.
        Day::from_number(before + (153 * months + 2) / 5 + day - 1 - 719_468)
    }

    /// The date of a day (the other way round of [`Self::day`]); the year 2199 stands for later ones.
    pub fn of(day: Day) -> Self {
        let days = day.number() + 719_468;
        // 400 years are 146,097 days; the year of such an era follows from the days within it.
        let (era, within) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (within - within / 1_460 + within / 36_524 - within / 146_096) / 365;
        let within = within - (365 * year + year / 4 - year / 100);
        let month = (5 * within + 2) / 153;
        let day = within - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year + i64::from(month <= 2);
        Self {
            year: i16::try_from(year).unwrap_or(2199),
            month: i8::try_from(month).unwrap_or(12),
            day: i8::try_from(day).unwrap_or(28),
        }
    }

    /// The same day so many months later (or before), or the last day of that month.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let all = self.months().saturating_add(months);
        let mut date = Self {
            year: i16::try_from(all.div_euclid(12)).unwrap_or(2199),
            month: i8::try_from(all.rem_euclid(12) + 1).unwrap_or(12),
            day: self.day,
        };
        while date.day > 28 && !date.exists() {
            date.day -= 1;
        }
        date
    }

    /// Months since the year 0: what pay slips and rent receipts are counted in.
    pub fn months(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }

    const fn exists(self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let last = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return false,
        };
        self.year >= 1900 && self.year < 2200 && self.day >= 1 && self.day <= last
    }
}

impl std::fmt::Display for PrintedDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What the operator decided about papers with health data (CSP art. L1111-8): whoever keeps them
/// for others must be certified for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HealthPapers {
    /// Not taken in.
    Refuse,
    /// Taken in after a warning.
    #[default]
    Warn,
    /// Taken in: the operator is certified.
    Allow,
}

/// What the bytes really are, decided by full decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileType {
    /// Portable Document Format.
    Pdf,
    /// JPEG image.
    Jpeg,
    /// PNG image.
    Png,
}

impl FileType {
    /// Media type (RFC 2046) of the kept bytes.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// Ending of a file name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// Where a paper rests in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// In the vault.
    Kept,
    /// Among the removed papers since this moment.
    Removed(Moment),
}

impl Rest {
    /// From the stored column.
    pub fn from_removed_at(removed_at: Option<Moment>) -> Self {
        removed_at.map_or(Self::Kept, Self::Removed)
    }

    /// When a removed paper is destroyed by itself.
    pub fn destroyed_at(self) -> Option<Moment> {
        match self {
            Self::Kept => None,
            Self::Removed(at) => Some(at + REST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_and_browsers_write_them() {
        let date = PrintedDate {
            year: 2026,
            month: 11,
            day: 24,
        };
        assert_eq!(PrintedDate::parse("2026-11-24"), Some(date));
        assert_eq!(PrintedDate::parse("24/11/2026"), Some(date));
        assert_eq!(PrintedDate::parse(&date.to_string()), Some(date));
    }

    #[test]
    fn dates_are_days_since_the_epoch() {
        for (text, number) in [
            ("1970-01-01", 0),
            ("1970-03-01", 59),
            ("2000-02-29", 11_016),
            ("2026-11-24", 20_781),
            ("1900-01-01", -25_567),
        ] {
            let date = PrintedDate::parse(text).unwrap();
            assert_eq!(date.day(), Day::from_number(number), "{text}");
            assert_eq!(PrintedDate::of(date.day()), date, "{text}");
        }
        for number in -25_567..80_000 {
            let date = PrintedDate::of(Day::from_number(number));
            assert_eq!(date.day().number(), number);
            assert!(date.exists(), "{date}");
        }
    }

    #[test]
    fn months_later_is_the_same_day_or_the_last_one() {
        let later = |text, months| {
            let date = PrintedDate::parse(text).unwrap();
            date.plus_months(months).to_string()
        };
        assert_eq!(later("2026-11-30", 3), "2027-02-28");
        assert_eq!(later("2026-01-15", -2), "2025-11-15");
        assert_eq!(later("2024-02-29", 60), "2029-02-28");
        assert_eq!(later("2026-12-01", 1), "2027-01-01");
    }

    #[test]
    fn attack_dates_that_do_not_exist_are_refused() {
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "0000-00-00",
            "9999-01-01",
            "2026-1",
            "31/04/2026",
            "-1-1-1",
        ] {
            assert_eq!(PrintedDate::parse(text), None, "{text}");
        }
        assert!(PrintedDate::parse("2028-02-29").is_some());
    }

    #[test]
    fn attack_only_what_was_agreed_to_just_before_is_kept_without_a_word() {
        use Through::{Link, Mediator, Number, Phone};
        for through in [Link, Phone, Mediator, Number] {
            let origin = |verified| Origin::new(Default::default(), through, verified);
            assert!(!origin(false).answered, "{through:?}");
            let kept = matches!(through, Phone | Mediator);
            assert_eq!(origin(true).answered, kept, "{through:?}");
        }
    }

    #[test]
    fn a_removed_paper_rests_seven_days() {
        let at = Moment::from_millis(0);
        assert_eq!(Rest::Removed(at).destroyed_at(), Some(at + Span::days(7)));
        assert_eq!(Rest::Kept.destroyed_at(), None);
    }
}
