//! A short code, typed on a computer without a camera.

use abri::actions::Problem;
use abri::actions::short_code::{self, Answered};
use abri::actions::show::NewShare;
use abri::domain::journal::Event;
use abri::domain::time::Span;

use crate::given::{agree, claire, paper, told, vault, wish};
use crate::support::Service;

#[tokio::test]
async fn a_yes_opens_on_the_computer_that_asked() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let chosen = [paper(abri, open, "Bail").await];
    let wish = NewShare {
        spoken: true,
        ..wish(&chosen)
    };
    let id = agree(abri, &session, wish).await;
    let offered = short_code::offer(abri, open, id).await.unwrap();
    assert_eq!(offered.code.len(), 9);
    let typed = offered.code.to_lowercase().replace('-', " ");
    let (secret, request) = short_code::ask(abri, &typed, &claire(), "192.0.2.1")
        .await
        .unwrap();
    let wait = || short_code::resume(abri, secret.duplicate(), &request);
    let waiting = wait().await.unwrap();
    assert_eq!(waiting.answered(), Answered::NotYet);
    let early = short_code::take(abri, &waiting).await;
    assert!(matches!(early, Err(Problem::NotFound)), "before the yes");

    let asking = short_code::pending(abri, open).await.unwrap();
    assert_eq!(asking.len(), 1);
    assert_eq!(asking[0].reader.name, "Claire Morel");
    assert_eq!(asking[0].consent, id);
    short_code::answer(abri, open, &asking[0].id, true)
        .await
        .unwrap();
    let waiting = wait().await.unwrap();
    assert_eq!(waiting.answered(), Answered::Yes);
    let looking = short_code::take(abri, &waiting).await.unwrap();
    assert_eq!(looking.papers.len(), 1);
    assert_eq!(looking.person, "Mariam");
    // Taken once.
    let twice = short_code::take(abri, &waiting).await;
    assert!(matches!(twice, Err(Problem::NotFound)));
}

#[tokio::test]
async fn attack_a_short_code_is_used_once_and_ten_minutes_long() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let chosen = [paper(abri, open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let first = short_code::offer(abri, open, id).await.unwrap();
    let ask =
        |code: String| async move { short_code::ask(abri, &code, &claire(), "192.0.2.1").await };
    ask(first.code.clone()).await.unwrap();
    let gone = |answer| matches!(answer, Err(Problem::NotFound));
    assert!(gone(ask(first.code).await), "typed a second time");
    assert!(gone(ask("ABCD-EFGH".into()).await), "never drawn");
    assert!(gone(ask(String::new()).await));
    let second = short_code::offer(abri, open, id).await.unwrap();
    service.pass(Span::minutes(10));
    assert!(gone(ask(second.code).await), "over");
}

#[tokio::test]
async fn attack_a_no_gives_nothing_and_is_told() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let chosen = [paper(abri, open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let offered = short_code::offer(abri, open, id).await.unwrap();
    let (secret, request) = short_code::ask(abri, &offered.code, &claire(), "192.0.2.1")
        .await
        .unwrap();
    short_code::answer(abri, open, &request, false)
        .await
        .unwrap();
    let late = short_code::answer(abri, open, &request, true).await;
    assert!(matches!(late, Err(Problem::NotFound)), "answered already");
    let waiting = short_code::resume(abri, secret, &request).await.unwrap();
    assert_eq!(waiting.answered(), Answered::No);
    assert!(short_code::take(abri, &waiting).await.is_err());
    assert_eq!(told(abri, open, Event::ShareDeclined).await, 1);
    assert_eq!(told(abri, open, Event::ShareOpened).await, 0);
}

#[tokio::test]
async fn attack_another_computer_and_another_person_get_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let other = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let offered = short_code::offer(abri, &session.open, id).await.unwrap();
    let (_, request) = short_code::ask(abri, &offered.code, &claire(), "192.0.2.1")
        .await
        .unwrap();
    let stolen = abri::crypto::random::secret();
    assert!(matches!(
        short_code::resume(abri, stolen, &request).await,
        Err(Problem::NotFound)
    ));
    assert!(
        short_code::pending(abri, &other.open)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(matches!(
        short_code::answer(abri, &other.open, &request, true).await,
        Err(Problem::NotFound)
    ));
    assert!(matches!(
        short_code::offer(abri, &other.open, id).await,
        Err(Problem::NotFound)
    ));
}

#[tokio::test]
async fn attack_guessing_short_codes_is_slowed_down() {
    let service = Service::open().await;
    let abri = &service.abri;
    for _ in 0..20 {
        let wrong = short_code::ask(abri, "ABCD-EFGH", &claire(), "192.0.2.1").await;
        assert!(matches!(wrong, Err(Problem::NotFound)));
    }
    let slowed = short_code::ask(abri, "ABCD-EFGH", &claire(), "192.0.2.1").await;
    assert!(matches!(slowed, Err(Problem::TooManyTries { .. })));
    let elsewhere = short_code::ask(abri, "ABCD-EFGH", &claire(), "192.0.2.2").await;
    assert!(matches!(elsewhere, Err(Problem::NotFound)));
}

#[tokio::test]
async fn a_damaged_question_hides_no_other() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    let mut asked = Vec::new();
    for _ in 0..2 {
        let offered = short_code::offer(abri, &session.open, id).await.unwrap();
        let (_, request) = short_code::ask(abri, &offered.code, &claire(), "192.0.2.1")
            .await
            .unwrap();
        asked.push(request);
    }
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(service.file("ephemeral.sqlite"));
    let tables = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let damaged = sqlx::query("UPDATE requests SET ask = zeroblob(length(ask)) WHERE id = $1")
        .bind(&asked[0][..])
        .execute(&tables)
        .await
        .unwrap();
    assert_eq!(damaged.rows_affected(), 1);
    let asking = short_code::pending(abri, &session.open).await.unwrap();
    assert_eq!(asking.len(), 1);
    assert_eq!(asking[0].id, asked[1]);
    let refused = short_code::answer(abri, &session.open, &asked[0], true).await;
    assert!(matches!(refused, Err(Problem::NotFound)));
    short_code::answer(abri, &session.open, &asked[1], true)
        .await
        .unwrap();
}
