//! The operator makes sure of a structure, its manager invites, people join, work and leave.

use abri::actions::people::{deactivate, desk, names, roster, set_role};
use abri::actions::structures::{create, list, open};
use abri::actions::{Problem, open_vault, people::join};
use abri::domain::slot::SlotKind;
use abri::domain::structure::{Role, State, StructureName};
use abri::domain::time::Span;

use super::{Colleague, enter, hired, invited, joins, on_postgres, structure, told};
use crate::support::Service;

#[tokio::test]
async fn a_structure_from_its_creation_to_a_closed_account_on_sqlite() {
    whole_story(Service::open().await).await;
}

#[tokio::test]
async fn a_structure_from_its_creation_to_a_closed_account_on_postgres() {
    whole_story(on_postgres().await).await;
}

async fn whole_story(service: Service) {
    let abri = &service.abri;
    let name = StructureName::parse("Le Porche").unwrap();
    let (id, secret) = create::create(abri, &name).await.unwrap();
    // Nobody joins what the operator has not made sure of.
    assert!(matches!(
        join::look(abri, &secret).await,
        Err(Problem::WrongSecret { left: None })
    ));
    open::verify(abri, id).await.unwrap();
    let seen = join::look(abri, &secret).await.unwrap();
    assert_eq!(
        (seen.structure.as_str(), seen.role),
        ("Le Porche", Role::Manager)
    );
    let mut manager = joins(&service, &secret, "Nadia", SlotKind::DeskCard)
        .await
        .unwrap();

    let mut worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let roster = roster::roster(abri, &manager.session).await.unwrap();
    let mut called: Vec<_> = roster
        .colleagues
        .iter()
        .map(|one| one.name.as_ref().unwrap().name.as_str().to_owned())
        .collect();
    called.sort();
    assert_eq!(called, ["Claire", "Nadia", "Paul"]);
    assert_eq!(roster.count(Role::Mediator), 1);
    assert!(roster.invitations.is_empty(), "all were used");
    let listed = list::list(abri).await.unwrap();
    assert_eq!(listed[0].state, State::Open);
    let counts: Vec<_> = listed[0].counts.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [1, 1, 1]);

    // Another role counts from the next request on, and brings the names along.
    set_role::set_role(abri, &manager.session, worker.id(), Role::Manager)
        .await
        .unwrap();
    worker.session = worker.goes_on(&service).await.unwrap();
    let known = names::known(abri, &worker.session.open).await.unwrap();
    assert_eq!(known.len(), 3);
    set_role::set_role(abri, &manager.session, worker.id(), Role::SocialWorker)
        .await
        .unwrap();
    let known = names::known(abri, &worker.session.open).await.unwrap();
    assert!(known.is_empty(), "names go with the role");

    deactivate::deactivate(abri, &manager.session, worker.id())
        .await
        .unwrap();
    assert!(matches!(
        worker.goes_on(&service).await,
        Err(Problem::SignInAgain)
    ));
    assert!(worker.enters(&service).await.is_err());
    let roster = roster::roster(abri, &manager.session).await.unwrap();
    assert_eq!((roster.colleagues.len(), roster.closed), (2, 1));

    let own = told(&service, &manager.session.open).await;
    for code in [
        "person_joined",
        "person_invited",
        "role_given",
        "colleague_closed",
    ] {
        assert!(own.iter().any(|one| one == code), "{code}: {own:?}");
    }
    let theirs = told(&service, &worker.session.open).await;
    assert!(theirs.iter().any(|one| one == "role_changed"), "{theirs:?}");
    assert_eq!(theirs[0], "account_closed", "the newest");
    // The manager comes back: what was sealed to the inbox is whole, and so is the seal.
    manager.enters(&service).await.unwrap();
}

#[tokio::test]
async fn a_manager_who_comes_later_gets_the_names_from_whoever_signs_in() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut first, Role::SocialWorker, "Claire").await;
    let second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let known = async |one: &Colleague| {
        let names = names::known(abri, &one.session.open).await.unwrap();
        names.len()
    };
    assert_eq!(known(&second).await, 1, "their own");
    worker.enters(&service).await.unwrap();
    assert_eq!(known(&second).await, 2);
    first.enters(&service).await.unwrap();
    assert_eq!(known(&second).await, 3);
}

