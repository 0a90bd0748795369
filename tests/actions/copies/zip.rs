//! The kept files in one ZIP: whole and as they were, or visibly cut.

use abri::actions::copies::{self, Originals, TOO_HEAVY};
use abri::actions::read_shown::Looking;
use abri::actions::{Problem, stop};
use abri::domain::document::{FileType, PrintedDate};
use abri::domain::ids::DocumentId;
use abri::domain::journal::Event;
use abri::domain::share::Mode;
use abri::domain::time::Span;
use futures_util::TryStreamExt;

use super::{House, read_by, received, said};
use crate::given::{FILE, Made, picture, told};
use crate::samples::Noise;

/// What a whole ZIP ends with (APPNOTE 4.3.16), and no file here holds.
const END: &[u8] = b"PK\x05\x06";
const DAY: &str = "2026-11-24";

fn day() -> PrintedDate {
    PrintedDate::parse(DAY).unwrap()
}

/// A file of several chunks.
pub(super) fn large() -> Vec<u8> {
    let mut noise = Noise(7);
    (0..300_001)
        .map(|_| u8::try_from(noise.below(256)).unwrap())
        .collect()
}

async fn papers(house: &House) -> Vec<DocumentId> {
    let (large, jpeg) = (large(), picture());
    let pages = [(400, 560, picture())];
    let made = |title, file, file_type| Made {
        title,
        kind: "autre",
        file,
        file_type,
        pages: &pages,
    };
    let mut ids = Vec::new();
    for made in [
        made("Carte d’identité", &jpeg, FileType::Jpeg),
        made("Bail 12/2025: \"été\" ../..", &large, FileType::Pdf),
        made("RIB", FILE, FileType::Pdf),
        made("RIB", FILE, FileType::Pdf),
    ] {
        ids.push(made.put_in(&house.abri, &house.session.open).await);
    }
    ids
}

fn originals(looking: &Looking) -> Originals {
    let mut originals = Originals::default();
    for paper in &looking.papers {
        originals.add(&paper.grant).unwrap();
    }
    originals
}

async fn the_kept_files_come_out_as_they_were(house: House) {
    let ids = papers(&house).await;
    let (_, looking) = house.shown(&ids, Mode::Copy).await;
    let permit = house.told(&looking).await;
    let still = house.still(&looking);
    let zip = copies::zip(&house.abri, &permit, originals(&looking), day(), still);
    let (bytes, ended) = received(zip.await.unwrap()).await;
    ended.unwrap();
    let copied = told(&house.abri, &house.session.open, Event::ShareCopied).await;
    assert_eq!(copied, ids.len());

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copie.zip");
    std::fs::write(&file, &bytes).unwrap();
    let tested = read_by("unzip", &["-t"], &file);
    assert!(tested.contains("No errors detected"), "{tested}");
    let into = folder.path().join("out");
    read_by("unzip", &["-q", "-d", into.to_str().unwrap()], &file);
    let mut found: Vec<_> = std::fs::read_dir(&into)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    let names = [
        "01 Carte d’identité.jpg",
        "02 Bail 12_2025_ _été_ .._.pdf",
        "03 RIB.pdf",
        "04 RIB.pdf",
    ];
    let expected = [&picture()[..], &large(), FILE, FILE];
    assert_eq!(found.len(), names.len(), "{found:?}");
    for ((name, bytes), found) in names.iter().zip(expected).zip(&found) {
        assert_eq!(found, name);
        assert_eq!(std::fs::read(into.join(name)).unwrap(), bytes, "{name}");
    }
    facts_of(&bytes, &names);
}

/// What else stands in the archive: no compression, the day alone, letters in UTF-8, nothing of the person.
fn facts_of(bytes: &[u8], names: &[&str]) {
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert!(archive.comment().is_empty());
    for (at, name) in names.iter().enumerate() {
        let entry = archive.by_index(at).unwrap();
        assert_eq!(entry.name().unwrap(), *name);
        assert_eq!(entry.compression(), ::zip::CompressionMethod::Stored);
        let dated = entry.last_modified().unwrap();
        assert_eq!(dated.to_string(), format!("{DAY} 00:00:00"));
        assert!(entry.comment().is_empty());
    }
    // Bit 11 of the flags, eight bytes after the mark of an entry in the directory.
    let directory = bytes
        .windows(4)
        .position(|part| part == b"PK\x01\x02")
        .unwrap();
    assert_eq!(
        bytes[directory + 9] & 0b1000,
        0b1000,
        "é is told to be UTF-8"
    );
}

#[tokio::test]
async fn the_kept_files_come_out_as_they_were_on_disk() {
    the_kept_files_come_out_as_they_were(House::on_disk().await).await;
}

#[tokio::test]
async fn the_kept_files_come_out_as_they_were_on_postgres_and_s3() {
    the_kept_files_come_out_as_they_were(House::on_servers().await).await;
}

/// Not a ZIP that anybody takes for whole.
pub(super) fn is_cut(bytes: &[u8]) {
    assert!(!bytes.windows(END.len()).any(|part| part == END));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copie.zip");
    std::fs::write(&file, bytes).unwrap();
    assert!(!said("unzip", &["-t"], &file).status.success());
    assert!(::zip::ZipArchive::new(std::io::Cursor::new(bytes)).is_err());
}

