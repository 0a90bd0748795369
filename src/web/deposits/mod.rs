//! The person has papers put in: by somebody they give a link to, by a mediator who is with them, or with a phone
//! beside their computer.
//! And what they say of what was put in.

mod active;
mod answer;
mod given;
mod mediator;
mod new;
mod phone;

use super::app::Shared;
use super::routes::{Limit, Policy, Routes};
pub use active::{Line, lines};
pub(super) use answer::adopt;

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let own = Policy::Beneficiary;
    Routes::new()
        .get("/depots/nouveau", own, new::ask)
        .post("/depots/nouveau", own, Limit::Form, new::next)
        .get("/depots/mediateur", own, mediator::ask)
        .post("/depots/mediateur", own, Limit::Form, mediator::agree)
        .get("/depots/{id}", own, given::show)
        .post("/depots/{id}/code", own, Limit::Form, given::code)
        .post("/depots/{id}/arreter", own, Limit::Form, active::stop)
        .post("/papiers/{id}/garder", own, Limit::Form, answer::keep)
        .post("/papiers/{id}/refuser", own, Limit::Form, answer::refuse)
        .post("/papiers/telephone", own, Limit::Form, phone::begin)
        .get("/papiers/telephone/{id}", own, phone::show)
        .get("/papiers/telephone/{id}/flux", own, phone::stream)
        .get("/papiers/telephone/{id}/etat", own, phone::state)
        .post("/papiers/telephone/{id}/fin", own, Limit::Form, phone::end)
}
