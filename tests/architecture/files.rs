//! What a file may be: short, one subject, no marks of unfinished work; migrations come in twins.

use std::collections::BTreeSet;
use std::path::Path;

use crate::reading::{files, text};

/// Lines above which a file is two rooms. One style sheet dresses the whole house: it is not counted.
const LONGEST: usize = 450;

const WRITTEN: &[&str] = &["src", "render", "tests", "benches", "migrations", "deploy"];

#[test]
fn no_file_is_longer_than_one_subject() {
    let long: Vec<String> = WRITTEN
        .iter()
        .flat_map(|folder| files(folder, &["rs", "mjs", "js", "html", "sql"]))
        .filter_map(|path| {
            let lines = text(&path).lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn every_folder_of_modules_has_its_mod_rs() {
    for path in files("src", &["rs"]) {
        let folder = path.parent().unwrap();
        assert!(
            folder == Path::new("src") || folder.join("mod.rs").exists(),
            "{} has no mod.rs",
            folder.display()
        );
        let twin = path.with_extension("");
        let modules = files(&twin.display().to_string(), &["rs"]);
        assert!(modules.is_empty(), "{} beside a folder", path.display());
    }
}

#[test]
fn nothing_is_left_unfinished_or_ignored() {
    // Written in halves, so that this file does not find itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
        concat!("#[ig", "nore"),
        concat!("test.sk", "ip("),
        concat!("allow(cli", "ppy"),
    ];
    // Not a test: it writes the golden files once, when a format is new.
    let writer = concat!(
        "#[ig",
        "nore = \"writes the golden files, once per format\"]"
    );
    for folder in WRITTEN.iter().chain(&["docs"]) {
        for path in files(
            folder,
            &["rs", "mjs", "js", "css", "html", "sql", "md", "ftl"],
        ) {
            let content = text(&path).replace(writer, "");
            for mark in marks {
                assert!(!content.contains(mark), "{mark} in {}", path.display());
            }
        }
    }
}

#[test]
fn unsafe_code_is_forbidden_in_every_package() {
    for manifest in ["Cargo.toml", "render/Cargo.toml"] {
        let table: toml::Table = text(manifest).parse().unwrap();
        let lints = table["lints"]["rust"].as_table().unwrap();
        assert_eq!(lints["unsafe_code"].as_str(), Some("forbid"), "{manifest}");
        assert!(lints.contains_key("missing_docs"), "{manifest}");
    }
}

#[test]
fn migrations_are_twins_by_name() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = format!("migrations/{engine}");
        files(&folder, &["sql"])
            .iter()
            .map(|path| path.strip_prefix(&folder).unwrap().display().to_string())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
