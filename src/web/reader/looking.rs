//! The papers that are shown: the list, one paper beside it, and whether it is still shown.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;

use super::pages::Mark;
use crate::actions::read_shown::{self, Looking, Shown};
use crate::actions::{Abri, Outcome, Problem, reading};
use crate::domain::access::{Permit, Read};
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
use crate::web::{kinds, purposes};

struct Entry {
    position: u32,
    title: String,
    kind: String,
    current: bool,
}

struct Leaf {
    number: usize,
    width: u32,
    height: u32,
    mark: Mark,
}

struct Opened {
    position: u32,
    title: String,
    pages: Vec<Leaf>,
    copy: bool,
    larger: bool,
    before: Option<u32>,
    after: Option<u32>,
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
    copy: bool,
    papers: Vec<Entry>,
    opened: Option<Opened>,
}

/// `GET /p/papiers`
pub async fn list(State(app): State<Shared>, viewing: Viewing) -> Answer {
    Ok(page(&viewing, app.abri.now(), None))
}

/// How one paper is asked for.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    grand: Option<String>,
}

/// `GET /p/papiers/{position}`: told once for each opening.
pub async fn one(
    State(app): State<Shared>,
    viewing: Viewing,
    Path(position): Path<String>,
    axum::extract::Query(asked): axum::extract::Query<Asked>,
) -> Answer {
    let position = number(&position)?;
    let abri = app.abri.clone();
    let (viewing, whole) = app
        .carry(async move {
            let looking = &viewing.looking;
            let paper = looking.paper(position)?;
            let permit = read_shown::look(&abri, looking, paper).await?;
            let whole = is_whole(&abri, looking, paper, &permit).await?;
            Ok((viewing, whole))
        })
        .await?;
    // A picture that does not come would say nothing of why.
    if !whole {
        return Ok(damaged::shown(&viewing.visit.t, &viewing.visit.page));
    }
    let paper = viewing.looking.paper(position)?;
    let now = app.abri.now();
    let opened = opened(&viewing, paper, asked.grand.is_some(), now);
    Ok(page(&viewing, now, Some(opened)))
}

/// Whether the first page reads back as it was put in; told when it does not.
async fn is_whole(
    abri: &Abri,
    looking: &Looking,
    paper: &Shown,
    permit: &Permit<Read>,
) -> Outcome<bool> {
    let facts = &paper.grant.facts;
    let Some(first) = facts.pages.first() else {
        return Ok(true);
    };
    let (key, stored) = (&paper.grant.pictures_key, &facts.pictures_file);
    match reading::picture(abri, permit, key, stored, first).await {
        Ok(_) => Ok(true),
        Err(Problem::Damaged(_)) => {
            read_shown::damaged(abri, looking, paper, &stored.object).await?;
            Ok(false)
        }
        Err(problem) => Err(problem),
    }
}

/// A number of a path; what is none is like one that does not exist.
pub(super) fn number(text: &str) -> Outcome<u32> {
    text.parse().map_err(|_| Problem::NotFound)
}

fn opened(viewing: &Viewing, paper: &Shown, larger: bool, now: Moment) -> Opened {
    let looking = &viewing.looking;
    let facts = &paper.grant.facts;
    let words = watermark(&viewing.visit.t, looking, now);
    let leaf = |(number, page): (usize, &crate::actions::record::Picture)| Leaf {
        number,
        width: page.width,
        height: page.height,
        mark: Mark::new(number, &words),
    };
    let positions: Vec<_> = looking.papers.iter().map(|paper| paper.position).collect();
    let place = positions.iter().position(|at| *at == paper.position);
    let beside = |step: fn(usize) -> Option<usize>| positions.get(step(place?)?).copied();
    Opened {
        position: paper.position,
        title: facts.title.as_str().to_owned(),
        pages: (1..).zip(&facts.pages).map(leaf).collect(),
        copy: looking.may_keep(paper, now).is_ok(),
        larger,
        before: beside(|place| place.checked_sub(1)),
        after: beside(|place| place.checked_add(1)),
    }
}

/// What stands across every page: what for, for whom, when.
fn watermark(t: &Texts, looking: &Looking, now: Moment) -> String {
    let mut words = vec![purposes::of(t, &looking.terms), looking.reader.name.clone()];
    if !looking.reader.structure.is_empty() {
        words.push(looking.reader.structure.clone());
    }
    words.push(t.day(now));
    words.join(" · ")
}

fn page(viewing: &Viewing, now: Moment, opened: Option<Opened>) -> axum::response::Response {
    let looking = &viewing.looking;
    let t = &viewing.visit.t;
    let current = opened.as_ref().map(|paper| paper.position);
    let entry = |paper: &Shown| Entry {
        position: paper.position,
        title: paper.grant.facts.title.as_str().to_owned(),
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
        copy: looking.terms.mode == Mode::Copy,
        papers: looking.papers.iter().map(entry).collect(),
        opened,
    })
}

/// `GET /p/etat`: the page asks it while it is open; ended, the gate has answered already.
pub async fn state(_viewing: Viewing) -> Answer {
    Ok("ok".into_response())
}
