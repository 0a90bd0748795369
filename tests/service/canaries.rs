//! Attack: somebody takes the disks, the bucket, the database, the backups, the signed checkpoint and the log, and searches
//! them for what people put in. Nothing may be there in clear.

use std::path::Path;
use std::process::Command;

use data_encoding::BASE64;

use crate::evidence::Claim;
use crate::s3::files_under;
use crate::setups::{Setup, Stores};

const COMMAND: &str = "cargo test --release --test service canaries";

#[tokio::test(flavor = "multi_thread")]
async fn canaries_on_sqlite_and_disk() {
    search(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn canaries_on_postgres_and_s3() {
    search(Setup::networked().await).await;
}

async fn search(setup: Setup) {
    let claim = Claim::begin("canaries", setup.name, COMMAND);
    let canaries = canaries(setup.server.said());
    assert!(canaries.len() > 30, "too few canaries: {}", canaries.len());
    let mut hits = stolen(&setup.stores, &canaries).await;
    hits.extend(kept_away(&setup, &canaries));
    let log = setup.server.stop();
    assert!(log.contains("listening"), "no log to search");
    hits.extend(found("the log", log.as_bytes(), &canaries));
    assert!(hits.is_empty(), "{hits:#?}");
    claim.held(0.0);
}

/// Canaries found in what a thief of disks, buckets and tables gets.
pub async fn stolen(stores: &Stores, canaries: &[String]) -> Vec<String> {
    let files = stores.stolen_files();
    assert!(files.len() > 5, "nothing to search: {files:?}");
    let mut hits = Vec::new();
    for file in files {
        // A file may go while it is searched: a write-ahead log, a part.
        if let Ok(bytes) = std::fs::read(&file) {
            hits.extend(found(&file.display().to_string(), &bytes, canaries));
        }
    }
    if let Some(url) = &stores.database {
        let dump = dump(url).await;
        hits.extend(found("a dump of the tables", dump.as_bytes(), canaries));
    }
    hits
}

/// Canaries found in what the operator keeps away from the machine: two backups, of which the second finds objects of the
/// first, a checkpoint, and what the commands say meanwhile. What a person takes out is theirs, and in clear.
fn kept_away(setup: &Setup, canaries: &[String]) -> Vec<String> {
    let backups = tempfile::tempdir().unwrap();
    let config = setup.server.said()["paths"]["config"].as_str().unwrap();
    let folder = backups.path().to_str().unwrap();
    let mut hits = Vec::new();
    for command in [
        &["backup", folder][..],
        &["backup", folder, "--read-all"],
        &["journal", "checkpoint"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_abri"))
            .args(command)
            .args(["--config", config])
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&said);
        assert!(output.status.success(), "{command:?}: {text}");
        assert!(!said.is_empty(), "{command:?} says nothing");
        hits.extend(found(&format!("what {command:?} says"), &said, canaries));
    }
    let files = files_under(backups.path());
    let mut tables = 0;
    for file in &files {
        let mut bytes = std::fs::read(file).unwrap();
        if file.ends_with("/tables.jsonl") {
            tables += 1;
            let cells = cells(&bytes);
            assert!(cells.len() > 10_000, "no tables: {}", cells.len());
            bytes.extend(cells);
        }
        hits.extend(found(&format!("a backup: {file}"), &bytes, canaries));
    }
    assert!(tables == 2 && files.len() > 10, "{files:?}");
    hits
}

/// The bytes of the tables of a backup, where they stand in base64.
fn cells(lines: &[u8]) -> Vec<u8> {
    fn walk(value: &serde_json::Value, cells: &mut Vec<u8>) {
        match value {
            serde_json::Value::String(text) => {
                cells.extend(BASE64.decode(text.as_bytes()).unwrap_or_default());
                // What stands in two cells does not stand in one.
                cells.push(b'\n');
            }
            serde_json::Value::Array(all) => all.iter().for_each(|one| walk(one, cells)),
            serde_json::Value::Object(all) => all.values().for_each(|one| walk(one, cells)),
            _ => {}
        }
    }
    let mut cells = Vec::new();
    for line in lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        walk(&serde_json::from_slice(line).unwrap(), &mut cells);
    }
    cells
}

fn found(place: &str, bytes: &[u8], canaries: &[String]) -> Vec<String> {
    let mut hits = canaries.to_vec();
    hits.retain(|canary| contains(bytes, canary.as_bytes()));
    let place = |canary| format!("{canary:?} in {place}");
    hits.into_iter().map(place).collect()
}

/// What must not be found: names, identifiers, titles, kinds, file names, bytes of papers, and every
/// secret.
pub fn canaries(said: &serde_json::Value) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let professionals = said["professionals"].as_array().unwrap();
    for person in said["people"]
        .as_array()
        .unwrap()
        .iter()
        .chain(professionals)
    {
        for field in [
            "name",
            "identifier",
            "words",
            "card",
            "rescue",
            "deposit_number",
        ] {
            found.push(text(&person[field]));
        }
        found.push(text(&person["card"]).replace('-', ""));
        found.extend(
            text(&person["words"])
                .split(' ')
                .filter(|word| word.len() > 6)
                .map(str::to_owned),
        );
    }
    for document in said["documents"].as_array().unwrap() {
        for field in ["title", "kind", "file_name", "sha256"] {
            found.push(text(&document[field]));
        }
    }
    for share in said["shares"].as_array().unwrap() {
        let link = text(&share["link"]);
        found.push(link.split('#').next_back().unwrap().to_owned());
        found.push(text(&share["short_code"]));
    }
    for deposit in said["deposits"].as_array().unwrap() {
        found.push(text(&deposit["name"]));
        let link = text(&deposit["link"]);
        let secret = link.split('#').next_back().unwrap();
        found.extend([secret.to_owned(), secret.replace('-', "")]);
    }
    found.extend(
        [
            "Contrat de location",
            "Boulangerie Le Fournil",
            "Claire Morel",
            "Le Porche",
            "%PDF-1.4",
            "PNG\r\n\u{1a}\n",
        ]
        .map(str::to_owned),
    );
    // Short words would be found by chance, and some long ones (journal, document) name our own tables.
    let ours = schemas();
    found.retain(|canary| {
        canary.chars().count() >= 4 && canary != "demo" && !ours.contains(canary.as_str())
    });
    found.sort();
    found.dedup();
    with_hex(found)
}

/// The text of all tables, which SQLite keeps beside what they hold.
fn schemas() -> String {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let files = files_under(&migrations);
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    texts.collect()
}

/// As they stand, and in the hexadecimal of a database dump.
pub fn with_hex(mut canaries: Vec<String>) -> Vec<String> {
    let hex = |canary: &String| data_encoding::HEXLOWER.encode(canary.as_bytes());
    let hex: Vec<String> = canaries.iter().map(hex).collect();
    canaries.extend(hex);
    canaries
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

/// Every row of both schemas as text.
async fn dump(url: &str) -> String {
    let pool = sqlx::PgPool::connect(url).await.unwrap();
    let tables: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_schema::text, table_name::text FROM information_schema.tables \
         WHERE table_schema IN ('abri', 'ephemeral')",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(tables.len() > 10, "{tables:?}");
    let mut dump = String::new();
    for (schema, table) in tables {
        let query = sqlx::AssertSqlSafe(format!("SELECT t::text FROM {schema}.{table} t"));
        let rows: Vec<(String,)> = sqlx::query_as(query).fetch_all(&pool).await.unwrap();
        for (row,) in rows {
            dump.push_str(&row);
            dump.push('\n');
        }
    }
    pool.close().await;
    dump
}
