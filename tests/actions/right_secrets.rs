//! Right secrets are never taken for wrong ones, and a session that is left open destroys nothing.

use abri::actions::sign_in::Way;
use abri::actions::{Problem, prove, session, ways_in};
use abri::crypto::crockford;
use abri::crypto::words::Phrase;
use abri::domain::person::Identifier;
use abri::domain::slot::Place;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use crate::once::once;
use crate::people::on_postgres;
use crate::support::Service;
use crate::ways_in::{enter, vault, with, wrong};

/// Puts a seal in the place of the one that is there, which it gives.
async fn damaged(service: &Service, seal: &[u8]) -> Vec<u8> {
    let options = SqliteConnectOptions::new().filename(service.file("abri.sqlite"));
    let mut tables: SqliteConnection = options.connect().await.unwrap();
    let before = sqlx::query_as("SELECT seal FROM vaults");
    let (before,): (Vec<u8>,) = before.fetch_one(&mut tables).await.unwrap();
    let change = sqlx::query("UPDATE vaults SET seal = ?").bind(seal);
    change.execute(&mut tables).await.unwrap();
    before
}

#[tokio::test]
async fn attack_an_open_session_destroys_no_way_in() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, secret, code) = vault(&service).await;
    let phone = session.notes.slot_id;
    let mut slowed = 0;
    for _ in 0..30 {
        match prove::prove(abri, &mut session, &phone, &wrong(&code)).await {
            Err(Problem::WrongSecret { .. }) => {}
            Err(Problem::TooManyTries { .. }) => slowed += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(slowed, 20);
    let row = ways_in::find(abri, &session.open, &phone).await.unwrap();
    assert_eq!(row.failures, 0, "the tries of the door are the door's");
    enter(&service, with(&secret, &code)).await.unwrap();
}

#[tokio::test]
async fn attack_right_codes_never_count_as_wrong_whatever_is_damaged_behind_them() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (session, secret, code) = vault(&service).await;
    let phone = session.notes.slot_id;
    let way = || with(&secret, &code);
    let seal = damaged(&service, &[0; 32]).await;
    for _ in 0..11 {
        assert!(matches!(
            enter(&service, way()).await,
            Err(Problem::Damaged(_))
        ));
    }
    damaged(&service, &seal).await;
    enter(&service, way()).await.unwrap();
    let found = ways_in::find(abri, &session.open, &phone).await.unwrap();
    assert_eq!(found.failures, 0);
}

#[tokio::test]
async fn attack_signing_out_everywhere_ends_sessions_whatever_is_damaged() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (session, secret, code) = vault(&service).await;
    let other = enter(&service, with(&secret, &code)).await.unwrap();
    damaged(&service, &[0; 32]).await;
    assert!(
        session::end_all(abri, &session).await.is_err(),
        "the damage is said"
    );
    for one in [&session, &other] {
        let resumed = session::resume(abri, one.cookie().duplicate()).await;
        assert!(matches!(resumed, Err(Problem::SignInAgain)));
    }
}

#[tokio::test]
async fn attack_whoever_is_on_the_way_in_with_the_old_code_does_not_stay() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, secret, code) = vault(&service).await;
    let phone = session.notes.slot_id;
    prove::prove(abri, &mut session, &phone, &code)
        .await
        .unwrap();
    // Somebody who copied the phone stands before the derivation of the code when it is changed.
    let mut old = std::pin::pin!(enter(&service, with(&secret, &code)));
    assert!(futures_util::poll!(&mut old).is_pending());
    ways_in::change_code(abri, &mut session, &phone)
        .await
        .unwrap();
    assert!(matches!(old.await, Err(Problem::SignInAgain)));
    let new = session.drawn_for(&phone).unwrap().to_owned();
    enter(&service, with(&secret, &new)).await.unwrap();
}

#[tokio::test]
async fn attack_twenty_at_once_with_one_rescue_code_open_once() {
    let service = on_postgres().await;
    let abri = &service.abri;
    let (mut session, _, _) = vault(&service).await;
    ways_in::make_rescue_code(abri, &mut session).await.unwrap();
    let rescue = session.notes.drawn.last().unwrap().text.clone();
    let all = (0..20).map(|_| {
        let way = Way::Rescue(once(&crockford::parse_rescue_code(&rescue).unwrap()));
        enter(&service, way)
    });
    let opened = futures_util::future::join_all(all).await;
    assert_eq!(opened.iter().flatten().count(), 1);
}

#[tokio::test]
async fn attack_one_source_alone_keeps_nobody_elsewhere_from_their_words() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, _, _) = vault(&service).await;
    let mariam = || Identifier::parse("06 99 00 12 34").unwrap();
    ways_in::choose_words(abri, &mut session, &mariam())
        .await
        .unwrap();
    let words = session.notes.drawn.last().unwrap().text.clone();
    let way = |words: &str| Way::Words {
        identifier: mariam(),
        phrase: Phrase::typed(words).unwrap(),
    };
    let mut slowed = 0;
    for _ in 0..100 {
        let refused = enter(&service, way("quinze lettres au moins")).await;
        slowed += u32::from(matches!(refused, Err(Problem::TooManyTries { .. })));
    }
    assert_eq!(slowed, 90);
    let elsewhere = abri::actions::sign_in::sign_in(abri, way(&words), Place::Own, "192.0.2.2");
    elsewhere.await.unwrap();
}
