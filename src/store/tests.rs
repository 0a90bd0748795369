//! The two engines agree: every statement prepares on both, and the schemas are the same.

use std::collections::BTreeMap;

use sqlx::{Executor, SqlSafeStr};

use super::lending::Lending;
use super::sqlite::Sqlite;
use super::{Db, Error, Store};

#[path = "../../tests/support/postgres.rs"]
mod postgres;

type Statements = &'static [(&'static str, &'static str)];

const DURABLE: &[(&str, Statements)] = &[
    ("vaults", super::vaults::ALL),
    ("slots", super::slots::ALL),
    ("closing", super::closing::ALL),
    ("documents", super::documents::ALL),
    ("destroyed", super::destroyed::ALL),
    ("intents", super::intents::ALL),
    ("journal", super::journal::ALL),
    ("consents", super::consents::ALL),
    ("covered", super::covered::ALL),
    ("deposit_numbers", super::deposit_numbers::ALL),
    ("invitations", super::invitations::ALL),
    ("deposits", super::deposits::ALL),
    ("marks", super::marks::ALL),
    ("structures", super::structures::ALL),
    ("people", super::people::ALL),
    ("person_invitations", super::person_invitations::ALL),
    ("help_cases", super::help_cases::ALL),
    ("member_names", super::member_names::ALL),
    ("work_counts", super::work_counts::ALL),
    ("tries_told", super::tries_told::ALL),
    ("code_apps", super::code_apps::ALL),
    ("seats", super::seats::ALL),
    ("guardianships", super::guardianships::ALL),
    ("notices", super::notices::ALL),
    ("copy_tables", super::copy_tables::ALL),
];

const EPHEMERAL: &[(&str, Statements)] = &[
    ("sessions", super::sessions::ALL),
    ("grants", super::grants::ALL),
    ("viewings", super::viewings::ALL),
    ("requests", super::requests::ALL),
    ("throttle", super::throttle::ALL),
    ("refusals", super::refusals::ALL),
    ("leases", super::leases::ALL),
    ("uploads", super::uploads::ALL),
    ("mediations", super::mediations::ALL),
    ("pairings", super::pairings::ALL),
    ("deposit_codes", super::deposit_codes::ALL),
    ("appointments", super::appointments::ALL),
    ("recoveries", super::recoveries::ALL),
    ("outbox", super::outbox::ALL),
    ("certificates", super::certificates::ALL),
];

async fn on_sqlite() -> (Store, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let url = |name| format!("sqlite://{}/{name}.db", folder.path().display());
    let store = Store::open(&url("abri"), &url("ephemeral")).await.unwrap();
    (store, folder)
}

async fn on_postgres() -> Store {
    let url = postgres::database();
    Store::open(&url, &url).await.unwrap()
}

async fn prepare_all(db: &Db, files: &[(&str, Statements)]) {
    for (file, statements) in files {
        for (name, text) in *statements {
            let refused = match db {
                Db::Sqlite { readers, .. } => {
                    let mut lent = readers.take().await.unwrap();
                    lent.ask().unwrap().prepare(text).err()
                }
                Db::Postgres(servers) => {
                    let mut lent = servers.take().await.unwrap();
                    let server = lent.ask().unwrap().connection();
                    let prepared = server.prepare(text.into_sql_str()).await;
                    prepared.err().map(super::Error::from)
                }
            };
            assert!(refused.is_none(), "{file}::{name}: {refused:?}");
        }
    }
}

#[tokio::test]
async fn every_statement_prepares_on_sqlite() {
    let (store, _folder) = on_sqlite().await;
    prepare_all(&store.durable.0, DURABLE).await;
    prepare_all(&store.ephemeral.0, EPHEMERAL).await;
}

#[tokio::test]
async fn every_statement_prepares_on_postgres() {
    let store = on_postgres().await;
    prepare_all(&store.durable.0, DURABLE).await;
    prepare_all(&store.ephemeral.0, EPHEMERAL).await;
}

