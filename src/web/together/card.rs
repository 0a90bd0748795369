//! The card, printed where the helper prints; the end of its number shows that the person holds it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use zeroize::Zeroizing;

use super::code::Typed;
use super::{at_step, on};
use crate::actions::helped::together::{self, Stage, stage};
use crate::actions::{open_vault, ways_in};
use crate::i18n::Texts;
use crate::web::account::card::two_lines;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::Together;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::qr::Square;

#[derive(Template)]
#[template(path = "together-card.html")]
struct CardPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    name: String,
    made: String,
    today: String,
    square: Square,
    /// The number in two lines.
    number: (Zeroizing<String>, Zeroizing<String>),
    /// Where to type the number.
    address: String,
    /// The number for putting papers in: whoever helps sees none.
    deposit: Option<Zeroizing<String>>,
}

#[derive(Template)]
#[template(path = "together-check.html")]
struct Check<'a> {
    t: &'a Texts,
    page: &'a Page,
    wrong: Option<Wrong>,
}

/// `GET /ensemble/carte`
pub async fn show(State(app): State<Shared>, at: Together) -> Answer {
    let session = &at.session;
    let row = match stage(&app.abri, session).await? {
        (Stage::Card, row) => row,
        (other, _) => return Ok(on(other)),
    };
    let number = ways_in::card_number(&session.open, &row)?;
    let plain: Zeroizing<String> = number.replace('-', "").into();
    let origin = app.site.origin.as_str();
    let t = &at.visit.t;
    Ok(html(&CardPage {
        t,
        page: &at_step(&at.visit, 4),
        name: open_vault::profile(session)?.name.as_str().to_owned(),
        made: t.date(t.zone().day(row.created_at)),
        today: t.day(app.abri.now()),
        square: Square::of(&Zeroizing::new(format!(
            "{origin}/carte#{}",
            plain.as_str()
        ))),
        number: two_lines(&number),
        address: format!("{}/carte", app.site.origin.authority()),
        deposit: None,
    }))
}

/// `GET /ensemble/carte/verifier`
pub async fn check(State(app): State<Shared>, at: Together) -> Answer {
    page(&app, &at, None).await
}

/// `POST /ensemble/carte/verifier`
pub async fn checked(State(app): State<Shared>, at: Together, Form(form): Form<Typed>) -> Answer {
    let Together { mut session, visit } = at;
    let abri = app.abri.clone();
    let (session, taken) = app
        .carry(async move {
            let taken = together::confirm_card(&abri, &mut session, &form.typed).await;
            Ok((session, taken))
        })
        .await?;
    let at = Together { session, visit };
    match taken {
        Ok(()) => Ok(Redirect::to("/ensemble/vu").into_response()),
        Err(problem) => {
            let wrong = Wrong::of(&at.visit.t, problem, "account-check-wrong")?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

async fn page(app: &App, at: &Together, wrong: Option<Wrong>) -> Answer {
    match stage(&app.abri, &at.session).await? {
        (Stage::Card, _) => Ok(html_with(
            status(wrong.as_ref()),
            &Check {
                t: &at.visit.t,
                page: &at_step(&at.visit, 4),
                wrong,
            },
        )),
        (other, _) => Ok(on(other)),
    }
}
