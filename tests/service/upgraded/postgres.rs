//! The tables of an earlier version in PostgreSQL: its own migrations, none newer, and every row that its SQLite files hold.

use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, PgPool, Row, SqlitePool};

/// Where the tables of this folder are now.
pub async fn brought(folder: &Path) -> String {
    let url = crate::postgres::database();
    let files = folder.join("tables");
    bring(&files.join("abri.sqlite"), &url, ("abri", "durable")).await;
    bring(
        &files.join("ephemeral.sqlite"),
        &url,
        ("ephemeral", "ephemeral"),
    )
    .await;
    url
}

/// The newest durable migration that was made there.
pub async fn newest(url: &str) -> i64 {
    let tables = reached(url, "abri").await;
    let (last,): (i64,) = sqlx::query_as("SELECT max(version) FROM _sqlx_migrations")
        .fetch_one(&tables)
        .await
        .unwrap();
    last
}

async fn reached(url: &str, schema: &str) -> PgPool {
    let options: PgConnectOptions = url.parse().unwrap();
    PgPoolOptions::new()
        .max_connections(1)
        .connect_with(options.options([("search_path", schema)]))
        .await
        .unwrap()
}

async fn bring(file: &Path, url: &str, (schema, migrations): (&str, &str)) {
    let from = SqlitePool::connect_with(SqliteConnectOptions::new().filename(file))
        .await
        .unwrap();
    let to = reached(url, schema).await;
    run(&to, format!("CREATE SCHEMA {schema}")).await;
    let known: Vec<(i64,)> = sqlx::query_as("SELECT version FROM _sqlx_migrations")
        .fetch_all(&from)
        .await
        .unwrap();
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut migrator = Migrator::new(place.join(migrations)).await.unwrap();
    let was_there = |version| known.contains(&(version,));
    migrator
        .migrations
        .to_mut()
        .retain(|one| was_there(one.version));
    assert_eq!(migrator.migrations.len(), known.len());
    migrator.run(&to).await.unwrap();
    // Rows come table by table, those that others point to not always first.
    run(&to, "SET session_replication_role = replica".to_owned()).await;
    let tables: Vec<(String,)> = sqlx::query_as(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '_sqlx_migrations' \
         AND name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(&from)
    .await
    .unwrap();
    for (table,) in tables {
        copy(&from, &to, &table).await;
    }
}

async fn copy(from: &SqlitePool, to: &PgPool, table: &str) {
    let columns: Vec<(String, String)> =
        sqlx::query_as("SELECT name, type FROM pragma_table_info($1)")
            .bind(table)
            .fetch_all(from)
            .await
            .unwrap();
    let names: Vec<_> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(", ");
    let places: Vec<_> = (1..=columns.len()).map(|at| format!("${at}")).collect();
    // A migration may have written rows of its own.
    run(to, format!("DELETE FROM {table}")).await;
    let insert = format!(
        "INSERT INTO {table} ({names}) VALUES ({})",
        places.join(", ")
    );
    let rows: Vec<SqliteRow> = sqlx::query(AssertSqlSafe(format!("SELECT {names} FROM {table}")))
        .fetch_all(from)
        .await
        .unwrap();
    for row in rows {
        let mut one = sqlx::query(AssertSqlSafe(insert.clone()));
        for (at, (name, kind)) in columns.iter().enumerate() {
            one = match kind.as_str() {
                "INTEGER" => one.bind(row.get::<Option<i64>, _>(at)),
                "TEXT" => one.bind(row.get::<Option<String>, _>(at)),
                "BLOB" => one.bind(row.get::<Option<Vec<u8>>, _>(at)),
                other => panic!("{table}.{name} holds {other}"),
            };
        }
        one.execute(to).await.unwrap();
    }
}

async fn run(to: &PgPool, statement: String) {
    sqlx::query(AssertSqlSafe(statement))
        .execute(to)
        .await
        .unwrap();
}
