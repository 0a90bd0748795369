//! Bounds hold however many come at once, and whatever is refused leaves nothing.

use abri::actions::deposits::{self, receive_and_put, resume};
use abri::actions::{Outcome, Problem, uploads};
use bytes::Bytes;
use futures_util::future::join_all;
use futures_util::stream;

use super::{MOST, claim, come_in, is_not_found, link, new, on_postgres, photo, pieces, put};
use crate::given::vault;
use crate::papers::{intents_left, objects, used};
use crate::samples;
use crate::support::Service;

async fn more_papers_than_agreed(service: Service) {
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 1).await;
    let (cookie, _) = come_in(abri, &link).await;
    let tries = (0..50).map(async |number| {
        let depositor = resume(abri, &cookie).await?;
        loop {
            match put(abri, &depositor, number).await {
                // The workers have a queue, and fifty at once are more than it holds.
                Err(Problem::Busy) => tokio::task::yield_now().await,
                done => return done,
            }
        }
    });
    let done: Vec<Outcome<_>> = join_all(tries).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
    assert_eq!(done.iter().filter(|one| is_not_found(one)).count(), 49);
    assert_eq!(objects(&service).await.len(), 2);
    assert_eq!(intents_left(&service).await, 0);
    assert_eq!(deposits::adopt(abri, &session.open).await.unwrap(), 1);
    assert_eq!(resume(abri, &cookie).await.unwrap().left(), 0);
}

#[tokio::test]
async fn attack_more_papers_than_agreed_on_sqlite() {
    let claim = claim("race-sqlite");
    more_papers_than_agreed(Service::open().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn attack_more_papers_than_agreed_on_postgres() {
    let claim = claim("race-postgres");
    more_papers_than_agreed(on_postgres().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn what_is_refused_leaves_no_ghost() {
    let mut service = Service::open().await;
    let session = vault(&service.abri).await;
    let (_, link) = link(&service.abri, &session, 5).await;
    let (cookie, depositor) = come_in(&service.abri, &link).await;
    let put = async |abri: &_, bytes: &[u8], most| {
        receive_and_put(abri, &depositor, pieces(bytes), most, new("Bail")).await
    };
    let abri = &service.abri;
    let text = put(abri, b"Bonjour, ceci est un texte.", MOST).await;
    assert!(matches!(text, Err(Problem::Field("papers-refused-type"))));
    let bomb = put(abri, &samples::png_bomb(), MOST).await;
    assert!(bomb.is_err());
    let large = put(abri, &photo(1), 100).await;
    assert!(matches!(large, Err(Problem::FileTooLarge)));
    // The store of objects, or the line, breaks while it comes.
    let torn = stream::iter([
        Ok(Bytes::from_static(b"%PDF")),
        Err(Problem::Unavailable("objects".into())),
    ]);
    let torn = receive_and_put(abri, &depositor, torn, MOST, new("Bail")).await;
    assert!(matches!(torn, Err(Problem::Unavailable(_))));
    let unknown = deposits::NewDeposit {
        kind: "inconnu".into(),
        ..new("Bail")
    };
    let unknown = receive_and_put(abri, &depositor, pieces(&photo(1)), MOST, unknown).await;
    assert!(matches!(
        unknown,
        Err(Problem::Field("papers-kind-unknown"))
    ));
    service.abri.quotas.vault_megabytes = 0;
    let full = put(&service.abri, &photo(1), MOST).await;
    assert!(matches!(full, Err(Problem::VaultFull)));
    assert!(objects(&service).await.is_empty());
    assert_eq!(intents_left(&service).await, 0);
    assert_eq!(used(&service, &session).await, 0);
    let abri = &service.abri;
    assert_eq!(resume(abri, &cookie).await.unwrap().left(), 5);
    assert!(
        deposits::receipts(abri, &depositor)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(deposits::adopt(abri, &session.open).await.unwrap(), 0);
}

#[tokio::test]
async fn attack_put_in_and_taken_back_without_end() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 2).await;
    let (cookie, _) = come_in(abri, &link).await;
    let mut kept = 0;
    for number in 0..10 {
        let depositor = resume(abri, &cookie).await.unwrap();
        let Ok(id) = put(abri, &depositor, number).await else {
            continue;
        };
        kept += 1;
        deposits::undo(abri, &depositor, id).await.unwrap();
    }
    // As many as were agreed, and each of them once more.
    assert_eq!(kept, 4);
}

#[tokio::test]
async fn attack_a_right_without_papers_left_begins_no_upload_and_fills_no_vault() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 1).await;
    let (cookie, depositor) = come_in(abri, &link).await;
    uploads::begin(abri, &depositor.authority(), MOST, MOST)
        .await
        .unwrap();
    let second = uploads::begin(abri, &depositor.authority(), MOST, MOST).await;
    assert!(matches!(second, Err(Problem::Busy)));
    put(abri, &depositor, 1).await.unwrap();
    let depositor = resume(abri, &cookie).await.unwrap();
    let none = uploads::begin(abri, &depositor.authority(), MOST, MOST).await;
    assert!(matches!(none, Err(Problem::NotFound)));
    // What others announce takes nothing of the person's own room.
    let own = uploads::Authority::of(&session.open);
    uploads::begin(abri, &own, MOST, MOST).await.unwrap();
}
