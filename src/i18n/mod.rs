//! Texts: one Fluent folder per language, French first; every string a person sees comes from here.

mod args;
mod bundle;
mod dates;
mod typography;

pub use args::{Argument, Rich, Sentence};
pub use dates::{Left, Unit, Zone};

use fluent_bundle::FluentArgs;

use bundle::Bundle;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French: the first language, to which every other one is compared.
    #[default]
    Fr,
    /// English.
    En,
    /// Arabic, right to left.
    Ar,
    /// Made from French in code, right to left and a third longer: for tests.
    Qps,
}

impl Lang {
    /// The languages that a person can choose.
    pub fn offered(with_pseudo: bool) -> &'static [Self] {
        if with_pseudo {
            &[Self::Fr, Self::En, Self::Ar, Self::Qps]
        } else {
            &[Self::Fr, Self::En, Self::Ar]
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
            Self::En => "en",
            Self::Ar => "ar",
            Self::Qps => "qps",
        }
    }

    /// The value of `lang` attributes; the pseudo-language borrows the language of its letters.
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Ar => "ar",
            Self::Qps => "he",
        }
    }

    /// The direction of its script, for `dir` attributes.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Fr | Self::En => "ltr",
            Self::Ar | Self::Qps => "rtl",
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
            Self::Ar => "العربية",
            Self::Qps => "סיçnarF",
        }
    }

    /// Whether a speaker has read its texts. Until then the French text counts: every page says so,
    /// and it stands beside what people are told beforehand and what they agree to.
    pub const fn reviewed(self) -> bool {
        match self {
            Self::Fr | Self::Qps => true,
            Self::En | Self::Ar => false,
        }
    }

    /// What stands between a whole number and its tenths.
    const fn decimal(self) -> char {
        match self {
            Self::En => '.',
            Self::Fr | Self::Ar | Self::Qps => ',',
        }
    }

    /// The text of a key that takes nothing.
    pub fn say(self, key: &str) -> String {
        self.format(key, &FluentArgs::new())
    }

    fn format(self, key: &str, args: &FluentArgs<'_>) -> String {
        let said = self.bundle().say(key, args);
        // A bug alone can lead further: tests/wording.rs looks up every key of every page.
        let text = said
            .or_else(|| bundle::FR.say(key, args))
            .unwrap_or_else(|| key.to_owned());
        match self {
            Self::Fr => typography::french(&text),
            Self::En | Self::Ar => text,
            Self::Qps => typography::pseudo(&typography::french(&text)),
        }
    }

    fn bundle(self) -> &'static Bundle {
        match self {
            Self::Fr | Self::Qps => &bundle::FR,
            Self::En => &bundle::EN,
            Self::Ar => &bundle::AR,
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

    /// The same in French: for what is read by people in France, and for the text that counts.
    #[must_use]
    pub fn french(&self) -> Self {
        Self::new(Lang::Fr, self.zone.clone())
    }

    /// The French text of what is agreed to, while nobody has reviewed this language.
    pub fn counting(&self) -> Option<Self> {
        (!self.lang.reviewed()).then(|| self.french())
    }

    /// What stood on the page when it was agreed to: the sentence, and below it the French one while
    /// nobody has reviewed this language.
    pub fn agreed(&self, say: impl Fn(&Self) -> String) -> String {
        let said = say(self);
        match self.counting() {
            Some(french) => format!("{said}\n{}", say(&french)),
            None => said,
        }
    }

    /// Things one after the other.
    pub fn list(&self, things: &[impl AsRef<str>]) -> String {
        let things: Vec<_> = things.iter().map(AsRef::as_ref).collect();
        things.join(self.comma())
    }

    /// What stands between the things of a list.
    pub fn comma(&self) -> &'static str {
        match self.lang {
            Lang::Ar => "، ",
            Lang::Fr | Lang::En | Lang::Qps => ", ",
        }
    }

    /// The text of a key that takes nothing.
    pub fn say(&self, key: &str) -> String {
        self.lang.say(key)
    }

    /// The text of a key with arguments, added by [`Sentence::arg`].
    pub fn with<'a>(&'a self, key: &'a str) -> Sentence<'a> {
        Sentence::new(self, key)
    }

    /// The same with `<b>` kept as HTML: arguments are escaped, so nothing else can become markup.
    pub fn rich<'a>(&'a self, key: &'a str) -> Rich<'a> {
        Rich::new(self, key)
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> String {
        self.lang.format(key, args)
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
    fn each_language_has_its_own_words_and_marks() {
        let size = |lang| {
            texts(lang)
                .size(2_400_000)
                .replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(size(Lang::En), "2.4 megabytes");
        assert_eq!(size(Lang::Ar), "2,4 ميغابايت");
        assert_eq!(texts(Lang::En).say("show-question-yes"), "Yes");
        assert_eq!(texts(Lang::Ar).list(&["واحد", "اثنان"]), "واحد، اثنان");
        // French typography stays in French.
        assert_eq!(
            texts(Lang::En).say("welcome-professional"),
            "Did you get a code?"
        );
        for lang in Lang::offered(false) {
            assert_eq!(texts(*lang).counting().is_none(), lang.reviewed());
            assert_eq!(Lang::from_tag(lang.tag(), false), Some(*lang));
        }
    }

    #[test]
    fn what_is_agreed_to_is_kept_in_french_too_until_it_is_reviewed() {
        let kept = |lang| texts(lang).agreed(|t| t.say("show-agree-yes"));
        assert_eq!(kept(Lang::Fr), "Je suis d’accord");
        assert_eq!(kept(Lang::En), "I agree\nJe suis d’accord");
        assert_eq!(kept(Lang::Ar), "أوافق\nJe suis d’accord");
    }

    #[test]
    fn numbers_have_the_plurals_of_their_language() {
        let papers = |lang, count: u32| {
            let said = texts(lang)
                .with("papers-count")
                .arg("count", count)
                .to_string();
            said.replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(papers(Lang::En, 1), "1 paper");
        assert_eq!(papers(Lang::En, 2), "2 papers");
        let arabic = [0, 1, 2, 3, 11, 100].map(|count| papers(Lang::Ar, count));
        assert_eq!(
            arabic,
            [
                "لا أوراق",
                "ورقة واحدة",
                "ورقتين",
                "3 أوراق",
                "11 ورقة",
                "100 ورقة"
            ]
        );
    }

    #[test]
    fn attack_a_name_in_latin_letters_does_not_turn_the_arabic_beside_it() {
        let said = texts(Lang::Ar)
            .with("show-given-scan")
            .arg("who", "Claire Morel (3)")
            .to_string();
        assert!(said.contains("\u{2068}Claire Morel (3)\u{2069}"), "{said}");
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
