//! The drill: a service is lost, and what a backup holds is brought back on an empty machine.

mod damage;
mod meanwhile;
mod newer;

use std::path::Path;
use std::time::Instant;

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::check::{self, Depth};
use abri::blobs::{Blobs, Epochs};
use abri::domain::document::FileType;
use abri::domain::time::Span;
use abri::store::Store;
use tempfile::TempDir;

use crate::evidence::Claim;
use crate::given::{Made, picture};
use crate::keep_safe::Mariam;
use crate::mutations::setups::postgres_and_s3;
use crate::papers::original;
use crate::postgres;
use crate::support::Service;

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test actions restored::";
const KEEP: Span = Span::days(30);
/// Papers of each person.
const EACH: usize = 50;

/// Papers of the long run, which alone says how many minutes they take.
const ALL: usize = 10_000;

/// Papers in all.
#[expect(
    clippy::disallowed_methods,
    reason = "a test asks for itself how long it may take"
)]
fn papers_in_all() -> usize {
    let long = std::env::var("LONG_SUITES").is_ok_and(|value| value == "1");
    if long { ALL } else { 100 }
}

fn claim(setup: &str) -> Option<Claim> {
    (papers_in_all() >= ALL).then(|| Claim::begin("restore-minutes", setup, COMMAND))
}

/// A service whose objects lie on a disk.
pub async fn on_disk(folder: TempDir, database: Option<String>) -> Service {
    let at = |name: &str| folder.path().join(name).display().to_string();
    let sqlite = ["abri.sqlite", "ephemeral.sqlite"].map(|name| format!("sqlite://{}", at(name)));
    let [durable, ephemeral] = database.map_or(sqlite, |url| [url.clone(), url]);
    let store = Store::open(&durable, &ephemeral).await;
    let objects = Blobs::open(&format!("file://{}", at("objects")), None).unwrap();
    let epochs = Epochs::open(&format!("file://{}", at("epochs")), None, &objects).unwrap();
    Service::at(store.unwrap(), objects, epochs, folder).await
}

/// Between 1 and 200 kilobytes, each paper another length and other bytes.
fn invented(number: usize) -> Vec<u8> {
    let length = 1_000 + (number * 7_919) % 199_000;
    let mut file = format!("%PDF-1.7 invented paper {number}\n").into_bytes();
    file.resize(length, u8::try_from(number % 251).unwrap());
    file
}

/// People with their papers; the minutes from an empty machine to a check without a finding.
async fn drill(from: Service, to: Service) -> f64 {
    let mut people = Vec::new();
    let picture = picture();
    for person in 0..papers_in_all() / EACH {
        let mariam = Mariam::at(&from).await;
        for number in 0..EACH {
            let made = Made {
                title: "Bulletin",
                kind: "bulletin_salaire",
                file: &invented(person * EACH + number),
                file_type: FileType::Pdf,
                pages: &[(400, 560, picture.clone())],
            };
            made.put_in(&from.abri, &mariam.session.open).await;
        }
        people.push(mariam);
    }
    let kept = tempfile::tempdir().unwrap();
    let taken = backup(&from.abri, kept.path(), "evening", KEEP)
        .await
        .unwrap();
    // Two objects a paper: the file, and its pictures.
    assert_eq!(
        (taken.copied, taken.lost.len()),
        (2 * papers_in_all() as u64, 0)
    );
    drop(from);

    let began = Instant::now();
    let restored = restore(&to.abri, kept.path(), None, false).await.unwrap();
    assert_eq!(
        (restored.copied, restored.lost.len()),
        (2 * papers_in_all() as u64, 0)
    );
    let report = check::check(&to.abri, Depth::Bytes).await.unwrap();
    assert_eq!(report.findings, []);
    let minutes = began.elapsed().as_secs_f64() / 60.0;

    for (person, mariam) in people.iter().enumerate() {
        let session = mariam.enters(&to).await.unwrap();
        let all = abri::actions::papers::all(&to.abri, &session.open)
            .await
            .unwrap();
        assert_eq!(all.len(), EACH);
        let mut read = Vec::new();
        for paper in &all {
            read.push(original(&to, &session, paper).await.unwrap());
        }
        let mut wanted: Vec<_> = (0..EACH).map(|n| invented(person * EACH + n)).collect();
        read.sort();
        wanted.sort();
        assert!(read == wanted, "papers of person {person}");
    }
    minutes
}

#[tokio::test]
async fn everything_is_back_on_an_empty_machine_on_sqlite() {
    let claim = claim("sqlite-disk");
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let minutes = drill(on_disk(from, None).await, on_disk(to, None).await).await;
    if let Some(claim) = claim {
        claim.held(minutes);
    }
}

#[tokio::test]
async fn everything_is_back_on_an_empty_machine_on_postgres() {
    let claim = claim("postgres-disk");
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let from = on_disk(from, Some(postgres::database())).await;
    let to = on_disk(to, Some(postgres::database())).await;
    let minutes = drill(from, to).await;
    if let Some(claim) = claim {
        claim.held(minutes);
    }
}

/// A small service that becomes a large one takes its papers along.
#[tokio::test]
async fn everything_moves_from_sqlite_and_folders_to_postgres_and_a_bucket() {
    let from = on_disk(tempfile::tempdir().unwrap(), None).await;
    let (_server, to, _tables) = postgres_and_s3().await;
    drill(from, to).await;
}

#[tokio::test]
async fn everything_moves_from_postgres_and_a_bucket_to_sqlite_and_folders() {
    let (_server, from, _tables) = postgres_and_s3().await;
    let to = on_disk(tempfile::tempdir().unwrap(), None).await;
    drill(from, to).await;
}

/// Every file below a folder, with its bytes.
fn all_bytes(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = crate::s3::files_under(folder);
    files.sort();
    files
        .into_iter()
        .map(|path| (path.clone().into(), std::fs::read(path).unwrap()))
        .collect()
}
