//! `/renouveler`: the first visit of one's own after a vault was opened with help. Nothing else is to be had
//! before what the helper saw is replaced.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

use super::account::{Suite, token};
use super::app::Shared;
use super::cookies;
use super::entry::devices;
use super::finish::Answer;
use super::gate::{Signed, home};
use super::leave;
use super::page::{Leave, Page, Place, html};
use super::picto::Picto;
use super::routes::{Limit, Policy, Routes};
use crate::actions::helped::renew;
use crate::actions::session::Session;
use crate::domain::slot::{self, SlotKind};
use crate::i18n::Texts;

#[derive(Template)]
#[template(path = "renew.html")]
struct Renew<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// The day of the opening, in words.
    since: String,
    /// This phone becomes a way in; on a shared computer another card does.
    own: bool,
    pictures: &'a [(Picto, &'static str)],
}

/// The picture of this phone.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    picture: String,
}

/// The routes of these pages.
pub fn routes() -> Routes<Shared> {
    const WHO: Policy = Policy::Renewing;
    Routes::new()
        .get("/renouveler", WHO, show)
        .post("/renouveler", WHO, Limit::Form, make)
        .post("/renouveler/sortir", WHO, Limit::Form, leave::sign_out)
}

/// Where it goes on once it is replaced: the code is noted, the card taken and the rescue code made, as after a rescue.
pub fn next(session: &Session) -> String {
    let notes = &session.notes;
    match (session.drawn_for(&notes.slot_id), notes.slot) {
        (None, _) => home(session).to_owned(),
        (Some(_), SlotKind::Device) => {
            Suite::Secours.to(&format!("/compte/code/{}", token(&notes.slot_id)))
        }
        (Some(_), _) => Suite::Secours.to("/compte/carte"),
    }
}

/// `GET /renouveler`
pub async fn show(State(app): State<Shared>, signed: Signed) -> Answer {
    let Signed { mut session, visit } = signed;
    let Some(since) = renew::since(&app.abri, &session).await? else {
        // Replaced, and cut short before the session knew.
        renew::go_on(&app.abri, &mut session).await?;
        return Ok(Redirect::to(&next(&session)).into_response());
    };
    let t = &visit.t;
    Ok(html(&Renew {
        t,
        page: &visit.page.clone().renewing(),
        since: t.date(t.zone().day(since)),
        own: session.place == slot::Place::Own,
        pictures: &devices::PICTURES,
    }))
}

/// `POST /renouveler`
pub async fn make(State(app): State<Shared>, signed: Signed, Form(chosen): Form<Chosen>) -> Answer {
    let (abri, mut session) = (app.abri.clone(), signed.session);
    let (session, device) = app
        .carry(async move {
            let device = renew::renew(&abri, &mut session).await?;
            Ok((session, device))
        })
        .await?;
    let mut response = Redirect::to(&next(&session)).into_response();
    if let Some(secret) = &device {
        let cookie = devices::cookie(secret, &chosen.picture);
        cookies::put(response.headers_mut(), &cookie);
    }
    Ok(response)
}
