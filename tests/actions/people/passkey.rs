//! Passkeys: a third thing to hold, which opens with the words and with nothing less.

use abri::actions::people::desk::{self, Proof};
use abri::actions::people::join;
use abri::actions::session::{self, Session};
use abri::actions::sign_in::Way;
use abri::actions::{Problem, ways_in};
use abri::crypto::codes::Code;
use abri::crypto::random;
use abri::crypto::secrets::Secret;
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;

use super::{Colleague, enter, hired, invited, newcomer, on_postgres, structure, told};
use crate::evidence::Claim;
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions people::passkey";

/// Adds a passkey; what its PRF extension makes.
async fn adds_passkey(service: &Service, one: &Colleague) -> Secret {
    let secret = random::secret();
    let proof = Proof::typed(&one.words, "").unwrap();
    desk::add_passkey(&service.abri, &one.session, &secret, &proof)
        .await
        .unwrap();
    secret
}

async fn by_passkey(service: &Service, secret: &Secret, words: &str) -> Result<Session, Problem> {
    enter(
        service,
        Way::desk(SlotKind::Passkey, secret.duplicate(), words).unwrap(),
    )
    .await
}

/// The id of the way in of this kind.
async fn id(service: &Service, session: &Session, kind: SlotKind) -> [u8; 32] {
    let all = ways_in::all(&service.abri, &session.open).await.unwrap();
    all.iter().find(|row| row.kind == kind).unwrap().id
}

#[tokio::test]
async fn a_passkey_is_added_used_and_taken_away_on_sqlite() {
    whole_story(Service::open().await).await;
}

#[tokio::test]
async fn a_passkey_is_added_used_and_taken_away_on_postgres() {
    whole_story(on_postgres().await).await;
}

async fn whole_story(service: Service) {
    let abri = &service.abri;
    let (_, mut nadia) = structure(&service, "Le Porche").await;
    let key = adds_passkey(&service, &nadia).await;
    let usb = adds_passkey(&service, &nadia).await;
    for secret in [&key, &usb] {
        let inside = by_passkey(&service, secret, &nadia.words).await.unwrap();
        assert_eq!(inside.notes.slot, SlotKind::Passkey);
    }
    nadia.enters(&service).await.unwrap();
    // What an authenticator keeps is one name for the account, whichever of its sessions asks.
    let again = nadia.enters(&service).await.unwrap();
    assert_eq!(
        desk::passkey_handle(&again),
        desk::passkey_handle(&nadia.session)
    );

    // Other words: the keys need not be at hand.
    let old = desk::words_typed(&nadia.words).unwrap();
    desk::change_words(abri, &mut nadia.session, &old)
        .await
        .unwrap();
    let fresh = desk::to_note(&nadia.session).unwrap().to_owned();
    desk::note(abri, &mut nadia.session, &fresh).await.unwrap();
    assert!(by_passkey(&service, &key, &nadia.words).await.is_err());
    nadia.words = fresh;
    let inside = by_passkey(&service, &key, &nadia.words).await.unwrap();

    // Everything else goes, from inside: the last way in stays.
    let words = desk::words_typed(&nadia.words).unwrap();
    for _ in 0..2 {
        let all = ways_in::all(abri, &inside.open).await.unwrap();
        let other = all.iter().find(|row| row.id != inside.notes.slot_id);
        desk::remove(abri, &inside, &other.unwrap().id, &words)
            .await
            .unwrap();
    }
    let last = desk::remove(abri, &inside, &inside.notes.slot_id, &words).await;
    assert!(matches!(last, Err(Problem::Field("pro-last-way-in"))));
    assert!(by_passkey(&service, &usb, &nadia.words).await.is_err());
    assert!(nadia.enters(&service).await.is_err());
    by_passkey(&service, &key, &nadia.words).await.unwrap();
    let told = told(&service, &inside.open).await;
    let added = told.iter().filter(|code| *code == "slot_added").count();
    assert_eq!(added, 3);
}

