//! Reads the texts as they are written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every message of a language: key, file and text.
pub fn messages(language: &str) -> BTreeMap<String, (String, String)> {
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (path, text) in files(&root().join("src/i18n").join(language), &["ftl"]) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(char::is_alphabetic) {
                let (name, value) = line.split_once('=').expect("a line is `key = text`");
                name.trim().clone_into(&mut key);
                let new = (file.clone(), value.trim().to_owned());
                let old = found.insert(key.clone(), new);
                assert!(old.is_none(), "{file}: {key} is said twice");
            } else if let Some((_, value)) = found.get_mut(&key) {
                value.push('\n');
                value.push_str(line.trim());
            }
        }
    }
    found
}

/// The files of a folder and those below it whose names end so, with what they hold.
pub fn files(folder: &Path, kinds: &[&str]) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path, kinds));
        } else if path
            .extension()
            .is_some_and(|kind| kinds.iter().any(|k| kind == *k))
        {
            let text = std::fs::read_to_string(&path).unwrap();
            all.push((path, text));
        }
    }
    all.sort();
    all
}

/// The text as it is read: each variant of a choice on its own, arguments as one word.
pub fn spoken(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut rest = text;
    let mut choice = false;
    while let Some(char) = rest.chars().next() {
        if rest.starts_with("{ $") && !rest.split(['}', '\n']).next().unwrap().contains("->") {
            let end = rest.find('}').unwrap_or(rest.len() - 1);
            plain.push('x');
            rest = &rest[end + 1..];
            continue;
        }
        choice |= rest.starts_with("->");
        plain.push(char);
        rest = &rest[char.len_utf8()..];
    }
    let plain = plain.replace("<b>", "").replace("</b>", "");
    plain
        .lines()
        .filter(|line| !(line.starts_with('{') || line.ends_with("->") || *line == "}"))
        .map(|line| {
            let variant = choice && line.contains(']');
            let line = if variant {
                line.split_once(']').unwrap().1
            } else {
                line
            };
            line.trim().to_owned()
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// The words of a sentence, in small letters, without what stands around them.
pub fn words(sentence: &str) -> Vec<String> {
    sentence
        .split(|c: char| c.is_whitespace() || matches!(c, '\u{a0}' | '’' | ',' | '،' | '(' | ')'))
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect()
}
