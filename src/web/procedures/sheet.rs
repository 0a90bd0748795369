//! The list on paper: what is missing, where it is got, and the law card.

use askama::Template;
use axum::extract::{Path, RawQuery, State};

use super::list::Beside;
use super::rows::{Rows, rows};
use super::{address, answers, find, own};
use crate::actions::papers;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::purposes;

#[derive(Template)]
#[template(path = "procedure-sheet.html")]
struct Sheet<'a> {
    t: &'a Texts,
    page: &'a Page,
    purpose: String,
    rows: Rows,
    beside: Beside,
    today: String,
    back: String,
}

/// `GET /demarches/{procedure}/imprimer?question=oui&…`; a question without an answer counts as no.
pub async fn show(
    State(app): State<Shared>,
    signed: Signed,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let procedure = find(&app, &key)?;
    let answers = answers(procedure, query.as_deref());
    let t = &signed.visit.t;
    let now = app.abri.now();
    let all = papers::all(&app.abri, &signed.session.open).await?;
    let kept = own(&all);
    Ok(html(&Sheet {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        purpose: purposes::name(t, &procedure.key),
        rows: rows(t, procedure, &answers, &kept, now),
        beside: Beside::of(t, procedure, &answers),
        today: t.day(now),
        back: address(procedure, "", &answers),
    }))
}
