//! The person shows papers, and stops.

use std::sync::Arc;

use abri::actions::read_shown::{self, Opening};
use abri::actions::show::{self, NewShare};
use abri::actions::{Problem, stop, sweep};
use abri::crypto::random;
use abri::domain::ids::{ConsentId, DocumentId};
use abri::domain::journal::Event;
use abri::domain::share::{Mode, Openings, State, Until};
use abri::domain::time::{Moment, Span};
use abri::store::{Store, consents, documents, grants};

use crate::evidence::Claim;
use crate::given::{again, agree, opening, paper, told, vault, wish};
use crate::postgres;
use crate::support::Service;

fn is_gone<T>(answer: &Result<T, Problem>) -> bool {
    matches!(answer, Err(Problem::NotFound))
}

#[tokio::test]
async fn what_was_agreed_is_kept_word_for_word_and_listed() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let papers = [
        paper(abri, &session.open, "Fiche de paie").await,
        paper(abri, &session.open, "Avis d’impôt").await,
    ];
    let id = agree(abri, &session, wish(&papers)).await;
    let active = show::active(abri, &session.open).await.unwrap();
    assert_eq!(active.len(), 1);
    let share = &active[0];
    assert_eq!((share.id, share.papers, share.opened), (id, 2, 0));
    assert_eq!(share.state, State::Open);
    assert_eq!(share.until, abri.now() + Span::hours(2));
    let receipt = &share.receipt;
    assert_eq!(receipt.sentence, wish(&papers).sentence);
    assert_eq!(receipt.papers[1].title, "Avis d’impôt");
    assert_eq!(receipt.terms.recipient.name, "Claire Morel");

    let brought = opening(abri, &session.open, id).await;
    read_shown::open(abri, &brought).await.unwrap();
    read_shown::open(abri, &brought).await.unwrap();
    assert_eq!(show::one(abri, &session.open, id).await.unwrap().opened, 2);
    assert_eq!(told(abri, &session.open, Event::ShareGiven).await, 1);
    // The seal stands over what openings wrote meanwhile.
    stop::stop(abri, &session.open, id).await.unwrap();
}

#[tokio::test]
async fn attack_an_answer_sent_twice_gives_once() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let first = wish(&chosen);
    let second = NewShare {
        id: first.id,
        ..wish(&chosen)
    };
    show::agree(abri, &session, first).await.unwrap();
    let again = show::agree(abri, &session, second).await;
    assert!(matches!(again, Err(Problem::Conflict)));
    assert_eq!(show::active(abri, &session.open).await.unwrap().len(), 1);
}

#[tokio::test]
async fn attack_wishes_that_cannot_be_are_refused() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let other = vault(abri).await;
    let own = paper(abri, &session.open, "Bail").await;
    let foreign = paper(abri, &other.open, "Bail").await;
    let now = abri.now();
    let refused = [
        wish(&[]),
        wish(&[foreign]),
        wish(&[DocumentId::from_bytes([0; 16])]),
        wish(
            &(0..41)
                .map(|n| DocumentId::from_bytes([n; 16]))
                .collect::<Vec<_>>(),
        ),
        NewShare {
            purpose: "unheard-of".into(),
            ..wish(&[own])
        },
        NewShare {
            purpose: "autre".into(),
            ..wish(&[own])
        },
        NewShare {
            until: Until::Date(now),
            ..wish(&[own])
        },
        NewShare {
            until: Until::Date(Moment::from_millis(-1)),
            ..wish(&[own])
        },
        NewShare {
            until: Until::Date(Moment::from_millis(253_402_300_799_000)),
            ..wish(&[own])
        },
        NewShare {
            until: Until::Date(now + Span::days(32)),
            ..wish(&[own])
        },
    ];
    for wish in refused {
        let answer = show::agree(abri, &session, wish).await;
        assert!(matches!(answer, Err(Problem::Field(_))));
    }
    assert!(show::active(abri, &session.open).await.unwrap().is_empty());
}

