//! A no that is said while the new card is being made, which takes a moment where many derive at once.

use std::time::Duration;

use abri::actions::guardians::agreement;
use abri::actions::recover::{finish, veto};
use abri::crypto::argon::{Parameters, Queue};
use abri::domain::journal::Event;
use abri::domain::recovery::{DELAY, Manner};
use abri::domain::slot::Place;

use super::{Person, Seated, confirms};
use crate::given::told;
use crate::once::once;
use crate::support::Service;
use crate::ways_in::{enter, with};

/// How somebody says no at the last moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum No {
    Veto,
    Stop,
}

async fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn overtaken(no: No) {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let afar = person.asks(&service, &seated, Manner::FromAfar).await;
    for who in [&seated.anna, &seated.boris] {
        confirms(&service, who, &afar.words).await.unwrap();
    }
    service.pass(DELAY);
    let back = enter(&service, with(&person.phone, &person.code))
        .await
        .unwrap();
    // Every core is busy: the new card waits for one, while everything before it was looked at.
    let long = Parameters::new(128 * 1024, 16, 1).unwrap();
    let busy: Vec<_> = (0..2)
        .map(|_| {
            let argon = abri.argon.clone();
            tokio::spawn(async move { argon.derive(Queue::Anyone, b"busy", &[7; 16], long).await })
        })
        .collect();
    until(|| abri.argon.load().running == 2).await;
    let slip = once(&afar.slip);
    let says_no = async {
        until(|| abri.argon.load().waiting == 1).await;
        match no {
            No::Veto => {
                let pending = veto::against(abri, &back.open).await.unwrap();
                veto::veto(abri, &back, pending[0].id).await
            }
            No::Stop => agreement::stop(abri, &back).await,
        }
    };
    let (opened, said) = tokio::join!(finish::finish(abri, &slip, Place::Shared), says_no);
    for one in busy {
        assert!(one.await.unwrap().is_ok());
    }
    said.unwrap();
    assert!(opened.is_err(), "a no that was acknowledged was overtaken");
    let again = finish::finish(abri, &slip, Place::Shared).await;
    assert!(again.is_err(), "nor does it open later");
    let still = enter(&service, with(&person.phone, &person.code))
        .await
        .unwrap();
    assert_eq!(told(abri, &still.open, Event::Recovered).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_veto_said_while_the_card_is_made_is_not_overtaken() {
    overtaken(No::Veto).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_an_agreement_stopped_while_the_card_is_made_is_not_used() {
    overtaken(No::Stop).await;
}