async fn a_stop_in_the_middle_cuts(house: House) {
    let ids = papers(&house).await;
    let (consent, looking) = house.shown(&ids, Mode::Copy).await;
    let permit = house.told(&looking).await;
    let still = house.still(&looking);
    let zip = copies::zip(&house.abri, &permit, originals(&looking), day(), still);
    let mut zip = Box::pin(zip.await.unwrap());
    let mut bytes = Vec::new();
    while bytes.len() < 100_000 {
        bytes.extend_from_slice(&zip.try_next().await.unwrap().unwrap());
    }
    let (abri, open) = (&house.abri, &house.session.open);
    stop::stop(abri, open, consent).await.unwrap();
    house.pass(Span::seconds(2));
    let (more, ended) = received(zip).await;
    assert!(more.is_empty() && matches!(ended, Err(Problem::NotFound)));
    is_cut(&bytes);
}

#[tokio::test]
async fn attack_a_zip_goes_no_further_once_its_share_is_stopped() {
    a_stop_in_the_middle_cuts(House::on_disk().await).await;
}

#[tokio::test]
async fn attack_a_zip_goes_no_further_once_its_share_is_stopped_on_postgres_and_s3() {
    a_stop_in_the_middle_cuts(House::on_servers().await).await;
}

async fn a_damaged_file_cuts(house: House) {
    let ids = papers(&house).await;
    let (_, looking) = house.shown(&ids, Mode::Copy).await;
    let permit = house.told(&looking).await;
    let take = async || {
        let (originals, still) = (originals(&looking), house.still(&looking));
        let zip = copies::zip(&house.abri, &permit, originals, day(), still);
        match zip.await {
            Ok(zip) => received(zip).await,
            Err(problem) => (Vec::new(), Err(problem)),
        }
    };
    for paper in [0, 1, 3] {
        let stored = looking.papers[paper].grant.facts.file.clone().unwrap();
        let whole = house.stored(&stored).await;
        let length = whole.len();
        // The head, the first chunk, the middle, the tag of the last chunk.
        for at in [10, length / 3, length / 2, length - 1] {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            house.lay(&stored, Some(flipped)).await;
            let (bytes, ended) = take().await;
            let refused = matches!(ended, Err(Problem::Damaged(_)));
            assert!(refused, "paper {paper}, byte {at}: {ended:?}");
            is_cut(&bytes);
        }
        for other in [None, Some(whole[..length - 1].to_vec())] {
            house.lay(&stored, other).await;
            let (bytes, ended) = take().await;
            assert!(matches!(ended, Err(Problem::Damaged(_))), "{ended:?}");
            is_cut(&bytes);
        }
        house.lay(&stored, Some(whole)).await;
    }
    let (_, ended) = take().await;
    ended.unwrap();
}

#[tokio::test]
async fn attack_a_flipped_cut_or_missing_file_never_ends_a_zip_cleanly() {
    a_damaged_file_cuts(House::on_disk().await).await;
}

#[tokio::test]
async fn attack_a_flipped_cut_or_missing_file_never_ends_a_zip_cleanly_on_postgres_and_s3() {
    a_damaged_file_cuts(House::on_servers().await).await;
}

#[tokio::test]
async fn attack_a_file_of_another_length_than_the_record_says_is_no_copy() {
    let house = House::on_disk().await;
    let ids = papers(&house).await;
    let (_, mut looking) = house.shown(&ids, Mode::Copy).await;
    let permit = house.told(&looking).await;
    looking.papers[1].grant.facts.bytes -= 1;
    let still = house.still(&looking);
    let zip = copies::zip(&house.abri, &permit, originals(&looking), day(), still);
    let (bytes, ended) = received(zip.await.unwrap()).await;
    assert!(matches!(ended, Err(Problem::Damaged(_))));
    is_cut(&bytes);
}

#[tokio::test]
async fn attack_no_zip_of_what_may_only_be_looked_at() {
    let house = House::on_disk().await;
    let ids = papers(&house).await;
    for mode in [Mode::View, Mode::Marked] {
        let (_, looking) = house.shown(&ids, mode).await;
        let mut originals = Originals::default();
        for paper in &looking.papers {
            let added = originals.add(&paper.grant);
            assert!(matches!(added, Err(Problem::NotFound)));
        }
    }
}

#[tokio::test]
async fn nothing_and_too_much_are_refused_as_an_answer() {
    let house = House::on_disk().await;
    let ids = papers(&house).await;
    let (_, mut looking) = house.shown(&ids, Mode::Copy).await;
    let permit = house.told(&looking).await;
    let none = copies::zip(
        &house.abri,
        &permit,
        Originals::default(),
        day(),
        house.still(&looking),
    );
    assert!(matches!(none.await.map(drop), Err(Problem::NotFound)));
    for bytes in [4 << 30, u64::MAX] {
        looking.papers[2].grant.facts.bytes = bytes;
        let still = house.still(&looking);
        let heavy = copies::zip(&house.abri, &permit, originals(&looking), day(), still);
        let refused = heavy.await.map(drop);
        assert!(
            matches!(refused, Err(Problem::Field(TOO_HEAVY))),
            "{refused:?}"
        );
    }
}
