//! The lines of a checklist in words.

use super::words;
use crate::actions::papers::Paper;
use crate::catalogue;
use crate::domain::checklist::{Answers, Held, Line, Lines, Procedure, State, checklist};
use crate::domain::document::PrintedDate;
use crate::domain::time::Moment;
use crate::i18n::Texts;
use crate::web::kinds;
use crate::web::papers::words as paper_words;

/// A list in four parts.
#[derive(Default)]
pub(in crate::web) struct Rows {
    /// What is there and does.
    pub(in crate::web) here: Vec<Row>,
    /// What is there and has something about it.
    pub(in crate::web) look: Vec<Row>,
    /// What is not there.
    pub(in crate::web) missing: Vec<Row>,
    /// What is not there and not demanded either.
    pub(in crate::web) useful: Vec<Row>,
    /// How many demanded lines are answered, of how many.
    pub(in crate::web) have: usize,
    pub(in crate::web) all: usize,
    /// The ids of the papers that are proposed for showing.
    pub(in crate::web) ticked: Vec<String>,
    /// The names of papers that may not be demanded.
    pub(in crate::web) undue: String,
}

/// A line of a list.
pub(in crate::web) struct Row {
    /// What it asks for.
    pub(in crate::web) name: String,
    /// The papers that answer, or nearly do.
    pub(in crate::web) papers: Vec<paper_words::Line>,
    /// What is to be said of it.
    pub(in crate::web) said: Vec<String>,
    /// The paper whose date is not known.
    pub(in crate::web) date: Option<String>,
    /// Each paper that would do, and where it is got.
    pub(in crate::web) ways: Vec<(String, String)>,
}

/// The list of a procedure, for these papers of the vault.
pub(in crate::web) fn rows(
    t: &Texts,
    procedure: &Procedure,
    answers: &Answers,
    papers: &[&Paper],
    now: Moment,
) -> Rows {
    let today = PrintedDate::of(t.zone().day(now));
    let held: Vec<_> = papers.iter().map(|paper| paper.held()).collect();
    let lines = checklist(procedure, answers, catalogue::rules, &held, today);
    let teller = Teller {
        t,
        papers,
        held: &held,
        now,
    };
    teller.rows(&lines)
}

struct Teller<'a> {
    t: &'a Texts,
    papers: &'a [&'a Paper],
    held: &'a [Held],
    now: Moment,
}

impl Teller<'_> {
    fn rows(&self, lines: &Lines<'_>) -> Rows {
        let id = |at: &usize| self.papers[*at].id.to_string();
        let title = |at: &usize| {
            let facts = &self.papers[*at].current.record.facts;
            kinds::title(self.t, facts.title.as_str())
        };
        let undue: Vec<_> = lines.undue.iter().map(title).collect();
        let mut rows = Rows {
            undue: self.t.list(&undue),
            ticked: lines.ticked().iter().map(id).collect(),
            ..Rows::default()
        };
        for line in &lines.lines {
            let row = self.row(line);
            let does = line.state.does();
            if !line.need.useful {
                rows.all += 1;
                rows.have += usize::from(does);
            }
            let quiet = !row.papers.iter().any(|paper| paper.soon);
            let part = match line.state {
                State::Missing if line.need.useful => &mut rows.useful,
                State::Missing => &mut rows.missing,
                State::Here if quiet => &mut rows.here,
                _ => &mut rows.look,
            };
            part.push(row);
        }
        rows
    }

    fn row(&self, line: &Line<'_>) -> Row {
        let t = self.t;
        let places: Vec<_> = line.papers.iter().map(|one| one.paper).collect();
        let rules = |at: &usize| catalogue::rules(&self.held[*at].kind);
        let undated = |at: usize| {
            let held = &self.held[at];
            catalogue::kind(&held.kind).dated.is_some() && held.dated.is_none()
        };
        let asks = matches!(line.state, State::Unsure | State::Few { .. });
        let date = places.iter().copied().find(|at| asks && undated(*at));
        let ways = line.need.any.iter().map(|one| {
            let kind = one.kinds().first().map(|kind| catalogue::kind(kind));
            let from = kind.and_then(|kind| kind.from).map(words::from);
            (
                words::papers(t, one),
                from.map_or(String::new(), |key| t.say(key)),
            )
        });
        let mut said = self.said(line);
        if places.iter().any(|at| {
            let held = &self.held[*at];
            let end = rules(at).end_of(held.ends, held.added);
            line.state.does() && end.is_some_and(|end| end.extended)
        }) {
            said.push(t.say("list-extended"));
        }
        if line.state.does() && places.iter().any(|at| rules(at).third_party) {
            said.push(t.say("list-others"));
        }
        Row {
            name: words::wish(t, line.need),
            papers: places
                .iter()
                .map(|at| {
                    let mut told = paper_words::line(t, self.papers[*at], self.now);
                    if undated(*at) {
                        // The month in which it was put in would be taken for its own.
                        told.under = t.say("list-no-date");
                    }
                    told
                })
                .collect(),
            said,
            date: date.map(|at| self.papers[at].id.to_string()),
            ways: ways.collect(),
        }
    }

    fn said(&self, line: &Line<'_>) -> Vec<String> {
        let t = self.t;
        let proves = line.alternative.kinds().first();
        let window = proves.and_then(|kind| line.need.window(kind));
        let text = match line.state {
            State::Here => return Vec::new(),
            State::Missing => return self.missing(line),
            State::Unsure => t.say("list-unsure"),
            State::Ended => t.say("list-ended"),
            State::TooOld => t.say("list-too-old"),
            State::TooRecent => {
                let months = window.and_then(|window| window.older).unwrap_or_default();
                t.with("list-too-recent").arg("months", months).to_string()
            }
            State::Few { have, want } => {
                let few = t.with("list-few").arg("have", have);
                few.arg("want", want).to_string()
            }
            State::Incomplete if line.absent.is_empty() => t.say("list-pages"),
            State::Incomplete => {
                let absent = t.list(&words::names(t, &line.absent));
                t.with("list-absent").arg("list", absent).to_string()
            }
        };
        vec![text]
    }

    /// Of several papers, that one is enough; of one, where it is got.
    fn missing(&self, line: &Line<'_>) -> Vec<String> {
        let t = self.t;
        let names = line.need.any.iter().map(|one| words::papers(t, one));
        let names: Vec<_> = names.collect();
        if names.len() > 1 {
            let list = words::either(t, &names);
            return vec![t.with("list-one-of").arg("list", list).to_string()];
        }
        let wish = words::wish(t, line.need);
        let mut said: Vec<_> = names.into_iter().filter(|name| *name != wish).collect();
        let kind = line.alternative.kinds().first();
        let from = kind.and_then(|kind| catalogue::kind(kind).from);
        said.extend(from.map(|from| t.say(words::from(from))));
        said
    }
}
