//! `/pro`: where a professional begins.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::role;
use crate::actions::appointments;
use crate::actions::guardians::hand_over;
use crate::actions::people::code_app::{self, Standing};
use crate::actions::people::desk;
use crate::actions::people::names;
use crate::domain::structure::Role;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::appointment;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::papers::values;
use crate::web::picto::Picto;

#[derive(Template)]
#[template(path = "pro-home.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the page shows or not, each by itself"
)]
struct Home<'a> {
    t: &'a Texts,
    page: &'a Page,
    name: &'a str,
    function: &'a str,
    structure: &'a str,
    role: String,
    last_visit: String,
    to_note: bool,
    app_missing: bool,
    /// Their place among the "personnes de secours", if they have one.
    seat: Option<u32>,
    /// Whether a colleague of that place waits for its key.
    newcomer: bool,
    /// The appointments of today; none where the role asks nobody.
    meetings: Option<Vec<appointment::Line>>,
    /// Whether one more could not be made.
    too_many: bool,
}

/// `GET /pro`
pub async fn show(State(app): State<Shared>, at: AtWork, RawQuery(query): RawQuery) -> Answer {
    let own = names::own(&at.session)?;
    let t = &at.visit.t;
    let meetings = match at.working.member.role {
        Role::SocialWorker => {
            let today = appointments::today(&app.abri, &at.session).await?;
            Some(appointment::lines(t, &today, app.abri.now()))
        }
        Role::Mediator | Role::Manager => None,
    };
    let seat = hand_over::own(&app.abri, &at.session).await?;
    let page = at.visit.page.clone().at(Place::Desk);
    let response: Response = html(&Home {
        t,
        page: &page,
        name: own.name.as_str(),
        function: own.function.as_str(),
        structure: &at.working.structure,
        role: role(t, at.working.member.role),
        last_visit: t.day_time(at.session.vault.visited_at),
        seat: seat.as_ref().map(|own| own.seat.number()),
        newcomer: seat.is_some_and(|own| !own.waiting.is_empty()),
        to_note: desk::to_note(&at.session).is_some(),
        meetings,
        too_many: values(query.as_deref(), "trop").next().is_some(),
        app_missing: code_app::standing(&app.abri, &at.session).await? == Standing::Missing,
    });
    Ok(response)
}
