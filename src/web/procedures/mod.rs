//! Checklists: choosing a procedure, at most four questions, what is there and what is missing, on paper too.
//!
//! Answers live in the address as short keys, and nowhere else.

mod ask;
mod home;
mod list;
mod rights;
mod rows;
mod sheet;
mod words;

pub use home::{Told, told};
pub(super) use rows::{Rows, rows};
pub use words::keep;
pub(super) use words::{names, question, wish};

use super::app::{App, Shared};
use super::papers::{values, waits};
use super::routes::{Policy, Routes};
use crate::actions::Problem;
use crate::actions::papers::Paper;
use crate::domain::checklist::{Answers, Procedure};

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let own = Policy::Beneficiary;
    Routes::new()
        .naming(["/demarches", "/demarches/noms"], ask::choose)
        .naming(
            ["/demarches/{procedure}", "/demarches/{procedure}/noms"],
            list::show,
        )
        .get("/demarches/{procedure}/imprimer", own, sheet::show)
}

/// The procedure of a path.
fn find<'a>(app: &'a App, key: &str) -> Result<&'a Procedure, Problem> {
    app.site.procedures.get(key).ok_or(Problem::NotFound)
}

/// The papers that count: kept, and not waiting for the person to say that they keep them.
pub(super) fn own(all: &[Paper]) -> Vec<&Paper> {
    let counts = |paper: &&Paper| paper.is_kept() && waits(paper).is_none();
    all.iter().filter(counts).collect()
}

/// The answers that stand in an address, in the order of the questions.
fn answers(procedure: &Procedure, query: Option<&str>) -> Answers {
    let asked = procedure.questions.iter();
    asked.fold(Answers::default(), |all, question| {
        match values(query, question.key()).last() {
            Some("oui") => all.with(*question, true),
            Some("non") => all.with(*question, false),
            _ => all,
        }
    })
}

/// The address of a page of a procedure, with answers.
fn address(procedure: &Procedure, page: &str, answers: &Answers) -> String {
    let given = answers.iter().map(|(question, yes)| {
        let answer = if yes { "oui" } else { "non" };
        format!("{}={answer}", question.key())
    });
    let query: Vec<_> = given.collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!(
        "/demarches/{}{page}{mark}{}",
        procedure.key,
        query.join("&")
    )
}
