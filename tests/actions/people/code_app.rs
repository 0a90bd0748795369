//! The application of codes, where a structure wants one.

use abri::actions::people::code_app::{self, Standing};
use abri::actions::people::desk::{self, Proof};
use abri::actions::structures::codes;
use abri::actions::{Problem, people::deactivate, ways_in};
use abri::domain::ids::StructureId;
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;
use abri::domain::time::Span;

use super::{Colleague, hired, invited, joins, on_postgres, structure, told};
use crate::one_time::{code, wrong};
use crate::support::Service;

/// How long a code stands.
pub const STEP: Span = Span::seconds(30);

/// A structure that wants codes, and its manager, at the next request.
pub async fn wanting(service: &Service) -> (StructureId, Colleague) {
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
pub fn shown(service: &Service, letters: &str) -> String {
    code(letters, service.abri.now().millis())
}

fn proof(one: &Colleague, code: &str) -> Proof {
    Proof::typed(&one.words, code).unwrap()
}

/// Adds this computer once more.
pub async fn adds_desk(service: &Service, one: &Colleague, code: &str) -> Result<(), Problem> {
    desk::add_desk(&service.abri, &one.session, &proof(one, code))
        .await
        .map(drop)
}

/// The code is not, or no longer, the right one.
pub fn is_wrong(outcome: &Result<(), Problem>) -> bool {
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
