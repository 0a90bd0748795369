//! Attack: whoever writes the tables, and holds no key, has the service destroy papers, or mark them as dead for every
//! backup. Rows of its own make it do neither.

use abri::actions::check::{Depth, Finding, check};
use abri::actions::open::Open;
use abri::actions::remove_paper::remove;
use abri::actions::{Abri, papers, tidy};
use abri::crypto::random;
use abri::crypto::server_keys::ServerKeys;
use abri::crypto::tombstones::Kind;
use abri::domain::document::REST;
use abri::domain::ids::{DocumentId, VaultId};
use abri::domain::time::Span;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use crate::given::{paper, vault};
use crate::papers::{intents_left, objects};
use crate::support::Service;

async fn tables(service: &Service) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(service.file("abri.sqlite"));
    options.connect().await.unwrap()
}

/// A paper that is removed.
pub async fn in_the_bin(abri: &Abri, open: &Open) -> DocumentId {
    let id = paper(abri, open, "Fiche de paie").await;
    remove(abri, open, id).await.unwrap();
    id
}

async fn planted(service: &Service, vault: VaultId, kind: &str, object: &str) {
    sqlx::query("INSERT INTO intents (id, vault_id, kind, object, begun_at) VALUES (randomblob(16), ?, ?, ?, 0)")
        .bind(vault.as_bytes().to_vec())
        .bind(kind)
        .bind(object)
        .execute(&mut tables(service).await)
        .await
        .unwrap();
}

#[tokio::test]
async fn attack_planted_notes_of_work_delete_nothing_that_is_in_use() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let id = paper(abri, &session.open, "Fiche de paie").await;
    let log = bytes::Bytes::from_static(b"a piece of the log");
    abri.objects.put("checkpoints/log/0", log).await.unwrap();
    let before = objects(&service).await;
    let found = papers::find(abri, &session.open, id).await.unwrap();
    let file = &found.current.record.facts.file.object;
    let pictures = &found.current.record.facts.pictures_file.object;
    for kind in ["removal", "upload"] {
        for object in [file, pictures, "checkpoints/log/0"] {
            planted(&service, session.open.vault, kind, object).await;
        }
    }
    tidy::tidy(abri).await.unwrap();
    assert_eq!(objects(&service).await, before);
    assert_eq!(intents_left(&service).await, 0, "they are thrown away");
    let findings = check(abri, Depth::Bytes).await.unwrap().findings;
    assert!(findings.is_empty(), "{findings:?}");
}

#[tokio::test]
async fn attack_a_tombstone_that_is_planted_buries_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    paper(abri, &session.open, "Fiche de paie").await;
    let vault = session.open.vault;
    // What anybody can compute, and a name that is taken from another vault.
    let mut known = abri::crypto::digest::Digest::default();
    known.update(b"abri/v1/tombstone\0vault\0");
    known.update(vault.as_bytes());
    let known = known.finish();
    let known = data_encoding::HEXLOWER.encode(&known[..16]);
    let other = ServerKeys::new(random::key(), random::key(), random::key());
    let elsewhere = other.tombstones().name(Kind::Vault, vault.as_bytes());
    for name in [known, elsewhere] {
        let day = abri.now().day().number();
        planted(
            &service,
            vault,
            "removal",
            &format!("tombstones/{day}/{name}"),
        )
        .await;
    }
    tidy::tidy(abri).await.unwrap();
    let replayed = abri::actions::tombstones::replay(abri).await.unwrap();
    assert_eq!((replayed.papers, replayed.slots), (0, 0));
    assert_eq!(papers::all(abri, &session.open).await.unwrap().len(), 1);
}

#[tokio::test]
async fn attack_a_moment_of_removal_that_is_written_or_moved_destroys_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let open = &session.open;
    let kept = paper(abri, open, "Carte d'identité").await;
    let bin = in_the_bin(abri, open).await;
    let before = objects(&service).await;
    let mut tables = tables(&service).await;
    let then = (abri.now() - REST - Span::DAY).millis();
    // The MAC of a paper that was removed, beside another one; and a moment that was brought forward.
    sqlx::query(
        "UPDATE documents SET removed_at = ?1, removed_mac = \
         (SELECT removed_mac FROM documents WHERE removed_mac IS NOT NULL) WHERE id = ?2",
    )
    .bind(then)
    .bind(kept.as_bytes().to_vec())
    .execute(&mut tables)
    .await
    .unwrap();
    sqlx::query("UPDATE documents SET removed_at = ?1 WHERE id = ?2")
        .bind(then)
        .bind(bin.as_bytes().to_vec())
        .execute(&mut tables)
        .await
        .unwrap();
    let findings = check(abri, Depth::Bytes).await.unwrap().findings;
    let removals = findings
        .iter()
        .filter(|one| matches!(one, Finding::Removal { .. }));
    assert_eq!(removals.count(), 2, "{findings:?}");
    for _ in 0..2 {
        assert_eq!(tidy::tidy(abri).await.unwrap().destroyed, 0);
    }
    assert_eq!(objects(&service).await, before);
    let (rows,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM documents")
        .fetch_one(&mut tables)
        .await
        .unwrap();
    assert_eq!(rows, 2);
}

#[tokio::test]
async fn what_was_removed_before_moments_were_vouched_for_is_destroyed_after_the_next_visit() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (session, phone, code) = crate::ways_in::vault(&service).await;
    let bin = in_the_bin(abri, &session.open).await;
    let older = "UPDATE documents SET removed_mac = NULL";
    assert_eq!(service.meddle("abri.sqlite", older).await, 1);
    service.pass(REST + Span::DAY);
    assert_eq!(tidy::tidy(abri).await.unwrap().destroyed, 0);
    let way = crate::ways_in::with(&phone, &code);
    let session = crate::ways_in::enter(&service, way).await.unwrap();
    assert_eq!(tidy::tidy(abri).await.unwrap().destroyed, 1);
    assert!(papers::find(abri, &session.open, bin).await.is_err());
}
