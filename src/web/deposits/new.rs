//! Giving somebody a link to put papers in: who, how long, how many; then the sentence to agree to.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::Problem;
use crate::actions::deposits::{self, NewInvitation};
use crate::domain::deposit::NAME;
use crate::domain::text::line;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

/// Days to choose from.
const DAYS: [u8; 3] = [1, 3, 7];
/// Numbers of papers to choose from.
const PAPERS: [u8; 4] = [1, 5, 10, 20];

/// The answers, as they were typed.
#[derive(serde::Deserialize)]
pub struct Draft {
    #[serde(default)]
    numero: String,
    #[serde(default)]
    nom: String,
    #[serde(default)]
    jours: String,
    #[serde(default)]
    papiers: String,
    /// The sentence that was on the page of the agreement; empty before it.
    #[serde(default)]
    phrase: String,
    /// There when the person goes back.
    #[serde(default)]
    vers: String,
}

/// What the answers say.
struct Read {
    name: String,
    days: u8,
    papers: u8,
}

impl Draft {
    fn read(&self) -> Result<Read, Problem> {
        let one_of = |text: &str, offered: &[u8]| {
            let number = text.parse().map_err(|_| Problem::NotFound)?;
            let known = offered.contains(&number);
            known.then_some(number).ok_or(Problem::NotFound)
        };
        Ok(Read {
            name: line(&self.nom, NAME).map_err(|_| Problem::Field("show-who-missing"))?,
            days: one_of(&self.jours, &DAYS)?,
            papers: one_of(&self.papiers, &PAPERS)?,
        })
    }
}

impl Read {
    fn said(&self, t: &Texts) -> String {
        t.with("deposit-said")
            .arg("who", self.name.as_str())
            .arg("papers", papers(t, self.papers))
            .arg("span", span(t, self.days))
            .to_string()
    }
}

fn papers(t: &Texts, count: u8) -> String {
    t.with("papers-count")
        .arg("count", u32::from(count))
        .to_string()
}

fn span(t: &Texts, days: u8) -> String {
    t.with("span-days")
        .arg("count", u32::from(days))
        .to_string()
}

/// A number to choose, and its words.
struct Choice {
    number: u8,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "deposit-new.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    name: &'a str,
    days: Vec<Choice>,
    papers: Vec<Choice>,
    wrong: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "deposit-agree.html")]
struct Agree<'a> {
    t: &'a Texts,
    page: &'a Page,
    draft: &'a Draft,
    number: String,
    who: &'a str,
    initials: String,
    papers: String,
    span: String,
    said: String,
    /// The same in French, which counts while this language is not reviewed.
    french: Option<String>,
}

/// `GET /depots/nouveau`
pub async fn ask(signed: Signed) -> Response {
    form(&signed, "", "3", "5", None)
}

fn form(
    signed: &Signed,
    name: &str,
    days: &str,
    number: &str,
    wrong: Option<&'static str>,
) -> Response {
    let t = &signed.visit.t;
    let choice = |number: u8, chosen: &str, words: String| Choice {
        chosen: number.to_string() == chosen,
        number,
        words,
    };
    html(&Ask {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        name,
        days: DAYS
            .into_iter()
            .map(|one| choice(one, days, span(t, one)))
            .collect(),
        papers: PAPERS
            .into_iter()
            .map(|one| choice(one, number, papers(t, one)))
            .collect(),
        wrong,
    })
}

/// `POST /depots/nouveau`: shows the sentence, then does what was agreed to.
pub async fn next(State(app): State<Shared>, signed: Signed, Form(draft): Form<Draft>) -> Answer {
    let (name, days, number) = (&draft.nom, &draft.jours, &draft.papiers);
    let read = match draft.read() {
        Ok(read) if draft.vers.is_empty() => read,
        Err(Problem::Field(key)) => return Ok(form(&signed, name, days, number, Some(key))),
        Ok(_) => return Ok(form(&signed, name, days, number, None)),
        Err(problem) => return Err(problem.into()),
    };
    let t = &signed.visit.t;
    let sentence = read.said(t);
    // Also when what was on the page is no longer what would be given.
    if draft.phrase != sentence {
        let initials = read.name.split_whitespace().take(2);
        return Ok(html(&Agree {
            t,
            page: &signed.visit.page.clone().at(Place::Papers),
            draft: &draft,
            number: deposits::draw_id().to_string(),
            who: &read.name,
            initials: initials.filter_map(|word| word.chars().next()).collect(),
            papers: papers(t, read.papers),
            span: span(t, read.days),
            said: sentence,
            french: t.counting().map(|t| read.said(&t)),
        }));
    }
    let id = draft.numero.parse().map_err(|_| Problem::NotFound)?;
    let new = NewInvitation {
        id,
        sentence: t.agreed(|t| read.said(t)),
        name: read.name,
        days: read.days,
        papers: read.papers,
        language: t.lang().tag().to_owned(),
    };
    let (abri, session) = (app.abri.clone(), signed.session);
    let given = app
        .carry(async move { deposits::invite(&abri, &session, new).await })
        .await;
    match given {
        // Sent twice: the first one counts.
        Ok(()) | Err(Problem::Conflict) => {
            Ok(Redirect::to(&format!("/depots/{id}")).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}
