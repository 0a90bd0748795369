//! Papers removed, put back, and destroyed.

use abri::actions::certify::certify;
use abri::actions::papers;
use abri::actions::refile::{Refiled, refile};
use abri::actions::remove_paper::{destroy_now, remove, restore};
use abri::actions::{Problem, tidy};
use abri::domain::document::{REST, Title};
use abri::domain::journal::Event;
use abri::domain::time::Span;
use abri::store::grants;
use futures_util::TryStreamExt;

use crate::evidence::Claim;
use crate::papers::{add, intents_left, objects, used, vault};
use crate::samples;
use crate::support::Service;

#[tokio::test]
async fn a_removed_paper_opens_for_nobody_and_comes_back() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let open = &session.open;
    let added = add(&service, &session, &samples::pdf(1, "", ""))
        .await
        .unwrap();
    let grant = grants::GrantRow {
        share: [7; 32],
        position: 0,
        vault_id: open.vault,
        document_id: added.id,
        version: 1,
        until: service.abri.now() + Span::DAY,
        envelope: vec![1],
    };
    let mut tx = service.abri.store.ephemeral.begin().await.unwrap();
    grants::add(&mut tx, &grant).await.unwrap();
    tx.commit().await.unwrap();
    remove(&service.abri, open, added.id).await.unwrap();
    let mut tx = service.abri.store.ephemeral.read().await.unwrap();
    let now = service.abri.now();
    assert!(
        grants::of_share(&mut tx, &[7; 32], now)
            .await
            .unwrap()
            .is_empty()
    );
    drop(tx);
    let kept = papers::find_kept(&service.abri, open, added.id).await;
    assert!(matches!(kept, Err(Problem::NotFound)));
    assert!(remove(&service.abri, open, added.id).await.is_err());
    restore(&service.abri, open, added.id).await.unwrap();
    papers::find_kept(&service.abri, open, added.id)
        .await
        .unwrap();
    assert!(restore(&service.abri, open, added.id).await.is_err());
}

#[tokio::test]
async fn destroyed_now_leaves_a_certificate_and_no_byte() {
    let claim = Claim::begin("L1", "destroyed", "cargo test --release --test actions");
    let service = Service::open().await;
    let session = vault(&service).await;
    let open = &session.open;
    let added = add(&service, &session, &samples::pdf(1, "", ""))
        .await
        .unwrap();
    let paper = papers::find(&service.abri, open, added.id).await.unwrap();
    let early = destroy_now(&service.abri, open, added.id).await;
    assert!(matches!(early, Err(Problem::NotFound)), "removed first");
    remove(&service.abri, open, added.id).await.unwrap();
    let number = destroy_now(&service.abri, open, added.id).await.unwrap();
    let certificate =
        async |number| certify(&service.abri, open, Event::PaperDestroyed, number).await;
    let told = certificate(number).await.unwrap();
    assert!(told.by_person);
    assert_eq!(told.details.title, "Fiche de paie");
    assert_eq!(told.details.digest, paper.current.record.facts.digest);
    assert!(certificate(number - 1).await.is_err());
    assert!(objects(&service).await.is_empty());
    assert_eq!(used(&service, &session).await, 0);
    assert_eq!(intents_left(&service).await, 0);
    let stones = service.abri.objects.list("tombstones");
    assert_eq!(stones.try_collect::<Vec<_>>().await.unwrap().len(), 1);
    claim.held(0.0);
}

#[tokio::test]
async fn after_seven_days_it_is_destroyed_and_the_seal_still_holds() {
    let service = Service::open().await;
    let session = vault(&service).await;
    let open = &session.open;
    let gone = add(&service, &session, &samples::pdf(1, "", ""))
        .await
        .unwrap();
    let stays = add(&service, &session, &samples::pdf(1, "", ""))
        .await
        .unwrap();
    remove(&service.abri, open, gone.id).await.unwrap();
    service.pass(REST);
    assert_eq!(tidy::tidy(&service.abri).await.unwrap().destroyed, 0);
    service.pass(Span::millis(1));
    assert_eq!(tidy::tidy(&service.abri).await.unwrap().destroyed, 1);
    assert_eq!(objects(&service).await.len(), 2);
    // The next change verifies the seal against what the journal says is gone.
    let named = Refiled {
        title: Some(Title::parse("Paie de novembre").unwrap()),
        ..Refiled::default()
    };
    refile(&service.abri, open, stays.id, named).await.unwrap();
    let all = papers::all(&service.abri, open).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(
        all[0].current.record.facts.title.as_str(),
        "Paie de novembre"
    );
}
