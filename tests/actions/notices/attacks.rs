//! Whoever wants to flood somebody, to be told in somebody's place, or to learn an address.

use abri::actions::notices::{self, Round};
use abri::actions::regain_control::regain;
use abri::actions::{Abri, Problem, close_vault, discreet, session, tombstones};
use abri::domain::ids::VaultId;
use abri::domain::journal::Event;
use abri::domain::notices::Channel;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use abri::store::notices::{self as rows, NoticeRow};

use super::{MINE, asks, mail, person, refused, sends, told};
use crate::deposits::one_waits;
use crate::given::told as entries;
use crate::people::{hired, on_postgres, structure};
use crate::relay::Relay;
use crate::support::Service;
use crate::ways_in::wrong;

fn with_relay(mut service: Service) -> (Service, Relay) {
    let relay = Relay::start();
    service.abri.notify = mail(&relay);
    (service, relay)
}

async fn flood(service: Service) {
    let (service, relay) = with_relay(service);
    let abri = &service.abri;
    // Many vaults, one box, written in many ways.
    for way in [
        "victime@example.org",
        "Victime@EXAMPLE.org",
        "vic.time@example.org",
        "victime+1@example.org",
        "v.i.c.t.i.m.e+2@example.org",
        "victime@example.org",
    ] {
        let mut session = person(&service).await;
        let asked = asks(abri, &mut session, way).await;
        let few = relay.letters().len() < 3;
        assert!(asked.is_ok() || matches!(asked, Err(Problem::TooManyTries { .. })));
        assert!(asked.is_ok() || !few, "{way}");
    }
    assert_eq!(relay.letters().len(), 3);
    // One vault, many boxes.
    let mut session = person(&service).await;
    for number in 0..6 {
        drop(asks(abri, &mut session, &format!("boite{number}@example.org")).await);
    }
    assert_eq!(relay.letters().len(), 6);
    service.pass(Span::hours(1));
    assert!(matches!(
        asks(abri, &mut session, "boite9@example.org").await,
        Err(Problem::NotFound)
    ));
    assert_eq!(relay.letters().len(), 6, "the secret was typed long ago");
}

#[tokio::test]
async fn attack_nobody_is_flooded_with_numbers_on_sqlite() {
    flood(Service::open().await).await;
}

#[tokio::test]
async fn attack_nobody_is_flooded_with_numbers_on_postgres() {
    flood(on_postgres().await).await;
}

/// Vaults opened by the dozen, and each with boxes of its own, make no post office of the service.
#[tokio::test]
async fn attack_many_vaults_send_many_boxes_two_hundred_numbers_an_hour_at_most() {
    let (service, relay) = with_relay(Service::open().await);
    let abri = &service.abri;
    for vault in 0..67 {
        let mut session = person(&service).await;
        for number in 3 * vault..3 * vault + 3 {
            let asked = asks(abri, &mut session, &format!("boite{number}@example.org")).await;
            match asked {
                Ok(()) => assert!(number < 200),
                Err(Problem::TooManyTries { .. }) => assert!(number >= 200, "{number}"),
                Err(other) => panic!("{number}: {other:?}"),
            }
        }
    }
    assert_eq!(relay.letters().len(), 200);
    service.pass(Span::hours(1));
    let mut session = person(&service).await;
    asks(abri, &mut session, MINE).await.unwrap();
    assert_eq!(relay.letters().len(), 201, "the hour after");
}

#[tokio::test]
async fn attack_a_number_is_not_found_by_trying() {
    let (service, relay) = with_relay(Service::open().await);
    let abri = &service.abri;
    let mut session = person(&service).await;
    asks(abri, &mut session, "victime@example.org")
        .await
        .unwrap();
    let number = relay.number();
    refused(
        notices::confirm(abri, &mut session, "12 34").await,
        "notices-number-shape",
    );
    for _ in 0..5 {
        let typed = notices::confirm(abri, &mut session, &wrong(&number)).await;
        refused(typed, "notices-number-wrong");
    }
    let typed = notices::confirm(abri, &mut session, &number).await;
    refused(typed, "notices-many");
    let typed = notices::confirm(abri, &mut session, &number).await;
    refused(typed, "notices-late");
    // One that came too late is none either.
    asks(abri, &mut session, "victime@example.org")
        .await
        .unwrap();
    service.pass(Span::minutes(10));
    let typed = notices::confirm(abri, &mut session, &relay.number()).await;
    refused(typed, "notices-late");
    let mine = notices::mine(abri, &session).await.unwrap();
    assert!(mine.address.is_none());
}

