//! `/pro/structure`: who works there, for its managers.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};

use super::{role, roles};
use crate::actions::Problem;
use crate::actions::people::roster::{self, Colleague};
use crate::actions::people::{invite, names::Name};
use crate::domain::structure::Role;
use crate::i18n::Texts;
use crate::web::account::token;
use crate::web::app::{App, Shared};
use crate::web::entry::Wrong;
use crate::web::entry::enter::status;
use crate::web::finish::Answer;
use crate::web::gate::AtWork;
use crate::web::page::{Leave, Page, Place, html_with};
use crate::web::picto::Picto;

/// A colleague in the list.
struct Line {
    id: String,
    name: String,
    function: String,
    role: String,
    oneself: bool,
    /// Somebody wants to help them back in.
    waits: bool,
}

/// An invitation in the list.
struct Open {
    token: String,
    role: String,
    until: String,
}

#[derive(Template)]
#[template(path = "pro-team.html")]
struct Team<'a> {
    t: &'a Texts,
    page: &'a Page,
    structure: &'a str,
    colleagues: Vec<Line>,
    invitations: Vec<Open>,
    counts: Vec<(String, usize)>,
    closed: usize,
    wants_codes: bool,
    roles: Vec<(&'static str, String, String)>,
    wrong: Option<Wrong>,
}

/// A role that was chosen.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct Chosen {
    role: String,
}

impl Chosen {
    pub(super) fn role(&self) -> Result<Role, Problem> {
        Role::from_text(&self.role).ok_or(Problem::Field("team-role-choose"))
    }
}

/// `GET /pro/structure`
pub async fn show(State(app): State<Shared>, at: AtWork) -> Answer {
    page(&app, &at, None).await
}

/// `POST /pro/structure/inviter`
pub async fn invite(
    State(app): State<Shared>,
    mut at: AtWork,
    Form(chosen): Form<Chosen>,
) -> Answer {
    let abri = app.abri.clone();
    let (at, invited) = app
        .carry(async move {
            let invited = match chosen.role() {
                Ok(role) => invite::invite(&abri, &mut at.session, role).await,
                Err(problem) => Err(problem),
            };
            Ok((at, invited))
        })
        .await?;
    match invited {
        Ok(id) => {
            let to = format!("/pro/structure/invitation/{}", token(&id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(problem) => {
            let wrong = Wrong::of(&at.visit.t, problem, "team-role-choose")?;
            page(&app, &at, Some(wrong)).await
        }
    }
}

/// The name of a colleague; a sentence while it has not reached this manager.
pub(super) fn name(t: &Texts, name: Option<&Name>) -> String {
    name.map_or_else(
        || t.say("team-name-unknown"),
        |name| name.name.as_str().to_owned(),
    )
}

/// What a colleague says that they do.
pub(super) fn function(colleague: &Colleague) -> String {
    let name = colleague.name.as_ref();
    name.map_or_else(String::new, |name| name.function.as_str().to_owned())
}

async fn page(app: &App, at: &AtWork, wrong: Option<Wrong>) -> Answer {
    let roster = roster::roster(&app.abri, &at.session).await?;
    let t = &at.visit.t;
    let page = at.visit.page.clone().at(Place::Team);
    let colleagues = roster.colleagues.iter().map(|colleague| Line {
        id: colleague.member.vault.to_string(),
        name: name(t, colleague.name.as_ref()),
        function: function(colleague),
        role: role(t, colleague.member.role),
        oneself: colleague.member.vault == at.working.member.vault,
        waits: colleague.help.is_some(),
    });
    let invitations = roster.invitations.iter().map(|invitation| Open {
        token: token(&invitation.id),
        role: role(t, invitation.role),
        until: t.day_time(invitation.until),
    });
    let counts = Role::ALL.iter();
    let counts = counts.map(|one| (role(t, *one), roster.count(*one)));
    Ok(html_with(
        status(wrong.as_ref()),
        &Team {
            t,
            page: &page,
            structure: &at.working.structure,
            colleagues: colleagues.collect(),
            invitations: invitations.collect(),
            counts: counts.collect(),
            closed: roster.closed,
            wants_codes: at.working.wants_codes,
            roles: roles(t),
            wrong,
        },
    ))
}