#[tokio::test]
async fn attack_ended_stopped_unknown_and_foreign_links_answer_alike() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let expired = agree(abri, &session, wish(&chosen)).await;
    let expired_link = opening(abri, &session.open, expired).await;
    let expired_looking = read_shown::open(abri, &expired_link).await.unwrap();
    service.pass(Span::hours(2));
    let stopped = agree(abri, &session, wish(&chosen)).await;
    let stopped_link = opening(abri, &session.open, stopped).await;
    let stopped_looking = read_shown::open(abri, &stopped_link).await.unwrap();
    stop::stop(abri, &session.open, stopped).await.unwrap();
    let unknown = Opening {
        secret: random::secret(),
        ..opening_of(&stopped_link)
    };
    for link in [&expired_link, &stopped_link, &unknown] {
        assert!(is_gone(&read_shown::peek(abri, &link.secret).await));
        assert!(is_gone(&read_shown::open(abri, link).await));
    }
    for looking in [&expired_looking, &stopped_looking] {
        let paper = looking.paper(0).unwrap();
        assert!(is_gone(&again(abri, looking).await));
        assert!(is_gone(&read_shown::look(abri, looking, paper).await));
        assert!(is_gone(&read_shown::keep(abri, looking, paper).await));
        assert!(is_gone(
            &read_shown::still(abri, &looking.watch(paper)).await
        ));
    }
    for id in [expired, stopped, ConsentId::from_bytes([9; 16])] {
        assert!(is_gone(&show::link(abri, &session.open, id).await));
        assert!(is_gone(&stop::stop(abri, &session.open, id).await));
    }
    assert!(read_shown::parse_link("not a link").is_none());
}

fn opening_of(link: &Opening) -> Opening {
    Opening {
        secret: link.secret.duplicate(),
        spoken: None,
        reader: link.reader.clone(),
    }
}

#[tokio::test]
async fn attack_stopped_between_two_requests_is_refused() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, &session.open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    let looking = again(abri, &looking).await.unwrap();
    let paper = looking.paper(0).unwrap();
    read_shown::look(abri, &looking, paper).await.unwrap();
    assert!(read_shown::still(abri, &looking.watch(paper)).await.is_ok());
    assert_eq!(stop::stop_all(abri, &session.open).await.unwrap(), 1);
    assert!(is_gone(&again(abri, &looking).await));
    assert!(is_gone(
        &read_shown::still(abri, &looking.watch(paper)).await
    ));
    // A request that was let in just before the stop gets nothing more.
    assert!(is_gone(&read_shown::keep(abri, &looking, paper).await));
    assert!(show::active(abri, &session.open).await.unwrap().is_empty());
    assert_eq!(told(abri, &session.open, Event::ShareStopped).await, 1);
}

#[tokio::test]
async fn attack_a_removed_paper_is_shown_no_more() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let chosen = [
        paper(abri, open, "Bail").await,
        paper(abri, open, "RIB").await,
    ];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, open, id).await;
    let looking = read_shown::open(abri, &link).await.unwrap();
    assert_eq!(looking.papers.len(), 2);
    let watch = looking.watch(looking.paper(0).unwrap());
    let mut tx = abri.store.durable.begin().await.unwrap();
    documents::set_removed(
        &mut tx,
        open.vault,
        chosen[0],
        open.generation,
        (abri.now(), [0; 32]),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let looking = again(abri, &looking).await.unwrap();
    assert!(looking.paper(0).is_err() && looking.paper(1).is_ok());
    assert!(is_gone(&read_shown::still(abri, &watch).await));
}

