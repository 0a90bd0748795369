//! The store keeps its promises on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/postgres.rs"]
mod postgres;

#[path = "store/consents.rs"]
mod consents;
#[path = "store/durable.rs"]
mod durable;
#[path = "store/ephemeral.rs"]
mod ephemeral;
#[path = "store/tls.rs"]
mod tls;

use std::time::Duration;

use abri::domain::ids::VaultId;
use abri::domain::time::Moment;
use abri::store::vaults::{Given, VaultRow};
use abri::store::{Store, vaults};
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use tempfile::TempDir;

/// Runs each story on either engine.
macro_rules! stories {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                let (store, _folder) = crate::on_sqlite().await;
                super::$story(store).await;
            })+
        }

        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                super::$story(crate::on_postgres().await).await;
            })+
        }
    };
}
use stories;

async fn on_sqlite() -> (Store, TempDir) {
    let folder = TempDir::new().unwrap();
    let url = |name| format!("sqlite://{}/{name}.db", folder.path().display());
    (
        Store::open(&url("abri"), &url("ephemeral")).await.unwrap(),
        folder,
    )
}

async fn on_postgres() -> Store {
    let url = postgres::database();
    Store::open(&url, &url).await.unwrap()
}

const NOW: Moment = Moment::from_millis(1_800_000_000_000);
const VAULT: VaultId = VaultId::from_bytes([7; 16]);

/// A vault as it is when opened for the first time.
async fn add_vault(store: &Store) -> VaultRow {
    let row = VaultRow {
        closes_at: None,
        closes_mac: None,
        id: VAULT,
        generation: 1,
        sequence: 0,
        seal: vec![1; 32],
        sealed_number: 0,
        journal_number: 0,
        journal_hash: [0; 32],
        profile: vec![2; 90],
        inbox_recipient: vec![3; 40],
        inbox_mac: [4; 32],
        bytes_used: 0,
        notice_version: "1".to_owned(),
        notice_language: "fr".to_owned(),
        notice_given: Given::Aloud,
        notice_at: NOW,
        opened_at: NOW,
        visited_at: NOW,
    };
    let mut tx = store.durable.begin().await.unwrap();
    vaults::add(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

/// A server that was started again has closed every connection. It is known once one of them is spoken to.
#[tokio::test]
async fn a_server_that_hung_up_costs_no_transaction_that_only_begins() {
    const HANG_UP: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    add_vault(&store).await;
    // Several connections, all of them used a moment ago.
    let (one, two, three) = tokio::join!(
        store.durable.begin(),
        store.durable.begin(),
        store.durable.begin()
    );
    drop((one.unwrap(), two.unwrap(), three.unwrap()));
    let mut operator = PgConnection::connect(&url).await.unwrap();
    let (gone,): (i64,) = sqlx::query_as(HANG_UP)
        .fetch_one(&mut operator)
        .await
        .unwrap();
    assert!(gone > 2, "{gone}");
    for _ in 0..3 {
        let mut tx = store.durable.begin().await.unwrap();
        let vault = vaults::lock(&mut tx, VAULT).await.unwrap();
        assert!(vault.is_some());
        tx.commit().await.unwrap();
    }
}

/// Another process writes to the same file for a while: whoever waits for it has not failed.
#[tokio::test]
async fn waiting_for_another_process_is_no_failure() {
    let (here, folder) = on_sqlite().await;
    let url = |name| format!("sqlite://{}/{name}.db", folder.path().display());
    let there = Store::open(&url("abri"), &url("ephemeral")).await.unwrap();
    let before = abri::store::failures().busy;
    let held = there.durable.begin().await.unwrap();
    let free = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        held.commit().await.unwrap();
    };
    let (begun, ()) = tokio::join!(here.durable.begin(), free);
    begun.unwrap().commit().await.unwrap();
    // Other tests of this program run beside it.
    assert!(abri::store::failures().busy - before < 10);
}
