//! The last step of every answer: a problem becomes a page in the reader's language, and the
//! headers are put on. The only place where the doors log.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::app::Shared;
use super::headers;
use super::problem::{Trouble, answer};
use super::routes::Policy;
use super::turned_away::TurnedAway;
use super::visit::Visit;
use crate::actions::Problem;
use crate::crypto::crockford;

/// What handlers answer.
pub type Answer = Result<Response, Refused>;

/// A problem on its way to its page.
#[derive(Debug)]
pub struct Refused(pub Problem);

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

#[derive(Clone)]
struct Carried(Arc<Mutex<Option<Problem>>>);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response
            .extensions_mut()
            .insert(Carried(Arc::new(Mutex::new(Some(self.0)))));
        response
    }
}

/// Around the whole router.
pub async fn finish(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::of(&app, &parts);
    parts.extensions.insert(visit.clone());
    let bare = parts.method == Method::HEAD;
    let path = parts.uri.path();
    let below = |place: &str| {
        path.strip_prefix(place)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let door = if below("/pro") {
        "/pro/entrer"
    } else if below("/ensemble") {
        "/ensemble/arrete"
    } else if below("/guichet") {
        "/guichet/fini"
    } else {
        "/entrer"
    };
    let looks = bare || parts.method == Method::GET;
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let policy = response.extensions().get::<Policy>().copied();
    let carried = response.extensions_mut().remove::<Carried>();
    let problem = carried.and_then(|carried| {
        carried
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    });
    if let Some(problem) = problem {
        response = page_of(&app, &visit, &problem, door);
    } else if let Some(problem) = unreadable(&response, looks) {
        response = page_of(&app, &visit, &problem, door);
    }
    if let Some(policy) = policy {
        // For whoever counts answers: a page put in above does not have it.
        response.extensions_mut().insert(policy);
    }
    if response.status() == StatusCode::TOO_MANY_REQUESTS {
        response.extensions_mut().insert(TurnedAway::TooOften);
    }
    headers::secure(response.headers_mut());
    if !app.site.origin.is_local() {
        headers::promise_https(response.headers_mut());
    }
    if bare {
        // The pages put in here did not pass where the framework takes the body off.
        *response.body_mut() = Body::empty();
    }
    response
}

/// What the framework refuses by itself, in plain words for programmers: an address or a form that
/// it cannot read. Such an address is one that does not exist.
fn unreadable(response: &Response, looks: bool) -> Option<Problem> {
    let kind = response.headers().get(header::CONTENT_TYPE)?;
    if !response.status().is_client_error() || !kind.as_bytes().starts_with(b"text/plain") {
        return None;
    }
    Some(match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::FileTooLarge,
        _ if looks => Problem::NotFound,
        _ => Problem::Conflict,
    })
}

fn page_of(app: &Shared, visit: &Visit, problem: &Problem, door: &str) -> Response {
    let trouble = match problem {
        Problem::NotFound => Trouble::Gone,
        Problem::SignInAgain => return Redirect::to(door).into_response(),
        Problem::Busy => Trouble::Busy,
        Problem::NoRoom => {
            tracing::error!("no room is left on the disk: a request was refused");
            Trouble::Full
        }
        Problem::Away(_) => {
            tracing::error!(%problem, "a store does not answer");
            Trouble::Away
        }
        Problem::TooManyTries { wait } => Trouble::Slow {
            left: visit.t.span(*wait),
        },
        Problem::TooManyVaults { wait } => Trouble::ManyVaults {
            left: visit.t.span(*wait),
        },
        Problem::TooMuch(key) => Trouble::TooMuch(key),
        Problem::FileTooLarge => Trouble::TooLarge {
            size: app.site.file_size(&visit.t),
        },
        Problem::Conflict
        | Problem::Field(_)
        | Problem::WrongSecret { .. }
        | Problem::WayErased { .. } => Trouble::StaleForm,
        _ => {
            // Eight characters that the person can read out and the operator can search for.
            let reference = crockford::short_code();
            tracing::error!(%reference, %problem, "request failed");
            Trouble::Broken { reference }
        }
    };
    let mut response = answer(&visit.t, &visit.page, &trouble);
    let retry_after = match trouble {
        Trouble::Busy => "5",
        Trouble::Away => "30",
        _ => return response,
    };
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from_static(retry_after));
    response
}
