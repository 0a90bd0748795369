//! The list of claims is well formed, and a test that breaks says so in its record.

use std::collections::BTreeSet;
use std::fs;

use crate::reading::text;

#[path = "../support/evidence.rs"]
pub mod evidence;

use evidence::Claim;

#[test]
fn every_claim_has_one_id_a_goal_and_a_unit() {
    let claims: Vec<serde_json::Value> = serde_json::from_str(&text("tests/claims.json")).unwrap();
    let mut ids = BTreeSet::new();
    for claim in &claims {
        let id = claim["id"].as_str().unwrap();
        assert!(ids.insert(id), "{id} twice");
        assert!(["correctness", "measure"].contains(&claim["kind"].as_str().unwrap()));
        let (sign, figure) = claim["goal"].as_str().unwrap().split_once(' ').unwrap();
        assert!(["<=", ">=", "="].contains(&sign), "{id}");
        assert!(figure.parse::<f64>().is_ok(), "{id}");
        assert!(
            claim["what"]
                .as_str()
                .is_some_and(|what| !what.contains('|'))
        );
        assert!(claim["unit"].is_string(), "{id}");
        let note = &claim["note"];
        assert!(
            note.is_null() || note.as_str().is_some_and(|note| !note.contains('|')),
            "{id}"
        );
    }
}

fn left(folder: &tempfile::TempDir) -> serde_json::Value {
    let path = folder.path().join("kills--sqlite.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_claim_that_held_leaves_its_figure() {
    let folder = tempfile::tempdir().unwrap();
    Claim::begin_in(folder.path().into(), "kills", "sqlite", "tests/run").held(52.0);
    assert_eq!(left(&folder)["figure"], 52.0);
    assert_eq!(left(&folder)["broken"], false);
}

#[test]
fn a_claim_that_broke_says_so() {
    let folder = tempfile::tempdir().unwrap();
    drop(Claim::begin_in(
        folder.path().into(),
        "kills",
        "sqlite",
        "tests/run",
    ));
    assert_eq!(left(&folder)["broken"], true);
    assert_eq!(left(&folder)["figure"], serde_json::Value::Null);
}

#[test]
#[should_panic(expected = "no such claim")]
fn a_claim_that_is_not_listed_cannot_begin() {
    drop(Claim::begin("nothing", "sqlite", "tests/run"));
}
