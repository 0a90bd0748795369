//! Attack: somebody fills a structure with cases that nobody knows, so that no other person can ask.

use abri::actions::recover::{ask, case};
use abri::actions::{Abri, Problem};
use abri::crypto::random;
use abri::crypto::secrets::Secret;
use abri::domain::ids::RecoveryId;
use abri::domain::recovery::{Manner, Seat, Stage};
use abri::domain::time::Span;
use abri::store::recoveries::{self, RecoveryRow};

use super::{Person, Seated, confirms, identity};
use crate::people::on_postgres;
use crate::support::Service;

/// Cases of one structure at a time.
const MOST: u64 = 500;

/// Cases of nobody, as many as fit.
async fn fills(abri: &Abri, seated: &Seated) -> u64 {
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await.unwrap();
    for filled in 0.. {
        let row = RecoveryRow {
            id: RecoveryId::from_bytes(random::bytes()),
            slip: random::bytes(),
            words: random::bytes(),
            structure_id: seated.structure,
            manner: Manner::FromAfar,
            recipient: vec![1; 1216],
            lookup: random::bytes(),
            who_first: vec![1],
            who_second: vec![1],
            asked_at: now,
            until: now + Span::days(3),
            vault_id: None,
            agreement: None,
            first_seat: None,
            first_by: None,
            first_at: None,
            layer: None,
            ready_at: None,
            key: None,
            told: None,
            mac: [0; 32],
        };
        if !recoveries::add(&mut tx, &row, MOST).await.unwrap() {
            tx.commit().await.unwrap();
            return filled;
        }
    }
    unreachable!("there is an end");
}

async fn asks(service: &Service, seated: &Seated, number: usize) -> Result<Secret, Problem> {
    let new = ask::NewCase {
        structure: seated.structure,
        who: identity(service, &format!("Personne {number}")),
        manner: Manner::InPresence,
    };
    ask::ask(&service.abri, new, &format!("198.51.100.{number}")).await
}

async fn flooded(service: Service) {
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let helped = person.asks(&service, &seated, Manner::FromAfar).await;
    confirms(&service, &seated.anna, &helped.words)
        .await
        .unwrap();
    assert_eq!(fills(abri, &seated).await, MOST - 1);
    assert!(matches!(
        asks(&service, &seated, 0).await,
        Err(Problem::Busy)
    ));

    // An hour later each person who asks takes the place of one of them.
    service.pass(Span::hours(1));
    let mut slips = Vec::new();
    for number in 0..12 {
        slips.push(asks(&service, &seated, number).await.unwrap());
    }
    // Filled once more, and again after an hour: whoever is being helped stays, however old the case is.
    assert_eq!(fills(abri, &seated).await, 0, "it is as full as before");
    service.pass(Span::hours(2));
    asks(&service, &seated, 13).await.unwrap();
    for slip in &slips {
        let seen = case::look(abri, slip).await.unwrap();
        assert_eq!(seen.stage, Stage::Waiting, "older ones went first");
    }
    let seen = case::look(abri, &helped.slip).await.unwrap();
    assert_eq!(seen.stage, Stage::One(Seat::First));
    confirms(&service, &seated.boris, &helped.words)
        .await
        .unwrap();
}

#[tokio::test]
async fn attack_a_flood_of_cases_keeps_people_out_for_an_hour_on_sqlite() {
    flooded(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_flood_of_cases_keeps_people_out_for_an_hour_on_postgres() {
    flooded(on_postgres().await).await;
}
