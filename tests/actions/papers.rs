//! Papers put in, read back, removed and destroyed, with the real worker.

use std::task::Poll;
use std::time::{Duration, UNIX_EPOCH};

use abri::actions::add_paper::{Added, NewPaper, keep, receive};
use abri::actions::check::{Depth, Finding, check};
use abri::actions::open_vault::{NewVault, Notice, open_vault};
use abri::actions::papers::{self, Paper};
use abri::actions::refile::{Refiled, refile};
use abri::actions::remove_paper::remove;
use abri::actions::session::Session;
use abri::actions::{Outcome, Problem, reading, tidy};
use abri::blobs::Blobs;
use abri::domain::access;
use abri::domain::document::{HealthPapers, Title};
use abri::domain::ids::DocumentId;
use abri::domain::person::CallName;
use abri::domain::slot::Place;
use abri::domain::time::Span;
use abri::store::intents;
use abri::store::vaults::{self, Given};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use image::ImageFormat;
use tokio::sync::Notify;

use crate::evidence::Claim;
use crate::samples;
use crate::support::Service;

const MOST: u64 = 25 << 20;

pub(crate) async fn vault(service: &Service) -> Session {
    let new = NewVault {
        name: CallName::parse("Mariam").unwrap(),
        place: Place::Own,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    open_vault(&service.abri, new).await.unwrap().0
}

fn new(after: Option<DocumentId>) -> NewPaper {
    NewPaper {
        title: Title::parse("Fiche de paie").unwrap(),
        kind: "bulletin_salaire".to_owned(),
        ends: None,
        after,
    }
}

/// As a browser sends it: in pieces that fit nothing.
fn pieces(bytes: &[u8]) -> impl futures_util::Stream<Item = Outcome<Bytes>> + Unpin + use<> {
    let pieces: Vec<_> = bytes
        .chunks(70_001)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    stream::iter(pieces)
}

pub(crate) async fn add(service: &Service, session: &Session, bytes: &[u8]) -> Outcome<Added> {
    let received = receive(&service.abri, &session.open, pieces(bytes), MOST).await?;
    keep(&service.abri, &session.open, received, new(None)).await
}

pub async fn original(service: &Service, session: &Session, paper: &Paper) -> Outcome<Vec<u8>> {
    let open = &session.open;
    let permit = access::may_keep(open.owner(), open.vault).unwrap();
    let record = &paper.current.record;
    let facts = &record.facts;
    let still = || std::future::ready(true);
    let read = reading::original(
        &service.abri,
        &permit,
        &record.key,
        &facts.file,
        facts.bytes,
        still,
    );
    let pieces: Vec<Bytes> = read.await?.try_collect().await?;
    Ok(pieces.concat())
}

async fn first_page(service: &Service, session: &Session, paper: &Paper) -> Outcome<Vec<u8>> {
    let open = &session.open;
    let permit = access::may_read(open.owner(), open.vault).unwrap();
    let record = &paper.current.record;
    let facts = &record.facts;
    let read = reading::picture(
        &service.abri,
        &permit,
        &record.pictures_key,
        &facts.pictures_file,
        &facts.pages[0],
    );
    Ok(read.await?.to_vec())
}

pub(crate) async fn objects(service: &Service) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for folder in ["d", "p"] {
        let listed = service.abri.objects.list(folder);
        names.extend(
            listed
                .map_ok(|one| one.name)
                .try_collect::<Vec<_>>()
                .await
                .unwrap(),
        );
    }
    names
}

pub(crate) async fn intents_left(service: &Service) -> usize {
    let mut tx = service.abri.store.durable.read().await.unwrap();
    let end = service.abri.now() + Span::DAY;
    intents::older_than(&mut tx, end, 100).await.unwrap().len()
}

pub(crate) async fn used(service: &Service, session: &Session) -> u64 {
    let mut tx = service.abri.store.durable.read().await.unwrap();
    let row = vaults::read(&mut tx, session.open.vault).await.unwrap();
    row.unwrap().bytes_used
}

