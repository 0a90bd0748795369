//! `/pro/ouvrir`: the information, and how it was given; the name. Who helps is asked of the session alone.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::at_step;
use crate::actions::helped::open;
use crate::actions::open_vault::Given;
use crate::actions::{Problem, session};
use crate::domain::person::{CallName, NameError};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::entry::enter::status;
use crate::web::entry::open::{informed, notice};
use crate::web::entry::{NOTICE, Wrong};
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

/// What was answered so far.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The question just answered.
    step: String,
    /// Which notice the page showed that was answered with `given`.
    notice: String,
    given: String,
    name: String,
}

#[derive(Template)]
#[template(path = "together-begin.html")]
struct Begin<'a> {
    t: &'a Texts,
    page: &'a Page,
    answers: &'a Answers,
    /// Whether the name is asked; the information comes first.
    informed: bool,
    version: &'static str,
    wrong: Option<Wrong>,
}

/// `GET /pro/ouvrir`
pub async fn show(at: AtWork) -> Response {
    ask(&at, &Answers::default(), None)
}

/// `POST /pro/ouvrir`: the next question, or the vault.
pub async fn answer(
    State(app): State<Shared>,
    at: AtWork,
    headers: HeaderMap,
    Form(answers): Form<Answers>,
) -> Answer {
    let Some(given) = given(&answers) else {
        return Ok(ask(&at, &answers, None));
    };
    let name = match CallName::parse(&answers.name) {
        Ok(name) => name,
        Err(error) => {
            let key = match error {
                NameError::Nir => "enter-identifier-nir",
                NameError::Unfit => "open-name-wrong",
            };
            let wrong = (answers.step == "name").then(|| Wrong::field(&at.visit.t, key));
            return Ok(ask(&at, &answers, wrong));
        }
    };
    let abri = app.abri.clone();
    let notice = notice(&at.visit, given);
    let left = cookies::secret(&headers, cookies::TOGETHER);
    let (at, opened) = app
        .carry(async move {
            if let Some(left) = left {
                // An opening that was not ended, with somebody else.
                session::end(&abri, &left).await?;
            }
            let opened = open::open(&abri, &at.session, name, &notice).await;
            Ok((at, opened))
        })
        .await?;
    let session = match opened {
        Ok(session) => session,
        Err(Problem::TooMuch(key)) => {
            let wrong = Wrong::field(&at.visit.t, key);
            return Ok(ask(&at, &answers, Some(wrong)));
        }
        Err(problem) => return Err(problem.into()),
    };
    let mut response = Redirect::to("/ensemble").into_response();
    let value = cookies::write_secret(session.cookie());
    let cookie = cookies::make(cookies::TOGETHER, value);
    cookies::put(response.headers_mut(), &cookie);
    Ok(response)
}

/// How the notice of today was given, by a mediator's account.
fn given(answers: &Answers) -> Option<Given> {
    match answers.given.as_str() {
        "mediator" if answers.notice == NOTICE => Some(Given::Mediator),
        given => informed(&answers.notice, given),
    }
}

fn ask(at: &AtWork, answers: &Answers, wrong: Option<Wrong>) -> Response {
    let informed = given(answers).is_some();
    let page = at_step(&at.visit, if informed { 2 } else { 1 }).at(Place::Desk);
    html_with(
        status(wrong.as_ref()),
        &Begin {
            t: &at.visit.t,
            page: &page,
            answers,
            informed,
            version: NOTICE,
            wrong,
        },
    )
}