#[tokio::test]
async fn attack_an_address_moved_to_another_vault_is_written_to_by_nobody() {
    let (service, relay) = with_relay(Service::open().await);
    let one = told(&service, &relay, MINE).await;
    let other = told(&service, &relay, "autre@example.org").await;
    let before = relay.letters().len();
    let abri = &service.abri;
    let moved = NoticeRow {
        vault_id: other.open.vault,
        ..stored(abri, one.open.vault).await
    };
    replaced(abri, &moved).await;
    one_waits(abri, &other).await;
    let sent = notices::send(abri, &[1; 16], super::news).await;
    assert!(matches!(sent, Err(Problem::Damaged("address"))));
    assert_eq!(relay.letters().len(), before);
    assert!(notices::mine(abri, &other).await.is_err());
    // Nor as what it is not.
    let turned = NoticeRow {
        channel: Channel::Sms,
        ..stored(abri, one.open.vault).await
    };
    replaced(abri, &turned).await;
    assert!(notices::mine(abri, &one).await.is_err());
    // It can be stopped all the same, and what is sound is sent.
    notices::stop(abri, &one).await.unwrap();
    let third = told(&service, &relay, "tiers@example.org").await;
    one_waits(abri, &third).await;
    assert_eq!(sends(&service).await.sent, 1);
}

async fn stored(abri: &Abri, vault: VaultId) -> NoticeRow {
    let mut tx = abri.store.durable.look().await.unwrap();
    rows::of_vault(&mut tx, vault).await.unwrap().unwrap()
}

