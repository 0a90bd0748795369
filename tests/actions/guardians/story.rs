//! How somebody who lost everything comes back in, and what the law asks of keys that are split.

use abri::actions::guardians::agreement;
use abri::actions::recover::{case, confirm, finish, veto};
use abri::actions::regain_control::ended;
use abri::actions::sign_in::{Way, number_typed, sign_in};
use abri::actions::{papers, ways_in};
use abri::crypto::codes::Code;
use abri::domain::journal::Event;
use abri::domain::recovery::{DELAY, Manner, Seat, Stage};
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::Span;

use super::{Person, Seated, confirms, refused};
use crate::evidence::Claim;
use crate::given::{paper, told};
use crate::once::once;
use crate::people::{on_postgres, told as codes};
use crate::support::Service;
use crate::ways_in::{enter, with};

const COMMAND: &str = "cargo test --release --test actions guardians::story";

async fn in_presence(service: Service) {
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    paper(abri, &person.session.open, "Avis").await;
    let mine = agreement::mine(abri, &person.session).await.unwrap();
    assert!(mine.is_some_and(|mine| mine.stands && mine.structure == "Le Porche"));

    // Everything is lost; they stand at the counter.
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    let seen = case::look(abri, &asked.slip).await.unwrap();
    assert_eq!(seen.stage, Stage::Waiting);
    refused(
        finish::finish(abri, &once(&asked.slip), Place::Shared).await,
        "recovery-not-ready",
    );
    // Words as somebody types them who heard them.
    let heard = asked.words.to_uppercase().replace(' ', ", ");
    let found = confirm::find(abri, &seated.anna.session, &heard)
        .await
        .unwrap();
    assert!(found.who == person.who && found.stage == Stage::Waiting && !found.by_me);
    let stage = confirms(&service, &seated.anna, &heard).await.unwrap();
    assert_eq!(stage, Stage::One(Seat::First));
    refused(
        finish::finish(abri, &once(&asked.slip), Place::Shared).await,
        "recovery-not-ready",
    );
    let pending = veto::against(abri, &person.session.open).await.unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!(pending[0].by, "Anna");
    service.pass(Span::minutes(30));
    let stage = confirms(&service, &seated.boris, &asked.words)
        .await
        .unwrap();
    assert_eq!(stage, Stage::Ready);

    // A new card and its code; what opened the vault before is over.
    let session = finish::finish(abri, &once(&asked.slip), Place::Shared)
        .await
        .unwrap();
    assert!(ended(&session).is_some_and(|ended| ended.ways == 1));
    let all = ways_in::all(abri, &session.open).await.unwrap();
    assert_eq!(all.len(), 1);
    let number = ways_in::card_number(&session.open, &all[0]).unwrap();
    let card = Way::Held {
        kind: SlotKind::Card,
        secret: number_typed(&number).unwrap(),
        code: Code::parse(session.drawn_for(&all[0].id).unwrap(), 6).unwrap(),
    };
    let back = sign_in(abri, card, Place::Shared, "192.0.2.1")
        .await
        .unwrap();
    assert_eq!(papers::all(abri, &back.open).await.unwrap().len(), 1);
    let old = enter(&service, with(&person.phone, &person.code)).await;
    assert!(old.is_err(), "the lost phone");
    for event in [
        Event::GuardiansAgreed,
        Event::RecoveryConfirmed,
        Event::RecoveryReady,
        Event::Recovered,
        Event::GuardiansStopped,
    ] {
        assert_eq!(told(abri, &back.open, event).await, 1, "{event:?}");
    }
    for who in [&seated.anna, &seated.boris] {
        let codes = codes(&service, &who.session.open).await;
        assert!(codes.contains(&Event::RecoveryHelped.code().to_owned()));
    }
    // The slip opens once.
    let again = finish::finish(abri, &once(&asked.slip), Place::Shared).await;
    assert!(again.is_err());
}

async fn from_afar(service: Service) {
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::FromAfar).await;
    confirms(&service, &seated.boris, &asked.words)
        .await
        .unwrap();
    let managers = codes(&service, &seated.manager.session.open).await;
    assert!(managers.contains(&Event::RecoveryTold.code().to_owned()));
    service.pass(Span::days(2));
    let stage = confirms(&service, &seated.anna, &asked.words)
        .await
        .unwrap();
    let ready = abri.now() + DELAY;
    assert_eq!(stage, Stage::Delayed(ready));
    let pending = veto::against(abri, &person.session.open).await.unwrap();
    assert_eq!(pending[0].ready, Some(ready));
    service.pass(Span::millis(DELAY.as_millis() - 1));
    refused(
        finish::finish(abri, &once(&asked.slip), Place::Shared).await,
        "recovery-not-ready",
    );
    service.pass(Span::millis(1));
    finish::finish(abri, &once(&asked.slip), Place::Shared)
        .await
        .unwrap();
}

#[tokio::test]
async fn somebody_at_the_counter_comes_back_in_at_once_on_sqlite() {
    let claim = Claim::begin("L18", "sqlite-disk", COMMAND);
    in_presence(Service::open().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn somebody_at_the_counter_comes_back_in_at_once_on_postgres() {
    let claim = Claim::begin("L18", "postgres-memory", COMMAND);
    in_presence(on_postgres().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn somebody_far_away_waits_for_three_days_on_sqlite() {
    let claim = Claim::begin("L18", "sqlite-afar", COMMAND);
    from_afar(Service::open().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn somebody_far_away_waits_for_three_days_on_postgres() {
    let claim = Claim::begin("L18", "postgres-afar", COMMAND);
    from_afar(on_postgres().await).await;
    claim.held(0.0);
}
