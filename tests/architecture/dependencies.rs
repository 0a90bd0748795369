//! What comes from outside: each dependency with its reason, a fitting licence, nothing forbidden.

use std::collections::BTreeSet;
use std::process::Command;

use crate::reading::text;

/// One implementation of each thing: aws-lc for TLS and ciphers, no C library found on the system.
const FORBIDDEN: &[&str] = &["ring", "openssl", "openssl-sys", "native-tls"];

/// Licences that a work under EUPL-1.2 may include.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Name and licence of each crate that is really built.
///
/// `cargo tree` and not `cargo metadata`, which also lists optional crates that no feature turns on.
fn built() -> BTreeSet<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--workspace", "--locked", "--offline"])
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .args(["--edges", "normal,build,dev", "--prefix", "none"])
        .args(["--format", "{p}|{l}"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once('|'))
        .map(|(package, licence)| {
            let name = package.split(' ').next().unwrap();
            (name.to_owned(), licence.replace(" (*)", ""))
        })
        .collect()
}

#[test]
fn no_forbidden_crate_is_built() {
    let built = built();
    assert!(built.len() > 100, "the tree was not read");
    let found: Vec<_> = built
        .iter()
        .filter(|(name, _)| FORBIDDEN.contains(&name.as_str()))
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_licence_is_allowed() {
    let wrong: Vec<_> = built()
        .into_iter()
        .filter(|(_, licence)| !allowed(licence))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn licence_expressions_are_read_as_written() {
    for (expression, answer) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("Apache-2.0 OR GPL-2.0-only", true),
        ("MIT AND GPL-2.0-only", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("ISC AND (GPL-3.0-only OR LGPL-3.0-only)", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only", true),
        ("Unlicense/MIT", true),
        ("", false),
    ] {
        assert_eq!(allowed(expression), answer, "{expression}");
    }
}

#[test]
fn deny_toml_says_the_same() {
    let table: toml::Table = text("deny.toml").parse().unwrap();
    let listed: BTreeSet<&str> = table["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(toml::Value::as_str)
        .collect();
    let ours: BTreeSet<&str> = ALLOWED.iter().copied().collect();
    assert_eq!(listed, ours);
    let banned = table["bans"]["deny"].as_array().unwrap();
    for name in FORBIDDEN {
        assert!(
            banned
                .iter()
                .any(|entry| entry["crate"].as_str() == Some(*name)),
            "{name}"
        );
    }
}

#[test]
fn every_dependency_says_why() {
    for manifest in ["Cargo.toml", "render/Cargo.toml"] {
        let content = text(manifest);
        let mut inside = false;
        let mut above = "";
        for line in content.lines() {
            if line.starts_with('[') {
                inside = line.contains("dependencies");
            } else if inside && line.contains('=') && !line.starts_with('#') {
                assert!(above.starts_with('#'), "{manifest}: no reason above {line}");
            }
            above = line;
        }
    }
}

/// Whether an SPDX expression can be met with allowed licences alone. `/` is the old way to write OR.
fn allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let answer = either(&words, &mut at);
    answer && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut answer = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        answer |= both(words, at);
    }
    answer
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut answer = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        answer &= one(words, at);
    }
    answer
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let answer = either(words, at);
        *at += 1;
        return answer;
    }
    if words.get(*at) == Some(&"WITH") {
        let whole = format!("{word} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
        return ALLOWED.contains(&whole.as_str());
    }
    ALLOWED.contains(word)
}
