//! Attack: one byte is flipped in the tables of deposit numbers and of deposits under way, column by column.

use std::collections::BTreeSet;

use abri::actions::check::{self, Depth};
use abri::actions::deposits::{self, begin_mediation, end_mediation};
use abri::domain::structure::Role;
use abri::store::mediations;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

use super::mediator::{at_work, begins, mediator, number};
use super::{HERE, put};
use crate::given::vault;
use crate::people::hired;
use crate::support::Service;

/// How a flipped byte shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shows {
    /// `abri check` finds it.
    Check,
    /// The seal of the vault does not hold, or the person's page is refused.
    Person,
    /// Nobody comes in with the number.
    Number,
    /// The deposit under way does not go on.
    Goes,
    /// The person does not read who it is.
    Who,
}

use Shows::{Check, Goes, Number, Person, Who};

const COLUMNS: &[(&str, &str, &[Shows])] = &[
    ("deposit_numbers", "vault_id", &[Person, Number]),
    ("deposit_numbers", "id", &[Check, Person, Number]),
    ("deposit_numbers", "sealed", &[Person]),
    ("deposit_numbers", "mac", &[Check, Person, Number]),
    ("mediations", "id", &[Goes]),
    ("mediations", "vault_id", &[Goes, Who]),
    ("mediations", "right_id", &[Goes, Who]),
    ("mediations", "key", &[Goes]),
    ("mediations", "who", &[Who]),
];

#[tokio::test]
async fn attack_one_flipped_byte_of_a_deposit_of_a_mediator_shows() {
    let service = Service::open().await;
    let abri = &service.abri;
    let person = vault(abri).await;
    let open = &person.open;
    let (paul, mut manager) = mediator(&service).await;
    let nora = hired(&service, &mut manager, Role::Mediator, "Nora").await;
    let typed = number(abri, &person).await;
    put(abri, &begins(abri, &paul, &typed).await.unwrap(), 1)
        .await
        .unwrap();
    let mut columns = BTreeSet::new();
    columns.extend(bytes_of(&service, "abri.sqlite", "deposit_numbers").await);
    columns.extend(bytes_of(&service, "ephemeral.sqlite", "mediations").await);
    let known = COLUMNS
        .iter()
        .map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()));
    assert_eq!(
        columns,
        known.collect(),
        "every column of bytes has its line above"
    );

    let shows = async |number: bool| {
        let mut shows = BTreeSet::new();
        let report = check::check(abri, Depth::Lengths).await;
        if report.is_err() || !report.unwrap().findings.is_empty() {
            shows.insert(Check);
        }
        let page = deposits::number(abri, open).await;
        let permit = abri::domain::access::may_write(open.owner(), open.vault).unwrap();
        let sealed = abri::actions::change::Change::begin(abri, open, &permit)
            .await
            .is_ok();
        if !sealed || page.is_err() {
            shows.insert(Person);
        }
        let active = deposits::mediations(abri, open).await.unwrap();
        if active.len() != 1 || active[0].who.name != "Paul Ferrand" {
            shows.insert(Who);
        }
        if at_work(abri, &paul).await.is_err() {
            shows.insert(Goes);
        }
        // Another mediator comes in with it, and goes again.
        if number {
            let came = begin_mediation(abri, &nora.session, &typed, HERE).await;
            if came.is_err() {
                shows.insert(Number);
            }
            end_mediation(abri, nora.session.cookie()).await.unwrap();
        }
        shows
    };
    assert_eq!(shows(true).await, BTreeSet::new(), "nothing is flipped yet");
    for (table, column, at_least) in COLUMNS {
        let file = if *table == "mediations" {
            "ephemeral.sqlite"
        } else {
            "abri.sqlite"
        };
        let kept = flip(&service, file, table, column).await;
        let seen = shows(*table == "deposit_numbers").await;
        lay_back(&service, file, table, column, &kept).await;
        for one in *at_least {
            assert!(
                seen.contains(one),
                "{table}.{column} shows {seen:?} and not {one:?}"
            );
        }
    }
    // Whoever turns a number on that the person turned off is noticed, too.
    deposits::refuse_number(abri, open).await.unwrap();
    service
        .meddle(
            "abri.sqlite",
            "UPDATE deposit_numbers SET state = 'accepted'",
        )
        .await;
    let seen = shows(true).await;
    assert!(seen.contains(&Check) && seen.contains(&Person) && seen.contains(&Number));
    let mut tx = abri.store.ephemeral.begin().await.unwrap();
    assert!(
        mediations::of_vault(&mut tx, open.vault, abri.now())
            .await
            .unwrap()
            .is_empty()
    );
}

async fn pool(service: &Service, file: &str) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(service.file(file))
        .foreign_keys(false);
    SqlitePool::connect_with(options).await.unwrap()
}

async fn bytes_of(service: &Service, file: &str, table: &str) -> Vec<(String, String)> {
    let sql =
        format!("SELECT '{table}', name FROM pragma_table_info('{table}') WHERE type = 'BLOB'");
    let pool = pool(service, file).await;
    sqlx::query_as(AssertSqlSafe(sql))
        .fetch_all(&pool)
        .await
        .unwrap()
}

/// Flips the middle byte of the one value; what it was.
async fn flip(service: &Service, file: &str, table: &str, column: &str) -> Vec<u8> {
    let pool = pool(service, file).await;
    let sql = format!("SELECT {column} FROM {table}");
    let (kept,): (Vec<u8>,) = sqlx::query_as(AssertSqlSafe(sql))
        .fetch_one(&pool)
        .await
        .unwrap();
    let mut flipped = kept.clone();
    flipped[kept.len() / 2] ^= 1;
    lay_back(service, file, table, column, &flipped).await;
    kept
}

async fn lay_back(service: &Service, file: &str, table: &str, column: &str, value: &[u8]) {
    let pool = pool(service, file).await;
    let sql = format!("UPDATE {table} SET {column} = ?");
    let done = sqlx::query(AssertSqlSafe(sql))
        .bind(value)
        .execute(&pool)
        .await;
    assert_eq!(done.unwrap().rows_affected(), 1);
    pool.close().await;
}
