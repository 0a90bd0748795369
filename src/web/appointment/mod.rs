//! The appointment as a social worker sees it: asking, waiting for the answer, looking at what is shown, ending.

mod copies;
mod list;
mod new;
mod one;
mod papers;
mod shown;

use super::app::Shared;
use super::routes::{Limit, Policy, Routes};
use crate::actions::Problem;
use crate::domain::ids::AppointmentId;
use crate::domain::structure::Role;

pub(super) use list::{Line, lines};

/// Who asks people for papers.
pub(super) const ASKS: Policy = Policy::Professional(&[Role::SocialWorker]);

/// The routes of these pages.
pub fn routes() -> Routes<Shared> {
    const FORM: Limit = Limit::Form;
    Routes::new()
        .get("/pro/rendez-vous/nouveau", ASKS, new::show)
        .post("/pro/rendez-vous", ASKS, FORM, new::ask)
        .get("/pro/rendez-vous/{id}", ASKS, one::show)
        .get("/pro/rendez-vous/{id}/etat", ASKS, one::state)
        .post("/pro/rendez-vous/{id}/annuler", ASKS, FORM, one::call_back)
        .post("/pro/rendez-vous/{id}/encore", ASKS, FORM, one::again)
        .post("/pro/rendez-vous/{id}/ouvrir", ASKS, FORM, one::open)
        .post("/pro/rendez-vous/{id}/terminer", ASKS, FORM, one::finish)
        .get("/pro/rendez-vous/{id}/recu", ASKS, one::receipt)
        .get(
            "/pro/rendez-vous/{id}/papiers/{position}",
            ASKS,
            papers::one,
        )
        .get(
            "/pro/rendez-vous/{id}/papiers/{position}/page/{n}",
            ASKS,
            papers::picture,
        )
        .post(
            "/pro/rendez-vous/{id}/manque",
            ASKS,
            FORM,
            papers::ask_missing,
        )
        .post("/pro/rendez-vous/{id}/copie", ASKS, FORM, copies::ask)
        .post("/pro/rendez-vous/{id}/garder", ASKS, FORM, copies::keep)
}

/// The appointment of a path; one that is none is like one that does not exist.
fn id(text: &str) -> Result<AppointmentId, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// Where an appointment stands.
fn address(id: AppointmentId) -> String {
    format!("/pro/rendez-vous/{id}")
}
