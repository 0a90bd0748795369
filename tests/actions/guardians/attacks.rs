//! What must fail: one alone, nobody's agreement, somebody else's name, a shorter wait, a case that was refused.

use abri::actions::Problem;
use abri::actions::check::{Depth, Finding, check};
use abri::actions::guardians::agreement;
use abri::actions::recover::{ask, case, confirm, finish, veto};
use abri::actions::regain_control::regain;
use abri::actions::sign_in::{Way, sign_in};
use abri::domain::journal::Event;
use abri::domain::recovery::{DELAY, Manner, Stage};
use abri::domain::slot::Place;
use abri::store::{guardianships, recoveries};

use super::{Person, Seated, asks, confirms, identity, refused, types};
use crate::given::told;
use crate::once::once;
use crate::people::{on_postgres, structure};
use crate::support::Service;
use crate::ways_in::{enter, with};

#[tokio::test]
async fn attack_without_agreement_or_after_it_was_stopped_two_open_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::new(&service, 1).await;
    // Somebody who never agreed looks like somebody who did, but to a professional with a seat.
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    let seen = case::look(abri, &asked.slip).await.unwrap();
    assert_eq!(seen.stage, Stage::Waiting);
    confirm::find(abri, &seated.anna.session, &asked.words)
        .await
        .unwrap();
    refused(
        confirms(&service, &seated.anna, &asked.words).await,
        "recovery-no-agreement",
    );
    person.agrees(&service, &seated).await.unwrap();
    confirms(&service, &seated.anna, &asked.words)
        .await
        .unwrap();
    agreement::stop(abri, &person.session).await.unwrap();
    let second = confirms(&service, &seated.boris, &asked.words).await;
    assert!(second.is_err());
    // Stopped between the second and the card.
    person.agrees(&service, &seated).await.unwrap();
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    for who in [&seated.anna, &seated.boris] {
        confirms(&service, who, &asked.words).await.unwrap();
    }
    agreement::stop(abri, &person.session).await.unwrap();
    assert!(
        finish::finish(abri, &once(&asked.slip), Place::Shared)
            .await
            .is_err()
    );
    // Agreed to once more, the case of before does not come back.
    person.agrees(&service, &seated).await.unwrap();
    let late = finish::finish(abri, &once(&asked.slip), Place::Shared).await;
    assert!(late.is_err());
    enter(&service, with(&person.phone, &person.code))
        .await
        .unwrap();
}

#[tokio::test]
async fn attack_a_case_opens_the_vault_of_its_name_and_no_other() {
    let service = Service::open().await;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let other = Person::new(&service, 2).await;
    // The name and date of somebody who agreed cannot be taken.
    let taken = agreement::agree(
        &service.abri,
        &other.session,
        seated.structure,
        person.who.clone(),
    );
    refused(taken.await, "guardians-taken");
    // One letter beside, or another date.
    for who in [
        identity(&service, "Mariam Exemplee 1"),
        abri::domain::recovery::CivilIdentity::parse(
            "Mariam Exemple 1",
            "1961-11-25",
            service.abri.now(),
        )
        .unwrap(),
    ] {
        let asked = asks(&service, &seated, who, Manner::InPresence).await;
        refused(
            confirms(&service, &seated.anna, &asked.words).await,
            "recovery-no-agreement",
        );
    }
    // As it is printed on another paper.
    let loose = identity(&service, "MARIAM  EXEMPLE-1");
    let asked = asks(&service, &seated, loose, Manner::InPresence).await;
    confirms(&service, &seated.anna, &asked.words)
        .await
        .unwrap();
}

#[tokio::test]
async fn attack_only_a_seat_of_that_structure_acts_and_words_are_not_guessed() {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    let elsewhere = Seated::at(&service).await;
    refused(
        confirms(&service, &elsewhere.anna, &asked.words).await,
        "recovery-words",
    );
    assert!(
        confirms(&service, &seated.manager, &asked.words)
            .await
            .is_err()
    );
    let beneficiary = confirm::find(abri, &person.session, &asked.words).await;
    assert!(matches!(beneficiary, Err(Problem::NotFound)));
    let mut last = None;
    for _ in 0..25 {
        last = Some(confirm::find(abri, &elsewhere.boris.session, "abaisser abandon").await);
    }
    assert!(matches!(last, Some(Err(Problem::TooManyTries { .. }))));
    // Nor is a stranger's flood of cases taken in.
    let mut flood = None;
    for number in 0..15 {
        let new = ask::NewCase {
            structure: seated.structure,
            who: identity(&service, &format!("Personne {number}")),
            manner: Manner::FromAfar,
        };
        flood = Some(ask::ask(abri, new, "198.51.100.9").await);
    }
    assert!(matches!(flood, Some(Err(Problem::TooManyTries { .. }))));
}

