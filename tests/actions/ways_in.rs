//! Opening a vault, coming back in, and every way of being refused.

use std::sync::atomic::Ordering;

use abri::actions::open_vault::{self, NewVault, Notice, open_vault};
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Problem, notice, prove, tries, ways_in};
use abri::config::{Opening, SecretText, StructureCode};
use abri::crypto::codes::Code;
use abri::crypto::crockford;
use abri::crypto::secrets::Secret;
use abri::crypto::words::Phrase;
use abri::domain::person::{CallName, Identifier};
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::Span;
use abri::store::vaults::Given;

use crate::evidence::Claim;
use crate::support::Service;

pub async fn vault(service: &Service) -> (Session, Secret, String) {
    let new = NewVault {
        name: CallName::parse("Mariam").unwrap(),
        place: Place::Own,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    let (session, device) = open_vault(&service.abri, new).await.unwrap();
    let code = session.notes.drawn[0].text.clone();
    (session, device.unwrap(), code)
}

pub fn with(secret: &Secret, code: &str) -> Way {
    Way::Held {
        kind: SlotKind::Device,
        secret: secret.duplicate(),
        code: Code::parse(code, 6).unwrap(),
    }
}

pub fn wrong(code: &str) -> String {
    let first = if code.starts_with('1') { '2' } else { '1' };
    format!("{first}{}", &code[1..])
}

pub async fn enter(service: &Service, way: Way) -> Result<Session, Problem> {
    sign_in(&service.abri, way, Place::Own, "192.0.2.1").await
}

#[tokio::test]
async fn a_person_comes_back_with_the_phone_and_its_code() {
    let service = Service::open().await;
    let (first, device, code) = vault(&service).await;
    let second = enter(&service, with(&device, &code)).await.unwrap();
    assert_eq!(
        open_vault::profile(&second).unwrap().name.as_str(),
        "Mariam"
    );
    assert!(first.open.key == second.open.key);
    let cookie = second.cookie().duplicate();
    let resumed = session::resume(&service.abri, cookie).await.unwrap();
    assert!(resumed.open.key == second.open.key);
}

#[tokio::test]
async fn attack_ten_wrong_codes_erase_the_phone_and_nothing_else() {
    let service = Service::open().await;
    let (mut session, device, code) = vault(&service).await;
    ways_in::make_card(&service.abri, &mut session)
        .await
        .unwrap();
    for left in (1..10).rev() {
        let refused = enter(&service, with(&device, &wrong(&code))).await;
        assert!(matches!(refused, Err(Problem::WrongSecret { left: Some(n) }) if n == left));
    }
    let erased = enter(&service, with(&device, &wrong(&code))).await;
    assert!(matches!(erased, Err(Problem::WayErased { others }) if others == [SlotKind::Card]));
    assert!(enter(&service, with(&device, &code)).await.is_err());

    // The seal explains the missing row: the card still opens, and the state verifies.
    let card = ways_in::all(&service.abri, &session.open)
        .await
        .unwrap()
        .pop()
        .unwrap();
    let number = ways_in::card_number(&session.open, &card).unwrap();
    let way = Way::Held {
        kind: SlotKind::Card,
        secret: crockford::parse_rescue_code(&number).unwrap(),
        code: Code::parse(&session.notes.drawn[1].text, 6).unwrap(),
    };
    enter(&service, way).await.unwrap();
}

#[tokio::test]
async fn a_right_code_gives_the_tries_back() {
    let service = Service::open().await;
    let (_, device, code) = vault(&service).await;
    for _ in 0..3 {
        for _ in 0..5 {
            assert!(enter(&service, with(&device, &wrong(&code))).await.is_err());
        }
        enter(&service, with(&device, &code)).await.unwrap();
    }
}

#[tokio::test]
async fn words_open_and_attack_guesses_slow_down_without_locking_the_phone() {
    let claim = Claim::begin("L3", "throttle", "cargo test --release --test actions");
    let service = Service::open().await;
    let (mut session, device, code) = vault(&service).await;
    let mariam = || Identifier::parse("06 99 00 12 34").unwrap();
    ways_in::choose_words(&service.abri, &mut session, &mariam())
        .await
        .unwrap();
    let words = session.notes.drawn.last().unwrap().text.clone();
    let way = |words: &str| Way::Words {
        identifier: mariam(),
        phrase: Phrase::typed(words).unwrap(),
    };
    enter(&service, way(&words.to_uppercase())).await.unwrap();
    for _ in 0..10 {
        let refused = enter(&service, way("quinze lettres au moins")).await;
        assert!(matches!(refused, Err(Problem::WrongSecret { left: None })));
    }
    assert!(matches!(
        enter(&service, way(&words)).await,
        Err(Problem::TooManyTries { .. })
    ));
    enter(&service, with(&device, &code)).await.unwrap();
    service.pass(Span::minutes(16));
    enter(&service, way(&words)).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_session_that_ended_is_not_revived() {
    let service = Service::open().await;
    let (session, ..) = vault(&service).await;
    session::end(&service.abri, session.cookie()).await.unwrap();
    assert!(matches!(
        session::save(&service.abri, &session).await,
        Err(Problem::SignInAgain)
    ));
    let cookie = session.cookie().duplicate();
    assert!(matches!(
        session::resume(&service.abri, cookie).await,
        Err(Problem::SignInAgain)
    ));
}

#[tokio::test]
async fn a_session_sleeps_half_an_hour_and_lasts_twelve() {
    let service = Service::open().await;
    let (session, ..) = vault(&service).await;
    let resume = || session::resume(&service.abri, session.cookie().duplicate());
    for _ in 0..28 {
        service.pass(Span::minutes(25));
        resume().await.unwrap();
    }
    service.pass(Span::minutes(25));
    assert!(matches!(resume().await, Err(Problem::SignInAgain)));
    let (session, ..) = vault(&service).await;
    service.pass(Span::minutes(31));
    assert!(
        session::resume(&service.abri, session.cookie().duplicate())
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_session_on_a_shared_computer_sleeps_ten_minutes_and_lasts_twelve_hours() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (own, device, code) = vault(&service).await;
    let come_in = || sign_in(abri, with(&device, &code), Place::Shared, "192.0.2.1");
    let resume = |session: &Session| session::resume(abri, session.cookie().duplicate());
    let shared = come_in().await.unwrap();
    for _ in 0..79 {
        service.pass(Span::minutes(9));
        resume(&shared).await.unwrap();
        resume(&own).await.unwrap();
    }
    service.pass(Span::minutes(9));
    assert!(matches!(resume(&shared).await, Err(Problem::SignInAgain)));

    let own = vault(&service).await.0;
    let shared = come_in().await.unwrap();
    service.pass(Span::minutes(10));
    assert!(matches!(resume(&shared).await, Err(Problem::SignInAgain)));
    // On one's own phone it sleeps on.
    resume(&own).await.unwrap();
}

#[tokio::test]
async fn a_session_that_began_while_the_clock_was_ahead_is_over_once_it_is_right() {
    let service = Service::open().await;
    for ahead in [Span::hours(2), Span::days(30)] {
        let right = service.abri.now();
        service.pass(ahead);
        let (session, ..) = vault(&service).await;
        let resume = || session::resume(&service.abri, session.cookie().duplicate());
        resume().await.unwrap();
        service.now().store(right.millis(), Ordering::SeqCst);
        assert!(matches!(resume().await, Err(Problem::SignInAgain)));
    }
}

#[tokio::test]
async fn a_code_typed_back_is_forgotten_and_a_card_is_safe_only_in_the_hand() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, _, code) = vault(&service).await;
    let phone = session.notes.slot_id;
    assert!(matches!(
        ways_in::note_code(abri, &mut session, &phone, &wrong(&code)).await,
        Err(Problem::WrongSecret { left: None })
    ));
    ways_in::note_code(abri, &mut session, &phone, &code)
        .await
        .unwrap();
    assert!(session.drawn_for(&phone).is_none());
    assert!(!ways_in::is_safe(abri, &session.open).await.unwrap());

    ways_in::make_card(abri, &mut session).await.unwrap();
    let card = session.notes.drawn[0].slot_id;
    let row = ways_in::find(abri, &session.open, &card).await.unwrap();
    let number = ways_in::card_number(&session.open, &row).unwrap();
    assert!(
        ways_in::confirm(abri, &mut session, &card, "ZZZ0")
            .await
            .is_err()
    );
    assert!(!ways_in::is_safe(abri, &session.open).await.unwrap());
    let end = number[number.len() - 4..].to_lowercase();
    ways_in::confirm(abri, &mut session, &card, &end)
        .await
        .unwrap();
    assert!(ways_in::is_safe(abri, &session.open).await.unwrap());
    assert!(
        session.drawn_for(&card).is_some(),
        "its code is still to be noted"
    );
    ways_in::change_code(abri, &mut session, &card)
        .await
        .unwrap();
    assert!(
        ways_in::is_safe(abri, &session.open).await.unwrap(),
        "the printed card is the same"
    );
}

#[tokio::test]
async fn attack_an_open_session_alone_proves_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, _, code) = vault(&service).await;
    let phone = session.notes.slot_id;
    assert!(!prove::is_proved(abri, &session));
    for left in [9, 8] {
        let refused = prove::prove(abri, &mut session, &phone, &wrong(&code)).await;
        assert!(matches!(refused, Err(Problem::WrongSecret { left: Some(n) }) if n == left));
    }
    assert!(!prove::is_proved(abri, &session));
    prove::prove(abri, &mut session, &phone, &code)
        .await
        .unwrap();
    assert!(prove::is_proved(abri, &session));
    let row = ways_in::find(abri, &session.open, &phone).await.unwrap();
    assert_eq!(row.failures, 0, "a right code gives the tries back");
    service.pass(Span::minutes(11));
    assert!(!prove::is_proved(abri, &session));
}

