//! Adding this phone or personal computer: never on a screen that others use.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

use super::{Signed, token, unproved};
use crate::actions::{Problem, ways_in};
use crate::domain::slot;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::entry::devices;
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "account-phone.html")]
struct PhonePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    pictures: &'a [(Picto, &'static str)],
}

/// The picture chosen.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    picture: String,
}

const HERE: &str = "/compte/telephone";

/// `GET /compte/telephone`
pub async fn show(State(app): State<Shared>, signed: Signed) -> Answer {
    if signed.session.place != slot::Place::Own {
        return Err(Problem::NotFound.into());
    }
    if let Some(answer) = unproved(&app, &signed.session, HERE) {
        return Ok(answer);
    }
    let page = signed.visit.page.clone().at(Place::Account);
    Ok(html(&PhonePage {
        t: &signed.visit.t,
        page: &page,
        pictures: &devices::PICTURES,
    }))
}

/// `POST /compte/telephone`
pub async fn add(State(app): State<Shared>, signed: Signed, Form(chosen): Form<Chosen>) -> Answer {
    if signed.session.place != slot::Place::Own {
        return Err(Problem::NotFound.into());
    }
    if let Some(answer) = unproved(&app, &signed.session, HERE) {
        return Ok(answer);
    }
    let (abri, mut session) = (app.abri.clone(), signed.session);
    let (secret, id) = app
        .carry(async move {
            let secret = ways_in::add_device(&abri, &mut session).await?;
            let id = session.notes.drawn.last().map(|drawn| drawn.slot_id);
            Ok((secret, id.ok_or(Problem::NotFound)?))
        })
        .await?;
    let mut response = Redirect::to(&format!("/compte/code/{}", token(&id))).into_response();
    let cookie = devices::cookie(&secret, &chosen.picture);
    cookies::put(response.headers_mut(), &cookie);
    Ok(response)
}