#[tokio::test]
async fn attack_one_who_changed_seats_does_not_count_twice() {
    use abri::actions::guardians::{hand_over, seats};
    use abri::domain::recovery::Seat;
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::FromAfar).await;
    confirms(&service, &seated.clara, &asked.words)
        .await
        .unwrap();
    let manager = &seated.manager.session;
    seats::remove(abri, manager, seated.clara.id())
        .await
        .unwrap();
    seats::name(abri, manager, Seat::Second, seated.clara.id())
        .await
        .unwrap();
    hand_over::hand_over(abri, &seated.boris.session, seated.clara.id())
        .await
        .unwrap();
    refused(
        confirms(&service, &seated.clara, &asked.words).await,
        "recovery-same-person",
    );
}

async fn vetoed(service: Service) {
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    // In presence there is no veto.
    let seen = person.asks(&service, &seated, Manner::InPresence).await;
    confirms(&service, &seated.anna, &seen.words).await.unwrap();
    let pending = veto::against(abri, &person.session.open).await.unwrap();
    let no = veto::veto(abri, &person.session, pending[0].id).await;
    assert!(matches!(no, Err(Problem::NotFound)));
    case::give_up(abri, &seen.slip).await.unwrap();

    let afar = person.asks(&service, &seated, Manner::FromAfar).await;
    confirms(&service, &seated.anna, &afar.words).await.unwrap();
    confirms(&service, &seated.boris, &afar.words)
        .await
        .unwrap();
    let mut tx = abri.store.ephemeral.look().await.unwrap();
    let rows = recoveries::of_vault(&mut tx, person.vault(), abri.now()).await;
    let kept = rows.unwrap().remove(0);
    drop(tx);
    // Somebody else cannot say no in their place.
    let other = Person::new(&service, 2).await;
    assert!(veto::veto(abri, &other.session, kept.id).await.is_err());
    // Any session of the person can, one on a shared computer too.
    let again = sign_in(
        abri,
        with(&person.phone, &person.code),
        Place::Shared,
        "192.0.2.7",
    )
    .await
    .unwrap();
    let pending = veto::against(abri, &again.open).await.unwrap();
    assert_eq!(pending.len(), 1);
    veto::veto(abri, &again, pending[0].id).await.unwrap();
    service.pass(DELAY);
    let late = finish::finish(abri, &once(&afar.slip), Place::Shared).await;
    assert!(late.is_err(), "a case that was refused");
    // Not even when its row is put back as it was.
    let mut tx = abri.store.ephemeral.begin().await.unwrap();
    let mut bare = kept.clone();
    (bare.vault_id, bare.key, bare.ready_at, bare.told) = (None, None, None, None);
    assert!(recoveries::add(&mut tx, &bare, 500).await.unwrap());
    assert!(recoveries::save(&mut tx, &kept, &bare.mac).await.unwrap());
    tx.commit().await.unwrap();
    let revived = finish::finish(abri, &once(&afar.slip), Place::Shared).await;
    assert!(revived.is_err(), "a row that was put back");
    let back = enter(&service, with(&person.phone, &person.code))
        .await
        .unwrap();
    assert_eq!(told(abri, &back.open, Event::RecoveryVetoed).await, 1);
}

