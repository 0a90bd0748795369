//! Somebody has the tables in hand and would have a paper pass for a mediator's.

use abri::actions::deposits::{Depositor, adopt};
use abri::actions::session::Session;
use abri::actions::{Abri, Outcome};
use abri::crypto::signing::SIGNATURE;
use abri::domain::document::Through;
use abri::domain::ids::DocumentId;
use abri::domain::journal::Event;
use abri::domain::structure::Role;

use super::forged::{origin, place, replace};
use super::mediator::{WHERE, begins, code, number};
use super::{come_in, link, on_postgres};
use crate::given::{told, vault};
use crate::people::{Colleague, hired, structure};
use crate::support::Service;

// Boxed: dozens of them in one story are more than a stack holds.
async fn put(abri: &Abri, depositor: &Depositor, number: u32) -> Outcome<DocumentId> {
    Box::pin(super::put(abri, depositor, number)).await
}

async fn resealed(
    abri: &Abri,
    person: &Session,
    id: DocumentId,
    change: impl FnOnce(&mut Vec<u8>),
) {
    Box::pin(super::forged::resealed(abri, person, id, change)).await;
}

/// Signs what stands before the signature anew, as this colleague.
fn sign_as(colleague: &Colleague, place: &[u8], message: &mut [u8]) {
    let at = message.len() - SIGNATURE;
    let signed = [place, &message[..at]].concat();
    let signature = colleague.session.open.keys.sign(&signed);
    message[at..].copy_from_slice(&signature);
}