#[tokio::test]
async fn attack_one_source_cannot_guess_for_ever_and_the_right_ones_do_not_count() {
    let service = Service::open().await;
    let abri = &service.abri;
    let counted = |right: bool| {
        tries::counted(abri, "192.0.2.7", 3, async move {
            if right {
                Ok(())
            } else {
                Err(Problem::WrongSecret { left: None })
            }
        })
    };
    for right in [true, true, false, true, false, true, false] {
        assert_eq!(counted(right).await.is_ok(), right);
    }
    assert!(matches!(
        counted(true).await,
        Err(Problem::TooManyTries { .. })
    ));
    let other = tries::counted(abri, "192.0.2.8", 3, async { Ok(()) });
    other.await.unwrap();
    service.pass(Span::minutes(16));
    counted(true).await.unwrap();
}

#[tokio::test]
async fn attack_without_a_structures_code_no_vault_is_opened_where_one_is_asked() {
    let service = Service::open().await;
    let abri = &service.abri;
    let opening = Opening::StructureCode(vec![StructureCode {
        structure: "Les Tilleuls".into(),
        code: SecretText::new("TILL-2026-XK".into()),
    }]);
    assert!(open_vault::is_admitted(abri, &Opening::Anyone, ""));
    assert!(open_vault::admission(abri, &opening, "TILL-2026-XL").is_err());
    assert!(!open_vault::is_admitted(abri, &opening, ""));
    assert!(!open_vault::is_admitted(abri, &opening, "TILL-2026-XK"));
    let proof = open_vault::admission(abri, &opening, "till 2026 xk").unwrap();
    assert!(open_vault::is_admitted(abri, &opening, &proof));
    service.pass(Span::days(1));
    assert!(open_vault::is_admitted(abri, &opening, &proof));
    service.pass(Span::days(1));
    assert!(!open_vault::is_admitted(abri, &opening, &proof));
}

