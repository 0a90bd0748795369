//! Wrong words for an identifier, told in the journal once an hour, and to nobody outside.

use abri::actions::look_back::{self, Known};
use abri::actions::session::Session;
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Problem, refused_tries, ways_in};
use abri::crypto::lookups;
use abri::domain::journal::{Details, Event};
use abri::domain::person::Identifier;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::{Moment, Span};
use abri::jobs;
use abri::store::{Store, refusals, slots};

use crate::given::{newcomer, vault};
use crate::postgres;
use crate::support::Service;

const MARIAM: &str = "06 99 00 12 34";
const WRONG: &str = "quinze lettres au moins";

async fn on_postgres() -> Service {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    Service::over(store, tempfile::tempdir().unwrap()).await
}

/// A vault with words, and these words.
async fn with_words(service: &Service) -> (Session, String) {
    let mut session = vault(&service.abri).await;
    let identifier = Identifier::parse(MARIAM).unwrap();
    ways_in::choose_words(&service.abri, &mut session, &identifier)
        .await
        .unwrap();
    let words = session.notes.drawn.last().unwrap().text.clone();
    (session, words)
}

async fn enter(service: &Service, whom: &str, words: &str) -> Result<Session, Problem> {
    let way = Way::words(whom, words).unwrap();
    sign_in(&service.abri, way, Place::Own, "192.0.2.1").await
}

async fn refused(service: &Service, whom: &str, times: u32) {
    for _ in 0..times {
        let refused = enter(service, whom, WRONG).await;
        assert!(matches!(refused, Err(Problem::WrongSecret { left: None })));
    }
}

async fn told(service: &Service, session: &Session) -> Vec<Details> {
    let since = Moment::from_millis(0);
    let seen = look_back::page(&service.abri, &session.open, None, since)
        .await
        .unwrap();
    assert_eq!(seen.broken, None);
    let entries = seen.entries.into_iter();
    entries
        .filter(|entry| entry.event == Some(Event::TriesRefused))
        .map(|entry| match entry.known {
            Known::All(details) => *details,
            Known::Erased | Known::Damaged => panic!("details are readable"),
        })
        .collect()
}

fn identifier(service: &Service) -> [u8; 32] {
    let identifier = Identifier::parse(MARIAM).unwrap();
    service.abri.keys.identifier_id(identifier.as_str())
}

/// What waits to be told, until one hour from now.
async fn waiting(service: &Service) -> Vec<refusals::RefusalRow> {
    let mut tx = service.abri.store.ephemeral.read().await.unwrap();
    let now = service.abri.now();
    refusals::before(&mut tx, now + Span::hours(1), 10)
        .await
        .unwrap()
}

async fn once_an_hour(service: Service) {
    let (session, words) = with_words(&service).await;
    refused(&service, MARIAM, 3).await;
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 0);
    assert!(
        told(&service, &session).await.is_empty(),
        "the hour goes on"
    );
    service.pass(Span::minutes(30));
    enter(&service, MARIAM, &words).await.unwrap();
    refused(&service, MARIAM, 1).await;
    assert!(
        told(&service, &session).await.is_empty(),
        "coming in does not tell it a second time"
    );
    service.pass(Span::minutes(31));
    jobs::prepare(&service.abri).await.unwrap();
    let said = told(&service, &session).await;
    // Noon was when the service was opened.
    let one_o_clock = 1_795_521_600_000 + Span::hours(1).as_millis();
    let [told_now] = &said[..] else {
        panic!("one entry, not {}", said.len())
    };
    let only = Details {
        slot: Some(SlotKind::Phrase),
        count: 4,
        until: one_o_clock,
        ..Details::default()
    };
    assert!(
        *told_now == only,
        "{} until {}",
        told_now.count,
        told_now.until
    );
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 0);
    assert!(waiting(&service).await.is_empty());

    refused(&service, MARIAM, 2).await;
    service.pass(Span::hours(1));
    let back = enter(&service, MARIAM, &words).await.unwrap();
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 1);
    let counts: Vec<_> = told(&service, &back)
        .await
        .iter()
        .map(|d| d.count)
        .collect();
    assert_eq!(counts, [2, 4]);
}

#[tokio::test]
async fn refused_words_are_told_once_an_hour_on_sqlite() {
    once_an_hour(Service::open().await).await;
}

#[tokio::test]
async fn refused_words_are_told_once_an_hour_on_postgres() {
    once_an_hour(on_postgres().await).await;
}

#[tokio::test]
async fn attack_an_unknown_identifier_is_refused_and_counted_as_a_known_one() {
    let service = Service::open().await;
    let (session, _) = with_words(&service).await;
    let before = told(&service, &session).await.len();
    refused(&service, MARIAM, 2).await;
    refused(&service, "personne@example.org", 2).await;
    let counts: Vec<_> = waiting(&service).await.iter().map(|r| r.count).collect();
    assert_eq!(counts, [2, 2], "the request does not know whose it is");
    service.pass(Span::hours(1));
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 1);
    assert_eq!(told(&service, &session).await.len(), before + 1);
    assert!(waiting(&service).await.is_empty(), "both are forgotten");
}

