//! Leaving: the quick exit, and signing out.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::app::Shared;
use super::cookies;
use super::finish::Answer;
use super::gate::{AtWork, Signed};
use crate::actions::deposits;
use crate::actions::read_shown;
use crate::actions::session::{self, Session};
use crate::domain::slot::Place;

/// `POST /quitter`: the session ends, what the browser kept of these pages is cleared, and a neutral
/// page takes their place. Works for whoever presses it, signed in or not.
pub async fn fast(State(app): State<Shared>, headers: HeaderMap) -> Answer {
    let shared = match cookies::secret(&headers, cookies::SESSION) {
        Some(secret) => {
            let resumed = session::resume(&app.abri, secret.duplicate()).await;
            // Whoever presses this leaves: without its cookie nobody at this computer goes on.
            if let Err(problem) = session::end(&app.abri, &secret).await {
                tracing::warn!(%problem, "a session that was left ends by itself");
            }
            if let Ok(session) = &resumed {
                end_phone(&app, session).await;
            }
            resumed.is_ok_and(|session| session.place == Place::Shared)
        }
        None => false,
    };
    if let Some(secret) = cookies::secret(&headers, cookies::VIEWING)
        && let Err(problem) = read_shown::close(&app.abri, &secret).await
    {
        tracing::warn!(%problem, "a viewing that was left stays open until its share ends");
    }
    let mut response = StatusCode::OK.into_response();
    // A redirect to another site would be stopped by the pages' own policy on forms.
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={}", app.site.neutral)) {
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    clear(&mut response, shared);
    // Whatever this browser was looking at, putting in, or waiting for.
    for name in [
        cookies::VIEWING,
        cookies::ASKER,
        cookies::DEPOSITOR,
        cookies::WINDOW,
        cookies::MEETING,
    ] {
        cookies::put(response.headers_mut(), &cookies::forget(name));
    }
    Ok(response)
}

/// `POST /sortir`: signs out, and "J'ai fini" on a shared computer.
pub async fn sign_out(State(app): State<Shared>, signed: Signed) -> Answer {
    session::end(&app.abri, signed.session.cookie()).await?;
    end_phone(&app, &signed.session).await;
    let mut response = Redirect::to("/entrer").into_response();
    clear(&mut response, signed.session.place == Place::Shared);
    Ok(response)
}

/// A phone beside this computer ends with it. Whatever comes in between, the session has ended.
async fn end_phone(app: &Shared, session: &Session) {
    if let Err(problem) = deposits::end_any(&app.abri, &session.open).await {
        tracing::warn!(%problem, "a phone beside a computer ends by itself within half a minute");
    }
}

/// `POST /pro/sortir`: the same for a professional.
pub async fn leave_work(State(app): State<Shared>, at: AtWork) -> Answer {
    session::end(&app.abri, at.session.cookie()).await?;
    let mut response = Redirect::to("/pro/entrer").into_response();
    clear(&mut response, at.session.place == Place::Shared);
    Ok(response)
}

/// On a shared computer everything goes, the cookies of devices too; on the person's own phone its
/// device key stays.
fn clear(response: &mut Response, shared: bool) {
    let what = if shared {
        r#""cache", "cookies", "storage""#
    } else {
        r#""cache", "storage""#
    };
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static(what),
    );
    for name in [cookies::SESSION, cookies::SLIP] {
        cookies::put(headers, &cookies::forget(name));
    }
}
