//! The screens on which a vault is open: listed, and closed one by one.

use abri::actions::people::desk;
use abri::actions::screens::{close, screens};
use abri::actions::session::{self, Session};
use abri::actions::{Problem, sign_in};
use abri::domain::slot::Place;
use abri::domain::time::Span;

use crate::people::{on_postgres, structure, told};
use crate::support::Service;
use crate::ways_in::{enter, vault, with};

async fn stands(service: &Service, session: &Session) -> bool {
    let cookie = session.cookie().duplicate();
    session::resume(&service.abri, cookie).await.is_ok()
}

/// The only other screen that this one sees.
async fn other(service: &Service, session: &Session) -> [u8; 32] {
    let all = screens(&service.abri, session).await.unwrap();
    let others: Vec<_> = all.iter().filter(|screen| !screen.is_this).collect();
    assert_eq!(others.len(), 1);
    others[0].id
}

async fn closed_one_by_one(service: Service) {
    let abri = &service.abri;
    let (first, device, code) = vault(&service).await;
    service.pass(Span::minutes(1));
    let second = sign_in::sign_in(abri, with(&device, &code), Place::Shared, "192.0.2.1")
        .await
        .unwrap();

    // Each sees both, the one used last first, itself marked, and when each closes by itself.
    let all = screens(abri, &first).await.unwrap();
    let seen: Vec<_> = all.iter().map(|one| (one.place, one.is_this)).collect();
    assert_eq!(seen, [(Place::Own, true), (Place::Shared, false)]);
    assert_eq!(all[0].closes_at, first.idle_until);
    assert_eq!(all[1].closes_at, second.idle_until);

    let wanted = other(&service, &first).await;
    close(abri, &first, &wanted).await.unwrap();
    assert!(!stands(&service, &second).await);
    assert!(stands(&service, &first).await);
    // It is told once, and nothing is told of one that has closed already.
    close(abri, &first, &wanted).await.unwrap();
    let told = told(&service, &first.open).await;
    assert_eq!(
        told.iter().filter(|code| *code == "screen_closed").count(),
        1
    );
    assert_eq!(screens(abri, &first).await.unwrap().len(), 1);
}

#[tokio::test]
async fn another_screen_is_closed_and_this_one_stays_on_sqlite() {
    closed_one_by_one(Service::open().await).await;
}

#[tokio::test]
async fn another_screen_is_closed_and_this_one_stays_on_postgres() {
    closed_one_by_one(on_postgres().await).await;
}

#[tokio::test]
async fn what_has_closed_by_itself_is_listed_no_more() {
    let service = Service::open().await;
    let (first, device, code) = vault(&service).await;
    let shared = sign_in::sign_in(
        &service.abri,
        with(&device, &code),
        Place::Shared,
        "192.0.2.1",
    );
    shared.await.unwrap();
    service.pass(Span::minutes(11));
    assert!(stands(&service, &first).await);
    assert_eq!(screens(&service.abri, &first).await.unwrap().len(), 1);
}

#[tokio::test]
async fn attack_a_screen_of_another_vault_is_neither_seen_nor_closed() {
    let service = Service::open().await;
    let (mine, ..) = vault(&service).await;
    let (theirs, device, code) = vault(&service).await;
    let at_theirs = enter(&service, with(&device, &code)).await.unwrap();
    let id = other(&service, &theirs).await;
    assert_eq!(screens(&service.abri, &mine).await.unwrap().len(), 1);
    close(&service.abri, &mine, &id).await.unwrap();
    assert!(stands(&service, &at_theirs).await);
    assert!(
        !told(&service, &mine.open)
            .await
            .contains(&"screen_closed".to_owned())
    );
}

#[tokio::test]
async fn the_screen_that_asks_is_left_by_signing_out() {
    let service = Service::open().await;
    let (session, ..) = vault(&service).await;
    let this = screens(&service.abri, &session).await.unwrap()[0].id;
    let closing = close(&service.abri, &session, &this).await;
    assert!(matches!(closing, Err(Problem::NotFound)));
    assert!(stands(&service, &session).await);
}

#[tokio::test]
async fn attack_a_professional_closes_none_without_their_words() {
    let service = Service::open().await;
    let (_, manager) = structure(&service, "Le Porche").await;
    let elsewhere = manager.enters(&service).await.unwrap();
    let here = manager.goes_on(&service).await.unwrap();
    let id = other(&service, &here).await;
    let wrong = desk::words_typed("abaisser abaisser abaisser abaisser abaisser");
    let closing = desk::close_screen(&service.abri, &here, &id, &wrong.unwrap()).await;
    assert!(matches!(closing, Err(Problem::WrongSecret { .. })));
    assert!(stands(&service, &elsewhere).await);
    let right = desk::words_typed(&manager.words).unwrap();
    desk::close_screen(&service.abri, &here, &id, &right)
        .await
        .unwrap();
    assert!(!stands(&service, &elsewhere).await);
}
