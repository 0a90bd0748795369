//! The bytes of a person's own papers: small pictures, pages, the kept file.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use zeroize::Zeroizing;

use super::id;
use crate::actions::papers::{self, Paper, Version};
use crate::actions::record::Picture;
use crate::actions::session::{self, Session};
use crate::actions::{Outcome, Problem, reading, tell_reading};
use crate::domain::access;
use crate::web::app::{App, Shared};
use crate::web::attachment::attachment;
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::gate::{AtWindow, Signed};
use crate::web::kinds;

/// `GET /papiers/{id}/{version}/miniature`
pub async fn thumbnail(
    State(app): State<Shared>,
    signed: Signed,
    Path((path, number)): Path<(String, u32)>,
) -> Answer {
    let paper = papers::find(&app.abri, &signed.session.open, id(&path)?).await?;
    small(&app, &signed.session, &paper, number).await
}

/// `GET /guichet/papiers/{id}/{version}/miniature`: the same, for whoever ticks papers in a window at the desk.
pub async fn thumbnail_at_window(
    State(app): State<Shared>,
    at: AtWindow,
    Path((path, number)): Path<(String, u32)>,
) -> Answer {
    // What was removed is in no list there.
    let paper = papers::find_kept(&app.abri, &at.session.open, id(&path)?).await?;
    small(&app, &at.session, &paper, number).await
}

async fn small(app: &App, session: &Session, paper: &Paper, number: u32) -> Answer {
    let version = paper.version(number).ok_or(Problem::NotFound)?;
    let picture = version.record.facts.thumbnail;
    Ok(jpeg(app, session, paper, version, &picture).await?)
}

/// `GET /papiers/{id}/{version}/page/{page}`, pages from 1. Its paper is told, once in a session.
pub async fn page(
    State(app): State<Shared>,
    signed: Signed,
    Path((path, number, page)): Path<(String, u32, usize)>,
) -> Answer {
    let session = &signed.session;
    let paper = papers::find(&app.abri, &session.open, id(&path)?).await?;
    let version = paper.version(number).ok_or(Problem::NotFound)?;
    let index = page.checked_sub(1).ok_or(Problem::NotFound)?;
    let picture = *version
        .record
        .facts
        .pages
        .get(index)
        .ok_or(Problem::NotFound)?;
    tell_reading::page_seen(&app.abri, session, &paper).await?;
    Ok(jpeg(&app, session, &paper, version, &picture).await?)
}

/// Whether a page reads back as it was put in; told when it does not.
pub(super) async fn is_whole(
    app: &App,
    session: &Session,
    paper: &Paper,
    version: &Version,
    picture: &Picture,
) -> Outcome<bool> {
    match bytes(app, session, paper, version, picture).await {
        Ok(_) => Ok(true),
        Err(Problem::Damaged(_)) => Ok(false),
        Err(problem) => Err(problem),
    }
}

async fn jpeg(
    app: &App,
    session: &Session,
    paper: &Paper,
    version: &Version,
    picture: &Picture,
) -> Outcome<Response> {
    let bytes = bytes(app, session, paper, version, picture).await?;
    // Wiped when it has been sent.
    let body = Body::from(Bytes::from_owner(bytes));
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], body).into_response())
}

async fn bytes(
    app: &App,
    session: &Session,
    paper: &Paper,
    version: &Version,
    picture: &Picture,
) -> Outcome<Zeroizing<Vec<u8>>> {
    let open = &session.open;
    let permit = access::may_read(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    let (key, stored) = (
        &version.record.pictures_key,
        &version.record.facts.pictures_file,
    );
    let read = reading::picture(&app.abri, &permit, key, stored, picture).await;
    told(app, session, paper, version, read).await
}

/// Damage is written into the journal before the page says so.
async fn told<T>(
    app: &App,
    session: &Session,
    paper: &Paper,
    version: &Version,
    read: Outcome<T>,
) -> Outcome<T> {
    if let Err(Problem::Damaged(_)) = &read {
        tell_reading::damaged(&app.abri, &session.open, paper, version).await?;
    }
    read
}

/// `GET /papiers/{id}/{version}/original`: the kept file, to be saved and never to be shown here.
pub async fn original(
    State(app): State<Shared>,
    signed: Signed,
    Path((path, number)): Path<(String, u32)>,
) -> Answer {
    let session = &signed.session;
    let open = &session.open;
    let paper = papers::find_kept(&app.abri, open, id(&path)?).await?;
    let version = paper.version(number).ok_or(Problem::NotFound)?;
    let facts = &version.record.facts;
    let permit = access::may_keep(open.owner(), open.vault).ok_or(Problem::NotFound)?;
    // Whoever signs out elsewhere stops what is still being sent.
    let (abri, cookie) = (app.abri.clone(), Arc::new(session.cookie().duplicate()));
    let still = move || {
        let (abri, cookie) = (abri.clone(), cookie.clone());
        async move { session::resume(&abri, cookie.duplicate()).await.is_ok() }
    };
    let (key, bytes) = (&version.record.key, facts.bytes);
    let read = reading::original(&app.abri, &permit, key, &facts.file, bytes, still).await;
    let stream = match told(&app, session, &paper, version, read).await {
        Err(Problem::Damaged(_)) => {
            let visit = &signed.visit;
            return Ok(damaged::own(&visit.t, &visit.page, paper.id));
        }
        read => read?,
    };
    tell_reading::looked(&app.abri, session, &[&paper]).await?;
    let title = kinds::title(&signed.visit.t, facts.title.as_str());
    let (body, kind) = (Body::from_stream(stream), facts.file_type);
    let sort = (kind.media_type(), Some(bytes));
    Ok(attachment(body, sort, &title, kind.extension()))
}
