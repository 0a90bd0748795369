//! A mediator begins a deposit with what the person says or shows, and ends it. Neither page says whose it is: a
//! number alone names nobody.

use askama::Template;
use axum::Form;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use zeroize::Zeroizing;

use crate::actions::{Problem, deposits};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::papers::values;
use crate::web::picto::Picto;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "mediator-enter.html")]
struct Enter<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Whether what was typed leads nowhere.
    wrong: bool,
    /// Whether a deposit has just ended.
    over: bool,
}

/// `GET /pro/deposer`: the question, also where a deposit has just ended.
pub async fn ask(at: AtWork, RawQuery(query): RawQuery) -> Response {
    let over = values(query.as_deref(), "fini").next().is_some();
    page(&at.visit, StatusCode::OK, false, over)
}

fn page(visit: &Visit, status: StatusCode, wrong: bool, over: bool) -> Response {
    html_with(
        status,
        &Enter {
            t: &visit.t,
            page: &visit.page.clone().at(Place::Desk),
            wrong,
            over,
        },
    )
}

/// What the person said or showed.
#[derive(serde::Deserialize)]
pub struct Brought {
    #[serde(default)]
    numero: String,
}

/// `POST /pro/deposer`: whatever leads nowhere has one answer.
pub async fn begin(State(app): State<Shared>, at: AtWork, Form(brought): Form<Brought>) -> Answer {
    let AtWork { session, visit, .. } = at;
    let (abri, source) = (app.abri.clone(), visit.source.network().to_string());
    let typed = Zeroizing::new(brought.numero);
    let begun = app
        .carry(async move { deposits::begin_mediation(&abri, &session, &typed, &source).await })
        .await;
    match begun {
        Ok(()) => Ok(Redirect::to("/pro/deposer/photo").into_response()),
        Err(Problem::NotFound) => Ok(page(&visit, StatusCode::NOT_FOUND, true, false)),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /pro/deposer/fin`: nothing stays on this device.
pub async fn end(State(app): State<Shared>, at: AtWork) -> Answer {
    let (abri, session) = (app.abri.clone(), at.session);
    app.carry(async move { deposits::end_mediation(&abri, session.cookie()).await })
        .await?;
    let mut response = Redirect::to("/pro/deposer?fini=1").into_response();
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static(r#""cache""#),
    );
    Ok(response)
}
