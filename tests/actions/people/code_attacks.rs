//! Codes read over a shoulder, guessed, brought again, of somebody else: none admits anything.

use std::sync::Arc;

use abri::actions::people::code_app;
use abri::actions::people::desk::{self, Proof};
use abri::actions::sign_in::Way;
use abri::actions::{Problem, ways_in};
use abri::crypto::codes::Code;
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use abri::store::{Store, code_apps};

use super::code_app::{STEP, adds_app, adds_desk, is_wrong, shown, wanting};
use super::{enter, hired};
use crate::evidence::Claim;
use crate::one_time::{code, wrong};
use crate::postgres;
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions people::code_attacks";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_a_code_brought_fifty_times_at_once_is_taken_once_on_sqlite() {
    let service = Service::open().await;
    let folder = service.file("");
    let url = |name: &str| format!("sqlite://{}", folder.join(name).display());
    let other = Store::open(&url("abri.sqlite"), &url("ephemeral.sqlite"))
        .await
        .unwrap();
    taken_once(service, other, "sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_a_code_brought_fifty_times_at_once_is_taken_once_on_postgres_by_two_nodes() {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    let service = Service::over(store, tempfile::tempdir().unwrap()).await;
    let other = Store::open(&url, &url).await.unwrap();
    taken_once(service, other, "postgres").await;
}

/// `other` is what a second node has of the same tables.
async fn taken_once(service: Service, other: Store, setup: &str) {
    let claim = Claim::begin("code-race", setup, COMMAND);
    let (_, mut manager) = wanting(&service).await;
    let letters = adds_app(&service, &mut manager, "").await;
    service.pass(STEP);
    let shown = shown(&service, &letters);
    let step = u64::try_from(service.abri.now().millis() / 30_000).unwrap();
    let second = Service::over(other, tempfile::tempdir().unwrap()).await;
    second.pass(STEP);
    let (here, _folder) = service.into_parts();
    let (there, _other_folder) = second.into_parts();
    let nodes = [Arc::new(here), Arc::new(there)];
    let vault = manager.id();
    let (session, words) = (Arc::new(manager.session), manager.words.clone());

    // Whole ways in: the same words and the same code, on both nodes.
    let all = (0..50).map(|number| {
        let (abri, session) = (nodes[number % 2].clone(), session.clone());
        let proof = Proof::typed(&words, &shown).unwrap();
        tokio::spawn(async move {
            match desk::add_desk(&abri, &session, &proof).await {
                Ok(_) => 1,
                Err(
                    Problem::Field("app-code-wrong")
                    | Problem::TooManyTries { .. }
                    | Problem::Busy
                    | Problem::Conflict,
                ) => 0,
                Err(other) => panic!("{other}"),
            }
        })
    });
    let mut winners = 0;
    for one in all.collect::<Vec<_>>() {
        winners += one.await.unwrap();
    }
    assert_eq!(winners, 1);
    let slots = ways_in::all(&nodes[0], &session.open).await.unwrap();
    assert_eq!(slots.len(), 2);

    // The statement itself, with nothing in front of it that slows them down.
    let all = (0..50).map(|number| {
        let abri = nodes[number % 2].clone();
        tokio::spawn(async move {
            let mut tx = abri.store.durable.begin().await.unwrap();
            let taken = code_apps::spend(&mut tx, vault, step + 1).await.unwrap();
            tx.commit().await.unwrap();
            u32::from(taken)
        })
    });
    let mut taken = 0;
    for one in all.collect::<Vec<_>>() {
        taken += one.await.unwrap();
    }
    assert_eq!(taken, 1);
    claim.held(f64::from(winners));
}

#[tokio::test]
async fn attack_an_older_code_after_a_newer_one_is_refused() {
    let claim = Claim::begin("L23", "older-code", COMMAND);
    let service = Service::open().await;
    let (_, mut manager) = wanting(&service).await;
    let letters = adds_app(&service, &mut manager, "").await;
    service.pass(Span::minutes(5));
    let now = service.abri.now().millis();
    // A telephone whose clock is ahead; then the code that stands now, not used yet.
    let ahead = code(&letters, now + 30_000);
    adds_desk(&service, &manager, &ahead).await.unwrap();
    for away in [30_000, 0, -30_000] {
        let late = code(&letters, now + away);
        assert!(is_wrong(&adds_desk(&service, &manager, &late).await));
    }
    // Two half minutes off count in neither direction.
    service.pass(Span::minutes(5));
    let now = service.abri.now().millis();
    for away in [-60_000, 60_000] {
        let far = code(&letters, now + away);
        assert!(is_wrong(&adds_desk(&service, &manager, &far).await));
    }
    claim.held(0.0);
}

