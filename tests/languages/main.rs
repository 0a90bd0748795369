//! Holds every other language to the French texts: nothing missing, nothing left in French, one word
//! for one thing.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

mod lists;
#[path = "../support/texts.rs"]
mod texts;

use lists::{FRENCH_ALONE, FRENCH_LETTERS, LATIN, LONGEST, NEVER, OTHERS, SAME};
use texts::{files, messages, root, spoken, words};

/// The names of the arguments that a text takes.
fn arguments(text: &str) -> BTreeSet<String> {
    let named = |part: &str| {
        let end = part.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        part[..end.unwrap_or(part.len())].to_owned()
    };
    text.split('$').skip(1).map(named).collect()
}

/// The names of the variants of each choice, with those of a choice inside another one.
fn choices(text: &str) -> Vec<BTreeSet<String>> {
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for line in text.lines() {
        let variant = line.trim_start_matches('*').strip_prefix('[');
        if let Some((name, _)) = variant.and_then(|rest| rest.split_once(']'))
            && let Some(at) = open.last()
        {
            found[*at].insert(name.to_owned());
        }
        if line.trim_end().ends_with("->") {
            open.push(found.len());
            found.push(BTreeSet::new());
        } else if line.trim_start().starts_with('}') {
            open.pop();
        }
    }
    found
}

/// What is said, without the marks of direction that are written as letters.
fn said(text: &str) -> Vec<String> {
    let marks = ["200f", "2066", "2069"].map(|mark| format!("{{\"\\u{mark}\"}}"));
    let plain = marks
        .iter()
        .fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    spoken(&plain)
}

/// The text without what stands in brackets and holds Latin letters: a French name, beside its translation.
fn without_names(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split('(').enumerate() {
        match (number, part.split_once(')')) {
            (0, _) | (_, None) => out.push_str(part),
            (_, Some((inside, after))) => {
                if !inside.chars().any(is_latin) {
                    out.push_str(inside);
                }
                out.push_str(after);
            }
        }
    }
    out
}

const fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'À'..='ɏ')
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_text_is_there_in_every_language() {
    let french = messages("fr");
    let mut found = Vec::new();
    for key in FRENCH_ALONE {
        if !french.contains_key(*key) {
            found.push(format!("fr: {key} is listed and not there"));
        }
    }
    for (language, _) in OTHERS {
        let theirs = messages(language);
        for (key, (file, text)) in &french {
            let alone = FRENCH_ALONE.contains(&key.as_str());
            match theirs.get(key) {
                Some(_) if alone => {
                    found.push(format!("{language}: {key} is said in French alone"));
                }
                None if !alone => found.push(format!("{language}: {file}: {key} is missing")),
                Some((other, _)) if other != file => {
                    found.push(format!(
                        "{language}: {key} is in {other}, in French in {file}"
                    ));
                }
                Some((_, said)) => {
                    if arguments(said) != arguments(text) {
                        found.push(format!("{language}: {file}: {key} has other arguments"));
                    }
                    if said.contains("<b>") != text.contains("<b>")
                        || said.matches("<b>").count() != said.matches("</b>").count()
                    {
                        found.push(format!("{language}: {file}: {key} has other bold words"));
                    }
                }
                None => {}
            }
        }
        for key in theirs.keys().filter(|key| !french.contains_key(*key)) {
            found.push(format!("{language}: {key} is not said in French"));
        }
    }
    none(&found);
}

#[test]
fn nothing_is_left_in_french() {
    let french = messages("fr");
    let mut found = Vec::new();
    let mut same = BTreeSet::new();
    for (language, _) in OTHERS {
        for (key, (file, text)) in messages(language) {
            let listed = SAME
                .iter()
                .find(|(of, one, _)| of == language && *one == key);
            let equal = french.get(&key).is_some_and(|(_, french)| *french == text);
            match (equal, listed) {
                (true, None) => found.push(format!("{language}: {file}: {key} is as in French")),
                (true, Some((of, one, _))) => {
                    same.insert((*of, *one));
                }
                _ => {}
            }
        }
    }
    for (language, key, why) in SAME {
        if !same.contains(&(*language, *key)) {
            found.push(format!(
                "{language}: {key} is listed ({why}) and differs, or is not there"
            ));
        }
    }
    for (key, (file, text)) in messages("en") {
        for line in said(&text) {
            let accents = |word: &str| word.chars().any(|c| c > '\u{bf}' && is_latin(c));
            let rest = without_names(&line);
            let mut left = rest.split(|c: char| !c.is_alphanumeric());
            if let Some(word) = left.find(|word| accents(word) && !FRENCH_LETTERS.contains(word)) {
                found.push(format!("en: {file}: {key} says {word} outside brackets"));
            }
        }
    }
    for (key, (file, text)) in messages("ar") {
        if key == "page-title" {
            continue;
        }
        for line in said(&text) {
            let rest = without_names(&line.replace("SHA-256", ""));
            // An argument is read as one word, `x`.
            let rest = rest.split(|c: char| c.is_whitespace() || "،.:«»()؟".contains(c));
            for word in rest.filter(|word| word.chars().any(is_latin)) {
                let site = rest_of_site(word) || line.contains(&format!("{word}.gouv.fr"));
                if !LATIN.contains(&word) && word.trim_end_matches('%') != "x" && !site {
                    found.push(format!("ar: {file}: {key} says {word} in Latin letters"));
                }
            }
        }
    }
    none(&found);
}

