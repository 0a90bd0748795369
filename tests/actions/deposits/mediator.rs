//! A mediator puts papers in for somebody who is with them: the story, by a code and by a number.

use abri::actions::deposits::{
    self, Depositor, accept, adopt, begin_mediation, end_mediation, invite_mediator, mediations,
    receipts, resume_mediation, undo,
};
use abri::actions::session::{self, Session};
use abri::actions::{Abri, Outcome, backup, look_back, show};
use abri::domain::deposit::NumberState;
use abri::domain::document::Through;
use abri::domain::ids::InvitationId;
use abri::domain::journal::{Details, Event};
use abri::domain::structure::Role;
use abri::domain::time::{Moment, Span};

use super::forged::origin;
use super::{HERE, count, is_not_found, on_postgres, put};
use crate::given::{told, vault, wish as share};
use crate::people::{Colleague, hired, structure};
use crate::support::Service;

pub(super) const WHERE: &str = "Les Tilleuls";

/// A mediator of a structure that the operator made sure of, and its manager.
pub(super) async fn mediator(service: &Service) -> (Colleague, Colleague) {
    let (_, mut manager) = structure(service, WHERE).await;
    let mediator = hired(service, &mut manager, Role::Mediator, "Paul Ferrand").await;
    (mediator, manager)
}

/// The person says yes to a mediator; the code they say.
pub(super) async fn code(abri: &Abri, session: &Session) -> (InvitationId, String) {
    let id = deposits::draw_id();
    let words = ("Je laisse un médiateur déposer.".into(), "fr".into());
    let offered = invite_mediator(abri, session, id, words).await.unwrap();
    (id, offered.code)
}

/// The person's number, which they accept.
pub(super) async fn number(abri: &Abri, session: &Session) -> String {
    deposits::accept_number(abri, &session.open).await.unwrap();
    let number = deposits::number(abri, &session.open).await.unwrap();
    number.unwrap().text.to_string()
}

/// The next request of a mediator.
pub(super) async fn at_work(abri: &Abri, colleague: &Colleague) -> Outcome<Depositor> {
    let cookie = colleague.session.cookie().duplicate();
    resume_mediation(abri, session::resume(abri, cookie).await?).await
}

/// A mediator begins with what they were told.
pub(super) async fn begins(abri: &Abri, colleague: &Colleague, typed: &str) -> Outcome<Depositor> {
    begin_mediation(abri, &colleague.session, typed, HERE).await?;
    at_work(abri, colleague).await
}

/// The details of the newest entry of this event.
pub(super) async fn newest(abri: &Abri, session: &Session, event: Event) -> Details {
    let since = Moment::from_millis(0);
    let page = look_back::page(abri, &session.open, None, since).await;
    let found = page.unwrap().entries.into_iter().find_map(|entry| {
        let look_back::Known::All(details) = entry.known else {
            return None;
        };
        (entry.event == Some(event)).then_some(details)
    });
    *found.unwrap()
}

