//! The application of codes: its story, and every attack that must fail.

use std::sync::Arc;

use abri::actions::people::code_app::{self, Standing};
use abri::actions::people::desk::{self, Proof};
use abri::actions::sign_in::Way;
use abri::actions::structures::codes;
use abri::actions::{Problem, people::deactivate, ways_in};
use abri::crypto::codes::Code;
use abri::domain::ids::StructureId;
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use abri::store::{Store, code_apps};

use super::{Colleague, enter, hired, invited, joins, on_postgres, structure, told};
use crate::evidence::Claim;
use crate::one_time::{code, wrong};
use crate::postgres;
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions people::code_app";
const STEP: Span = Span::seconds(30);

/// A structure that wants codes, and its manager, at the next request.
async fn wanting(service: &Service) -> (StructureId, Colleague) {
    let (id, mut manager) = structure(service, "Le Porche").await;
    codes::want(&service.abri, id).await.unwrap();
    manager.session = manager.goes_on(service).await.unwrap();
    (id, manager)
}

/// Adds an application; the letters that it took.
pub async fn adds_app(service: &Service, one: &mut Colleague, old: &str) -> String {
    let abri = &service.abri;
    let words = desk::words_typed(&one.words).unwrap();
    code_app::begin(abri, &mut one.session, &words, old)
        .await
        .unwrap();
    let letters = code_app::to_add(&one.session).unwrap().to_owned();
    let shown = shown(service, &letters);
    code_app::confirm(abri, &mut one.session, &shown)
        .await
        .unwrap();
    letters
}

/// What the application shows now.
fn shown(service: &Service, letters: &str) -> String {
    code(letters, service.abri.now().millis())
}

fn proof(one: &Colleague, code: &str) -> Proof {
    Proof::typed(&one.words, code).unwrap()
}

async fn adds_desk(service: &Service, one: &Colleague, code: &str) -> Result<(), Problem> {
    desk::add_desk(&service.abri, &one.session, &proof(one, code))
        .await
        .map(drop)
}

fn is_wrong(outcome: &Result<(), Problem>) -> bool {
    matches!(outcome, Err(Problem::Field("app-code-wrong")))
}

