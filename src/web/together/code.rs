//! The code, for the person alone: the screen is turned, the digits stay hidden until they are asked for, and
//! once they are typed back they are never shown again.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::{at_step, on};
use crate::actions::helped::together::{self, Stage, stage};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::Together;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "together-turn.html")]
struct Turn<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Somebody saw the code before this one.
    again: bool,
}

#[derive(Template)]
#[template(path = "together-code.html")]
struct CodePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// In two groups.
    digits: (&'a str, &'a str),
    wrong: Option<Wrong>,
}

/// What was typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    pub(super) typed: String,
}

/// `GET /ensemble`: before a code is shown, whoever helps looks elsewhere.
pub async fn turn(State(app): State<Shared>, at: Together) -> Answer {
    match stage(&app.abri, &at.session).await? {
        (Stage::Code { again }, _) => Ok(html(&Turn {
            t: &at.visit.t,
            page: &at_step(&at.visit, 3),
            again,
        })),
        (other, _) => Ok(on(other)),
    }
}

/// `GET /ensemble/code`
pub async fn show(State(app): State<Shared>, at: Together) -> Answer {
    page(&app, &at, None).await
}

/// `POST /ensemble/code`
pub async fn note(State(app): State<Shared>, at: Together, Form(form): Form<Typed>) -> Answer {
    let Together { mut session, visit } = at;
    let abri = app.abri.clone();
    let (session, noted) = app
        .carry(async move {
            let noted = together::note_code(&abri, &mut session, &form.typed).await;
            Ok((session, noted))
        })
        .await?;
    let at = Together { session, visit };
    match noted {
        Ok(()) => Ok(Redirect::to("/ensemble/carte").into_response()),
        Err(problem) => {
            let wrong = Wrong::of(&at.visit.t, problem, "helped-code-wrong")?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

async fn page(app: &App, at: &Together, wrong: Option<Wrong>) -> Answer {
    let (stage, card) = stage(&app.abri, &at.session).await?;
    let drawn = at.session.drawn_for(&card.id);
    let Some(digits) = drawn.and_then(|digits| digits.split_at_checked(3)) else {
        return Ok(on(stage));
    };
    let response: Response = html_with(
        status(wrong.as_ref()),
        &CodePage {
            t: &at.visit.t,
            page: &at_step(&at.visit, 3),
            digits,
            wrong,
        },
    );
    Ok(response)
}
