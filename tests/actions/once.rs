//! What opens once, and answers that are lost on their way: the button is pressed again, and nothing of anybody's is gone.

use abri::actions::once::Once;
use abri::actions::recover::finish;
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, number_typed};
use abri::actions::{Abri, Problem, ways_in};
use abri::crypto::codes::Code;
use abri::crypto::crockford;
use abri::crypto::random;
use abri::crypto::secrets::Secret;
use abri::crypto::words::Phrase;
use abri::domain::person::Identifier;
use abri::domain::recovery::Manner;
use abri::domain::slot::{Place, SlotKind};

use crate::guardians::{Person, Seated, confirms};
use crate::people::on_postgres;
use crate::support::Service;
use crate::ways_in::{enter, vault, with};

/// As a browser brings it that never brought it before.
pub fn once(brought: &Secret) -> Once {
    as_before(brought, &random::secret())
}

fn as_before(brought: &Secret, browser: &Secret) -> Once {
    Once {
        brought: brought.duplicate(),
        browser: browser.duplicate(),
    }
}

async fn rescue_code(service: &Service) -> Secret {
    let (mut session, ..) = vault(service).await;
    let abri = &service.abri;
    ways_in::make_card(abri, &mut session).await.unwrap();
    ways_in::make_rescue_code(abri, &mut session).await.unwrap();
    let code = session.notes.drawn.last().unwrap().text.clone();
    crockford::parse_rescue_code(&code).unwrap()
}

/// The card of this session opens the vault with the code that waits there.
async fn comes_in_by_card(service: &Service, session: &Session) {
    let card = session.notes.slot_id;
    let row = ways_in::find(&service.abri, &session.open, &card).await;
    let number = ways_in::card_number(&session.open, &row.unwrap()).unwrap();
    let way = Way::Held {
        kind: SlotKind::Card,
        secret: number_typed(&number).unwrap(),
        code: Code::parse(session.drawn_for(&card).unwrap(), 6).unwrap(),
    };
    enter(service, way).await.unwrap();
}

fn refused(outcome: &Result<Session, Problem>) {
    assert!(matches!(outcome, Err(Problem::WrongSecret { .. })));
}

#[tokio::test]
async fn the_rescue_code_opens_once_and_leads_to_a_new_card() {
    let service = Service::open().await;
    let (mut session, _, _) = vault(&service).await;
    ways_in::make_card(&service.abri, &mut session)
        .await
        .unwrap();
    ways_in::make_rescue_code(&service.abri, &mut session)
        .await
        .unwrap();
    let rescue = session.notes.drawn.last().unwrap().text.clone();
    let way = || Way::Rescue(once(&crockford::parse_rescue_code(&rescue).unwrap()));
    let back = enter(&service, way()).await.unwrap();
    assert_eq!(back.notes.slot, SlotKind::Card);
    assert_eq!(
        back.notes.drawn.len(),
        1,
        "the new card's code waits to be shown"
    );
    let kinds: Vec<_> = ways_in::all(&service.abri, &back.open)
        .await
        .unwrap()
        .iter()
        .map(|s| s.kind)
        .collect();
    assert!(!kinds.contains(&SlotKind::Rescue));
    assert_eq!(
        kinds.iter().filter(|kind| **kind == SlotKind::Card).count(),
        1
    );
    assert!(
        enter(&service, way()).await.is_err(),
        "attack: the same sheet used twice"
    );
}

#[tokio::test]
async fn a_lost_answer_after_the_rescue_code_loses_nothing() {
    let service = Service::open().await;
    let (brought, browser) = (rescue_code(&service).await, random::secret());
    let bring = || Way::Rescue(as_before(&brought, &browser));
    drop(enter(&service, bring()).await.unwrap());
    refused(&enter(&service, Way::Rescue(once(&brought))).await);
    let mut again = enter(&service, bring()).await.unwrap();
    comes_in_by_card(&service, &again).await;
    // Noted, it is used up where it was brought too, and whoever is in stays in.
    let card = again.notes.slot_id;
    let code = again.drawn_for(&card).unwrap().to_owned();
    ways_in::note_code(&service.abri, &mut again, &card, &code)
        .await
        .unwrap();
    refused(&enter(&service, bring()).await);
    let cookie = again.cookie().duplicate();
    assert!(session::resume(&service.abri, cookie).await.is_ok());
}

