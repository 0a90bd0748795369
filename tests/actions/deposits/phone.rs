//! A phone beside the computer: one phone, ten minutes, ends with the page, one vault.

use abri::actions::deposits::{self, adopt, enter, pair, pairing, resume, undo};
use abri::actions::{session, show, sweep};
use abri::domain::document::{Origin, Through};
use abri::domain::journal::Event;
use abri::domain::time::Span;

use super::{HERE, claim, come_in, count, is_not_found, on_postgres, paper, put};
use crate::given::{told, vault, wish};
use crate::papers::objects;
use crate::support::Service;

async fn a_phone_puts_papers_in(service: Service) {
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let id = pair(abri, &session).await.unwrap();
    let shown = pairing(abri, open, id).await.unwrap();
    assert!(!shown.held && shown.arrived.is_empty());
    assert_eq!(shown.until, abri.now() + Span::minutes(10));
    let (cookie, phone) = come_in(abri, &shown.link.text).await;
    assert_eq!(phone.through(), Through::Phone);
    assert_eq!((phone.greeting(), phone.left()), ("", 50), "told of nobody");
    assert!(pairing(abri, open, id).await.unwrap().held);

    let first = put(abri, &phone, 1).await.unwrap();
    assert!(pairing(abri, open, id).await.unwrap().arrived.is_empty());
    assert_eq!(adopt(abri, open).await.unwrap(), 1);
    service.pass(Span::seconds(1));
    let second = put(abri, &phone, 2).await.unwrap();
    adopt(abri, open).await.unwrap();
    assert_eq!(
        pairing(abri, open, id).await.unwrap().arrived,
        [first, second]
    );
    assert_eq!(resume(abri, &cookie).await.unwrap().left(), 48);
    // The person holds both screens: nothing more is asked of them.
    let origin = Origin {
        structure: String::new(),
        by: String::new(),
        through: Through::Phone,
        verified: true,
        answered: true,
        since: None,
    };
    let adopted = paper(abri, &session, first).await.unwrap();
    assert_eq!(adopted.current.record.facts.origin, Some(origin));
    show::agree(abri, &session, wish(&[first])).await.unwrap();
    // A bad photograph goes again, and what was shown of it.
    undo(abri, &phone, second).await.unwrap();
    assert_eq!(pairing(abri, open, id).await.unwrap().arrived, [first]);

    deposits::end(abri, open, id).await.unwrap();
    deposits::end(abri, open, id).await.unwrap();
    assert!(is_not_found(&pairing(abri, open, id).await));
    assert!(is_not_found(&resume(abri, &cookie).await));
    assert!(is_not_found(&put(abri, &phone, 3).await));
    assert_eq!(told(abri, open, Event::PhonePaired).await, 1);
    assert_eq!(told(abri, open, Event::PhoneEnded).await, 1);
    assert_eq!(objects(&service).await.len(), 2);
}

#[tokio::test]
async fn a_phone_puts_papers_in_on_sqlite() {
    let claim = claim("phone-sqlite");
    a_phone_puts_papers_in(Service::open().await).await;
    claim.held(0.0);
}

#[tokio::test]
async fn a_phone_puts_papers_in_on_postgres() {
    let claim = claim("phone-postgres");
    a_phone_puts_papers_in(on_postgres().await).await;
    claim.held(0.0);
}

async fn a_second_phone(service: Service) {
    let abri = &service.abri;
    let session = vault(abri).await;
    let id = pair(abri, &session).await.unwrap();
    let shown = pairing(abri, &session.open, id).await.unwrap();
    let link = &shown.link.text;
    let both = tokio::join!(enter(abri, link, HERE), enter(abri, link, HERE));
    let held: Vec<_> = [both.0, both.1]
        .into_iter()
        .filter_map(Result::ok)
        .collect();
    assert_eq!(held.len(), 1, "one of two at the same moment");
    assert!(is_not_found(&enter(abri, link, HERE).await));
    // Nor does a cookie that somebody makes out of the link.
    let own = held[0].text();
    let made = format!("{}{}", &own[..32], "0".repeat(32));
    let made = deposits::DepositorCookie::parse(&made).unwrap();
    assert!(is_not_found(&resume(abri, &made).await));
    assert!(resume(abri, &held[0]).await.is_ok());
}

#[tokio::test]
async fn attack_a_second_phone_is_refused() {
    a_second_phone(Service::open().await).await;
    a_second_phone(on_postgres().await).await;
}

#[tokio::test]
async fn a_pairing_ends_with_its_page_and_after_ten_minutes() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    // The page asks no more.
    let id = pair(abri, &session).await.unwrap();
    let link = pairing(abri, open, id).await.unwrap().link.text;
    let (cookie, phone) = come_in(abri, &link).await;
    service.pass(Span::seconds(29));
    assert!(pairing(abri, open, id).await.is_ok());
    service.pass(Span::seconds(30));
    assert!(is_not_found(&resume(abri, &cookie).await));
    assert!(is_not_found(&put(abri, &phone, 1).await));
    assert!(is_not_found(&pairing(abri, open, id).await), "no way back");
    sweep::sweep(abri).await.unwrap();
    assert_eq!(told(abri, open, Event::PhoneEnded).await, 1);
    // The page asks and asks.
    let id = pair(abri, &session).await.unwrap();
    let link = pairing(abri, open, id).await.unwrap().link.text;
    for _ in 0..29 {
        service.pass(Span::seconds(20));
        assert!(pairing(abri, open, id).await.is_ok());
    }
    service.pass(Span::seconds(20));
    assert!(is_not_found(&pairing(abri, open, id).await));
    assert!(is_not_found(&enter(abri, &link, HERE).await));
}

#[tokio::test]
async fn another_pairing_and_leaving_everywhere_end_the_first() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let first = pair(abri, &session).await.unwrap();
    let link = pairing(abri, open, first).await.unwrap().link.text;
    let (cookie, _) = come_in(abri, &link).await;
    let second = pair(abri, &session).await.unwrap();
    assert!(is_not_found(&pairing(abri, open, first).await));
    assert!(is_not_found(&resume(abri, &cookie).await));
    session::end_all(abri, &session).await.unwrap();
    assert!(is_not_found(&pairing(abri, open, second).await));
}

#[tokio::test]
async fn attack_a_pairing_reaches_one_vault() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (session, other) = (vault(abri).await, vault(abri).await);
    let id = pair(abri, &session).await.unwrap();
    assert!(is_not_found(&pairing(abri, &other.open, id).await));
    deposits::end(abri, &other.open, id).await.unwrap();
    let link = pairing(abri, &session.open, id).await.unwrap().link.text;
    let (_, phone) = come_in(abri, &link).await;
    put(abri, &phone, 1).await.unwrap();
    assert_eq!(adopt(abri, &other.open).await.unwrap(), 0);
    assert_eq!(adopt(abri, &session.open).await.unwrap(), 1);
    assert_eq!(count(abri, &other).await, 0);
}
