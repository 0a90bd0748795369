//! "Effacer mon coffre": everything is erased, in seven days or at once; a certificate to print or keep.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;

use crate::actions::close_vault::{self, Certificate};
use crate::actions::prove;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "account-close.html")]
struct ClosePage<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Whether a secret was typed a short while ago.
    fresh: bool,
    /// The day on which it closes, where that was asked for.
    day: Option<String>,
}

#[derive(Template)]
#[template(path = "account-closed.html")]
struct ClosedPage<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Whether everything is erased already.
    gone: bool,
    day: String,
    made: String,
    papers: usize,
    number: u64,
    hash: String,
}

/// When the person wants it.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Wanted {
    quand: String,
}

/// `GET /compte/fermer`
pub async fn ask(State(app): State<Shared>, signed: Signed) -> Response {
    let t = &signed.visit.t;
    html(&ClosePage {
        t,
        page: &signed.visit.page.clone().at(Place::Account),
        fresh: prove::is_fresh(&app.abri, &signed.session),
        day: signed.session.vault.closes_at.map(|at| t.day(at)),
    })
}

/// `POST /compte/fermer`: the certificate is the answer itself, since nobody comes in afterwards to ask for it.
pub async fn close(State(app): State<Shared>, signed: Signed, Form(form): Form<Wanted>) -> Answer {
    if !prove::is_fresh(&app.abri, &signed.session) {
        return Ok(Redirect::to("/compte/preuve?vers=/compte/fermer").into_response());
    }
    let Signed { session, visit } = signed;
    let gone = match form.quand.as_str() {
        "maintenant" => true,
        "plus-tard" => false,
        _ => return Ok(Redirect::to("/compte/fermer").into_response()),
    };
    let abri = app.abri.clone();
    let certificate: Certificate = app
        .carry(async move {
            if gone {
                close_vault::now(&abri, &session).await
            } else {
                close_vault::later(&abri, &session).await
            }
        })
        .await?;
    let t = &visit.t;
    let page = if gone {
        visit.page.clone()
    } else {
        visit.page.clone().at(Place::Account)
    };
    let mut response = html(&ClosedPage {
        t,
        page: &page,
        gone,
        day: t.day(certificate.at),
        made: t.date(t.zone().day(app.abri.now())),
        papers: certificate.papers,
        number: certificate.number,
        hash: HEXLOWER.encode(&certificate.hash),
    });
    if gone {
        let headers = response.headers_mut();
        cookies::put(headers, &cookies::forget(cookies::SESSION));
    }
    Ok(response)
}

/// `POST /compte/fermer/garder`: they changed their mind.
pub async fn keep(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { close_vault::keep(&abri, &session).await })
        .await?;
    Ok(Redirect::to("/papiers").into_response())
}
