//! The screens on which a vault is open: listed, and closed one by one.

use abri::actions::people::desk;
use abri::actions::screens::{Used, close, screens};
use abri::actions::session::{self, Session};
use abri::actions::{Problem, prove, sign_in};
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

/// Types the code of the phone that was used to come in.
async fn proves(service: &Service, session: &mut Session, code: &str) {
    let way = session.notes.slot_id;
    prove::prove(&service.abri, session, &way, code)
        .await
        .unwrap();
}

async fn closed_one_by_one(service: Service) {
    let abri = &service.abri;
    let (mut first, device, code) = vault(&service).await;
    let begun = abri.now();
    service.pass(Span::minutes(1));
    let second = sign_in::sign_in(abri, with(&device, &code), Place::Shared, "192.0.2.1")
        .await
        .unwrap();

    // Each sees both, itself marked, as whoever came in said, and when it was used.
    let all = screens(abri, &first).await.unwrap();
    let seen = |is_this| all.iter().find(|one| one.is_this == is_this).unwrap().used;
    assert_eq!(all.len(), 2);
    assert_eq!(seen(true), Used::As(Place::Own, begun));
    assert_eq!(seen(false), Used::As(Place::Shared, abri.now()));

    proves(&service, &mut first, &code).await;
    let wanted = other(&service, &first).await;
    close(abri, &first, &wanted).await.unwrap();
    assert!(!stands(&service, &second).await);
    assert!(stands(&service, &first).await);
    // It is told once, and nothing is told of one that has closed already.
    close(abri, &first, &wanted).await.unwrap();
    let told = told(&service, &first.open).await;
    let closings = told.iter().filter(|code| *code == "screen_closed");
    assert_eq!(closings.count(), 1);
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
    let (mut mine, _, own_code) = vault(&service).await;
    let (theirs, device, code) = vault(&service).await;
    proves(&service, &mut mine, &own_code).await;
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
    let (mut session, _, code) = vault(&service).await;
    proves(&service, &mut session, &code).await;
    let this = screens(&service.abri, &session).await.unwrap()[0].id;
    let closing = close(&service.abri, &session, &this).await;
    assert!(matches!(closing, Err(Problem::NotFound)));
    assert!(stands(&service, &session).await);
}

#[tokio::test]
async fn attack_a_screen_left_open_closes_no_other() {
    let service = Service::open().await;
    let (first, device, code) = vault(&service).await;
    let left_open = enter(&service, with(&device, &code)).await.unwrap();
    let id = other(&service, &left_open).await;
    let closing = close(&service.abri, &left_open, &id).await;
    assert!(matches!(closing, Err(Problem::NotFound)));
    assert!(stands(&service, &first).await);
}

#[tokio::test]
async fn a_window_at_a_professionals_is_named_as_such() {
    let service = Service::open().await;
    let (first, device, code) = vault(&service).await;
    let window = sign_in::sign_in_to_answer(&service.abri, with(&device, &code), "192.0.2.1");
    let window = window.await.unwrap();
    let all = screens(&service.abri, &first).await.unwrap();
    let used: Vec<_> = all
        .iter()
        .filter(|one| !one.is_this)
        .map(|one| one.used)
        .collect();
    assert_eq!(used, [Used::ToAnswer(window.until)]);
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
