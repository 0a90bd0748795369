//! The texts of each language, read when somebody first asks for that language: what a service holds that speaks French alone
//! is a third (`docs/speed.md`).

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// The files of one folder, each of which every language has.
macro_rules! folder {
    ($folder:literal) => {
        files!(
            $folder,
            "account",
            "agreement",
            "appointment",
            "camera",
            "common",
            "consents",
            "control",
            "copies",
            "counts",
            "deposits",
            "discreet",
            "enter",
            "errors",
            "factors",
            "guardians",
            "helped",
            "join",
            "journal",
            "journal-appointments",
            "journal-deposits",
            "journal-people",
            "kind",
            "languages",
            "mediator",
            "notices",
            "open",
            "out",
            "papers",
            "print",
            "pro",
            "procedures",
            "proofs",
            "reader",
            "recovery",
            "show",
            "team",
            "welcome"
        )
    };
}

macro_rules! files {
    ($folder:literal, $($name:literal),*) => {
        &[$(include_str!(concat!($folder, "/", $name, ".ftl"))),*]
    };
}

const FRENCH: &[&str] = folder!("fr");
const ENGLISH: &[&str] = folder!("en");
const ARABIC: &[&str] = folder!("ar");

/// The texts of one language.
pub(super) struct Bundle(FluentBundle<FluentResource>);

pub(super) static FR: LazyLock<Bundle> = LazyLock::new(|| Bundle::read("fr", FRENCH, false));
pub(super) static EN: LazyLock<Bundle> = LazyLock::new(|| Bundle::read("en", ENGLISH, false));
/// In a text that is read from right to left, a name or a number in Latin letters would turn what stands beside it: there
/// each argument is set apart by marks. Elsewhere such marks would only be copied with names and codes; pages use `<bdi>`
/// instead.
pub(super) static AR: LazyLock<Bundle> = LazyLock::new(|| Bundle::read("ar", ARABIC, true));

impl Bundle {
    fn read(tag: &str, files: &[&str], sets_apart: bool) -> Self {
        let locales = tag.parse().into_iter().collect();
        let mut bundle = FluentBundle::new_concurrent(locales);
        bundle.set_use_isolating(sets_apart);
        for file in files {
            // What is no text of Fluent is left out, here and below: a test of this file reads each without one mistake.
            let texts = FluentResource::try_new((*file).to_owned());
            bundle.add_resource_overriding(texts.unwrap_or_else(|(texts, _)| texts));
        }
        Self(bundle)
    }

    /// The text of a key, if there is one.
    pub(super) fn say(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let text = self.0.get_message(key)?.value()?;
        let said = self.0.format_pattern(text, Some(args), &mut Vec::new());
        Some(said.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_of_every_language_is_read_without_a_mistake_and_says_each_thing_once() {
        for (tag, files) in [("fr", FRENCH), ("en", ENGLISH), ("ar", ARABIC)] {
            let folder = format!("{}/src/i18n/{tag}", env!("CARGO_MANIFEST_DIR"));
            let there: BTreeSet<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
                .collect();
            let known: BTreeSet<String> = files.iter().map(|file| (*file).to_owned()).collect();
            assert!(there == known, "{tag}: a file is not in the list");
            let mut bundle = FluentBundle::new_concurrent(Vec::new());
            for file in files {
                let texts = FluentResource::try_new((*file).to_owned()).unwrap();
                bundle.add_resource(texts).unwrap();
            }
        }
    }
}
