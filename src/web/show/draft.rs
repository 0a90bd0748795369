//! The answers given so far: they travel in hidden fields from page to page.

use crate::actions::Problem;
use crate::actions::show::NewShare;
use crate::catalogue;
use crate::domain::document::PrintedDate;
use crate::domain::ids::{ConsentId, DocumentId};
use crate::domain::share::{EndRefused, Mode, Openings, Recipient, Until};
use crate::domain::text::line;
use crate::domain::time::{Day, Moment};
use crate::i18n::{Texts, Zone};
use crate::web::purposes;

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Why,
    WhyWords,
    What,
    Who,
    Until,
    How,
    Code,
    Agree,
}

impl Step {
    const ORDER: [Self; 7] = [
        Self::Why,
        Self::What,
        Self::Who,
        Self::Until,
        Self::How,
        Self::Code,
        Self::Agree,
    ];

    pub(super) const ALL: u8 = 7;

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Why => "pourquoi",
            Self::WhyWords => "mots",
            Self::What => "quoi",
            Self::Who => "qui",
            Self::Until => "fin",
            Self::How => "comment",
            Self::Code => "code",
            Self::Agree => "accord",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        let mut all = Self::ORDER.into_iter().chain([Self::WhyWords]);
        all.find(|step| step.name() == name)
    }

    /// Its number, from 1.
    pub(super) fn number(self) -> u8 {
        let place = Self::ORDER.iter().position(|step| *step == self);
        u8::try_from(place.unwrap_or(0)).unwrap_or(0) + 1
    }

    /// The question before it.
    pub(super) fn before(self) -> Option<Self> {
        let place = Self::ORDER.iter().position(|step| *step == self);
        match place {
            None => Some(Self::Why),
            Some(place) => Self::ORDER.get(place.checked_sub(1)?).copied(),
        }
    }
}

/// The answers, as they were typed.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) purpose: String,
    pub(super) words: String,
    pub(super) papers: Vec<String>,
    pub(super) name: String,
    pub(super) structure: String,
    pub(super) until: String,
    pub(super) date: String,
    pub(super) mode: String,
    pub(super) openings: String,
    pub(super) spoken: String,
    /// The sentence that was on the page of the agreement.
    pub(super) sentence: String,
}

impl Default for Draft {
    fn default() -> Self {
        let empty = String::new;
        Self {
            id: empty(),
            purpose: empty(),
            words: empty(),
            papers: Vec::new(),
            name: empty(),
            structure: empty(),
            until: "rendez-vous".into(),
            date: empty(),
            mode: Mode::View.as_str().into(),
            openings: "souvent".into(),
            spoken: "non".into(),
            sentence: empty(),
        }
    }
}

impl Draft {
    pub(super) fn read(fields: &[(String, String)]) -> Self {
        let mut draft = Self::default();
        for (name, value) in fields {
            let value = value.clone();
            match name.as_str() {
                "numero" => draft.id = value,
                "pourquoi" => draft.purpose = value,
                "mots" => draft.words = value,
                "papier" => draft.papers.push(value),
                "nom" => draft.name = value,
                "structure" => draft.structure = value,
                "fin" => draft.until = value,
                "date" => draft.date = value,
                "mode" => draft.mode = value,
                "fois" => draft.openings = value,
                "code" => draft.spoken = value,
                "phrase" => draft.sentence = value,
                _ => {}
            }
        }
        draft
    }

    /// The answers that this page does not ask for.
    pub(super) fn hidden(&self, step: Step) -> Vec<(&'static str, &str)> {
        let asked: &[&str] = match step {
            Step::Why => &["pourquoi", "mots"],
            Step::WhyWords => &["mots"],
            Step::What => &["papier"],
            Step::Who => &["nom", "structure"],
            Step::Until => &["fin", "date"],
            Step::How => &["mode", "fois"],
            Step::Code => &["code"],
            Step::Agree => &[],
        };
        let mut all = vec![
            ("pourquoi", self.purpose.as_str()),
            ("mots", &self.words),
            ("nom", &self.name),
            ("structure", &self.structure),
            ("fin", &self.until),
            ("date", &self.date),
            ("mode", &self.mode),
            ("fois", &self.openings),
            ("code", &self.spoken),
        ];
        all.extend(self.papers.iter().map(|paper| ("papier", paper.as_str())));
        all.retain(|(name, _)| !asked.contains(name));
        all
    }

