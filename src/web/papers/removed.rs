//! Removed papers: seven days to put one back, or destroyed now.

use std::future::Future;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};

use super::{id, words};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, papers, remove_paper};
use crate::domain::ids::DocumentId;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;

/// Runs an action on a paper to its end, even when the browser goes away.
pub(super) async fn carry<T, F, R>(
    app: &Shared,
    signed: Signed,
    path: &str,
    action: F,
) -> Outcome<T>
where
    T: Send + 'static,
    F: FnOnce(Arc<Abri>, Arc<Session>, DocumentId) -> R,
    R: Future<Output = Outcome<T>> + Send + 'static,
{
    let id = id(path)?;
    app.carry(action(app.abri.clone(), Arc::new(signed.session), id))
        .await
}

/// `POST /papiers/{id}/retirer`
pub async fn remove(State(app): State<Shared>, signed: Signed, Path(path): Path<String>) -> Answer {
    carry(&app, signed, &path, |abri, session, id| async move {
        remove_paper::remove(&abri, &session.open, id).await
    })
    .await?;
    Ok(Redirect::to("/papiers?retire=1").into_response())
}

/// `POST /papiers/{id}/remettre`
pub async fn restore(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
) -> Answer {
    carry(&app, signed, &path, |abri, session, id| async move {
        remove_paper::restore(&abri, &session.open, id).await
    })
    .await?;
    Ok(Redirect::to("/papiers").into_response())
}

/// `POST /papiers/{id}/detruire`
pub async fn destroy(
    State(app): State<Shared>,
    signed: Signed,
    Path(path): Path<String>,
) -> Answer {
    let number = carry(&app, signed, &path, |abri, session, id| async move {
        remove_paper::destroy_now(&abri, &session.open, id).await
    })
    .await?;
    Ok(Redirect::to(&format!("/papiers/detruit/{number}")).into_response())
}

#[derive(Template)]
#[template(path = "papers-removed.html")]
struct Removed<'a> {
    t: &'a Texts,
    page: &'a Page,
    /// Each with the day on which it is destroyed by itself.
    papers: Vec<(words::Line, String)>,
}

/// `GET /papiers/retires`
pub async fn list(State(app): State<Shared>, signed: Signed) -> Answer {
    let t = &signed.visit.t;
    let all = papers::all(&app.abri, &signed.session.open).await?;
    let now = app.abri.now();
    let removed = all.iter().filter_map(|paper| {
        let until = paper.rest.destroyed_at()?;
        Some((words::line(t, paper, now), t.day(until)))
    });
    Ok(html(&Removed {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        papers: removed.collect(),
    }))
}
