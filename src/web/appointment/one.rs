//! One appointment: its code, what became of it, and its receipt.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::shown::wanted;
use super::{address, id, papers};
use crate::actions::Problem;
use crate::actions::appointments::{self, Given, Mine, NewRequest};
use crate::domain::appointment::{CopyState, State as Standing};
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::clock::Ring;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::qr::Square;
use crate::web::{kinds, purposes};

/// The code, as it is shown.
struct Code<'a> {
    text: &'a str,
    square: Square,
    address: String,
    ring: Ring,
}

#[derive(Template)]
#[template(path = "appointment-wait.html")]
struct Wait<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    state: &'a str,
    code: Option<Code<'a>>,
    until: String,
    purpose: String,
    picto: Picto,
    span: String,
    wanted: Vec<String>,
}

/// What became of one that nothing was shown in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Refused,
    Late,
    CalledBack,
}

#[derive(Template)]
#[template(path = "appointment-nothing.html")]
struct NothingPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    nothing: Nothing,
    purpose: String,
}

#[derive(Template)]
#[template(path = "appointment-open.html")]
struct Open<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    person: &'a str,
    papers: usize,
}

#[derive(Template)]
#[template(path = "appointment-receipt.html")]
struct Receipt<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    /// Whether the papers are still shown.
    shown: bool,
    person: &'a str,
    name: &'a str,
    structure: &'a str,
    purpose: String,
    kinds: Vec<String>,
    from: String,
    until: String,
    copy: bool,
    number: String,
    today: String,
}

/// `GET /pro/rendez-vous/{id}`
pub async fn show(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let mine = appointments::one(&app.abri, &at.session, id(&text)?).await?;
    let nothing = match (mine.state, &mine.given) {
        (Standing::Offered | Standing::Read, _) => return Ok(wait(&app, &at, &mine)),
        (Standing::Given, Some(given)) if !mine.opened => return Ok(unopened(&at, &mine, given)),
        (Standing::Given, given) => {
            let shown = papers::list(&app, &at, &mine).await;
            return match (shown, given) {
                // The last paper was taken out of the vault: there is nothing to look at any more.
                (Err(Problem::NotFound), Some(given)) => {
                    Ok(receipt_page(&app, &at, &mine, given, false))
                }
                (shown, _) => Ok(shown?),
            };
        }
        (_, Some(given)) => return Ok(receipt_page(&app, &at, &mine, given, false)),
        (Standing::Refused, None) => Nothing::Refused,
        (Standing::Over, None) => Nothing::Late,
        (Standing::Ended, None) => Nothing::CalledBack,
    };
    Ok(html(&NothingPage {
        t: &at.visit.t,
        page: &at.visit.page.clone().at(Place::Desk),
        address: &address(mine.id),
        nothing,
        purpose: purposes::name(&at.visit.t, &mine.request.purpose),
    }))
}

fn wait(app: &App, at: &AtWork, mine: &Mine) -> Response {
    let t = &at.visit.t;
    let now = app.abri.now();
    let code = mine.code.as_ref().map(|code| {
        let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        Code {
            text: code.as_str(),
            square: Square::of(&format!("{}/rdv#{plain}", app.site.origin.as_str())),
            address: format!("{}/rdv", app.site.origin.authority()),
            ring: Ring::new(t, mine.asked, mine.until, now),
        }
    });
    html(&Wait {
        t,
        page: &at.visit.page.clone().at(Place::Desk),
        address: &address(mine.id),
        state: mine.state.as_str(),
        code,
        until: t.time(mine.until),
        purpose: purposes::name(t, &mine.request.purpose),
        picto: purposes::picto(&mine.request.purpose),
        span: t.span(mine.request.lasting.span()),
        wanted: wanted(t, app, &mine.request),
    })
}

fn unopened(at: &AtWork, mine: &Mine, given: &Given) -> Response {
    html(&Open {
        t: &at.visit.t,
        page: &at.visit.page.clone().at(Place::Desk),
        address: &address(mine.id),
        person: &given.person,
        papers: given.kinds.len(),
    })
}