    /// Whether the answer to this question can be; else the sentence that says why not.
    pub(super) fn check(&self, step: Step, zone: &Zone, now: Moment) -> Result<(), Problem> {
        match step {
            Step::Why if catalogue::is_purpose(&self.purpose) => Ok(()),
            Step::Why => Err(Problem::Field("show-purpose-missing")),
            Step::WhyWords => self.purpose_words().map(drop),
            Step::What => self.documents().map(drop),
            Step::Who => self.recipient().map(drop),
            Step::Until => self.end(zone, now).map(drop),
            Step::How => self.how().map(drop),
            Step::Code => self.with_code().map(drop),
            Step::Agree => Ok(()),
        }
    }

    /// The words of the purpose; empty when the catalogue has them.
    fn purpose_words(&self) -> Result<String, Problem> {
        if self.purpose != "autre" {
            return Ok(String::new());
        }
        line(&self.words, 80).map_err(|_| Problem::Field("show-purpose-words-missing"))
    }

    pub(super) fn documents(&self) -> Result<Vec<DocumentId>, Problem> {
        let ids: Vec<_> = self
            .papers
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect();
        if ids.is_empty() {
            return Err(Problem::Field("show-papers-missing"));
        }
        Ok(ids)
    }

    fn recipient(&self) -> Result<Recipient, Problem> {
        Recipient::parse(&self.name, &self.structure)
            .map_err(|_| Problem::Field("show-who-missing"))
    }

    pub(super) fn until(&self, zone: &Zone, now: Moment) -> Result<Until, Problem> {
        let evening = |day: Day| zone.at(day, 23, 59);
        Ok(match self.until.as_str() {
            "rendez-vous" => Until::Appointment,
            "jour" => Until::Today(evening(zone.day(now))),
            "semaine" => Until::Week,
            "date" => {
                let date =
                    PrintedDate::parse(&self.date).ok_or(Problem::Field("show-until-missing"))?;
                let day = days_ahead(zone, now)
                    .find(|day| day_text(*day) == date.to_string())
                    .ok_or(Problem::Field("show-until-refused"))?;
                Until::Date(evening(day))
            }
            _ => return Err(Problem::Field("show-until-missing")),
        })
    }

    pub(super) fn end(&self, zone: &Zone, now: Moment) -> Result<Moment, Problem> {
        self.until(zone, now)?
            .end(now)
            .map_err(|EndRefused| Problem::Field("show-until-refused"))
    }

    pub(super) fn how(&self) -> Result<(Mode, Openings), Problem> {
        let mode = Mode::from_text(&self.mode).ok_or(Problem::Field("show-how-missing"))?;
        let openings = match self.openings.as_str() {
            "une" => Openings::Once,
            "souvent" => Openings::Unlimited,
            _ => return Err(Problem::Field("show-how-missing")),
        };
        Ok((mode, openings))
    }

    fn with_code(&self) -> Result<bool, Problem> {
        match self.spoken.as_str() {
            "oui" => Ok(true),
            "non" => Ok(false),
            _ => Err(Problem::Field("show-how-missing")),
        }
    }

    /// What the papers are shown for, in words.
    pub(super) fn purpose_text(&self, t: &Texts) -> String {
        match self.purpose_words() {
            Ok(words) if !words.is_empty() => words,
            _ => purposes::name(t, &self.purpose),
        }
    }

