//! Dates, lengths of time and sizes in words, in the reader's zone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Texts;
use crate::domain::time::{Day, Moment, Span};

/// The time zone in which times are told; its data is inside the binary.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone that the configuration has checked.
    pub const fn of(zone: TimeZone) -> Self {
        Self(zone)
    }

    /// By its IANA name, such as `Europe/Paris`; none if there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// The calendar day on which `moment` falls here.
    pub fn day(&self, moment: Moment) -> Day {
        Day::from_number(number(self.local(moment).date()))
    }

    /// The moment at which `day` begins here, plus `hours` and `minutes` on the clock.
    pub fn at(&self, day: Day, hours: i8, minutes: i8) -> Moment {
        let date = civil(day);
        let fallback = day.start();
        date.at(hours.clamp(0, 23), minutes.clamp(0, 59), 0, 0)
            .to_zoned(self.0.clone())
            .map_or(fallback, |zoned| {
                Moment::from_millis(zoned.timestamp().as_millisecond())
            })
    }

    fn local(&self, moment: Moment) -> jiff::civil::DateTime {
        let stamp = Timestamp::from_millisecond(moment.millis()).unwrap_or_default();
        self.0.to_datetime(stamp)
    }
}

impl Texts {
    /// The zone in which times are told.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// "mardi 24 novembre 2026".
    pub fn day(&self, moment: Moment) -> String {
        self.date_text("date-full", self.zone.local(moment).date())
    }

    /// "24 novembre 2026", of a calendar day.
    pub fn date(&self, day: Day) -> String {
        self.date_text("date-plain", civil(day))
    }

    /// "novembre 2026", of a calendar day.
    pub fn month(&self, day: Day) -> String {
        self.date_text("date-month", civil(day))
    }

    /// "14 h 30".
    pub fn time(&self, moment: Moment) -> String {
        let local = self.zone.local(moment);
        self.with("date-time")
            .arg("hour", local.hour())
            .arg("minute", format!("{:02}", local.minute()))
            .to_string()
    }

    /// "mardi 24 novembre 2026, 14 h 30".
    pub fn day_time(&self, moment: Moment) -> String {
        self.with("date-and-time")
            .arg("date", self.day(moment))
            .arg("time", self.time(moment))
            .to_string()
    }

    /// For programs, in UTC: "2026-11-24T13:30:00Z".
    pub fn stamp(moment: Moment) -> String {
        Timestamp::from_millisecond(moment.millis())
            .unwrap_or_default()
            .to_string()
    }

    /// The heading of a day in a list: "Aujourd’hui, mardi 24 novembre", "Vendredi 20 novembre".
    pub fn heading(&self, moment: Moment, now: Moment) -> String {
        let (date, today) = (self.zone.local(moment).date(), self.zone.local(now).date());
        let named = self.date_text("date-weekday", date);
        if date == today {
            return self.with("date-today").arg("date", named).to_string();
        }
        let named = if date.year() == today.year() {
            named
        } else {
            self.date_text("date-full", date)
        };
        capitalised(&named)
    }

    /// When a moment to come is: "15 h 30, aujourd’hui", "15 h 30, demain", else day and time.
    pub fn until(&self, moment: Moment, now: Moment) -> String {
        let days = number(self.zone.local(moment).date()) - number(self.zone.local(now).date());
        let key = match days {
            0 => "date-until-today",
            1 => "date-until-tomorrow",
            _ => return self.day_time(moment),
        };
        self.with(key).arg("time", self.time(moment)).to_string()
    }

    /// What is left of a paper that ends on `day`: "finit dans 3 semaines", "fini depuis mai 2026".
    pub fn ends(&self, day: Day, now: Moment) -> String {
        let days = day.number() - self.zone.day(now).number();
        match days {
            ..0 => self
                .with("ends-past")
                .arg("date", self.month(day))
                .to_string(),
            0 => self.say("ends-today"),
            1 => self.say("ends-tomorrow"),
            2..14 => self.with("ends-days").arg("count", days).to_string(),
            14..61 => self.with("ends-weeks").arg("count", days / 7).to_string(),
            61..120 => self.with("ends-months").arg("count", days / 30).to_string(),
            _ => self
                .with("ends-month")
                .arg("date", self.month(day))
                .to_string(),
        }
    }

