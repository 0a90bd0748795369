//! What ends soon, in time to do something about it.

use super::validity::{End, Held, Remind, Rules};
use crate::domain::document::PrintedDate;

/// The paper that says that a card is lost.
const LOSS: &str = "declaration_perte_vol";
/// What was declared lost is spoken of for so many months, unless a new card has come.
const LOST_FOR: i32 = 3;
/// The card that was lost.
const CARD: &str = "cni";

/// Something to think of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// The paper's place among the papers.
    pub paper: usize,
    /// When it ends; none for a loss.
    pub end: Option<End>,
    /// What is to be said.
    pub why: Why,
}

/// Why a paper is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It ends within its months, or has just ended.
    Ends,
    /// Another person's paper ends by itself.
    Fades,
    /// A residence permit, by where it stands.
    Permit(Permit),
    /// A domiciliation: mail hangs on it.
    Domiciliation,
    /// A card is lost: what a new one takes.
    Lost,
}

/// Where a residence permit stands before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permit {
    /// The window of renewal opens on this day.
    Early(PrintedDate),
    /// The window is open: four to two months before the end.
    Now,
    /// Less than two months are left, or it has ended.
    Late,
}

/// What to think of today, what ends first standing first.
pub fn reminders(
    rules: impl Fn(&str) -> Rules,
    papers: &[Held],
    today: PrintedDate,
) -> Vec<Reminder> {
    let mut found: Vec<_> = papers
        .iter()
        .enumerate()
        .filter_map(|(at, paper)| one(&rules(&paper.kind), at, paper, today))
        .collect();
    found.sort_by_key(|reminder| reminder.end.map(|end| end.date));
    found.splice(0..0, loss(papers, today));
    found
}

fn one(rules: &Rules, at: usize, paper: &Held, today: PrintedDate) -> Option<Reminder> {
    let end = rules.end_of(paper.ends, paper.added)?;
    let before = |months: i32| end.date.plus_months(-months);
    let from = match rules.remind {
        _ if end.by_itself => before(1),
        Remind::Usual | Remind::Domiciliation => before(3),
        Remind::Short => before(1),
        // A month before the window opens.
        Remind::Permit => before(5),
    };
    // What ended long ago is no news.
    if today < from || today > end.date.plus_months(1) {
        return None;
    }
    let why = match rules.remind {
        _ if end.by_itself => Why::Fades,
        Remind::Usual | Remind::Short => Why::Ends,
        Remind::Domiciliation => Why::Domiciliation,
        Remind::Permit if today < before(4) => Why::Permit(Permit::Early(before(4))),
        Remind::Permit if today <= before(2) => Why::Permit(Permit::Now),
        Remind::Permit => Why::Permit(Permit::Late),
    };
    Some(Reminder {
        paper: at,
        end: Some(end),
        why,
    })
}

/// A card declared lost lately, of which no new one was put in since.
fn loss(papers: &[Held], today: PrintedDate) -> Option<Reminder> {
    let (at, told) = papers
        .iter()
        .enumerate()
        .find(|(_, paper)| paper.kind == LOSS)?;
    let new = |paper: &Held| paper.kind == CARD && paper.added > told.added;
    if told.added.plus_months(LOST_FOR) < today || papers.iter().any(new) {
        return None;
    }
    Some(Reminder {
        paper: at,
        end: None,
        why: Why::Lost,
    })
}
