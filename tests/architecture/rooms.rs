//! Who may import whom, and which room owns which crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{Source, sources};

/// Room → rooms it may name. Arrows point down only; siblings never see each other.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("config", &["domain"]),
    ("i18n", &["domain"]),
    ("catalogue", &["domain"]),
    ("blocking", &[]),
    ("store", &["domain", "blocking"]),
    ("blobs", &["domain", "blocking"]),
    ("crypto", &["domain"]),
    ("media", &["domain"]),
    ("notify", &["domain"]),
    (
        "actions",
        &[
            "domain",
            "store",
            "blobs",
            "crypto",
            "media",
            "notify",
            "catalogue",
            "config",
        ],
    ),
    (
        "web",
        &["actions", "domain", "i18n", "config", "catalogue", "crypto"],
    ),
    (
        "jobs",
        &["actions", "domain", "i18n", "config", "catalogue", "crypto"],
    ),
    (
        "serve",
        &[
            "web",
            "jobs",
            "actions",
            "store",
            "blobs",
            "crypto",
            "media",
            "notify",
            "domain",
            "config",
            "i18n",
            "catalogue",
        ],
    ),
    (
        "cli",
        &[
            "serve",
            "actions",
            "domain",
            "i18n",
            "config",
            "catalogue",
            "crypto",
        ],
    ),
];

/// What doors may name of `crypto`: a secret as somebody typed it or a cookie carries it, on its way to an
/// action. Keys, envelopes and documents stay out of their reach.
const DOORS: &[&str] = &["web", "jobs", "cli"];
const SECRETS_OF_DOORS: &[&str] = &["secrets", "codes", "crockford", "words", "random"];

/// The roots: `main` starts the command line, `lib` lists the rooms.
const ROOTS: &[&str] = &["main", "lib"];

/// Every room but the rules, which know neither tasks nor logs.
const ALL_BUT_DOMAIN: &[&str] = &[
    "config",
    "i18n",
    "catalogue",
    "blocking",
    "store",
    "blobs",
    "crypto",
    "media",
    "notify",
    "actions",
    "web",
    "jobs",
    "serve",
    "cli",
];

/// Rooms that carry streams of bytes.
const STREAMING: &[&str] = &[
    "blobs", "crypto", "media", "store", "actions", "web", "serve", "cli",
];

