//! A professional's own card: made, printed, and shown to be in their hand.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use zeroize::Zeroizing;

use super::{account, words::Typed, wrong_words};
use crate::actions::people::{desk, names};
use crate::actions::{Problem, ways_in};
use crate::i18n::Texts;
use crate::web::account::card::two_lines;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;
use crate::web::qr::Square;

#[derive(Template)]
#[template(path = "pro-card.html")]
struct CardPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    name: &'a str,
    structure: &'a str,
    made: String,
    square: Square,
    /// The number in two lines.
    number: (Zeroizing<String>, Zeroizing<String>),
    address: String,
    confirmed: bool,
    wrong: Option<Wrong>,
}

/// The end of a number that was typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct End {
    typed: String,
}

/// `GET /pro/compte/carte`
pub async fn show(State(app): State<Shared>, at: AtWork) -> Answer {
    page(&app, &at, None).await
}

/// `POST /pro/compte/carte`: a card is made; an older one stops working.
pub async fn make(State(app): State<Shared>, at: AtWork, Form(form): Form<Typed>) -> Answer {
    let abri = app.abri.clone();
    let (at, made) = app
        .carry(async move {
            let made = match form.proof() {
                Ok(proof) => desk::make_card(&abri, &at.session, &proof).await,
                Err(problem) => Err(problem),
            };
            Ok((at, made))
        })
        .await?;
    match made {
        Ok(()) => Ok(Redirect::to("/pro/compte/carte").into_response()),
        Err(problem) => {
            let wrong = wrong_words(&at.visit.t, problem)?;
            account::page(&app, &at, Some(wrong)).await
        }
    }
}

/// `POST /pro/compte/carte/verifier`: the end of the number, read on the printed card.
pub async fn checked(State(app): State<Shared>, at: AtWork, Form(form): Form<End>) -> Answer {
    match desk::confirm_card(&app.abri, &at.session, &form.typed).await {
        Ok(()) => {
            let next = super::onward(&app, &at.session).await?;
            Ok(Redirect::to(next).into_response())
        }
        Err(problem) => {
            let wrong = Wrong::of(&at.visit.t, problem, "account-check-wrong")?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

async fn page(app: &App, at: &AtWork, wrong: Option<Wrong>) -> Answer {
    let session = &at.session;
    let row = desk::card(&app.abri, session).await?;
    let row = row.ok_or(Problem::NotFound)?;
    let number = ways_in::card_number(&session.open, &row)?;
    let plain: Zeroizing<String> = number.replace('-', "").into();
    let origin = app.site.origin.as_str();
    let own = names::own(session)?;
    let t = &at.visit.t;
    let page = at.visit.page.clone().at(Place::DeskAccount);
    Ok(html_with(
        status(wrong.as_ref()),
        &CardPage {
            t,
            page: &page,
            name: own.name.as_str(),
            structure: &at.working.structure,
            made: t.date(t.zone().day(row.created_at)),
            square: Square::of(&Zeroizing::new(format!(
                "{origin}/pro/carte#{}",
                plain.as_str()
            ))),
            number: two_lines(&number),
            address: format!("{}/pro/carte", app.site.origin.authority()),
            confirmed: row.confirmed_at.is_some(),
            wrong,
        },
    ))
}
