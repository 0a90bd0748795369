//! "Recevoir un message": an e-mail or a text message when something is new, for whoever asks for it.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::notices::{self, Mine};
use crate::actions::{Outcome, Problem, prove};
use crate::domain::notices::Message;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

const HERE: &str = "/compte/prevenir";

#[derive(Template)]
#[template(path = "account-told.html")]
struct ToldPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    mine: Mine,
    /// What the page is for just now.
    step: Step,
    /// Where a number was sent.
    waiting: String,
    /// What was typed as an address.
    typed: &'a str,
    wrong: Option<Wrong>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Messages are on.
    On,
    /// A number is awaited.
    Number,
    /// An address can be typed.
    Address,
    /// A secret first.
    Secret,
}

impl ToldPage<'_> {
    /// The key of the name of the field, by what the operator offers.
    fn label(&self) -> &'static str {
        match (self.mine.mail, self.mine.sms) {
            (true, true) => "notices-label-both",
            (false, true) => "notices-label-sms",
            _ => "notices-label-mail",
        }
    }

    /// What is typed into it, for the keyboard of a phone.
    fn mode(&self) -> &'static str {
        match (self.mine.mail, self.mine.sms) {
            (true, true) => "text",
            (false, true) => "tel",
            _ => "email",
        }
    }
}

/// Whether another address is wanted than the one that is on, or awaited.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    autre: String,
}

/// An address, or a number.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Typed {
    typed: String,
}

/// `GET /compte/prevenir`
pub async fn show(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    Ok(page(&app, &signed, !asked.autre.is_empty(), ("", None)).await?)
}

/// `POST /compte/prevenir`: a number is sent there.
pub async fn ask(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    if !prove::is_fresh(&app.abri, &signed.session) {
        return Ok(Redirect::to(&format!("/compte/preuve?vers={HERE}")).into_response());
    }
    let Signed { mut session, visit } = signed;
    let (abri, typed, t) = (app.abri.clone(), form.typed.clone(), visit.t.clone());
    let (session, sent) = app
        .carry(async move {
            let language = t.lang().tag();
            let words = |code: &str| number(&t, code);
            let sent = notices::ask(&abri, &mut session, &typed, language, words).await;
            Ok((session, sent))
        })
        .await?;
    again(&app, Signed { session, visit }, sent, &form.typed, true).await
}

/// `POST /compte/prevenir/numero`: the number is typed back.
pub async fn confirm(State(app): State<Shared>, signed: Signed, Form(form): Form<Typed>) -> Answer {
    let Signed { mut session, visit } = signed;
    let (abri, typed) = (app.abri.clone(), form.typed);
    let (session, known) = app
        .carry(async move {
            let known = notices::confirm(&abri, &mut session, &typed).await;
            Ok((session, known))
        })
        .await?;
    again(&app, Signed { session, visit }, known, "", false).await
}

/// `POST /compte/prevenir/arreter`
pub async fn stop(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { notices::stop(&abri, &session).await })
        .await?;
    Ok(Redirect::to(HERE).into_response())
}

async fn again(app: &App, signed: Signed, done: Outcome<()>, typed: &str, address: bool) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(HERE).into_response()),
        Err(Problem::Field(key)) => {
            let wrong = Wrong::field(&signed.visit.t, key);
            Ok(page(app, &signed, address, (typed, Some(wrong))).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// The message with the number; in Arabic a number is set apart by marks, which nobody can type back.
fn number(t: &Texts, code: &str) -> Message {
    let text = t.with("notices-number-text").arg("code", code.to_owned());
    Message {
        subject: t.say("notices-number-subject"),
        text: text.to_string().replace(['\u{2068}', '\u{2069}'], ""),
    }
}

async fn page(
    app: &App,
    signed: &Signed,
    other: bool,
    (typed, wrong): (&str, Option<Wrong>),
) -> Outcome<Response> {
    let (abri, session) = (&app.abri, &signed.session);
    let mine = notices::mine(abri, session).await?;
    if !mine.any() {
        return Err(Problem::NotFound);
    }
    let waiting = notices::asked(abri, session);
    let offered = mine.mail || mine.sms;
    let step = match (&waiting, &mine.address) {
        (Some(_), _) if !other => Step::Number,
        (_, Some(_)) if !other || !offered => Step::On,
        _ if prove::is_fresh(abri, session) => Step::Address,
        _ => Step::Secret,
    };
    Ok(html_with(
        status(wrong.as_ref()),
        &ToldPage {
            t: &signed.visit.t,
            page: &signed.visit.page.clone().at(Place::Account),
            mine,
            step,
            waiting: waiting.map_or_else(String::new, |to| to.as_str().to_owned()),
            typed,
            wrong,
        },
    ))
}
