//! Opening a vault with a mediator, on their screen: what they say first (`/pro/ouvrir`), then the person's own
//! pages (`/ensemble`), in a session of their own beside the mediator's.

pub mod begin;
pub mod card;
pub mod code;
pub mod seen;

use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};

use super::app::Shared;
use super::cookies;
use super::page::Page;
use super::routes::{Limit, Policy, Routes};
use super::visit::Visit;
use crate::actions::helped::together::Stage;
use crate::domain::structure::Role;

/// Steps of opening a vault with somebody: information, name, code, card, and whether the code was seen.
const STEPS: u8 = 5;

/// The routes of these pages.
pub fn routes() -> Routes<Shared> {
    const OPENS: Policy = Policy::Professional(Role::MEDIATORS);
    const FORM: Limit = Limit::Form;
    use Policy::{Anyone, Helped};
    Routes::new()
        .get("/pro/ouvrir", OPENS, begin::show)
        .post("/pro/ouvrir", OPENS, FORM, begin::answer)
        .get("/ensemble", Helped, code::turn)
        .get("/ensemble/code", Helped, code::show)
        .post("/ensemble/code", Helped, FORM, code::note)
        .get("/ensemble/carte", Helped, card::show)
        .get("/ensemble/carte/verifier", Helped, card::check)
        .post("/ensemble/carte/verifier", Helped, FORM, card::checked)
        .get("/ensemble/vu", Helped, seen::show)
        .post("/ensemble/vu", Helped, FORM, seen::answer)
        .post("/ensemble/arreter", Helped, FORM, seen::stop)
        .get("/ensemble/fini", Anyone, seen::done)
        .get("/ensemble/arrete", Anyone, seen::stopped)
}

/// To the page of the stage that the opening is at, whichever was asked for.
fn on(stage: Stage) -> Response {
    let to = match stage {
        Stage::Code { .. } => "/ensemble",
        Stage::Card => "/ensemble/carte",
        Stage::Seen => "/ensemble/vu",
    };
    Redirect::to(to).into_response()
}

/// The page at a step.
fn at_step(visit: &Visit, step: u8) -> Page {
    visit.page.clone().at_step(step, STEPS)
}

/// Away from these pages for good: their cookie goes, and what the browser kept of them. Not the cookies of
/// the mediator, who goes on.
fn over(to: &'static str) -> Response {
    let mut response = Redirect::to(to).into_response();
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
    cookies::put(headers, &cookies::forget(cookies::TOGETHER));
    response
}
