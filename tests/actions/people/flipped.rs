//! Attack: one byte is flipped in the tables of professionals, column by column. Whoever it belongs to
//! does not come in, or the thing it belongs to is not there; a name is not read.

use std::collections::BTreeSet;

use abri::actions::check::{self, Depth};
use abri::actions::people::{help, join, names, roster};
use abri::actions::structures::codes;
use abri::domain::structure::Role;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::code_app::adds_app;
use super::{Colleague, hired, invited, structure};
use crate::support::Service;

/// How a flipped byte shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shows {
    /// `abri check` finds it.
    Check,
    /// The manager's words and computer do not open.
    Enter,
    /// A session under way is over.
    Session,
    /// The invitation is not taken.
    Join,
    /// The case is not there.
    Help,
    /// A name is not read.
    Name,
}

use Shows::{Check, Enter, Help, Join, Name, Session};

/// Every column of bytes, and where a flipped byte in it must show at least.
const COLUMNS: &[(&str, &str, &[Shows])] = &[
    ("structures", "id", &[Enter, Join]),
    ("people", "vault_id", &[Enter]),
    ("people", "structure_id", &[Enter]),
    ("people", "signing_key", &[Check, Enter, Session]),
    ("people", "mac", &[Check, Enter, Session]),
    ("person_invitations", "id", &[Join]),
    ("person_invitations", "structure_id", &[Join]),
    ("person_invitations", "invited_by", &[Join]),
    ("person_invitations", "mac", &[Join]),
    ("help_cases", "person", &[Help]),
    ("help_cases", "structure_id", &[Help]),
    ("member_names", "reader", &[Name]),
    ("member_names", "person", &[Name]),
    ("member_names", "sealed", &[Name]),
    ("code_apps", "vault_id", &[Enter]),
    ("code_apps", "secret", &[Enter]),
];

/// Columns in which a flipped byte harms nobody.
const HARMLESS: &[(&str, &str, &str)] = &[
    (
        "help_cases",
        "id",
        "the case has another name, and needs its second yes all the same",
    ),
    (
        "help_cases",
        "opened_by",
        "a case that no manager opened is confirmed by nobody",
    ),
    (
        "work_counts",
        "professional",
        "numbers of one day begin anew, once; the tables are trusted with them",
    ),
    (
        "work_alarms",
        "manager",
        "an alarm is told once more, or to nobody: a number of one day",
    ),
    ("work_alarms", "professional", "the same"),
];

/// Tables of professionals.
pub(crate) const TABLES: [&str; 8] = [
    "structures",
    "people",
    "person_invitations",
    "help_cases",
    "member_names",
    "code_apps",
    "work_counts",
    "work_alarms",
];

#[tokio::test]
async fn attack_one_flipped_byte_of_a_professional_shows() {
    let world = World::new().await;
    let before = world.shows().await;
    world.put_back().await;
    assert_eq!(before, BTreeSet::new(), "nothing is flipped yet");
    let mut known: BTreeSet<(String, String)> = BTreeSet::new();
    for (table, column) in COLUMNS
        .iter()
        .map(|(table, column, _)| (table, column))
        .chain(HARMLESS.iter().map(|(table, column, _)| (table, column)))
    {
        known.insert(((*table).to_owned(), (*column).to_owned()));
    }
    assert_eq!(world.byte_columns().await, known);
    for (table, column, at_least) in COLUMNS {
        world.flip(table, column).await;
        let shows = world.shows().await;
        world.put_back().await;
        for one in *at_least {
            assert!(
                shows.contains(one),
                "{table}.{column} shows {shows:?} and not {one:?}"
            );
        }
    }
}

struct World {
    service: Service,
    manager: Colleague,
    worker: Colleague,
    invitation: abri::crypto::secrets::Secret,
    pool: SqlitePool,
}

impl World {
    async fn new() -> Self {
        let service = Service::open().await;
        let (id, mut manager) = structure(&service, "Le Porche").await;
        let worker = hired(&service, &mut manager, Role::SocialWorker, "Claire").await;
        let invitation = invited(&service, &mut manager, Role::Mediator).await;
        help::open(&service.abri, &manager.session, worker.id())
            .await
            .unwrap();
        codes::want(&service.abri, id).await.unwrap();
        manager.session = manager.goes_on(&service).await.unwrap();
        adds_app(&service, &mut manager, "").await;
        let options = SqliteConnectOptions::new()
            .filename(service.file("abri.sqlite"))
            .foreign_keys(false);
        let one = SqlitePoolOptions::new().max_connections(1);
        let pool = one.connect_with(options).await.unwrap();
        run(&pool, "ATTACH DATABASE ':memory:' AS kept").await;
        for table in TABLES {
            let copy = format!("CREATE TABLE kept.{table} AS SELECT * FROM main.{table}");
            run(&pool, &copy).await;
        }
        Self {
            service,
            manager,
            worker,
            invitation,
            pool,
        }
    }

    async fn byte_columns(&self) -> BTreeSet<(String, String)> {
        let mut all = BTreeSet::new();
        for table in TABLES {
            let sql = format!("SELECT name FROM pragma_table_info('{table}') WHERE type = 'BLOB'");
            let found: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql))
                .fetch_all(&self.pool)
                .await
                .unwrap();
            all.extend(
                found
                    .into_iter()
                    .map(|(column,)| (table.to_owned(), column)),
            );
        }
        all
    }

    /// Flips a byte in every value of a column.
    async fn flip(&self, table: &str, column: &str) {
        let sql = format!("SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL");
        let values: Vec<(Vec<u8>,)> = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(&self.pool)
            .await
            .unwrap();
        assert!(!values.is_empty(), "{table}.{column} holds nothing to flip");
        for (value,) in values {
            let mut flipped = value.clone();
            flipped[value.len() / 2] ^= 1;
            let sql = format!("UPDATE {table} SET {column} = ? WHERE {column} = ?");
            let done = sqlx::query(AssertSqlSafe(sql)).bind(flipped).bind(value);
            assert!(done.execute(&self.pool).await.unwrap().rows_affected() > 0);
        }
    }

    async fn put_back(&self) {
        for table in TABLES {
            run(&self.pool, &format!("DELETE FROM main.{table}")).await;
            let back = format!("INSERT INTO main.{table} SELECT * FROM kept.{table}");
            run(&self.pool, &back).await;
        }
    }

    async fn shows(&self) -> BTreeSet<Shows> {
        let abri = &self.service.abri;
        let mut shows = BTreeSet::new();
        let mut note = |shown: bool, what| {
            if shown {
                shows.insert(what);
            }
        };
        let report = check::check(abri, Depth::Lengths).await;
        note(
            report.map_or(true, |report| !report.findings.is_empty()),
            Check,
        );
        let resumed = self.manager.goes_on(&self.service).await;
        note(resumed.is_err(), Session);
        let joined = join::look(abri, &self.invitation).await;
        note(joined.is_err(), Join);
        let known = names::known(abri, &self.manager.session.open).await;
        let known = known.unwrap();
        note(
            !known.contains_key(&self.manager.id()) || !known.contains_key(&self.worker.id()),
            Name,
        );
        let colleague = roster::colleague(abri, &self.manager.session, self.worker.id()).await;
        note(
            colleague.map_or(true, |colleague| colleague.help.is_none()),
            Help,
        );
        // Last: coming in passes names on.
        let entered = self.manager.enters(&self.service).await;
        note(entered.is_err(), Enter);
        shows
    }
}

async fn run(pool: &SqlitePool, sql: &str) {
    sqlx::query(AssertSqlSafe(sql.to_owned()))
        .execute(pool)
        .await
        .unwrap();
}
