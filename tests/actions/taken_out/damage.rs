//! One paper that is damaged keeps nobody else's from leaving, and nothing broken leaves as if it were whole.

use abri::actions::record::Stored;
use abri::actions::{Problem, papers, take_out};
use abri::domain::document::FileType;
use abri::domain::journal::Event;
use futures_util::StreamExt;

use super::{House, read, small};
use crate::given::{Made, picture, told};
use crate::samples::Noise;

async fn stored(house: &House, title: &str) -> Stored {
    let all = papers::all(&house.abri, &house.session.open).await.unwrap();
    let named = |paper: &&papers::Paper| paper.current.record.facts.title.as_str() == title;
    all.iter()
        .find(named)
        .unwrap()
        .current
        .record
        .facts
        .file
        .clone()
}

async fn a_missing_object_stays_behind_and_is_named(mut house: House) {
    for (at, title) in ["Bail", "RIB", "Carte"].into_iter().enumerate() {
        house.add(title, small(at), None).await;
    }
    house.proved().await;
    let object = stored(&house, "RIB").await.object;
    house.abri.objects.delete(&object).await.unwrap();
    let survey = take_out::survey(&house.abri, &house.session).await.unwrap();
    assert_eq!(survey.files(), 2);
    assert_eq!(survey.index.left_out[0].title, "RIB");
    let archive = house.archive().await;
    let all = String::from_utf8_lossy(&archive);
    assert!(all.contains("Bail.pdf") && all.contains("Carte.pdf") && !all.contains("RIB.pdf"));
    let open = &house.session.open;
    assert_eq!(told(&house.abri, open, Event::DamageFound).await, 1);
}

#[tokio::test]
async fn a_missing_object_stays_behind_and_is_named_on_disk() {
    a_missing_object_stays_behind_and_is_named(House::on_disk().await).await;
}

#[tokio::test]
async fn a_missing_object_stays_behind_and_is_named_on_postgres_and_s3() {
    a_missing_object_stays_behind_and_is_named(House::on_servers().await).await;
}

/// A paper of several chunks.
async fn heavy(house: &House, title: &str) {
    let mut noise = Noise(9);
    let file: Vec<_> = (0..900_000)
        .map(|_| u8::try_from(noise.below(256)).unwrap())
        .collect();
    let made = Made {
        title,
        kind: "autre",
        file: &file,
        file_type: FileType::Pdf,
        pages: &[(400, 560, picture())],
    };
    made.put_in(&house.abri, &house.session.open).await;
}

#[tokio::test]
async fn attack_a_tampered_object_cuts_the_archive_and_stays_behind_the_next_time() {
    let mut house = House::on_disk().await;
    heavy(&house, "Lourd").await;
    house.add("Bail", small(1), None).await;
    house.proved().await;
    let file = stored(&house, "Lourd").await;
    let objects = &house.abri.objects;
    let whole = objects.get_range(&file.object, file.length, 0..file.length);
    let mut bytes = whole.await.unwrap().to_vec();
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    objects.delete(&file.object).await.unwrap();
    objects.put(&file.object, bytes.into()).await.unwrap();

    let parcel = house.parcel().await;
    let length = parcel.length;
    let (bytes, ended) = read(parcel).await;
    assert!(matches!(ended, Err(Problem::Damaged(_))));
    assert!((bytes.len() as u64) < length, "short of what was told");
    assert!(
        !bytes.windows(4).any(|four| four == b"PK\x05\x06"),
        "no directory"
    );
    let open = &house.session.open;
    assert_eq!(told(&house.abri, open, Event::DamageFound).await, 1);

    let survey = take_out::survey(&house.abri, &house.session).await.unwrap();
    assert_eq!(survey.index.left_out[0].title, "Lourd");
    house.archive().await;
}

/// What is not under way has not been read yet: memory does not grow with the vault.
#[tokio::test]
async fn nothing_is_read_ahead_of_the_paper_under_way() {
    let mut house = House::on_disk().await;
    heavy(&house, "Lourd").await;
    heavy(&house, "Aussi").await;
    house.proved().await;
    let survey = take_out::survey(&house.abri, &house.session).await.unwrap();
    let next = &survey.index.papers[1].versions[0].title;
    let next = stored(&house, next).await.object;
    let mut parcel = house.parcel().await;
    let mut came = 0;
    // Well within the first paper.
    while came < 200_000 {
        let piece = parcel.stream.next().await.unwrap().unwrap();
        assert!(piece.len() <= 64 * 1024);
        came += piece.len();
    }
    house.abri.objects.delete(&next).await.unwrap();
    let (_, ended) = read(parcel).await;
    assert!(ended.is_err(), "it was not held in memory");
}
