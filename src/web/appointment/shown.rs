//! What was asked for, line by line, against what is shown: never against what the vault holds.

use crate::actions::read_shown::{Looking, Shown};
use crate::catalogue;
use crate::domain::appointment::Request;
use crate::domain::checklist::{Held, Line as Wanted, State, checklist};
use crate::domain::document::PrintedDate;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::app::App;
use crate::web::kinds;
use crate::web::papers::words::ends_soon;
use crate::web::procedures::wish;

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Shown.
    Here,
    /// Shown, and something is to be said of it.
    Look,
    /// Not shown.
    Missing,
}

/// One line beside the pages.
pub(super) struct Row {
    pub(super) standing: Standing,
    pub(super) name: String,
    /// What is said below its name.
    pub(super) under: String,
    /// The place of its first paper.
    pub(super) position: Option<u32>,
    pub(super) current: bool,
}

/// All of them.
pub(super) struct Rows {
    pub(super) lines: Vec<Row>,
    /// How many of what was asked for is shown, of how many.
    pub(super) have: usize,
    pub(super) all: usize,
    /// The kinds that would answer what is not shown yet, one for each line.
    pub(super) missing: Vec<String>,
}

/// What is asked, in words: for whoever waits for the answer.
pub(in crate::web) fn wanted(t: &Texts, app: &App, request: &Request) -> Vec<String> {
    let procedure = app.site.procedures.get(&request.purpose);
    let Some(list) = request.list(procedure) else {
        return Vec::new();
    };
    let answers = request.answers();
    let concerned = list.needs.iter().filter(|need| need.concerns(&answers));
    let due = concerned.filter(|need| !need.useful);
    due.map(|need| wish(t, need)).collect()
}

/// The lines of a request, with what is shown beside them.
pub(super) fn rows(
    t: &Texts,
    app: &App,
    request: &Request,
    looking: &Looking,
    current: Option<u32>,
    now: Moment,
) -> Rows {
    let procedure = app.site.procedures.get(&request.purpose);
    let today = PrintedDate::of(t.zone().day(now));
    let held: Vec<_> = looking
        .papers
        .iter()
        .map(|paper| held(paper, looking))
        .collect();
    let teller = Teller {
        t,
        papers: &looking.papers,
        held: &held,
        current,
        now,
    };
    let mut found = Rows {
        lines: Vec::new(),
        have: 0,
        all: 0,
        missing: Vec::new(),
    };
    let mut used = vec![false; looking.papers.len()];
    if let Some(list) = request.list(procedure) {
        let answers = request.answers();
        for line in checklist(&list, &answers, catalogue::rules, &held, today).lines {
            if line.state == State::Missing && line.need.useful {
                continue;
            }
            if !line.need.useful {
                found.all += 1;
                found.have += usize::from(line.state != State::Missing);
            }
            if line.state == State::Missing {
                let kinds = line.alternative.kinds().iter();
                found.missing.extend(kinds.take(1).cloned());
            }
            for one in &line.papers {
                used[one.paper] = true;
            }
            found.lines.push(teller.line(&line));
        }
    }
    let others = (0..looking.papers.len()).filter(|at| !used[*at]);
    found.lines.extend(others.map(|at| teller.other(at)));
    found.missing.sort_unstable();
    found.missing.dedup();
    found
}

/// A paper that is shown, as the rules see it. It is at least as old as the consent.
fn held(paper: &Shown, looking: &Looking) -> Held {
    let facts = &paper.grant.facts;
    let given = Moment::from_millis(looking.terms.from);
    Held {
        kind: facts.kind.clone(),
        ends: facts.ends,
        dated: facts.dated,
        added: PrintedDate::of(given.day()),
        pages: facts.pages.len(),
    }
}

struct Teller<'a> {
    t: &'a Texts,
    papers: &'a [Shown],
    held: &'a [Held],
    current: Option<u32>,
    now: Moment,
}

impl Teller<'_> {
    fn line(&self, line: &Wanted<'_>) -> Row {
        let at: Vec<_> = line.papers.iter().map(|one| one.paper).collect();
        let soon = at.iter().find_map(|at| self.ends(*at));
        let (standing, under) = match line.state {
            State::Missing => (Standing::Missing, self.t.say("appointment-not-shown")),
            State::Here => match soon {
                Some(ends) => (Standing::Look, ends),
                None => (Standing::Here, self.dates(&at)),
            },
            State::Ended => (
                Standing::Look,
                soon.unwrap_or_else(|| self.t.say("list-ended")),
            ),
            State::TooOld => (Standing::Look, self.t.say("list-too-old")),
            State::Incomplete => (Standing::Look, self.t.say("appointment-incomplete")),
            State::Unsure | State::TooRecent | State::Few { .. } => {
                (Standing::Look, self.dates(&at))
            }
        };
        Row {
            standing,
            name: match at.first() {
                Some(first) if self.same_kind(&at) => kinds::name(self.t, &self.held[*first].kind),
                _ => wish(self.t, line.need),
            },
            under,
            position: at.first().map(|at| self.papers[*at].position),
            current: at.iter().any(|at| self.is_current(*at)),
        }
    }

    /// A paper that nothing asked for.
    fn other(&self, at: usize) -> Row {
        let facts = &self.papers[at].grant.facts;
        let ends = self.ends(at);
        Row {
            standing: if ends.is_some() {
                Standing::Look
            } else {
                Standing::Here
            },
            name: kinds::title(self.t, facts.title.as_str()),
            under: ends.unwrap_or_else(|| self.dates(&[at])),
            position: Some(self.papers[at].position),
            current: self.is_current(at),
        }
    }

    fn is_current(&self, at: usize) -> bool {
        self.current == Some(self.papers[at].position)
    }

    fn same_kind(&self, at: &[usize]) -> bool {
        at.windows(2)
            .all(|two| self.held[two[0]].kind == self.held[two[1]].kind)
    }

    /// That a paper ends soon, or has ended.
    fn ends(&self, at: usize) -> Option<String> {
        let held = &self.held[at];
        let end = catalogue::rules(&held.kind).end_of(held.ends, held.added)?;
        let soon = ends_soon(self.t, end.date, self.now);
        soon.then(|| self.t.ends(end.date.day(), self.now))
    }

    /// The months of papers that say theirs; else their pages.
    fn dates(&self, at: &[usize]) -> String {
        let t = self.t;
        let dated = at.iter().filter_map(|at| self.held[*at].dated);
        let months: Vec<_> = dated.map(|date| t.month(date.day())).collect();
        if !months.is_empty() {
            return t.list(&months);
        }
        let pages: usize = at.iter().map(|at| self.held[*at].pages).sum();
        t.with("reader-pages").arg("count", pages).to_string()
    }
}
