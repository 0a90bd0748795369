//! Files in parts that go on after whatever cut them: the core of tus 1.0 (<https://tus.io>), with creation
//! and termination; the same for a person and for whoever puts papers in for them. What is sent as metadata is not looked at: nothing of it is needed before the paper is
//! named, and a file's name never reaches us.

use axum::body::Body;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::TryStreamExt;
use http_body_util::LengthLimitError;

use super::app::Shared;
use super::finish::Answer;
use super::finish::Refused;
use super::gate::{Depositing, Signed};
use super::routes::{Limit, Method, Policy, Routes};
use crate::actions::uploads::{self, Authority};
use crate::actions::{Outcome, Problem};
use crate::domain::ids::UploadId;

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const VERSIONS: HeaderName = HeaderName::from_static("tus-version");
const EXTENSIONS: HeaderName = HeaderName::from_static("tus-extension");
const MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const VERSION: &str = "1.0.0";
const PARTS: &str = "application/offset+octet-stream";

/// Somebody who sends files.
pub trait Sender: FromRequestParts<Shared, Rejection = Refused> + Send + Sync + 'static {
    /// Where their uploads stand.
    fn place(&self) -> &'static str;

    /// On whose behalf they are taken in.
    fn authority(&self) -> Authority<'_>;
}

impl Sender for Signed {
    fn place(&self) -> &'static str {
        "/envois"
    }

    fn authority(&self) -> Authority<'_> {
        Authority::of(&self.session.open)
    }
}

impl Sender for Depositing {
    fn place(&self) -> &'static str {
        match self.depositor.at_work() {
            None => "/d/envois",
            Some(_) => "/pro/deposer/envois",
        }
    }

    fn authority(&self) -> Authority<'_> {
        self.depositor.authority()
    }
}

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    of::<Signed>(Policy::Beneficiary, "/envois", "/envois/{id}")
        .and(of::<Depositing>(
            Policy::Depositor,
            "/d/envois",
            "/d/envois/{id}",
        ))
        .and(of::<Depositing>(
            Policy::Mediator,
            "/pro/deposer/envois",
            "/pro/deposer/envois/{id}",
        ))
}

fn of<S: Sender>(own: Policy, all: &'static str, one: &'static str) -> Routes<Shared> {
    Routes::new()
        .on(Method::Options, all, own, Limit::Page, able::<S>)
        .on(Method::Post, all, own, Limit::Page, begin::<S>)
        .on(Method::Head, one, own, Limit::Page, progress::<S>)
        .on(Method::Patch, one, own, Limit::Files, append::<S>)
        .on(Method::Delete, one, own, Limit::Page, cancel::<S>)
}

/// `OPTIONS`: what uploads can do here.
async fn able<S: Sender>(State(app): State<Shared>, _: S) -> Response {
    let mut answer = plain(StatusCode::NO_CONTENT);
    let headers = answer.headers_mut();
    headers.insert(VERSIONS, HeaderValue::from_static(VERSION));
    headers.insert(EXTENSIONS, HeaderValue::from_static("creation,termination"));
    headers.insert(MAX_SIZE, app.site.file_bytes.into());
    answer
}

/// `POST`: announces a file.
async fn begin<S: Sender>(State(app): State<Shared>, sender: S, headers: HeaderMap) -> Answer {
    if let Some(refused) = another_version(&headers) {
        return Ok(refused);
    }
    let Some(length) = number(&headers, &LENGTH) else {
        return Ok(plain(StatusCode::BAD_REQUEST));
    };
    match uploads::begin(&app.abri, &sender.authority(), length, app.site.file_bytes).await {
        Ok(id) => {
            let mut answer = plain(StatusCode::CREATED);
            let at = HeaderValue::try_from(format!("{}/{id}", sender.place()));
            answer
                .headers_mut()
                .insert(header::LOCATION, at.map_err(|_| Problem::Conflict)?);
            Ok(answer)
        }
        Err(problem) => refused(problem),
    }
}

/// `HEAD`: how far it is.
async fn progress<S: Sender>(
    State(app): State<Shared>,
    sender: S,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Answer {
    if let Some(refused) = another_version(&headers) {
        return Ok(refused);
    }
    let progress = uploads::progress(&app.abri, &sender.authority(), id(&path)?).await?;
    let mut answer = far(StatusCode::OK, progress.received);
    answer.headers_mut().insert(LENGTH, progress.length.into());
    Ok(answer)
}

/// `PATCH`: more of it, from where it is.
async fn append<S: Sender>(
    State(app): State<Shared>,
    sender: S,
    Path(path): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    if let Some(refused) = another_version(&headers) {
        return Ok(refused);
    }
    let kind = headers.get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind.as_bytes() != PARTS.as_bytes()) {
        return Ok(plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let id = id(&path)?;
    let Some(offset) = number(&headers, &OFFSET) else {
        return Ok(plain(StatusCode::BAD_REQUEST));
    };
    let bytes = body.into_data_stream().map_err(|error| cut(&error));
    let abri = app.abri.clone();
    // What arrived is kept, even when whoever sent it is gone meanwhile.
    let going = async move { uploads::append(&abri, &sender.authority(), id, offset, bytes).await };
    match app.carry(going).await {
        Ok(received) => Ok(far(StatusCode::NO_CONTENT, received)),
        Err(problem) => refused(problem),
    }
}

/// `DELETE`: gives it up.
async fn cancel<S: Sender>(
    State(app): State<Shared>,
    sender: S,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Answer {
    if let Some(refused) = another_version(&headers) {
        return Ok(refused);
    }
    let (abri, id) = (app.abri.clone(), id(&path)?);
    let leaving = async move { uploads::cancel(&abri, &sender.authority(), id).await };
    app.carry(leaving).await?;
    Ok(plain(StatusCode::NO_CONTENT))
}

fn id(text: &str) -> Outcome<UploadId> {
    text.parse().map_err(|_| Problem::NotFound)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn another_version(headers: &HeaderMap) -> Option<Response> {
    if headers.get(RESUMABLE).is_some_and(|asked| asked == VERSION) {
        return None;
    }
    let mut answer = plain(StatusCode::PRECONDITION_FAILED);
    answer
        .headers_mut()
        .insert(VERSIONS, HeaderValue::from_static(VERSION));
    Some(answer)
}

fn plain(status: StatusCode) -> Response {
    (status, [(RESUMABLE, VERSION)]).into_response()
}

fn far(status: StatusCode, received: u64) -> Response {
    let mut answer = plain(status);
    answer.headers_mut().insert(OFFSET, received.into());
    answer
}

/// The word that our own script brings to the page which says why a file is not kept.
fn refused(problem: Problem) -> Answer {
    let (status, why) = match problem {
        Problem::FileTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "large"),
        Problem::VaultFull => (StatusCode::PAYLOAD_TOO_LARGE, "full"),
        Problem::NoRoom => (StatusCode::INSUFFICIENT_STORAGE, "room"),
        Problem::Busy => (StatusCode::TOO_MANY_REQUESTS, "busy"),
        Problem::Field("papers-refused-empty") => (StatusCode::BAD_REQUEST, "empty"),
        Problem::Conflict => (StatusCode::CONFLICT, "cut"),
        other => return Err(other.into()),
    };
    let mut answer = plain(status);
    let name = HeaderName::from_static("abri-refused");
    answer
        .headers_mut()
        .insert(name, HeaderValue::from_static(why));
    Ok(answer)
}

fn cut(error: &axum::Error) -> Problem {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if inner.is::<LengthLimitError>() {
            return Problem::FileTooLarge;
        }
        source = inner.source();
    }
    Problem::Field("papers-refused-cut")
}
