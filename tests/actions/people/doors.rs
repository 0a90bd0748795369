//! Attacks on the two factors, and on the line between professionals and vaults with papers.

use abri::actions::add_paper;
use abri::actions::people::deactivate;
use abri::actions::sign_in::Way;
use abri::actions::{Problem, papers, show, tries, ways_in};
use abri::crypto::codes::Code;
use abri::crypto::random;
use abri::domain::access;
use abri::domain::person::Identifier;
use abri::domain::slot::SlotKind;
use abri::domain::structure::Role;
use bytes::Bytes;
use futures_util::stream;

use super::{enter, hired, structure};
use crate::evidence::Claim;
use crate::given::{newcomer, paper, wish};
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions people";

#[tokio::test]
async fn attack_words_without_the_computer_open_nothing() {
    let claim = Claim::begin("L23", "words-alone", COMMAND);
    let service = Service::open().await;
    let (_, manager) = structure(&service, "Le Porche").await;
    let words = &manager.words;
    // Another 128 bits, a secret of another kind, no secret at all: the name as an identifier.
    for way in [
        Way::desk(SlotKind::Desk, random::secret(), words),
        Way::desk(SlotKind::DeskCard, manager.held.duplicate(), words),
        Way::words("nadia", words),
    ] {
        assert!(matches!(
            enter(&service, way.unwrap()).await,
            Err(Problem::WrongSecret { left: None })
        ));
    }
    manager.enters(&service).await.unwrap();
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_stolen_cookie_without_words_opens_nothing() {
    let claim = Claim::begin("L23", "secret-alone", COMMAND);
    let service = Service::open().await;
    let (_, manager) = structure(&service, "Le Porche").await;
    let guess = |words: &str| Way::desk(SlotKind::Desk, manager.held.duplicate(), words).unwrap();
    // Six digits are no way in, and spend no try.
    let digits = Way::Held {
        kind: SlotKind::Desk,
        secret: manager.held.duplicate(),
        code: Code::parse("123456", 6).unwrap(),
    };
    assert!(matches!(
        enter(&service, digits).await,
        Err(Problem::NotFound)
    ));
    for kind in [SlotKind::Device, SlotKind::Card] {
        let code = Code::parse("123456", 6).unwrap();
        let secret = manager.held.duplicate();
        let way = Way::Held { kind, secret, code };
        assert!(matches!(
            enter(&service, way).await,
            Err(Problem::WrongSecret { left: None })
        ));
    }
    for left in (1..10).rev() {
        let refused = enter(&service, guess("abandon abandon abandon abandon abandon")).await;
        // Not five words of the list: a secret of fifteen characters, and wrong all the same.
        assert!(matches!(refused, Err(Problem::WrongSecret { left: Some(n) }) if n == left));
    }
    let erased = enter(&service, guess("abandon abandon abandon abandon abandon")).await;
    assert!(matches!(erased, Err(Problem::WayErased { others }) if others.is_empty()));
    assert!(manager.enters(&service).await.is_err(), "erased for good");
    claim.held(0.0);
}

#[tokio::test]
async fn attack_one_source_guesses_no_further() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, manager) = structure(&service, "Le Porche").await;
    let mut slowed = false;
    for _ in 0..6 {
        let way = Way::desk(SlotKind::Desk, random::secret(), &manager.words).unwrap();
        let guess = tries::counted(abri, "192.0.2.9", 5, enter(&service, way)).await;
        slowed = matches!(guess, Err(Problem::TooManyTries { .. }));
    }
    assert!(slowed);
    manager.enters(&service).await.unwrap();
}