async fn by_a_code(service: Service) {
    let abri = &service.abri;
    let person = vault(abri).await;
    let open = &person.open;
    let (paul, _) = mediator(&service).await;
    let (id, first) = code(abri, &person).await;
    assert_eq!(told(abri, open, Event::MediatorInvited).await, 1);
    let one = begins(abri, &paul, &first.to_lowercase()).await.unwrap();
    // By a code the person's name is said, as by a link; the journal knows who came before anything came.
    assert_eq!((one.greeting(), one.left()), ("Mariam", 50));
    assert_eq!(one.through(), Through::Mediator);
    let begun = newest(abri, &person, Event::MediationBegun).await;
    assert_eq!(begun.who, "Paul Ferrand");
    assert_eq!((begun.structure.as_str(), begun.count), (WHERE, 50));
    assert!(is_not_found(&begins(abri, &paul, &first).await), "used up");
    let one = at_work(abri, &paul).await.unwrap();

    let first = put(abri, &one, 1).await.unwrap();
    let second = put(abri, &one, 2).await.unwrap();
    let active = mediations(abri, open).await.unwrap();
    assert_eq!((active.len(), active[0].arrived), (1, 2));
    assert_eq!(
        (active[0].right, active[0].who.name.as_str()),
        (id, "Paul Ferrand")
    );
    let put_in = newest(abri, &person, Event::PaperDeposited).await;
    assert_eq!(
        (put_in.who.as_str(), put_in.structure.as_str()),
        ("Paul Ferrand", WHERE)
    );
    let waits = receipts(abri, &one).await.unwrap();
    assert!(waits.len() == 2 && waits.iter().all(|one| one.can_undo));

    // Agreed to just before: kept without another word, and shown like any other.
    assert_eq!(adopt(abri, open).await.unwrap(), 2);
    let came = origin(abri, &person, first).await;
    assert!(came.verified && came.answered);
    assert_eq!(
        (came.by.as_str(), came.structure.as_str()),
        ("Paul Ferrand", WHERE)
    );
    show::agree(abri, &person, share(&[first])).await.unwrap();
    // Their own, within the hour.
    undo(abri, &one, second).await.unwrap();
    assert_eq!(at_work(abri, &paul).await.unwrap().left(), 48);
    assert_eq!(count(abri, &person).await, 1);
    let undone = newest(abri, &person, Event::DepositUndone).await;
    assert_eq!(
        (undone.who.as_str(), undone.structure.as_str()),
        ("Paul Ferrand", WHERE)
    );

    end_mediation(abri, paul.session.cookie()).await.unwrap();
    assert!(is_not_found(&at_work(abri, &paul).await));
    assert_eq!(told(abri, open, Event::MediationEnded).await, 1);
    assert!(mediations(abri, open).await.unwrap().is_empty());
    // What was agreed to is over with it.
    assert!(is_not_found(&deposits::one(abri, open, id).await));
    assert!(is_not_found(&deposits::offer_code(abri, open, id).await));
    // Another hour, whose code was lost and drawn again.
    let (id, lost) = code(abri, &person).await;
    let again = deposits::offer_code(abri, open, id).await.unwrap().code;
    begins(abri, &paul, &again).await.unwrap();
    let one = begins(abri, &paul, &lost).await.unwrap();
    assert_eq!(one.left(), 50, "the same leave goes on");
    for minutes in [25, 25] {
        service.pass(Span::minutes(minutes));
        assert!(
            at_work(abri, &paul).await.is_ok(),
            "at work, their account stays open"
        );
    }
    service.pass(Span::minutes(10));
    assert!(is_not_found(&at_work(abri, &paul).await));
    assert!(is_not_found(&put(abri, &one, 3).await));
    abri::actions::sweep::sweep(abri).await.unwrap();
    assert_eq!(told(abri, open, Event::MediationEnded).await, 3);
    assert_eq!(told(abri, open, Event::InvitationOver).await, 1);
}

#[tokio::test]
async fn a_mediator_puts_papers_in_by_a_code_on_sqlite() {
    Box::pin(by_a_code(Service::open().await)).await;
}

#[tokio::test]
async fn a_mediator_puts_papers_in_by_a_code_on_postgres() {
    Box::pin(by_a_code(on_postgres().await)).await;
}

async fn by_a_number(service: Service) {
    let abri = &service.abri;
    let person = vault(abri).await;
    let open = &person.open;
    let (paul, _) = mediator(&service).await;
    let number = number(abri, &person).await;
    let typed = number.to_lowercase().replace('-', " ");
    let one = begins(abri, &paul, &typed).await.unwrap();
    assert_eq!(
        (one.greeting(), one.left()),
        ("", 50),
        "a number names nobody"
    );
    assert_eq!(one.through(), Through::Number);
    let begun = newest(abri, &person, Event::MediationByNumber).await;
    assert_eq!(
        (begun.who.as_str(), begun.structure.as_str()),
        ("Paul Ferrand", WHERE)
    );
    let id = put(abri, &one, 1).await.unwrap();
    assert_eq!(adopt(abri, open).await.unwrap(), 1);
    let came = origin(abri, &person, id).await;
    assert!(came.verified && !came.answered, "it waits for a yes");
    assert_eq!(came.by, "Paul Ferrand");
    let early = show::agree(abri, &person, share(&[id])).await;
    assert!(early.is_err());
    accept(abri, open, id).await.unwrap();
    assert!(
        is_not_found(&undo(abri, &one, id).await),
        "it is the person's now"
    );
    show::agree(abri, &person, share(&[id])).await.unwrap();

    // The person stops whoever is there, and nothing else changes.
    let [active] = &mediations(abri, open).await.unwrap()[..] else {
        panic!("one mediator")
    };
    deposits::stop(abri, open, active.right).await.unwrap();
    assert!(is_not_found(&at_work(abri, &paul).await));
    assert!(is_not_found(&put(abri, &one, 2).await));
    let stopped = newest(abri, &person, Event::MediationStopped).await;
    assert_eq!(stopped.who, "Paul Ferrand");
    begins(abri, &paul, &number).await.unwrap();
    // Another one: the old leads to nothing, and whoever came with it is out.
    deposits::renew_number(abri, open).await.unwrap();
    assert!(is_not_found(&at_work(abri, &paul).await));
    assert!(is_not_found(&begins(abri, &paul, &number).await));
    let new = deposits::number(abri, open).await.unwrap().unwrap();
    assert!(*new.text != number && new.state == NumberState::Accepted);
    begins(abri, &paul, &new.text).await.unwrap();
}

