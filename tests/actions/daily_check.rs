//! The daily check counts as done when its papers were read, by whichever process; not because somebody says that they are at it.

use abri::domain::time::Span;
use abri::jobs::{Job, Record, daily_check};

use crate::support::Service;

const ONE: [u8; 16] = [1; 16];
const OTHER: [u8; 16] = [2; 16];

/// Asks whether it is due; whether that counts as gone well.
async fn asks(service: &Service, holder: &[u8; 16], goes_on: bool) -> bool {
    let record = Record::default();
    daily_check(&service.abri, &record, holder, || goes_on)
        .await
        .unwrap();
    record.well_at(Job::Check).is_some()
}

/// A process that ends midway leaves its lease: nobody reads the papers while it stands, and the operator's figures say so.
#[tokio::test]
async fn a_check_that_nobody_does_is_none_that_went_well() {
    let service = Service::open().await;
    let mut tx = service.abri.store.ephemeral.begin().await.unwrap();
    let (name, now) = ("daily check", service.abri.now());
    let taken = abri::store::leases::take(&mut tx, name, &ONE, now, Span::hours(6)).await;
    assert!(taken.unwrap());
    tx.commit().await.unwrap();
    assert!(!asks(&service, &OTHER, true).await, "another is at it");
    assert!(!asks(&service, &ONE, false).await, "it has to stop");
    assert!(asks(&service, &OTHER, true).await, "its papers are read");
    assert!(asks(&service, &ONE, true).await, "another has read them");
    service.pass(Span::days(1));
    assert!(asks(&service, &ONE, true).await, "those of the next day");
}

/// A node that no longer reaches the objects keeps no other from reading them.
#[tokio::test]
async fn a_check_that_failed_is_begun_anew_by_another() {
    let service = Service::open().await;
    let away = "ALTER TABLE vaults RENAME TO away";
    service.meddle("abri.sqlite", away).await;
    let failed = daily_check(&service.abri, &Record::default(), &ONE, || true).await;
    assert!(failed.is_err());
    let back = "ALTER TABLE away RENAME TO vaults";
    service.meddle("abri.sqlite", back).await;
    assert!(asks(&service, &OTHER, true).await, "its papers are read");
}