#[tokio::test]
async fn a_rescue_code_pressed_twice_at_once_is_one_session_on_sqlite() {
    twice(Service::open().await).await;
}

#[tokio::test]
async fn a_rescue_code_pressed_twice_at_once_is_one_session_on_postgres() {
    twice(on_postgres().await).await;
}

async fn twice(service: Service) {
    let (brought, browser) = (rescue_code(&service).await, random::secret());
    let press = || enter(&service, Way::Rescue(as_before(&brought, &browser)));
    let (one, other) = tokio::join!(press(), press());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(one.cookie() == other.cookie());
    let now = session::resume(&service.abri, one.cookie().duplicate()).await;
    let now = now.unwrap();
    comes_in_by_card(&service, &now).await;
    let all = ways_in::all(&service.abri, &now.open).await.unwrap();
    let cards = all.iter().filter(|row| row.kind == SlotKind::Card);
    assert_eq!(cards.count(), 1);
}

#[tokio::test]
async fn attack_of_two_browsers_with_one_rescue_code_one_comes_in_on_sqlite() {
    race(Service::open().await).await;
}

#[tokio::test]
async fn attack_of_two_browsers_with_one_rescue_code_one_comes_in_on_postgres() {
    race(on_postgres().await).await;
}

async fn race(service: Service) {
    let brought = rescue_code(&service).await;
    let browsers: Vec<_> = (0..6).map(|_| random::secret()).collect();
    let bring = |browser| enter(&service, Way::Rescue(as_before(&brought, browser)));
    let tried = futures_util::future::join_all(browsers.iter().map(bring)).await;
    assert_eq!(tried.iter().filter(|tried| tried.is_ok()).count(), 1);
    // Nobody who came second has a session that stayed behind.
    for (browser, tried) in browsers.iter().zip(&tried) {
        let again = as_before(&brought, browser).again(&service.abri).await;
        assert_eq!(again.is_ok(), tried.is_ok());
    }
}

#[tokio::test]
async fn a_lost_answer_after_a_recovery_loses_nothing() {
    let service = Service::open().await;
    let abri: &Abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    for who in [&seated.anna, &seated.boris] {
        confirms(&service, who, &asked.words).await.unwrap();
    }
    let browser = random::secret();
    let bring = || as_before(&asked.slip, &browser);
    drop(finish::finish(abri, &bring(), Place::Shared).await.unwrap());
    refused(&finish::finish(abri, &once(&asked.slip), Place::Shared).await);
    let again = finish::finish(abri, &bring(), Place::Shared).await.unwrap();
    comes_in_by_card(&service, &again).await;
    let (one, other) = (bring(), bring());
    let both = tokio::join!(
        finish::finish(abri, &one, Place::Shared),
        finish::finish(abri, &other, Place::Shared)
    );
    assert!(both.0.unwrap().cookie() == both.1.unwrap().cookie());
}

/// The same session, as another request of its browser finds it.
async fn beside(service: &Service, session: &Session) -> Session {
    let cookie = session.cookie().duplicate();
    session::resume(&service.abri, cookie).await.unwrap()
}

#[tokio::test]
async fn words_drawn_twice_are_shown_as_they_open() {
    let service = Service::open().await;
    let (first, ..) = vault(&service).await;
    let mariam = || Identifier::parse("06 99 00 12 34").unwrap();
    for _ in 0..2 {
        let mut session = beside(&service, &first).await;
        ways_in::choose_words(&service.abri, &mut session, &mariam())
            .await
            .unwrap();
    }
    let session = beside(&service, &first).await;
    let all = ways_in::all(&service.abri, &session.open).await.unwrap();
    let words = all.iter().find(|row| row.kind == SlotKind::Phrase).unwrap();
    let shown = session.drawn_for(&words.id).unwrap();
    let way = Way::Words {
        identifier: mariam(),
        phrase: Phrase::typed(shown).unwrap(),
    };
    enter(&service, way).await.unwrap();
}

#[tokio::test]
async fn a_code_changed_twice_at_once_is_shown_as_it_opens_on_sqlite() {
    changed_twice(Service::open().await).await;
}

#[tokio::test]
async fn a_code_changed_twice_at_once_is_shown_as_it_opens_on_postgres() {
    changed_twice(on_postgres().await).await;
}

