//! Somebody opens a vault while a backup is being taken back, in a service that was not stopped.

use std::path::Path;
use std::time::Duration;

use abri::actions::Problem;
use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::domain::document::FileType;
use abri::store::vaults;

use super::{KEEP, invented, on_disk};
use crate::given::{Made, picture};
use crate::keep_safe::Mariam;
use crate::postgres;
use crate::s3::files_under;
use crate::support::Service;

/// So many papers that the first object is there long before the last.
const PAPERS: usize = 60;

async fn nobody_is_overrun(from: Service, to: Service, objects: &Path) {
    assert!(files_under(objects).is_empty());
    let mariam = Mariam::at(&from).await;
    let picture = picture();
    for number in 0..PAPERS {
        let made = Made {
            title: "Bulletin",
            kind: "bulletin_salaire",
            file: &invented(number),
            file_type: FileType::Pdf,
            pages: &[(400, 560, picture.clone())],
        };
        made.put_in(&from.abri, &mariam.session.open).await;
    }
    let kept = tempfile::tempdir().unwrap();
    backup(&from.abri, kept.path(), "evening", KEEP)
        .await
        .unwrap();
    // A vault that the backup knows nothing of.
    let later = Mariam::at(&from).await.session.open.vault;
    let mut tx = from.abri.store.durable.read().await.unwrap();
    let later = vaults::read(&mut tx, later).await.unwrap().unwrap();

    let opens = async {
        while files_under(objects).is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let mut tx = to.abri.store.durable.begin().await.unwrap();
        vaults::add(&mut tx, &later).await.unwrap();
        tx.commit().await.unwrap();
    };
    let (restored, ()) = tokio::join!(restore(&to.abri, kept.path(), None, false), opens);
    assert!(matches!(restored, Err(Problem::Conflict)), "{restored:?}");
    let mut tx = to.abri.store.durable.read().await.unwrap();
    let there = vaults::after(&mut tx, None, 10).await.unwrap();
    let there: Vec<_> = there.iter().map(|row| row.id).collect();
    assert_eq!(there, [later.id], "theirs alone, as it was");
}

#[tokio::test]
async fn a_vault_that_is_opened_meanwhile_stays_alone_on_sqlite() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let objects = to.path().join("objects");
    let (from, to) = (on_disk(from, None).await, on_disk(to, None).await);
    nobody_is_overrun(from, to, &objects).await;
}

#[tokio::test]
async fn a_vault_that_is_opened_meanwhile_stays_alone_on_postgres() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let objects = to.path().join("objects");
    let from = on_disk(from, Some(postgres::database())).await;
    let to = on_disk(to, Some(postgres::database())).await;
    nobody_is_overrun(from, to, &objects).await;
}
