//! `/pro/compte`: words, card, computers, what happened, signing out.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::app::AppLine;
use super::key::NewKey;
use super::words::Typed;
use super::{desks, role, wrong_words};
use crate::actions::people::{alarms, desk, names};
use crate::actions::{Problem, look_back, session};
use crate::domain::slot::{self, SESSION_AT_MOST, SlotKind};
use crate::i18n::Texts;
use crate::web::account::{Language, WayLine, lines, speak, way};
use crate::web::app::{App, Shared};
use crate::web::cookies;
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::journal::words::{Day, by_day, tell_all};
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "pro-account.html")]
struct Account<'a> {
    t: &'a Texts,
    page: &'a Page,
    name: &'a str,
    function: &'a str,
    structure: &'a str,
    role: String,
    ways: Vec<WayLine>,
    has_card: bool,
    can_add_desk: bool,
    to_note: bool,
    app: AppLine,
    key: NewKey,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "pro-journal.html")]
struct Journal<'a> {
    t: &'a Texts,
    page: &'a Page,
    days: Vec<Day>,
    /// Older entries come before this number.
    older: Option<u64>,
    broken: Option<String>,
}

/// `GET /pro/compte`
pub async fn show(State(app): State<Shared>, at: AtWork) -> Answer {
    page(&app, &at, None).await
}

/// `POST /pro/compte/ordinateur`: this computer is added, unless others use it too.
pub async fn add_desk(State(app): State<Shared>, at: AtWork, Form(form): Form<Typed>) -> Answer {
    if at.session.place != slot::Place::Own {
        return Err(Problem::NotFound.into());
    }
    let abri = app.abri.clone();
    let (at, added) = app
        .carry(async move {
            let added = match form.proof() {
                Ok(proof) => desk::add_desk(&abri, &at.session, &proof).await,
                Err(problem) => Err(problem),
            };
            Ok((at, added))
        })
        .await?;
    match added {
        Ok(secret) => {
            let mut response = Redirect::to("/pro/compte").into_response();
            let cookie = desks::cookie(&secret, app.abri.now());
            cookies::put(response.headers_mut(), &cookie);
            Ok(response)
        }
        Err(problem) => {
            let wrong = wrong_words(&at.visit.t, problem)?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

/// `POST /pro/compte/entree/{way}/retirer`
pub async fn remove(
    State(app): State<Shared>,
    at: AtWork,
    Path(wanted): Path<String>,
    Form(form): Form<Typed>,
) -> Answer {
    let (id, _) = way(&app, &at.session, &wanted).await?;
    let abri = app.abri.clone();
    let (at, removed) = app
        .carry(async move {
            let removed = match desk::words_typed(&form.words) {
                Ok(words) => desk::remove(&abri, &at.session, &id, &words).await,
                Err(problem) => Err(problem),
            };
            Ok((at, removed))
        })
        .await?;
    match removed {
        Ok(()) => Ok(Redirect::to("/pro/compte").into_response()),
        Err(problem) => {
            let wrong = wrong_words(&at.visit.t, problem)?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

/// `POST /pro/compte/langue`
pub async fn language(State(app): State<Shared>, Form(chosen): Form<Language>) -> Response {
    speak(&app, &chosen, "/pro/compte")
}

/// `POST /pro/compte/sortir-partout`
pub async fn sign_out_everywhere(State(app): State<Shared>, at: AtWork) -> Answer {
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { session::end_all(&abri, &session).await })
        .await?;
    let mut response = Redirect::to("/pro/entrer").into_response();
    let gone = cookies::forget(cookies::SESSION);
    cookies::put(response.headers_mut(), &gone);
    Ok(response)
}

/// Which page of the journal is asked for.
#[derive(serde::Deserialize)]
pub struct Asked {
    /// The entries before this number; the newest ones without it.
    avant: Option<u64>,
}

/// `GET /pro/compte/journal`: what happened, the newest entries first.
pub async fn journal(State(app): State<Shared>, at: AtWork, Query(asked): Query<Asked>) -> Answer {
    let AtWork { session, visit, .. } = at;
    let since = session.until - SESSION_AT_MOST;
    let (abri, open) = (&app.abri, &session.open);
    let mut seen = look_back::page(abri, open, asked.avant, since).await?;
    alarms::name_colleagues(abri, open, &mut seen.entries).await?;
    let t = &visit.t;
    Ok(html(&Journal {
        t,
        page: &visit.page.clone().at(Place::DeskAccount),
        days: by_day(t, app.abri.now(), tell_all(t, &seen.entries).into_iter()),
        older: seen.older,
        broken: seen.broken.map(|number| number.to_string()),
    }))
}

pub(super) async fn page(app: &App, at: &AtWork, wrong: Option<Wrong>) -> Answer {
    let session = &at.session;
    let t = &at.visit.t;
    let ways = lines(app, session, t).await?;
    let own = names::own(session)?;
    let page = at.visit.page.clone().at(Place::DeskAccount);
    let response: Response = html_with(
        status(wrong.as_ref()),
        &Account {
            t,
            page: &page,
            name: own.name.as_str(),
            function: own.function.as_str(),
            structure: &at.working.structure,
            role: role(t, at.working.member.role),
            has_card: ways.iter().any(|way| way.kind == SlotKind::DeskCard),
            can_add_desk: session.place == slot::Place::Own && session.notes.slot != SlotKind::Desk,
            to_note: desk::to_note(session).is_some(),
            app: AppLine::of(app, session, t).await?,
            key: NewKey::draw(app, session, t),
            ways,
            wrong,
        },
    );
    Ok(response)
}
