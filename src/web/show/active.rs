//! What is shown now, and stopping it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};

use crate::actions::show::ActiveShare;
use crate::actions::{Outcome, Problem, show, stop};
use crate::domain::ids::ConsentId;
use crate::domain::share::State as Standing;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::clock::Ring;
use crate::web::finish::Answer;
use crate::web::gate::Signed;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::purposes;

/// One share in a list: `show-active.html` draws it, given as `share`, with `t` beside it.
pub struct Line {
    /// The consent, in text.
    pub id: String,
    /// What is left of its time.
    pub ring: Ring,
    /// To whom.
    pub who: String,
    /// Their structure; may be empty.
    pub structure: String,
    /// How many papers.
    pub papers: usize,
    /// What for.
    pub purpose: String,
    /// Until when, in words.
    pub until: String,
    /// How often it was opened.
    pub opened: u32,
    /// Whether its only opening is used.
    pub spent: bool,
    /// Whether it is an appointment's: shown to one professional alone, without a link.
    pub meeting: bool,
}

/// The shares of this list, as they are drawn.
pub fn lines(t: &Texts, shares: &[ActiveShare], now: Moment) -> Vec<Line> {
    shares.iter().map(|share| line(t, share, now)).collect()
}

pub(super) fn line(t: &Texts, share: &ActiveShare, now: Moment) -> Line {
    let terms = &share.receipt.terms;
    Line {
        id: share.id.to_string(),
        ring: Ring::new(t, share.from, share.until, now),
        who: terms.recipient.name.clone(),
        structure: terms.recipient.structure.clone(),
        papers: share.papers,
        purpose: purposes::of(t, terms),
        until: t.until(share.until, now),
        opened: share.opened,
        spent: share.state == Standing::Spent,
        meeting: terms.professional.is_some(),
    }
}

#[derive(Template)]
#[template(path = "show-list.html")]
struct List<'a> {
    t: &'a Texts,
    page: &'a Page,
    shares: &'a [Line],
}

/// `GET /montrer/actifs`
pub async fn list(State(app): State<Shared>, signed: Signed) -> Answer {
    let t = &signed.visit.t;
    let active = show::active(&app.abri, &signed.session.open).await?;
    Ok(html(&List {
        t,
        page: &signed.visit.page.clone().at(Place::Papers),
        shares: &lines(t, &active, app.abri.now()),
    }))
}

/// `POST /montrer/{id}/arreter`. One that has ended already is as good as stopped.
pub async fn stop_one(State(app): State<Shared>, signed: Signed, Path(id): Path<String>) -> Answer {
    let id: ConsentId = id.parse().map_err(|_| Problem::NotFound)?;
    let (abri, session) = (app.abri.clone(), signed.session);
    let stopped: Outcome<()> = app
        .carry(async move { stop::stop(&abri, &session.open, id).await })
        .await;
    match stopped {
        Ok(()) | Err(Problem::NotFound) => Ok(Redirect::to("/papiers").into_response()),
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /montrer/arreter`: everything, in one tap.
pub async fn stop_all(State(app): State<Shared>, signed: Signed) -> Answer {
    let (abri, session) = (app.abri.clone(), signed.session);
    app.carry(async move { stop::stop_all(&abri, &session.open).await })
        .await?;
    Ok(Redirect::to("/papiers").into_response())
}
