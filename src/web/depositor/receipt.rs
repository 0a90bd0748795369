//! What somebody put in themselves: to print, and to take back within the hour.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};

use super::send::{Sent, sentence};
use crate::actions::deposits::{self, DepositReceipt};
use crate::actions::{Outcome, Problem};
use crate::domain::document::Through;
use crate::domain::ids::DocumentId;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Depositing;
use crate::web::kinds;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::papers::{digest_begin, values};
use crate::web::picto::Picto;

/// One paper, as its depositor reads it.
struct Entry {
    id: String,
    kind: String,
    pages: u32,
    size: String,
    when: String,
    digest: String,
    /// Whether it can still be taken back.
    undo: bool,
}

#[derive(Template)]
#[template(path = "deposit-receipt.html")]
struct Receipt<'a> {
    t: &'a Texts,
    page: &'a Page,
    phone: bool,
    person: &'a str,
    entries: Vec<Entry>,
    refused: Vec<String>,
    /// What was sent already and waits for a yes.
    twice: Vec<String>,
    /// What these are said to be.
    kind: String,
    left: u32,
    undone: bool,
    today: String,
}

/// `GET /d/recu`
pub async fn show(State(app): State<Shared>, one: Depositing, RawQuery(query): RawQuery) -> Answer {
    let Depositing { depositor, visit } = &one;
    let t = &visit.t;
    let all = deposits::receipts(&app.abri, depositor).await?;
    let sent = Sent::read(query.as_deref());
    let refused = sent.refused.iter();
    Ok(html(&Receipt {
        t,
        page: &visit.page,
        phone: depositor.through() == Through::Phone,
        person: depositor.greeting(),
        entries: all.iter().map(|one| entry(t, one)).collect(),
        refused: refused.map(|why| sentence(t, &app, why)).collect(),
        twice: sent.twice.iter().map(ToString::to_string).collect(),
        kind: sent.kind,
        left: depositor.left(),
        undone: values(query.as_deref(), "annule").next().is_some(),
        today: t.day(app.abri.now()),
    }))
}

fn entry(t: &Texts, one: &DepositReceipt) -> Entry {
    Entry {
        id: one.id.to_string(),
        kind: kinds::name(t, &one.kind),
        pages: one.pages,
        size: t.size(one.bytes),
        when: t.day_time(one.when),
        digest: digest_begin(&one.digest),
        undo: one.can_undo,
    }
}

/// `POST /d/recu/{id}/annuler`
pub async fn undo(State(app): State<Shared>, one: Depositing, Path(id): Path<String>) -> Answer {
    let id: DocumentId = id.parse().map_err(|_| Problem::NotFound)?;
    let (abri, one) = (app.abri.clone(), Arc::new(one));
    let undone: Outcome<()> = app
        .carry(async move { deposits::undo(&abri, &one.depositor, id).await })
        .await;
    undone?;
    Ok(Redirect::to("/d/recu?annule=1").into_response())
}
