//! The story of a link: given, used, taken in, answered, taken back, over.

use abri::actions::deposits::{
    self, Put, accept, adopt, enter, put_in, receipts, receive_and_put, refuse, resume, undo,
};
use abri::actions::uploads::{append, begin};
use abri::actions::{Problem, papers, reading, show, sweep, tidy};
use abri::domain::access::may_read;
use abri::domain::document::{Origin, Through};
use abri::domain::journal::Event;
use abri::domain::time::Span;
use abri::store::invitations;

use super::{
    HERE, MOST, claim, come_in, count, is_not_found, link, new, on_postgres, paper, photo, pieces,
    put, wish,
};
use crate::given::{told, vault, wish as share};
use crate::papers::{intents_left, objects, used};
use crate::support::Service;

async fn a_paper_goes_through_the_inbox(service: Service) {
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let agreed = wish(2);
    let id = agreed.id;
    deposits::invite(abri, &session, agreed).await.unwrap();
    let again = deposits::NewInvitation { id, ..wish(2) };
    let again = deposits::invite(abri, &session, again).await;
    assert!(matches!(again, Err(Problem::Conflict)));
    let active = deposits::active(abri, open).await.unwrap();
    assert_eq!(active.len(), 1);
    let given = &active[0];
    assert_eq!((given.papers, given.left, given.arrived), (2, 2, 0));
    assert_eq!(given.until, abri.now() + Span::days(3));

    let (cookie, depositor) = come_in(abri, &given.link.text).await;
    assert!(cookie.is_for(&given.link.text));
    assert_eq!(depositor.through(), Through::Link);
    assert_eq!((depositor.greeting(), depositor.left()), ("Mariam", 2));
    assert_eq!(depositor.until(), given.until);
    let paper_id = put(abri, &depositor, 1).await.unwrap();
    assert_eq!(count(abri, &session).await, 0, "it waits in the inbox");
    assert!(used(&service, &session).await > 0, "its room is counted");
    let kept = receipts(abri, &depositor).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].id, kept[0].pages), (paper_id, 1));
    assert_eq!(kept[0].bytes, photo(1).len() as u64);
    assert_eq!(kept[0].digest, sha256(&photo(1)));
    assert!(kept[0].can_undo);
    assert_eq!(resume(abri, &cookie).await.unwrap().left(), 1);

    assert_eq!(adopt(abri, open).await.unwrap(), 1);
    assert_eq!(adopt(abri, open).await.unwrap(), 0);
    let adopted = paper(abri, &session, paper_id).await.unwrap();
    let facts = &adopted.current.record.facts;
    let mut origin = Origin::new(("Claire Morel".into(), String::new()), Through::Link, true);
    assert!(!origin.answered);
    assert_eq!(facts.origin, Some(origin.clone()));
    assert_eq!(facts.title.as_str(), "Fiche de paie");
    let permit = may_read(open.owner(), open.vault).unwrap();
    let (key, file) = (&adopted.current.record.pictures_key, &facts.pictures_file);
    let page = reading::picture(abri, &permit, key, file, &facts.pages[0]).await;
    assert!(page.unwrap().starts_with(&[0xff, 0xd8]), "the person looks");

    accept(abri, open, paper_id).await.unwrap();
    origin.answered = true;
    let kept = paper(abri, &session, paper_id).await.unwrap();
    assert_eq!(kept.current.record.facts.origin, Some(origin));
    assert!(is_not_found(&accept(abri, open, paper_id).await));
    assert!(is_not_found(&refuse(abri, open, paper_id).await));
    let shown = share(&[paper_id]);
    show::agree(abri, &session, shown).await.unwrap();
    assert!(!receipts(abri, &depositor).await.unwrap()[0].can_undo);
    assert!(is_not_found(&undo(abri, &depositor, paper_id).await));
    for event in [
        Event::InvitationGiven,
        Event::PaperDeposited,
        Event::DepositAccepted,
    ] {
        assert_eq!(told(abri, open, event).await, 1, "{event:?}");
    }
    assert_eq!(intents_left(&service).await, 0);
    assert_eq!(objects(&service).await.len(), 2);
}

