//! Attack: what takes messages is another than the operator named, or speaks in clear. It learns no address, no number and no
//! password.

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;

use super::{MINE, asks, by_mail, mail, person, refused, sms};
use crate::hook::Hook;
use crate::relay::Relay;
use crate::support::Service;
use abri::notify::{MailSettings, Notify};

fn was_told_a_password(relay: &Relay) -> bool {
    relay.authority().with_file_name("asked").exists()
}

#[tokio::test]
async fn attack_a_relay_that_speaks_in_clear_or_is_another_is_told_nothing() {
    let (plain, own, other) = (Relay::speaking("clear"), Relay::start(), Relay::start());
    let mut service = Service::open().await;
    let mut session = person(&service).await;
    for (relay, trusted) in [(&plain, &own), (&other, &own)] {
        let settings = MailSettings {
            authority: Some(std::fs::read(trusted.authority()).unwrap()),
            ..by_mail(relay)
        };
        service.abri.notify = Notify::new(Some(settings), None).unwrap();
        let asked = asks(&service.abri, &mut session, MINE).await;
        refused(asked, "notices-away");
        assert!(!was_told_a_password(relay));
        assert!(relay.letters().is_empty());
    }
    service.abri.notify = mail(&own);
    asks(&service.abri, &mut session, MINE).await.unwrap();
    assert!(was_told_a_password(&own));
    assert_eq!(own.letters().len(), 1);
}

#[tokio::test]
async fn attack_a_hook_sends_nobody_on() {
    let mut hook = Hook::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = format!("http://{}/sms", listener.local_addr().unwrap());
    let mut leads = HeaderMap::new();
    leads.insert("location", hook.url.parse().unwrap());
    let answer = (StatusCode::TEMPORARY_REDIRECT, leads);
    let router = Router::new().route("/sms", post(async move || answer.clone()));
    tokio::spawn(async move { axum::serve(listener, router).await });

    let mut service = Service::open().await;
    let mut session = person(&service).await;
    hook.url = here;
    service.abri.notify = sms(&hook);
    let asked = asks(&service.abri, &mut session, "+33639980000").await;
    refused(asked, "notices-refused");
    assert!(hook.taken().is_empty(), "whom it leads to was asked");
}
