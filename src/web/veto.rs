//! Somebody asks to come back into the person's vault: every page of the person says so, and one press stops it where
//! nobody was seen.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::app::{App, Shared};
use super::finish::Answer;
use super::gate::Signed;
use super::page::{Asking, Leave, Page, Place, html};
use super::picto::Picto;
use super::routes::{Limit, Policy, Routes};
use crate::actions::recover::veto;
use crate::actions::session::Session;
use crate::actions::{Outcome, Problem};
use crate::domain::recovery::Manner;
use crate::i18n::Texts;

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    const WHO: Policy = Policy::Beneficiary;
    Routes::new()
        .post("/secours/refuser", WHO, Limit::Form, refuse)
        .get("/secours/refuse", WHO, refused)
}

#[derive(Template)]
#[template(path = "recovery-vetoed.html")]
struct Vetoed<'a> {
    t: &'a Texts,
    page: &'a Page,
}

/// Which one.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Which {
    demande: String,
}

/// What stands on every page of the person.
pub(super) async fn asking(app: &App, session: &Session, t: &Texts) -> Outcome<Vec<Asking>> {
    let pending = veto::against(&app.abri, &session.open).await?;
    let told = pending.into_iter().map(|one| Asking {
        id: one.id.to_string(),
        by: one.by,
        structure: one.structure,
        afar: one.manner == Manner::FromAfar,
        ready: one.ready.map(|at| t.day_time(at)),
    });
    Ok(told.collect())
}

/// `POST /secours/refuser`: "Ce n’est pas moi".
async fn refuse(State(app): State<Shared>, signed: Signed, Form(which): Form<Which>) -> Answer {
    let id = which.demande.parse().map_err(|_| Problem::NotFound)?;
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { veto::veto(&abri, &session, id).await })
        .await?;
    Ok(Redirect::to("/secours/refuse").into_response())
}

/// `GET /secours/refuse`
async fn refused(signed: Signed) -> Response {
    html(&Vetoed {
        t: &signed.visit.t,
        page: &signed.visit.page.clone().at(Place::Papers),
    })
}
