//! The papers that are shown: the list, one paper beside it, and whether it is still shown.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;

use crate::actions::read_shown::Shown;
use crate::domain::share::Mode;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::clock::Ring;
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::gate::Viewing;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::picto::Picto;
use crate::web::viewer::{self, Asked, Opened, number, pages};
use crate::web::{kinds, purposes};

/// Where the papers stand.
const PAPERS: &str = "/p/papiers";

struct Entry {
    position: u32,
    title: String,
    kind: String,
    current: bool,
}

#[expect(clippy::struct_field_names, reason = "the word that the template says")]
#[derive(Template)]
#[template(path = "reader-papers.html")]
struct Papers<'a> {
    t: &'a Texts,
    page: &'a Page,
    person: &'a str,
    name: &'a str,
    structure: &'a str,
    ring: Ring,
    purpose: String,
    until: String,
    may: String,
    papers: Vec<Entry>,
    opened: Option<Opened>,
}

/// `GET /p/papiers`
pub async fn list(State(app): State<Shared>, viewing: Viewing) -> Answer {
    Ok(page(&viewing, app.abri.now(), None))
}

/// `GET /p/papiers/{position}`: told once for each opening.
pub async fn one(
    State(app): State<Shared>,
    viewing: Viewing,
    Path(position): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let Viewing { looking, visit } = viewing;
    let (at, papers) = (number(&position)?, PAPERS.to_owned());
    let (looking, opened) =
        viewer::look(&app, &visit.t, looking, at, papers, asked.larger()).await?;
    let Some(opened) = opened else {
        return Ok(damaged::shown(&visit.t, &visit.page));
    };
    let viewing = Viewing { looking, visit };
    Ok(page(&viewing, app.abri.now(), Some(opened)))
}

/// `GET /p/papiers/{position}/page/{n}`
pub async fn picture(
    State(app): State<Shared>,
    viewing: Viewing,
    Path((position, page)): Path<(String, String)>,
) -> Answer {
    let at = (number(&position)?, number(&page)?);
    pages::picture(&app, &viewing.visit, viewing.looking, at).await
}

/// `GET /p/papiers/{position}/original`
pub async fn original(
    State(app): State<Shared>,
    viewing: Viewing,
    Path(position): Path<String>,
) -> Answer {
    pages::original(&app, &viewing.visit, viewing.looking, number(&position)?).await
}

/// `GET /p/papiers/{position}/copie`
pub async fn copy(
    State(app): State<Shared>,
    viewing: Viewing,
    Path(position): Path<String>,
) -> Answer {
    pages::copy(&app, &viewing.visit, viewing.looking, number(&position)?).await
}

/// What the reader may do, in words.
const fn may(mode: Mode) -> &'static str {
    match mode {
        Mode::View => "reader-view",
        Mode::Marked => "reader-marked",
        Mode::Copy => "reader-copy",
    }
}

fn page(viewing: &Viewing, now: Moment, opened: Option<Opened>) -> axum::response::Response {
    let looking = &viewing.looking;
    let t = &viewing.visit.t;
    let current = opened.as_ref().map(|paper| paper.position);
    let entry = |paper: &Shown| Entry {
        position: paper.position,
        title: kinds::title(t, paper.grant.facts.title.as_str()),
        kind: kinds::name(t, &paper.grant.facts.kind),
        current: current == Some(paper.position),
    };
    let end = looking.terms.end();
    html(&Papers {
        t,
        page: &viewing.visit.page,
        person: &looking.person,
        name: &looking.reader.name,
        structure: &looking.reader.structure,
        ring: Ring::new(t, Moment::from_millis(looking.terms.from), end, now),
        purpose: purposes::of(t, &looking.terms),
        until: t.until(end, now),
        may: t.say(may(looking.terms.mode)),
        papers: looking.papers.iter().map(entry).collect(),
        opened,
    })
}

/// `GET /p/etat`: the page asks it while it is open; ended, the gate has answered already.
pub async fn state(_viewing: Viewing) -> Answer {
    Ok("ok".into_response())
}
