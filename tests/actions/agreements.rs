//! What the person agreed to, listed with receipts: what stays after the end, and who ended it.

use abri::actions::agreements::{self, By, Standing, What};
use abri::actions::deposits::{self, NewInvitation};
use abri::actions::session::Session;
use abri::actions::{Problem, backup, read_shown, show, stop};
use abri::crypto::codes::{Code, SPOKEN_DIGITS};
use abri::domain::time::Span;
use abri::store::Store;

use crate::given::{agree, newcomer, opening, paper, vault, wish};
use crate::postgres;
use crate::support::Service;

async fn invited(service: &Service, session: &Session) -> String {
    let id = deposits::draw_id();
    let new = NewInvitation {
        id,
        name: "Paul Ferrand".into(),
        days: 1,
        papers: 3,
        sentence: "Paul Ferrand peut déposer 3 papiers.".into(),
        language: "fr".into(),
    };
    deposits::invite(&service.abri, session, new).await.unwrap();
    id.to_string()
}

async fn on_postgres() -> Service {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    Service::over(store, tempfile::tempdir().unwrap()).await
}

#[tokio::test]
async fn every_agreement_stays_with_its_receipt_on_sqlite() {
    stays(Service::open().await).await;
}

#[tokio::test]
async fn every_agreement_stays_with_its_receipt_on_postgres() {
    stays(on_postgres().await).await;
}

async fn stays(service: Service) {
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let id = paper(abri, open, "Bail").await;

    let stopped = agree(abri, &session, wish(&[id])).await;
    service.pass(Span::minutes(1));
    let mut spoken = wish(&[id]);
    spoken.spoken = true;
    let tried = agree(abri, &session, spoken).await;
    service.pass(Span::minutes(1));
    let over = agree(abri, &session, wish(&[id])).await;
    service.pass(Span::minutes(1));
    let put_in = invited(&service, &session).await;

    let listed = agreements::all(abri, open).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|one| one.id.clone()).collect();
    let newest_first = [
        put_in.clone(),
        over.to_string(),
        tried.to_string(),
        stopped.to_string(),
    ];
    assert_eq!(ids, newest_first);
    assert!(listed.iter().all(|one| one.standing == Standing::Live));
    let (_, by) = agreements::one(abri, open, &stopped.to_string())
        .await
        .unwrap();
    assert_eq!(by, None, "it lives");

    stop::stop(abri, open, stopped).await.unwrap();
    let mut guess = opening(abri, open, tried).await;
    let right = guess.spoken.take().unwrap();
    let wrong = if right.expose() == "0000" {
        "1111"
    } else {
        "0000"
    };
    for _ in 0..5 {
        guess.spoken = Code::parse(wrong, SPOKEN_DIGITS);
        assert!(read_shown::open(abri, &guess).await.is_err());
    }
    deposits::stop(abri, open, put_in.parse().unwrap())
        .await
        .unwrap();
    service.pass(Span::hours(2));

    // What it was called then, whatever it is called now.
    for (id, by) in [
        (stopped.to_string(), Some(By::Person)),
        (tried.to_string(), Some(By::Tries)),
        (over.to_string(), None),
        (put_in.clone(), Some(By::Person)),
    ] {
        let (one, ended) = agreements::one(abri, open, &id).await.unwrap();
        assert_eq!(ended, by, "{id}");
        assert_ne!(one.standing, Standing::Live);
        match one.what {
            What::Shown(receipt) => {
                assert_eq!(receipt.papers[0].title, "Bail");
                assert_eq!(
                    receipt.sentence,
                    "Je montre 1 papier à Claire Morel pendant 2 heures."
                );
                assert_eq!(receipt.terms.recipient.name, "Claire Morel");
            }
            What::PutIn(agreed) => {
                assert_eq!(agreed.sentence, "Paul Ferrand peut déposer 3 papiers.");
            }
        }
    }
    assert_eq!(agreements::all(abri, open).await.unwrap().len(), 4);
    assert!(show::active(abri, open).await.unwrap().is_empty());
}

#[tokio::test]
async fn attack_another_persons_agreement_does_not_exist() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let id = paper(abri, &session.open, "Bail").await;
    let given = agree(abri, &session, wish(&[id])).await.to_string();
    let put_in = invited(&service, &session).await;
    let (other, _) = newcomer(abri).await;
    assert!(agreements::all(abri, &other.open).await.unwrap().is_empty());
    for id in [given.as_str(), &put_in, "00", "", "../x"] {
        let found = agreements::one(abri, &other.open, id).await;
        assert!(matches!(found, Err(Problem::NotFound)), "{id}");
    }
}

#[tokio::test]
async fn what_a_restore_ended_says_so() {
    let (from, to) = (Service::open().await, Service::open().await);
    let folder = tempfile::tempdir().unwrap();
    let session = vault(&from.abri).await;
    let id = paper(&from.abri, &session.open, "Bail").await;
    let given = agree(&from.abri, &session, wish(&[id])).await.to_string();
    backup::backup(&from.abri, folder.path(), "monday", Span::days(30))
        .await
        .unwrap();
    backup::restore::restore(&to.abri, folder.path(), Some("monday"), false)
        .await
        .unwrap();
    let (one, by) = agreements::one(&to.abri, &session.open, &given)
        .await
        .unwrap();
    assert!(matches!(one.standing, Standing::Stopped(_)));
    assert_eq!(by, Some(By::Restored));
}
