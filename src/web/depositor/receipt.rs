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

/// What a mediator sees: numbers, and no word of what the papers are.
#[derive(Template)]
#[template(path = "mediator-receipt.html")]
struct Pile<'a> {
    t: &'a Texts,
    page: &'a Page,
    entries: Vec<Entry>,
    refused: Vec<String>,
    twice: Vec<String>,
    kind: String,
    left: u32,
    undone: bool,
    today: String,
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

/// `GET /d/recu`, `GET /pro/deposer/recu`
pub async fn show(State(app): State<Shared>, one: Depositing, RawQuery(query): RawQuery) -> Answer {
    let Depositing { depositor, visit } = &one;
    let t = &visit.t;
    let all = deposits::receipts(&app.abri, depositor).await?;
    let sent = Sent::read(query.as_deref());
    let refused = sent.refused.iter();
    let page = &visit.page;
    let entries = all.iter().map(|one| entry(t, one)).collect();
    let refused = refused.map(|why| sentence(t, &app, why)).collect();
    let twice = sent.twice.iter().map(ToString::to_string).collect();
    let left = depositor.left();
    let undone = values(query.as_deref(), "annule").next().is_some();
    let today = t.day(app.abri.now());
    let kind = sent.kind;
    if depositor.at_work().is_some() {
        return Ok(html(&Pile {
            t,
            page,
            entries,
            refused,
            twice,
            kind,
            left,
            undone,
            today,
        }));
    }
    Ok(html(&Receipt {
        t,
        page,
        phone: depositor.through() == Through::Phone,
        person: depositor.greeting(),
        entries,
        refused,
        twice,
        kind,
        left,
        undone,
        today,
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

/// `POST /d/recu/{id}/annuler`, `POST /pro/deposer/recu/{id}/annuler`
pub async fn undo(State(app): State<Shared>, one: Depositing, Path(id): Path<String>) -> Answer {
    let id: DocumentId = id.parse().map_err(|_| Problem::NotFound)?;
    let to = format!("{}/recu?annule=1", one.base());
    let (abri, one) = (app.abri.clone(), Arc::new(one));
    let undone: Outcome<()> = app
        .carry(async move { deposits::undo(&abri, &one.depositor, id).await })
        .await;
    undone?;
    Ok(Redirect::to(&to).into_response())
}