    /// What is left on a clock: "encore 32 min", "encore 5 heures", "encore 3 jours", "fini".
    pub fn left(&self, left: Span) -> String {
        let (number, unit) = Left::of(left).parts();
        let key = match unit {
            Unit::Minutes if number == 0 => return self.say("ends-done"),
            Unit::Minutes => "ends-minutes",
            Unit::Hours => "ends-hours",
            Unit::Days => "ends-left-days",
        };
        self.with(key).arg("count", number).to_string()
    }

    /// A length of time: "45 minutes", "1 heure", "1 h 30", "7 jours".
    pub fn span(&self, span: Span) -> String {
        let minutes = span.minutes_up();
        let (hours, rest) = (minutes / 60, minutes % 60);
        let (key, count) = match (hours, rest) {
            (0, _) => ("span-minutes", rest),
            (hours, 0) if hours >= 48 && hours % 24 == 0 => ("span-days", hours / 24),
            (hours, 0) => ("span-hours", hours),
            (hours, rest) => {
                return self
                    .with("span-hours-minutes")
                    .arg("hour", hours)
                    .arg("minute", format!("{rest:02}"))
                    .to_string();
            }
        };
        self.with(key).arg("count", count).to_string()
    }

    /// A size in words: "350 kilooctets", "2,4 mégaoctets" (powers of ten).
    pub fn size(&self, bytes: u64) -> String {
        if bytes < 1_000_000 {
            let count = bytes.div_ceil(1000);
            return self.with("size-kilo").arg("count", count).to_string();
        }
        let tenths = bytes.div_ceil(100_000);
        if tenths.is_multiple_of(10) || tenths >= 1000 {
            return self
                .with("size-mega")
                .arg("count", tenths.div_ceil(10))
                .to_string();
        }
        let figure = format!("{}{}{}", tenths / 10, self.lang.decimal(), tenths % 10);
        let key = if tenths < 20 {
            "size-mega-one"
        } else {
            "size-mega-many"
        };
        self.with(key).arg("figure", figure).to_string()
    }

    fn date_text(&self, key: &str, date: Date) -> String {
        self.with(key)
            .arg("weekday", date.weekday().to_monday_one_offset())
            .arg("day", date.day())
            .arg("month", date.month())
            .arg("year", date.year().to_string())
            .to_string()
    }
}

/// The unit in which a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minutes, up to 90.
    Minutes,
    /// Hours, up to 47.
    Hours,
    /// Days.
    Days,
}

/// What is left, as one number and one unit, rounded up so that it never says less than there is.
#[derive(Debug, Clone, Copy)]
pub struct Left(Span);

impl Left {
    /// Of a length of time.
    pub fn of(span: Span) -> Self {
        Self(span)
    }

    /// The number and its unit.
    pub fn parts(self) -> (i64, Unit) {
        let minutes = self.0.minutes_up();
        match minutes {
            ..=90 => (minutes, Unit::Minutes),
            91..2880 => ((minutes + 59) / 60, Unit::Hours),
            _ => ((minutes + 1439) / 1440, Unit::Days),
        }
    }
}

fn civil(day: Day) -> Date {
    let days = i32::try_from(day.number()).unwrap_or(i32::MAX);
    Date::constant(1970, 1, 1)
        .checked_add(jiff::Span::new().try_days(days).unwrap_or_default())
        .unwrap_or(Date::MAX)
}