fn sha256(bytes: &[u8]) -> String {
    let mut digest = abri::crypto::digest::Digest::default();
    digest.update(bytes);
    data_encoding::HEXLOWER.encode(&digest.finish())
}

#[tokio::test]
async fn a_paper_goes_through_the_inbox_on_sqlite() {
    let claim = claim("story-sqlite");
    a_paper_goes_through_the_inbox(Service::open().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn a_paper_goes_through_the_inbox_on_postgres() {
    let claim = claim("story-postgres");
    a_paper_goes_through_the_inbox(on_postgres().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn what_is_not_kept_rests_with_the_removed_ones() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let (_, link) = link(abri, &session, 1).await;
    let (_, depositor) = come_in(abri, &link).await;
    let id = put(abri, &depositor, 1).await.unwrap();
    adopt(abri, open).await.unwrap();
    refuse(abri, open, id).await.unwrap();
    assert!(is_not_found(&papers::find_kept(abri, open, id).await));
    assert!(is_not_found(&undo(abri, &depositor, id).await));
    assert_eq!(told(abri, open, Event::DepositRefused).await, 1);
    service.pass(Span::days(8));
    tidy::tidy(abri).await.unwrap();
    assert!(objects(&service).await.is_empty());
    assert_eq!(used(&service, &session).await, 0);
}

async fn taken_back_within_the_hour(service: Service) {
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let (_, link) = link(abri, &session, 2).await;
    let (cookie, depositor) = come_in(abri, &link).await;
    let waits = put(abri, &depositor, 1).await.unwrap();
    undo(abri, &depositor, waits).await.unwrap();
    assert!(objects(&service).await.is_empty());
    assert_eq!(adopt(abri, open).await.unwrap(), 0);

    let adopted = put(abri, &depositor, 2).await.unwrap();
    adopt(abri, open).await.unwrap();
    assert_eq!(count(abri, &session).await, 1);
    service.pass(Span::minutes(59));
    undo(abri, &depositor, adopted).await.unwrap();
    assert!(is_not_found(&undo(abri, &depositor, adopted).await));
    assert_eq!(count(abri, &session).await, 0);
    assert!(objects(&service).await.is_empty());
    assert_eq!(used(&service, &session).await, 0);
    assert_eq!(intents_left(&service).await, 0);
    assert!(receipts(abri, &depositor).await.unwrap().is_empty());
    assert_eq!(resume(abri, &cookie).await.unwrap().left(), 2, "given back");
    assert_eq!(told(abri, open, Event::DepositUndone).await, 2);
    // The seal knows why the row is missing.
    let third = put(abri, &depositor, 3).await.unwrap();
    assert_eq!(adopt(abri, open).await.unwrap(), 1);
    accept(abri, open, third).await.unwrap();
}

#[tokio::test]
async fn whoever_put_a_paper_in_takes_it_back_within_the_hour_on_sqlite() {
    taken_back_within_the_hour(Service::open().await).await;
}

#[tokio::test]
async fn whoever_put_a_paper_in_takes_it_back_within_the_hour_on_postgres() {
    taken_back_within_the_hour(on_postgres().await).await;
}

#[tokio::test]
async fn an_upload_becomes_one_paper_and_the_same_bytes_are_asked_about() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 3).await;
    let (_, depositor) = come_in(abri, &link).await;
    let authority = depositor.authority();
    let bytes = photo(1);
    let length = bytes.len() as u64;
    let upload = begin(abri, &authority, length, MOST).await.unwrap();
    let early = put_in(abri, &depositor, upload, new("Bail"), false).await;
    assert!(matches!(early, Err(Problem::Field("papers-refused-cut"))));
    append(abri, &authority, upload, 0, pieces(&bytes))
        .await
        .unwrap();
    let first = put_in(abri, &depositor, upload, new("Bail"), false)
        .await
        .unwrap();
    // Asked once more, for want of an answer.
    let again = put_in(abri, &depositor, upload, new("Bail"), false)
        .await
        .unwrap();
    assert_eq!(first, again);

    let twice = receive_and_put(abri, &depositor, pieces(&bytes), MOST, new("Bail")).await;
    let Ok(Put::Twice { upload }) = twice else {
        panic!("asked about")
    };
    let yes = put_in(abri, &depositor, upload, new("Bail"), true)
        .await
        .unwrap();
    assert_ne!(yes, first);
    assert_eq!(receipts(abri, &depositor).await.unwrap().len(), 2);
    assert_eq!(adopt(abri, &session.open).await.unwrap(), 2);
    tidy::tidy(abri).await.unwrap();
    assert_eq!(objects(&service).await.len(), 4);
}

#[tokio::test]
async fn a_code_stands_for_the_link_once_and_for_ten_minutes() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let (id, link) = link(abri, &session, 1).await;
    let offered = deposits::offer_code(abri, open, id).await.unwrap();
    let typed = offered.code.to_lowercase().replace('-', " ");
    let cookie = enter(abri, &typed, HERE).await.unwrap();
    assert!(cookie.is_for(&link));
    assert_eq!(resume(abri, &cookie).await.unwrap().left(), 1);
    assert!(is_not_found(&enter(abri, &typed, HERE).await), "used");
    let late = deposits::offer_code(abri, open, id).await.unwrap();
    service.pass(Span::minutes(10));
    assert!(is_not_found(&enter(abri, &late.code, HERE).await), "over");
    let stopped = deposits::offer_code(abri, open, id).await.unwrap();
    deposits::stop(abri, open, id).await.unwrap();
    assert!(is_not_found(&enter(abri, &stopped.code, HERE).await));
    assert!(is_not_found(&deposits::offer_code(abri, open, id).await));
}