async fn standing(service: &Service, one: &Colleague) -> Standing {
    code_app::standing(&service.abri, &one.session)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_structure_wants_codes_and_wants_them_no_more_on_sqlite() {
    whole_story(Service::open().await).await;
}

#[tokio::test]
async fn a_structure_wants_codes_and_wants_them_no_more_on_postgres() {
    whole_story(on_postgres().await).await;
}

async fn whole_story(service: Service) {
    let abri = &service.abri;
    let (id, mut manager) = structure(&service, "Le Porche").await;
    assert_eq!(standing(&service, &manager).await, Standing::Unwanted);
    let words = desk::words_typed(&manager.words).unwrap();
    let unwanted = code_app::begin(abri, &mut manager.session, &words, "").await;
    assert!(matches!(unwanted, Err(Problem::NotFound)));
    codes::want(abri, id).await.unwrap();
    assert!(matches!(
        codes::want(abri, id).await,
        Err(Problem::Conflict)
    ));
    assert!(codes::wanted(abri, id).await.unwrap());

    // It counts from the next request on, and gates nothing but new ways in.
    manager.session = manager.goes_on(&service).await.unwrap();
    assert_eq!(standing(&service, &manager).await, Standing::Missing);
    manager.enters(&service).await.unwrap();
    let first = adds_desk(&service, &manager, "").await;
    assert!(matches!(first, Err(Problem::Field("app-first"))));
    let strange = desk::words_typed("Le vélo bleu de Zoé").unwrap();
    let refused = code_app::begin(abri, &mut manager.session, &strange, "").await;
    assert!(matches!(refused, Err(Problem::WrongSecret { .. })));
    assert!(code_app::to_add(&manager.session).is_none());
    code_app::begin(abri, &mut manager.session, &words, "")
        .await
        .unwrap();
    let letters = code_app::to_add(&manager.session).unwrap().to_owned();
    let not_this = wrong(&letters, abri.now().millis());
    assert!(is_wrong(
        &code_app::confirm(abri, &mut manager.session, &not_this).await
    ));
    // It waits in the session, from one request to the next.
    manager.session = manager.goes_on(&service).await.unwrap();
    let now = shown(&service, &letters);
    code_app::confirm(abri, &mut manager.session, &now)
        .await
        .unwrap();
    assert_eq!(
        standing(&service, &manager).await,
        Standing::Added(abri.now())
    );
    assert!(code_app::to_add(&manager.session).is_none(), "shown once");

    // Each way in asks for a code of its own.
    let shape = adds_desk(&service, &manager, "12345").await;
    assert!(matches!(shape, Err(Problem::Field("app-code-shape"))));
    assert!(is_wrong(&adds_desk(&service, &manager, &now).await));
    service.pass(STEP);
    let spaced = shown(&service, &letters);
    let spaced = format!("{} {}", &spaced[..3], &spaced[3..]);
    adds_desk(&service, &manager, &spaced).await.unwrap();
    service.pass(STEP);
    let next = proof(&manager, &shown(&service, &letters));
    desk::make_card(abri, &manager.session, &next)
        .await
        .unwrap();
    service.pass(STEP);
    let next = proof(&manager, &shown(&service, &letters));
    let secret = abri::crypto::random::secret();
    desk::add_passkey(abri, &manager.session, &secret, &next)
        .await
        .unwrap();
    let all = ways_in::all(abri, &manager.session.open).await.unwrap();
    assert_eq!(all.len(), 4);

    // Whoever joins has none yet.
    let secret = invited(&service, &mut manager, Role::SocialWorker).await;
    let worker = joins(&service, &secret, "Claire", SlotKind::Desk).await;
    let worker = worker.unwrap();
    assert_eq!(standing(&service, &worker).await, Standing::Missing);

    // Another application: the words, and a code of the one before, which is worth nothing afterwards.
    service.pass(STEP);
    let none = code_app::begin(abri, &mut manager.session, &words, "").await;
    assert!(matches!(none, Err(Problem::Field("app-code-shape"))));
    let old = shown(&service, &letters);
    let fresh = adds_app(&service, &mut manager, &old).await;
    service.pass(STEP);
    let old = shown(&service, &letters);
    assert!(is_wrong(&adds_desk(&service, &manager, &old).await));
    let new = shown(&service, &fresh);
    adds_desk(&service, &manager, &new).await.unwrap();

    // No more: nobody is asked.
    codes::want_none(abri, id).await.unwrap();
    manager.session = manager.goes_on(&service).await.unwrap();
    adds_desk(&service, &manager, "").await.unwrap();
    let told = told(&service, &manager.session.open).await;
    for code in [
        "codes_wanted",
        "codes_unwanted",
        "code_app_added",
        "code_app_changed",
    ] {
        assert!(told.iter().any(|one| one == code), "{code}: {told:?}");
    }
    manager.enters(&service).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_a_code_brought_fifty_times_at_once_is_taken_once_on_sqlite() {
    let service = Service::open().await;
    let folder = service.file("");
    let url = |name: &str| format!("sqlite://{}", folder.join(name).display());
    let (durable, ephemeral) = (url("abri.sqlite"), url("ephemeral.sqlite"));
    let other = Store::open(&durable, &ephemeral).await.unwrap();
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

    // The service starts again on the same tables.
    let (abri, folder) = service.into_parts();
    abri.store.close().await;
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    let (durable, ephemeral) = (url("abri.sqlite"), url("ephemeral.sqlite"));
    let store = Store::open(&durable, &ephemeral).await.unwrap();
    let service = Service::over(store, folder).await;
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
async fn right_codes_never_count_as_wrong() {
    let service = Service::open().await;
    let (_, mut manager) = wanting(&service).await;
    let letters = adds_app(&service, &mut manager, "").await;
    // Eleven right ones within the hour; those past the tenth way in are refused for that alone.
    for number in 1..=15 {
        service.pass(STEP);
        let right = shown(&service, &letters);
        let added = adds_desk(&service, &manager, &right).await;
        if number < 10 {
            added.unwrap();
        } else {
            assert!(matches!(added, Err(Problem::Field("pro-ways-many"))));
        }
    }
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

#[tokio::test]
async fn the_application_of_a_closed_account_is_deleted() {
    let service = Service::open().await;
    let (_, mut manager) = wanting(&service).await;
    let mut worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    adds_app(&service, &mut worker, "").await;
    let count = async || {
        service
            .meddle("abri.sqlite", "UPDATE code_apps SET made_at = made_at")
            .await
    };
    assert_eq!(count().await, 1);
    deactivate::deactivate(&service.abri, &manager.session, worker.id())
        .await
        .unwrap();
    assert_eq!(count().await, 0);
}
