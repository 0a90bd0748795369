//! Somebody is shown papers: opening a link or typing a short code, looking, closing.

mod enter;
mod looking;
mod short;

use super::app::Shared;
use super::routes::{Limit, Policy, Routes};

/// The routes of this place.
pub fn routes() -> Routes<Shared> {
    let (anyone, viewer, asker) = (Policy::Anyone, Policy::Viewer, Policy::Asker);
    Routes::new()
        .get("/p", anyone, enter::ask_link)
        .post("/p", anyone, Limit::Form, enter::take_link)
        .post("/p/ouvrir", anyone, Limit::Form, enter::open)
        .post("/p/fermer", anyone, Limit::Form, enter::close)
        .get("/p/ferme", anyone, enter::closed)
        .get("/p/papiers", viewer, looking::list)
        .get("/p/papiers/{position}", viewer, looking::one)
        .get("/p/papiers/{position}/page/{n}", viewer, looking::picture)
        .get("/p/papiers/{position}/copie", viewer, looking::copy)
        .get("/p/papiers/{position}/original", viewer, looking::original)
        .get("/p/etat", viewer, looking::state)
        .get("/m", anyone, short::ask_code)
        .post("/m", anyone, Limit::Form, short::take_code)
        .get("/m/attente", asker, short::wait)
        .post("/m/regarder", asker, Limit::Form, short::look)
}
