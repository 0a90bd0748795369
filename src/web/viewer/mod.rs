//! The page pictures of a paper that is shown, with zoom and what stands before and after it. Who looks, by a link or
//! in an appointment, is for the pages around it to say.

pub(super) mod pages;

use crate::actions::read_shown::{self, Looking, Shown};
use crate::actions::{Abri, Outcome, Problem, reading};
use crate::domain::access::{Look, Permit};
use crate::domain::mark::Mark;
use crate::domain::share::Recipient;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::Shared;
use crate::web::kinds;
use crate::web::papers::doubt;
use crate::web::purposes;

/// One page of a paper.
pub(super) struct Leaf {
    pub(super) number: usize,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// The paper that is looked at; `viewer.html` draws it, given as `paper`, with `t` beside it.
pub(super) struct Opened {
    /// The address of the papers: positions and their pages stand below it.
    pub(super) papers: String,
    pub(super) position: u32,
    pub(super) title: String,
    pub(super) pages: Vec<Leaf>,
    /// The last part of the address of what may be kept.
    pub(super) keep: Option<&'static str>,
    /// What an anti-virus left in doubt, and what to do.
    pub(super) doubt: Option<(&'static str, &'static str)>,
    pub(super) larger: bool,
    pub(super) before: Option<u32>,
    pub(super) after: Option<u32>,
}

/// How one paper is asked for.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    grand: Option<String>,
}

impl Asked {
    /// Whether its pages are to be large.
    pub(super) const fn larger(&self) -> bool {
        self.grand.is_some()
    }
}

/// A paper at its place, looked at: told once for each opening. `None` where its first page does not read back as it
/// was put in, which is told too.
pub(super) async fn look(
    app: &Shared,
    t: &Texts,
    looking: Looking,
    position: u32,
    papers: String,
    larger: bool,
) -> Outcome<(Looking, Option<Opened>)> {
    let abri = app.abri.clone();
    let (looking, whole) = app
        .carry(async move {
            let paper = looking.paper(position)?;
            let permit = read_shown::look(&abri, &looking, paper).await?;
            let whole = is_whole(&abri, &looking, paper, &permit).await?;
            Ok((looking, whole))
        })
        .await?;
    // A picture that does not come would say nothing of why.
    if !whole {
        return Ok((looking, None));
    }
    let paper = looking.paper(position)?;
    let opened = opened(t, &looking, paper, papers, larger, app.abri.now());
    Ok((looking, Some(opened)))
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

fn opened(
    t: &Texts,
    looking: &Looking,
    paper: &Shown,
    papers: String,
    larger: bool,
    now: Moment,
) -> Opened {
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
        papers,
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
    // In an appointment a copy is of all papers at once, in the form that was agreed to.
    looking.cookie()?;
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
