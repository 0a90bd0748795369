//! Attack: whoever writes to the tables alters what one vault is told under. What is done for everybody else goes on.

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::checkpoints::append::append;
use abri::actions::remove_paper::remove;
use abri::actions::tidy;
use abri::domain::time::Span;
use abri::store::documents;

use crate::given::paper;
use crate::keep_safe::Mariam;
use crate::support::Service;

const HOLDER: [u8; 16] = [9; 16];

/// Whoever comes first in the tables is altered: two people, the second of whom is untouched.
async fn two(service: &Service) -> [Mariam; 2] {
    let mut people = [Mariam::at(service).await, Mariam::at(service).await];
    people.sort_by_key(|one| one.session.open.vault.to_string());
    people
}

async fn alter(service: &Service, person: &Mariam, what: &str) {
    let vault = person.session.open.vault;
    let sql = format!("UPDATE vaults SET {what} WHERE id = x'{vault}'");
    let sql: &'static str = Box::leak(sql.into_boxed_str());
    assert_eq!(service.meddle("abri.sqlite", sql).await, 1);
}

const INBOX: &str = "inbox_recipient = zeroblob(1216)";

async fn papers_of(service: &Service, person: &Mariam) -> usize {
    let mut tx = service.abri.store.durable.look().await.unwrap();
    let rows = documents::of_vault(&mut tx, person.session.open.vault).await;
    rows.unwrap().len()
}

#[tokio::test]
async fn attack_one_altered_vault_keeps_no_other_paper_from_being_destroyed() {
    let service = Service::open().await;
    let people = two(&service).await;
    for person in &people {
        let open = &person.session.open;
        let id = paper(&service.abri, open, "Un").await;
        remove(&service.abri, open, id).await.unwrap();
    }
    alter(&service, &people[0], INBOX).await;
    service.pass(Span::days(8));
    assert!(tidy::tidy(&service.abri).await.is_err(), "it is told");
    assert_eq!(papers_of(&service, &people[0]).await, 1);
    assert_eq!(papers_of(&service, &people[1]).await, 0);
}

#[tokio::test]
async fn attack_one_altered_vault_keeps_no_other_out_of_the_log_of_checkpoints() {
    let service = Service::open().await;
    let people = two(&service).await;
    assert_eq!(append(&service.abri, &HOLDER).await.unwrap(), 2);
    // At another state than the one that was logged, and nothing can be told there.
    let back = format!("logged_number = 0, journal_hash = zeroblob(32), {INBOX}");
    alter(&service, &people[0], &back).await;
    people[1].enters(&service).await.unwrap();
    assert_eq!(append(&service.abri, &HOLDER).await.unwrap(), 1);
    // Nor the next time.
    people[1].enters(&service).await.unwrap();
    assert_eq!(append(&service.abri, &HOLDER).await.unwrap(), 1);
}

#[tokio::test]
async fn attack_one_altered_vault_keeps_no_restore_from_its_end() {
    let from = Service::open().await;
    let people = two(&from).await;
    for person in &people {
        paper(&from.abri, &person.session.open, "Un").await;
    }
    alter(&from, &people[0], INBOX).await;
    let kept = tempfile::tempdir().unwrap();
    backup(&from.abri, kept.path(), "monday", Span::days(30))
        .await
        .unwrap();
    let to = Service::open().await;
    let restored = restore(&to.abri, kept.path(), None, false).await.unwrap();
    assert!(restored.unfinished.is_none() && restored.lost.is_empty());
    people[1].enters(&to).await.unwrap();
    assert_eq!(papers_of(&to, &people[1]).await, 1);
}
