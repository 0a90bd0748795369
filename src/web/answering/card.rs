//! The four pictures of an agreement: to whom, what, what for, how long.

use crate::web::picto::Picto;

/// What `agree-card.html` draws, given as `card`, with `t` beside it.
pub(in crate::web) struct Card {
    /// The first letters of their name.
    pub(in crate::web) initials: String,
    /// To whom.
    pub(in crate::web) name: String,
    /// Their structure; may be empty.
    pub(in crate::web) structure: String,
    /// Small pictures of the first papers.
    pub(in crate::web) fan: Vec<String>,
    /// How many papers.
    pub(in crate::web) papers: usize,
    /// Their names, with commas.
    pub(in crate::web) titles: String,
    /// What for.
    pub(in crate::web) purpose: String,
    /// Its pictogram.
    pub(in crate::web) picto: Picto,
    /// How long, or until when.
    pub(in crate::web) span: String,
}

/// The first letters of a name.
pub(in crate::web) fn initials(name: &str) -> String {
    let words = name.split_whitespace().take(2);
    words.filter_map(|word| word.chars().next()).collect()
}
