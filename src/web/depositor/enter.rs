//! Coming in to put papers in. The page of a link says nothing of whom it is for; looking at it, by a
//! person or by a program that previews links, begins nothing.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use crate::actions::Problem;
use crate::actions::deposits::{self, DepositorCookie};
use crate::crypto::crockford;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::finish::Answer;
use crate::web::page::{Leave, Page, Place, html, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "deposit-enter.html")]
struct Enter<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Whether a code was typed that opens nothing.
    wrong: bool,
}

#[derive(Template)]
#[template(path = "deposit-ended.html")]
struct Ended<'a> {
    t: &'a Texts,
    page: &'a Page,
}

#[derive(Template)]
#[template(path = "deposit-change.html")]
struct Change<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// For whom papers are being put in; empty for a computer.
    who: &'a str,
    link: &'a str,
}

/// `GET /d`: the same for everybody; the secret stays in the browser.
pub async fn ask(visit: Visit) -> Response {
    html(&Enter {
        t: &visit.t,
        page: &visit.page,
        wrong: false,
    })
}

/// The link, or a code that stands for one.
#[derive(serde::Deserialize)]
pub struct Brought {
    #[serde(default)]
    lien: String,
    /// The answer to whether papers go to somebody else from now on.
    #[serde(default)]
    changer: String,
}

/// `POST /d`
pub async fn take(
    State(app): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Form(brought): Form<Brought>,
) -> Answer {
    // The whole address, or what follows its sign.
    let typed = brought.lien.rsplit('#').next().unwrap_or_default();
    // Scanned once more: whoever sends stays who they are, and keeps their receipts.
    let held = cookies::value(&headers, cookies::DEPOSITOR);
    let held = held.and_then(|value| DepositorCookie::parse(&value));
    if let Some(cookie) = held
        && let Ok(depositor) = deposits::resume(&app.abri, &cookie).await
    {
        if cookie.is_for(typed) {
            return Ok(Redirect::to("/d/photo").into_response());
        }
        // A page of another vault's could bring its own link: papers go nowhere else without a yes.
        if brought.changer.is_empty() {
            return Ok(html(&Change {
                t: &visit.t,
                page: &visit.page,
                who: depositor.greeting(),
                link: typed,
            }));
        }
    }
    let short = crockford::parse_short_code(typed).is_some();
    let (abri, source) = (app.abri.clone(), visit.source.network().to_string());
    let typed = Zeroizing::new(typed.to_owned());
    let entered = app
        .carry(async move { deposits::enter(&abri, &typed, &source).await })
        .await;
    match entered {
        Ok(cookie) => {
            let mut response = Redirect::to("/d/photo").into_response();
            let cookie = cookies::make(cookies::DEPOSITOR, cookie.text().to_string());
            cookies::put(response.headers_mut(), &cookie);
            Ok(response)
        }
        // A code may be mistyped: there is something to try again.
        Err(Problem::NotFound) if short => Ok(html_with(
            StatusCode::NOT_FOUND,
            &Enter {
                t: &visit.t,
                page: &visit.page,
                wrong: true,
            },
        )),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /d/fin`: this browser forgets what it was given.
pub async fn end() -> Response {
    let mut response = Redirect::to("/d/ferme").into_response();
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static(r#""cache""#),
    );
    cookies::put(headers, &cookies::forget(cookies::DEPOSITOR));
    response
}

/// `GET /d/ferme`
pub async fn ended(visit: Visit) -> Response {
    html(&Ended {
        t: &visit.t,
        page: &visit.page,
    })
}
