//! Who sits in a seat comes and goes; no vault is touched.

use abri::actions::guardians::{agreement, hand_over, seats};
use abri::actions::people::deactivate;
use abri::actions::recover::finish;
use abri::domain::journal::Event;
use abri::domain::recovery::{Manner, Seat};
use abri::domain::slot::Place;
use abri::domain::structure::Role;
use abri::store::{guardianships, vaults};

use super::{Person, Seated, confirms, refused};
use crate::once::once;
use crate::people::{hired, on_postgres, told};
use crate::support::Service;

async fn sealed(service: &Service, person: &Person) -> (Vec<u8>, u64) {
    let mut tx = service.abri.store.durable.look().await.unwrap();
    let row = guardianships::of_vault(&mut tx, person.vault())
        .await
        .unwrap();
    let vault = vaults::read(&mut tx, person.vault()).await.unwrap();
    (row.unwrap().first, vault.unwrap().journal_number)
}

async fn comes_and_goes(service: Service) {
    let abri = &service.abri;
    let mut seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let before = sealed(&service, &person).await;

    // Dora comes, Anna and Clara leave; each way of leaving.
    let dora = hired(&service, &mut seated.manager, Role::Mediator, "Dora").await;
    let manager = &seated.manager.session;
    seats::name(abri, manager, Seat::First, dora.id())
        .await
        .unwrap();
    let own = hand_over::own(abri, &seated.anna.session).await.unwrap();
    let own = own.unwrap();
    assert!(own.holds && own.seat == Seat::First);
    assert_eq!(own.waiting[0].name, "Dora");
    hand_over::hand_over(abri, &seated.anna.session, dora.id())
        .await
        .unwrap();
    seats::remove(abri, manager, seated.anna.id())
        .await
        .unwrap();
    deactivate::deactivate(abri, manager, seated.clara.id())
        .await
        .unwrap();
    assert_eq!(
        sealed(&service, &person).await,
        before,
        "no vault is touched"
    );
    let places = seats::of_manager(abri, manager).await.unwrap();
    assert_eq!(places[0].guardians.len(), 1);
    assert_eq!(places[0].guardians[0].name.as_deref(), Some("Dora"));
    assert!(places[0].guardians[0].holds && !places[0].guardians[0].me);
    let dora_told = told(&service, &dora.session.open).await;
    assert!(dora_told.contains(&Event::GuardianNamed.code().to_owned()));

    // Whoever left does nothing any more; who came does.
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    for gone in [&seated.anna, &seated.clara] {
        assert!(confirms(&service, gone, &asked.words).await.is_err());
    }
    confirms(&service, &dora, &asked.words).await.unwrap();
    confirms(&service, &seated.boris, &asked.words)
        .await
        .unwrap();
    finish::finish(abri, &once(&asked.slip), Place::Shared)
        .await
        .unwrap();
}

async fn empty(service: Service) {
    let abri = &service.abri;
    let mut seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let dora = hired(&service, &mut seated.manager, Role::Mediator, "Dora").await;
    let manager = &seated.manager.session;
    seats::remove(abri, manager, seated.boris.id())
        .await
        .unwrap();
    let stands = async || {
        let mine = agreement::mine(abri, &person.session).await.unwrap();
        mine.unwrap().stands
    };
    assert!(!stands().await, "nobody sits in the second seat");
    assert!(agreement::structures(abri).await.unwrap().is_empty());
    seats::name(abri, manager, Seat::Second, dora.id())
        .await
        .unwrap();
    assert!(!stands().await, "its key is another one");
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    refused(
        confirms(&service, &dora, &asked.words).await,
        "recovery-no-agreement",
    );
    confirms(&service, &seated.anna, &asked.words)
        .await
        .unwrap();
    refused(
        confirms(&service, &dora, &asked.words).await,
        "recovery-no-agreement",
    );
    // Agreed anew, it helps again.
    person.agrees(&service, &seated).await.unwrap();
    assert!(stands().await);
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    for who in [&seated.anna, &dora] {
        confirms(&service, who, &asked.words).await.unwrap();
    }
    finish::finish(abri, &once(&asked.slip), Place::Shared)
        .await
        .unwrap();
}

#[tokio::test]
async fn staff_comes_and_goes_and_no_vault_is_touched_on_sqlite() {
    comes_and_goes(Service::open().await).await;
}

#[tokio::test]
async fn staff_comes_and_goes_and_no_vault_is_touched_on_postgres() {
    comes_and_goes(on_postgres().await).await;
}

#[tokio::test]
async fn a_seat_that_stood_empty_has_another_key_and_is_agreed_to_anew() {
    empty(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_manager_fills_no_seat_that_somebody_holds() {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let manager = &seated.manager.session;
    seats::name(abri, manager, Seat::First, seated.manager.id())
        .await
        .unwrap();
    // Named, and without the key that only Anna and Clara can hand over.
    let own = hand_over::own(abri, manager).await.unwrap().unwrap();
    assert!(!own.holds && own.waiting.is_empty());
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    assert!(
        confirms(&service, &seated.manager, &asked.words)
            .await
            .is_err()
    );
    assert!(
        hand_over::hand_over(abri, manager, seated.manager.id())
            .await
            .is_err()
    );
    // Nor somebody into both, nor out of another structure, nor by anybody else.
    refused(
        seats::name(abri, manager, Seat::Second, seated.anna.id()).await,
        "guardians-both-places",
    );
    let (_, elsewhere) = crate::people::structure(&service, "Ailleurs").await;
    let foreign = seats::name(abri, &elsewhere.session, Seat::First, seated.boris.id());
    assert!(foreign.await.is_err());
    let own = seats::name(abri, &seated.anna.session, Seat::Second, seated.anna.id());
    assert!(own.await.is_err());
    assert!(
        seats::remove(abri, &elsewhere.session, seated.anna.id())
            .await
            .is_err()
    );
}
