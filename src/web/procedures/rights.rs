//! The law card: what nobody has the right to demand, each line with its article.

use crate::domain::checklist::Law;
use crate::i18n::Texts;

/// The card.
pub(super) struct Card {
    pub(super) rights: Vec<Right>,
    /// Whether the code of relations with administrations is named, and so has to be spelt out.
    pub(super) crpa: bool,
}

/// A line of the card.
pub(super) struct Right {
    pub(super) says: String,
    pub(super) article: String,
}

const COPY: (&str, &str, &str) = ("law-copy", "law-crpa", "R113-5");
const CERTIFIED: (&str, &str, &str) = ("law-certified", "law-crpa", "R113-10");
const DOUBT: (&str, &str, &str) = ("law-doubt", "law-crpa", "R113-6, R113-11");
const CIVIL: (&str, &str, &str) = ("law-civil", "law-crpa", "R113-7");
const ADDRESS: (&str, &str, &str) = ("law-address", "law-crpa", "R113-8");
const ONCE: (&str, &str, &str) = ("law-once", "law-crpa", "L113-12, L114-8");
const SCHOOL: (&str, &str, &str) = ("law-school", "law-decree", "2020-811");
const RENTING: (&str, &str, &str) = ("law-renting", "law-decree", "2015-1437");

/// The card beside a list; empty where no such right is known.
pub(super) fn card(t: &Texts, law: Law) -> Card {
    let lines: &[_] = match law {
        Law::Administration => &[COPY, CERTIFIED, DOUBT, CIVIL, ADDRESS, ONCE],
        // There, the texts ask for originals and dated extracts.
        Law::Counter => &[ONCE],
        Law::School => &[SCHOOL, COPY, CERTIFIED, DOUBT, CIVIL, ONCE],
        Law::Renting => &[RENTING],
        Law::None => &[],
    };
    let right = |(says, source, articles): &(&str, &str, &str)| Right {
        says: t.say(says),
        article: t.with(source).arg("articles", *articles).to_string(),
    };
    Card {
        rights: lines.iter().map(right).collect(),
        crpa: lines.iter().any(|(_, source, _)| *source == ONCE.1),
    }
}