/// A photo of several chunks: noise does not shrink.
pub(crate) fn long_photo() -> Vec<u8> {
    let noise = |x: u32, y: u32| {
        let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).to_be_bytes();
        image::Rgb([mixed[0], mixed[1], mixed[2] ^ mixed[3]])
    };
    let photo = image::RgbImage::from_fn(900, 900, noise);
    samples::encoded(photo, ImageFormat::Jpeg)
}

#[tokio::test]
async fn a_pdf_comes_back_byte_for_byte_and_shows_its_pages() {
    let claim = Claim::begin("L1", "returned", "cargo test --release --test actions");
    let service = Service::open().await;
    let session = vault(&service).await;
    let bytes = samples::pdf(2, "", "");
    let added = add(&service, &session, &bytes).await.unwrap();
    let paper = papers::find(&service.abri, &session.open, added.id)
        .await
        .unwrap();
    assert_eq!(paper.current.record.facts.pages.len(), 2);
    assert!(original(&service, &session, &paper).await.unwrap() == bytes);
    let page = first_page(&service, &session, &paper).await.unwrap();
    assert!(page.starts_with(&[0xff, 0xd8]));
    assert_eq!(objects(&service).await.len(), 2);
    assert_eq!(intents_left(&service).await, 0);
    let facts = &paper.current.record.facts;
    let kept = facts.file.length + facts.pictures_file.length;
    assert_eq!(used(&service, &session).await, kept);
    claim.held(0.0);
}

#[tokio::test]
async fn a_photo_is_kept_upright_and_without_its_position() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let upright = samples::corners(640, 400);
    let photo = samples::turned_jpeg(&upright, 6);
    let has_gps = |bytes: &[u8]| bytes.windows(4).any(|four| four == b"Exif");
    assert!(has_gps(&photo), "the sample says where it was taken");
    let added = add(&service, &session, &photo).await.unwrap();
    let paper = papers::find(&service.abri, &session.open, added.id)
        .await
        .unwrap();
    let kept = original(&service, &session, &paper).await.unwrap();
    assert!(!has_gps(&kept));
    let seen = image::load_from_memory_with_format(&kept, ImageFormat::Jpeg).unwrap();
    assert_eq!((seen.width(), seen.height()), (640, 400));
    assert_eq!(
        objects(&service).await.len(),
        2,
        "what was received is gone"
    );
    assert_ne!(
        paper.current.record.facts.digest,
        paper.current.record.facts.received
    );
}

