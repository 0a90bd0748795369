//! Messages that something is new: off by default, neutral, and never more than the person asked for.

mod attacks;
mod elsewhere;
mod failing;
mod story;

use abri::actions::notices;
use abri::actions::session::Session;
use abri::actions::{Abri, Outcome, Problem, prove};
use abri::domain::notices::{Address, Message};
use abri::i18n::Lang;
use abri::notify::{Credentials, MailSettings, Notify, Security, SmsSettings};
use zeroize::Zeroizing;

use crate::hook::{Hook, SECRET};
use crate::relay::{PASSWORD, Relay, USER};
use crate::support::Service;
use crate::ways_in::vault;

const MINE: &str = "mariam.exemple@example.org";

fn by_mail(relay: &Relay) -> MailSettings {
    MailSettings {
        host: "localhost".into(),
        port: relay.port,
        security: Security::StartTls,
        credentials: Some(Credentials {
            user: USER.into(),
            password: Zeroizing::new(PASSWORD.into()),
        }),
        from: Address::mail("messages@example.net").unwrap(),
        authority: Some(std::fs::read(relay.authority()).unwrap()),
    }
}

fn mail(relay: &Relay) -> Notify {
    Notify::new(Some(by_mail(relay)), None).unwrap()
}

pub fn sms(hook: &Hook) -> Notify {
    let settings = SmsSettings {
        url: hook.url.clone(),
        secret: Zeroizing::new(SECRET.into()),
        prefixes: vec!["+33".into()],
    };
    Notify::new(None, Some(settings)).unwrap()
}

/// A relay on which nobody listens.
async fn nobody(relay: &Relay) -> Notify {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = MailSettings {
        port: listener.local_addr().unwrap().port(),
        ..by_mail(relay)
    };
    drop(listener);
    Notify::new(Some(settings), None).unwrap()
}

fn number(code: &str) -> Message {
    Message {
        subject: Lang::Fr.say("notices-number-subject"),
        text: format!("Numéro : {code}"),
    }
}

pub fn news(language: &str) -> Message {
    let lang = Lang::from_tag(language, true).unwrap_or_default();
    Message {
        subject: lang.say("notices-message-subject"),
        text: lang.say("notices-message-text"),
    }
}

async fn sends(service: &Service) -> notices::Round {
    notices::send(&service.abri, &[1; 16], news).await.unwrap()
}

/// Somebody with a vault, who has just typed the code of their phone.
async fn person(service: &Service) -> Session {
    let (mut session, _, code) = vault(service).await;
    types(&service.abri, &mut session, &code).await;
    session
}

pub async fn types(abri: &Abri, session: &mut Session, code: &str) {
    let phone = session.notes.slot_id;
    prove::prove(abri, session, &phone, code).await.unwrap();
}

pub async fn asks(abri: &Abri, session: &mut Session, to: &str) -> Outcome<()> {
    notices::ask(abri, session, to, "fr", number).await
}

/// Somebody who is told at an address.
async fn told(service: &Service, relay: &Relay, to: &str) -> Session {
    let mut session = person(service).await;
    asks(&service.abri, &mut session, to).await.unwrap();
    notices::confirm(&service.abri, &mut session, &relay.number())
        .await
        .unwrap();
    session
}

fn refused<T>(outcome: Outcome<T>, field: &str) {
    match outcome {
        Err(Problem::Field(said)) => assert_eq!(said, field),
        Err(other) => panic!("{other} instead of {field}"),
        Ok(_) => panic!("allowed: {field}"),
    }
}
