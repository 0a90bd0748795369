//! Data as an earlier version left it: opened, brought up to date, and read byte for byte.
//!
//! `tests/golden/data/NUMBER.tar.gz` is the folder of an `abri demo` whose newest durable migration was NUMBER; `NUMBER.json` beside it
//! holds, for each of its people, the SHA-256 of each original, as that version gave them out. Its people are invented. In
//! PostgreSQL they are the same rows in the tables that version made there.

mod postgres;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::evidence::Claim;
use crate::people::{come_in, papers};
use crate::server::Server;

const COMMAND: &str = "cargo test --release --test service upgraded";

/// The digests of what each person has, by name.
async fn originals(server: &Server) -> BTreeMap<String, BTreeSet<String>> {
    let people = server.said()["people"].as_array().unwrap();
    let mut found = BTreeMap::new();
    for (number, one) in people.iter().enumerate() {
        let person = come_in(&server.person(), server.said(), number).await;
        let mut digests = BTreeSet::new();
        for id in papers(&person).await {
            let original = person.get(&format!("/papiers/{id}/1/original")).await;
            assert_eq!(original.status(), 200);
            let bytes = original.bytes().await.unwrap();
            digests.insert(data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)));
        }
        found.insert(one["name"].as_str().unwrap().to_owned(), digests);
    }
    found
}

fn abri(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_abri"))
        .args(arguments)
        .arg("--config")
        .arg(folder.join("demo.toml"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    (done.status.code(), said)
}

/// The archives, each with the number of its newest durable migration.
fn left() -> Vec<(PathBuf, String)> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/data");
    let archives = std::fs::read_dir(&golden).unwrap().filter_map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name()?.to_str()?;
        let number = name.strip_suffix(".tar.gz")?.to_owned();
        Some((path, number))
    });
    let mut archives: Vec<_> = archives.collect();
    archives.sort();
    assert!(!archives.is_empty());
    archives
}

fn unpacked(archive: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let unpacked = Command::new("tar")
        .args(["-xzf", archive.to_str().unwrap(), "-C"])
        .arg(folder.path())
        .status()
        .unwrap();
    assert!(unpacked.success());
    folder
}

/// Opened, brought up to date, read, and found whole.
async fn read(folder: &Path, archive: &Path, number: &str, more: &[&str]) {
    let server = Server::demo(folder, more);
    let found = originals(&server).await;
    let expected = archive.with_file_name(format!("{number}.json"));
    let expected = std::fs::read_to_string(expected).unwrap();
    let expected: BTreeMap<String, BTreeSet<String>> = serde_json::from_str(&expected).unwrap();
    assert_eq!(
        found,
        expected,
        "{}",
        serde_json::to_string(&found).unwrap()
    );
    server.stop();
    // The days since it was left are told to the clock, as an operator does after a long pause.
    let (code, said) = abri(folder, &["clock", "accept"]);
    assert_eq!(code, Some(0), "{said}");
    Server::demo(folder, more).stop();
    let (code, said) = abri(folder, &["check", "--full"]);
    assert_eq!(code, Some(0), "migration {number}: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_version_left_is_read_byte_for_byte() {
    let claim = Claim::begin("L10", "data-of-earlier-versions", COMMAND);
    for (archive, number) in left() {
        let folder = unpacked(&archive);
        read(folder.path(), &archive, &number, &[]).await;
    }
    claim.held(0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_version_left_in_postgres_is_read_byte_for_byte() {
    let claim = Claim::begin("L10", "data-of-earlier-versions-postgres", COMMAND);
    for (archive, number) in left() {
        let folder = unpacked(&archive);
        let database = postgres::brought(folder.path()).await;
        let before = postgres::newest(&database).await;
        assert_eq!(before.to_string(), number.trim_start_matches('0'));
        // What is read is there alone.
        std::fs::remove_dir_all(folder.path().join("tables")).unwrap();
        read(folder.path(), &archive, &number, &["--database", &database]).await;
        let now = postgres::newest(&database).await;
        assert!(now > before, "brought up to date");
    }
    claim.held(0.0);
}
