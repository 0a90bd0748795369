//! The papers that are shown: the list, one paper beside it, and whether it is still shown.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;

use crate::actions::read_shown::{self, Looking, Shown};
use crate::actions::{Abri, Outcome, Problem, reading};
use crate::domain::access::{Look, Permit};
use crate::domain::mark::Mark;
use crate::domain::share::{Mode, Recipient};
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::clock::Ring;
use crate::web::damaged;
use crate::web::finish::Answer;
use crate::web::gate::Viewing;
use crate::web::page::{Leave, Page, Place, html};
use crate::web::papers::doubt;
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
}

struct Opened {
    position: u32,
    title: String,
    pages: Vec<Leaf>,
    /// The last part of the address of what may be kept.
    keep: Option<&'static str>,
    /// What an anti-virus left in doubt, and what to do.
    doubt: Option<(&'static str, &'static str)>,
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
    may: String,
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
    permit: &Permit<Look>,
) -> Outcome<bool> {
    let facts = &paper.grant.facts;
    let Some(first) = facts.pages.first() else {
        return Ok(true);
    };
    let (key, stored) = (&paper.grant.pictures_key, &facts.pictures_file);
    match reading::reads_back(abri, permit, key, stored, first).await {
        Ok(()) => Ok(true),
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
    let (looking, t) = (&viewing.looking, &viewing.visit.t);
    let facts = &paper.grant.facts;
    let leaf = |(number, page): (usize, &crate::actions::record::Picture)| Leaf {
        number,
        width: page.width,
        height: page.height,
    };
    let positions: Vec<_> = looking.papers.iter().map(|paper| paper.position).collect();
    let place = positions.iter().position(|at| *at == paper.position);
    let beside = |step: fn(usize) -> Option<usize>| positions.get(step(place?)?).copied();
    Opened {
        position: paper.position,
        title: kinds::title(t, facts.title.as_str()),
        pages: (1..).zip(&facts.pages).map(leaf).collect(),
        keep: keep(looking, paper, now),
        doubt: facts.doubt.map(doubt),
        larger,
        before: beside(|place| place.checked_sub(1)),
        after: beside(|place| place.checked_add(1)),
    }
}

fn keep(looking: &Looking, paper: &Shown, now: Moment) -> Option<&'static str> {
    if looking.may_keep(paper, now).is_ok() {
        Some("original")
    } else {
        looking.may_keep_marked(paper, now).ok().map(|_| "copie")
    }
}

/// What stands across every page: what for, for whom, when, until when. In French, whoever looks: it
/// may be read elsewhere, and its letters can be drawn.
pub(super) fn mark(t: &Texts, looking: &Looking, now: Moment) -> Mark {
    let t = &t.french();
    let Recipient { name, structure } = looking.reader.clone();
    let until = t
        .with("reader-mark-until")
        .arg("until", t.day_time(looking.terms.end()));
    let number = t
        .with("reader-mark-number")
        .arg("number", looking.reference());
    Mark {
        words: vec![
            purposes::of(t, &looking.terms),
            name,
            structure,
            t.date(t.zone().day(now)),
            until.to_string(),
        ],
        reference: number.to_string(),
    }
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
