//! The person shows papers: one question a page, the link, and everything that is shown now.

mod active;
mod draft;
mod given;
mod wizard;

use super::app::Shared;
use super::routes::{Limit, Policy, Routes};
pub use active::{Line, lines};

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let own = Policy::Beneficiary;
    Routes::new()
        .naming(["/montrer", "/montrer/noms"], wizard::begin)
        .post("/montrer", own, Limit::Form, wizard::next)
        .naming(["/montrer/actifs", "/montrer/actifs/noms"], active::list)
        .post("/montrer/arreter", own, Limit::Form, active::stop_all)
        .get("/montrer/questions", own, given::questions)
        .post("/montrer/repondre", own, Limit::Form, given::reply)
        .get("/montrer/{id}", own, given::show)
        .post("/montrer/{id}/code", own, Limit::Form, given::short_code)
        .post("/montrer/{id}/nouveau", own, Limit::Form, given::renew)
        .post("/montrer/{id}/arreter", own, Limit::Form, active::stop_one)
}