fn number(date: Date) -> i64 {
    date.since((jiff::Unit::Day, Date::constant(1970, 1, 1)))
        .map_or(0, |span| i64::from(span.get_days()))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::Lang;
    use super::*;

    fn texts() -> Texts {
        Texts::new(Lang::Fr, Zone::named("Europe/Paris").unwrap())
    }

    /// Tuesday 24 November 2026, 14:30 in Paris.
    fn now() -> Moment {
        Moment::from_millis(1_795_527_000_000)
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn dates_have_their_month_in_letters() {
        let t = texts();
        assert_eq!(plain(&t.day_time(now())), "mardi 24 novembre 2026, 14 h 30");
        assert_eq!(
            plain(&t.heading(now(), now())),
            "Aujourd’hui, mardi 24 novembre"
        );
        assert_eq!(
            plain(&t.heading(now() - Span::days(4), now())),
            "Vendredi 20 novembre"
        );
        assert_eq!(
            plain(&t.heading(now() - Span::days(365), now())),
            "Lundi 24 novembre 2025"
        );
        assert_eq!(
            plain(&t.until(now() + Span::hours(1), now())),
            "15 h 30, aujourd’hui"
        );
        assert_eq!(
            plain(&t.date(t.zone().day(now() + Span::days(7)))),
            "1er décembre 2026"
        );
    }

    #[test]
    fn dates_are_told_in_every_language() {
        let said = |lang| {
            let t = Texts::new(lang, Zone::named("Europe/Paris").unwrap());
            let plain =
                |text: String| text.replace(['\u{200f}', '\u{2066}', '\u{2068}', '\u{2069}'], "");
            [
                plain(t.day_time(now())),
                plain(t.heading(now() - Span::days(4), now())),
                plain(t.ends(t.zone().day(now() + Span::days(12)), now())),
                plain(t.left(Span::hours(2))),
                plain(t.span(Span::minutes(90))),
            ]
        };
        assert_eq!(
            said(Lang::En),
            [
                "Tuesday 24 November 2026, 14:30",
                "Friday 20 November",
                "ends in 12 days",
                "2 hours left",
                "1 h 30 min"
            ]
        );
        assert_eq!(
            said(Lang::Ar),
            [
                "الثلاثاء 24 نوفمبر 2026، 14:30",
                "الجمعة 20 نوفمبر",
                "تنتهي بعد 12 يوما",
                "باقي ساعتين",
                "1:30 ساعة"
            ]
        );
    }

    #[test]
    fn a_day_begins_at_midnight_here() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let today = zone.day(now());
        let end = zone.at(today, 23, 59);
        assert_eq!(plain(&texts().time(end)), "23 h 59");
        assert_eq!(zone.day(end), today);
        assert_eq!(zone.day(end + Span::minutes(1)), today.plus(1));
    }

    #[test]
    fn ends_are_told_without_arithmetic() {
        let t = texts();
        let today = t.zone().day(now());
        let said = |days| plain(&t.ends(today.plus(days), now()));
        assert_eq!(said(21), "finit dans 3 semaines");
        assert_eq!(said(1), "finit demain");
        assert_eq!(said(12), "finit dans 12 jours");
        assert_eq!(said(90), "finit dans 3 mois");
        assert_eq!(said(400), "finit en décembre 2027");
        assert_eq!(said(-200), "fini depuis mai 2026");
    }

    #[test]
    fn lengths_and_sizes_are_words() {
        let t = texts();
        assert_eq!(plain(&t.span(Span::minutes(90))), "1 h 30");
        assert_eq!(plain(&t.span(Span::hours(1))), "1 heure");
        assert_eq!(plain(&t.span(Span::hours(2))), "2 heures");
        assert_eq!(plain(&t.span(Span::days(7))), "7 jours");
        assert_eq!(plain(&t.left(Span::minutes(32))), "encore 32 min");
        assert_eq!(plain(&t.left(Span::hours(5))), "encore 5 heures");
        assert_eq!(plain(&t.left(Span::millis(0))), "fini");
        assert_eq!(plain(&t.size(350_000)), "350 kilooctets");
        assert_eq!(plain(&t.size(2_400_000)), "2,4 mégaoctets");
        assert_eq!(plain(&t.size(25_000_000)), "25 mégaoctets");
    }
}
