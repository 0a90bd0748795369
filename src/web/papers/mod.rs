//! The person's papers: seeing them, putting them in, naming, printing, removing.

pub(super) mod add;
mod arrive;
mod certificate;
mod drafts;
mod file;
mod home;
mod one;
mod photocopy;
mod pictures;
mod print;
mod removed;
pub(super) mod words;

pub(super) use arrive::digest_begin;
pub(super) use pictures::thumbnail_at_window;
pub use words::doubt;
pub(super) use words::{is_unnamed as unnamed, waits};

use super::app::Shared;
use super::routes::{Limit, Policy, Routes};
use crate::actions::Problem;
use crate::domain::ids::DocumentId;

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let own = Policy::Beneficiary;
    Routes::new()
        .get("/papiers", own, home::show)
        .shown("/papiers/noms", home::show)
        .get("/papiers/ajouter", own, add::ask)
        .post("/papiers/ajouter", own, Limit::Files, add::take)
        .get("/papiers/brouillon", own, drafts::keys)
        .post("/papiers/ajouter/envois", own, Limit::Form, arrive::take)
        .post(
            "/papiers/ajouter/envois/laisser",
            own,
            Limit::Form,
            arrive::leave,
        )
        .get("/papiers/arrives", own, arrive::arrived)
        .get("/papiers/{id}/quoi", own, file::ask_kind)
        .post("/papiers/{id}/quoi", own, Limit::Form, file::take_kind)
        .get("/papiers/{id}/fin", own, file::ask_end)
        .post("/papiers/{id}/fin", own, Limit::Form, file::take_end)
        .get("/papiers/{id}/range", own, file::done)
        .get("/papiers/{id}", own, one::show)
        .post("/papiers/{id}/nom", own, Limit::Form, one::rename)
        .get(
            "/papiers/{id}/{version}/miniature",
            own,
            pictures::thumbnail,
        )
        .get("/papiers/{id}/{version}/page/{page}", own, pictures::page)
        .get("/papiers/{id}/{version}/original", own, pictures::original)
        .post("/papiers/{id}/retirer", own, Limit::Form, removed::remove)
        .naming(["/papiers/retires", "/papiers/retires/noms"], removed::list)
        .post("/papiers/{id}/remettre", own, Limit::Form, removed::restore)
        .post("/papiers/{id}/detruire", own, Limit::Form, removed::destroy)
        .get("/papiers/detruit/{number}", own, certificate::destroyed)
        .post(
            "/papiers/{id}/verifier",
            own,
            Limit::Form,
            certificate::verify,
        )
        .get("/papiers/verifie/{number}", own, certificate::verified)
        .naming(["/imprimer", "/imprimer/noms"], print::choose)
        .get("/imprimer/feuilles", own, print::sheets)
        .get("/imprimer/photocopie", own, photocopy::give)
}

/// Reads the id of a path; one that is none is like one that does not exist.
fn id(text: &str) -> Result<DocumentId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// The values of one field of a query whose values are plain (ids, numbers, words of ours).
pub(super) fn values<'a>(query: Option<&'a str>, name: &'a str) -> impl Iterator<Item = &'a str> {
    query
        .unwrap_or_default()
        .split('&')
        .filter_map(move |pair| {
            let (key, value) = pair.split_once('=')?;
            (key == name && !value.is_empty()).then_some(value)
        })
}

/// The ids of one field of a query; what is no id is left out.
fn ids(query: Option<&str>, name: &str) -> Vec<DocumentId> {
    values(query, name)
        .filter_map(|value| value.parse().ok())
        .collect()
}

/// The papers that wait to be named after this one, as the end of an address.
pub(super) fn queue(waiting: &[DocumentId]) -> String {
    let mut text = String::new();
    for (at, id) in waiting.iter().enumerate() {
        text.push(if at == 0 { '?' } else { '&' });
        text.push_str("suite=");
        text.push_str(&id.to_string());
    }
    text
}