    /// How long, in words: of a sentence, and of the list.
    pub(super) fn span_text(&self, t: &Texts, end: Moment) -> String {
        match self.until.as_str() {
            "rendez-vous" => t.say("show-span-appointment"),
            "semaine" => t.say("show-span-week"),
            "jour" => t
                .with("show-span-today")
                .arg("time", t.time(end))
                .to_string(),
            _ => t.with("show-span-date").arg("date", t.day(end)).to_string(),
        }
    }

    /// The sentence of the agreement.
    pub(super) fn said(&self, t: &Texts, end: Moment, papers: usize) -> String {
        t.with("show-said")
            .arg("papers", t.with("papers-count").arg("count", papers))
            .arg("who", self.name.trim())
            .arg("span", self.span_text(t, end))
            .arg("purpose", self.purpose_text(t))
            .arg("mode", self.mode.as_str())
            .to_string()
    }

    /// Everything together.
    pub(super) fn whole(&self, t: &Texts, now: Moment) -> Result<NewShare, Problem> {
        let id: ConsentId = self.id.parse().map_err(|_| Problem::NotFound)?;
        let (mode, openings) = self.how()?;
        Ok(NewShare {
            id,
            papers: self.documents()?,
            recipient: self.recipient()?,
            purpose: self.purpose.clone(),
            purpose_words: self.purpose_words()?,
            until: self.until(t.zone(), now)?,
            mode,
            openings,
            spoken: self.with_code()?,
            sentence: self.sentence.clone(),
            language: t.lang().tag().to_owned(),
        })
    }
}

/// Today and the thirty days after it, here.
fn days_ahead(zone: &Zone, now: Moment) -> impl Iterator<Item = Day> {
    let today = zone.day(now);
    (0..=30).map(move |n| today.plus(n))
}

/// The first and last day that can be chosen, as a date field wants them.
pub(super) fn bounds(zone: &Zone, now: Moment) -> (String, String) {
    let today = zone.day(now);
    (day_text(today), day_text(today.plus(30)))
}

fn day_text(day: Day) -> String {
    let stamp = Texts::stamp(day.start());
    stamp.get(..10).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Moment = Moment::from_millis(1_795_521_600_000);

    fn ends(until: &str, date: &str) -> Option<Moment> {
        let draft = Draft {
            until: until.into(),
            date: date.into(),
            ..Draft::default()
        };
        draft.end(&Zone::named("Europe/Paris").unwrap(), NOON).ok()
    }

    #[test]
    fn attack_ends_that_cannot_be_are_refused() {
        for date in [
            "",
            "0",
            "null",
            "-1",
            "jamais",
            "9999-12-31",
            "2026-11-23",
            "2026-12-25",
            "2026-02-30",
            "1e3",
        ] {
            assert_eq!(ends("date", date), None, "{date}");
        }
        for until in ["", "0", "toujours", "null", "-1"] {
            assert_eq!(ends(until, "2026-11-30"), None, "{until}");
        }
    }

    #[test]
    fn ends_are_in_the_evening_here_across_a_change_of_clocks_too() {
        // 23:59 in Paris is 22:59 UTC in winter.
        let evening = |day: i64| Moment::from_millis((day * 1440 + 22 * 60 + 59) * 60_000);
        let today = NOON.day().number();
        assert_eq!(ends("jour", ""), Some(evening(today)));
        assert_eq!(ends("date", "2026-11-24"), Some(evening(today)));
        assert_eq!(ends("date", "2026-12-24"), Some(evening(today + 30)));
        assert_eq!(ends("date", "24/12/2026"), Some(evening(today + 30)));
        // Clocks go forward on 28 March 2027: 23:59 is 21:59 UTC from then on.
        let march = NOON + crate::domain::time::Span::days(120);
        let draft = Draft {
            until: "date".into(),
            date: "2027-03-28".into(),
            ..Draft::default()
        };
        let end = draft.end(&Zone::named("Europe/Paris").unwrap(), march).ok();
        let summer = (march.day().number() + 4) * 1440 + 21 * 60 + 59;
        assert_eq!(end, Some(Moment::from_millis(summer * 60_000)));
    }
}
