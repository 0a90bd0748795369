//! The links by which papers can be put in now, and stopping one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};

use crate::actions::deposits::{self, ActiveInvitation, ActiveMediation, Who};
use crate::actions::{Outcome, Problem};
use crate::domain::deposit::MEDIATION_PAPERS;
use crate::domain::ids::InvitationId;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::clock::Ring;
use crate::web::finish::Answer;
use crate::web::gate::Signed;

/// One link in a list: `deposit-active.html` draws it, given as `deposit`, with `t` beside it.
pub struct Line {
    /// The link, in text.
    pub id: String,
    /// What is left of its time.
    pub ring: Ring,
    /// Who may put papers in.
    pub who: String,
    /// Whether it is a mediator: there is no square to show again.
    pub mediator: bool,
    /// How many papers came.
    pub arrived: u32,
    /// How many may still come.
    pub left: u32,
    /// Until when, in words.
    pub until: String,
}

/// The links of this list, and the mediators who are at it, as they are drawn.
pub fn lines(
    t: &Texts,
    active: &[ActiveInvitation],
    mediations: &[ActiveMediation],
    now: Moment,
) -> Vec<Line> {
    let by_number = mediations
        .iter()
        .filter(|one| active.iter().all(|invited| invited.id != one.right))
        .map(|one| at_work(t, one, now));
    let invited = active.iter().map(|one| line(t, one, mediations, now));
    by_number.chain(invited).collect()
}

pub(super) fn line(
    t: &Texts,
    one: &ActiveInvitation,
    mediations: &[ActiveMediation],
    now: Moment,
) -> Line {
    let came = mediations.iter().filter(|came| came.right == one.id);
    let who = if one.mediator {
        let names: Vec<_> = came.map(|came| named(t, &came.who)).collect();
        if names.is_empty() {
            t.say("mediator-one")
        } else {
            t.list(&names)
        }
    } else {
        one.name.clone()
    };
    Line {
        id: one.id.to_string(),
        ring: Ring::new(t, one.given, one.until, now),
        who,
        mediator: one.mediator,
        arrived: one.arrived,
        left: one.left,
        until: t.until(one.until, now),
    }
}

/// A mediator who came in with the person's number.
pub(super) fn at_work(t: &Texts, one: &ActiveMediation, now: Moment) -> Line {
    Line {
        id: one.right.to_string(),
        ring: Ring::new(t, one.begun, one.until, now),
        who: named(t, &one.who),
        mediator: true,
        arrived: one.arrived,
        left: MEDIATION_PAPERS.saturating_sub(one.arrived),
        until: t.until(one.until, now),
    }
}

/// A mediator's name, with their structure.
pub(super) fn named(t: &Texts, who: &Who) -> String {
    if who.name.is_empty() {
        return t.say("mediator-one");
    }
    let both = t.with("journal-who").arg("name", who.name.as_str());
    both.arg("structure", who.structure.as_str()).to_string()
}

/// `POST /depots/{id}/arreter`. One that has ended already is as good as stopped.
pub async fn stop(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id: InvitationId = id.parse().map_err(|_| Problem::NotFound)?;
    let (abri, session) = (app.abri.clone(), signed.session);
    let stopped: Outcome<()> = app
        .carry(async move { deposits::stop(&abri, &session.open, id).await })
        .await;
    match stopped {
        Ok(()) | Err(Problem::NotFound) => Ok(Redirect::to("/papiers").into_response()),
        Err(problem) => Err(problem.into()),
    }
}
