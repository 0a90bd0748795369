//! The keys of days, where one process follows another at once: after a restart, or beside another node.

use abri::actions::Problem;
use abri::actions::check::{Depth, Finding, check};
use abri::actions::keep_days::{Round, accept_clock, keep_days};
use abri::domain::time::{Day, Span};

use crate::papers::vault;
use crate::support::Service;

const FIRST: [u8; 16] = [1; 16];
const NEXT: [u8; 16] = [2; 16];

async fn is_there(service: &Service, day: Day) -> bool {
    service.abri.epochs.key(day).await.unwrap().is_some()
}

#[tokio::test]
async fn attack_a_restart_over_midnight_keeps_no_key_of_the_day_that_is_over() {
    let service = Service::open().await;
    let abri = &service.abri;
    let today = abri.now().day();
    let late = today.plus(1).start() - Span::minutes(1);
    service.pass(late.left_at(abri.now()));
    keep_days(abri, &FIRST).await.unwrap();
    assert!(is_there(&service, today).await);
    service.pass(Span::minutes(2));
    let done = keep_days(abri, &NEXT).await.unwrap();
    let expected = Round {
        made: 1,
        destroyed: 1,
    };
    assert_eq!(done, expected);
    assert!(!is_there(&service, today).await);
}

#[tokio::test]
async fn a_clock_that_was_accepted_is_believed_by_the_process_that_starts_next() {
    let service = Service::open().await;
    let abri = &service.abri;
    let today = abri.now().day();
    keep_days(abri, &FIRST).await.unwrap();
    service.pass(Span::hours(72));
    let refused = keep_days(abri, &FIRST).await;
    assert!(matches!(refused, Err(Problem::Damaged("clock"))));
    assert!(is_there(&service, today).await, "not by this clock");
    accept_clock(abri).await.unwrap();
    assert_eq!(keep_days(abri, &NEXT).await.unwrap().destroyed, 3);
    assert!(!is_there(&service, today).await);
}

/// The operator's check at midnight is no alarm: the next round of the service destroys the key.
#[tokio::test]
async fn a_key_whose_day_has_just_ended_is_no_finding_and_one_that_stays_is() {
    let service = Service::open().await;
    let abri = &service.abri;
    keep_days(abri, &FIRST).await.unwrap();
    let midnight = abri.now().day().plus(1).start();
    service.pass((midnight + Span::minutes(5)).left_at(abri.now()));
    let report = check(abri, Depth::Lengths).await.unwrap();
    assert_eq!(report.findings, []);
    service.pass(Span::minutes(6));
    let report = check(abri, Depth::Lengths).await.unwrap();
    assert_eq!(report.findings, [Finding::PastKeys(1)]);
}

/// The clock of a running service goes back over days that are over: people come in all the same, by another key.
#[tokio::test]
async fn a_clock_that_goes_back_over_destroyed_days_keeps_nobody_out() {
    let service = Service::open().await;
    let abri = &service.abri;
    let today = abri.now().day();
    let of_before = abri.epochs.key(today).await.unwrap();
    service.pass(Span::days(1));
    assert_eq!(keep_days(abri, &FIRST).await.unwrap().destroyed, 1);
    for back in [Span::days(-1), Span::days(-30)] {
        service.pass(back);
        vault(&service).await;
    }
    assert_ne!(abri.epochs.key(today).await.unwrap(), of_before);
    service.pass(Span::days(31));
    keep_days(abri, &FIRST).await.unwrap();
    assert!(!is_there(&service, today).await, "it is over once more");
    vault(&service).await;
}
