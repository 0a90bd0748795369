//! `/pro/cle`: a professional comes in with a passkey and the words; and the form that adds one.
//!
//! A script makes the secret of what the PRF extension gives and sends it in the body of the form. The challenge
//! is drawn because the browser wants one: nothing that is signed comes back.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;

use super::words::Typed;
use super::{account, enter, wrong_words};
use crate::actions::people::desk;
use crate::actions::session::Session;
use crate::actions::sign_in::Way;
use crate::actions::{Outcome, Problem};
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::domain::slot::{self, SlotKind};
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::cookies;
use crate::web::entry::Wrong;
use crate::web::entry::enter::{place, status};
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

/// What the script needs to make a passkey.
pub(super) struct NewKey {
    /// Thirty-two random bytes.
    pub(super) challenge: String,
    /// What it is stored under: the same for each try of one account.
    pub(super) handle: String,
    /// What the browser shows to choose by: the day of the account, and nobody's name.
    pub(super) label: String,
}

impl NewKey {
    pub(super) fn draw(app: &App, session: &Session, t: &Texts) -> Self {
        let day = t.zone().day(session.vault.opened_at);
        let host = app.site.origin.authority();
        let label = t.with("key-label").arg("date", t.date(day)).to_string();
        Self {
            challenge: challenge(),
            handle: HEXLOWER.encode(&desk::passkey_handle(session)),
            label: format!("{label} ({host})"),
        }
    }
}

fn challenge() -> String {
    HEXLOWER.encode(&random::bytes::<32>())
}

#[derive(Template)]
#[template(path = "pro-key.html")]
struct Key<'a> {
    t: &'a Texts,
    page: &'a Page,
    challenge: String,
    own: bool,
    wrong: Option<Wrong>,
}

/// The secret that the script made; none where no script ran.
fn secret(typed: &Typed) -> Outcome<Secret> {
    cookies::read_secret(&typed.secret).ok_or(Problem::Field("key-silent"))
}

/// `GET /pro/cle`
pub async fn show(visit: Visit) -> Response {
    page(&visit, false, None)
}

/// `POST /pro/entrer/cle`
pub async fn by_key(State(app): State<Shared>, visit: Visit, Form(typed): Form<Typed>) -> Answer {
    let way = secret(&typed).and_then(|secret| Way::desk(SlotKind::Passkey, secret, &typed.words));
    let place = place(&typed.place);
    match crate::web::entry::enter::enter(&app, &visit, way, place).await {
        Ok(session) => enter::welcomed(&app, &session).await,
        Err(problem) => {
            let wrong = match problem {
                Problem::WayErased { .. } => Wrong::field(&visit.t, "key-erased"),
                Problem::WrongSecret { left: None } => Wrong::field(&visit.t, "key-unknown"),
                other => Wrong::of(&visit.t, other, "pro-words-wrong")?,
            };
            Ok(page(&visit, place == slot::Place::Own, Some(wrong)))
        }
    }
}

/// `POST /pro/compte/cle`: a passkey is added.
pub async fn add(State(app): State<Shared>, at: AtWork, Form(form): Form<Typed>) -> Answer {
    let abri = app.abri.clone();
    let (at, added) = app
        .carry(async move {
            let added = match secret(&form).and_then(|secret| Ok((secret, form.proof()?))) {
                Ok((secret, proof)) => desk::add_passkey(&abri, &at.session, &secret, &proof).await,
                Err(problem) => Err(problem),
            };
            Ok((at, added))
        })
        .await?;
    match added {
        Ok(()) => Ok(Redirect::to("/pro/compte").into_response()),
        Err(problem) => {
            let wrong = wrong_words(&at.visit.t, problem)?;
            account::page(&app, &at, Some(wrong)).await
        }
    }
}

fn page(visit: &Visit, own: bool, wrong: Option<Wrong>) -> Response {
    html_with(
        status(wrong.as_ref()),
        &Key {
            t: &visit.t,
            page: &visit.page,
            challenge: challenge(),
            own,
            wrong,
        },
    )
}
