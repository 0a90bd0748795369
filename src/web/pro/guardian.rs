//! `/pro/secours`: one of the two "personnes de secours" makes sure of somebody who lost everything. Nothing is typed
//! but the four words that the person reads out.

use askama::Template;
use axum::Form;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};

use crate::actions::guardians::hand_over::{self, OwnSeat};
use crate::actions::recover::confirm::{self, Asked};
use crate::actions::{Outcome, Problem};
use crate::domain::recovery::{Manner, Stage};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::papers::values;
use crate::web::picto::Picto;

/// A colleague of the same place who has no key yet.
struct Newcomer {
    id: String,
    name: String,
}

#[derive(Template)]
#[template(path = "pro-guardian.html")]
struct GuardianPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    structure: &'a str,
    seat: u32,
    /// Whether they hold the key of their place.
    holds: bool,
    newcomers: Vec<Newcomer>,
    /// What was just done: the key of its sentence.
    done: Option<&'static str>,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "pro-guardian-case.html")]
struct CasePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    words: &'a str,
    name: &'a str,
    born: String,
    afar: bool,
    /// Who has confirmed already: the key of its sentence.
    confirmed: Option<&'static str>,
    /// Whether whoever looks may confirm.
    mine_to_do: bool,
    until: String,
    wrong: Option<Wrong>,
}

/// The four words, and what was ticked.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Read {
    mots: String,
    piece: String,
    visage: String,
    lus: String,
}

/// The colleague who is let in.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    personne: String,
}

/// `GET /pro/secours`
pub async fn show(State(app): State<Shared>, at: AtWork, RawQuery(query): RawQuery) -> Answer {
    let done = match values(query.as_deref(), "fait").next() {
        Some("place") => Some("guardian-passed"),
        Some("un") => Some("guardian-done-one"),
        Some("attente") => Some("guardian-done-delayed"),
        Some("pret") => Some("guardian-done-ready"),
        Some("non") => Some("guardian-done-refused"),
        _ => None,
    };
    page(&app, &at, done, None).await
}

/// `POST /pro/secours/passer`: "C’est bien ma collègue".
pub async fn pass_on(State(app): State<Shared>, at: AtWork, Form(chosen): Form<Chosen>) -> Answer {
    let person = chosen.personne.parse().map_err(|_| Problem::NotFound)?;
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { hand_over::hand_over(&abri, &session, person).await })
        .await?;
    Ok(Redirect::to("/pro/secours?fait=place").into_response())
}

/// `POST /pro/secours/demande`: who asks, by the four words.
pub async fn look(State(app): State<Shared>, at: AtWork, Form(read): Form<Read>) -> Answer {
    match confirm::find(&app.abri, &at.session, &read.mots).await {
        Ok(asked) => case_page(&app, &at, &read.mots, &asked, None).await,
        Err(problem) => refused(&app, &at, problem).await,
    }
}

/// `POST /pro/secours/confirmer`: all three were ticked.
pub async fn confirm(State(app): State<Shared>, at: AtWork, Form(read): Form<Read>) -> Answer {
    if [&read.piece, &read.visage, &read.lus]
        .iter()
        .any(|ticked| ticked.is_empty())
    {
        return again(&app, &at, &read, Problem::Field("guardian-tick-all")).await;
    }
    let (abri, words) = (app.abri.clone(), read.mots.clone());
    let (at, confirmed) = app
        .carry(async move {
            let confirmed = confirm::confirm(&abri, &at.session, &words).await;
            Ok((at, confirmed))
        })
        .await?;
    match confirmed {
        Ok(stage) => {
            let done = match stage {
                Stage::Waiting | Stage::One(_) => "un",
                Stage::Delayed(_) => "attente",
                Stage::Ready => "pret",
            };
            Ok(Redirect::to(&format!("/pro/secours?fait={done}")).into_response())
        }
        Err(problem) => again(&app, &at, &read, problem).await,
    }
}

/// `POST /pro/secours/refuser`
pub async fn refuse(State(app): State<Shared>, at: AtWork, Form(read): Form<Read>) -> Answer {
    let abri = app.abri.clone();
    let (at, over) = app
        .carry(async move {
            let over = confirm::refuse(&abri, &at.session, &read.mots).await;
            Ok((at, over))
        })
        .await?;
    match over {
        Ok(()) => Ok(Redirect::to("/pro/secours?fait=non").into_response()),
        Err(problem) => refused(&app, &at, problem).await,
    }
}

/// The case once more, with why; without a case, the field for its words.
async fn again(app: &App, at: &AtWork, read: &Read, problem: Problem) -> Answer {
    match confirm::find(&app.abri, &at.session, &read.mots).await {
        Ok(asked) => {
            let wrong = Wrong::of(&at.visit.t, problem, "recovery-words")?;
            case_page(app, at, &read.mots, &asked, Some(wrong)).await
        }
        Err(_) => refused(app, at, problem).await,
    }
}

async fn refused(app: &App, at: &AtWork, problem: Problem) -> Answer {
    let wrong = Wrong::of(&at.visit.t, problem, "recovery-words")?;
    page(app, at, None, Some(wrong)).await
}

/// Their place; whoever has none finds nothing here.
async fn own(app: &App, at: &AtWork) -> Outcome<OwnSeat> {
    let own = hand_over::own(&app.abri, &at.session).await?;
    own.ok_or(Problem::NotFound)
}

async fn page(app: &App, at: &AtWork, done: Option<&'static str>, wrong: Option<Wrong>) -> Answer {
    let own = own(app, at).await?;
    let t = &at.visit.t;
    let newcomers = own.waiting.into_iter().map(|one| Newcomer {
        id: one.person.to_string(),
        name: one.name,
    });
    Ok(html_with(
        status(wrong.as_ref()),
        &GuardianPage {
            t,
            page: &at.visit.page.clone().at(Place::Desk),
            structure: &at.working.structure,
            seat: own.seat.number(),
            holds: own.holds,
            newcomers: newcomers.collect(),
            done,
            wrong,
        },
    ))
}

async fn case_page(
    app: &App,
    at: &AtWork,
    words: &str,
    asked: &Asked,
    wrong: Option<Wrong>,
) -> Answer {
    let own = own(app, at).await?.seat;
    let t = &at.visit.t;
    let (confirmed, mine_to_do) = match asked.stage {
        Stage::Waiting => (None, true),
        Stage::One(_) if asked.by_me => (Some("guardian-confirmed-me"), false),
        Stage::One(seat) if seat == own => (Some("guardian-confirmed-same"), false),
        Stage::One(_) => (Some("guardian-confirmed-other"), true),
        Stage::Delayed(_) | Stage::Ready => (Some("guardian-confirmed-both"), false),
    };
    Ok(html_with(
        status(wrong.as_ref()),
        &CasePage {
            t,
            page: &at.visit.page.clone().at(Place::Desk),
            words,
            name: &asked.who.name,
            born: t.date(asked.who.born.day()),
            afar: asked.manner == Manner::FromAfar,
            mine_to_do,
            confirmed,
            until: t.day_time(asked.until),
            wrong,
        },
    ))
}
