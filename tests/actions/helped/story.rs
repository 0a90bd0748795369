//! From the counter to the first visit of one's own.

use abri::actions::helped::together::{self, Stage};
use abri::actions::helped::{open, renew};
use abri::actions::look_back::Known;
use abri::actions::session::Session;
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Abri, Problem, open_vault, take_journal, ways_in};
use abri::crypto::codes::Code;
use abri::crypto::crockford;
use abri::domain::access::Whose;
use abri::domain::person::CallName;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::Span;
use abri::store::vaults::Given;

use super::{Card, begun, code, goes_on, mediator, number, opened, replaced, told};
use crate::people::{on_postgres, told as codes};
use crate::support::Service;

#[tokio::test]
async fn a_mediator_opens_a_vault_with_somebody_on_sqlite() {
    with_somebody(Service::open().await).await;
}

#[tokio::test]
async fn a_mediator_opens_a_vault_with_somebody_on_postgres() {
    with_somebody(on_postgres().await).await;
}

async fn with_somebody(service: Service) {
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let mut session = begun(abri, &mediator.session).await.unwrap();
    assert_eq!(session.vault.notice_given, Given::Mediator);
    assert_eq!(session.open.whose, Whose::Helped);
    let stage = async |session: &Session| together::stage(abri, session).await.unwrap().0;
    assert_eq!(stage(&session).await, Stage::Code { again: false });
    let first = code(&session);
    let refused = together::note_code(abri, &mut session, &crate::ways_in::wrong(&first)).await;
    assert!(matches!(refused, Err(Problem::WrongSecret { .. })));
    together::note_code(abri, &mut session, &first)
        .await
        .unwrap();
    assert!(session.notes.drawn.is_empty(), "never shown again");
    let number = number(abri, &session).await;

    session = goes_on(abri, &session).await.unwrap();
    assert_eq!(stage(&session).await, Stage::Card);
    let refused = together::confirm_card(abri, &mut session, "0000").await;
    assert!(matches!(refused, Err(Problem::WrongSecret { .. })));
    let end = number[number.len() - 4..].to_lowercase();
    together::confirm_card(abri, &mut session, &end)
        .await
        .unwrap();
    assert_eq!(stage(&session).await, Stage::Seen);

    // Somebody saw it.
    together::was_seen(abri, &mut session).await.unwrap();
    assert_eq!(stage(&session).await, Stage::Code { again: true });
    let second = code(&session);
    assert_ne!(first, second);
    together::note_code(abri, &mut session, &second)
        .await
        .unwrap();
    assert_eq!(stage(&session).await, Stage::Seen);
    together::was_not_seen(abri, &session).await.unwrap();
    assert!(matches!(
        goes_on(abri, &session).await,
        Err(Problem::SignInAgain)
    ));

    let own = codes(&service, &mediator.session.open).await;
    assert_eq!(own[0], "opening_helped");
    let seen = Card {
        number: number.clone(),
        code: first,
    };
    let refused = seen.enters(abri, Place::Own).await;
    assert!(matches!(
        refused,
        Err(Problem::WrongSecret { left: Some(9) })
    ));
    let card = Card {
        number,
        code: second,
    };
    let own = alone(abri, &card).await;
    attributed(abri, &own).await;
}

/// Everything that was done at the counter names who helped; the person alone said the rest.
async fn attributed(abri: &Abri, session: &Session) {
    let entries = take_journal::entries(abri, &session.open).await.unwrap();
    let mut seen = Vec::new();
    let at_the_counter = entries.len() - 5;
    for entry in &entries[at_the_counter..] {
        let Known::All(details) = &entry.known else {
            panic!("{} is not known", entry.code);
        };
        assert_eq!(details.who, "Paul Ferrand", "{}", entry.code);
        assert_eq!(details.structure, "Accueil des Tilleuls", "{}", entry.code);
        seen.push(entry.code.as_str());
    }
    assert_eq!(
        seen,
        [
            "code_unseen",
            "secret_changed",
            "code_seen",
            "slot_added",
            "vault_opened"
        ]
    );
}

