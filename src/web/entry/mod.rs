//! Opening a vault and coming in: pages for whoever has no vault open yet.

pub mod devices;
pub mod enter;
pub mod hold;
pub mod lost;
pub mod open;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::app::{App, Shared};
use super::cookies;
use super::finish::Refused;
use super::gate::RENEW;
use super::routes::{Limit, Policy, Routes};
use super::visit::{Source, Visit};
use crate::actions::session::Session;
use crate::actions::{Outcome, Problem, tries};
use crate::domain::access::Whose;
use crate::domain::slot::SlotKind;
use crate::i18n::Texts;

/// The routes of these pages.
pub fn routes() -> Routes<Shared> {
    use Policy::{Anyone, SignedOut};
    Routes::new()
        .get("/ouvrir", SignedOut, open::show)
        .post("/ouvrir", SignedOut, Limit::Form, open::answer)
        .get("/entrer", SignedOut, enter::show)
        .get("/entrer/telephone/{tag}", SignedOut, enter::phone)
        .post(
            "/entrer/telephone/{tag}",
            SignedOut,
            Limit::Form,
            enter::by_phone,
        )
        .get("/entrer/mots", SignedOut, enter::words)
        .post("/entrer/mots", SignedOut, Limit::Form, enter::by_words)
        .get("/carte", Anyone, hold::card)
        .post("/entrer/carte", SignedOut, Limit::Form, hold::read_card)
        .post("/entrer/carte/code", SignedOut, Limit::Form, hold::by_card)
        .get("/secours", Anyone, hold::rescue)
        .post("/entrer/secours", SignedOut, Limit::Form, hold::by_rescue)
        .get("/entrer/perdu", SignedOut, lost::show)
        .post("/entrer/perdu", SignedOut, Limit::Form, lost::begin)
        .get("/entrer/perdu/bon", SignedOut, lost::slip)
        .get("/entrer/perdu/code", Anyone, lost::code)
        .post("/entrer/perdu/code", SignedOut, Limit::Form, lost::read)
        .get("/entrer/perdu/suite", SignedOut, lost::follow)
        .post("/entrer/perdu/carte", SignedOut, Limit::Form, lost::come_in)
        .post(
            "/entrer/perdu/arreter",
            SignedOut,
            Limit::Form,
            lost::give_up,
        )
        .post("/entrer/perdu/fini", SignedOut, Limit::Form, lost::forget)
}

/// The information notice that is given now.
pub use crate::actions::notice::VERSION as NOTICE;

/// Why a form is shown again: what happened, and what to do.
pub struct Wrong {
    /// One sentence.
    pub said: String,
    /// The next one; may be empty.
    pub more: String,
}

impl Wrong {
    /// What a field cannot hold; the key of its sentence.
    pub fn field(t: &Texts, key: &str) -> Self {
        Self {
            said: t.say(key),
            more: String::new(),
        }
    }

    /// The sentence of a problem that the form itself can tell; any other goes to its page.
    pub fn of(t: &Texts, problem: Problem, wrong: &'static str) -> Result<Self, Refused> {
        match problem {
            Problem::Field(key) => Ok(Self::field(t, key)),
            Problem::WrongSecret { left } => Ok(Self {
                said: t.say(wrong),
                more: left.map_or_else(String::new, |left| {
                    t.with("enter-tries-left").arg("count", left).to_string()
                }),
            }),
            other => Err(Refused(other)),
        }
    }
}

/// The status of a form that is shown again.
pub const AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Runs a try from this source, unless it was refused too often lately.
pub async fn tried<T>(
    app: &App,
    source: Source,
    action: impl Future<Output = Outcome<T>>,
) -> Outcome<T> {
    let most = app.site.tries_per_source;
    tries::counted(&app.abri, &source.network().to_string(), most, action).await
}

/// The vault is open: the cookie is set, and the person goes on; first to the notice if it changed
/// since they read it.
pub fn welcomed(session: &Session, next: &str) -> Response {
    let next = if session.open.whose == Whose::Renewing {
        RENEW
    } else if session.vault.notice_version == NOTICE {
        next
    } else {
        "/compte/information?suite=entrer"
    };
    let mut response = Redirect::to(next).into_response();
    cookies::signed_in(response.headers_mut(), session.cookie());
    response
}

/// The name of a way in, in words.
pub fn way_name(t: &Texts, kind: SlotKind) -> String {
    t.say(match kind {
        SlotKind::Card => "enter-way-card",
        SlotKind::Device => "enter-way-device",
        SlotKind::Phrase => "enter-way-words",
        SlotKind::Rescue => "enter-way-rescue",
        SlotKind::Desk => "pro-way-desk",
        SlotKind::DeskCard => "pro-way-card",
        SlotKind::Passkey => "key-name",
    })
}

/// Texts and page of a visit, at a step of opening a vault.
fn at_step(visit: &Visit, step: u8) -> super::Page {
    visit.page.clone().at_step(step, open::STEPS)
}
