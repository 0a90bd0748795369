//! No backup brings back what was stopped or refused; what stands comes back.

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::guardians::agreement;
use abri::actions::recover::{case, finish};
use abri::domain::recovery::Manner;
use abri::domain::slot::Place;
use abri::domain::time::Span;

use super::{Person, Seated, asks, confirms, refused};
use crate::once::once;
use crate::people::on_postgres;
use crate::support::Service;
use crate::ways_in::{enter, with};

async fn stays(from: Service, to: Service) {
    let folder = tempfile::tempdir().unwrap();
    let abri = &from.abri;
    let seated = Seated::at(&from).await;
    let stopped = Person::agreed(&from, &seated, 1).await;
    let stands = Person::agreed(&from, &seated, 2).await;
    let asked = stopped.asks(&from, &seated, Manner::InPresence).await;
    confirms(&from, &seated.anna, &asked.words).await.unwrap();
    let keep = Span::days(30);
    backup(abri, folder.path(), "monday", keep).await.unwrap();
    agreement::stop(abri, &stopped.session).await.unwrap();
    // Tuesday's backup carries the tombstones into the folder.
    backup(abri, folder.path(), "tuesday", keep).await.unwrap();
    restore(&to.abri, folder.path(), Some("monday"), false)
        .await
        .unwrap();

    assert!(case::look(&to.abri, &asked.slip).await.is_err(), "no case");
    let back = enter(&to, with(&stopped.phone, &stopped.code))
        .await
        .unwrap();
    let mine = agreement::mine(&to.abri, &back).await.unwrap();
    assert!(mine.is_none(), "stopped since");
    let enters = async |who: &crate::people::Colleague| who.enters(&to).await.unwrap();
    let (anna, boris) = (enters(&seated.anna).await, enters(&seated.boris).await);
    let confirm = async |session, words: &str| {
        abri::actions::recover::confirm::confirm(&to.abri, session, words).await
    };
    let asked = asks(&to, &seated, stopped.who.clone(), Manner::InPresence).await;
    refused(confirm(&anna, &asked.words).await, "recovery-no-agreement");
    let asked = asks(&to, &seated, stands.who.clone(), Manner::InPresence).await;
    confirm(&anna, &asked.words).await.unwrap();
    confirm(&boris, &asked.words).await.unwrap();
    finish::finish(&to.abri, &once(&asked.slip), Place::Shared)
        .await
        .unwrap();
}

#[tokio::test]
async fn attack_an_agreement_that_was_stopped_stays_so_in_a_restored_backup_on_sqlite() {
    stays(Service::open().await, Service::open().await).await;
}

#[tokio::test]
async fn attack_an_agreement_that_was_stopped_stays_so_in_a_restored_backup_on_postgres() {
    stays(on_postgres().await, on_postgres().await).await;
}
