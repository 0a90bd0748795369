//! A backup brings no closed account, no invitation and no case back.

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::people::{deactivate, help, join, roster};
use abri::actions::structures::list;
use abri::actions::tombstones;
use abri::domain::structure::Role;
use abri::domain::time::Span;

use super::{hired, invited, on_postgres, structure};
use crate::support::Service;

#[tokio::test]
async fn attack_an_account_closed_since_a_backup_stays_closed_on_sqlite() {
    stays_closed(Service::open().await, Service::open().await).await;
}

#[tokio::test]
async fn attack_an_account_closed_since_a_backup_stays_closed_on_postgres() {
    stays_closed(on_postgres().await, on_postgres().await).await;
}

async fn stays_closed(from: Service, to: Service) {
    let folder = tempfile::tempdir().unwrap();
    let abri = &from.abri;
    let (_, mut manager) = structure(&from, "Le Porche").await;
    let worker = hired(&from, &mut manager, Role::SocialWorker, "Claire").await;
    let other = hired(&from, &mut manager, Role::Mediator, "Paul").await;
    let open = invited(&from, &mut manager, Role::Manager).await;
    help::open(abri, &manager.session, other.id())
        .await
        .unwrap();
    let keep = Span::days(30);
    backup(abri, folder.path(), "monday", keep).await.unwrap();
    deactivate::deactivate(abri, &manager.session, worker.id())
        .await
        .unwrap();
    // Tuesday's backup carries the tombstones into the folder.
    backup(abri, folder.path(), "tuesday", keep).await.unwrap();

    restore(&to.abri, folder.path(), Some("monday"), false)
        .await
        .unwrap();
    assert!(worker.enters(&to).await.is_err());
    assert!(join::look(&to.abri, &open).await.is_err());
    let back = manager.enters(&to).await.unwrap();
    let roster = roster::roster(&to.abri, &back).await.unwrap();
    assert_eq!((roster.colleagues.len(), roster.closed), (2, 1));
    assert!(roster.colleagues.iter().all(|one| one.help.is_none()));
    assert!(roster.invitations.is_empty());
    other.enters(&to).await.unwrap();
    let listed = list::list(&to.abri).await.unwrap();
    assert_eq!(listed[0].name, "Le Porche");
    // Once more: nothing is left to bury.
    let replayed = tombstones::replay(&to.abri).await.unwrap();
    assert_eq!(replayed.slots, 0);
}
