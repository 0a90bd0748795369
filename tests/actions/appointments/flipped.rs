//! Attack: one byte is flipped in the table of appointments, column by column.

use std::collections::BTreeSet;

use abri::actions::appointments::{ask_copy, asked, look, one, open, take};
use abri::actions::session::Session;
use abri::domain::appointment::CopyAsk;
use abri::domain::ids::AppointmentId;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::{PHONE, asks, claire, given};
use crate::given::vault;
use crate::support::Service;

/// How a flipped byte shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shows {
    /// The code is taken by nobody.
    Take,
    /// The professional's page has no code.
    Page,
    /// The person is asked nothing.
    Asked,
    /// The professional sees nothing.
    Look,
    /// They have no receipt.
    Receipt,
}

use Shows::{Asked, Look, Page, Receipt, Take};

/// Every column of bytes, and where a flipped byte in it must show at least.
const COLUMNS: &[(&str, &[Shows])] = &[
    ("id", &[Take, Page, Asked, Look, Receipt]),
    ("code_id", &[Take]),
    ("professional", &[Take, Page, Asked, Look, Receipt]),
    ("structure_id", &[Take, Page, Asked, Look, Receipt]),
    ("person", &[Asked]),
    ("request", &[Take, Asked]),
    ("own", &[Page]),
    ("consent", &[Asked]),
    ("share", &[Look]),
    ("answer", &[Look]),
    ("copy", &[Asked]),
    ("receipt", &[Receipt]),
];

/// One that is offered, and one that is looked at and of which a copy is asked for.
struct World {
    service: Service,
    desk: Session,
    person: Session,
    other: Session,
    offered: AppointmentId,
    code: String,
    shown: AppointmentId,
    pool: SqlitePool,
}

#[tokio::test]
async fn attack_one_flipped_byte_of_an_appointment_shows() {
    let world = World::new().await;
    let sql = "SELECT name FROM pragma_table_info('appointments') WHERE type = 'BLOB'";
    let stored: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&world.pool).await.unwrap();
    let stored: BTreeSet<_> = stored.into_iter().map(|(column,)| column).collect();
    let known: BTreeSet<_> = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(stored, known, "every column of bytes has its line above");
    assert_eq!(world.shows().await, BTreeSet::new());
    for (column, at_least) in COLUMNS {
        for part in 0..3 {
            world.flip(column, part).await;
            let shows = world.shows().await;
            for one in *at_least {
                assert!(
                    shows.contains(one),
                    "{column} ({part}) shows {shows:?} and not {one:?}"
                );
            }
        }
    }
    assert_eq!(world.shows().await, BTreeSet::new());
}

impl World {
    async fn new() -> Self {
        let service = Service::open().await;
        let abri = &service.abri;
        let (claire, _) = claire(&service).await;
        let desk = claire.session;
        let (person, _, shown) = given(abri, &desk).await;
        open(abri, &desk, shown).await.unwrap();
        ask_copy(abri, &desk, shown, CopyAsk::Zip).await.unwrap();
        let (offered, code) = asks(abri, &desk).await;
        let other = vault(abri).await;
        let options = SqliteConnectOptions::new()
            .filename(service.file("ephemeral.sqlite"))
            .foreign_keys(false);
        let one = SqlitePoolOptions::new().max_connections(1);
        let pool = one.connect_with(options).await.unwrap();
        run(&pool, "ATTACH DATABASE ':memory:' AS kept").await;
        for table in ["appointments", "throttle"] {
            let copy = format!("CREATE TABLE kept.{table} AS SELECT * FROM main.{table}");
            run(&pool, &copy).await;
        }
        Self {
            service,
            desk,
            person,
            other,
            offered,
            code,
            shown,
            pool,
        }
    }

    /// Flips a byte in every value of a column: the first, the middle or the last one.
    async fn flip(&self, column: &str, part: usize) {
        let sql =
            format!("SELECT DISTINCT {column} FROM main.appointments WHERE {column} IS NOT NULL");
        let values: Vec<(Vec<u8>,)> = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(&self.pool)
            .await
            .unwrap();
        assert!(!values.is_empty(), "{column} holds nothing to flip");
        for (value,) in values {
            let mut flipped = value.clone();
            flipped[[0, value.len() / 2, value.len() - 1][part]] ^= 1;
            let sql = format!("UPDATE main.appointments SET {column} = ? WHERE {column} = ?");
            let done = sqlx::query(AssertSqlSafe(sql)).bind(flipped).bind(value);
            assert!(done.execute(&self.pool).await.unwrap().rows_affected() > 0);
        }
    }

    /// Where something shows now; everything is laid back after it.
    async fn shows(&self) -> BTreeSet<Shows> {
        let abri = &self.service.abri;
        let mut shows = BTreeSet::new();
        let mut note = |shown: bool, what| {
            if shown {
                shows.insert(what);
            }
        };
        let page = one(abri, &self.desk, self.offered).await;
        let code = page.ok().and_then(|mine| mine.code);
        note(code.is_none_or(|code| *code != self.code), Page);
        let question = asked(abri, &self.person.open, self.shown).await;
        note(
            question.map_or(true, |question| question.copy != Some(CopyAsk::Zip)),
            Asked,
        );
        note(look(abri, &self.desk, self.shown).await.is_err(), Look);
        let mine = one(abri, &self.desk, self.shown).await;
        note(
            mine.map_or(true, |mine| {
                mine.given.is_none_or(|given| given.person != "Mariam")
            }),
            Receipt,
        );
        let took = take(abri, &self.other.open, &self.code, PHONE).await;
        note(!took.is_ok_and(|id| id == self.offered), Take);
        for table in ["appointments", "throttle"] {
            run(&self.pool, &format!("DELETE FROM main.{table}")).await;
            let back = format!("INSERT INTO main.{table} SELECT * FROM kept.{table}");
            run(&self.pool, &back).await;
        }
        shows
    }
}

async fn run(pool: &SqlitePool, sql: &str) {
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .execute(pool)
        .await
        .unwrap();
}
