//! Photographs that wait on a phone: their key lives as long as it must, and no longer.

use abri::actions::draft_keys::draft_keys;
use abri::actions::open_vault::{NewVault, Notice, open_vault};
use abri::actions::session::Session;
use abri::actions::{Problem, keep_days};
use abri::domain::person::CallName;
use abri::domain::slot::Place;
use abri::domain::time::Span;
use abri::store::vaults::Given;

use crate::support::Service;

async fn someone(service: &Service, place: Place) -> Session {
    let new = NewVault {
        name: CallName::parse("Amina").unwrap(),
        place,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    open_vault(&service.abri, new).await.unwrap().0
}

async fn keys(service: &Service, session: &Session) -> Vec<(i64, String)> {
    let keys = draft_keys(&service.abri, session).await.unwrap();
    keys.iter()
        .map(|one| (one.day, one.key.as_str().to_owned()))
        .collect()
}

async fn a_day_later(service: &Service) {
    service.pass(Span::days(1));
    keep_days::keep_days(&service.abri, &[1; 16]).await.unwrap();
}

#[tokio::test]
async fn attack_a_draft_key_cannot_be_made_again_once_its_day_is_over() {
    let service = Service::open().await;
    let amina = someone(&service, Place::Own).await;
    let first = keys(&service, &amina).await;
    assert_eq!(first, keys(&service, &amina).await, "the same all day");
    assert_eq!(first[0].0, first[1].0 + 1);
    a_day_later(&service).await;
    let second = keys(&service, &amina).await;
    assert_eq!(second[1], first[0], "the next day it still opens");
    a_day_later(&service).await;
    for (_, key) in keys(&service, &amina).await {
        assert_ne!(key, first[0].1);
    }
    let day = abri::domain::time::Day::from_number(first[0].0);
    assert!(service.abri.epochs.key(day).await.unwrap().is_none());
}

#[tokio::test]
async fn another_persons_draft_keys_are_others() {
    let service = Service::open().await;
    let amina = keys(&service, &someone(&service, Place::Own).await).await;
    let karim = keys(&service, &someone(&service, Place::Own).await).await;
    assert!(karim.iter().all(|one| !amina.contains(one)));
}

#[tokio::test]
async fn attack_a_shared_computer_gets_no_draft_key() {
    let service = Service::open().await;
    let amina = someone(&service, Place::Shared).await;
    assert!(matches!(
        draft_keys(&service.abri, &amina).await,
        Err(Problem::NotFound)
    ));
}