fn receipt_page(app: &App, at: &AtWork, mine: &Mine, given: &Given, shown: bool) -> Response {
    let t = &at.visit.t;
    let mut number = given.consent.to_uppercase();
    number.truncate(8);
    html(&Receipt {
        t,
        page: &at.visit.page.clone().at(Place::Desk),
        address: &address(mine.id),
        shown,
        person: &given.person,
        name: &given.request.name,
        structure: &given.request.structure,
        purpose: purposes::name(t, &given.request.purpose),
        kinds: given
            .kinds
            .iter()
            .map(|kind| kinds::name(t, kind))
            .collect(),
        from: t.day_time(Moment::from_millis(given.from)),
        until: t.day_time(Moment::from_millis(given.until)),
        copy: given.copy.is_some(),
        number,
        today: t.day(app.abri.now()),
    })
}

/// `GET /pro/rendez-vous/{id}/recu`, while papers are shown too.
pub async fn receipt(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let mine = appointments::one(&app.abri, &at.session, id(&text)?).await?;
    let given = mine.given.as_ref().ok_or(Problem::NotFound)?;
    let shown = mine.state == Standing::Given;
    Ok(receipt_page(&app, &at, &mine, given, shown))
}

/// `GET /pro/rendez-vous/{id}/etat`: how far it is, in a word that its pages compare.
pub async fn state(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let progress = appointments::state(&app.abri, &at.session, id(&text)?).await?;
    Ok(word(progress).into_response())
}

/// The word of a state.
pub(super) const fn word(
    (state, opened, copy): (Standing, bool, Option<CopyState>),
) -> &'static str {
    match (state, opened, copy) {
        (Standing::Given, true, Some(CopyState::Asked)) => "copy-asked",
        (Standing::Given, true, Some(CopyState::Given)) => "copy-given",
        (Standing::Given, true, Some(CopyState::Refused)) => "copy-refused",
        (Standing::Given, true, None) => "opened",
        (state, ..) => state.as_str(),
    }
}

/// `POST /pro/rendez-vous/{id}/annuler`
pub async fn call_back(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let id = id(&text)?;
    let (abri, session) = (app.abri.clone(), at.session);
    let called = app
        .carry(async move { appointments::call_back(&abri, &session, id).await })
        .await;
    match called {
        // Answered in the same moment: the page says how it is.
        Ok(()) | Err(Problem::Conflict) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /pro/rendez-vous/{id}/encore`: the same is asked once more, with a code of its own.
pub async fn again(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let id = id(&text)?;
    let (abri, session) = (app.abri.clone(), at.session);
    let asked = app
        .carry(async move {
            let old = appointments::one(&abri, &session, id).await?.request;
            let new = NewRequest {
                purpose: old.purpose,
                answers: old.answers,
                kinds: old.kinds,
                lasting: old.lasting,
            };
            appointments::ask(&abri, &session, new).await
        })
        .await;
    asked_for(asked)
}

/// To the page of a new appointment; too many at once are told on the first page.
pub(super) fn asked_for(asked: Result<crate::domain::ids::AppointmentId, Problem>) -> Answer {
    match asked {
        Ok(id) => Ok(Redirect::to(&address(id)).into_response()),
        Err(Problem::Field(_)) => Ok(Redirect::to("/pro?trop=1").into_response()),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /pro/rendez-vous/{id}/ouvrir`: told to the person before the first paper is seen.
pub async fn open(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let id = id(&text)?;
    let (abri, session) = (app.abri.clone(), at.session);
    let opened = app
        .carry(async move { appointments::open(&abri, &session, id).await })
        .await;
    match opened {
        Ok(looking) => {
            let first = looking.papers.first().map_or(0, |paper| paper.position);
            let to = format!("{}/papiers/{first}", address(id));
            Ok(Redirect::to(&to).into_response())
        }
        // Stopped or over in the same moment: its page says so.
        Err(Problem::NotFound) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /pro/rendez-vous/{id}/terminer`. One that has ended already is as good as finished.
pub async fn finish(State(app): State<Shared>, at: AtWork, Path(text): Path<String>) -> Answer {
    let id = id(&text)?;
    let (abri, session) = (app.abri.clone(), at.session);
    let finished = app
        .carry(async move { appointments::finish(&abri, &session, id).await })
        .await;
    match finished {
        Ok(()) | Err(Problem::NotFound) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => Err(problem.into()),
    }
}