#[tokio::test]
async fn attack_one_flipped_byte_is_refused_wherever_it_is() {
    let claim = Claim::begin("L1", "flipped", "cargo test --release --test actions");
    let service = Service::open().await;
    let session = vault(&service).await;
    let added = add(&service, &session, &samples::pdf(1, "", ""))
        .await
        .unwrap();
    let paper = papers::find(&service.abri, &session.open, added.id)
        .await
        .unwrap();
    let facts = &paper.current.record.facts;
    for stored in [&facts.file, &facts.pictures_file] {
        let objects = &service.abri.objects;
        let whole = objects.get_range(&stored.object, stored.length, 0..stored.length);
        let right = whole.await.unwrap();
        for at in [10, right.len() / 2, right.len() - 1] {
            let mut wrong = right.to_vec();
            wrong[at] ^= 1;
            objects.delete(&stored.object).await.unwrap();
            objects.put(&stored.object, wrong.into()).await.unwrap();
            let read = async {
                original(&service, &session, &paper).await?;
                first_page(&service, &session, &paper).await?;
                // The end of the pictures is read with the small picture at last.
                let open = &session.open;
                let permit = access::may_read(open.owner(), open.vault).unwrap();
                let key = &paper.current.record.pictures_key;
                let small = &facts.thumbnail;
                let stored = &facts.pictures_file;
                reading::picture(&service.abri, &permit, key, stored, small).await
            };
            assert!(matches!(read.await, Err(Problem::Damaged(_))), "byte {at}");
        }
        objects.delete(&stored.object).await.unwrap();
        objects.put(&stored.object, right).await.unwrap();
    }
    original(&service, &session, &paper).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_cut_object_ends_with_an_error_and_never_cleanly() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let added = add(&service, &session, &long_photo()).await.unwrap();
    let paper = papers::find(&service.abri, &session.open, added.id)
        .await
        .unwrap();
    let stored = &paper.current.record.facts.file;
    let objects = &service.abri.objects;
    let whole = objects.get_range(&stored.object, stored.length, 0..stored.length);
    let cut = whole.await.unwrap().slice(..100_000);
    objects.delete(&stored.object).await.unwrap();
    objects.put(&stored.object, cut).await.unwrap();
    assert!(original(&service, &session, &paper).await.is_err());
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    let mut service = Service::open().await;
    let session = vault(&service).await;
    let text = add(&service, &session, b"Bonjour, ceci est un texte.").await;
    assert!(matches!(text, Err(Problem::Field("papers-refused-type"))));
    let empty = add(&service, &session, b"").await;
    assert!(matches!(empty, Err(Problem::Field("papers-refused-empty"))));
    let cut = add(&service, &session, &samples::pdf(1, "", "")[..300]).await;
    assert!(matches!(cut, Err(Problem::Field(_))));
    let open = &session.open;
    let large = receive(&service.abri, open, pieces(&long_photo()), 100_000).await;
    assert!(matches!(large, Err(Problem::FileTooLarge)));
    let torn = stream::iter([Ok(Bytes::from_static(b"%PDF")), Err(Problem::Busy)]);
    let torn = receive(&service.abri, open, torn, MOST).await;
    assert!(matches!(torn, Err(Problem::Busy)));
    service.abri.quotas.vault_megabytes = 0;
    let full = add(&service, &session, &samples::pdf(1, "", "")).await;
    assert!(matches!(full, Err(Problem::VaultFull)));
    assert_eq!(objects(&service).await, Vec::<String>::new());
    assert_eq!(intents_left(&service).await, 0);
    assert_eq!(used(&service, &session).await, 0);
}

#[tokio::test]
async fn health_papers_follow_the_operator() {
    let claim = Claim::begin("L22", "settings", "cargo test --release --test actions");
    let mut service = Service::open().await;
    let session = vault(&service).await;
    let added = add(&service, &session, &samples::pdf(1, "", ""))
        .await
        .unwrap();
    let mut taken = Vec::new();
    for policy in [
        HealthPapers::Refuse,
        HealthPapers::Warn,
        HealthPapers::Allow,
    ] {
        service.abri.health_papers = policy;
        let health = Refiled {
            kind: Some("carnet_vaccination".to_owned()),
            ..Refiled::default()
        };
        let filed = refile(&service.abri, &session.open, added.id, health).await;
        assert!(matches!(filed, Ok(()) | Err(Problem::KindRefused)));
        let arrives = receive(
            &service.abri,
            &session.open,
            pieces(&samples::pdf(1, "", "")),
            MOST,
        );
        let arrives = arrives.await.unwrap();
        let health = NewPaper {
            kind: "carnet_vaccination".to_owned(),
            ..new(None)
        };
        let put_in = keep(&service.abri, &session.open, arrives, health).await;
        assert!(matches!(put_in, Ok(_) | Err(Problem::KindRefused)));
        taken.push((filed.is_ok(), put_in.is_ok()));
    }
    assert_eq!(taken, [(false, false), (true, true), (true, true)]);
    claim.held(0.0);
}

