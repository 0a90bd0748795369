//! "Reprendre la main": somebody else knows a code. What ends and what stays is said before; what ended, after.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::prove;
use crate::actions::regain_control::{self, Ended};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

/// Where it is done.
const HERE: &str = "/compte/reprendre";

#[derive(Template)]
#[template(path = "account-regain.html")]
struct Before<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Whether a secret was typed a short while ago.
    fresh: bool,
}

#[derive(Template)]
#[template(path = "account-regained.html")]
struct After<'a> {
    t: &'a Texts,
    page: &'a Page,
    ended: Ended,
}

/// `GET /compte/reprendre`
pub async fn ask(State(app): State<Shared>, signed: Signed) -> Response {
    html(&Before {
        t: &signed.visit.t,
        page: &signed.visit.page.clone().at(Place::Account),
        fresh: prove::is_fresh(&app.abri, &signed.session),
    })
}

/// `POST /compte/reprendre`
pub async fn regain(State(app): State<Shared>, signed: Signed) -> Answer {
    if !prove::is_fresh(&app.abri, &signed.session) {
        let to = format!("/compte/preuve?vers={HERE}");
        return Ok(Redirect::to(&to).into_response());
    }
    let (abri, mut session) = (app.abri.clone(), signed.session);
    app.carry(async move { regain_control::regain(&abri, &mut session).await })
        .await?;
    Ok(Redirect::to("/compte/reprendre/fait").into_response())
}

/// `GET /compte/reprendre/fait`
pub async fn done(signed: Signed) -> Response {
    let Some(ended) = regain_control::ended(&signed.session) else {
        return Redirect::to(HERE).into_response();
    };
    html(&After {
        t: &signed.visit.t,
        page: &signed.visit.page.clone().at(Place::Account),
        ended,
    })
}
