//! Somebody puts papers in for the person: comes in by a link or a code, sends, gets a receipt. They see
//! what they sent themselves, and nothing else.

mod enter;
mod receipt;
mod send;

use super::app::Shared;
use super::routes::{Limit, Policy, Routes};

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let (anyone, own) = (Policy::Anyone, Policy::Depositor);
    Routes::new()
        .get("/d", anyone, enter::ask)
        .post("/d", anyone, Limit::Form, enter::take)
        .get("/d/photo", own, send::ask)
        .post("/d/photo", own, Limit::Files, send::take)
        .post("/d/arrives", own, Limit::Form, send::arrived)
        .get("/d/recu", own, receipt::show)
        .post("/d/recu/{id}/annuler", own, Limit::Form, receipt::undo)
        .post("/d/fin", anyone, Limit::Form, enter::end)
        .get("/d/ferme", anyone, enter::ended)
}