/// Whether this is a part of the name of a site.
fn rest_of_site(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "ameli",
        "caf",
        "fr",
        "francetravail",
        "gouv",
        "impots",
        "service-public",
        "visale",
        "demande-logement-social",
    ];
    PARTS.contains(&word)
}

#[test]
fn plurals_are_whole() {
    const PLURAL: &[&str] = &["zero", "one", "two", "few", "many", "other"];
    let french = messages("fr");
    let mut found = Vec::new();
    let counts = |text: &str| {
        let all = choices(text);
        all.into_iter()
            .filter(|names| PLURAL.iter().any(|name| names.contains(*name)))
            .filter(|names| names.len() != 2 || !names.contains("1"))
            .collect::<Vec<_>>()
    };
    for (language, categories) in OTHERS {
        for (key, (file, text)) in messages(language) {
            let theirs = counts(&text);
            for names in &theirs {
                let missing = categories.iter().find(|name| !names.contains(**name));
                if let Some(name) = missing {
                    found.push(format!("{language}: {file}: {key} has no [{name}]"));
                }
                let strange = PLURAL
                    .iter()
                    .find(|name| names.contains(**name) && !categories.contains(name));
                if let Some(name) = strange {
                    found.push(format!("{language}: {file}: {key} has no use for [{name}]"));
                }
            }
            let wanted = french
                .get(&key)
                .is_some_and(|(_, text)| !counts(text).is_empty());
            if wanted && theirs.is_empty() {
                found.push(format!(
                    "{language}: {file}: {key} does not choose by number"
                ));
            }
        }
    }
    none(&found);
}

#[test]
fn one_word_per_thing_in_every_language() {
    let mut found = Vec::new();
    for (language, _) in OTHERS {
        for (key, (file, text)) in messages(language) {
            for line in said(&text) {
                let line = format!(" {} ", words(&without_names(&line)).join(" "));
                for (of, never, instead) in NEVER {
                    if of == language && line.contains(&format!(" {never} ")) {
                        found.push(format!(
                            "{language}: {file}: {key} says \"{never}\"; say: {instead}"
                        ));
                    }
                }
            }
        }
    }
    none(&found);
}

#[test]
fn translations_are_plain_and_written_with_care() {
    let mut found = Vec::new();
    for (language, _) in OTHERS {
        for (key, (file, text)) in messages(language) {
            let at = format!("{language}: {file}: {key}");
            for (bad, advice) in [
                ("'", "write ’"),
                ("...", "write …"),
                ("\u{a0}", "plain spaces"),
                (" :", "no space before a colon"),
                (" ?", "no space before a question mark"),
                (" !", "no space before an exclamation mark"),
            ] {
                if text.contains(bad) {
                    found.push(format!("{at}: {bad}: {advice}"));
                }
            }
            let markup = text.replace("<b>", "").replace("</b>", "");
            if markup.contains('<') || markup.contains('&') {
                found.push(format!("{at}: no markup but <b>"));
            }
            let foreign = match *language {
                "ar" => text.find(|c: char| matches!(c, '\u{64b}'..='\u{652}' | '?' | ';')),
                _ => text.find(['«', '»']),
            };
            if let Some(at_char) = foreign {
                found.push(format!(
                    "{at}: marks of another language, or of vowels, at {at_char}"
                ));
            }
            for line in said(&text) {
                for sentence in line.split(['.', '?', '!', ':', ';', '؟', '؛', '“', '”', '«', '»'])
                {
                    let count = sentence.split_whitespace();
                    let count = count
                        .filter(|word| word.chars().any(char::is_alphanumeric))
                        .count();
                    if count > LONGEST {
                        found.push(format!("{at}: {count} words: {}", sentence.trim()));
                    }
                }
            }
        }
    }
    none(&found);
}

/// A text that is read from right to left and made of arguments alone says so itself: set into
/// another one, it has no letter that would.
#[test]
fn arabic_of_arguments_alone_says_its_direction() {
    let mut found = Vec::new();
    for (key, (file, text)) in messages("ar") {
        let mut own = String::new();
        for (number, part) in text
            .replace("<b>", "")
            .replace("</b>", "")
            .split('{')
            .enumerate()
        {
            own.push_str(if number == 0 {
                part
            } else {
                part.split_once('}').map_or("", |(_, after)| after)
            });
        }
        let names = text.contains("date-month-name");
        let composed = text.matches("{ $").count() > 1 && !text.contains("->");
        let marked = text.starts_with("{\"\\u200f\"}") || text.starts_with("{\"\\u2066\"}");
        if composed && !names && !marked && !own.chars().any(is_arabic) {
            found.push(format!(
                "ar: {file}: {key} needs a mark of direction at its start"
            ));
        }
    }
    none(&found);
}

const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{64a}')
}

#[test]
fn every_folder_of_texts_is_held_to_the_french_one() {
    let folder = |path: &std::path::Path| {
        let parent = path.parent().unwrap();
        parent.file_name().unwrap().to_string_lossy().into_owned()
    };
    let all = files(&root().join("src/i18n"), &["ftl"]);
    let found: BTreeSet<_> = all.iter().map(|(path, _)| folder(path)).collect();
    let mut known: BTreeSet<_> = OTHERS
        .iter()
        .map(|(language, _)| (*language).to_owned())
        .collect();
    known.insert("fr".to_owned());
    assert_eq!(found, known);
}
