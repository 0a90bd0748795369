//! `/pro/entrer` and `/pro/carte`: a professional comes in with what they hold and what they know.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::desks::{self, Desk};
use crate::actions::sign_in::{self, Way};
use crate::actions::{Problem, session::Session};
use crate::domain::slot::{self, SlotKind};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::cookies;
use crate::web::entry::Wrong;
use crate::web::entry::enter::{enter, place, status};
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

/// An account of this browser, to choose from.
struct Line {
    tag: String,
    name: String,
}

#[derive(Template)]
#[template(path = "pro-enter.html")]
struct Enter<'a> {
    t: &'a Texts,
    page: &'a Page,
    desks: Vec<Line>,
    chosen: &'a str,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "pro-enter-card.html")]
struct Card<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// What was scanned or typed before, not to be typed again.
    number: &'a str,
    own: bool,
    wrong: Option<Wrong>,
}

/// What was typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    bureau: String,
    number: String,
    words: String,
    place: String,
}

/// `GET /pro/entrer`
pub async fn show(visit: Visit, headers: HeaderMap) -> Response {
    page(&visit, &desks::all(&headers), "", None)
}

/// `POST /pro/entrer`: this computer and the words.
pub async fn by_desk(
    State(app): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Answer {
    let mut all = desks::all(&headers);
    let Some(desk) = desks::one(&headers, &typed.bureau) else {
        return Ok(Redirect::to("/pro/entrer").into_response());
    };
    let way = Way::desk(SlotKind::Desk, desk.secret.duplicate(), &typed.words);
    match enter(&app, &visit, way, slot::Place::Own).await {
        Ok(session) => welcomed(&app, &session).await,
        // This computer was taken off the account, or the account was closed.
        Err(Problem::WayErased { .. } | Problem::WrongSecret { left: None }) => {
            all.retain(|other| other.tag != desk.tag);
            let wrong = Wrong::field(&visit.t, "pro-erased");
            let mut response = page(&visit, &all, "", Some(wrong));
            cookies::put(response.headers_mut(), &desks::forget(&desk.tag));
            Ok(response)
        }
        Err(problem) => {
            let wrong = Wrong::of(&visit.t, problem, "pro-words-wrong")?;
            Ok(page(&visit, &all, &typed.bureau, Some(wrong)))
        }
    }
}

/// `GET /pro/carte`: neutral, and never redirected, since a redirect would keep what is behind the `#`.
pub async fn card(visit: Visit) -> Response {
    card_page(&visit, "", false, None)
}

/// `POST /pro/entrer/carte`: the number of one's own card and the words.
pub async fn by_card(State(app): State<Shared>, visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let way = sign_in::number_typed(&typed.number)
        .and_then(|secret| Way::desk(SlotKind::DeskCard, secret, &typed.words));
    let place = place(&typed.place);
    match enter(&app, &visit, way, place).await {
        Ok(session) => welcomed(&app, &session).await,
        Err(problem) => {
            let wrong = match problem {
                Problem::WayErased { .. } => Wrong::field(&visit.t, "pro-erased-card"),
                Problem::WrongSecret { left: None } => Wrong::field(&visit.t, "pro-card-unknown"),
                other => Wrong::of(&visit.t, other, "pro-words-wrong")?,
            };
            let own = place == slot::Place::Own;
            Ok(card_page(&visit, &typed.number, own, Some(wrong)))
        }
    }
}

/// The account is open.
pub(super) async fn welcomed(app: &App, session: &Session) -> Answer {
    let next = super::onward(app, session).await?;
    let mut response = Redirect::to(next).into_response();
    let secret = cookies::write_secret(session.cookie());
    let cookie = cookies::make(cookies::SESSION, secret);
    cookies::put(response.headers_mut(), &cookie);
    Ok(response)
}

/// Told apart by the day each was added; two of one day also by their place in the list.
fn lines(t: &Texts, desks: &[Desk]) -> Vec<Line> {
    let nth = |at: usize, desk: &Desk| {
        let before = desks.iter().take(at);
        before.filter(|other| other.added == desk.added).count() + 1
    };
    let all = desks.iter().enumerate();
    all.map(|(at, desk)| Line {
        tag: desk.tag.clone(),
        name: t
            .with("pro-enter-account")
            .arg("date", t.date(desk.added))
            .arg("nth", nth(at, desk))
            .to_string(),
    })
    .collect()
}

fn page(visit: &Visit, desks: &[Desk], chosen: &str, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Enter {
            t: &visit.t,
            page: &visit.page,
            desks: lines(&visit.t, desks),
            chosen,
            wrong,
        },
    )
}

fn card_page(visit: &Visit, number: &str, own: bool, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Card {
            t: &visit.t,
            page: &visit.page,
            number,
            own,
            wrong,
        },
    )
}