#[tokio::test]
async fn a_link_ends_by_itself_and_its_end_is_told_once() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let (id, link) = link(abri, &session, 1).await;
    let (cookie, depositor) = come_in(abri, &link).await;
    service.pass(Span::days(3));
    assert!(is_not_found(&put(abri, &depositor, 1).await));
    assert!(is_not_found(&resume(abri, &cookie).await));
    assert!(is_not_found(&deposits::one(abri, open, id).await));
    assert!(deposits::active(abri, open).await.unwrap().is_empty());
    for _ in 0..2 {
        sweep::sweep(abri).await.unwrap();
    }
    assert_eq!(told(abri, open, Event::InvitationOver).await, 1);
    let mut tx = abri.store.durable.read().await.unwrap();
    let row = invitations::find(&mut tx, open.vault, id).await.unwrap();
    let row = row.unwrap();
    assert!(row.link.is_none() && row.key.is_none(), "nothing to open");
    assert!(objects(&service).await.is_empty());
}

#[tokio::test]
async fn stopping_all_stops_links_and_a_stop_takes_uploads_away() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let (_, first) = link(abri, &session, 1).await;
    let (_, depositor) = come_in(abri, &first).await;
    let upload = begin(abri, &depositor.authority(), 10, MOST).await.unwrap();
    link(abri, &session, 1).await;
    assert_eq!(abri::actions::stop::stop_all(abri, open).await.unwrap(), 2);
    assert!(deposits::active(abri, open).await.unwrap().is_empty());
    assert_eq!(told(abri, open, Event::InvitationStopped).await, 2);
    let gone = abri::actions::uploads::progress(abri, &depositor.authority(), upload).await;
    assert!(is_not_found(&gone));
    assert!(is_not_found(&put(abri, &depositor, 1).await));
}