/// Crate → rooms that own it; a crate that is not here cannot be a dependency.
const OWNERS: &[(&str, &[&str])] = &[
    ("abri_render", &["media"]),
    ("age", &["crypto"]),
    ("age_core", &["crypto"]),
    ("argon2", &["crypto"]),
    // Texts say which of their values are already HTML.
    ("askama", &["web", "i18n"]),
    ("aws_lc_rs", &["crypto", "serve"]),
    ("axum", &["web", "serve"]),
    ("bech32", &["crypto"]),
    ("bip39", &["crypto"]),
    ("bytes", STREAMING),
    ("chacha20poly1305", &["crypto"]),
    ("clap", &["cli"]),
    ("cookie", &["web"]),
    ("curve25519_dalek", &["crypto"]),
    (
        "data_encoding",
        &["crypto", "config", "actions", "web", "cli"],
    ),
    ("deadpool", &["store"]),
    // The demonstration's invented papers are PDF files written by hand.
    ("flate2", &["web", "cli"]),
    ("fluent_bundle", &["i18n"]),
    ("futures_util", STREAMING),
    ("getrandom", &["crypto"]),
    ("hkdf", &["crypto"]),
    ("hmac", &["crypto"]),
    ("hpke", &["crypto"]),
    ("http_body_util", &["web", "serve"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("instant_acme", &["serve"]),
    ("jiff", &["i18n", "config", "serve"]),
    ("landlock", &["media"]),
    ("lettre", &["notify"]),
    ("libc", &["media"]),
    ("listenfd", &["serve"]),
    ("object_store", &["blobs"]),
    ("pdf_writer", &["media"]),
    ("percent_encoding", &["web", "config"]),
    ("ppp", &["serve"]),
    ("prometheus_client", &["serve"]),
    ("qrcode", &["web"]),
    ("rcgen", &["serve"]),
    ("reqwest", &["blobs", "notify"]),
    ("rusqlite", &["store"]),
    (
        "rustix",
        &["main", "blobs", "config", "crypto", "media", "serve"],
    ),
    ("rustls", &["serve"]),
    ("rustls_pki_types", &["serve"]),
    ("sd_notify", &["serve"]),
    ("seccompiler", &["media"]),
    // Key types never meet serde: `crypto` and `store` deal in bytes.
    (
        "serde",
        &[
            "domain",
            "config",
            "catalogue",
            "media",
            "notify",
            "actions",
            "web",
            "jobs",
            "serve",
            "cli",
        ],
    ),
    (
        "serde_json",
        &[
            "domain",
            "catalogue",
            "media",
            "actions",
            "web",
            "jobs",
            "serve",
            "cli",
        ],
    ),
    // `web` names its assets by their content; what is secret is hashed by `crypto`.
    ("sha2", &["crypto", "web"]),
    ("sqlx", &["store"]),
    ("subtle", &["crypto"]),
    ("tokio", ALL_BUT_DOMAIN),
    ("tokio_rustls", &["serve"]),
    ("tokio_util", ALL_BUT_DOMAIN),
    // The demonstration writes its own configuration.
    ("toml", &["config", "catalogue", "cli"]),
    ("tower", &["web", "serve"]),
    // Neither rules nor keys can write a log line.
    (
        "tracing",
        &[
            "store", "blobs", "media", "notify", "actions", "web", "jobs", "serve", "cli",
        ],
    ),
    ("tracing_subscriber", &["serve", "cli"]),
    ("unicode_normalization", &["crypto", "domain"]),
    ("x509_parser", &["serve"]),
    (
        "zeroize",
        &[
            "crypto", "blobs", "config", "media", "notify", "actions", "web", "serve",
        ],
    ),
    ("zeroizing_alloc", &["main"]),
    ("zip", &["actions"]),
];

/// Free for every room.
const FREE: &[&str] = &["thiserror"];

fn table<'a>(rows: &'a [(&'a str, &'a [&'a str])]) -> BTreeMap<&'a str, &'a [&'a str]> {
    rows.iter().copied().collect()
}

fn is_root(source: &Source) -> bool {
    ROOTS.contains(&source.room.as_str())
}

#[test]
fn imports_point_down_only() {
    let may = table(MAY_IMPORT);
    let mut wrong = BTreeSet::new();
    for source in sources().iter().filter(|source| !is_root(source)) {
        let Some(allowed) = may.get(source.room.as_str()) else {
            wrong.insert(format!("{}: no such room", source.path.display()));
            continue;
        };
        for name in &source.names {
            let [first, room, ..] = name.as_slice() else {
                continue;
            };
            let known = may.contains_key(room.as_str());
            if first == "crate"
                && known
                && *room != source.room
                && !allowed.contains(&room.as_str())
            {
                wrong.insert(format!("{} names {room}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn doors_reach_no_key() {
    let mut wrong = BTreeSet::new();
    for source in sources()
        .iter()
        .filter(|source| DOORS.contains(&source.room.as_str()))
    {
        for name in &source.names {
            if let [root, room, module, ..] = name.as_slice()
                && root == "crate"
                && room == "crypto"
                && !SECRETS_OF_DOORS.contains(&module.as_str())
            {
                wrong.insert(format!("{} names {module}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_of_imports_has_no_cycle() {
    let may = table(MAY_IMPORT);
    // Rooms whose imports all stand already are laid first; a cycle would leave some over.
    let mut laid: BTreeSet<&str> = BTreeSet::new();
    while laid.len() < may.len() {
        let next: Vec<&str> = may
            .iter()
            .filter(|(room, below)| !laid.contains(*room) && below.iter().all(|b| laid.contains(b)))
            .map(|(room, _)| *room)
            .collect();
        assert!(!next.is_empty(), "a cycle among those not in {laid:?}");
        laid.extend(next);
    }
}

#[test]
fn every_crate_stays_in_the_rooms_that_own_it() {
    let owners = table(OWNERS);
    let mut wrong = BTreeSet::new();
    for source in sources() {
        for name in &source.names {
            let Some(rooms) = name.first().and_then(|first| owners.get(first.as_str())) else {
                continue;
            };
            // A single word is a local name that happens to look alike.
            if name.len() > 1 && !rooms.contains(&source.room.as_str()) {
                wrong.insert(format!("{} uses {}", source.path.display(), name[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_has_an_owner() {
    let manifest: toml::Table = crate::reading::text("Cargo.toml").parse().unwrap();
    let known = table(OWNERS);
    let listed: BTreeSet<String> = manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .map(|name| name.replace('-', "_"))
        .collect();
    let without: Vec<_> = listed
        .iter()
        .filter(|name| !known.contains_key(name.as_str()) && !FREE.contains(&name.as_str()))
        .collect();
    assert!(without.is_empty(), "no owner in the table: {without:?}");
    let gone: Vec<_> = known
        .keys()
        .filter(|name| !listed.contains(**name))
        .collect();
    assert!(gone.is_empty(), "in the table, no longer used: {gone:?}");
}

#[test]
fn the_environment_is_read_by_config_alone() {
    for source in sources() {
        if source.room == "config" {
            continue;
        }
        for name in &source.names {
            let joined = name.join("::");
            let reads = joined.contains("env::var") || joined.contains("env::set_var");
            assert!(!reads, "{} reads {joined}", source.path.display());
        }
    }
}

#[test]
fn the_reader_sees_through_groups_supers_and_macros() {
    let found = crate::reading::paths_in(
        &["web", "page"],
        "use super::super::store::{a, b as c}; use crate::x::*; fn f() { ::sqlx::go(); m!(age::b(crate::blobs::c)); }
         #[derive(serde::Serialize)] struct S; mod inner { use super::y; }
         #[cfg(test)] mod tests { use argon2::z; }",
    );
    for wanted in [
        "crate::store::a",
        "crate::store::b",
        "crate::x::*",
        "sqlx::go",
        "age::b",
        "crate::blobs::c",
        "serde::Serialize",
        "crate::web::page::y",
    ] {
        assert!(found.iter().any(|f| f == wanted), "{wanted} in {found:?}");
    }
    assert!(!found.iter().any(|f| f.starts_with("argon2")), "{found:?}");
}
