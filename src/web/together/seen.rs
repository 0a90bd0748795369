//! The last question, for the person alone; the end, and an opening that was stopped.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::{at_step, on, over};
use crate::actions::helped::together::{Stage, stage, was_not_seen, was_seen};
use crate::actions::session;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Together;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "together-seen.html")]
struct Seen<'a> {
    t: &'a Texts,
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "together-end.html")]
struct End<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// To its end, and not stopped before.
    done: bool,
}

/// Whether somebody saw the code.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Said {
    vu: String,
}

/// `GET /ensemble/vu`
pub async fn show(State(app): State<Shared>, at: Together) -> Answer {
    match stage(&app.abri, &at.session).await? {
        (Stage::Seen, _) => Ok(html(&Seen {
            t: &at.visit.t,
            page: &at_step(&at.visit, 5),
        })),
        (other, _) => Ok(on(other)),
    }
}

/// `POST /ensemble/vu`: yes draws another code there and then; no ends the helped session.
pub async fn answer(State(app): State<Shared>, at: Together, Form(said): Form<Said>) -> Answer {
    let (abri, mut session) = (app.abri.clone(), at.session);
    match said.vu.as_str() {
        "oui" => {
            app.carry(async move { was_seen(&abri, &mut session).await })
                .await?;
            Ok(Redirect::to("/ensemble").into_response())
        }
        "non" => {
            app.carry(async move { was_not_seen(&abri, &session).await })
                .await?;
            Ok(over("/ensemble/fini"))
        }
        _ => Ok(Redirect::to("/ensemble/vu").into_response()),
    }
}

/// `POST /ensemble/arreter`
pub async fn stop(State(app): State<Shared>, at: Together) -> Answer {
    session::end(&app.abri, at.session.cookie()).await?;
    Ok(over("/ensemble/arrete"))
}

/// `GET /ensemble/fini`
pub async fn done(visit: Visit) -> Response {
    end(&visit, true)
}

/// `GET /ensemble/arrete`: also for whoever comes back when it is over.
pub async fn stopped(visit: Visit) -> Response {
    end(&visit, false)
}

fn end(visit: &Visit, done: bool) -> Response {
    html(&End {
        t: &visit.t,
        page: &visit.page,
        done,
    })
}