#[tokio::test]
async fn attack_a_passkey_without_words_and_words_without_it_open_nothing() {
    let claim = Claim::begin("L23", "passkey-alone", COMMAND);
    let service = Service::open().await;
    let (_, nadia) = structure(&service, "Le Porche").await;
    let key = adds_passkey(&service, &nadia).await;
    // Another secret, and this one as what it is not.
    for (kind, secret) in [
        (SlotKind::Passkey, random::secret()),
        (SlotKind::Passkey, nadia.held.duplicate()),
        (SlotKind::Desk, key.duplicate()),
        (SlotKind::DeskCard, key.duplicate()),
    ] {
        let way = Way::desk(kind, secret, &nadia.words).unwrap();
        assert!(matches!(
            enter(&service, way).await,
            Err(Problem::WrongSecret { left: None })
        ));
    }
    // Six digits stand for no words.
    let digits = Way::Held {
        kind: SlotKind::Passkey,
        secret: key.duplicate(),
        code: Code::parse("123456", 6).unwrap(),
    };
    assert!(matches!(
        enter(&service, digits).await,
        Err(Problem::NotFound)
    ));
    for left in (1..10).rev() {
        let guess = by_passkey(&service, &key, "abandon abandon abandon abandon abandon").await;
        assert!(matches!(guess, Err(Problem::WrongSecret { left: Some(n) }) if n == left));
    }
    let erased = by_passkey(&service, &key, "abandon abandon abandon abandon abandon").await;
    assert!(matches!(erased, Err(Problem::WayErased { .. })));
    assert!(by_passkey(&service, &key, &nadia.words).await.is_err());
    nadia.enters(&service).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_the_passkey_of_another_person_opens_nothing() {
    let claim = Claim::begin("L23", "another-passkey", COMMAND);
    let service = Service::open().await;
    let (_, mut nadia) = structure(&service, "Le Porche").await;
    let claire = hired(&service, &mut nadia, Role::SocialWorker, "Claire").await;
    let hers = adds_passkey(&service, &claire).await;
    // Her key opens her account or none: with Nadia's words, none.
    let crossed = by_passkey(&service, &hers, &nadia.words).await;
    assert!(matches!(
        crossed,
        Err(Problem::WrongSecret { left: Some(9) })
    ));
    // Nadia cannot take it over: it stays hers, and Nadia learns nothing but that it is taken.
    let proof = Proof::typed(&nadia.words, "").unwrap();
    let taken = desk::add_passkey(&service.abri, &nadia.session, &hers, &proof).await;
    assert!(matches!(taken, Err(Problem::Field("key-known"))));
    let inside = by_passkey(&service, &hers, &claire.words).await.unwrap();
    assert_eq!(inside.open.vault, claire.id());
    assert_ne!(
        desk::passkey_handle(&claire.session),
        desk::passkey_handle(&nadia.session)
    );
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_removed_passkey_is_dead_and_so_are_its_sessions() {
    let claim = Claim::begin("L23", "removed-passkey", COMMAND);
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, nadia) = structure(&service, "Le Porche").await;
    let key = adds_passkey(&service, &nadia).await;
    let inside = by_passkey(&service, &key, &nadia.words).await.unwrap();
    let cookie = inside.cookie().duplicate();
    let slot = id(&service, &nadia.session, SlotKind::Passkey).await;
    // Not with other words.
    let strange = desk::words_typed("Le vélo bleu de Zoé").unwrap();
    assert!(
        desk::remove(abri, &nadia.session, &slot, &strange)
            .await
            .is_err()
    );
    let words = desk::words_typed(&nadia.words).unwrap();
    desk::remove(abri, &nadia.session, &slot, &words)
        .await
        .unwrap();
    assert!(matches!(
        session::resume(abri, cookie).await,
        Err(Problem::SignInAgain)
    ));
    assert!(matches!(
        by_passkey(&service, &key, &nadia.words).await,
        Err(Problem::WrongSecret { left: None })
    ));
    nadia.goes_on(&service).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_nobody_joins_with_a_passkey_alone() {
    let service = Service::open().await;
    let (_, mut nadia) = structure(&service, "Le Porche").await;
    let secret = invited(&service, &mut nadia, Role::SocialWorker).await;
    // Its secret would be drawn here and held by nobody.
    let newcomer = newcomer("Claire", SlotKind::Passkey);
    let joined = join::join(&service.abri, &secret, newcomer).await;
    assert!(matches!(joined, Err(Problem::NotFound)));
    assert!(join::look(&service.abri, &secret).await.is_ok());
}
