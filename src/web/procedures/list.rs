//! The list of a procedure against the vault.

use askama::Template;
use axum::extract::{Path, RawQuery, State};

use super::rights::{Card, card};
use super::rows::{Rows, rows};
use super::{address, answers, ask, find, own, words};
use crate::actions::papers;
use crate::domain::checklist::{Answers, Procedure};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::purposes;

#[derive(Template)]
#[template(path = "procedure-list.html")]
struct List<'a> {
    t: &'a Texts,
    page: &'a Page,
    purpose: String,
    rows: Rows,
    beside: Beside,
    /// What can be looked at again: the questions.
    again: Option<String>,
    show: Option<String>,
    print: String,
}

/// What stands beside the lines, on the page and on paper.
pub(super) struct Beside {
    pub(super) notes: Vec<&'static str>,
    pub(super) never: String,
    pub(super) law: Card,
    /// The day on which the list was checked, if it was.
    pub(super) checked: Option<String>,
    pub(super) source: String,
}

impl Beside {
    pub(super) fn of(t: &Texts, procedure: &Procedure, answers: &Answers) -> Self {
        let notes = procedure.notes(answers).into_iter().map(words::note);
        let checked = procedure.checked.map(|date| t.date(date.day()));
        Self {
            notes: notes.collect(),
            never: t.list(&words::names(t, &procedure.never)),
            law: card(t, procedure.law),
            checked,
            source: procedure.source.clone(),
        }
    }
}

/// `GET /demarches/{procedure}?question=oui&…`: the next question, or the list.
pub async fn show(
    State(app): State<Shared>,
    signed: Signed,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let procedure = find(&app, &key)?;
    let answers = answers(procedure, query.as_deref());
    if let Some(question) = procedure.next(&answers) {
        return Ok(ask::page(&signed, procedure, &answers, question));
    }
    let t = &signed.visit.t;
    let all = papers::all(&app.abri, &signed.session.open).await?;
    let kept = own(&all);
    let rows = rows(t, procedure, &answers, &kept, app.abri.now());
    let ticked = rows.ticked.iter().map(|id| format!("&papier={id}"));
    let ticked: String = ticked.collect();
    let again = !procedure.questions.is_empty();
    Ok(html(&List {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        purpose: purposes::name(t, &procedure.key),
        beside: Beside::of(t, procedure, &answers),
        again: again.then(|| address(procedure, "", &Answers::default())),
        show: (!ticked.is_empty()).then(|| format!("/montrer?pourquoi={key}{ticked}")),
        print: address(procedure, "/imprimer", &answers),
        rows,
    }))
}
