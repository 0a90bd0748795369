//! `/rdv`: the code of an appointment, typed or scanned. Looking at the page takes nothing; whoever is not signed in
//! comes in first, and the code waits in their browser for ten minutes.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use cookie::time::Duration;
use zeroize::Zeroizing;

use super::Door;
use crate::actions::Problem;
use crate::actions::appointments;
use crate::actions::session;
use crate::domain::access::Whose;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::cookies;
use crate::web::entry::AGAIN;
use crate::web::finish::Answer;
use crate::web::gate::RENEW;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;
use crate::web::visit::Visit;

/// Minutes that a code waits for whoever comes in.
const WAITS: i64 = 10;

#[derive(Template)]
#[template(path = "agreement-door.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// What was scanned before coming in, to be taken now.
    code: &'a str,
    wrong: Option<String>,
}

/// The code as it came.
#[derive(serde::Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
}

/// Whether somebody who has just come in brought a code along.
pub(in crate::web) fn waits_here(headers: &HeaderMap) -> bool {
    brought(headers).is_some()
}

fn brought(headers: &HeaderMap) -> Option<Zeroizing<String>> {
    appointments::code_typed(&cookies::value(headers, cookies::MEETING)?)
}

/// `GET /rdv`
pub async fn ask(visit: Visit, headers: HeaderMap) -> Response {
    let signed_in = cookies::value(&headers, cookies::SESSION).is_some();
    let code = brought(&headers).filter(|_| signed_in);
    page(&visit, code.as_deref().map_or("", String::as_str), None)
}

/// `POST /rdv`: signed in, it is taken at once.
pub async fn take(
    State(app): State<Shared>,
    visit: Visit,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Answer {
    // The whole address, as a scanner that types brings it.
    let typed = typed.code.rsplit('#').next().unwrap_or_default();
    let Some(code) = appointments::code_typed(typed) else {
        return Ok(over(page(&visit, "", Some("agreement-code-wrong"))));
    };
    let session = match cookies::secret(&headers, cookies::SESSION) {
        Some(secret) => match session::resume(&app.abri, secret).await {
            Ok(session) => Some(session),
            Err(Problem::SignInAgain) => None,
            Err(problem) => return Err(problem.into()),
        },
        None => None,
    };
    let session = match session {
        Some(session) if session.open.whose == Whose::Beneficiary => session,
        Some(session) if session.open.whose == Whose::Professional => {
            return Ok(over(page(&visit, "", Some("agreement-code-professional"))));
        }
        // Whoever has to replace first what a helper saw goes on with that.
        Some(session) if session.open.whose == Whose::Renewing => return Ok(later(RENEW, &code)),
        _ => return Ok(later("/entrer", &code)),
    };
    let (abri, source) = (app.abri.clone(), visit.source.network().to_string());
    let taken = app
        .carry(async move { appointments::take(&abri, &session.open, &code, &source).await })
        .await;
    match taken {
        Ok(id) => Ok(over(Redirect::to(&Door::Own.address(id)).into_response())),
        Err(Problem::NotFound) => Ok(over(page(&visit, "", Some("agreement-code-wrong")))),
        Err(problem) => Err(problem.into()),
    }
}

/// The code waits until somebody is in.
fn later(to: &str, code: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    let mut cookie = cookies::make(cookies::MEETING, code.to_owned());
    cookie.set_max_age(Duration::minutes(WAITS));
    cookies::put(response.headers_mut(), &cookie);
    response
}

/// The code does not wait any more.
fn over(mut response: Response) -> Response {
    cookies::put(response.headers_mut(), &cookies::forget(cookies::MEETING));
    response
}

fn page(visit: &Visit, code: &str, wrong: Option<&str>) -> Response {
    let status = if wrong.is_some() {
        AGAIN
    } else {
        StatusCode::OK
    };
    html_with(
        status,
        &Ask {
            t: &visit.t,
            page: &visit.page,
            code,
            wrong: wrong.map(|key| visit.t.say(key)),
        },
    )
}
