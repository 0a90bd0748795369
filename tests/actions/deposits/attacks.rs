//! What whoever may put papers in tries beyond that.

use abri::actions::deposits::{self, Put, accept, adopt, enter, put_in, receipts, resume, undo};
use abri::actions::uploads::{Authority, append, begin, cancel, progress};
use abri::actions::{Problem, show};
use abri::domain::ids::UploadId;
use abri::domain::time::Span;

use super::{
    HERE, MOST, come_in, count, is_not_found, link, new, on_postgres, paper, photo, pieces, put,
};
use crate::given::{paper as own_paper, vault, wish as share};
use crate::support::Service;

#[tokio::test]
async fn attack_a_depositor_cannot_list_read_overwrite_or_rename() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let own = own_paper(abri, open, "Bail").await;
    let (_, link) = link(abri, &session, 9).await;
    let (_, one) = come_in(abri, &link).await;
    let (_, other) = come_in(abri, &link).await;
    let put = put(abri, &one, 1).await.unwrap();
    // Not even what came by the same link.
    assert!(receipts(abri, &other).await.unwrap().is_empty());
    // The ids of papers are no way to them: of the person's, of another depositor's, of one's own.
    for id in [own, put] {
        let as_upload = UploadId::from_bytes(*id.as_bytes());
        let again = put_in(abri, &other, as_upload, new("Autre"), true).await;
        assert!(is_not_found(&again));
    }
    let as_upload = UploadId::from_bytes(*put.as_bytes());
    let again = put_in(abri, &one, as_upload, new("Autre nom"), true).await;
    assert_eq!(again.unwrap(), Put::Kept(put), "what is there stays");
    adopt(abri, open).await.unwrap();
    let again = put_in(abri, &one, as_upload, new("Autre nom"), true).await;
    assert_eq!(again.unwrap(), Put::Kept(put));
    let adopted = paper(abri, &session, put).await.unwrap();
    assert_eq!(adopted.current.record.facts.title.as_str(), "Fiche de paie");
    assert_eq!(
        (adopted.current.number, count(abri, &session).await),
        (1, 2)
    );
    // Uploads under way of one are nothing to another, nor to the person.
    let upload = begin(abri, &one.authority(), 10, MOST).await.unwrap();
    for authority in [other.authority(), Authority::of(open)] {
        assert!(is_not_found(&progress(abri, &authority, upload).await));
        let more = append(abri, &authority, upload, 0, pieces(b"x")).await;
        assert!(is_not_found(&more));
        assert!(is_not_found(&cancel(abri, &authority, upload).await));
    }
    let persons = begin(abri, &Authority::of(open), 10, MOST).await.unwrap();
    assert!(is_not_found(
        &progress(abri, &one.authority(), persons).await
    ));
}

#[tokio::test]
async fn attack_another_depositor_cannot_undo() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let own = own_paper(abri, &session.open, "Bail").await;
    let (_, first) = link(abri, &session, 3).await;
    let (_, one) = come_in(abri, &first).await;
    let (_, same_link) = come_in(abri, &first).await;
    let (_, second) = link(abri, &session, 3).await;
    let (_, other_link) = come_in(abri, &second).await;
    let id = put(abri, &one, 1).await.unwrap();
    for adopted in [false, true] {
        for stranger in [&same_link, &other_link] {
            assert!(is_not_found(&undo(abri, stranger, id).await), "{adopted}");
            assert!(is_not_found(&undo(abri, stranger, own).await));
        }
        adopt(abri, &session.open).await.unwrap();
    }
    assert_eq!(count(abri, &session).await, 2);
    undo(abri, &one, id).await.unwrap();
}

#[tokio::test]
async fn attack_undo_after_an_hour() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 3).await;
    let (_, depositor) = come_in(abri, &link).await;
    let waits = put(abri, &depositor, 1).await.unwrap();
    let adopted = put(abri, &depositor, 2).await.unwrap();
    adopt(abri, &session.open).await.unwrap();
    let later = put(abri, &depositor, 3).await.unwrap();
    service.pass(Span::hours(1));
    let receipts = receipts(abri, &depositor).await.unwrap();
    assert!(receipts.iter().all(|receipt| !receipt.can_undo));
    for id in [waits, adopted, later] {
        assert!(is_not_found(&undo(abri, &depositor, id).await));
    }
    adopt(abri, &session.open).await.unwrap();
    assert_eq!(count(abri, &session).await, 3);
}