#[tokio::test]
async fn attack_guessing_codes_waits_an_hour_and_a_restart_changes_nothing() {
    let claim = Claim::begin("L23", "code-guesses", COMMAND);
    let service = Service::open().await;
    let (_, mut manager) = wanting(&service).await;
    let letters = adds_app(&service, &mut manager, "").await;
    service.pass(STEP);
    for _ in 0..10 {
        let guess = wrong(&letters, service.abri.now().millis());
        assert!(is_wrong(&adds_desk(&service, &manager, &guess).await));
    }
    let right = shown(&service, &letters);
    assert!(matches!(
        adds_desk(&service, &manager, &right).await,
        Err(Problem::TooManyTries { .. })
    ));
    let words = desk::words_typed(&manager.words).unwrap();
    let other = code_app::begin(&service.abri, &mut manager.session, &words, &right).await;
    assert!(matches!(other, Err(Problem::TooManyTries { .. })));

    // The service starts again on the same tables, with the keys of the days that it had.
    let (abri, folder) = service.into_parts();
    abri.store.close().await;
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    let store = Store::open(&url("abri.sqlite"), &url("ephemeral.sqlite"))
        .await
        .unwrap();
    let mut service = Service::over(store, folder).await;
    service.abri.epochs = abri.epochs;
    service.pass(STEP);
    manager.session = manager.enters(&service).await.unwrap();
    assert!(matches!(
        adds_desk(&service, &manager, &right).await,
        Err(Problem::TooManyTries { .. })
    ));
    // Never for ever.
    service.pass(Span::hours(1));
    manager.session = manager.enters(&service).await.unwrap();
    let right = shown(&service, &letters);
    adds_desk(&service, &manager, &right).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_code_of_another_person_is_wrong() {
    let claim = Claim::begin("L23", "another-code", COMMAND);
    let service = Service::open().await;
    let (_, mut manager) = wanting(&service).await;
    adds_app(&service, &mut manager, "").await;
    let mut worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    let hers = adds_app(&service, &mut worker, "").await;
    service.pass(STEP);
    let code = shown(&service, &hers);
    assert!(is_wrong(&adds_desk(&service, &manager, &code).await));
    adds_desk(&service, &worker, &code).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_swapped_or_deleted_application_is_refused() {
    const SWAPPED: &str = "UPDATE code_apps SET secret = (SELECT secret FROM code_apps a \
        JOIN people p ON p.vault_id = a.vault_id WHERE p.role = 'social_worker') \
        WHERE vault_id = (SELECT vault_id FROM people WHERE role = 'manager')";
    const DELETED: &str = "DELETE FROM code_apps \
        WHERE vault_id = (SELECT vault_id FROM people WHERE role = 'manager')";
    let claim = Claim::begin("L23", "swapped-app", COMMAND);
    for sql in [SWAPPED, DELETED] {
        let service = Service::open().await;
        let abri = &service.abri;
        let (_, mut manager) = wanting(&service).await;
        adds_app(&service, &mut manager, "").await;
        let mut worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
        let hers = adds_app(&service, &mut worker, "").await;
        assert_eq!(service.meddle("abri.sqlite", sql).await, 1);
        service.pass(STEP);
        let code = shown(&service, &hers);
        let words = desk::words_typed(&manager.words).unwrap();
        let added = if sql == SWAPPED {
            adds_desk(&service, &manager, &code).await
        } else {
            // As if there had never been one: its place is taken by nobody's.
            let session = &mut manager.session;
            code_app::begin(abri, session, &words, "").await.unwrap();
            let letters = code_app::to_add(session).unwrap().to_owned();
            let first = shown(&service, &letters);
            code_app::confirm(abri, session, &first).await
        };
        assert!(
            matches!(added, Err(Problem::Damaged("state seal"))),
            "{sql}"
        );
        assert!(manager.enters(&service).await.is_err(), "{sql}");
    }
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_code_alone_opens_nothing() {
    let claim = Claim::begin("L23", "code-alone", COMMAND);
    let service = Service::open().await;
    let (_, mut manager) = wanting(&service).await;
    let letters = adds_app(&service, &mut manager, "").await;
    service.pass(STEP);
    let right = shown(&service, &letters);
    // Not beside what is held, not as words, not as an identifier's.
    let held = Way::Held {
        kind: SlotKind::Desk,
        secret: manager.held.duplicate(),
        code: Code::parse(&right, 6).unwrap(),
    };
    assert!(matches!(
        enter(&service, held).await,
        Err(Problem::NotFound)
    ));
    assert!(Way::desk(SlotKind::Desk, manager.held.duplicate(), &right).is_err());
    assert!(Way::words("nadia", &right).is_err());
    // Nor does it stand for the words where a way in is added; and it is not spent by such a try.
    let strange = Proof::typed("Le vélo bleu de Zoé", &right).unwrap();
    let added = desk::add_desk(&service.abri, &manager.session, &strange).await;
    assert!(matches!(added, Err(Problem::WrongSecret { .. })));
    adds_desk(&service, &manager, &right).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_an_application_begun_before_another_was_added_takes_no_place() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut manager) = wanting(&service).await;
    let words = desk::words_typed(&manager.words).unwrap();
    // Two sessions with the words; the first one's application was proved to nobody else.
    let mut other = manager.enters(&service).await.unwrap();
    code_app::begin(abri, &mut other, &words, "").await.unwrap();
    let theirs = code_app::to_add(&other).unwrap().to_owned();
    let own = adds_app(&service, &mut manager, "").await;
    let late = code_app::confirm(abri, &mut other, &shown(&service, &theirs)).await;
    assert!(matches!(late, Err(Problem::Conflict)));
    service.pass(STEP);
    let right = shown(&service, &own);
    adds_desk(&service, &manager, &right).await.unwrap();
}
