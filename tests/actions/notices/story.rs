//! What a person asks for, gets, and stops.

use abri::actions::notices::{self, Round};
use abri::actions::take_out;
use abri::domain::journal::Event;
use abri::domain::notices::AT_MOST_EVERY;
use abri::domain::time::Span;
use abri::i18n::Lang;
use abri::notify::Notify;
use std::sync::Arc;

use super::{MINE, asks, mail, news, person, refused, sends, sms, told};
use crate::deposits::one_waits;
use crate::evidence::Claim;
use crate::given::told as entries;
use crate::hook::Hook;
use crate::people::on_postgres;
use crate::relay::{Relay, digits};
use crate::support::Service;

const ONE: Round = Round {
    sent: 1,
    later: 0,
    dropped: 0,
};

async fn by_mail(mut service: Service, setup: &str) {
    // The operator has configured nothing.
    let claim = Claim::begin(
        "notices",
        setup,
        "cargo test --release --test actions notices::story",
    );
    let mut session = person(&service).await;
    assert!(!notices::mine(&service.abri, &session).await.unwrap().any());
    refused(
        asks(&service.abri, &mut session, MINE).await,
        "notices-not-there",
    );
    one_waits(&service.abri, &session).await;
    assert_eq!(sends(&service).await, Round::default());

    // There is a relay; the person has asked for nothing.
    let relay = Relay::start();
    service.abri.notify = mail(&relay);
    one_waits(&service.abri, &session).await;
    assert_eq!(sends(&service).await, Round::default());
    assert!(relay.letters().is_empty());

    // They ask. Nothing is on before the number is typed.
    let abri = &service.abri;
    refused(
        asks(abri, &mut session, "06 98 76 54 32").await,
        "notices-not-there",
    );
    asks(abri, &mut session, MINE).await.unwrap();
    one_waits(abri, &session).await;
    assert_eq!(sends(&service).await, Round::default());
    assert!(
        notices::mine(abri, &session)
            .await
            .unwrap()
            .address
            .is_none()
    );
    let number = relay.number();
    let spaced = format!("{} {}", &number[..3], &number[3..]);
    notices::confirm(abri, &mut session, &spaced).await.unwrap();
    assert!(notices::asked(abri, &session).is_none());
    let mine = notices::mine(abri, &session).await.unwrap();
    assert_eq!(mine.address.unwrap().as_str(), MINE);
    assert_eq!(entries(abri, &session.open, Event::NoticesBegun).await, 1);
    refused(
        notices::confirm(abri, &mut session, &number).await,
        "notices-late",
    );

    // Something waits: one message, and another one only six hours later.
    one_waits(abri, &session).await;
    assert_eq!(sends(&service).await, ONE);
    assert_eq!(sends(&service).await, Round::default());
    one_waits(abri, &session).await;
    service.pass(Span::hours(5));
    assert_eq!(sends(&service).await, Round::default());
    service.pass(Span::hours(1));
    assert_eq!(sends(&service).await, ONE);
    let letters = relay.letters();
    assert_eq!(letters.len(), 3);
    for letter in &letters {
        assert!(letter.tls && letter.to == [MINE] && letter.from == "messages@example.net");
        is_neutral(&letter.text);
        is_neutral(&letter.raw);
    }
    assert!(letters[2].text.contains("Il y a du nouveau pour vous."));

    // It is theirs: it goes with what they take out, and they stop it with one press.
    let shared = Arc::new(service.abri);
    let survey = take_out::survey(&shared, &session).await.unwrap();
    assert_eq!(survey.index.told_at.as_deref(), Some(MINE));
    let abri = &*shared;
    one_waits(abri, &session).await;
    notices::stop(abri, &session).await.unwrap();
    notices::stop(abri, &session).await.unwrap();
    assert_eq!(entries(abri, &session.open, Event::NoticesStopped).await, 1);
    one_waits(abri, &session).await;
    let round = notices::send(abri, &[1; 16], news).await.unwrap();
    assert_eq!(round, Round::default());
    assert_eq!(relay.letters().len(), 3);
    claim.held(0.0);
}

/// Neither whose, nor where, nor of what kind.
fn is_neutral(text: &str) {
    let text = text.to_lowercase();
    for word in [
        "abri",
        "localhost",
        "coffre",
        "papier",
        "dépôt",
        "vault",
        "safe",
        "paper",
        "document",
        "خزنة",
        "أوراق",
        "social",
        "http",
        "://",
        "www",
        "mariam ",
        "/compte",
    ] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

#[tokio::test]
async fn a_person_is_told_by_mail_on_sqlite() {
    by_mail(Service::open().await, "sqlite").await;
}

#[tokio::test]
async fn a_person_is_told_by_mail_on_postgres() {
    by_mail(on_postgres().await, "postgres").await;
}

async fn by_sms(mut service: Service) {
    let hook = Hook::start().await;
    service.abri.notify = sms(&hook);
    let abri = &service.abri;
    let mut session = person(&service).await;
    refused(asks(abri, &mut session, MINE).await, "notices-not-there");
    // A number abroad costs the operator, and some of them pay whoever is called.
    refused(
        asks(abri, &mut session, "+882 16 12 34 56 78").await,
        "notices-not-there",
    );
    asks(abri, &mut session, "06 98 76 54 32").await.unwrap();
    let first = &hook.taken()[0];
    assert_eq!(first["to"], "+33698765432");
    let number = digits(first["text"].as_str().unwrap()).unwrap();
    notices::confirm(abri, &mut session, &number).await.unwrap();
    one_waits(abri, &session).await;
    assert_eq!(sends(&service).await, ONE);
    let taken = hook.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[1].as_object().unwrap().len(), 2, "{}", taken[1]);
    let text = Lang::Fr.say("notices-message-text");
    assert_eq!(taken[1]["text"], text);
    // What the hook does not take is tried again.
    service.pass(AT_MOST_EVERY);
    one_waits(&service.abri, &session).await;
    hook.answers(503);
    assert_eq!(sends(&service).await.later, 1);
    hook.answers(204);
    service.pass(Span::minutes(5));
    assert_eq!(sends(&service).await, ONE);
}

#[tokio::test]
async fn a_person_is_told_by_text_message_on_sqlite() {
    by_sms(Service::open().await).await;
}

#[tokio::test]
async fn a_person_is_told_by_text_message_on_postgres() {
    by_sms(on_postgres().await).await;
}

#[test]
fn messages_are_neutral_in_every_language() {
    for lang in Lang::offered(false) {
        for key in [
            "notices-message-subject",
            "notices-message-text",
            "notices-number-subject",
            "notices-number-text",
        ] {
            is_neutral(&lang.say(key));
        }
    }
}

#[tokio::test]
async fn an_address_that_is_changed_is_written_to_no_more() {
    let mut service = Service::open().await;
    let relay = Relay::start();
    service.abri.notify = mail(&relay);
    let abri = &service.abri;
    let mut session = told(&service, &relay, MINE).await;
    asks(abri, &mut session, "autre@example.org").await.unwrap();
    notices::confirm(abri, &mut session, &relay.number())
        .await
        .unwrap();
    one_waits(abri, &session).await;
    assert_eq!(sends(&service).await, ONE);
    assert_eq!(relay.letters().last().unwrap().to, ["autre@example.org"]);
    // The operator stops offering it: it can still be stopped, and nothing is sent.
    service.abri.notify = Notify::default();
    assert!(notices::mine(&service.abri, &session).await.unwrap().any());
    notices::stop(&service.abri, &session).await.unwrap();
}