#[tokio::test]
async fn a_mediator_puts_papers_in_by_a_number_on_sqlite() {
    Box::pin(by_a_number(Service::open().await)).await;
}

#[tokio::test]
async fn a_mediator_puts_papers_in_by_a_number_on_postgres() {
    Box::pin(by_a_number(on_postgres().await)).await;
}

#[tokio::test]
async fn a_number_comes_with_the_card_and_works_once_the_card_is_held() {
    let service = Service::open().await;
    let abri = &service.abri;
    let mut person = vault(abri).await;
    let open = &person.open;
    assert!(deposits::number(abri, open).await.unwrap().is_none());
    abri::actions::ways_in::make_card(abri, &mut person)
        .await
        .unwrap();
    let open = &person.open;
    let drawn = deposits::number(abri, open).await.unwrap().unwrap();
    assert_eq!(drawn.state, NumberState::Printed);
    let (paul, _) = mediator(&service).await;
    assert!(is_not_found(&begins(abri, &paul, &drawn.text).await));
    let all = abri::actions::ways_in::all(abri, open).await.unwrap();
    let card = all
        .into_iter()
        .find(|row| row.secret.is_some() && row.kind.as_str() == "card");
    let card = card.unwrap();
    let number = abri::actions::ways_in::card_number(open, &card).unwrap();
    let last = number[number.len() - 4..].to_owned();
    abri::actions::ways_in::confirm(abri, &mut person, &card.id, &last)
        .await
        .unwrap();
    assert_eq!(told(abri, &person.open, Event::NumberAccepted).await, 1);
    begins(abri, &paul, &drawn.text).await.unwrap();
    // Whoever says no is not asked again by another card.
    deposits::refuse_number(abri, &person.open).await.unwrap();
    abri::actions::ways_in::make_card(abri, &mut person)
        .await
        .unwrap();
    let after = deposits::number(abri, &person.open).await.unwrap().unwrap();
    assert!(after.state == NumberState::Refused && after.text == drawn.text);
}

async fn restored(from: Service, to: Service) {
    let folder = tempfile::tempdir().unwrap();
    let abri = &from.abri;
    let mut person = vault(abri).await;
    let (paul, _) = mediator(&from).await;
    let number = number(abri, &person).await;
    begins(abri, &paul, &number).await.unwrap();
    let keep = Span::days(30);
    backup::backup(abri, folder.path(), "monday", keep)
        .await
        .unwrap();
    backup::restore::restore(&to.abri, folder.path(), None, false)
        .await
        .unwrap();
    // What the person said since is not in the backup.
    let back = paul.enters(&to).await.unwrap();
    let typed = begin_mediation(&to.abri, &back, &number, HERE).await;
    assert!(is_not_found(&typed));
    let open = &mut person.open;
    let after = deposits::number(&to.abri, open).await.unwrap().unwrap();
    assert!(after.state == NumberState::Refused && *after.text == number);
    deposits::accept_number(&to.abri, open).await.unwrap();
    begin_mediation(&to.abri, &back, &number, HERE)
        .await
        .unwrap();
}

#[tokio::test]
async fn attack_a_backup_switches_no_number_on_on_sqlite() {
    restored(Service::open().await, Service::open().await).await;
}

#[tokio::test]
async fn attack_a_backup_switches_no_number_on_on_postgres() {
    restored(on_postgres().await, on_postgres().await).await;
}
