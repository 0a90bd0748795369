//! Codes raced for, used up and guessed; colleagues and strangers who ask for what is not theirs.

use std::sync::Arc;

use abri::actions::appointments::{
    Agreeing, ask, ask_copy, asked, call_back, finish, look, one, open, refuse, refuse_copy, state,
    take, today, waits,
};
use abri::actions::session::Session;
use abri::actions::{Abri, Problem};
use abri::domain::appointment::{CODE, CopyAsk, State};
use abri::domain::ids::AppointmentId;
use abri::domain::structure::Role;
use abri::domain::time::Span;

use super::{PHONE, agrees, asks, claire, given, mariam, rsa};
use crate::given::vault;
use crate::people::{hired, on_postgres, structure};
use crate::support::Service;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_fifty_take_one_code_and_one_has_it_on_sqlite() {
    fifty(Service::open().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_fifty_take_one_code_and_one_has_it_on_postgres() {
    fifty(on_postgres().await).await;
}

async fn fifty(service: Service) {
    let (claire, _) = claire(&service).await;
    let (id, code) = asks(&service.abri, &claire.session).await;
    let mut people = Vec::new();
    for _ in 0..50 {
        people.push(vault(&service.abri).await);
    }
    let (abri, _folder) = service.into_parts();
    let abri = Arc::new(abri);
    let all = people.into_iter().enumerate().map(|(at, person)| {
        let (abri, code) = (abri.clone(), code.clone());
        tokio::spawn(async move {
            let took = take(&abri, &person.open, &code, &format!("192.0.2.{at}")).await;
            match took {
                Ok(_) | Err(Problem::NotFound) => {}
                Err(other) => panic!("{other}"),
            }
            (took.is_ok(), person)
        })
    });
    let mut winners = 0;
    for one in all.collect::<Vec<_>>() {
        let (won, person) = one.await.unwrap();
        winners += usize::from(won);
        assert_eq!(asked(&abri, &person.open, id).await.is_ok(), won);
    }
    assert_eq!(winners, 1);
}

#[tokio::test]
async fn attack_a_used_old_or_withdrawn_code_is_none_on_sqlite() {
    old_codes(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_used_old_or_withdrawn_code_is_none_on_postgres() {
    old_codes(on_postgres().await).await;
}

async fn old_codes(service: Service) {
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, _) = mariam(abri).await;
    let (other, paper) = mariam(abri).await;
    let none = async |code: &str| {
        let took = take(abri, &other.open, code, "192.0.2.8").await;
        assert!(matches!(took, Err(Problem::NotFound)), "{code}");
    };
    let (id, used) = asks(abri, &claire.session).await;
    take(abri, &person.open, &used, PHONE).await.unwrap();
    none(&used).await;
    let again = take(abri, &person.open, &used, PHONE).await;
    assert!(again.is_err(), "not even by the same person");
    let (called, withdrawn) = asks(abri, &claire.session).await;
    call_back(abri, &claire.session, called).await.unwrap();
    none(&withdrawn).await;
    let (_, old) = asks(abri, &claire.session).await;
    service.pass(CODE);
    none(&old).await;
    none("000-000").await;
    none("").await;
    // What was read is over with its code as well.
    assert!(asked(abri, &person.open, id).await.is_err());
    let late = agrees(abri, &person, id, Agreeing::Show(vec![paper])).await;
    assert!(matches!(late, Err(Problem::NotFound)));
    assert!(refuse(abri, &person.open, id).await.is_err());
    let (state, ..) = state(abri, &claire.session, id).await.unwrap();
    assert_eq!(state, State::Over);
    assert!(!waits(abri, &person.open).await.unwrap().live);
}

#[tokio::test]
async fn attack_an_appointment_of_somebody_else_does_not_exist_on_sqlite() {
    elses(Service::open().await).await;
}

#[tokio::test]
async fn attack_an_appointment_of_somebody_else_does_not_exist_on_postgres() {
    elses(on_postgres().await).await;
}

async fn elses(service: Service) {
    let abri = &service.abri;
    let (claire, mut manager) = claire(&service).await;
    let colleague = hired(&service, &mut manager, Role::SocialWorker, "Paul").await;
    let mediator = hired(&service, &mut manager, Role::Mediator, "Lina").await;
    let (_, mut elsewhere) = structure(&service, "Une autre").await;
    let stranger = hired(&service, &mut elsewhere, Role::SocialWorker, "Inès").await;
    let (person, _, id) = given(abri, &claire.session).await;
    let (offered, _) = asks(abri, &claire.session).await;
    for other in [&colleague, &mediator, &manager, &stranger] {
        for id in [id, offered] {
            nothing(abri, &other.session, id).await;
        }
        let own = today(abri, &other.session).await;
        assert!(own.map_or(true, |all| all.is_empty()));
    }
    nothing(abri, &person, id).await;
    for other in [&mediator, &manager] {
        let refused = ask(abri, &other.session, rsa()).await;
        assert!(matches!(refused, Err(Problem::NotFound)));
    }
    assert!(ask(abri, &person, rsa()).await.is_err());

    // Another person, and the professionals themselves, answer nothing in the person's place.
    let (other, paper) = mariam(abri).await;
    for one in [&other, &claire.session, &colleague.session] {
        assert!(asked(abri, &one.open, id).await.is_err());
        for what in [
            Agreeing::Show(vec![paper]),
            Agreeing::Extend,
            Agreeing::Copy,
        ] {
            assert!(agrees(abri, one, id, what).await.is_err());
        }
        assert!(refuse(abri, &one.open, id).await.is_err());
        assert!(refuse_copy(abri, &one.open, id).await.is_err());
    }
    // A professional takes no code.
    let (_, code) = asks(abri, &claire.session).await;
    assert!(
        take(abri, &colleague.session.open, &code, PHONE)
            .await
            .is_err()
    );
    open(abri, &claire.session, id).await.unwrap();
}

/// Whoever signs in with this session learns nothing of it and does nothing to it.
async fn nothing(abri: &Abri, other: &Session, id: AppointmentId) {
    let gone = |problem: Option<Problem>| matches!(problem, Some(Problem::NotFound));
    assert!(gone(one(abri, other, id).await.err()));
    assert!(gone(state(abri, other, id).await.err()));
    assert!(gone(open(abri, other, id).await.err()));
    assert!(gone(look(abri, other, id).await.err()));
    let copy = ask_copy(abri, other, id, CopyAsk::Zip).await;
    assert!(gone(copy.err()));
    assert!(gone(finish(abri, other, id).await.err()));
    assert!(gone(call_back(abri, other, id).await.err()));
}

#[tokio::test]
async fn attack_papers_of_others_none_and_without_being_asked_are_not_shown() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, paper) = mariam(abri).await;
    let (_, elses) = mariam(abri).await;
    let (id, code) = asks(abri, &claire.session).await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
    for what in [
        Agreeing::Show(vec![elses]),
        Agreeing::Show(Vec::new()),
        Agreeing::Extend,
        Agreeing::Copy,
    ] {
        assert!(agrees(abri, &person, id, what).await.is_err());
    }
    agrees(abri, &person, id, Agreeing::Show(vec![paper]))
        .await
        .unwrap();
    // Agreed once: not to other papers, and to no copy that nobody asks for.
    for what in [Agreeing::Show(vec![paper]), Agreeing::Copy] {
        assert!(agrees(abri, &person, id, what).await.is_err());
    }
    let early = ask_copy(abri, &claire.session, id, CopyAsk::Zip).await;
    assert!(early.is_err(), "a copy of what was not opened");
}

#[tokio::test]
async fn attack_one_vault_guesses_no_further_on_sqlite() {
    guesses(Service::open().await).await;
}

#[tokio::test]
async fn attack_one_vault_guesses_no_further_on_postgres() {
    guesses(on_postgres().await).await;
}

async fn guesses(service: Service) {
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, _) = mariam(abri).await;
    let (id, code) = asks(abri, &claire.session).await;
    let wrong = if code == "222-222" {
        "333-333"
    } else {
        "222-222"
    };
    for _ in 0..10 {
        let guess = take(abri, &person.open, wrong, PHONE).await;
        assert!(matches!(guess, Err(Problem::NotFound)));
    }
    // Wherever it comes from.
    for (one, from) in [(wrong, PHONE), (&code, PHONE), (&code, "192.0.2.9")] {
        let slowed = take(abri, &person.open, one, from).await;
        assert!(matches!(slowed, Err(Problem::TooManyTries { .. })));
    }
    // Nobody else waits for it, at the same address neither.
    let (neighbour, _) = mariam(abri).await;
    assert_eq!(take(abri, &neighbour.open, &code, PHONE).await.unwrap(), id);
    service.pass(CODE + Span::minutes(1));
    let (_, code) = asks(abri, &claire.session).await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
    // Whoever reads theirs is no guesser: a waiting room has one address.
    for _ in 0..25 {
        let (id, code) = asks(abri, &claire.session).await;
        take(abri, &person.open, &code, PHONE).await.unwrap();
        refuse(abri, &person.open, id).await.unwrap();
    }
}
