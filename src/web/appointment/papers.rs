//! What a person shows in an appointment: the list of what was asked, one paper beside it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::one::{asked_for, word};
use super::shown::{Rows, Standing, rows};
use super::{address, id};
use crate::actions::Problem;
use crate::actions::appointments::{self, Mine, NewRequest};
use crate::actions::read_shown::Looking;
use crate::domain::appointment::{CopyAsk, CopyState};
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::clock::Ring;
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::purposes;
use crate::web::viewer::{self, Asked, Opened, number, pages};

#[derive(Template)]
#[template(path = "appointment-papers.html")]
struct Papers<'a> {
    t: &'a Texts,
    page: &'a Page,
    address: &'a str,
    state: &'a str,
    person: &'a str,
    ring: Ring,
    purpose: String,
    until: String,
    rows: Rows,
    opened: Option<Opened>,
    copy: Option<CopyState>,
    /// Whether the person agreed to a copy.
    agreed: bool,
    sizes: Vec<(&'static str, String)>,
    wrong: Option<String>,
}

/// Everything of an appointment that was opened, as its page draws it.
pub(super) fn page(
    app: &App,
    at: &AtWork,
    mine: &Mine,
    looking: &Looking,
    opened: Option<Opened>,
    wrong: Option<&str>,
) -> Response {
    let t = &at.visit.t;
    let now = app.abri.now();
    let end = looking.terms.end();
    let current = opened.as_ref().map(|paper| paper.position);
    let size = |ask: CopyAsk| {
        let limit = ask.limit()?;
        let words = t.with("appointment-copy-pdf").arg("size", t.size(limit));
        Some((ask.as_str(), words.to_string()))
    };
    let template = Papers {
        t,
        page: &at.visit.page.clone().at(Place::Desk),
        address: &address(mine.id),
        state: word((mine.state, mine.opened, mine.copy)),
        person: &looking.person,
        ring: Ring::new(t, Moment::from_millis(looking.terms.from), end, now),
        purpose: purposes::of(t, &looking.terms),
        until: t.time(end),
        rows: rows(t, app, &mine.request, looking, current, now),
        opened,
        copy: mine.copy,
        agreed: mine
            .given
            .as_ref()
            .is_some_and(|given| given.copy.is_some()),
        sizes: CopyAsk::ALL.into_iter().filter_map(size).collect(),
        wrong: wrong.map(|key| t.say(key)),
    };
    match wrong {
        Some(_) => html_with(crate::web::entry::AGAIN, &template),
        None => html(&template),
    }
}

/// The page of an appointment that was opened, before a paper is chosen.
pub(super) async fn list(app: &App, at: &AtWork, mine: &Mine) -> Result<Response, Problem> {
    let looking = appointments::look(&app.abri, &at.session, mine.id).await?;
    Ok(page(app, at, mine, &looking, None, None))
}

/// `GET /pro/rendez-vous/{id}/papiers/{position}`: told once for each opening.
pub async fn one(
    State(app): State<Shared>,
    at: AtWork,
    Path((text, position)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (id, position) = (id(&text)?, number(&position)?);
    let looking = match appointments::look(&app.abri, &at.session, id).await {
        // Ended or not opened yet: its own page says how it is, and that it is not there if it never was.
        Err(Problem::NotFound) => return Ok(Redirect::to(&address(id)).into_response()),
        looking => looking?,
    };
    let place = format!("{}/papiers", address(id));
    let (looking, opened) =
        viewer::look(&app, &at.visit.t, looking, position, place, asked.larger()).await?;
    let Some(opened) = opened else {
        return Ok(damaged::shown(&at.visit.t, &at.visit.page));
    };
    let mine = appointments::one(&app.abri, &at.session, id).await?;
    Ok(page(&app, &at, &mine, &looking, Some(opened), None))
}

/// `GET /pro/rendez-vous/{id}/papiers/{position}/page/{n}`
pub async fn picture(
    State(app): State<Shared>,
    at: AtWork,
    Path((text, position, page)): Path<(String, String, String)>,
) -> Answer {
    let place = (number(&position)?, number(&page)?);
    let looking = appointments::look(&app.abri, &at.session, id(&text)?).await?;
    pages::picture(&app, &at.visit, looking, place).await
}

/// `POST /pro/rendez-vous/{id}/manque`: asks for what is not shown yet, with a code of its own.
pub async fn ask_missing(
    State(app): State<Shared>,
    at: AtWork,
    Path(text): Path<String>,
) -> Answer {
    let id = id(&text)?;
    let mine = appointments::one(&app.abri, &at.session, id).await?;
    let looking = appointments::look(&app.abri, &at.session, id).await?;
    let t = &at.visit.t;
    let missing = rows(t, &app, &mine.request, &looking, None, app.abri.now()).missing;
    if missing.is_empty() {
        return Ok(Redirect::to(&address(id)).into_response());
    }
    let new = NewRequest {
        purpose: mine.request.purpose,
        answers: Vec::new(),
        kinds: missing,
        lasting: mine.request.lasting,
    };
    let (abri, session) = (app.abri.clone(), at.session);
    let asked = app
        .carry(async move { appointments::ask(&abri, &session, new).await })
        .await;
    asked_for(asked)
}
