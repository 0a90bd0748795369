//! Attack: one byte is flipped in the tables of guardians and recoveries, column by column. Nobody confirms, no card is
//! made, or the person's own visit notices.

use std::collections::BTreeSet;

use abri::actions::check::{Depth, check};
use abri::actions::guardians::{hand_over, seats};
use abri::actions::recover::finish;
use abri::domain::recovery::{Manner, Seat};
use abri::domain::slot::Place;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::{Case, Person, Seated, confirms};
use crate::once::once;
use crate::support::Service;
use crate::ways_in::{enter, with};

/// How a flipped byte shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shows {
    /// `abri check` finds it.
    Check,
    /// The person's phone and code do not open.
    Enter,
    /// The second professional confirms nothing.
    Confirm,
    /// The slip makes no card.
    Card,
    /// The newcomer of a seat is not shown.
    Newcomer,
}

use Shows::{Card, Check, Confirm, Enter, Newcomer};

/// Every column of bytes, and where a flipped byte in it must show at least.
const COLUMNS: &[(&str, &str, &[Shows])] = &[
    ("seats", "structure_id", &[Check, Confirm, Newcomer]),
    ("seats", "recipient", &[Check, Confirm, Newcomer]),
    ("seats", "mac", &[Check, Confirm, Newcomer]),
    ("guardians", "structure_id", &[Confirm, Newcomer]),
    ("guardians", "person", &[Confirm, Newcomer]),
    ("guardians", "key", &[Confirm, Newcomer]),
    ("guardians", "called", &[Newcomer]),
    ("guardianships", "vault_id", &[Enter, Card]),
    ("guardianships", "id", &[Enter, Confirm, Card]),
    ("guardianships", "structure_id", &[Enter, Confirm]),
    ("guardianships", "lookup", &[Enter, Confirm]),
    ("guardianships", "first", &[Enter]),
    ("guardianships", "second", &[Enter]),
    ("guardianships", "record", &[Enter]),
    ("recoveries", "id", &[Confirm, Card]),
    ("recoveries", "slip", &[Confirm, Card]),
    ("recoveries", "words", &[Confirm, Card]),
    ("recoveries", "structure_id", &[Confirm, Card]),
    ("recoveries", "recipient", &[Confirm, Card]),
    ("recoveries", "lookup", &[Confirm, Card]),
    ("recoveries", "who_first", &[Confirm, Card]),
    ("recoveries", "who_second", &[Confirm, Card]),
    ("recoveries", "vault_id", &[Confirm, Card]),
    ("recoveries", "agreement", &[Confirm, Card]),
    ("recoveries", "first_by", &[Confirm, Card]),
    ("recoveries", "layer", &[Confirm]),
    ("recoveries", "key", &[Card]),
    ("recoveries", "told", &[Confirm, Card]),
    ("recoveries", "mac", &[Confirm, Card]),
];

/// Tables flipped here.
pub(crate) const TABLES: [&str; 4] = ["seats", "guardians", "guardianships", "recoveries"];

#[tokio::test]
async fn attack_one_flipped_byte_of_a_recovery_shows() {
    let world = World::new().await;
    let stored = world.byte_columns().await;
    let known = COLUMNS
        .iter()
        .map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()));
    assert_eq!(
        stored,
        known.collect(),
        "every column of bytes has its line"
    );
    assert_eq!(world.shows(false).await, BTreeSet::new());
    for (table, column, at_least) in COLUMNS {
        world.flip(table, column).await;
        // A card that is made cannot be taken back: it is tried where none may be.
        let shows = world.shows(at_least.contains(&Card)).await;
        for one in *at_least {
            assert!(
                shows.contains(one),
                "{table}.{column} shows {shows:?} and not {one:?}"
            );
        }
    }
    assert_eq!(world.shows(true).await, BTreeSet::new());
}

/// A person with one case that waits for the second, and one whose card can be made.
struct World {
    service: Service,
    seated: Seated,
    person: Person,
    one: Case,
    both: Case,
    durable: SqlitePool,
    ephemeral: SqlitePool,
}