async fn forged(service: Service) {
    let abri = &service.abri;
    let person = vault(abri).await;
    let open = &person.open;
    let (_, mut manager) = structure(&service, WHERE).await;
    let paul = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let nora = hired(&service, &mut manager, Role::Mediator, "Nora").await;
    let (_, code) = code(abri, &person).await;
    let one = begins(abri, &paul, &code).await.unwrap();
    let number = number(abri, &person).await;
    let at = |id: DocumentId| place(&person, id).bytes();

    // A byte of the signature; a byte of what is signed.
    let byte = put(abri, &one, 1).await.unwrap();
    resealed(abri, &person, byte, |message| {
        let at = message.len() - 1;
        message[at] ^= 1;
    })
    .await;
    let said = put(abri, &one, 2).await.unwrap();
    resealed(abri, &person, said, |message| {
        replace(message, b"Fiche de paie", b"Bail commerci");
    })
    .await;
    // Another mediator's signature under this one's name; and this one's paper under another's name.
    let another = put(abri, &one, 3).await.unwrap();
    resealed(abri, &person, another, |message| {
        sign_as(&nora, &at(another), message);
    })
    .await;
    let renamed = put(abri, &one, 4).await.unwrap();
    resealed(abri, &person, renamed, |message| {
        let (from, to) = (paul.id().to_string(), nora.id().to_string());
        replace(message, from.as_bytes(), to.as_bytes());
    })
    .await;
    // The signature of another paper.
    let first = put(abri, &one, 5).await.unwrap();
    let second = put(abri, &one, 6).await.unwrap();
    let mut tail = Vec::new();
    resealed(abri, &person, first, |message| {
        tail = message[message.len() - SIGNATURE..].to_vec();
    })
    .await;
    resealed(abri, &person, second, |message| {
        let at = message.len() - SIGNATURE;
        message[at..].copy_from_slice(&tail);
    })
    .await;
    // A colleague of the same structure signs rightly, and has not the secret of the code.
    let unproved = put(abri, &one, 7).await.unwrap();
    resealed(abri, &person, unproved, |message| {
        let at_proof = message.len() - SIGNATURE - 1;
        message[at_proof] ^= 1;
        sign_as(&paul, &at(unproved), message);
    })
    .await;
    // By number, posing as agreed to by a code: it has no proof, so it is not the shape of one.
    let by_number = begins(abri, &paul, &number).await.unwrap();
    let posing = put(abri, &by_number, 8).await.unwrap();
    resealed(abri, &person, posing, |message| {
        replace(
            message,
            br#""through":"number""#,
            br#""through":"mediator""#,
        );
        sign_as(&paul, &at(posing), message);
    })
    .await;
    // A link's paper, posing as a mediator's.
    let (_, by_link) = link(abri, &person, 1).await;
    let (_, anybody) = come_in(abri, &by_link).await;
    let as_mediator = put(abri, &anybody, 9).await.unwrap();
    resealed(abri, &person, as_mediator, |message| {
        replace(message, br#""through":"link""#, br#""through":"number""#);
    })
    .await;
    let genuine = put(abri, &by_number, 10).await.unwrap();

    assert_eq!(adopt(abri, open).await.unwrap(), 8);
    for id in [byte, said, another, renamed, second] {
        let origin = origin(abri, &person, id).await;
        assert!(!origin.verified && !origin.answered, "{origin:?}");
        assert_eq!(
            (origin.by.as_str(), origin.structure.as_str()),
            ("", ""),
            "it says no name"
        );
    }
    let unproved = origin(abri, &person, unproved).await;
    assert!(!unproved.verified && !unproved.answered && unproved.by == "Paul");
    let first = origin(abri, &person, first).await;
    assert!(first.verified && first.answered, "the one it was for");
    let genuine = origin(abri, &person, genuine).await;
    assert!(genuine.verified && genuine.through == Through::Number);
    // Those that are no deposit at all are told once, and hold up nothing.
    assert_eq!(told(abri, open, Event::DamageFound).await, 2);
}

#[tokio::test]
async fn attack_a_forged_or_foreign_signature_is_shown_as_unverified_on_sqlite() {
    forged(Service::open().await).await;
}

#[tokio::test]
async fn attack_a_forged_or_foreign_signature_is_shown_as_unverified_on_postgres() {
    forged(on_postgres().await).await;
}

/// Attack: the published key of a mediator is swapped for one of the attacker's.
#[tokio::test]
async fn attack_a_swapped_signing_key_verifies_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let person = vault(abri).await;
    let (_, mut manager) = structure(&service, WHERE).await;
    let paul = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let nora = hired(&service, &mut manager, Role::Mediator, "Nora").await;
    let number = number(abri, &person).await;
    let one = begins(abri, &paul, &number).await.unwrap();
    let genuine = put(abri, &one, 1).await.unwrap();
    let forged = put(abri, &one, 2).await.unwrap();
    let at = place(&person, forged).bytes();
    resealed(abri, &person, forged, |message| {
        sign_as(&nora, &at, message);
    })
    .await;
    let swapped = service
        .meddle(
            "abri.sqlite",
            "UPDATE people SET signing_key = (SELECT signing_key FROM people n WHERE n.vault_id <> \
             people.vault_id AND n.role = 'mediator') WHERE role = 'mediator'",
        )
        .await;
    assert_eq!(swapped, 2);
    assert_eq!(adopt(abri, &person.open).await.unwrap(), 2);
    for id in [genuine, forged] {
        let origin = origin(abri, &person, id).await;
        assert!(
            !origin.verified && origin.by.is_empty(),
            "nothing vouches for that key"
        );
    }
}

/// A mediator who left was one when they signed.
#[tokio::test]
async fn a_paper_stays_verified_when_its_mediator_has_left() {
    let service = Service::open().await;
    let abri = &service.abri;
    let person = vault(abri).await;
    let (_, mut manager) = structure(&service, WHERE).await;
    let paul = hired(&service, &mut manager, Role::Mediator, "Paul").await;
    let number = number(abri, &person).await;
    let one = begins(abri, &paul, &number).await.unwrap();
    let id = put(abri, &one, 1).await.unwrap();
    abri::actions::people::deactivate::deactivate(abri, &manager.session, paul.id())
        .await
        .unwrap();
    adopt(abri, &person.open).await.unwrap();
    let origin = origin(abri, &person, id).await;
    assert!(origin.verified && origin.by == "Paul");
}