/// Puts a row in the place of another, behind the service's back.
async fn replaced(abri: &Abri, row: &NoticeRow) {
    let mut tx = abri.store.durable.begin().await.unwrap();
    rows::erase(&mut tx, row.vault_id).await.unwrap();
    rows::add(&mut tx, row).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn attack_an_address_in_which_a_byte_is_flipped_is_refused() {
    let (service, relay) = with_relay(Service::open().await);
    let abri = &service.abri;
    let session = told(&service, &relay, MINE).await;
    let vault = session.open.vault;
    let row = stored(abri, vault).await;
    for at in [0, row.sealed.len() / 2, row.sealed.len() - 1] {
        let mut flipped = row.clone();
        flipped.sealed[at] ^= 1;
        replaced(abri, &flipped).await;
        let mine = notices::mine(abri, &session).await;
        assert!(matches!(mine, Err(Problem::Damaged("address"))), "{at}");
    }
}

#[tokio::test]
async fn attack_only_the_person_alone_asks() {
    let (service, _relay) = with_relay(Service::open().await);
    let abri = &service.abri;
    let (mut session, _, _) = crate::ways_in::vault(&service).await;
    let stale = asks(abri, &mut session, MINE).await;
    assert!(matches!(stale, Err(Problem::NotFound)), "no secret typed");
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let mut anna = hired(&service, &mut manager, Role::SocialWorker, "Anna").await;
    let asked = asks(abri, &mut anna.session, MINE).await;
    assert!(matches!(asked, Err(Problem::NotFound)));
    assert!(notices::mine(abri, &anna.session).await.is_err());
}

async fn dropped(service: Service) {
    let (service, relay) = with_relay(service);
    let abri = &service.abri;
    let mut session = told(&service, &relay, MINE).await;
    one_waits(abri, &session).await;
    asks(abri, &mut session, "autre@example.org").await.unwrap();
    let (number, before) = (relay.number(), relay.letters().len());
    regain(abri, &mut session).await.unwrap();
    let cookie = session.cookie().duplicate();
    let mut session = session::resume(abri, cookie).await.unwrap();
    let mine = notices::mine(abri, &session).await.unwrap();
    assert!(mine.address.is_none());
    assert_eq!(entries(abri, &session.open, Event::NoticesStopped).await, 1);
    refused(
        notices::confirm(abri, &mut session, &number).await,
        "notices-late",
    );
    one_waits(abri, &session).await;
    assert_eq!(sends(&service).await, Round::default());
    assert_eq!(relay.letters().len(), before);
}

#[tokio::test]
async fn attack_whoever_had_a_hand_in_it_is_told_no_more_on_sqlite() {
    dropped(Service::open().await).await;
}

#[tokio::test]
async fn attack_whoever_had_a_hand_in_it_is_told_no_more_on_postgres() {
    dropped(on_postgres().await).await;
}

#[tokio::test]
async fn attack_an_old_backup_brings_no_address_back() {
    let (service, relay) = with_relay(Service::open().await);
    let abri = &service.abri;
    let session = told(&service, &relay, MINE).await;
    let keep = "CREATE TABLE kept AS SELECT * FROM notices";
    service.meddle("abri.sqlite", keep).await;
    notices::stop(abri, &session).await.unwrap();
    let back = "INSERT INTO notices SELECT * FROM kept";
    assert_eq!(service.meddle("abri.sqlite", back).await, 1);
    tombstones::replay(abri).await.unwrap();
    let mine = notices::mine(abri, &session).await.unwrap();
    assert!(mine.address.is_none());
    assert_eq!(entries(abri, &session.open, Event::NoticesStopped).await, 2);
}

#[tokio::test]
async fn nothing_is_sent_in_discreet_mode_or_once_the_vault_is_closed() {
    let (service, relay) = with_relay(Service::open().await);
    let abri = &service.abri;
    let mut session = told(&service, &relay, "avant@example.org").await;
    // What was due before is not sent either.
    one_waits(abri, &session).await;
    discreet::set(abri, &session, true).await.unwrap();
    assert_eq!(sends(&service).await, Round::default());
    one_waits(abri, &session).await;
    assert!(notices::mine(abri, &session).await.unwrap().paused);
    // Another address is as quiet as the one before.
    asks(abri, &mut session, MINE).await.unwrap();
    notices::confirm(abri, &mut session, &relay.number())
        .await
        .unwrap();
    assert!(notices::mine(abri, &session).await.unwrap().paused);
    one_waits(abri, &session).await;
    assert_eq!(sends(&service).await, Round::default());
    let before = relay.letters().len();
    // Pressed twice, it is told once; which way is not told.
    discreet::set(abri, &session, true).await.unwrap();
    assert_eq!(entries(abri, &session.open, Event::SettingChanged).await, 1);
    discreet::set(abri, &session, false).await.unwrap();
    assert_eq!(entries(abri, &session.open, Event::SettingChanged).await, 2);
    assert_eq!(sends(&service).await, Round::default(), "nothing of before");
    one_waits(abri, &session).await;
    assert_eq!(sends(&service).await.sent, 1);
    service.pass(Span::hours(6));

    let session = told(&service, &relay, "autre@example.org").await;
    one_waits(abri, &session).await;
    close_vault::now(abri, &session).await.unwrap();
    assert_eq!(sends(&service).await, Round::default());
    assert_eq!(relay.letters().len(), before + 2);
    let left = "DELETE FROM notices WHERE vault_id NOT IN (SELECT id FROM vaults)";
    assert_eq!(service.meddle("abri.sqlite", left).await, 0);
    assert_eq!(
        service.meddle("abri.sqlite", "DELETE FROM notices").await,
        1
    );
}

#[tokio::test]
async fn attack_tables_do_not_tell_an_address() {
    let (service, relay) = with_relay(Service::open().await);
    let mut session = told(&service, &relay, "canari-7f3c@example.org").await;
    asks(&service.abri, &mut session, "canari-8a21@example.org")
        .await
        .unwrap();
    one_waits(&service.abri, &session).await;
    let mut read = 0;
    for name in ["abri.sqlite", "ephemeral.sqlite"] {
        for end in ["", "-wal"] {
            let bytes = std::fs::read(service.file(&format!("{name}{end}"))).unwrap_or_default();
            read += bytes.len();
            for canary in ["canari-7f3c", "canari-8a21", &relay.number()] {
                let found = bytes
                    .windows(canary.len())
                    .any(|part| part == canary.as_bytes());
                assert!(!found, "{canary} in {name}{end}");
            }
        }
    }
    assert!(read > 10_000);
    let row = stored(&service.abri, session.open.vault).await;
    assert_eq!(row.sealed[..2], [1, 1], "version and suite");
}