/// On a phone of one's own the phone takes the card's place.
async fn alone(abri: &Abri, card: &Card) -> Session {
    let mut session = card.enters(abri, Place::Own).await.unwrap();
    assert_eq!(session.open.whose, Whose::Renewing);
    assert!(renew::since(abri, &session).await.unwrap().is_some());
    let device = renew::renew(abri, &mut session).await.unwrap().unwrap();
    let session = goes_on(abri, &session).await.unwrap();
    assert_eq!(session.open.whose, Whose::Beneficiary);
    let all = ways_in::all(abri, &session.open).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].kind, all[0].helped_at), (SlotKind::Device, None));
    let refused = card.enters(abri, Place::Own).await;
    assert!(matches!(refused, Err(Problem::WrongSecret { left: None })));
    let way = Way::Held {
        kind: SlotKind::Device,
        secret: device,
        code: Code::parse(&code(&session), 6).unwrap(),
    };
    let again = sign_in(abri, way, Place::Own, "192.0.2.1").await.unwrap();
    assert_eq!(again.open.whose, Whose::Beneficiary);
    let profile = open_vault::profile(&again).unwrap();
    assert_eq!(profile.name.as_str(), "Salif");
    again
}

#[tokio::test]
async fn on_a_shared_computer_another_card_takes_the_place_of_the_first() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let (card, _) = opened(abri, &mediator.session).await;
    // Twice in and out without doing it: the card is still good, and asks for the same.
    for _ in 0..2 {
        let session = card.enters(abri, Place::Shared).await.unwrap();
        assert_eq!(session.open.whose, Whose::Renewing);
    }
    let session = replaced(abri, &card, Place::Shared).await;
    let fresh = Card {
        number: number(abri, &session).await,
        code: code(&session),
    };
    assert_ne!(fresh.number, card.number);
    assert!(card.enters(abri, Place::Shared).await.is_err());
    let again = fresh.enters(abri, Place::Shared).await.unwrap();
    assert_eq!(again.open.whose, Whose::Beneficiary);
}

#[tokio::test]
async fn a_helped_session_lasts_an_hour_and_sleeps_ten_minutes() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let session = begun(abri, &mediator.session).await.unwrap();
    for _ in 0..6 {
        service.pass(Span::minutes(9));
        goes_on(abri, &session).await.unwrap();
    }
    service.pass(Span::minutes(9));
    assert!(goes_on(abri, &session).await.is_err(), "more than an hour");
    let other = begun(abri, &mediator.session).await.unwrap();
    service.pass(Span::minutes(11));
    assert!(goes_on(abri, &other).await.is_err(), "asleep");
}

#[tokio::test]
async fn attack_one_mediator_opens_only_so_many_vaults_a_day() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mediator, mut manager) = mediator(&service).await;
    let other = crate::people::hired(
        &service,
        &mut manager,
        abri::domain::structure::Role::Mediator,
        "Lina",
    )
    .await;
    let one = async |by: &Session| {
        let name = CallName::parse("Salif").unwrap();
        open::open(abri, by, 2, name, &told()).await.map(drop)
    };
    one(&mediator.session).await.unwrap();
    one(&mediator.session).await.unwrap();
    let refused = one(&mediator.session).await;
    assert!(matches!(refused, Err(Problem::TooManyVaults { .. })));
    one(&other.session).await.unwrap();
    service.pass(Span::days(1));
    one(&mediator.session).await.unwrap();
}

#[tokio::test]
async fn the_number_on_the_card_is_the_secret_of_the_marked_way_in() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let session = begun(abri, &mediator.session).await.unwrap();
    let number = number(abri, &session).await;
    assert!(crockford::parse_rescue_code(&number).is_ok());
    let all = ways_in::all(abri, &session.open).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].kind, SlotKind::Card);
    assert_eq!(all[0].helped_at, Some(abri.now()));
}