async fn changed_twice(service: Service) {
    let (first, device, _) = vault(&service).await;
    let id = first.notes.slot_id;
    for _ in 0..4 {
        let mut one = beside(&service, &first).await;
        let mut other = beside(&service, &first).await;
        let (a, b) = tokio::join!(
            ways_in::change_code(&service.abri, &mut one, &id),
            ways_in::change_code(&service.abri, &mut other, &id)
        );
        assert!(a.is_ok() || b.is_ok());
        let session = beside(&service, &first).await;
        let code = session.drawn_for(&id).unwrap().to_owned();
        enter(&service, with(&device, &code)).await.unwrap();
    }
}

/// The service ends between the note and the change: the code of before is the one that opens, and none other is shown,
/// whatever is changed in the vault afterwards.
#[tokio::test]
async fn a_code_that_no_change_has_sealed_is_shown_to_nobody() {
    let service = Service::open().await;
    let (mut session, device, code) = vault(&service).await;
    let id = session.notes.slot_id;
    let mut never = session.notes.drawn[0].clone();
    never.text = "000000".to_owned();
    never.envelope.reverse();
    session.notes.drawn.push(never);
    session::save(&service.abri, &session).await.unwrap();
    let mut now = beside(&service, &session).await;
    assert_eq!(now.drawn_for(&id), Some(code.as_str()));
    ways_in::make_rescue_code(&service.abri, &mut now)
        .await
        .unwrap();
    let mut now = beside(&service, &session).await;
    assert_eq!(now.drawn_for(&id), Some(code.as_str()));
    let typed = ways_in::note_code(&service.abri, &mut now, &id, "000000").await;
    assert!(matches!(typed, Err(Problem::WrongSecret { .. })));
    enter(&service, with(&device, &code)).await.unwrap();
}

/// Whoever photographed the sheet, and knows what the browser keeps, does not know the session that the two begin: it stands
/// before anything is told or ended.
#[tokio::test]
async fn attack_a_code_and_a_browser_do_not_tell_the_session_that_they_begin() {
    let service = Service::open().await;
    let (brought, browser) = (rescue_code(&service).await, random::secret());
    let way = Way::Rescue(as_before(&brought, &browser));
    let session = enter(&service, way).await.unwrap();
    let keys = |lookup: u8| {
        let key = |byte: u8| abri::crypto::secrets::Key::take(&mut [byte; 32]);
        abri::crypto::server_keys::ServerKeys::new(key(1), key(lookup), key(3))
    };
    let own = service.abri.keys.begun_by(&brought, &browser);
    assert!(*session.cookie() == own);
    for other in [
        keys(250).begun_by(&brought, &browser),
        service.abri.keys.begun_by(&brought, &random::secret()),
        service.abri.keys.begun_by(&random::secret(), &browser),
        service.abri.keys.begun_by(&browser, &brought),
    ] {
        assert!(other != own);
    }
}

/// A slow request of the same browser ends after a code was drawn: what it knew from before does not write over it.
#[tokio::test]
async fn a_request_that_began_before_does_not_forget_what_was_drawn_since() {
    for service in [Service::open().await, on_postgres().await] {
        let (mut session, device, _) = vault(&service).await;
        let id = session.notes.slot_id;
        let slow = beside(&service, &session).await;
        ways_in::change_code(&service.abri, &mut session, &id)
            .await
            .unwrap();
        session::save(&service.abri, &slow).await.unwrap();
        let mut now = beside(&service, &session).await;
        let code = now.drawn_for(&id).unwrap().to_owned();
        enter(&service, with(&device, &code)).await.unwrap();
        // Nor is it there again once it was noted.
        let slow = beside(&service, &session).await;
        ways_in::note_code(&service.abri, &mut now, &id, &code)
            .await
            .unwrap();
        session::save(&service.abri, &slow).await.unwrap();
        assert_eq!(beside(&service, &session).await.drawn_for(&id), None);
    }
}

/// A session remembers what waits for its ways in, not all that was ever drawn.
#[tokio::test]
async fn attack_codes_drawn_again_and_again_do_not_pile_up() {
    let service = Service::open().await;
    let (session, ..) = vault(&service).await;
    for _ in 0..20 {
        let mut now = beside(&service, &session).await;
        let made = ways_in::make_rescue_code(&service.abri, &mut now).await;
        made.unwrap();
        let now = beside(&service, &session).await;
        assert!(now.notes.drawn.len() <= 3, "{}", now.notes.drawn.len());
    }
}
