//! Helping a colleague back in takes two, and gives a new account.

use abri::actions::Problem;
use abri::actions::people::help::{cases, confirm, confirm_as_operator, open, stop};
use abri::crypto::crockford;
use abri::domain::ids::HelpId;
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;
use abri::domain::time::Span;

use super::{hired, joins, on_postgres, structure, told};
use crate::support::Service;

#[tokio::test]
async fn two_managers_help_a_colleague_back_in_on_sqlite() {
    two_managers(Service::open().await).await;
}

#[tokio::test]
async fn two_managers_help_a_colleague_back_in_on_postgres() {
    two_managers(on_postgres().await).await;
}

async fn two_managers(service: Service) {
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let mut second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let lost = hired(&service, &mut first, Role::SocialWorker, "Claire").await;
    let case = open(abri, &first.session, lost.id()).await.unwrap();
    assert!(matches!(
        open(abri, &second.session, lost.id()).await,
        Err(Problem::Conflict)
    ));
    let id = confirm(abri, &mut second.session, case).await.unwrap();
    // The old keys are dead at once.
    assert!(lost.goes_on(&service).await.is_err());
    assert!(lost.enters(&service).await.is_err());
    let number = second.session.drawn_for(&id).unwrap();
    let secret = crockford::parse_rescue_code(number).unwrap();
    let back = joins(&service, &secret, "Claire", SlotKind::Desk)
        .await
        .unwrap();
    let member = back.session.working.as_ref().unwrap().member;
    assert_eq!(member.role, Role::SocialWorker);
    assert!(back.session.open.key != lost.session.open.key);
    for manager in [&first, &second] {
        let told = told(&service, &manager.session.open).await;
        for code in ["help_opened", "help_confirmed"] {
            assert!(told.iter().any(|one| one == code), "{code}: {told:?}");
        }
    }
    // Once.
    assert!(gone(&confirm(abri, &mut second.session, case).await));
}

#[tokio::test]
async fn attack_a_manager_does_not_confirm_their_own_case() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let mut second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let worker = hired(&service, &mut first, Role::SocialWorker, "Claire").await;
    let case = open(abri, &first.session, worker.id()).await.unwrap();
    // Whoever opened it does not confirm it.
    assert!(gone(&confirm(abri, &mut first.session, case).await));
    // Nor does whoever is helped by it, nor does anybody open one about themselves.
    let own = open(abri, &first.session, second.id()).await.unwrap();
    assert!(gone(&confirm(abri, &mut second.session, own).await));
    assert!(gone(
        &open(abri, &first.session, first.id()).await.map(drop)
    ));
    // Nothing of it hurt anybody.
    worker.goes_on(&service).await.unwrap();
    second.goes_on(&service).await.unwrap();
    assert!(gone(
        &confirm(abri, &mut second.session, HelpId::from_bytes([7; 16])).await
    ));
}

#[tokio::test]
async fn attack_a_case_ends_and_dies_with_whoever_opened_it() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let mut second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let worker = hired(&service, &mut first, Role::SocialWorker, "Claire").await;

    let stopped = open(abri, &first.session, worker.id()).await.unwrap();
    stop(abri, &second.session, stopped).await.unwrap();
    assert!(gone(&confirm(abri, &mut second.session, stopped).await));

    let late = open(abri, &first.session, worker.id()).await.unwrap();
    service.pass(Span::days(3));
    first.session = first.enters(&service).await.unwrap();
    second.session = second.enters(&service).await.unwrap();
    assert!(gone(&confirm(abri, &mut second.session, late).await));

    // A new case takes the place of one that ended; its opener is then no manager any more.
    let orphan = open(abri, &first.session, worker.id()).await.unwrap();
    abri::actions::people::set_role::set_role(abri, &second.session, first.id(), Role::Mediator)
        .await
        .unwrap();
    assert!(gone(&confirm(abri, &mut second.session, orphan).await));
    assert!(confirm_as_operator(abri, orphan).await.is_err());
    worker.enters(&service).await.unwrap();
}

#[tokio::test]
async fn the_operator_confirms_and_the_link_is_good_for_an_hour() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (id, mut manager) = structure(&service, "Le Porche").await;
    let lost = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let case = open(abri, &manager.session, lost.id()).await.unwrap();
    let listed = cases(abri, id).await.unwrap();
    assert_eq!((listed[0].id, listed[0].role), (case, Role::Mediator));
    let secret = confirm_as_operator(abri, case).await.unwrap();
    assert!(lost.enters(&service).await.is_err());
    assert!(cases(abri, id).await.unwrap().is_empty());
    service.pass(Span::hours(1));
    let late = joins(&service, &secret, "Paul", SlotKind::Desk).await;
    assert!(matches!(late, Err(Problem::WrongSecret { left: None })));
}

fn gone<T>(outcome: &Result<T, Problem>) -> bool {
    matches!(outcome, Err(Problem::NotFound))
}
