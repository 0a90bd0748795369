//! `/compte/ecrans`: where the vault is open, and closing it on one of these screens.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Signed, token, unproved};
use crate::actions::screens::{self, Screen, Used};
use crate::actions::session::Session;
use crate::actions::{Outcome, prove};
use crate::domain::slot;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

const PATH: &str = "/compte/ecrans";

/// A screen as the page shows it.
struct Line {
    token: String,
    is_this: bool,
    used: String,
}

#[derive(Template)]
#[template(path = "account-screens.html")]
struct ScreensPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    lines: Vec<Line>,
    /// A professional's: their words close one.
    at_work: bool,
    /// Whether a secret was typed a short while ago.
    proved: bool,
    /// One was just closed.
    closed: bool,
    wrong: Option<Wrong>,
}

/// What is shown with the screens.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Not empty when one was just closed.
    fait: String,
}

/// The screen to close.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    ecran: String,
    /// A professional's.
    pub(in crate::web) words: String,
}

impl Chosen {
    /// The id of the screen, if the vault is open on it still.
    pub(in crate::web) async fn find(
        &self,
        app: &App,
        session: &Session,
    ) -> Outcome<Option<[u8; 32]>> {
        let all = screens::screens(&app.abri, session).await?;
        let found = all.iter().find(|screen| token(&screen.id) == self.ecran);
        Ok(found.map(|screen| screen.id))
    }
}

/// `GET /compte/ecrans`
pub async fn show(State(app): State<Shared>, signed: Signed, Query(asked): Query<Asked>) -> Answer {
    let page = signed.visit.page.clone().at(Place::Account);
    Ok(shown(&app, &signed.session, (&signed.visit.t, &page), Ok(&asked)).await?)
}

/// `POST /compte/ecrans`
pub async fn close(
    State(app): State<Shared>,
    signed: Signed,
    Form(chosen): Form<Chosen>,
) -> Answer {
    if let Some(answer) = unproved(&app, &signed.session, PATH) {
        return Ok(answer);
    }
    if let Some(id) = chosen.find(&app, &signed.session).await? {
        let (abri, session) = (app.abri.clone(), signed.session);
        app.carry(async move { screens::close(&abri, &session, &id).await })
            .await?;
    }
    Ok(Redirect::to("/compte/ecrans?fait=1").into_response())
}

/// The page of a person, and of a professional; `Err` is why a try to close one failed.
pub(in crate::web) async fn shown(
    app: &App,
    session: &Session,
    (t, page): (&Texts, &Page),
    asked: Result<&Asked, Wrong>,
) -> Outcome<Response> {
    let all = screens::screens(&app.abri, session).await?;
    let line = |screen: &Screen| Line {
        token: token(&screen.id),
        is_this: screen.is_this,
        used: used(t, screen.used),
    };
    // This one first: the others are compared with it.
    let (this, others): (Vec<_>, Vec<_>) = all.iter().partition(|screen| screen.is_this);
    let closed = asked.as_ref().is_ok_and(|asked| !asked.fait.is_empty());
    let wrong = asked.err();
    Ok(html_with(
        status(wrong.as_ref()),
        &ScreensPage {
            t,
            page,
            lines: this.into_iter().chain(others).map(line).collect(),
            at_work: session.working.is_some(),
            proved: prove::is_proved(&app.abri, session),
            closed,
            wrong,
        },
    ))
}

/// What whoever came in said of the screen is theirs, not ours.
fn used(t: &Texts, used: Used) -> String {
    let (key, at) = match used {
        Used::As(slot::Place::Own, at) => ("screens-own", at),
        Used::As(slot::Place::Shared, at) => ("screens-shared", at),
        Used::ToAnswer(until) => ("screens-answer", until),
    };
    t.with(key).arg("time", t.time(at)).to_string()
}
