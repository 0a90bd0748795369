//! Numbers of a day: quotas that hold, alarms told once, and managers who see numbers and nothing else.

use std::sync::Arc;

use abri::actions::look_back::{self, Known};
use abri::actions::people::counts::{count, of_team};
use abri::actions::people::{alarms, deactivate, set_role};
use abri::actions::{Abri, Problem, session, sweep};
use abri::domain::ids::VaultId;
use abri::domain::journal::{Details, Event};
use abri::domain::quota::What;
use abri::domain::structure::Role;
use abri::domain::time::{Moment, Span};
use abri::store::Store;

use super::{Colleague, hired, on_postgres, structure, told};
use crate::evidence::Claim;
use crate::postgres;
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions people::counts";

async fn did(abri: &Abri, who: VaultId, what: What, times: u32) -> u32 {
    let mut done = 0;
    for _ in 0..times {
        match count(abri, who, what).await {
            Ok(()) => done += 1,
            Err(Problem::TooMuch(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_a_quota_holds_under_fifty_at_once_on_sqlite() {
    fifty_at_once(Service::open().await, "sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_a_quota_holds_under_fifty_at_once_on_postgres() {
    fifty_at_once(on_postgres().await, "postgres").await;
}

async fn fifty_at_once(service: Service, setup: &str) {
    let claim = Claim::begin("quota-race", setup, COMMAND);
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    let id = worker.id();
    let (abri, _folder) = service.into_parts();
    let abri = Arc::new(abri);
    let all = (0..50).map(|_| {
        let abri = abri.clone();
        tokio::spawn(async move {
            match count(&abri, id, What::Copied).await {
                Ok(()) => 1,
                Err(Problem::TooMuch("quota-copied")) => 0,
                Err(other) => panic!("{other}"),
            }
        })
    });
    let mut done = 0;
    for one in all.collect::<Vec<_>>() {
        done += one.await.unwrap();
    }
    assert_eq!(done, 20);
    let numbers = of_team(&abri, &manager.session).await.unwrap();
    let copied = numbers[&id].iter().find(|one| one.what == What::Copied);
    assert_eq!(copied.unwrap().today, 20, "what was refused counts nothing");
    claim.held(f64::from(done));
}

#[tokio::test]
async fn attack_a_quota_survives_a_restart() {
    let service = Service::open().await;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    assert_eq!(did(&service.abri, worker.id(), What::Opened, 30).await, 30);
    let url = |name: &str| format!("sqlite://{}", service.file(name).display());
    let urls = (url("abri.sqlite"), url("ephemeral.sqlite"));
    service.abri.store.close().await;
    let store = Store::open(&urls.0, &urls.1).await.unwrap();
    let again = Service::over(store, tempfile::tempdir().unwrap()).await;
    assert_eq!(did(&again.abri, worker.id(), What::Opened, 30).await, 10);
}

#[tokio::test]
async fn attack_a_quota_is_one_over_two_nodes() {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    let here = Service::over(store, tempfile::tempdir().unwrap()).await;
    let store = Store::open(&url, &url).await.unwrap();
    let there = Service::over(store, tempfile::tempdir().unwrap()).await;
    let (_, mut manager) = structure(&here, "Le Porche").await;
    let worker = hired(&here, &mut manager, Role::SocialWorker, "Claire").await;
    let (one, other) = tokio::join!(
        did(&here.abri, worker.id(), What::Asked, 50),
        did(&there.abri, worker.id(), What::Asked, 50)
    );
    assert_eq!(one + other, 60);
}

#[tokio::test]
async fn attack_nothing_a_professional_does_begins_their_day_anew() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let mut worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    assert_eq!(did(abri, worker.id(), What::Helped, 30).await, 20);
    // Out everywhere, in again, another role and back.
    session::end_all(abri, &worker.session).await.unwrap();
    worker.session = worker.enters(&service).await.unwrap();
    for role in [Role::Mediator, Role::SocialWorker] {
        set_role::set_role(abri, &manager.session, worker.id(), role)
            .await
            .unwrap();
    }
    sweep::sweep(abri).await.unwrap();
    assert_eq!(did(abri, worker.id(), What::Helped, 1).await, 0);
    // Each has their own; what one did is not another's.
    let other = hired(&service, &mut manager, Role::SocialWorker, "Paul").await;
    assert_eq!(did(abri, other.id(), What::Helped, 1).await, 1);
    // The next day (UTC) is another.
    service.pass(Span::DAY);
    assert_eq!(did(abri, worker.id(), What::Helped, 1).await, 1);
}

/// The details of every alarm in somebody's journal, names put in, the newest first.
async fn alarmed(service: &Service, who: &Colleague) -> Vec<Details> {
    let (abri, open) = (&service.abri, &who.session.open);
    let since = Moment::from_millis(0);
    let mut seen = look_back::page(abri, open, None, since).await.unwrap();
    assert_eq!(seen.broken, None);
    alarms::name_colleagues(abri, open, &mut seen.entries)
        .await
        .unwrap();
    let unusual = seen.entries.into_iter();
    unusual
        .filter(|entry| entry.event == Some(Event::UnusualWork))
        .map(|entry| match entry.known {
            Known::All(details) => *details,
            Known::Erased | Known::Damaged => panic!("unreadable"),
        })
        .collect()
}

#[tokio::test]
async fn unusual_numbers_are_told_once_a_day_to_each_manager_on_sqlite() {
    told_once(Service::open().await).await;
}

#[tokio::test]
async fn unusual_numbers_are_told_once_a_day_to_each_manager_on_postgres() {
    told_once(on_postgres().await).await;
}

async fn told_once(service: Service) {
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let worker = hired(&service, &mut first, Role::SocialWorker, "Claire").await;
    let quiet = hired(&service, &mut first, Role::SocialWorker, "Paul").await;
    let (_, elsewhere) = structure(&service, "Une autre").await;
    // Their own colleague signs in once more: the second manager gets the names.
    worker.enters(&service).await.unwrap();
    did(abri, quiet.id(), What::Asked, 9).await;
    did(abri, worker.id(), What::Copied, 10).await;
    assert_eq!(alarms::tell(abri).await.unwrap(), 1 + 1, "ten from nothing");
    did(abri, worker.id(), What::Copied, 10).await;
    did(abri, worker.id(), What::Refused, 4).await;
    assert_eq!(alarms::tell(abri).await.unwrap(), 0, "once a day");
    did(abri, worker.id(), What::Refused, 1).await;
    assert_eq!(alarms::tell(abri).await.unwrap(), 2, "another number");
    for manager in [&first, &second] {
        let told = alarmed(&service, manager).await;
        let said: Vec<_> = told
            .iter()
            .map(|one| (one.person.as_str(), one.work, one.count))
            .collect();
        assert_eq!(
            said,
            [
                ("Claire", Some(What::Refused), 5),
                ("Claire", Some(What::Copied), 10),
            ]
        );
        assert!(
            told.iter()
                .all(|one| one.title.is_empty() && one.who.is_empty())
        );
    }
    for other in [&elsewhere, &worker, &quiet] {
        assert!(alarmed(&service, other).await.is_empty());
    }
    // The number of a day that ended between two rounds is told on the next.
    service.pass(Span::DAY);
    did(abri, quiet.id(), What::Asked, 40).await;
    service.pass(Span::DAY);
    assert_eq!(alarms::tell(abri).await.unwrap(), 2);
    assert_eq!(alarms::tell(abri).await.unwrap(), 0);
    // The manager's seal holds over what was told while they were away.
    first.enters(&service).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attack_two_nodes_tell_an_alarm_once() {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    let here = Service::over(store, tempfile::tempdir().unwrap()).await;
    let store = Store::open(&url, &url).await.unwrap();
    let there = Service::over(store, tempfile::tempdir().unwrap()).await;
    let (_, mut manager) = structure(&here, "Le Porche").await;
    let worker = hired(&here, &mut manager, Role::SocialWorker, "Claire").await;
    did(&here.abri, worker.id(), What::Asked, 40).await;
    let (one, other) = tokio::join!(alarms::tell(&here.abri), alarms::tell(&there.abri));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
}

#[tokio::test]
async fn attack_a_manager_of_another_structure_sees_no_number() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut own) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut own, Role::SocialWorker, "Claire").await;
    let (_, other) = structure(&service, "Une autre").await;
    did(abri, worker.id(), What::Asked, 40).await;
    assert!(of_team(abri, &other.session).await.unwrap().is_empty());
    let refused = of_team(abri, &worker.session).await;
    assert!(matches!(refused, Err(Problem::NotFound)), "no manager");
    let (person, _) = crate::given::newcomer(abri).await;
    assert!(matches!(
        of_team(abri, &person).await,
        Err(Problem::NotFound)
    ));
}

#[tokio::test]
async fn numbers_are_those_of_today_of_a_week_and_of_a_month_and_go_after_ninety_days() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut manager) = structure(&service, "Le Porche").await;
    let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
    let shown = async || {
        let all = of_team(abri, &manager.session).await.unwrap();
        let Some(numbers) = all.get(&worker.id()) else {
            return (0, 0, 0, false);
        };
        let one = numbers.iter().find(|one| one.what == What::Asked).unwrap();
        (one.today, one.week, one.month, one.unusual.is_some())
    };
    for _ in 0..30 {
        did(abri, worker.id(), What::Asked, 3).await;
        service.pass(Span::DAY);
    }
    assert_eq!(shown().await, (0, 18, 87, false));
    did(abri, worker.id(), What::Asked, 12).await;
    assert_eq!(shown().await, (12, 30, 99, false), "four times the mean");
    did(abri, worker.id(), What::Asked, 1).await;
    assert_eq!(shown().await, (13, 31, 100, true));
    service.pass(Span::days(6));
    assert_eq!(shown().await, (0, 13, 13 + 23 * 3, true), "within the week");
    service.pass(Span::DAY);
    assert!(!shown().await.3);
    service.pass(Span::days(83));
    sweep::sweep(abri).await.unwrap();
    let rows = "SELECT 1 FROM work_counts";
    assert_eq!(left(&service, rows).await, 1, "ninety days ago");
    service.pass(Span::DAY);
    sweep::sweep(abri).await.unwrap();
    assert_eq!(left(&service, rows).await, 0);
}

async fn left(service: &Service, sql: &'static str) -> usize {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(service.file("abri.sqlite"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let rows = sqlx::query(sql).fetch_all(&pool).await.unwrap();
    pool.close().await;
    rows.len()
}

#[tokio::test]
async fn attack_an_alarm_is_not_told_about_a_closed_account_nor_to_one() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (_, mut first) = structure(&service, "Le Porche").await;
    let second = hired(&service, &mut first, Role::Manager, "Amina").await;
    let worker = hired(&service, &mut first, Role::SocialWorker, "Claire").await;
    did(abri, worker.id(), What::Asked, 40).await;
    deactivate::deactivate(abri, &first.session, second.id())
        .await
        .unwrap();
    assert_eq!(alarms::tell(abri).await.unwrap(), 1);
    let told = told(&service, &second.session.open).await;
    assert!(!told.iter().any(|code| code == "unusual_work"), "{told:?}");
}
