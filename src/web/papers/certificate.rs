//! What is certified of a paper, to read and print: that it was destroyed, or that it has not changed.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use data_encoding::HEXLOWER;

use super::id;
use super::removed::carry;
use crate::actions::{Problem, certify, verify_paper};
use crate::domain::journal::Event;
use crate::i18n::Texts;
use crate::web::app::{App, Shared};
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "papers-certificate.html")]
struct Certificate<'a> {
    t: &'a Texts,
    page: &'a Page,
    words: Words,
    title: &'a str,
    /// The key of who did it.
    who: &'static str,
    when: String,
    number: u64,
    digest: &'a str,
    hash: String,
}

/// The keys of what a certificate says.
struct Words {
    heading: &'static str,
    name: &'static str,
    says: &'static str,
}

const DESTROYED: Words = Words {
    heading: "papers-destroyed-title",
    name: "papers-certificate",
    says: "papers-certificate-says",
};
const CHECKED: Words = Words {
    heading: "papers-checked-title",
    name: "papers-checked",
    says: "papers-checked-says",
};

/// `GET /papiers/detruit/{number}`
pub async fn destroyed(
    State(app): State<Shared>,
    signed: Signed,
    Path(number): Path<u64>,
) -> Answer {
    certified(&app, &signed, (Event::PaperDestroyed, DESTROYED), number).await
}

/// `POST /papiers/{id}/verifier`
pub async fn verify(State(app): State<Shared>, signed: Signed, Path(path): Path<String>) -> Answer {
    let (t, page) = (signed.visit.t.clone(), signed.visit.page.clone());
    let verified = carry(&app, signed, &path, |abri, session, id| async move {
        verify_paper::verify_paper(&abri, &session.open, id).await
    })
    .await;
    match verified {
        Err(Problem::Damaged(_)) => Ok(damaged::own(&t, &page, id(&path)?)),
        number => Ok(Redirect::to(&format!("/papiers/verifie/{}", number?)).into_response()),
    }
}

/// `GET /papiers/verifie/{number}`
pub async fn verified(
    State(app): State<Shared>,
    signed: Signed,
    Path(number): Path<u64>,
) -> Answer {
    certified(&app, &signed, (Event::PaperChecked, CHECKED), number).await
}

async fn certified(
    app: &App,
    signed: &Signed,
    (event, words): (Event, Words),
    number: u64,
) -> Answer {
    let t = &signed.visit.t;
    let found = certify::certify(&app.abri, &signed.session.open, event, number).await?;
    Ok(html(&Certificate {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        words,
        title: &kinds::title(t, &found.details.title),
        who: if found.by_person {
            "papers-certificate-you"
        } else {
            "papers-certificate-abri"
        },
        when: t.day_time(found.at),
        number: found.number,
        digest: &found.details.digest,
        hash: HEXLOWER.encode(&found.hash),
    }))
}
