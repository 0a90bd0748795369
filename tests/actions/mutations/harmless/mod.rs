//! What may be changed without being refused or told, with the reason for each.
//!
//! A place is a column (`table.column`), rows of a table (`table (how)`) or a folder of objects (`folder/ (how)`);
//! `table` or `folder` alone stands for all of it.

mod seen;
mod unseen;

use abri::domain::ids::VaultId;

use super::change::Change;
use seen::SEEN;
use unseen::{CLOSED, UNSEEN};

/// Of those, where something opens again that was over.
const REOPENS: &[&str] = &[
    "sessions (a row that was deleted)",
    "person_invitations (a row that was deleted)",
    "person_invitations.used_at",
    "invitations.withdrawn_at",
    "invitations (an older row)",
    "consents.openings_left",
    "consents.lookup",
    "consents (an older row)",
    "deposit_numbers (an older row)",
];

/// Whether a change may open again what was over, with its reason among [`SEEN`].
pub fn reopens(change: &Change) -> bool {
    REOPENS.contains(&change.column().as_str())
}

/// Why a change that nobody sees needs no telling; `None` where it does. `closed` is an account that is closed.
pub fn unseen(change: &Change, closed: VaultId) -> Option<&'static str> {
    if change.is_of(closed) && CLOSED.contains(&change.column().as_str()) {
        return Some("nobody opens it");
    }
    find(UNSEEN, change).or_else(|| find(SEEN, change))
}

/// Why one that somebody sees needs none.
pub fn seen(change: &Change) -> Option<&'static str> {
    find(SEEN, change)
}

fn find(list: &[(&str, &'static str)], change: &Change) -> Option<&'static str> {
    let place = change.column();
    let whole = place
        .split(['.', ' '])
        .next()
        .unwrap()
        .trim_end_matches('/');
    let known = |one: &str| one == place || one == whole;
    list.iter().find(|(one, _)| known(one)).map(|(_, why)| *why)
}
