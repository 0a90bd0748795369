//! The window at the desk: a person answers a request on the professional's computer. Five minutes, a cookie of its own
//! that is read here only, and nothing but the answer; the professional's own session is neither read nor touched.

mod enter;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header::{HeaderName, HeaderValue, REFRESH};
use axum::response::{IntoResponse, Redirect, Response};

use super::answering::{self, Door};
use super::app::Shared;
use super::cookies;
use super::finish::Answer;
use super::gate::AtWindow;
use super::papers;
use super::routes::{Limit, Policy, Routes};
use crate::actions::session;

type Fields = Vec<(String, String)>;

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    use Policy::{Anyone, Guichet};
    const FORM: Limit = Limit::Form;
    Routes::new()
        .get("/guichet", Anyone, enter::ask)
        .post("/guichet", Anyone, FORM, enter::begin)
        .post("/guichet/carte", Anyone, FORM, enter::by_card)
        .post("/guichet/mots", Anyone, FORM, enter::by_words)
        .get("/guichet/fini", Anyone, enter::over)
        .post("/guichet/fin", Guichet, FORM, done)
        .get("/guichet/{id}", Guichet, show)
        .post("/guichet/{id}", Guichet, FORM, reply)
        .post("/guichet/{id}/refuser", Guichet, FORM, refuse)
        .get(
            "/guichet/papiers/{id}/{version}/miniature",
            Guichet,
            papers::thumbnail_at_window,
        )
}

/// `GET /guichet/{id}`
async fn show(
    State(app): State<Shared>,
    at: AtWindow,
    Path(text): Path<String>,
    Query(fields): Query<Fields>,
) -> Answer {
    let left = left(&app, &at);
    Ok(leaves(
        answering::show(&app, at.into(), &text, &fields).await?,
        left,
    ))
}

/// `POST /guichet/{id}`
async fn reply(
    State(app): State<Shared>,
    at: AtWindow,
    Path(text): Path<String>,
    Form(fields): Form<Fields>,
) -> Answer {
    let left = left(&app, &at);
    Ok(leaves(
        answering::reply(&app, at.into(), &text, fields).await?,
        left,
    ))
}

/// Seconds until the session is over.
fn left(app: &Shared, at: &AtWindow) -> i64 {
    at.session.until.left_at(app.abri.now()).as_millis() / 1000
}

/// The page goes by itself when the session is over: whoever left without a word leaves no names on the screen.
fn leaves(mut response: Response, left: i64) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("{left};url={}", Door::Window.over())) {
        response.headers_mut().insert(REFRESH, value);
    }
    response
}

/// `POST /guichet/{id}/refuser`: said no, there is nothing more to do here.
async fn refuse(State(app): State<Shared>, at: AtWindow, Path(text): Path<String>) -> Answer {
    let secret = at.session.cookie().duplicate();
    let refused = answering::refuse(&app, at.into(), &text).await?;
    session::end(&app.abri, &secret).await?;
    Ok(closed(refused))
}

/// `POST /guichet/fin`: "J'ai fini".
async fn done(State(app): State<Shared>, at: AtWindow) -> Answer {
    session::end(&app.abri, at.session.cookie()).await?;
    Ok(closed(Redirect::to(Door::Window.over()).into_response()))
}

/// Nothing of the person stays: not the cookie, and no page in the browser's memory. Cookies of others stay.
fn closed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static(r#""cache""#),
    );
    cookies::put(headers, &cookies::forget(cookies::WINDOW));
    response
}
