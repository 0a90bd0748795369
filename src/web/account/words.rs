//! An identifier and five secret words, for who wishes.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Asked, Suite, Typed, confirm, only, unproved};
use crate::actions::{Problem, sign_in, ways_in};
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "account-words.html")]
struct WordsPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    suite: Suite,
    typed: &'a str,
    /// Words of before, which stop working.
    replaces: bool,
    wrong: Option<Wrong>,
}

#[derive(Template)]
#[template(path = "account-words-note.html")]
struct NotePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    suite: Suite,
    words: Vec<&'a str>,
    wrong: Option<Wrong>,
}

/// `GET /compte/mots`
pub async fn show(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let id = only(&app, &signed.session, SlotKind::Phrase).await?;
    if id.is_some_and(|id| signed.session.drawn_for(&id).is_some()) {
        return Ok(Redirect::to(&asked.suite.to("/compte/mots/noter")).into_response());
    }
    Ok(page(&signed, asked.suite, id.is_some(), "", None))
}

/// `POST /compte/mots`: the identifier; the words are drawn.
pub async fn choose(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    let back = form.suite.to("/compte/mots");
    if let Some(answer) = unproved(&app, &signed.session, &back) {
        return Ok(answer);
    }
    let replaces = only(&app, &signed.session, SlotKind::Phrase)
        .await?
        .is_some();
    let Signed { mut session, visit } = signed;
    let (abri, typed) = (app.abri.clone(), form.typed.clone());
    let (session, chosen) = app
        .carry(async move {
            let chosen = match sign_in::identifier_typed(&typed) {
                Ok(identifier) => ways_in::choose_words(&abri, &mut session, &identifier).await,
                Err(problem) => Err(problem),
            };
            Ok((session, chosen))
        })
        .await?;
    if let Err(problem) = chosen {
        let signed = Signed { session, visit };
        let wrong = Wrong::of(&signed.visit.t, problem, "enter-identifier-taken")?;
        return Ok(page(
            &signed,
            form.suite,
            replaces,
            &form.typed,
            Some(wrong),
        ));
    }
    Ok(Redirect::to(&form.suite.to("/compte/mots/noter")).into_response())
}

/// `GET /compte/mots/noter`
pub async fn note(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let id = only(&app, &signed.session, SlotKind::Phrase).await?;
    let id = id.ok_or(Problem::NotFound)?;
    Ok(note_page(&signed, asked.suite, &id, None))
}

/// `POST /compte/mots/noter`: the last word, typed back.
pub async fn noted(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    let id = only(&app, &signed.session, SlotKind::Phrase).await?;
    let id = id.ok_or(Problem::NotFound)?;
    let (signed, wrong) = confirm(&app, signed, id, form.typed, "account-word-wrong").await?;
    if wrong.is_some() {
        return Ok(note_page(&signed, form.suite, &id, wrong));
    }
    let next = if form.suite == Suite::Ouvrir {
        "/papiers"
    } else {
        "/compte"
    };
    Ok(Redirect::to(next).into_response())
}

fn page(
    signed: &Signed,
    suite: Suite,
    replaces: bool,
    typed: &str,
    wrong: Option<Wrong>,
) -> Response {
    let page = suite.page(&signed.visit, 5);
    html_with(
        status(wrong.as_ref()),
        &WordsPage {
            t: &signed.visit.t,
            page: &page,
            suite,
            typed,
            replaces,
            wrong,
        },
    )
}

fn note_page(signed: &Signed, suite: Suite, id: &[u8; 32], wrong: Option<Wrong>) -> Response {
    let page = suite.page(&signed.visit, 5);
    let words = signed.session.drawn_for(id).unwrap_or_default();
    html_with(
        status(wrong.as_ref()),
        &NotePage {
            t: &signed.visit.t,
            page: &page,
            suite,
            words: words.split_whitespace().collect(),
            wrong,
        },
    )
}
