//! A document that names a test names one that exists.
//!
//! The form is `tests/file.rs::name_of_the_test` (or `src/…`, `render/…`; `.mjs` with the test's title), in backticks.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::reading::{files, text};

fn documents() -> Vec<PathBuf> {
    let mut found = files("docs", &["md"]);
    found.extend(files("deploy", &["md"]));
    let here = ["README", "SECURITY", "CONTRIBUTING", "CHANGELOG"];
    found.extend(here.map(|name| format!("{name}.md").into()));
    found
}

#[test]
fn every_test_named_in_a_document_exists() {
    for document in documents() {
        for name in text(&document).split('`').skip(1).step_by(2) {
            let Some((file, test)) = name.split_once("::") else {
                continue;
            };
            let ending = Path::new(file).extension().and_then(OsStr::to_str);
            let rust = ending == Some("rs");
            if !file.contains('/') || !(rust || ending == Some("mjs")) {
                continue;
            }
            let content = text(file);
            let function = test.rsplit("::").next().unwrap();
            let found = if rust {
                content.contains(&format!("fn {function}("))
            } else {
                content.contains(test)
            };
            assert!(found, "{} names {name}", document.display());
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    for document in documents() {
        let content = text(&document);
        for piece in content.split("](").skip(1) {
            let target = piece.split([')', '#']).next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let whole = document.parent().unwrap().join(target);
            assert!(whole.exists(), "{} links to {target}", document.display());
        }
    }
}
