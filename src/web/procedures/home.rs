//! What the home page says of papers that end.

use crate::actions::papers::Paper;
use crate::catalogue;
use crate::domain::checklist::{Permit, Question, Reminder, Why, reminders};
use crate::domain::document::PrintedDate;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::kinds;

/// So many are told at once, the most pressing first.
const MOST: usize = 4;

/// A reminder in words.
pub struct Told {
    /// Where it leads.
    pub to: String,
    /// Which paper.
    pub title: String,
    /// When it ends; empty for a loss.
    pub when: String,
    /// What to do.
    pub advice: Vec<String>,
}

/// What to think of today.
pub fn told(t: &Texts, papers: &[&Paper], now: Moment) -> Vec<Told> {
    let held: Vec<_> = papers.iter().map(|paper| paper.held()).collect();
    let today = PrintedDate::of(t.zone().day(now));
    let all = reminders(catalogue::rules, &held, today);
    let few = all.into_iter().take(MOST);
    few.map(|one| tell(t, papers[one.paper], one, now))
        .collect()
}

fn tell(t: &Texts, paper: &Paper, reminder: Reminder, now: Moment) -> Told {
    let keys: &[_] = match reminder.why {
        Why::Ends => &["remind-ends"],
        Why::Fades => &["remind-fades"],
        Why::Domiciliation => &["remind-domiciliation"],
        Why::Permit(Permit::Now) => &["remind-permit-now"],
        Why::Permit(Permit::Late) => &["remind-permit-late"],
        Why::Lost => &["remind-lost-do", "remind-lost-safe"],
        Why::Permit(Permit::Early(_)) => &[],
    };
    let mut advice: Vec<_> = keys.iter().map(|key| t.say(key)).collect();
    if let Why::Permit(Permit::Early(opens)) = reminder.why {
        let date = t.date(opens.day());
        advice.push(t.with("remind-permit-early").arg("date", date).to_string());
    }
    let end = reminder.end.map(|end| t.ends(end.date.day(), now));
    let lost = reminder.why == Why::Lost;
    Told {
        to: if lost {
            format!("/demarches/cni_refaire?{}=oui", Question::Lost.key())
        } else {
            format!("/papiers/{}", paper.id)
        },
        title: if lost {
            t.say("remind-lost")
        } else {
            kinds::title(t, paper.current.record.facts.title.as_str())
        },
        when: end.unwrap_or_default(),
        advice,
    }
}
