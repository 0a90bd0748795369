//! Everything after which nothing opens any more, at the next request.

use abri::actions::appointments::{
    Agreeing, ask_copy, asked, call_back, finish, look, one, open, state, take,
};
use abri::actions::people::{deactivate, set_role};
use abri::actions::session::{self, Session};
use abri::actions::{Abri, Problem, read_shown, show, structures, sweep};
use abri::domain::appointment::{CopyAsk, State};
use abri::domain::ids::AppointmentId;
use abri::domain::journal::Event;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use abri::store::people;

use super::{PHONE, agrees, asks, claire, given, goes_on, grants, mariam, share};
use crate::given::{told, vault};
use crate::people::on_postgres;
use crate::support::Service;

/// A session under way, or one that comes now, sees nothing.
async fn sees_nothing(abri: &Abri, session: &Session, id: AppointmentId) {
    assert!(look(abri, session, id).await.is_err());
    assert!(open(abri, session, id).await.is_err());
    if let Ok(now) = goes_on(abri, session).await {
        assert!(look(abri, &now, id).await.is_err());
        assert!(open(abri, &now, id).await.is_err());
    }
}

#[tokio::test]
async fn attack_another_role_or_a_closed_account_opens_nothing_on_sqlite() {
    gone(Service::open().await).await;
}

#[tokio::test]
async fn attack_another_role_or_a_closed_account_opens_nothing_on_postgres() {
    gone(on_postgres().await).await;
}

async fn gone(service: Service) {
    let abri = &service.abri;
    let (claire, manager) = claire(&service).await;
    for closed in [false, true] {
        let desk = goes_on(abri, &claire.session).await.unwrap();
        let (person, _, id) = given(abri, &desk).await;
        let looking = open(abri, &desk, id).await.unwrap();
        let watch = looking.watch(looking.paper(0).unwrap());
        let (waiting, paper) = mariam(abri).await;
        let (read, code) = asks(abri, &desk).await;
        take(abri, &waiting.open, &code, PHONE).await.unwrap();
        let (_, offered) = asks(abri, &desk).await;
        let old = share(abri, id).await.unwrap();
        if closed {
            deactivate::deactivate(abri, &manager.session, claire.id())
                .await
                .unwrap();
        } else {
            set_role::set_role(abri, &manager.session, claire.id(), Role::Mediator)
                .await
                .unwrap();
        }
        sees_nothing(abri, &desk, id).await;
        assert!(read_shown::still(abri, &watch).await.is_err());
        assert_eq!(grants(abri, &old).await, 0);
        assert_eq!(share(abri, id).await, None);
        assert!(show::active(abri, &person.open).await.unwrap().is_empty());
        assert_eq!(told(abri, &person.open, Event::AppointmentEnded).await, 1);
        let late = agrees(abri, &waiting, read, Agreeing::Show(vec![paper])).await;
        assert!(matches!(late, Err(Problem::NotFound)));
        assert!(asked(abri, &waiting.open, read).await.is_err());
        let late = take(abri, &waiting.open, &offered, PHONE).await;
        assert!(matches!(late, Err(Problem::NotFound)));
        if !closed {
            // Their old work again, and not their old appointments.
            set_role::set_role(abri, &manager.session, claire.id(), Role::SocialWorker)
                .await
                .unwrap();
            sees_nothing(abri, &desk, id).await;
        }
    }
}

#[tokio::test]
async fn attack_an_account_closed_by_a_service_that_died_keeps_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, _, id) = given(abri, &claire.session).await;
    let old = share(abri, id).await.unwrap();
    // Closed, and then nothing more was done.
    let mut tx = abri.store.durable.begin().await.unwrap();
    let structure = claire.session.working.as_ref().unwrap().member.structure;
    people::deactivate(&mut tx, (claire.id(), structure), abri.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    sweep::sweep(abri).await.unwrap();
    assert_eq!(grants(abri, &old).await, 0);
    assert_eq!(share(abri, id).await, None);
    assert_eq!(told(abri, &person.open, Event::AppointmentEnded).await, 1);
}

