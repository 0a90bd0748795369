//! Crashes, backups and disks: what was acknowledged is there, what ended stays so, nothing lies in clear.

use std::path::Path;

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::check::{self, Depth};
use abri::actions::deposits::{
    self, adopt, enter, pair, pairing, receipts, receive_and_put, resume, undo,
};
use abri::actions::{papers, tidy};
use abri::blobs::Blobs;
use abri::domain::journal::Event;
use abri::domain::time::Span;
use futures_util::StreamExt;
use tokio::sync::Notify;

use super::{HERE, MOST, come_in, is_not_found, link, new, on_postgres, paper, photo, pieces, put};
use crate::given::{told, vault};
use crate::papers::{intents_left, objects};
use crate::support::Service;

#[tokio::test]
async fn attack_a_crash_between_object_and_row_leaves_nothing_after_an_hour() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 1).await;
    let (cookie, depositor) = come_in(abri, &link).await;
    // The database lets nobody write from the moment at which the file has come.
    let (came, go) = (Notify::new(), Notify::new());
    let end = futures_util::stream::once(async {
        came.notify_one();
        go.notified().await;
        Ok(bytes::Bytes::new())
    });
    let bytes = pieces(&photo(1)).chain(end);
    let putting = receive_and_put(abri, &depositor, Box::pin(bytes), MOST, new("Bail"));
    let written = async {
        came.notified().await;
        let held = abri.store.durable.begin().await.unwrap();
        go.notify_one();
        // The cleaned image, the bytes received, the pictures.
        while objects(&service).await.len() < 3 {
            tokio::task::yield_now().await;
        }
        held
    };
    tokio::select! {
        _ = putting => panic!("nothing can be written"),
        held = written => drop(held),
    }
    assert_eq!(intents_left(&service).await, 3);
    assert_eq!(objects(&service).await.len(), 3);
    service.pass(Span::minutes(61));
    tidy::tidy(abri).await.unwrap();
    assert!(objects(&service).await.is_empty());
    assert_eq!(intents_left(&service).await, 0);
    assert_eq!(adopt(abri, &session.open).await.unwrap(), 0);
    assert_eq!(resume(abri, &cookie).await.unwrap().left(), 1);
}

#[tokio::test]
async fn what_waits_is_neither_an_orphan_nor_missing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, link) = link(abri, &session, 2).await;
    let (_, depositor) = come_in(abri, &link).await;
    let id = put(abri, &depositor, 1).await.unwrap();
    // The daily round and the check look at it for days. The object store has a clock of its own.
    service.pass(Span::days(3650));
    let round = tidy::tidy(abri).await.unwrap();
    assert_eq!((round.orphans, objects(&service).await.len()), (0, 2));
    let report = check::check(abri, Depth::Bytes).await.unwrap();
    let of_papers = |finding: &&check::Finding| {
        use check::Finding::{Clock, NoKeys, PastKeys};
        !matches!(finding, PastKeys(_) | NoKeys | Clock(_))
    };
    let found: Vec<_> = report.findings.iter().filter(of_papers).collect();
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(report.objects, 2);
    // One that is gone is found, and told to the person.
    let object = objects(&service).await.remove(0);
    abri.objects.delete(&object).await.unwrap();
    let report = check::check(abri, Depth::Lengths).await.unwrap();
    let missing = |finding: &check::Finding| matches!(finding, check::Finding::Object { .. });
    assert_eq!(report.findings.iter().filter(|one| missing(one)).count(), 1);
    assert_eq!(told(abri, &session.open, Event::DamageFound).await, 1);
    assert_eq!(adopt(abri, &session.open).await.unwrap(), 1);
    assert!(paper(abri, &session, id).await.is_ok());
}

