//! The receipt of one agreement, to read and to print on one sheet.

use askama::Template;
use axum::extract::{Path, State};

use super::{Line, line, to_whom};
use crate::actions::agreements::{self, Agreed, By, Standing, What};
use crate::actions::open_vault;
use crate::domain::share::{Mode, Openings};
use crate::domain::time::Moment;
use crate::i18n::{Lang, Texts};
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::purposes;

/// A paper as it was called when the person agreed.
struct Paper {
    title: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "agreement.html")]
struct Receipt<'a> {
    t: &'a Texts,
    page: &'a Page,
    one: Line,
    /// What was agreed to, word for word, each in its language: the person's, and French if that is another.
    sentences: Vec<(&'a str, Lang)>,
    purpose: String,
    how: Vec<String>,
    papers: Vec<Paper>,
    from: String,
    until: String,
    /// When and by whom it was ended; empty while it lives.
    ended: String,
    person: &'a str,
    today: String,
    number: String,
}

/// `GET /accords/{id}`
pub(super) async fn show(
    State(app): State<Shared>,
    signed: Signed,
    Path(id): Path<String>,
) -> Answer {
    let (t, now) = (&signed.visit.t, app.abri.now());
    let (agreed, by) = agreements::one(&app.abri, &signed.session.open, &id).await?;
    let person = open_vault::profile(&signed.session)?.name;
    let (sentence, language) = match &agreed.what {
        What::Shown(receipt) => (&receipt.sentence, &receipt.language),
        What::PutIn(said) => (&said.sentence, &said.language),
    };
    let language = Lang::from_tag(language, true).unwrap_or_default();
    let languages = [language, Lang::Fr].into_iter();
    Ok(html(&Receipt {
        t,
        page: &signed.visit.page.clone().at(Place::Seen),
        one: line(t, &agreed, now),
        sentences: sentence.lines().zip(languages).collect(),
        purpose: purpose(t, &agreed),
        how: how(t, &agreed),
        papers: papers(t, &agreed),
        from: t.day_time(agreed.from),
        until: t.day_time(agreed.until),
        ended: ended(t, &agreed, by.as_ref()),
        person: person.as_str(),
        today: t.day(now),
        number: agreed.id.chars().take(8).collect::<String>().to_uppercase(),
    }))
}

fn purpose(t: &Texts, agreed: &Agreed) -> String {
    match &agreed.what {
        What::Shown(receipt) => purposes::of(t, &receipt.terms),
        What::PutIn(said) => t
            .with("consent-put-in")
            .arg(
                "papers",
                t.with("papers-count").arg("count", said.papers).to_string(),
            )
            .to_string(),
    }
}

/// What the recipient may do.
fn how(t: &Texts, agreed: &Agreed) -> Vec<String> {
    let What::Shown(receipt) = &agreed.what else {
        return vec![t.say("consent-put-in-how")];
    };
    let mut how = vec![t.say(match receipt.terms.mode {
        Mode::View => "show-how-view",
        Mode::Marked => "show-how-marked",
        Mode::Copy => "show-how-copy",
    })];
    if receipt.terms.openings == Openings::Once {
        how.push(t.say("show-how-once"));
    }
    if receipt.spoken {
        how.push(t.say("show-code-yes"));
    }
    how
}

fn papers(t: &Texts, agreed: &Agreed) -> Vec<Paper> {
    let What::Shown(receipt) = &agreed.what else {
        return Vec::new();
    };
    let papers = receipt.papers.iter();
    papers
        .map(|paper| Paper {
            title: paper.title.clone(),
            kind: kinds::name(t, &paper.kind),
        })
        .collect()
}

fn ended(t: &Texts, agreed: &Agreed, by: Option<&By>) -> String {
    let at = |key: &'static str, when: Moment| t.with(key).arg("when", t.day_time(when));
    match (agreed.standing, by) {
        (Standing::Live, _) => String::new(),
        (Standing::Over, _) => at("consent-by-itself", agreed.until).to_string(),
        (Standing::Stopped(when), Some(By::Professional(who))) => {
            let who = if who.is_empty() {
                to_whom(t, agreed).0
            } else {
                who.clone()
            };
            at("consent-by-professional", when)
                .arg("who", who)
                .to_string()
        }
        (Standing::Stopped(when), by) => {
            let key = match by {
                Some(By::Person) => "consent-by-you",
                Some(By::Tries) => "consent-by-tries",
                Some(By::Another) => "consent-by-another",
                Some(By::Restored) => "consent-by-restore",
                _ => "consent-by-unknown",
            };
            at(key, when).to_string()
        }
    }
}