impl World {
    async fn new() -> Self {
        let service = Service::open().await;
        let seated = Seated::at(&service).await;
        let manager = &seated.manager;
        seats::name(&service.abri, &manager.session, Seat::First, manager.id())
            .await
            .unwrap();
        let person = Person::agreed(&service, &seated, 1).await;
        let one = person.asks(&service, &seated, Manner::FromAfar).await;
        confirms(&service, &seated.anna, &one.words).await.unwrap();
        let both = person.asks(&service, &seated, Manner::InPresence).await;
        for who in [&seated.anna, &seated.boris] {
            confirms(&service, who, &both.words).await.unwrap();
        }
        let (durable, ephemeral) = (
            kept(&service, "abri.sqlite").await,
            kept(&service, "ephemeral.sqlite").await,
        );
        Self {
            service,
            seated,
            person,
            one,
            both,
            durable,
            ephemeral,
        }
    }

    const fn pool(&self, table: &str) -> &SqlitePool {
        match table.as_bytes() {
            b"recoveries" => &self.ephemeral,
            _ => &self.durable,
        }
    }

    async fn byte_columns(&self) -> BTreeSet<(String, String)> {
        let mut all = BTreeSet::new();
        for table in TABLES {
            let sql = format!("SELECT name FROM pragma_table_info('{table}') WHERE type = 'BLOB'");
            let columns: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql))
                .fetch_all(self.pool(table))
                .await
                .unwrap();
            all.extend(columns.into_iter().map(|(name,)| (table.to_owned(), name)));
        }
        all
    }

    /// Flips the middle byte of every value of a column.
    async fn flip(&self, table: &str, column: &str) {
        let pool = self.pool(table);
        let sql = format!("SELECT DISTINCT {column} FROM main.{table} WHERE {column} IS NOT NULL");
        let values: Vec<(Vec<u8>,)> = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(pool)
            .await
            .unwrap();
        assert!(!values.is_empty(), "{table}.{column} holds nothing to flip");
        for (value,) in values {
            let mut flipped = value.clone();
            flipped[value.len() / 2] ^= 1;
            let sql = format!("UPDATE main.{table} SET {column} = ? WHERE {column} = ?");
            let done = sqlx::query(AssertSqlSafe(sql)).bind(flipped).bind(value);
            assert!(done.execute(pool).await.unwrap().rows_affected() > 0);
        }
    }

    /// Where something shows now; everything is laid back after it.
    async fn shows(&self, with_card: bool) -> BTreeSet<Shows> {
        let abri = &self.service.abri;
        let mut shows = BTreeSet::new();
        let mut note = |shown: bool, what| {
            if shown {
                shows.insert(what);
            }
        };
        let found = check(abri, Depth::Lengths).await.unwrap().findings;
        note(!found.is_empty(), Check);
        let own = hand_over::own(abri, &self.seated.anna.session).await;
        let newcomer = own.ok().flatten().and_then(|mut own| own.waiting.pop());
        note(newcomer.is_none_or(|one| one.name != "Nadia"), Newcomer);
        let person = &self.person;
        let entered = enter(&self.service, with(&person.phone, &person.code)).await;
        note(entered.is_err(), Enter);
        let second = confirms(&self.service, &self.seated.boris, &self.one.words).await;
        note(second.is_err(), Confirm);
        if with_card {
            let card = finish::finish(abri, &once(&self.both.slip), Place::Shared).await;
            note(card.is_err(), Card);
        }
        put_back(&self.durable).await;
        put_back(&self.ephemeral).await;
        shows
    }
}

/// A connection with a copy of every table beside it.
async fn kept(service: &Service, file: &str) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(service.file(file))
        .foreign_keys(false);
    let one = SqlitePoolOptions::new().max_connections(1);
    let pool = one.connect_with(options).await.unwrap();
    run(&pool, "ATTACH DATABASE ':memory:' AS kept").await;
    for table in tables(&pool).await {
        let copy = format!("CREATE TABLE kept.{table} AS SELECT * FROM main.{table}");
        run(&pool, &copy).await;
    }
    pool
}

async fn put_back(pool: &SqlitePool) {
    for table in tables(pool).await {
        run(pool, &format!("DELETE FROM main.{table}")).await;
        let back = format!("INSERT INTO main.{table} SELECT * FROM kept.{table}");
        run(pool, &back).await;
    }
}

async fn tables(pool: &SqlitePool) -> Vec<String> {
    let sql = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%sql%'";
    let names: Vec<(String,)> = sqlx::query_as(sql).fetch_all(pool).await.unwrap();
    names.into_iter().map(|(name,)| name).collect()
}

async fn run(pool: &SqlitePool, sql: &str) {
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .execute(pool)
        .await
        .unwrap();
}