async fn a_restored_backup(from: Service, to: Service) {
    let folder = tempfile::tempdir().unwrap();
    let abri = &from.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let (_, running) = link(abri, &session, 5).await;
    let (stopped, link_stopped) = link(abri, &session, 5).await;
    let (cookie, depositor) = come_in(abri, &running).await;
    let (other_cookie, _) = come_in(abri, &link_stopped).await;
    let waits = put(abri, &depositor, 1).await.unwrap();
    let undone = put(abri, &depositor, 2).await.unwrap();
    let code = deposits::offer_code(abri, open, stopped).await.unwrap();
    let pairing_id = pair(abri, &session).await.unwrap();
    let phone = pairing(abri, open, pairing_id).await.unwrap().link.text;
    take(&from, folder.path(), "monday").await;
    undo(abri, &depositor, undone).await.unwrap();
    deposits::stop(abri, open, stopped).await.unwrap();
    // Its tombstone goes into the folder with Tuesday's backup.
    take(&from, folder.path(), "tuesday").await;

    let restored = restore(&to.abri, folder.path(), Some("monday"), false)
        .await
        .unwrap();
    assert!(restored.lost.is_empty(), "{:?}", restored.lost);
    let abri = &to.abri;
    for typed in [&running, &link_stopped, &code.code, &*phone] {
        assert!(is_not_found(&enter(abri, typed, HERE).await));
    }
    for cookie in [&cookie, &other_cookie] {
        assert!(is_not_found(&resume(abri, cookie).await));
    }
    assert!(deposits::active(abri, open).await.unwrap().is_empty());
    // What was put in and not taken in yet is there; what was taken back is not.
    assert_eq!(adopt(abri, open).await.unwrap(), 1);
    assert!(paper(abri, &session, waits).await.is_ok());
    assert!(is_not_found(&paper(abri, &session, undone).await));
    assert_eq!(objects(&to).await.len(), 2);
    assert_eq!(papers::all(abri, open).await.unwrap().len(), 1);
}

async fn take(service: &Service, folder: &Path, name: &str) {
    let taken = backup(&service.abri, folder, name, Span::days(30))
        .await
        .unwrap();
    assert!(taken.lost.is_empty(), "{:?}", taken.lost);
}

#[tokio::test]
async fn attack_a_restored_backup_revives_no_invitation() {
    a_restored_backup(Service::open().await, Service::open().await).await;
    a_restored_backup(on_postgres().await, Service::open().await).await;
    a_restored_backup(Service::open().await, on_postgres().await).await;
}

#[tokio::test]
async fn nothing_of_a_deposit_lies_in_clear() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = Service::open().await;
    let url = format!("file://{}", folder.path().display());
    service.abri.objects = Blobs::open(&url, None).unwrap();
    let abri = &service.abri;
    let session = vault(abri).await;
    let (id, link) = link(abri, &session, 2).await;
    let (cookie, depositor) = come_in(abri, &link).await;
    let bytes = crate::samples::pdf(1, "/Canari (Quincaillerie)", "");
    let put = receive_and_put(
        abri,
        &depositor,
        pieces(&bytes),
        MOST,
        new("Zébulon le titre"),
    );
    put.await.unwrap();
    let code = deposits::offer_code(abri, &session.open, id).await.unwrap();
    assert_eq!(receipts(abri, &depositor).await.unwrap().len(), 1);
    abri.store.close().await;
    let secrets = [
        "Quincaillerie".to_owned(),
        "Zébulon".to_owned(),
        "Claire Morel".to_owned(),
        "bulletin_salaire".to_owned(),
        link,
        code.code,
        cookie.text().to_string(),
    ];
    let mut looked = 0;
    for folder in [folder.path(), service.file("abri.sqlite").parent().unwrap()] {
        for file in files(folder) {
            let bytes = std::fs::read(&file).unwrap();
            looked += bytes.len();
            for secret in &secrets {
                let found = bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes());
                assert!(!found, "{secret} in {}", file.display());
            }
        }
    }
    assert!(looked > 100_000, "{looked}");
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
