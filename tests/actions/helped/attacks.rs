//! What a helper saw, what a helped session tries, and marks taken off in the tables.

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::helped::{renew, together};
use abri::actions::open_vault::Notice;
use abri::actions::people::{deactivate, set_role};
use abri::actions::session::Session;
use abri::actions::{Abri, Problem, deposits, notice, session, show, structures, ways_in};
use abri::domain::person::Identifier;
use abri::domain::slot::Place;
use abri::domain::structure::Role;
use abri::domain::time::Span;
use abri::store::vaults::Given;

use super::{Card, begun, code, goes_on, mediator, number, opened, replaced};
use crate::given::{self, wish};
use crate::people::{hired, on_postgres};
use crate::support::Service;

#[tokio::test]
async fn attack_a_helper_cannot_come_back_in_with_what_they_saw_on_sqlite() {
    comes_back(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_helper_cannot_come_back_in_with_what_they_saw_on_postgres() {
    comes_back(on_postgres().await).await;
}

/// They saw all of it: number, code, cookie; and are inside when the person comes in alone.
async fn comes_back(service: Service) {
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let (card, helped) = opened(abri, &mediator.session).await;
    // Until the person's own first visit, card and code open: to a vault that holds nothing, for nothing but
    // to replace them.
    let inside = card.enters(abri, Place::Shared).await.unwrap();
    nothing_else(abri, &inside).await;
    for place in [Place::Own, Place::Shared] {
        let (card, _) = opened(abri, &mediator.session).await;
        let mut inside = card.enters(abri, Place::Shared).await.unwrap();
        let person = replaced(abri, &card, place).await;
        assert!(card.enters(abri, Place::Own).await.is_err());
        assert!(goes_on(abri, &inside).await.is_err(), "out at once");
        assert!(renew::renew(abri, &mut inside).await.is_err());
        goes_on(abri, &person).await.unwrap();
    }
    assert!(
        goes_on(abri, &helped).await.is_err(),
        "ended at the counter"
    );
}

/// Every change that a whole session may make is refused.
async fn nothing_else(abri: &Abri, session: &Session) {
    let mut again = goes_on(abri, session).await.unwrap();
    let before = ways_in::all(abri, &session.open).await.unwrap();
    let id = before[0].id;
    let name = Identifier::parse("salif du 12").unwrap();
    let read = Notice {
        version: "2".into(),
        language: "fr".into(),
        given: Given::Screen,
    };
    let invitation = deposits::NewInvitation {
        id: deposits::draw_id(),
        name: "Paul Ferrand".into(),
        days: 7,
        papers: 20,
        sentence: String::new(),
        language: "fr".into(),
    };
    let tried = [
        ways_in::make_rescue_code(abri, &mut again).await,
        ways_in::make_card(abri, &mut again).await,
        ways_in::add_device(abri, &mut again).await.map(drop),
        ways_in::choose_words(abri, &mut again, &name).await,
        ways_in::change_code(abri, &mut again, &id).await,
        ways_in::remove(abri, &mut again, &id).await,
        notice::read(abri, &again, &read).await,
        show::agree(abri, &again, wish(&[])).await.map(drop),
        deposits::invite(abri, &again, invitation).await,
        session::end_all(abri, &again).await.map(drop),
    ];
    // The last one ends sessions first of all, and so it is the last.
    for (at, one) in tried.iter().enumerate() {
        assert!(one.is_err(), "attempt {at}");
    }
    assert!(again.notes.drawn.len() <= 1);
    let after = ways_in::all(abri, &session.open).await.unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn attack_a_helped_session_changes_no_recovery_and_gives_nothing_on_sqlite() {
    gives_nothing(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_helped_session_changes_no_recovery_and_gives_nothing_on_postgres() {
    gives_nothing(on_postgres().await).await;
}

async fn gives_nothing(service: Service) {
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let mut session = begun(abri, &mediator.session).await.unwrap();
    let told = given::codes(abri, &session.open).await;
    assert!(renew::renew(abri, &mut session).await.is_err());
    assert!(renew::go_on(abri, &mut session).await.is_err());
    nothing_else(abri, &session).await;
    assert_eq!(given::codes(abri, &session.open).await, told);
}

#[tokio::test]
async fn attack_no_step_of_a_helped_opening_can_be_left_out() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let mut session = begun(abri, &mediator.session).await.unwrap();
    let first = code(&session);
    let end = number(abri, &session).await;
    let end = &end[end.len() - 4..];
    let refused = |tried: Result<(), Problem>| assert!(matches!(tried, Err(Problem::NotFound)));
    refused(together::confirm_card(abri, &mut session, end).await);
    refused(together::was_seen(abri, &mut session).await);
    refused(together::was_not_seen(abri, &session).await);
    together::note_code(abri, &mut session, &first)
        .await
        .unwrap();
    refused(together::note_code(abri, &mut session, &first).await);
    refused(together::was_seen(abri, &mut session).await);
    refused(together::was_not_seen(abri, &session).await);
    together::confirm_card(abri, &mut session, end)
        .await
        .unwrap();
    refused(together::confirm_card(abri, &mut session, end).await);
    refused(together::note_code(abri, &mut session, &first).await);
    together::was_seen(abri, &mut session).await.unwrap();
    refused(together::was_not_seen(abri, &session).await);
    // Of a vault that is one's own there is nothing to begin.
    let mut own = given::vault(abri).await;
    refused(together::was_not_seen(abri, &own).await);
    refused(together::was_seen(abri, &mut own).await);
    assert!(renew::renew(abri, &mut own).await.is_err());
}

#[tokio::test]
async fn attack_nobody_but_a_mediator_at_work_opens_a_vault_with_somebody() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mediator, mut manager) = mediator(&service).await;
    let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    let owner = given::vault(abri).await;
    for session in [&worker.session, &manager.session, &owner] {
        let refused = begun(abri, session).await;
        assert!(matches!(refused, Err(Problem::NotFound)));
    }
    // The session of a mediator whose account is closed between two requests.
    deactivate::deactivate(abri, &manager.session, mediator.id())
        .await
        .unwrap();
    let refused = begun(abri, &mediator.session).await;
    assert!(matches!(refused, Err(Problem::SignInAgain)));
}

#[tokio::test]
async fn attack_a_helper_who_is_gone_in_the_middle_ends_what_they_began_on_sqlite() {
    gone_in_the_middle(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_helper_who_is_gone_in_the_middle_ends_what_they_began_on_postgres() {
    gone_in_the_middle(on_postgres().await).await;
}

async fn gone_in_the_middle(service: Service) {
    let abri = &service.abri;
    let (one, mut manager) = mediator(&service).await;
    let structure = manager.session.working.as_ref().unwrap().member.structure;
    let two = hired(&service, &mut manager, Role::Mediator, "Lina").await;
    let three = hired(&service, &mut manager, Role::Mediator, "Jo").await;
    let mut sessions = Vec::new();
    for mediator in [&one, &two, &three] {
        let session = begun(abri, &mediator.session).await.unwrap();
        goes_on(abri, &session).await.unwrap();
        sessions.push(session);
    }
    deactivate::deactivate(abri, &manager.session, one.id())
        .await
        .unwrap();
    set_role::set_role(abri, &manager.session, two.id(), Role::SocialWorker)
        .await
        .unwrap();
    assert!(goes_on(abri, &sessions[0]).await.is_err());
    assert!(goes_on(abri, &sessions[1]).await.is_err());
    goes_on(abri, &sessions[2]).await.unwrap();
    structures::open::suspend(abri, structure).await.unwrap();
    assert!(goes_on(abri, &sessions[2]).await.is_err());
}

#[tokio::test]
async fn attack_a_mark_taken_off_or_put_on_in_the_tables_breaks_the_seal() {
    for change in [
        "UPDATE slots SET helped_at = NULL WHERE kind = 'card'",
        "UPDATE slots SET helped_at = helped_at + 1 WHERE kind = 'card'",
    ] {
        let service = Service::open().await;
        let abri = &service.abri;
        let (mediator, _) = mediator(&service).await;
        let (card, _) = opened(abri, &mediator.session).await;
        let mut inside = card.enters(abri, Place::Shared).await.unwrap();
        assert_eq!(service.meddle("abri.sqlite", change).await, 1);
        let refused = card.enters(abri, Place::Own).await;
        assert!(matches!(refused, Err(Problem::Damaged("state seal"))));
        assert!(renew::renew(abri, &mut inside).await.is_err());
    }
    let service = Service::open().await;
    let abri = &service.abri;
    let mut own = given::vault(abri).await;
    let put_on = "UPDATE slots SET helped_at = 1 WHERE kind = 'device'";
    assert_eq!(service.meddle("abri.sqlite", put_on).await, 1);
    let refused = ways_in::make_card(abri, &mut own).await;
    assert!(matches!(refused, Err(Problem::Damaged("state seal"))));
}

#[tokio::test]
async fn attack_two_presses_at_once_replace_once_and_lose_no_code() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mediator, _) = mediator(&service).await;
    let (card, _) = opened(abri, &mediator.session).await;
    let session = card.enters(abri, Place::Shared).await.unwrap();
    let mut one = goes_on(abri, &session).await.unwrap();
    let mut two = goes_on(abri, &session).await.unwrap();
    let (first, second) = tokio::join!(renew::renew(abri, &mut one), renew::renew(abri, &mut two));
    assert!(first.is_ok() != second.is_ok());
    let session = goes_on(abri, &session).await.unwrap();
    assert_eq!(session.notes.drawn.len(), 1);
    let fresh = Card {
        number: number(abri, &session).await,
        code: code(&session),
    };
    fresh.enters(abri, Place::Own).await.unwrap();
}

#[tokio::test]
async fn attack_no_backup_brings_back_the_card_that_a_helper_saw_on_sqlite() {
    restored(Service::open().await, Service::open().await).await;
}

#[tokio::test]
async fn attack_no_backup_brings_back_the_card_that_a_helper_saw_on_postgres() {
    restored(on_postgres().await, on_postgres().await).await;
}

async fn restored(from: Service, to: Service) {
    let folder = tempfile::tempdir().unwrap();
    let abri = &from.abri;
    let (mediator, _) = mediator(&from).await;
    let (card, _) = opened(abri, &mediator.session).await;
    let (other, _) = opened(abri, &mediator.session).await;
    let keep = Span::days(30);
    backup(abri, folder.path(), "monday", keep).await.unwrap();
    replaced(abri, &card, Place::Own).await;
    backup(abri, folder.path(), "tuesday", keep).await.unwrap();
    restore(&to.abri, folder.path(), Some("monday"), false)
        .await
        .unwrap();
    assert!(card.enters(&to.abri, Place::Own).await.is_err());
    // A mark comes back with the rest.
    let mut back = other.enters(&to.abri, Place::Own).await.unwrap();
    renew::renew(&to.abri, &mut back).await.unwrap().unwrap();
}