#[tokio::test]
async fn a_second_version_keeps_the_first() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let bytes = samples::pdf(1, "", "");
    let first = add(&service, &session, &bytes).await.unwrap();
    let open = &session.open;
    let received = receive(&service.abri, open, pieces(&samples::pdf(3, "", "")), MOST);
    let received = received.await.unwrap();
    let second = keep(&service.abri, open, received, new(Some(first.id)))
        .await
        .unwrap();
    assert_eq!((second.id, second.version), (first.id, 2));
    let all = papers::all(&service.abri, open).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].current.number, 2);
    assert_eq!(all[0].earlier[0].number, 1);
    remove(&service.abri, open, first.id).await.unwrap();
    let received = receive(&service.abri, open, pieces(&bytes), MOST)
        .await
        .unwrap();
    let late = keep(&service.abri, open, received, new(Some(first.id))).await;
    assert!(matches!(late, Err(Problem::NotFound)));
    assert_eq!(objects(&service).await.len(), 4);
}

#[tokio::test]
async fn attack_a_crash_between_two_steps_leaves_nothing_after_an_hour() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let open = &session.open;
    let bytes = samples::pdf(1, "", "");
    // Killed while it arrives, and once it has arrived.
    let waits = Notify::new();
    let nothing_more = stream::poll_fn(|_| {
        waits.notify_one();
        Poll::Pending
    });
    let never = stream::iter([Ok(Bytes::from_static(b"%PDF"))]).chain(nothing_more);
    tokio::select! {
        received = receive(&service.abri, open, Box::pin(never), MOST) => drop(received.unwrap()),
        () = waits.notified() => {}
    }
    let arrived = receive(&service.abri, open, pieces(&bytes), MOST)
        .await
        .unwrap();
    assert_eq!(intents_left(&service).await, 6);
    tidy::tidy(&service.abri).await.unwrap();
    assert_eq!(intents_left(&service).await, 6, "still young");
    service.pass(Span::minutes(61));
    tidy::tidy(&service.abri).await.unwrap();
    assert_eq!(intents_left(&service).await, 0);
    assert!(objects(&service).await.is_empty());
    // One that comes late after all gives up, and leaves nothing either.
    assert!(keep(&service.abri, open, arrived, new(None)).await.is_err());
    assert!(objects(&service).await.is_empty());
    assert!(papers::all(&service.abri, open).await.unwrap().is_empty());
}

/// On a disk, what was killed while it was written lies under a name of its own, which no list tells.
#[tokio::test]
async fn attack_a_crash_leaves_no_part_on_the_disk_after_an_hour() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = Service::open().await;
    let url = format!("file://{}", folder.path().display());
    service.abri.objects = Blobs::open(&url, None).unwrap();
    let session = vault(&service).await;
    let received = receive(&service.abri, &session.open, pieces(b"%PDF"), MOST).await;
    drop(received.unwrap());
    let part = folder
        .path()
        .join("d")
        .join(format!("{}#1", "0".repeat(32)));
    let file = std::fs::File::create(&part).unwrap();
    let now = Duration::from_millis(service.abri.now().millis().unsigned_abs());
    file.set_modified(UNIX_EPOCH + now).unwrap();
    tidy::tidy(&service.abri).await.unwrap();
    assert!(part.exists(), "still young");
    service.pass(Span::minutes(61));
    tidy::tidy(&service.abri).await.unwrap();
    assert!(!part.exists());
}

#[tokio::test]
async fn a_kept_paper_survives_every_tidying_and_orphans_do_not() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let bytes = samples::pdf(1, "", "");
    let added = add(&service, &session, &bytes).await.unwrap();
    let orphan = format!("d/{}", "0".repeat(32));
    let put = service.abri.objects.put(&orphan, Bytes::from_static(b"x"));
    put.await.unwrap();
    // The object store has a clock of its own.
    service.pass(Span::days(3650));
    let report = check(&service.abri, Depth::Lengths).await.unwrap();
    assert!(report.findings.contains(&Finding::Orphan(orphan)));
    let done = tidy::tidy(&service.abri).await.unwrap();
    assert_eq!(done.orphans, 1);
    let paper = papers::find(&service.abri, &session.open, added.id)
        .await
        .unwrap();
    assert!(original(&service, &session, &paper).await.unwrap() == bytes);
}
