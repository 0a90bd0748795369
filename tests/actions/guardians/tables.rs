//! Whoever can write the tables, and holds no key, gets nobody to help the wrong person in.

use abri::actions::guardians::{hand_over, seats};
use abri::actions::recover::finish;
use abri::actions::{Problem, ways_in};
use abri::crypto::context::{Context, Purpose};
use abri::crypto::{hybrid, inbox};
use abri::domain::ids::VaultId;
use abri::domain::recovery::{Manner, Seat};
use abri::domain::slot::Place;
use abri::domain::structure::Role;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use super::{Person, Seated, asks, confirms, identity};
use crate::once::once;
use crate::people::{hired, structure};
use crate::support::Service;

async fn tables(service: &Service, file: &str) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(service.file(file));
    options.connect().await.unwrap()
}

/// Whom the agreement names, as the table says; another in their place.
async fn swap_lookup(service: &Service, other: &[u8]) -> Vec<u8> {
    let mut tables = tables(service, "abri.sqlite").await;
    let before = sqlx::query_as("SELECT lookup FROM guardianships");
    let (before,): (Vec<u8>,) = before.fetch_one(&mut tables).await.unwrap();
    let change = sqlx::query("UPDATE guardianships SET lookup = ?").bind(other);
    change.execute(&mut tables).await.unwrap();
    before
}

#[tokio::test]
async fn attack_an_agreement_that_named_somebody_else_for_a_while_opens_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let seated = Seated::at(&service).await;
    let person = Person::agreed(&service, &seated, 1).await;
    // Somebody with an identity paper of their own, who never agreed, and who writes the tables.
    let own = identity(&service, "Complice Exemple");
    let asked = asks(&service, &seated, own, Manner::InPresence).await;
    let case = sqlx::query_as("SELECT lookup FROM recoveries");
    let mut ephemeral = tables(&service, "ephemeral.sqlite").await;
    let (case,): (Vec<u8>,) = case.fetch_one(&mut ephemeral).await.unwrap();
    let before = swap_lookup(&service, &case).await;
    for who in [&seated.anna, &seated.boris] {
        // They see an identity paper that fits the case.
        confirms(&service, who, &asked.words).await.unwrap();
    }
    swap_lookup(&service, &before).await;
    let tried = finish::finish(abri, &once(&asked.slip), Place::Shared).await;
    assert!(matches!(tried, Err(Problem::WrongSecret { .. })));
    // Left as it is, the seal refuses it.
    swap_lookup(&service, &case).await;
    let tried = finish::finish(abri, &once(&asked.slip), Place::Shared).await;
    assert!(matches!(tried, Err(Problem::Damaged(_))));
    swap_lookup(&service, &before).await;
    assert!(
        ways_in::all(abri, &person.session.open)
            .await
            .unwrap()
            .len()
            == 1
    );
}

/// What the tables hold of a seat suffices to seal to it.
async fn sealed_to_the_seat(service: &Service, seated: &Seated, who: VaultId, name: &[u8]) {
    let mut tables = tables(service, "abri.sqlite").await;
    let seat = sqlx::query_as("SELECT recipient FROM seats WHERE seat = 1");
    let (recipient,): (Vec<u8>,) = seat.fetch_one(&mut tables).await.unwrap();
    let recipient = hybrid::Recipient::from_bytes(&recipient).unwrap();
    let structure = VaultId::from_bytes(*seated.structure.as_bytes());
    let place = Context::new(Purpose::SeatName, structure, 0)
        .version(1)
        .object(who.as_bytes());
    sqlx::query(
        "INSERT INTO guardians (structure_id, person, seat, key, called, named_at) \
         VALUES (?, ?, 1, NULL, ?, 0)",
    )
    .bind(&seated.structure.as_bytes()[..])
    .bind(&who.as_bytes()[..])
    .bind(inbox::seal(&recipient, &place, name))
    .execute(&mut tables)
    .await
    .unwrap();
}

#[tokio::test]
async fn attack_a_newcomer_whom_no_manager_named_is_shown_to_nobody_and_gets_no_key() {
    let service = Service::open().await;
    let abri = &service.abri;
    let mut seated = Seated::at(&service).await;
    let dora = hired(&service, &mut seated.manager, Role::Mediator, "Dora").await;
    for name in [&b"Dora"[..], &[&[7; 32][..], b"Dora"].concat()] {
        sealed_to_the_seat(&service, &seated, dora.id(), name).await;
        let own = hand_over::own(abri, &seated.anna.session).await;
        assert!(matches!(own, Err(Problem::Damaged("seat"))));
        let handed = hand_over::hand_over(abri, &seated.anna.session, dora.id()).await;
        assert!(matches!(handed, Err(Problem::Damaged("seat"))));
        let forget = "DELETE FROM guardians WHERE key IS NULL";
        service.meddle("abri.sqlite", forget).await;
    }
}

#[tokio::test]
async fn attack_a_newcomer_whose_row_says_another_vault_gets_no_key() {
    let service = Service::open().await;
    let abri = &service.abri;
    let mut seated = Seated::at(&service).await;
    let dora = hired(&service, &mut seated.manager, Role::Mediator, "Dora").await;
    let manager = &seated.manager.session;
    seats::name(abri, manager, Seat::First, dora.id())
        .await
        .unwrap();
    let (_, foreign) = structure(&service, "Ailleurs").await;
    let mut tables = tables(&service, "abri.sqlite").await;
    // Another professional's row says that they work here; its MAC says otherwise.
    sqlx::query("UPDATE people SET structure_id = ? WHERE vault_id = ?")
        .bind(&seated.structure.as_bytes()[..])
        .bind(&foreign.id().as_bytes()[..])
        .execute(&mut tables)
        .await
        .unwrap();
    sqlx::query("UPDATE guardians SET person = ? WHERE person = ?")
        .bind(&foreign.id().as_bytes()[..])
        .bind(&dora.id().as_bytes()[..])
        .execute(&mut tables)
        .await
        .unwrap();
    let handed = hand_over::hand_over(abri, &seated.anna.session, foreign.id()).await;
    assert!(matches!(handed, Err(Problem::Damaged(_))));
    let mut keys =
        sqlx::query_as("SELECT COUNT(*) FROM guardians WHERE person = ? AND key IS NOT NULL")
            .bind(foreign.id().as_bytes().to_vec())
            .fetch_all(&mut tables)
            .await
            .unwrap();
    assert_eq!(keys.pop(), Some((0_i64,)));
}
