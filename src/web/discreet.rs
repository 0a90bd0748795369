//! Discreet mode: pages that name nothing until a press, and the page that begins and ends it.

use askama::Template;
use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use super::app::Shared;
use super::finish::Answer;
use super::gate::{Signed, hand};
use super::page::{Leave, Page, Place, html};
use super::picto::Picto;
use super::routes::{Limit, NAMES, Names, Policy, Routes};
use super::visit::Visit;
use crate::actions::discreet;
use crate::i18n::Texts;

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    const WHO: Policy = Policy::Beneficiary;
    Routes::new()
        .get("/compte/discret", WHO, show)
        .post("/compte/discret", WHO, Limit::Form, set)
}

#[derive(Template)]
#[template(path = "discreet-cover.html")]
struct Cover<'a> {
    t: &'a Texts,
    page: &'a Page,
    shown: String,
}

#[derive(Template)]
#[template(path = "account-discreet.html")]
struct Setting<'a> {
    t: &'a Texts,
    page: &'a Page,
}

/// Lets a request through, unless it is for a page with names and its person is in discreet mode.
pub async fn admit(app: &Shared, parts: &mut Parts) -> Result<(), Response> {
    if parts.extensions.get() != Some(&Names::Hidden) {
        return Ok(());
    }
    let signed = Signed::from_request_parts(parts, app).await;
    let signed = signed.map_err(IntoResponse::into_response)?;
    if signed.visit.page.discreet {
        return Err(cover(&signed.visit, &parts.uri));
    }
    hand(parts, signed.session);
    Ok(())
}

/// What stands in the place of a page with names.
fn cover(visit: &Visit, uri: &Uri) -> Response {
    let path = uri.path();
    let place = match path.split('/').nth(1) {
        Some("qui-a-vu") => Place::Seen,
        Some("accords" | "compte") => Place::Account,
        _ => Place::Papers,
    };
    let query = uri.query().map(|query| format!("?{query}"));
    html(&Cover {
        t: &visit.t,
        page: &visit.page.clone().at(place),
        shown: format!("{path}{NAMES}{}", query.unwrap_or_default()),
    })
}

/// Whether names are shown for once by this request.
pub fn is_shown(parts: &Parts) -> bool {
    parts.extensions.get() == Some(&Names::Shown)
}

/// Where the names that a request shows are hidden again.
pub fn hidden_at(parts: &Parts) -> Option<String> {
    if !is_shown(parts) {
        return None;
    }
    let path = parts.uri.path().strip_suffix(NAMES)?;
    let query = parts.uri.query().map(|query| format!("?{query}"));
    Some(format!("{path}{}", query.unwrap_or_default()))
}

/// `GET /compte/discret`
async fn show(signed: Signed) -> Answer {
    let Visit { t, page, .. } = signed.visit;
    Ok(html(&Setting {
        t: &t,
        page: &page.at(Place::Account),
    }))
}

/// What is chosen.
#[derive(serde::Deserialize)]
struct Chosen {
    discret: Choice,
}

#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Choice {
    Oui,
    Non,
}

/// `POST /compte/discret`
async fn set(State(app): State<Shared>, signed: Signed, Form(chosen): Form<Chosen>) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    let on = chosen.discret == Choice::Oui;
    app.carry(async move { discreet::set(&abri, &session, on).await })
        .await?;
    Ok(Redirect::to("/papiers").into_response())
}
