//! Relays that do not answer, two nodes, and the places where a way in changes.

use abri::actions::guardians::agreement;
use abri::actions::notices::{self, Round};
use abri::actions::ways_in;
use abri::domain::recovery::Manner;
use abri::domain::time::Span;

use super::{MINE, asks, mail, news, nobody, person, refused, sends, told, types};
use crate::deposits::one_waits;
use crate::guardians::{Person, Seated, confirms};
use crate::people::on_postgres;
use crate::regain_control::Nodes;
use crate::relay::Relay;
use crate::support::Service;
use crate::ways_in::{enter, with};

const NONE: Round = Round {
    sent: 0,
    later: 0,
    dropped: 0,
};
const ONE: Round = Round { sent: 1, ..NONE };
const LATER: Round = Round { later: 1, ..NONE };

async fn away(mut service: Service) {
    let relay = Relay::start();
    service.abri.notify = mail(&relay);
    let one = told(&service, &relay, MINE).await;
    let other = told(&service, &relay, "autre@example.org").await;
    let before = relay.letters().len();
    service.abri.notify = nobody(&relay).await;
    one_waits(&service.abri, &one).await;
    one_waits(&service.abri, &other).await;
    // One finds out; the other waits, and has lost no try.
    assert_eq!(sends(&service).await, LATER);
    assert_eq!(sends(&service).await, LATER);
    assert_eq!(sends(&service).await, NONE);
    service.pass(Span::minutes(5));
    service.abri.notify = mail(&relay);
    relay.refuses(true);
    let both = Round { later: 2, ..NONE };
    assert_eq!(sends(&service).await, both, "it answers for each of them");
    relay.refuses(false);
    service.pass(Span::minutes(15));
    assert_eq!(sends(&service).await, Round { sent: 2, ..NONE });
    assert_eq!(relay.letters().len(), before + 2);

    // Five tries, with pauses that grow; then it is given up, and the next occasion is told.
    service.pass(Span::hours(6));
    one_waits(&service.abri, &one).await;
    relay.refuses(true);
    for pause in [5, 15, 60, 240] {
        assert_eq!(sends(&service).await, LATER);
        service.pass(Span::minutes(pause - 1));
        assert_eq!(sends(&service).await, NONE);
        service.pass(Span::minutes(1));
    }
    assert_eq!(sends(&service).await, Round { dropped: 1, ..NONE });
    service.pass(Span::days(1));
    assert_eq!(sends(&service).await, NONE);
    relay.refuses(false);
    one_waits(&service.abri, &one).await;
    assert_eq!(sends(&service).await, ONE);

    // A number that cannot be sent says so, and nothing is on.
    service.abri.notify = nobody(&relay).await;
    let mut third = person(&service).await;
    let asked = asks(&service.abri, &mut third, "tiers@example.org").await;
    refused(asked, "notices-away");
    service.abri.notify = mail(&relay);
    relay.refuses(true);
    let asked = asks(&service.abri, &mut third, "tiers@example.org").await;
    refused(asked, "notices-refused");
}

#[tokio::test]
async fn a_relay_that_is_away_loses_nothing_on_sqlite() {
    away(Service::open().await).await;
}

#[tokio::test]
async fn a_relay_that_is_away_loses_nothing_on_postgres() {
    away(on_postgres().await).await;
}

async fn once(mut nodes: Nodes) {
    let relay = Relay::start();
    nodes.here.abri.notify = mail(&relay);
    nodes.there.abri.notify = mail(&relay);
    let session = told(&nodes.here, &relay, MINE).await;
    let before = relay.letters().len();
    for _ in 0..5 {
        one_waits(&nodes.here.abri, &session).await;
        let (one, other) = tokio::join!(
            notices::send(&nodes.here.abri, &[1; 16], news),
            notices::send(&nodes.there.abri, &[2; 16], news),
        );
        assert_eq!(one.unwrap().sent + other.unwrap().sent, 1);
        nodes.here.pass(Span::hours(6));
        nodes.there.pass(Span::hours(6));
    }
    assert_eq!(relay.letters().len(), before + 5);
}

#[tokio::test]
async fn two_nodes_send_once_on_sqlite_and_disk() {
    once(Nodes::on_disk().await).await;
}

#[tokio::test]
async fn two_nodes_send_once_on_postgres_and_s3() {
    once(Nodes::on_servers().await).await;
}

#[tokio::test]
async fn a_new_way_in_and_its_first_use_are_told() {
    let mut service = Service::open().await;
    let relay = Relay::start();
    service.abri.notify = mail(&relay);
    let (mut session, device, code) = crate::ways_in::vault(&service).await;
    types(&service.abri, &mut session, &code).await;
    asks(&service.abri, &mut session, MINE).await.unwrap();
    notices::confirm(&service.abri, &mut session, &relay.number())
        .await
        .unwrap();
    // The phone that opened the vault comes back for the first time; then it is known.
    let next = async || {
        service.pass(Span::hours(6));
        sends(&service).await
    };
    enter(&service, with(&device, &code)).await.unwrap();
    assert_eq!(next().await, ONE);
    enter(&service, with(&device, &code)).await.unwrap();
    assert_eq!(next().await, NONE);
    let mut session = enter(&service, with(&device, &code)).await.unwrap();
    ways_in::make_card(&service.abri, &mut session)
        .await
        .unwrap();
    assert_eq!(next().await, ONE);
    let card = session.notes.drawn.last().unwrap().slot_id;
    let mut session = enter(&service, with(&device, &code)).await.unwrap();
    ways_in::remove(&service.abri, &mut session, &card)
        .await
        .unwrap();
    assert_eq!(next().await, ONE);
}

#[tokio::test]
async fn a_recovery_is_told_at_once() {
    let mut service = Service::open().await;
    let relay = Relay::start();
    service.abri.notify = mail(&relay);
    let seated = Seated::at(&service).await;
    let mut person = Person::agreed(&service, &seated, 1).await;
    assert!(
        agreement::mine(&service.abri, &person.session)
            .await
            .unwrap()
            .is_some()
    );
    asks(&service.abri, &mut person.session, MINE)
        .await
        .unwrap();
    notices::confirm(&service.abri, &mut person.session, &relay.number())
        .await
        .unwrap();
    one_waits(&service.abri, &person.session).await;
    assert_eq!(sends(&service).await, ONE);
    // Whoever asks says they are that person: it is told however short a while ago the last message was.
    let case = person.asks(&service, &seated, Manner::FromAfar).await;
    confirms(&service, &seated.anna, &case.words).await.unwrap();
    assert_eq!(sends(&service).await, ONE);
    confirms(&service, &seated.boris, &case.words)
        .await
        .unwrap();
    assert_eq!(sends(&service).await, ONE);
    assert_eq!(sends(&service).await, NONE);
}