#[tokio::test]
async fn a_notice_read_again_is_recorded() {
    let service = Service::open().await;
    let (session, ..) = vault(&service).await;
    let again = Notice {
        version: "2".into(),
        language: "fr".into(),
        given: Given::Aloud,
    };
    notice::read(&service.abri, &session, &again).await.unwrap();
    let cookie = session.cookie().duplicate();
    let vault = session::resume(&service.abri, cookie).await.unwrap().vault;
    assert_eq!(vault.notice_version, "2");
    assert_eq!(vault.notice_given, Given::Aloud);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let service = Service::open().await;
    let (first, device, code) = vault(&service).await;
    let second = enter(&service, with(&device, &code)).await.unwrap();
    assert_eq!(session::end_all(&service.abri, &second).await.unwrap(), 2);
    for ended in [first, second] {
        let cookie = ended.cookie().duplicate();
        assert!(session::resume(&service.abri, cookie).await.is_err());
    }
}

#[test]
fn what_is_typed_in_another_shape_is_no_try() {
    let field = |problem: Option<Problem>| match problem {
        Some(Problem::Field(key)) => key,
        _ => "",
    };
    let words = |identifier: &str, words: &str| field(Way::words(identifier, words).err());
    assert_eq!(words("2 85 05 78 006 084 36", "x"), "enter-identifier-nir");
    assert_eq!(words("abc", "x"), "enter-identifier-unfit");
    assert_eq!(words("mariam", "trop court"), "enter-words-shape");
    assert_eq!(
        field(Way::rescue("ABCD", abri::crypto::random::secret()).err()),
        "enter-number-shape"
    );
    let miscopied = "0".repeat(27) + "1";
    assert_eq!(
        field(Way::rescue(&miscopied, abri::crypto::random::secret()).err()),
        "enter-number-check"
    );
}

