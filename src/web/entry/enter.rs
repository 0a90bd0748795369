//! `/entrer`: by this phone, or by an identifier and secret words. No code is ever in an address.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::devices::{self, Device};
use super::{AGAIN, Wrong, tried, way_name, welcomed};
use crate::actions::sign_in::{Way, sign_in};
use crate::actions::{Outcome, Problem, session::Session};
use crate::domain::slot::{self, SlotKind};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::cookies;
use crate::web::finish::{Answer, Refused};
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "enter.html")]
struct Enter<'a> {
    t: &'a Texts,
    page: &'a Page,
    devices: &'a [Device],
}

#[derive(Template)]
#[template(path = "enter-phone.html")]
struct Phone<'a> {
    t: &'a Texts,
    page: &'a Page,
    device: &'a Device,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "enter-words.html")]
struct Words<'a> {
    t: &'a Texts,
    page: &'a Page,
    identifier: &'a str,
    own: bool,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "enter-erased.html")]
struct Erased<'a> {
    t: &'a Texts,
    page: &'a Page,
    others: Vec<(SlotKind, String)>,
}

/// Six digits.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Code {
    code: String,
}

/// An identifier, words, and whose screen it is.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Known {
    identifier: String,
    words: String,
    place: String,
}

/// `GET /entrer`
pub async fn show(visit: Visit, headers: HeaderMap) -> Response {
    html(&Enter {
        t: &visit.t,
        page: &visit.page,
        devices: &devices::all(&headers),
    })
}

/// `GET /entrer/telephone/{tag}`
pub async fn phone(visit: Visit, headers: HeaderMap, Path(tag): Path<String>) -> Response {
    match devices::one(&headers, &tag) {
        Some(device) => phone_page(&visit, &device, None),
        None => Redirect::to("/entrer").into_response(),
    }
}

/// `POST /entrer/telephone/{tag}`
pub async fn by_phone(
    State(app): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Path(tag): Path<String>,
    Form(typed): Form<Code>,
) -> Answer {
    let Some(device) = devices::one(&headers, &tag) else {
        return Ok(Redirect::to("/entrer").into_response());
    };
    let way = Way::held(SlotKind::Device, device.secret.duplicate(), &typed.code);
    match enter(&app, &visit, way, slot::Place::Own).await {
        Ok(session) => Ok(welcomed(&session, "/papiers")),
        // The phone was taken off the vault elsewhere: this browser need not offer it any more.
        Err(gone @ (Problem::WayErased { .. } | Problem::WrongSecret { left: None })) => {
            let others = match gone {
                Problem::WayErased { others } => others,
                _ => vec![SlotKind::Card, SlotKind::Phrase, SlotKind::Rescue],
            };
            let mut response = erased(&visit, &others);
            cookies::put(response.headers_mut(), &devices::forget(&tag));
            Ok(response)
        }
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "enter-code-wrong")?;
            Ok(phone_page(&visit, &device, Some(wrong)))
        }
    }
}

/// `GET /entrer/mots`
pub async fn words(visit: Visit, headers: HeaderMap) -> Response {
    let known = Known {
        place: usual_place(&headers),
        ..Known::default()
    };
    words_page(&visit, &known, None)
}

/// `POST /entrer/mots`
pub async fn by_words(State(app): State<Shared>, visit: Visit, Form(typed): Form<Known>) -> Answer {
    let way = Way::words(&typed.identifier, &typed.words);
    match enter(&app, &visit, way, place(&typed.place)).await {
        Ok(session) => Ok(welcomed(&session, "/papiers")),
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "enter-words-wrong")?;
            Ok(words_page(&visit, &typed, Some(wrong)))
        }
    }
}

/// Proposed: a browser that holds somebody's device key was said to be their own. Signing out of a
/// shared one would erase that key.
pub fn usual_place(headers: &HeaderMap) -> String {
    let place = if devices::all(headers).is_empty() {
        slot::Place::Shared
    } else {
        slot::Place::Own
    };
    place.as_str().to_owned()
}

/// Whose screen it is; a shared one when nothing was said.
pub fn place(text: &str) -> slot::Place {
    slot::Place::from_text(text).unwrap_or(slot::Place::Shared)
}

/// Opens the vault by a way in. What was typed in another shape than it has is no try.
pub async fn enter(
    app: &App,
    visit: &Visit,
    way: Outcome<Way>,
    place: slot::Place,
) -> Outcome<Session> {
    let way = way?;
    let (abri, source) = (app.abri.clone(), visit.source);
    let network = source.network().to_string();
    let action = async move { sign_in(&abri, way, place, &network).await };
    tried(app, source, app.carry(action)).await
}

/// The page after ten wrong codes: what remains, and who helps.
pub fn erased(visit: &Visit, others: &[SlotKind]) -> Response {
    let mut kinds = others.to_vec();
    kinds.dedup();
    let mut seen: Vec<(SlotKind, String)> = Vec::new();
    for kind in kinds {
        if seen.iter().all(|(known, _)| *known != kind) {
            seen.push((kind, way_name(&visit.t, kind)));
        }
    }
    html_with(
        StatusCode::FORBIDDEN,
        &Erased {
            t: &visit.t,
            page: &visit.page,
            others: seen,
        },
    )
}

#[expect(
    clippy::result_large_err,
    reason = "the answer is the usual case of refusal"
)]
/// The page of a problem at the door of a card: erased, or the form again.
pub fn refused(visit: &Visit, problem: Problem, wrong: &'static str) -> Result<Wrong, Answer> {
    match problem {
        Problem::WayErased { others } => Err(Ok(erased(visit, &others))),
        other => {
            Wrong::of(&visit.t, other, wrong).map_err(|Refused(problem)| Err(Refused(problem)))
        }
    }
}

fn phone_page(visit: &Visit, device: &Device, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Phone {
            t: &visit.t,
            page: &visit.page,
            device,
            wrong,
        },
    )
}

fn words_page(visit: &Visit, typed: &Known, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Words {
            t: &visit.t,
            page: &visit.page,
            identifier: &typed.identifier,
            own: place(&typed.place) == slot::Place::Own,
            wrong,
        },
    )
}

/// Again, or for the first time.
pub const fn status(wrong: Option<&Wrong>) -> StatusCode {
    if wrong.is_some() {
        AGAIN
    } else {
        StatusCode::OK
    }
}
