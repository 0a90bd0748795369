//! Texts: one Fluent folder per language, French first; every string a person sees comes from here.
//!
//! A new `.ftl` file is taken up when this file is built again.

mod args;
mod dates;
mod typography;

pub use args::{Argument, Rich, Sentence};
pub use dates::{Left, Unit, Zone};

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

static_loader! {
    static TEXTS = {
        locales: "./src/i18n",
        fallback_language: "fr",
        // Marks around arguments would be copied with names and codes; pages use <bdi> instead.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const FRENCH: LanguageIdentifier = langid!("fr");

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French: the first language, to which every other one is compared.
    #[default]
    Fr,
    /// Made from French in code, right to left and a third longer: for tests.
    Qps,
}

impl Lang {
    /// The languages that a person can choose.
    pub fn offered(with_pseudo: bool) -> &'static [Self] {
        if with_pseudo {
            &[Self::Fr, Self::Qps]
        } else {
            &[Self::Fr]
        }
    }

    /// From a tag such as `fr`, if that language is offered.
    pub fn from_tag(tag: &str, with_pseudo: bool) -> Option<Self> {
        Self::offered(with_pseudo)
            .iter()
            .copied()
            .find(|lang| lang.tag() == tag)
    }

    /// The tag of BCP 47, for the choice that is kept.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::Qps => "qps",
        }
    }

    /// The value of `lang` attributes; the pseudo-language borrows the language of its letters.
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::Qps => "he",
        }
    }

    /// The direction of its script, for `dir` attributes.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Fr => "ltr",
            Self::Qps => "rtl",
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::Qps => "סיçnarF",
        }
    }
}

/// The texts of one reader: a language and the time zone in which times are told.
#[derive(Debug, Clone)]
pub struct Texts {
    lang: Lang,
    zone: Zone,
}

impl Texts {
    /// Texts in `lang`, times in `zone`.
    pub fn new(lang: Lang, zone: Zone) -> Self {
        Self { lang, zone }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of a key that takes nothing.
    pub fn say(&self, key: &str) -> String {
        self.format(key, &HashMap::new())
    }

    /// The text of a key with arguments, added by [`Sentence::arg`].
    pub fn with<'a>(&'a self, key: &'a str) -> Sentence<'a> {
        Sentence::new(self, key)
    }

    /// The same with `<b>` kept as HTML: arguments are escaped, so nothing else can become markup.
    pub fn rich<'a>(&'a self, key: &'a str) -> Rich<'a> {
        Rich::new(self, key)
    }

    fn format(&self, key: &str, args: &HashMap<Cow<'static, str>, FluentValue<'static>>) -> String {
        let text = TEXTS
            .try_lookup_with_args(&FRENCH, key, args)
            // A bug alone can lead here: tests/wording.rs looks up every key of every page.
            .unwrap_or_else(|| key.to_owned());
        let text = typography::french(&text);
        match self.lang {
            Lang::Fr => text,
            Lang::Qps => typography::pseudo(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lang: Lang) -> Texts {
        Texts::new(lang, Zone::named("Europe/Paris").unwrap())
    }

    #[test]
    fn arguments_are_put_in_without_marks() {
        let said = texts(Lang::Fr)
            .with("ends-minutes")
            .arg("count", 32)
            .to_string();
        assert_eq!(said, "encore 32\u{a0}min");
    }

    #[test]
    fn rich_text_escapes_what_people_typed() {
        let said = texts(Lang::Fr)
            .rich("time-left")
            .arg("left", "<b>&\"<script>")
            .to_string();
        assert!(!said.contains("<script"), "{said}");
        assert!(said.contains("<b>&#60;b&#62;"), "{said}");
    }

    #[test]
    fn the_pseudo_language_is_longer_and_right_to_left() {
        let fr = texts(Lang::Fr).say("leave-fast");
        let qps = texts(Lang::Qps).say("leave-fast");
        assert!(qps.chars().count() * 10 >= fr.chars().count() * 13);
        assert!(qps.contains(&fr));
        assert_eq!(Lang::Qps.direction(), "rtl");
        assert_eq!(Lang::from_tag("qps", false), None);
    }
}