#[tokio::test]
async fn attack_a_crash_between_consent_and_grants_opens_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let link = opening(abri, &session.open, id).await;
    service
        .meddle("ephemeral.sqlite", "DELETE FROM grants")
        .await;
    assert!(is_gone(&read_shown::open(abri, &link).await));
    assert!(show::active(abri, &session.open).await.unwrap().is_empty());
    assert_eq!(told(abri, &session.open, Event::ShareOpened).await, 0);
}

/// A crash after a withdrawal, or a gift overtaken by its own stop, leaves grants behind.
#[tokio::test]
async fn attack_grants_without_a_live_consent_are_swept_away() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    agree(abri, &session, wish(&chosen)).await;
    service
        .meddle("abri.sqlite", "UPDATE consents SET wrong_codes = 5")
        .await;
    agree(abri, &session, wish(&chosen)).await;
    service
        .meddle(
            "abri.sqlite",
            "UPDATE consents SET withdrawn_at = 1 WHERE wrong_codes = 0",
        )
        .await;
    let live = agree(abri, &session, wish(&chosen)).await;
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    assert_eq!(grants::shares(&mut tx).await.unwrap().len(), 3);
    drop(tx);
    sweep::sweep(abri).await.unwrap();
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    assert_eq!(grants::shares(&mut tx).await.unwrap().len(), 1);
    let link = opening(abri, &session.open, live).await;
    read_shown::open(abri, &link).await.unwrap();
}

#[tokio::test]
async fn attack_a_changed_code_ends_openings_under_the_old_one() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let wish = NewShare {
        spoken: true,
        ..wish(&chosen)
    };
    let old = agree(abri, &session, wish).await;
    let old_link = opening(abri, &session.open, old).await;
    let looking = read_shown::open(abri, &old_link).await.unwrap();
    let new = ConsentId::from_bytes(random::bytes());
    show::renew(abri, &session, old, new, true).await.unwrap();
    assert!(is_gone(&again(abri, &looking).await));
    assert!(is_gone(&read_shown::open(abri, &old_link).await));
    let new_link = opening(abri, &session.open, new).await;
    let looking = read_shown::open(abri, &new_link).await.unwrap();
    assert_eq!(looking.terms.end(), abri.now() + Span::hours(2));
}

async fn fifty_openings(service: Service) {
    let abri = Arc::new(service.abri);
    let session = vault(&abri).await;
    let chosen = [paper(&abri, &session.open, "Bail").await];
    let wish = NewShare {
        openings: Openings::Once,
        mode: Mode::Copy,
        ..wish(&chosen)
    };
    let id = agree(&abri, &session, wish).await;
    let link = Arc::new(opening(&abri, &session.open, id).await);
    let tries: Vec<_> = (0..50)
        .map(|_| {
            let (abri, link) = (abri.clone(), link.clone());
            tokio::spawn(async move { read_shown::open(&abri, &link).await })
        })
        .collect();
    let mut winners = Vec::new();
    for one in tries {
        match one.await.unwrap() {
            Ok(looking) => winners.push(looking),
            Err(problem) => assert!(matches!(problem, Problem::NotFound), "{problem}"),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(told(&abri, &session.open, Event::ShareOpened).await, 1);
    // The one who opened it goes on until the end.
    again(&abri, &winners[0]).await.unwrap();
    let mut tx = abri.store.durable.read().await.unwrap();
    let rows = consents::of_vault(&mut tx, session.open.vault)
        .await
        .unwrap();
    assert_eq!(rows[0].openings_left, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_fifty_openings_of_a_one_opening_share_have_one_winner_on_sqlite() {
    let claim = Claim::begin(
        "openings-race",
        "sqlite",
        "cargo test --release --test actions",
    );
    fifty_openings(Service::open().await).await;
    claim.held(1.0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_fifty_openings_of_a_one_opening_share_have_one_winner_on_postgres() {
    let claim = Claim::begin(
        "openings-race",
        "postgres",
        "cargo test --release --test actions",
    );
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    fifty_openings(Service::over(store, folder).await).await;
    claim.held(1.0);
}
