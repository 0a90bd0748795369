//! The appointment as the person sees it: a code is taken, the request is read, papers are ticked, one sentence is
//! agreed to. The same pages stand in the person's own session and in a window at the desk.

mod agree;
mod ask;
mod card;
mod door;
mod given;
mod more;

use axum::Form;
use axum::extract::{Path, Query, State};

use super::app::{App, Shared};
use super::finish::Answer;
use super::gate::{AtWindow, Signed};
use super::page::{Question, Waits};
use super::routes::{Limit, Policy, Routes};
use super::visit::Visit;
use crate::actions::Problem;
use crate::actions::appointments::{self, What};
use crate::actions::session::Session;
use crate::domain::ids::AppointmentId;

pub(super) use agree::{refuse, reply};
pub(super) use ask::show;
pub(super) use card::{Card, initials};
pub(super) use door::waits_here;

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let (own, anyone) = (Policy::Beneficiary, Policy::Anyone);
    Routes::new()
        .get("/rdv", anyone, door::ask)
        .post("/rdv", anyone, Limit::Form, door::take)
        .get("/rendez-vous/questions", own, given::questions)
        .get("/rendez-vous/{id}", own, own_show)
        .post("/rendez-vous/{id}", own, Limit::Form, own_reply)
        .post("/rendez-vous/{id}/refuser", own, Limit::Form, own_refuse)
        .get("/rendez-vous/{id}/encore", own, more::ask)
        .post("/rendez-vous/{id}/encore", own, Limit::Form, more::extend)
        .post("/rendez-vous/{id}/copie", own, Limit::Form, more::copy)
}

/// Where somebody answers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// In their own session.
    Own,
    /// At the professional's computer, in a window of its own.
    Window,
}

/// Somebody who answers.
pub(super) struct Answering {
    /// Their session.
    pub(super) session: Session,
    /// Texts and page.
    pub(super) visit: Visit,
    /// Where they are.
    pub(super) door: Door,
}

impl From<Signed> for Answering {
    fn from(signed: Signed) -> Self {
        let Signed { session, visit } = signed;
        Self {
            session,
            visit,
            door: Door::Own,
        }
    }
}

impl From<AtWindow> for Answering {
    fn from(at: AtWindow) -> Self {
        let AtWindow { session, visit } = at;
        Self {
            session,
            visit,
            door: Door::Window,
        }
    }
}

impl Door {
    /// Where an appointment stands.
    pub(super) fn address(self, id: AppointmentId) -> String {
        match self {
            Self::Own => format!("/rendez-vous/{id}"),
            Self::Window => format!("/guichet/{id}"),
        }
    }

    /// The address of a small picture, as this door lets it through.
    fn picture(self, own: &str) -> String {
        match self {
            Self::Own => own.to_owned(),
            Self::Window => format!("/guichet{own}"),
        }
    }

    /// Where whatever is over leads.
    pub(super) const fn over(self) -> &'static str {
        match self {
            Self::Own => "/papiers?rendez-vous=fini",
            Self::Window => "/guichet/fini",
        }
    }
}

/// The appointment of a path; one that is none is like one that does not exist.
pub(super) fn id(text: &str) -> Result<AppointmentId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// What stands on every page of a person to whom professionals wait; the page of a question does not repeat it.
pub(super) async fn waits(app: &App, session: &Session, path: &str) -> Result<Waits, Problem> {
    let found = appointments::waits(&app.abri, &session.open).await?;
    let question = |one: appointments::Pending| Question {
        to: Door::Own.address(one.id),
        who: one.name,
        structure: one.structure,
        copy: matches!(one.what, What::Copy(_)),
    };
    let questions = found.pending.into_iter().map(question);
    Ok(Waits {
        questions: questions.filter(|one| one.to != path).collect(),
        listens: found.live,
    })
}

type Fields = Vec<(String, String)>;

/// `GET /rendez-vous/{id}`
async fn own_show(
    State(app): State<Shared>,
    signed: Signed,
    Path(text): Path<String>,
    Query(fields): Query<Fields>,
) -> Answer {
    show(&app, signed.into(), &text, &fields).await
}

/// `POST /rendez-vous/{id}`
async fn own_reply(
    State(app): State<Shared>,
    signed: Signed,
    Path(text): Path<String>,
    Form(fields): Form<Fields>,
) -> Answer {
    reply(&app, signed.into(), &text, fields).await
}

/// `POST /rendez-vous/{id}/refuser`
async fn own_refuse(State(app): State<Shared>, signed: Signed, Path(text): Path<String>) -> Answer {
    refuse(&app, signed.into(), &text).await
}
