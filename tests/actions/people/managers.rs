//! Managers beside each other: each reads what the others do, none closes the other at the same instant, and
//! none empties a structure within an hour.

use abri::actions::Problem;
use abri::actions::people::{deactivate, invite, set_role};
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;
use abri::domain::time::Span;

use super::{hired, invited, joins, on_postgres, structure, told};
use crate::support::Service;

#[tokio::test]
async fn every_manager_reads_what_another_one_does() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let (_, elsewhere) = structure(&service, "Une autre").await;
    let before = told(&service, &second.session.open).await.len();
    let own = told(&service, &first.session.open).await.len();

    let secret = invited(&service, &mut first, Role::SocialWorker).await;
    let worker = joins(&service, &secret, "Claire", SlotKind::Desk)
        .await
        .unwrap();
    let back = invite::invite(abri, &mut first.session, Role::Mediator)
        .await
        .unwrap();
    invite::withdraw(abri, &mut first.session, &back)
        .await
        .unwrap();
    set_role::set_role(abri, &first.session, worker.id(), Role::Manager)
        .await
        .unwrap();
    set_role::set_role(abri, &first.session, worker.id(), Role::Mediator)
        .await
        .unwrap();
    deactivate::deactivate(abri, &first.session, worker.id())
        .await
        .unwrap();

    let same = [
        "colleague_closed",
        "role_given",
        "role_given",
        "person_invitation_stopped",
        "person_invited",
        "colleague_joined",
        "person_invited",
    ];
    for (manager, before) in [(&second, before), (&first, own)] {
        let codes = told(&service, &manager.session.open).await;
        let new = &codes[..codes.len() - before];
        assert_eq!(new, same);
    }
    // Whoever it was done to reads it once, as theirs.
    let theirs = told(&service, &worker.session.open).await;
    assert!(
        !theirs.iter().any(|code| code == "role_given"),
        "{theirs:?}"
    );
    let other = told(&service, &elsewhere.session.open).await;
    assert!(!other.iter().any(|code| same.contains(&code.as_str())));
    // Seal and chain hold over all of it.
    second.enters(&service).await.unwrap();
    first.enters(&service).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_two_managers_close_each_other_and_one_stays_on_sqlite() {
    one_stays(Service::open().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_two_managers_close_each_other_and_one_stays_on_postgres() {
    one_stays(on_postgres().await).await;
}

async fn one_stays(service: Service) {
    let abri = &service.abri;
    for round in 0..12 {
        let (_, mut first) = structure(&service, &format!("Le Porche {round}")).await;
        let second = hired(&service, &mut first, Role::Manager, "Amina").await;
        let (one, other) = tokio::join!(
            deactivate::deactivate(abri, &first.session, second.id()),
            deactivate::deactivate(abri, &second.session, first.id())
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let (stays, goes, refused) = if one.is_ok() {
            (&first, &second, other)
        } else {
            (&second, &first, one)
        };
        assert!(matches!(
            refused,
            Err(Problem::NotFound | Problem::SignInAgain)
        ));
        stays.goes_on(&service).await.unwrap();
        assert!(goes.goes_on(&service).await.is_err());
    }
}

#[tokio::test]
async fn attack_a_managers_open_session_does_not_empty_a_structure() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    for turn in 1..30 {
        let role = [Role::Mediator, Role::SocialWorker][turn % 2];
        set_role::set_role(abri, &manager.session, worker.id(), role)
            .await
            .unwrap();
    }
    let much =
        |outcome: Result<(), Problem>| matches!(outcome, Err(Problem::TooMuch("quota-managed")));
    let session = &mut manager.session;
    assert!(much(
        set_role::set_role(abri, session, worker.id(), Role::Manager).await
    ));
    assert!(much(
        deactivate::deactivate(abri, session, worker.id()).await
    ));
    let invited = invite::invite(abri, session, Role::Manager).await;
    assert!(much(invited.map(drop)));
    worker.goes_on(&service).await.unwrap();
    service.pass(Span::hours(1));
    manager.session = manager.enters(&service).await.unwrap();
    deactivate::deactivate(abri, &manager.session, worker.id())
        .await
        .unwrap();
}