#[tokio::test]
async fn the_operator_stops_a_structure_and_lets_it_go_on() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (id, manager) = structure(&service, "Le Porche").await;
    open::suspend(abri, id).await.unwrap();
    assert!(matches!(
        open::suspend(abri, id).await,
        Err(Problem::Conflict)
    ));
    assert!(matches!(
        manager.goes_on(&service).await,
        Err(Problem::SignInAgain)
    ));
    // Whoever shows both factors is told why, and loses nothing by asking again.
    for _ in 0..11 {
        assert!(matches!(
            manager.enters(&service).await,
            Err(Problem::Field("pro-enter-closed"))
        ));
    }
    open::resume(abri, id).await.unwrap();
    assert!(manager.goes_on(&service).await.is_err(), "not revived");
    let back = manager.enters(&service).await.unwrap();
    let told = told(&service, &back.open).await;
    for code in ["structure_suspended", "structure_resumed"] {
        assert!(told.iter().any(|one| one == code), "{code}: {told:?}");
    }
}

#[tokio::test]
async fn words_and_ways_in_are_changed_with_the_words_alone() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut nadia) = structure(&service, "Le Porche").await;
    let words = desk::words_typed(&nadia.words).unwrap();
    let proof = |words: &str| desk::Proof::typed(words, "").unwrap();
    assert!(matches!(
        desk::make_card(abri, &nadia.session, &proof("Le vélo bleu de Zoé")).await,
        Err(Problem::WrongSecret { left: Some(9) })
    ));
    desk::make_card(abri, &nadia.session, &proof(&nadia.words))
        .await
        .unwrap();
    let card = desk::card(abri, &nadia.session).await.unwrap().unwrap();
    let number = abri::actions::ways_in::card_number(&nadia.session.open, &card).unwrap();
    let card_secret = abri::crypto::crockford::parse_rescue_code(&number).unwrap();

    desk::change_words(abri, &mut nadia.session, &words)
        .await
        .unwrap();
    let fresh = desk::to_note(&nadia.session).unwrap().to_owned();
    assert!(nadia.enters(&service).await.is_err(), "the old words");
    let by_card = |words: &str| {
        abri::actions::sign_in::Way::desk(SlotKind::DeskCard, card_secret.duplicate(), words)
    };
    enter(&service, by_card(&fresh).unwrap()).await.unwrap();
    assert!(
        desk::note(abri, &mut nadia.session, &nadia.words)
            .await
            .is_err()
    );
    desk::note(abri, &mut nadia.session, &fresh.to_uppercase())
        .await
        .unwrap();
    nadia.words.clone_from(&fresh);

    // The computer goes; the card is the last way in, and stays.
    let words = desk::words_typed(&fresh).unwrap();
    let all = abri::actions::ways_in::all(abri, &nadia.session.open)
        .await
        .unwrap();
    let desk_id = all
        .iter()
        .find(|row| row.kind == SlotKind::Desk)
        .unwrap()
        .id;
    desk::remove(abri, &nadia.session, &desk_id, &words)
        .await
        .unwrap();
    assert!(nadia.enters(&service).await.is_err());
    assert!(matches!(
        desk::remove(abri, &nadia.session, &card.id, &words).await,
        Err(Problem::Field("pro-last-way-in"))
    ));
    enter(&service, by_card(&fresh).unwrap()).await.unwrap();
}

#[tokio::test]
async fn an_unused_invitation_leaves_the_tables_after_its_end() {
    let service = Service::open().await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    invited(&service, &mut manager, Role::Mediator).await;
    let count = async || {
        service
            .meddle("abri.sqlite", "UPDATE person_invitations SET role = role")
            .await
    };
    assert_eq!(count().await, 2, "one used, one not");
    service.pass(Span::days(7));
    abri::actions::sweep::sweep(&service.abri).await.unwrap();
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn what_is_known_of_a_professional_is_their_profile() {
    let service = Service::open().await;
    let (_, manager) = structure(&service, "Le Porche").await;
    let profile = open_vault::profile(&manager.session).unwrap();
    assert_eq!(profile.function.as_str(), "Assistante sociale");
}
