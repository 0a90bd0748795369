//! The five words of a professional: noted once, and changed.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::{account, wrong_words};
use crate::actions::Outcome;
use crate::actions::people::desk::{self, Proof};
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "pro-words.html")]
struct WordsPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    words: Vec<&'a str>,
    wrong: Option<Wrong>,
}

/// Words that were typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    pub(super) words: String,
    /// The code of the application, where one is asked for.
    pub(super) code: String,
    /// What a script made of a passkey.
    pub(super) secret: String,
    pub(super) place: String,
}

impl Typed {
    pub(super) fn proof(&self) -> Outcome<Proof> {
        Proof::typed(&self.words, &self.code)
    }
}

/// `GET /pro/compte/mots`
pub async fn show(at: AtWork) -> Response {
    page(&at, None)
}

/// `POST /pro/compte/mots`: all five, typed back.
pub async fn noted(State(app): State<Shared>, mut at: AtWork, Form(form): Form<Typed>) -> Answer {
    let abri = app.abri.clone();
    let (at, noted) = app
        .carry(async move {
            let noted = desk::note(&abri, &mut at.session, &form.words).await;
            Ok((at, noted))
        })
        .await?;
    match noted {
        Ok(()) => {
            // A card that was just made has to be printed before one leaves.
            let card = desk::card(&app.abri, &at.session).await?;
            let unprinted = card.is_some_and(|card| card.confirmed_at.is_none());
            let next = if unprinted && at.session.notes.slot == SlotKind::DeskCard {
                "/pro/compte/carte"
            } else {
                super::onward(&app, &at.session).await?
            };
            Ok(Redirect::to(next).into_response())
        }
        Err(problem) => {
            let wrong = Wrong::of(&at.visit.t, problem, "pro-words-not-these")?;
            Ok(page(&at, Some(wrong)))
        }
    }
}

/// `POST /pro/compte/mots/changer`: other words are drawn, for every way in.
pub async fn change(State(app): State<Shared>, mut at: AtWork, Form(form): Form<Typed>) -> Answer {
    let abri = app.abri.clone();
    let (at, changed) = app
        .carry(async move {
            let changed = match desk::words_typed(&form.words) {
                Ok(words) => desk::change_words(&abri, &mut at.session, &words).await,
                Err(problem) => Err(problem),
            };
            Ok((at, changed))
        })
        .await?;
    match changed {
        Ok(()) => Ok(Redirect::to("/pro/compte/mots").into_response()),
        Err(problem) => {
            let wrong = wrong_words(&at.visit.t, problem)?;
            account::page(&app, &at, Some(wrong)).await
        }
    }
}

fn page(at: &AtWork, wrong: Option<Wrong>) -> Response {
    let page = at.visit.page.clone().at(Place::DeskAccount);
    let words = desk::to_note(&at.session).unwrap_or_default();
    html_with(
        status(wrong.as_ref()),
        &WordsPage {
            t: &at.visit.t,
            page: &page,
            words: words.split_whitespace().collect(),
            wrong,
        },
    )
}
