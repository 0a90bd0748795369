//! Somebody puts papers in for the person: comes in by a link or a code, or as a mediator; sends, gets a receipt.
//! They see what they sent themselves, and nothing else.

mod enter;
mod mediator;
mod receipt;
mod send;

use super::app::Shared;
use super::routes::{Limit, Policy, Routes};
use crate::domain::structure::Role;

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let (anyone, own) = (Policy::Anyone, Policy::Depositor);
    let works = Policy::Professional(Role::MEDIATORS);
    let deposits = Policy::Mediator;
    Routes::new()
        .get("/d", anyone, enter::ask)
        .post("/d", anyone, Limit::Form, enter::take)
        .get("/d/photo", own, send::ask)
        .post("/d/photo", own, Limit::Files, send::take)
        .post("/d/arrives", own, Limit::Form, send::arrived)
        .get("/d/recu", own, receipt::show)
        .post("/d/recu/{id}/annuler", own, Limit::Form, receipt::undo)
        .get("/pro/deposer", works, mediator::ask)
        .post("/pro/deposer", works, Limit::Form, mediator::begin)
        .post("/pro/deposer/fin", works, Limit::Form, mediator::end)
        .get("/pro/deposer/photo", deposits, send::ask)
        .post("/pro/deposer/photo", deposits, Limit::Files, send::take)
        .post("/pro/deposer/arrives", deposits, Limit::Form, send::arrived)
        .get("/pro/deposer/recu", deposits, receipt::show)
        .post(
            "/pro/deposer/recu/{id}/annuler",
            deposits,
            Limit::Form,
            receipt::undo,
        )
        .post("/d/fin", anyone, Limit::Form, enter::end)
        .get("/d/ferme", anyone, enter::ended)
}
