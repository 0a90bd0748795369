//! Papers that come every month: the last three pay slips are three months that follow one another.

use super::validity::{Held, Rules, State};
use crate::domain::document::PrintedDate;

/// Until this day of a month, the paper of the month before may not have come yet.
const LATE: i8 = 15;

/// What the papers of a kind are worth when one for each of the last `want` months is asked for, and which of
/// them count. `papers` are those of the kind, with their places in the vault.
pub(super) fn last(
    want: u8,
    rules: &Rules,
    papers: &[(usize, &Held)],
    today: PrintedDate,
) -> (State, Vec<usize>) {
    let dated = |paper: &Held| rules.date_of(paper).map(PrintedDate::months);
    let undated: Vec<_> = papers
        .iter()
        .filter(|(_, paper)| dated(paper).is_none())
        .map(|(at, _)| *at)
        .collect();
    let now = today.months();
    // This month's may exist already; last month's may not yet.
    let late = if today.day <= LATE { 2 } else { 1 };
    let mut best: Vec<usize> = Vec::new();
    for end in (now - late..=now).rev() {
        let of = |month| papers.iter().find(|(_, paper)| dated(paper) == Some(month));
        let found: Vec<_> = (0..i32::from(want))
            .filter_map(|back| of(end - back))
            .map(|(at, _)| *at)
            .collect();
        if found.len() > best.len() {
            best = found;
        }
    }
    let have = u8::try_from(best.len()).unwrap_or(want);
    if have >= want {
        return (State::Here, best);
    }
    let unsure = u8::try_from(undated.len()).unwrap_or(u8::MAX);
    best.extend(undated.into_iter().take(usize::from(want - have)));
    let state = if papers.is_empty() {
        State::Missing
    } else if have.saturating_add(unsure) >= want {
        State::Unsure
    } else if best.is_empty() {
        State::TooOld
    } else {
        State::Few {
            have: have + unsure,
            want,
        }
    };
    (state, best)
}
