//! No break-glass: nobody opens a paper but its person, with their vault open, or whoever they agreed to show it to.
//!
//! Leave to open a paper is a value that `domain::access` alone makes, from an open vault or a consent. Who asks
//! for one stands in these tables; so does where the key of a vault comes from. A new line is a new door.

use std::collections::BTreeSet;

use crate::reading::{Source, sources};

/// What makes leave to open papers → the files that ask for it.
const LEAVES: &[(&str, &[&str])] = &[
    // The person's own papers: `Owner` comes from an open vault.
    (
        "may_read",
        &["src/web/papers/photocopy.rs", "src/web/papers/pictures.rs"],
    ),
    (
        "may_keep",
        &["src/actions/take_out/mod.rs", "src/web/papers/pictures.rs"],
    ),
    // What is shown: a consent that stands, and the grants that it opened.
    (
        "may_look_shown",
        &[
            "src/actions/read_shown/mod.rs",
            "src/actions/read_shown/opening.rs",
        ],
    ),
    ("may_keep_shown", &["src/actions/read_shown/mod.rs"]),
    ("may_keep_marked_shown", &["src/actions/read_shown/mod.rs"]),
];

/// Where a vault comes open: made (by its person, or beside a mediator), from one of its ways in, or from the cookie of a session.
const OPENED: &[&str] = &[
    "src/actions/helped/open.rs",
    "src/actions/open_vault.rs",
    "src/actions/people/join.rs",
    "src/actions/people/mod.rs",
    "src/actions/recover/finish.rs",
    "src/actions/regain_control/mod.rs",
    "src/actions/session.rs",
];

/// What commands and jobs may not name: whatever opens a vault, a grant or a paper.
const OPENS: &[&[&str]] = &[
    &["actions", "open"],
    &["actions", "reading"],
    &["actions", "read_shown"],
    &["actions", "copies"],
    &["actions", "grant"],
    &["actions", "papers"],
    &["actions", "sign_in"],
    &["actions", "session"],
    &["domain", "access"],
];

fn naming(all: &[Source], wanted: impl Fn(&[String]) -> bool) -> BTreeSet<String> {
    all.iter()
        .filter(|source| source.path != std::path::Path::new("src/domain/access.rs"))
        .filter(|source| source.names.iter().any(|name| wanted(name)))
        .map(|source| source.path.display().to_string())
        .collect()
}

#[test]
fn only_an_open_vault_or_a_consent_gives_leave_to_open_a_paper() {
    let all = sources();
    for (leave, files) in LEAVES {
        let asked = naming(&all, |name| name.last().is_some_and(|last| last == leave));
        let listed: BTreeSet<String> = files.iter().map(|file| (*file).to_owned()).collect();
        assert_eq!(asked, listed, "{leave}");
    }
    // Every leave of that kind is in the table.
    let rules = std::fs::read_to_string("src/domain/access.rs").unwrap();
    for kind in ["Read", "Look", "Keep", "KeepMarked"] {
        let made = format!(") -> Option<Permit<{kind}>>");
        for before in rules.rsplit(made.as_str()).skip(1) {
            let name = before.rsplit("pub fn ").next().unwrap();
            let name = name.split('(').next().unwrap();
            assert!(LEAVES.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}

#[test]
fn a_vault_comes_open_by_its_own_secrets_alone() {
    let opened = naming(&sources(), |name| {
        name.ends_with(&["Open".to_owned(), "new".to_owned()])
    });
    let listed: BTreeSet<String> = OPENED.iter().map(|file| (*file).to_owned()).collect();
    assert_eq!(opened, listed);
}

#[test]
fn no_command_and_no_job_opens_a_paper() {
    let all = sources();
    let doors = all.iter().filter(|source| {
        let room = source.room.as_str();
        // The demonstration makes its people, and holds their secrets.
        ["cli", "jobs", "serve"].contains(&room) && !source.path.starts_with("src/cli/demo")
    });
    let mut seen = 0;
    for source in doors {
        for name in &source.names {
            let inside: Vec<&str> = name.iter().skip(1).map(String::as_str).collect();
            let opens = OPENS.iter().any(|door| inside.starts_with(door));
            assert!(!opens, "{} names {name:?}", source.path.display());
            seen += 1;
        }
    }
    assert!(seen > 100, "the sources were not read");
}