#[tokio::test]
async fn attack_a_crash_after_the_entry_tells_nothing_twice() {
    let service = Service::open().await;
    let (session, _) = with_words(&service).await;
    refused(&service, MARIAM, 2).await;
    let row = waiting(&service).await.remove(0);
    service.pass(Span::hours(1));
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 1);
    // As if the process had been killed before the count was forgotten.
    let mut tx = service.abri.store.ephemeral.begin().await.unwrap();
    refusals::count(&mut tx, &identifier(&service), row.hour)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 0);
    assert_eq!(told(&service, &session).await.len(), 1);
    assert!(waiting(&service).await.is_empty());
}

#[tokio::test]
async fn a_stop_before_the_entry_loses_nothing() {
    let service = Service::open().await;
    let (session, _) = with_words(&service).await;
    refused(&service, MARIAM, 2).await;
    // The service is off for hours; the count waits in its table.
    service.pass(Span::hours(5));
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 1);
    assert_eq!(told(&service, &session).await[0].count, 2);
}

async fn two_at_once(service: Service) {
    let (session, _) = with_words(&service).await;
    refused(&service, MARIAM, 2).await;
    service.pass(Span::hours(1));
    let tell = || refused_tries::tell(&service.abri);
    let (one, other) = tokio::join!(tell(), tell());
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    assert_eq!(told(&service, &session).await.len(), 1);
}

#[tokio::test]
async fn two_processes_tell_it_once_on_sqlite() {
    two_at_once(Service::open().await).await;
}

#[tokio::test]
async fn two_processes_tell_it_once_on_postgres() {
    two_at_once(on_postgres().await).await;
}

#[tokio::test]
async fn words_that_were_taken_away_meanwhile_are_told_to_nobody() {
    let service = Service::open().await;
    let (mut session, _) = with_words(&service).await;
    refused(&service, MARIAM, 2).await;
    let other = Identifier::parse("un autre nom").unwrap();
    ways_in::choose_words(&service.abri, &mut session, &other)
        .await
        .unwrap();
    service.pass(Span::hours(1));
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 0);
    assert!(waiting(&service).await.is_empty());
}

#[tokio::test]
async fn attack_one_journal_that_cannot_be_written_does_not_keep_others_from_theirs() {
    let service = Service::open().await;
    let (session, _) = with_words(&service).await;
    refused(&service, MARIAM, 1).await;
    service
        .meddle("abri.sqlite", "UPDATE vaults SET inbox_mac = zeroblob(32)")
        .await;
    let mut second = vault(&service.abri).await;
    let theirs = Identifier::parse("samir le second").unwrap();
    ways_in::choose_words(&service.abri, &mut second, &theirs)
        .await
        .unwrap();
    refused(&service, "samir le second", 1).await;
    service.pass(Span::hours(1));
    assert_eq!(refused_tries::tell(&service.abri).await.unwrap(), 1);
    assert_eq!(told(&service, &second).await.len(), 1);
    assert!(told(&service, &session).await.is_empty());
}

/// Two presses of one button are two tries: while one is being made, the other is already inside.
async fn a_try_that_is_being_made_is_told_to_nobody(service: Service) {
    let (session, phone) = newcomer(&service.abri).await;
    let (phone, code) = (phone.unwrap(), session.notes.drawn[0].text.clone());
    let id = lookups::id(lookups::Kind::Device, phone.expose());
    let enter = async |code: &str| {
        let way = Way::held(SlotKind::Device, phone.duplicate(), code).unwrap();
        sign_in(&service.abri, way, Place::Own, "192.0.2.1").await
    };
    let durable = &service.abri.store.durable;
    assert_eq!(slots::spend_try(durable, &id).await.unwrap(), Some(0));
    enter(&code).await.unwrap();
    assert!(told(&service, &session).await.is_empty());

    let wrong = if code == "123456" { "654321" } else { "123456" };
    let refused = enter(wrong).await;
    assert!(matches!(refused, Err(Problem::WrongSecret { .. })));
    assert!(slots::spend_try(durable, &id).await.unwrap().is_some());
    enter(&code).await.unwrap();
    let counts: Vec<_> = told(&service, &session)
        .await
        .iter()
        .map(|one| one.count)
        .collect();
    assert_eq!(counts, [1], "the one that was wrong");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_that_is_being_made_is_told_to_nobody_on_sqlite() {
    a_try_that_is_being_made_is_told_to_nobody(Service::open().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_that_is_being_made_is_told_to_nobody_on_postgres() {
    a_try_that_is_being_made_is_told_to_nobody(on_postgres().await).await;
}
