//! Files in parts: abandoned after a day, whole after a crash, never in clear.

use abri::actions::session::Session;
use abri::actions::uploads::{Arrived, Authority, append, begin, cancel, progress, put_in};
use abri::actions::{Outcome, Problem, papers, tidy};
use abri::domain::document::Title;
use abri::domain::ids::UploadId;
use abri::domain::time::Span;
use abri::store::uploads;
use bytes::Bytes;
use futures_util::{TryStreamExt, stream};

use crate::papers::{intents_left, objects, vault};
use crate::samples;
use crate::support::Service;

const MOST: u64 = 25 << 20;

async fn started(service: &Service, session: &Session, length: usize, arrives: usize) -> UploadId {
    let authority = Authority::of(&session.open);
    let id = begin(&service.abri, &authority, length as u64, MOST)
        .await
        .unwrap();
    send(service, session, id, 0, &vec![b'x'; arrives])
        .await
        .unwrap();
    id
}

async fn send(
    service: &Service,
    session: &Session,
    id: UploadId,
    offset: u64,
    bytes: &[u8],
) -> Outcome<u64> {
    let authority = Authority::of(&session.open);
    let pieces: Vec<_> = bytes
        .chunks(70_001)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    append(&service.abri, &authority, id, offset, stream::iter(pieces)).await
}

async fn parts(service: &Service) -> Vec<String> {
    let listed = service.abri.objects.list("u").map_ok(|one| one.name);
    listed.try_collect().await.unwrap()
}

pub fn paper() -> abri::actions::add_paper::NewPaper {
    abri::actions::add_paper::NewPaper {
        title: Title::parse("Facture").unwrap(),
        kind: "autre".to_owned(),
        ends: None,
        after: None,
    }
}

#[tokio::test]
async fn what_is_abandoned_disappears_after_a_day() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let id = started(&service, &session, 600_000, 300_000).await;
    assert_eq!(parts(&service).await.len(), 2);
    service.pass(Span::hours(23));
    assert_eq!(tidy::tidy(&service.abri).await.unwrap().parts, 0);
    let authority = Authority::of(&session.open);
    let far = progress(&service.abri, &authority, id).await.unwrap();
    assert_eq!((far.length, far.received), (600_000, 300_000));
    // Over already when the day is over, deleted by the next round.
    service.pass(Span::hours(1));
    let refused = send(&service, &session, id, 300_000, b"more").await;
    assert!(matches!(refused, Err(Problem::NotFound)));
    assert_eq!(tidy::tidy(&service.abri).await.unwrap().parts, 2);
    assert!(parts(&service).await.is_empty());
    let mut tx = service.abri.store.ephemeral.read().await.unwrap();
    assert!(uploads::parts(&mut tx, id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_stream_that_breaks_off_counts_as_far_as_it_came() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let authority = Authority::of(&session.open);
    let id = begin(&service.abri, &authority, 10, MOST).await.unwrap();
    let torn = stream::iter([Ok(Bytes::from_static(b"abc")), Err(Problem::Busy)]);
    let far = append(&service.abri, &authority, id, 0, torn).await;
    assert_eq!(far.unwrap(), 3);
    let gone = send(&service, &session, id, 0, b"abc").await;
    assert!(matches!(gone, Err(Problem::Conflict)));
    assert_eq!(
        send(&service, &session, id, 3, b"defghij").await.unwrap(),
        10
    );
    let more = send(&service, &session, id, 10, b"k").await;
    assert!(matches!(more, Err(Problem::FileTooLarge)));
    assert_eq!(parts(&service).await.len(), 2);
}

#[tokio::test]
async fn attack_two_requests_at_one_offset_leave_one_part() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let authority = Authority::of(&session.open);
    let id = begin(&service.abri, &authority, 6, MOST).await.unwrap();
    // The first has read where the upload is; the second goes on with it meanwhile.
    let slow = stream::once(Box::pin(async {
        send(&service, &session, id, 0, b"abc").await.unwrap();
        Ok(Bytes::from_static(b"xyz"))
    }));
    let late = append(&service.abri, &authority, id, 0, slow).await;
    assert!(matches!(late, Err(Problem::Conflict)));
    assert_eq!(parts(&service).await.len(), 1);
}

#[tokio::test]
async fn attack_parts_on_the_disk_are_no_plaintext_and_cannot_be_moved() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let photo = samples::encoded(samples::corners(64, 64), image::ImageFormat::Jpeg);
    let authority = Authority::of(&session.open);
    let length = photo.len() as u64;
    let id = begin(&service.abri, &authority, length, MOST)
        .await
        .unwrap();
    let (one, two) = photo.split_at(photo.len() / 2);
    send(&service, &session, id, 0, one).await.unwrap();
    send(&service, &session, id, one.len() as u64, two)
        .await
        .unwrap();
    for name in parts(&service).await {
        let sealed = service.abri.objects.head(&name).await.unwrap().unwrap();
        let sealed = service
            .abri
            .objects
            .get_range(&name, sealed, 0..sealed)
            .await
            .unwrap();
        assert!(
            !sealed
                .windows(16)
                .any(|part| photo.windows(16).any(|plain| plain == part))
        );
    }
    let swapped = service
        .meddle(
            "ephemeral.sqlite",
            "UPDATE upload_parts SET number = 1 - number + 10",
        )
        .await;
    assert_eq!(swapped, 2);
    let put = put_in(&service.abri, &session.open, id, paper(), false).await;
    assert!(matches!(put, Err(Problem::Damaged(_))), "{put:?}");
    assert!(objects(&service).await.is_empty());
}