#[tokio::test]
async fn attack_one_source_opens_only_so_many_vaults_an_hour() {
    let service = Service::open().await;
    let new = || NewVault {
        name: CallName::parse("Mariam").unwrap(),
        place: Place::Shared,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    let from = |source| open_vault::open_vault_from(&service.abri, source, 3, new());
    let is_refused = |opened: Result<_, Problem>| matches!(opened, Err(Problem::TooManyVaults { wait }) if wait == Span::hours(1));
    for _ in 0..3 {
        from("192.0.2.7").await.unwrap();
    }
    assert!(is_refused(from("192.0.2.7").await.map(drop)));
    from("192.0.2.8").await.unwrap();
    // Whoever is refused meanwhile does not make the wait longer.
    service.pass(Span::minutes(59));
    assert!(is_refused(from("192.0.2.7").await.map(drop)));
    service.pass(Span::minutes(2));
    from("192.0.2.7").await.unwrap();
    let at_once = (0..6).map(|_| from("192.0.2.9"));
    let opened = futures_util::future::join_all(at_once).await;
    assert_eq!(opened.iter().filter(|one| one.is_ok()).count(), 3);
}

#[tokio::test]
async fn a_session_that_cannot_be_put_off_goes_on_to_its_own_end() {
    let service = Service::open().await;
    let (session, _, _) = vault(&service).await;
    let reads_only =
        "CREATE TRIGGER full BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'full'); END";
    service.meddle("ephemeral.sqlite", reads_only).await;
    let resumed = async || session::resume(&service.abri, session.cookie().duplicate()).await;
    for _ in 0..5 {
        service.pass(Span::minutes(5));
        resumed().await.unwrap();
    }
    service.pass(Span::minutes(6));
    assert!(matches!(resumed().await, Err(Problem::SignInAgain)));
}