#[tokio::test]
async fn a_right_try_gives_the_wrong_ones_back_and_they_are_told() {
    let service = Service::open().await;
    let (_, manager) = structure(&service, "Le Porche").await;
    for _ in 0..3 {
        for _ in 0..6 {
            let words = "abandon abandon abandon abandon abandon";
            let way = Way::desk(SlotKind::Desk, manager.held.duplicate(), words).unwrap();
            assert!(enter(&service, way).await.is_err());
        }
        manager.enters(&service).await.unwrap();
    }
    let told = super::told(&service, &manager.session.open).await;
    let refused = told.iter().filter(|code| *code == "tries_refused").count();
    assert_eq!(refused, 3);
}

#[tokio::test]
async fn attack_a_deactivated_professional_comes_in_by_nothing() {
    let claim = Claim::begin("L23", "closed-account", COMMAND);
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    worker.goes_on(&service).await.unwrap();
    deactivate::deactivate(abri, &manager.session, worker.id())
        .await
        .unwrap();
    assert!(matches!(
        worker.goes_on(&service).await,
        Err(Problem::SignInAgain)
    ));
    assert!(matches!(
        worker.enters(&service).await,
        Err(Problem::WrongSecret { left: None })
    ));
    // Even the vault key, kept in memory, changes nothing: the rows are gone, and the row says closed.
    let again = abri::actions::session::begin(
        abri,
        worker.session.open,
        abri::domain::slot::Place::Own,
        SlotKind::Desk,
        [9; 32],
        Vec::new(),
    );
    let again = again.await.unwrap();
    let cookie = again.cookie().duplicate();
    let resumed = abri::actions::session::resume(abri, cookie).await;
    assert!(matches!(resumed, Err(Problem::SignInAgain)));
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_professional_reads_no_vault() {
    let claim = Claim::begin("L23", "no-document", COMMAND);
    let service = Service::open().await;
    let abri = &service.abri;
    let (mariam, _) = newcomer(abri).await;
    let id = paper(abri, &mariam.open, "Bail").await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let mut worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    let open = &worker.session.open;
    let owner = open.owner();
    for vault in [mariam.open.vault, open.vault] {
        assert!(access::may_read(owner, vault).is_none());
        assert!(access::may_keep(owner, vault).is_none());
        assert!(access::may_write(owner, vault).is_none());
    }
    // Nothing of the person's is found, and nothing can be put in or shown.
    assert!(papers::all(abri, open).await.unwrap().is_empty());
    assert!(papers::find(abri, open, id).await.is_err());
    let bytes = stream::iter([Ok(Bytes::from_static(b"%PDF-1.7"))]);
    assert!(add_paper::receive(abri, open, bytes, 8).await.is_err());
    assert!(
        show::agree(abri, &worker.session, wish(&[id]))
            .await
            .is_err()
    );
    // Nor is there a weaker way in.
    let session = &mut worker.session;
    let identifier = Identifier::parse("claire").unwrap();
    assert!(gone(
        &ways_in::choose_words(abri, session, &identifier).await
    ));
    assert!(gone(&ways_in::make_rescue_code(abri, session).await));
    assert!(gone(&ways_in::make_card(abri, session).await));
    assert!(gone(&ways_in::add_device(abri, session).await.map(drop)));
    claim.held(0.0);
}

#[tokio::test]
async fn attack_a_beneficiary_makes_no_professional_way_in() {
    use abri::actions::people::desk;
    let service = Service::open().await;
    let abri = &service.abri;
    let (mariam, _) = newcomer(abri).await;
    let proof = desk::Proof::typed("Le vélo bleu de Zoé", "").unwrap();
    assert!(gone(&desk::make_card(abri, &mariam, &proof).await));
    assert!(gone(&desk::add_desk(abri, &mariam, &proof).await.map(drop)));
    let secret = random::secret();
    assert!(gone(
        &desk::add_passkey(abri, &mariam, &secret, &proof).await
    ));
    let roster = abri::actions::people::roster::roster(abri, &mariam).await;
    assert!(gone(&roster.map(drop)));
}

fn gone<T>(outcome: &Result<T, Problem>) -> bool {
    matches!(outcome, Err(Problem::NotFound))
}
