//! The kinds of papers, the purposes for which they are shown and the lists of procedures, from data files inside
//! the binary. Their words stand in the locale files under the same keys.

#[cfg(test)]
mod cases;
mod procedures;

pub use procedures::{Procedures, Wrong};

use std::sync::LazyLock;

use crate::domain::checklist::{Keep, Rules, Where};

/// A kind of paper.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its key: stands in records, forms and locale files (`kind-<key>`).
    pub key: String,
    /// The shelf it lies on.
    pub group: Group,
    /// Its pictogram.
    pub picto: String,
    /// Whether it is offered on the first screen.
    #[serde(default)]
    pub first: bool,
    /// Front and back: 2 for cards.
    #[serde(default = "one")]
    pub sides: u8,
    /// Whether it prints the day on which it ends.
    #[serde(default)]
    pub ends: bool,
    /// Why it needs care.
    #[serde(default)]
    pub sensitive: Option<Sensitive>,
    /// Whether it holds another person's data: never ticked beforehand.
    #[serde(default)]
    pub third_party: bool,
    /// How precisely its own date is asked for, where its validity counts from it.
    #[serde(default)]
    pub dated: Option<Dated>,
    /// Until when it is good, and for what.
    #[serde(default)]
    rules: Rules,
    /// How long it is worth keeping.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// Where it is got.
    #[serde(default, rename = "where")]
    pub from: Option<Where>,
}

impl Kind {
    /// Until when papers of this kind are good, and for what.
    pub fn rules(&self) -> Rules {
        Rules {
            third_party: self.third_party,
            ..self.rules
        }
    }
}

/// How precisely the date of a paper is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dated {
    /// Its day.
    Day,
    /// Its month: papers that come every month.
    Month,
}

/// The shelves of the list "Qu'est-ce que c'est ?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Identity and stay.
    Identity,
    /// Civil status and family.
    Family,
    /// Health.
    Health,
    /// Income, work, taxes.
    Income,
    /// Bank.
    Bank,
    /// Home.
    Home,
    /// Anything else.
    Other,
}

/// Why a kind needs care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitive {
    /// Health data (CSP art. L1111-8): the operator's setting decides.
    Health,
    /// Carries the social security number.
    Nir,
    /// Asylum.
    Asylum,
}

/// A purpose of a share: a procedure that asks for papers. Its words: `purpose-<key>`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Its key.
    pub key: String,
    /// Its pictogram.
    pub picto: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    kind: Vec<Kind>,
    purpose: Vec<Purpose>,
}

const fn one() -> u8 {
    1
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    toml::from_str(include_str!("catalogue.toml")).unwrap_or_else(|error| {
        // The file is compiled in and read by the tests below: only a broken build gets here.
        panic!("catalogue.toml: {error}")
    })
});

/// Every kind, in the order of the list.
pub fn kinds() -> &'static [Kind] {
    &CATALOGUE.kind
}

/// The kind of this key; what is unknown is the kind `autre`, so that an old record stays readable.
pub fn kind(key: &str) -> &'static Kind {
    let by_key = |wanted: &str| kinds().iter().find(|kind| kind.key == wanted);
    by_key(key)
        .or_else(|| by_key("autre"))
        .unwrap_or(&kinds()[0])
}

/// Until when papers of this kind are good, and for what.
pub fn rules(key: &str) -> Rules {
    kind(key).rules()
}

/// Whether this key names a kind.
pub fn is_kind(key: &str) -> bool {
    kinds().iter().any(|kind| kind.key == key)
}

/// Every purpose, in the order of the list; the last one is `autre`.
pub fn purposes() -> &'static [Purpose] {
    &CATALOGUE.purpose
}

/// Whether this key names a purpose.
pub fn is_purpose(key: &str) -> bool {
    purposes().iter().any(|purpose| purpose.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn keys_are_unique_and_the_last_resort_exists() {
        let keys: HashSet<_> = kinds().iter().map(|kind| &kind.key).collect();
        assert_eq!(keys.len(), kinds().len());
        assert_eq!(kind("unheard-of").key, "autre");
        assert!(is_purpose("autre"));
    }

    #[test]
    fn the_first_screen_has_twelve_squares_with_the_unknown_one() {
        assert_eq!(kinds().iter().filter(|kind| kind.first).count(), 11);
    }

    #[test]
    fn a_hosts_papers_are_marked_as_another_persons() {
        for key in [
            "attestation_hebergement",
            "identite_hebergeant",
            "domicile_hebergeant",
        ] {
            assert!(
                kind(key).third_party && kind(key).rules().third_party,
                "{key}"
            );
        }
    }

    #[test]
    fn a_kind_is_asked_for_one_date_and_said_where_to_get() {
        for kind in kinds() {
            assert!(!(kind.ends && kind.dated.is_some()), "{}", kind.key);
            let named = ["autre", "diplome", "cv"].contains(&kind.key.as_str());
            assert_eq!(kind.from.is_none(), named, "{}", kind.key);
        }
    }
}
