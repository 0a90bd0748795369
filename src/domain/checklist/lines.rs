//! A procedure against a vault: line by line what is there, and what is not.

use super::procedure::{Alternative, Answers, Need, Procedure};
use super::series;
use super::validity::{Held, Rules, State, Validity};
use crate::domain::document::PrintedDate;

/// A whole checklist.
#[derive(Debug)]
pub struct Lines<'p> {
    /// What is wanted, in the order of the procedure.
    pub lines: Vec<Line<'p>>,
    /// Papers of the vault that may not be demanded for it.
    pub undue: Vec<usize>,
}

/// One line: what is wanted and what answers it.
#[derive(Debug)]
pub struct Line<'p> {
    /// What is wanted.
    pub need: &'p Need,
    /// The papers of which it is spoken: the best answer that the vault has, or the first that could be.
    pub alternative: &'p Alternative,
    /// What it is worth.
    pub state: State,
    /// The papers that answer, or nearly do.
    pub papers: Vec<Chosen>,
    /// The kinds of the alternative of which there is none.
    pub absent: Vec<&'p str>,
}

/// A paper of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Its place among the papers.
    pub paper: usize,
    /// Whether it is proposed for showing. Never another person's.
    pub ticked: bool,
}

impl Lines<'_> {
    /// The papers that are proposed for showing, each once.
    pub fn ticked(&self) -> Vec<usize> {
        let all = self.lines.iter().flat_map(|line| &line.papers);
        let mut ticked: Vec<_> = all.filter(|one| one.ticked).map(|one| one.paper).collect();
        ticked.sort_unstable();
        ticked.dedup();
        ticked
    }
}

/// The list of a procedure for somebody who gave these answers and holds these papers, the newest first.
pub fn checklist<'p>(
    procedure: &'p Procedure,
    answers: &Answers,
    rules: impl Fn(&str) -> Rules,
    papers: &[Held],
    today: PrintedDate,
) -> Lines<'p> {
    let vault = Vault {
        rules: &rules,
        papers,
        today,
    };
    let mut used = Vec::new();
    let mut lines = Vec::new();
    for need in procedure.needs.iter().filter(|need| need.concerns(answers)) {
        // A paper answers one line: two are wanted where two are asked for.
        let Some(line) = vault.best(need, &used) else {
            continue;
        };
        if line.state.does() {
            used.extend(line.papers.iter().map(|one| one.paper));
        }
        lines.push(line);
    }
    let undue = |(at, paper): (usize, &Held)| procedure.never.contains(&paper.kind).then_some(at);
    Lines {
        lines,
        undue: papers.iter().enumerate().filter_map(undue).collect(),
    }
}

struct Vault<'v> {
    rules: &'v dyn Fn(&str) -> Rules,
    papers: &'v [Held],
    today: PrintedDate,
}

impl Vault<'_> {
    fn best<'p>(&self, need: &'p Need, used: &[usize]) -> Option<Line<'p>> {
        let mut best: Option<Line<'p>> = None;
        for alternative in &need.any {
            let line = self.together(need, alternative, used);
            if best.as_ref().is_none_or(|best| line.state > best.state) {
                best = Some(line);
            }
        }
        best
    }

    /// Papers that go together are worth what the worst of them is.
    fn together<'p>(
        &self,
        need: &'p Need,
        alternative: &'p Alternative,
        used: &[usize],
    ) -> Line<'p> {
        let mut line = Line {
            need,
            alternative,
            state: State::Here,
            papers: Vec::new(),
            absent: Vec::new(),
        };
        for (at, kind) in alternative.kinds().iter().enumerate() {
            let (state, found) = self.of_kind(need, kind, at == 0, used);
            if state == State::Missing {
                line.absent.push(kind);
            }
            line.state = line.state.min(state);
            let rules = (self.rules)(kind);
            line.papers.extend(found.into_iter().map(|paper| Chosen {
                paper,
                ticked: state.does() && !rules.third_party,
            }));
            // All of them in one paper, photographed one after the other.
            let whole = |one: &Chosen| self.papers[one.paper].pages >= alternative.kinds().len();
            if at == 0
                && state.does()
                && alternative.kinds().len() > 1
                && line.papers.iter().any(whole)
            {
                break;
            }
        }
        if line.state == State::Missing && !line.papers.is_empty() {
            line.state = State::Incomplete;
        }
        line
    }

    fn of_kind(
        &self,
        need: &Need,
        kind: &str,
        proves: bool,
        used: &[usize],
    ) -> (State, Vec<usize>) {
        let rules = (self.rules)(kind);
        let held = self.papers.iter().enumerate();
        let held: Vec<_> = held
            .filter(|(at, paper)| paper.kind == kind && !used.contains(at))
            .collect();
        let window = need.window(kind).filter(|_| proves);
        if let (Validity::Last(usual), None) = (rules.valid, window) {
            return series::last(need.last.unwrap_or(usual), &rules, &held, self.today);
        }
        let judged = held.into_iter().map(|(at, paper)| {
            let state = rules.judge(window, paper, self.today);
            let still = state == State::Ended && need.even_ended;
            let state = if still { State::Here } else { state };
            (state, rules.date_of(paper).unwrap_or(paper.added), at)
        });
        // The best, then the most recent, then the one put in last.
        let best = judged.max_by_key(|(state, date, at)| (*state, *date, std::cmp::Reverse(*at)));
        best.map_or((State::Missing, Vec::new()), |(state, _, at)| {
            (state, vec![at])
        })
    }
}