#[tokio::test]
async fn attack_a_case_that_was_vetoed_opens_nothing_on_sqlite() {
    vetoed(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_case_that_was_vetoed_opens_nothing_on_postgres() {
    vetoed(on_postgres().await).await;
}

#[tokio::test]
async fn attack_a_row_in_which_the_wait_is_shorter_or_the_manner_another_is_refused() {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::FromAfar).await;
    confirms(&service, &seated.anna, &asked.words)
        .await
        .unwrap();
    for sql in [
        "UPDATE recoveries SET manner = 'presence'",
        "UPDATE recoveries SET first_seat = 2",
        "UPDATE recoveries SET first_at = first_at + 1",
        "UPDATE recoveries SET until = until + 86400000",
        "UPDATE recoveries SET lookup = randomblob(32)",
        "UPDATE recoveries SET recipient = zeroblob(1216)",
    ] {
        service
            .meddle(
                "ephemeral.sqlite",
                "CREATE TABLE kept AS SELECT * FROM recoveries",
            )
            .await;
        service.meddle("ephemeral.sqlite", sql).await;
        let tried = confirms(&service, &seated.boris, &asked.words).await;
        assert!(matches!(tried, Err(Problem::Damaged(_))), "{sql}");
        service
            .meddle("ephemeral.sqlite", "DELETE FROM recoveries")
            .await;
        service
            .meddle(
                "ephemeral.sqlite",
                "INSERT INTO recoveries SELECT * FROM kept",
            )
            .await;
        service.meddle("ephemeral.sqlite", "DROP TABLE kept").await;
    }
    confirms(&service, &seated.boris, &asked.words)
        .await
        .unwrap();
    let sooner = "UPDATE recoveries SET ready_at = asked_at";
    service.meddle("ephemeral.sqlite", sooner).await;
    let tried = finish::finish(abri, &once(&asked.slip), Place::Shared).await;
    assert!(matches!(tried, Err(Problem::Damaged(_))));
}

#[tokio::test]
async fn attack_a_swapped_seat_or_agreement_is_refused() {
    let service = Service::open().await;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    // The two layers of the agreement, each in the place of the other.
    let swap = "UPDATE guardianships SET first = second, second = first";
    service.meddle("abri.sqlite", swap).await;
    refused(
        confirms(&service, &seated.anna, &asked.words).await,
        "recovery-no-agreement",
    );
    let noticed = enter(&service, with(&person.phone, &person.code)).await;
    assert!(matches!(noticed, Err(Problem::Damaged("state seal"))));
    service.meddle("abri.sqlite", swap).await;
    enter(&service, with(&person.phone, &person.code))
        .await
        .unwrap();
    // A seat whose key is somebody else's.
    let other = Person::new(&service, 2).await;
    service
        .meddle(
            "abri.sqlite",
            "UPDATE seats SET recipient = (SELECT s.recipient FROM seats s WHERE s.seat <> seats.seat)",
        )
        .await;
    let found = check(&service.abri, Depth::Lengths).await.unwrap().findings;
    let seats = found
        .iter()
        .filter(|one| matches!(one, Finding::Seat { .. }));
    assert!(seats.count() > 0);
    let agreed = other.agrees(&service, &seated).await;
    assert!(matches!(agreed, Err(Problem::Damaged("seat"))));
    assert!(
        confirms(&service, &seated.anna, &asked.words)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn attack_the_sixth_foothold_a_relatives_own_guardians_end_with_control_regained() {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    // A relative with the phone in hand agreed in the person's name, and asked already.
    let mut person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::FromAfar).await;
    for who in [&seated.anna, &seated.boris] {
        confirms(&service, who, &asked.words).await.unwrap();
    }
    service.pass(DELAY);
    person.session = enter(&service, with(&person.phone, &person.code))
        .await
        .unwrap();
    types(abri, &mut person.session, &person.code).await;
    regain(abri, &mut person.session).await.unwrap();
    let late = finish::finish(abri, &once(&asked.slip), Place::Shared).await;
    assert!(late.is_err(), "their slip");
    let mine = agreement::mine(abri, &person.session).await.unwrap();
    assert!(mine.is_none());
    let mut tx = abri.store.durable.look().await.unwrap();
    let row = guardianships::of_vault(&mut tx, person.vault()).await;
    assert!(row.unwrap().is_none());
    let new = person.asks(&service, &seated, Manner::InPresence).await;
    refused(
        confirms(&service, &seated.anna, &new.words).await,
        "recovery-no-agreement",
    );
}

#[tokio::test]
async fn attack_a_session_without_a_typed_secret_agrees_to_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::new(&service, 1).await;
    let left_open = enter(&service, with(&person.phone, &person.code))
        .await
        .unwrap();
    let tried = agreement::agree(abri, &left_open, seated.structure, person.who.clone()).await;
    assert!(matches!(tried, Err(Problem::NotFound)));
    let (somewhere, _) = structure(&service, "Sans places").await;
    refused(
        agreement::agree(abri, &person.session, somewhere, person.who.clone()).await,
        "guardians-not-there",
    );
}

async fn raced(service: Service) {
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    let asked = person.asks(&service, &seated, Manner::InPresence).await;
    for who in [&seated.anna, &seated.boris] {
        confirms(&service, who, &asked.words).await.unwrap();
    }
    let all = futures_util::future::join_all(
        (0..20).map(async |_| finish::finish(abri, &once(&asked.slip), Place::Shared).await),
    );
    let cards = all.await.into_iter().flatten().count();
    assert_eq!(cards, 1);
    let old = Way::Rescue(once(&asked.slip));
    assert!(
        sign_in(abri, old, Place::Shared, "192.0.2.1")
            .await
            .is_err()
    );
}

#[tokio::test]
async fn attack_twenty_at_once_with_one_slip_make_one_card_on_sqlite() {
    raced(Service::open().await).await;
}

#[tokio::test]
async fn attack_twenty_at_once_with_one_slip_make_one_card_on_postgres() {
    raced(on_postgres().await).await;
}
