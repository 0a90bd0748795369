//! The clock ring: what is left of a time, as a ring that starts full at noon and empties.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::domain::time::{Moment, Span};
use crate::i18n::{Left, Texts, Unit};

/// Length of the ring's line: 2π × 32.5.
const AROUND: f64 = 204.2;

/// A ring drawn as SVG with its words; it needs no script and `clock.js` keeps it going.
#[derive(Debug, Clone)]
pub struct Ring {
    number: String,
    unit: String,
    label: String,
    drawn: f64,
    left: Span,
    whole: Span,
    /// "encore 0 min", where the script puts its number; only while minutes are counted.
    minutes: String,
    low: bool,
}

impl Ring {
    /// The ring of a time that began at `from` and ends at `until`, seen at `now`.
    pub fn new(t: &Texts, from: Moment, until: Moment, now: Moment) -> Self {
        let left = until.left_at(now);
        let whole = until.left_at(from);
        let (count, unit) = Left::of(left).parts();
        let over = left.as_millis() == 0;
        let key = match unit {
            Unit::Minutes if over => "clock-done",
            Unit::Minutes => "clock-minutes",
            Unit::Hours => "clock-hours",
            Unit::Days => "clock-days",
        };
        Self {
            number: if over {
                String::new()
            } else {
                count.to_string()
            },
            unit: t.with(key).arg("count", count).to_string(),
            label: t.left(left),
            drawn: AROUND * share(left, whole),
            left,
            whole,
            minutes: if unit == Unit::Minutes {
                t.with("ends-minutes").arg("count", 0).to_string()
            } else {
                String::new()
            },
            low: !over && is_low(left, whole),
        }
    }
}

/// Ten minutes are few, unless there were hardly more to begin with: a short time would warn while it is full.
fn is_low(left: Span, whole: Span) -> bool {
    let few = Span::minutes(10).as_millis();
    left.as_millis() < few.min(whole.as_millis() / 4)
}

/// How much of `whole` is left, from 0 to 1.
fn share(left: Span, whole: Span) -> f64 {
    let thousandths = left.as_millis().saturating_mul(1000) / whole.as_millis().max(1);
    let thousandths = i16::try_from(thousandths).unwrap_or(1000).clamp(0, 1000);
    f64::from(thousandths) / 1000.0
}

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let low = if self.low { " low" } else { "" };
        let (number_y, unit_y) = (37, 52);
        write!(
            f,
            "<svg class=\"ring{low}\" viewBox=\"0 0 72 72\" role=\"img\" aria-label=\"{label}\" \
             data-left=\"{left}\" data-whole=\"{whole}\" data-minutes=\"{minutes}\">\
             <circle class=\"track\" cx=\"36\" cy=\"36\" r=\"32.5\"/>",
            label = self.label,
            left = self.left.as_millis(),
            whole = self.whole.as_millis(),
            minutes = self.minutes,
        )?;
        if self.number.is_empty() {
            write!(
                f,
                "<text class=\"unit\" x=\"36\" y=\"41\">{}</text></svg>",
                self.unit
            )
        } else {
            write!(
                f,
                "<circle class=\"left\" cx=\"36\" cy=\"36\" r=\"32.5\" \
                 stroke-dasharray=\"{:.1} 300\" transform=\"rotate(-90 36 36)\"/>\
                 <text class=\"number\" x=\"36\" y=\"{number_y}\">{}</text>\
                 <text class=\"unit\" x=\"36\" y=\"{unit_y}\">{}</text></svg>",
                self.drawn, self.number, self.unit,
            )
        }
    }
}

/// Numbers and our own words only.
impl HtmlSafe for Ring {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Zone};

    #[test]
    fn it_empties_and_says_so() {
        let t = Texts::new(Lang::Fr, Zone::named("Europe/Paris").unwrap());
        let start = Moment::from_millis(0);
        let end = start + Span::hours(1);
        let at = |minutes| Ring::new(&t, start, end, start + Span::minutes(minutes)).to_string();
        assert!(at(0).contains("204.2 300") && at(0).contains(">60<"));
        assert!(at(30).contains("102.1 300") && !at(30).contains("low"));
        assert!(at(55).contains("ring low"));
        assert!(at(60).contains(">fini<") && !at(60).contains("dasharray"));
        assert!(at(90).contains(">fini<"));
        // A code lasts ten minutes.
        let code = |minutes| {
            let ends = start + Span::minutes(10);
            Ring::new(&t, start, ends, start + Span::minutes(minutes)).to_string()
        };
        assert!(!code(0).contains("low") && !code(7).contains("low"));
        assert!(code(8).contains("ring low"));
    }
}