#[tokio::test]
async fn attack_a_suspended_structure_opens_nothing_on_sqlite() {
    suspended(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_suspended_structure_opens_nothing_on_postgres() {
    suspended(on_postgres().await).await;
}

async fn suspended(service: Service) {
    let abri = &service.abri;
    let (claire, manager) = claire(&service).await;
    let structure = manager.session.working.as_ref().unwrap().member.structure;
    let desk = &claire.session;
    let (_, _, id) = given(abri, desk).await;
    let looking = open(abri, desk, id).await.unwrap();
    let watch = looking.watch(looking.paper(0).unwrap());
    let (waiting, paper) = mariam(abri).await;
    let (read, code) = asks(abri, desk).await;
    take(abri, &waiting.open, &code, PHONE).await.unwrap();
    let (_, offered) = asks(abri, desk).await;
    structures::open::suspend(abri, structure).await.unwrap();
    assert!(read_shown::still(abri, &watch).await.is_err());
    if let Ok(now) = goes_on(abri, desk).await {
        assert!(look(abri, &now, id).await.is_err());
    }
    let late = agrees(abri, &waiting, read, Agreeing::Show(vec![paper])).await;
    assert!(matches!(late, Err(Problem::NotFound)));
    let late = take(abri, &waiting.open, &offered, PHONE).await;
    assert!(late.is_err());
}

#[tokio::test]
async fn attack_over_is_over_on_sqlite() {
    over(Service::open().await).await;
}

#[tokio::test]
async fn attack_over_is_over_on_postgres() {
    over(on_postgres().await).await;
}

async fn over(service: Service) {
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, paper, id) = given(abri, &claire.session).await;
    let looking = open(abri, &claire.session, id).await.unwrap();
    let watch = looking.watch(looking.paper(0).unwrap());
    let old = share(abri, id).await.unwrap();
    service.pass(Span::millis(Span::hours(2).as_millis() - 1));
    look(abri, &claire.session, id).await.unwrap();
    service.pass(Span::millis(1));
    sees_nothing(abri, &claire.session, id).await;
    assert!(read_shown::still(abri, &watch).await.is_err());
    for what in [
        Agreeing::Extend,
        Agreeing::Copy,
        Agreeing::Show(vec![paper]),
    ] {
        assert!(agrees(abri, &person, id, what).await.is_err());
    }
    let copy = ask_copy(abri, &claire.session, id, CopyAsk::Zip).await;
    assert!(matches!(copy, Err(Problem::NotFound)));
    assert!(finish(abri, &claire.session, id).await.is_err());
    let (how, ..) = state(abri, &claire.session, id).await.unwrap();
    assert_eq!(how, State::Over);
    assert!(show::active(abri, &person.open).await.unwrap().is_empty());
    sweep::sweep(abri).await.unwrap();
    assert_eq!(grants(abri, &old).await, 0);
    assert_eq!(share(abri, id).await, None);
    // The receipt is theirs until the day is over.
    let mine = one(abri, &claire.session, id).await.unwrap();
    assert!(mine.given.is_some());
}

#[tokio::test]
async fn attack_more_time_and_a_copy_leave_nothing_of_the_share_before_on_sqlite() {
    replaced(Service::open().await).await;
}

#[tokio::test]
async fn attack_more_time_and_a_copy_leave_nothing_of_the_share_before_on_postgres() {
    replaced(on_postgres().await).await;
}

async fn replaced(service: Service) {
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, _, id) = given(abri, &claire.session).await;
    let mut looking = open(abri, &claire.session, id).await.unwrap();
    for copy in [false, true, false] {
        let old = share(abri, id).await.unwrap();
        assert_eq!(grants(abri, &old).await, 1);
        let watch = looking.watch(looking.paper(0).unwrap());
        let what = if copy {
            ask_copy(abri, &claire.session, id, CopyAsk::Zip)
                .await
                .unwrap();
            Agreeing::Copy
        } else {
            Agreeing::Extend
        };
        agrees(abri, &person, id, what).await.unwrap();
        let new = share(abri, id).await.unwrap();
        assert_ne!(old, new);
        assert_eq!(grants(abri, &old).await, 0);
        assert_eq!(grants(abri, &new).await, 1);
        assert!(read_shown::still(abri, &watch).await.is_err());
        let active = show::active(abri, &person.open).await.unwrap();
        assert_eq!(active.len(), 1, "one consent stands");
        looking = look(abri, &claire.session, id).await.unwrap();
    }
}

#[tokio::test]
async fn what_nobody_answered_is_called_back_and_what_was_given_is_not() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let person = vault(abri).await;
    let (read, code) = asks(abri, &claire.session).await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
    call_back(abri, &claire.session, read).await.unwrap();
    assert!(asked(abri, &person.open, read).await.is_err());
    // Whoever has read it is told; whoever has not knows of nothing.
    assert_eq!(told(abri, &person.open, Event::AppointmentEnded).await, 1);
    let (offered, _) = asks(abri, &claire.session).await;
    call_back(abri, &claire.session, offered).await.unwrap();
    assert_eq!(
        told(abri, &claire.session.open, Event::AppointmentClosed).await,
        1
    );
    let (_, _, id) = given(abri, &claire.session).await;
    let refused = call_back(abri, &claire.session, id).await;
    assert!(matches!(refused, Err(Problem::NotFound)));
    open(abri, &claire.session, id).await.unwrap();
}

#[tokio::test]
async fn attack_a_page_that_asks_by_itself_keeps_nobody_signed_in() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let idle = claire.session.place.idle().as_millis();
    let most = Span::millis(idle * 3 / 5);
    let by_itself =
        async || session::resume_unattended(abri, claire.session.cookie().duplicate()).await;
    // What a person does puts the end off.
    service.pass(most);
    goes_on(abri, &claire.session).await.unwrap();
    service.pass(most);
    by_itself().await.unwrap();
    service.pass(most);
    assert!(matches!(by_itself().await, Err(Problem::SignInAgain)));
}