#[tokio::test]
async fn attack_an_unanswered_deposit_cannot_be_shown() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let own = own_paper(abri, open, "Bail").await;
    let (_, link) = link(abri, &session, 1).await;
    let (_, depositor) = come_in(abri, &link).await;
    let id = put(abri, &depositor, 1).await.unwrap();
    let early = show::agree(abri, &session, share(&[id])).await;
    assert!(matches!(early, Err(Problem::Field("show-papers-gone"))));
    adopt(abri, open).await.unwrap();
    for papers in [&[id][..], &[own, id]] {
        let shown = show::agree(abri, &session, share(papers)).await;
        let unanswered = Err(Problem::Field("show-papers-unanswered"));
        assert_eq!(
            format!("{shown:?}"),
            format!("{unanswered:?}", unanswered = unanswered as Result<(), _>)
        );
    }
    assert!(show::active(abri, open).await.unwrap().is_empty());
    accept(abri, open, id).await.unwrap();
    show::agree(abri, &session, share(&[own, id]))
        .await
        .unwrap();
}

#[tokio::test]
async fn attack_ended_stopped_unknown_links_answer_alike() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let (_, ended) = link(abri, &session, 1).await;
    let (ended_cookie, _) = come_in(abri, &ended).await;
    service.pass(Span::days(3));
    let (id, stopped) = link(abri, &session, 1).await;
    let (stopped_cookie, depositor) = come_in(abri, &stopped).await;
    deposits::stop(abri, open, id).await.unwrap();
    let pairing = deposits::pair(abri, &session).await.unwrap();
    let over = deposits::pairing(abri, open, pairing)
        .await
        .unwrap()
        .link
        .text;
    deposits::end(abri, open, pairing).await.unwrap();
    let unknown = abri::crypto::crockford::rescue_code(&abri::crypto::random::secret());
    for link in [
        &ended,
        &stopped,
        &*over,
        &*unknown,
        "",
        "ABCD-0123",
        "0".repeat(28).as_str(),
    ] {
        let refused = enter(abri, link, HERE).await.err().unwrap();
        assert_eq!(refused.to_string(), Problem::NotFound.to_string(), "{link}");
    }
    for cookie in [&ended_cookie, &stopped_cookie] {
        assert!(is_not_found(&resume(abri, cookie).await));
    }
    // Stopped between two steps of one paper.
    assert!(is_not_found(&put(abri, &depositor, 1).await));
    assert!(is_not_found(&deposits::stop(abri, open, id).await));
}

async fn guessing(service: Service) {
    let abri = &service.abri;
    let session = vault(abri).await;
    let (id, link) = link(abri, &session, 1).await;
    let right = deposits::offer_code(abri, &session.open, id).await.unwrap();
    // Right ones are given back: a shelter has one address.
    for _ in 0..25 {
        enter(abri, &link, "192.0.2.9").await.unwrap();
    }
    let guesses = (0..40).map(|_| enter(abri, "0000-0000", "192.0.2.9"));
    let guesses = futures_util::future::join_all(guesses).await;
    let tried = guesses.iter().filter(|tried| is_not_found(tried)).count();
    assert_eq!(tried, 20, "however many come at once");
    let refused = enter(abri, &right.code, "192.0.2.9").await;
    assert!(matches!(refused, Err(Problem::TooManyTries { .. })));
    assert!(
        enter(abri, &right.code, "192.0.2.10").await.is_ok(),
        "elsewhere"
    );
}

#[tokio::test]
async fn attack_guessing_deposit_codes_is_slowed_down() {
    guessing(Service::open().await).await;
    guessing(on_postgres().await).await;
}

#[tokio::test]
async fn attack_one_depositor_does_not_take_the_uploads_of_others() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 20).await;
    let (_, depositor) = come_in(abri, &link).await;
    let length = photo(1).len() as u64;
    for _ in 0..20 {
        begin(abri, &depositor.authority(), length, MOST)
            .await
            .unwrap();
    }
    let more = begin(abri, &depositor.authority(), length, MOST).await;
    assert!(matches!(more, Err(Problem::Busy)));
    let own = Authority::of(&session.open);
    assert!(begin(abri, &own, length, MOST).await.is_ok());
}
