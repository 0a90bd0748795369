//! Which procedure, and its questions: one a page, as links.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{address, words};
use crate::domain::checklist::{Answers, Procedure, Question};
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::purposes;

#[derive(Template)]
#[template(path = "procedures.html")]
struct Choose<'a> {
    t: &'a Texts,
    page: &'a Page,
    procedures: Vec<(&'a str, Picto, String)>,
}

/// `GET /demarches`
pub async fn choose(State(app): State<Shared>, signed: Signed) -> Answer {
    let t = &signed.visit.t;
    let all = app.site.procedures.all().iter().map(|procedure| {
        let key = procedure.key.as_str();
        (key, purposes::picto(key), purposes::name(t, key))
    });
    Ok(html(&Choose {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        procedures: all.collect(),
    }))
}

#[derive(Template)]
#[template(path = "procedure-ask.html")]
struct Ask<'a> {
    t: &'a Texts,
    page: &'a Page,
    purpose: String,
    question: &'static str,
    picto: Picto,
    yes: String,
    no: String,
    back: String,
}

/// A question that is still open.
pub(super) fn page(
    signed: &Signed,
    procedure: &Procedure,
    answers: &Answers,
    question: Question,
) -> Response {
    let t = &signed.visit.t;
    let after = |yes| address(procedure, "", &answers.clone().with(question, yes));
    let before = answers.clone().without_last();
    let step = u8::try_from(answers.iter().count() + 1).unwrap_or(u8::MAX);
    let all = u8::try_from(procedure.questions.len()).unwrap_or(u8::MAX);
    let (key, picto) = words::question(question);
    html(&Ask {
        t,
        page: &signed
            .visit
            .page
            .clone()
            .at(Place::Papers)
            .at_step(step, all),
        purpose: purposes::name(t, &procedure.key),
        question: key,
        picto,
        yes: after(true),
        no: after(false),
        back: before.map_or("/demarches".to_owned(), |answers| {
            address(procedure, "", &answers)
        }),
    })
}