#[tokio::test]
async fn a_whole_upload_becomes_one_paper_however_often_it_is_asked() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let photo = samples::encoded(samples::corners(64, 64), image::ImageFormat::Jpeg);
    let authority = Authority::of(&session.open);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let length = photo.len() as u64;
        let id = begin(&service.abri, &authority, length, MOST)
            .await
            .unwrap();
        send(&service, &session, id, 0, &photo).await.unwrap();
        ids.push(id);
    }
    let put = async |id, again| put_in(&service.abri, &session.open, id, paper(), again).await;
    let first = put(ids[0], false).await.unwrap();
    let Arrived::Kept(kept) = first else {
        panic!("{first:?}")
    };
    assert_eq!(put(ids[0], false).await.unwrap(), first);
    let twice = put(ids[1], false).await.unwrap();
    assert_eq!(
        twice,
        Arrived::Twice {
            upload: ids[1],
            paper: kept
        }
    );
    assert!(matches!(put(ids[1], true).await.unwrap(), Arrived::Kept(id) if id != kept));
    assert!(parts(&service).await.is_empty());
    assert_eq!(intents_left(&service).await, 0);
}

#[tokio::test]
async fn attack_a_crash_between_a_part_and_its_row_leaves_nothing_after_a_day() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let id = started(&service, &session, 600_000, 300_000).await;
    // A crash after the rows of the upload went, and before its objects did.
    assert_eq!(
        service
            .meddle("ephemeral.sqlite", "DELETE FROM uploads")
            .await,
        1
    );
    assert_eq!(tidy::tidy(&service.abri).await.unwrap().parts, 2);
    assert!(parts(&service).await.is_empty());
    // A crash after an object was written, and before its row was.
    let name = format!("u/{id}");
    service
        .abri
        .objects
        .put(&name, Bytes::from_static(b"sealed"))
        .await
        .unwrap();
    // Objects in memory are as old as the machine's clock says; the test's is moved far past it.
    service.pass(Span::days(3650));
    assert_eq!(tidy::tidy(&service.abri).await.unwrap().orphans, 1);
    assert!(parts(&service).await.is_empty());
}

#[tokio::test]
async fn what_is_under_way_counts_against_the_room_of_the_vault() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let authority = Authority::of(&session.open);
    let abri = &service.abri;
    let most = abri.quotas.vault_bytes();
    let id = begin(abri, &authority, most - 10, most).await.unwrap();
    let refused = begin(abri, &authority, 11, most).await;
    assert!(matches!(refused, Err(Problem::VaultFull)));
    cancel(abri, &authority, id).await.unwrap();
    begin(abri, &authority, 11, most).await.unwrap();
}

#[tokio::test]
async fn attack_one_upload_becomes_one_version_however_often_and_at_once_it_is_asked() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let first = whole(&service, &session, &samples::pdf(1, "", "")).await;
    let Arrived::Kept(kept) = put_in(&service.abri, &session.open, first, paper(), false)
        .await
        .unwrap()
    else {
        panic!("the first of its kind");
    };
    let second = whole(&service, &session, &samples::pdf(2, "", "")).await;
    let version = || abri::actions::add_paper::NewPaper {
        after: Some(kept),
        ..paper()
    };
    let ask = || put_in(&service.abri, &session.open, second, version(), false);
    let (one, other) = tokio::join!(ask(), ask());
    let answers = [one, other];
    let won = answers.iter().filter(|answer| answer.is_ok()).count();
    let lost = answers
        .iter()
        .filter(|answer| matches!(answer, Err(Problem::Conflict)))
        .count();
    assert_eq!((won, lost), (1, 1), "{answers:?}");
    // Its answer was lost, and is asked for again.
    assert_eq!(ask().await.unwrap(), Arrived::Kept(kept));
    let found = papers::find(&service.abri, &session.open, kept)
        .await
        .unwrap();
    assert_eq!((found.current.number, found.earlier.len()), (2, 1));
    assert!(parts(&service).await.is_empty());
}

pub async fn whole(service: &Service, session: &Session, bytes: &[u8]) -> UploadId {
    let authority = Authority::of(&session.open);
    let id = begin(&service.abri, &authority, bytes.len() as u64, MOST)
        .await
        .unwrap();
    send(service, session, id, 0, bytes).await.unwrap();
    id
}
