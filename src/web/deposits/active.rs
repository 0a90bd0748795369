//! The links by which papers can be put in now, and stopping one.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};

use crate::actions::deposits::{self, ActiveInvitation};
use crate::actions::{Outcome, Problem};
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
    /// How many papers came.
    pub arrived: u32,
    /// How many may still come.
    pub left: u32,
    /// Until when, in words.
    pub until: String,
}

/// The links of this list, as they are drawn.
pub fn lines(t: &Texts, active: &[ActiveInvitation], now: Moment) -> Vec<Line> {
    active.iter().map(|one| line(t, one, now)).collect()
}

pub(super) fn line(t: &Texts, one: &ActiveInvitation, now: Moment) -> Line {
    Line {
        id: one.id.to_string(),
        ring: Ring::new(t, one.given, one.until, now),
        who: one.name.clone(),
        arrived: one.arrived,
        left: one.left,
        until: t.until(one.until, now),
    }
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