#[test]
fn every_file_of_statements_is_listed() {
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store")).unwrap();
    let mut with_statements: Vec<String> = files
        .map(|file| file.unwrap().path())
        .filter(|path| std::fs::read_to_string(path).unwrap().contains("\nsql! {"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    with_statements.sort();
    let mut listed: Vec<_> = DURABLE
        .iter()
        .chain(EPHEMERAL)
        .map(|(file, _)| *file)
        .collect();
    listed.sort_unstable();
    assert_eq!(with_statements, listed);
}

/// Table and column → type, whether it must be there, place in the primary key (0: none).
type Schema = BTreeMap<(String, String), (String, bool, i64)>;

async fn schema(db: &Db) -> Schema {
    let columns: Vec<(String, String, String, i64, i64)> = match db {
        Db::Sqlite { readers, .. } => {
            let sql = "SELECT m.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_master m \
                JOIN pragma_table_info(m.name) c \
                WHERE m.type = 'table' AND m.name NOT LIKE '%sqlx%'";
            let mut columns = Vec::new();
            let mut lent = readers.take().await.unwrap();
            let file = lent.ask().unwrap();
            file.each(sql, &[], |row| {
                columns.push(row.try_into()?);
                Ok(true)
            })
            .unwrap();
            columns
        }
        Db::Postgres(servers) => sqlx::query_as(
            "SELECT t.relname::text, a.attname::text, \
               CASE format_type(a.atttypid, NULL) WHEN 'bytea' THEN 'BLOB' WHEN 'bigint' \
                 THEN 'INTEGER' ELSE upper(format_type(a.atttypid, NULL)) END, \
               a.attnotnull::int::bigint, \
               COALESCE(array_position(p.conkey, a.attnum), 0)::bigint \
             FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 \
             LEFT JOIN pg_constraint p ON p.conrelid = t.oid AND p.contype = 'p' \
             WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace \
               AND t.relname NOT LIKE '%sqlx%'",
        )
        .fetch_all(servers.take().await.unwrap().ask().unwrap().connection())
        .await
        .unwrap(),
    };
    columns
        .into_iter()
        .map(|(table, column, kind, needed, key)| ((table, column), (kind, needed == 1, key)))
        .collect()
}

#[tokio::test]
async fn both_engines_have_the_same_schemas() {
    let (sqlite, _folder) = on_sqlite().await;
    let postgres = on_postgres().await;
    let durable = schema(&sqlite.durable.0).await;
    assert!(durable.len() > 60, "{}", durable.len());
    assert_eq!(durable, schema(&postgres.durable.0).await);
    let ephemeral = schema(&sqlite.ephemeral.0).await;
    assert!(ephemeral.len() > 30, "{}", ephemeral.len());
    assert_eq!(ephemeral, schema(&postgres.ephemeral.0).await);
}

#[tokio::test]
async fn every_durable_column_is_in_backups() {
    let (sqlite, _folder) = on_sqlite().await;
    let mut stored: Vec<_> = schema(&sqlite.durable.0).await.into_keys().collect();
    // After a restore every journal is logged anew, and what was told today is counted anew.
    let anew = [
        ("vaults", "logged_number"),
        ("consents", "told"),
        ("consents", "told_until"),
    ];
    stored.retain(|(table, column)| !anew.contains(&(table, column)));
    let mut copied: Vec<_> = super::copy::TABLES
        .iter()
        .flat_map(|table| {
            let columns = table.columns.iter();
            columns.map(|(column, _)| (table.name.to_owned(), (*column).to_owned()))
        })
        .collect();
    copied.sort();
    assert_eq!(copied, stored);
}

#[tokio::test]
async fn sqlite_is_set_to_lose_nothing_and_keep_nothing_deleted() {
    let (store, folder) = on_sqlite().await;
    let Db::Sqlite { writer, .. } = &store.durable.0 else {
        panic!("SQLite")
    };
    for (pragma, value) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA secure_delete", 1),
        ("PRAGMA trusted_schema", 0),
        ("PRAGMA foreign_keys", 1),
    ] {
        assert_eq!(ask(writer, pragma).await, value, "{pragma}");
    }
    let mut lent = writer.take().await.unwrap();
    let mode: Option<(String,)> = lent.ask().unwrap().one("PRAGMA journal_mode", &[]).unwrap();
    assert_eq!(mode.unwrap().0, "wal");
    for file in std::fs::read_dir(folder.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        let file = file.unwrap();
        assert_eq!(
            file.metadata().unwrap().permissions().mode() & 0o77,
            0,
            "{:?}",
            file.path()
        );
    }
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused() {
    for url in [
        "",
        "sqlite://relative.db",
        "mysql://localhost/abri",
        "/srv/abri.db",
    ] {
        assert_eq!(
            Store::open(url, url).await.err(),
            Some(Error::Address),
            "{url}"
        );
    }
}

#[tokio::test]
async fn four_processes_may_open_a_new_store_at_once() {
    let folder = tempfile::TempDir::new().unwrap();
    let sqlite = |name| format!("sqlite://{}/{name}.db", folder.path().display());
    let postgres = postgres::database();
    for (durable, ephemeral) in [
        (sqlite("abri"), sqlite("ephemeral")),
        (postgres.clone(), postgres),
    ] {
        let open = || Store::open(&durable, &ephemeral);
        let (a, b, c, d) = tokio::join!(open(), open(), open(), open());
        for opened in [a, b, c, d] {
            assert_eq!(opened.map(drop), Ok(()), "{durable}");
        }
    }
}

async fn ask(writer: &Lending<Sqlite>, pragma: &'static str) -> i64 {
    let mut lent = writer.take().await.unwrap();
    let found: Option<(i64,)> = lent.ask().unwrap().one(pragma, &[]).unwrap();
    found.unwrap().0
}

/// A disk that is full costs the transaction that met it, and no other one.
#[tokio::test]
async fn a_full_disk_costs_one_transaction() {
    let (store, _folder) = on_sqlite().await;
    let Db::Sqlite { writer, .. } = &store.durable.0 else {
        panic!("not on SQLite");
    };
    // The limit is the connection's own, and goes with it.
    let pages = ask(writer, "PRAGMA page_count").await;
    ask(writer, format!("PRAGMA max_page_count = {pages}").leak()).await;
    let mut tx = store.durable.begin().await.unwrap();
    let mut number = 0_i64;
    let full = loop {
        number += 1;
        match super::marks::raise(&mut tx, &format!("{number:0>2000}"), number).await {
            Ok(_) => assert!(number < 100, "never full"),
            Err(error) => break error,
        }
    };
    assert_eq!(full, Error::Full);
    // What SQLite does by itself when the disk fails later than here.
    let super::engine::Tx::Sqlite(lent) = &mut tx.0 else {
        panic!("not on SQLite");
    };
    lent.ask().unwrap().change("ROLLBACK", &[]).unwrap();
    drop(tx);

    // Nothing of it is there, and the next one is kept.
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(
        super::marks::read(&mut tx, &format!("{:0>2000}", 1)).await,
        Ok(None)
    );
    assert_eq!(super::marks::raise(&mut tx, "after", 7).await, Ok(7));
    tx.commit().await.unwrap();
    let mut tx = store.durable.read().await.unwrap();
    assert_eq!(super::marks::read(&mut tx, "after").await, Ok(Some(7)));
}

#[test]
fn every_table_of_what_passes_is_vacuumed() {
    let made = super::EPHEMERAL_POSTGRES.iter().flat_map(|migration| {
        let tables = migration.sql.as_str().split("CREATE TABLE ").skip(1);
        tables.map(|rest| rest.split([' ', '(']).next().unwrap().to_owned())
    });
    let made: std::collections::BTreeSet<String> = made.collect();
    let vacuumed = super::VACUUM.trim_start_matches("VACUUM ").split(", ");
    let vacuumed: std::collections::BTreeSet<String> = vacuumed.map(str::to_owned).collect();
    assert_eq!(made, vacuumed);
}
