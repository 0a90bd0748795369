//! A database that a newer program has migrated is refused before anything is written.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::Error;
use super::engine::Place;
use super::lending::PATIENCE;

const NEWEST: &str = "SELECT max(version) FROM _sqlx_migrations";

/// `Newer` if the database at that address holds a migration that this program does not know.
pub(super) async fn refuse(url: &str, place: &Place) -> Result<(), Error> {
    let (found, known) = if let Some(path) = url.strip_prefix("sqlite://") {
        (in_file(Path::new(path)).await?, newest(place.sqlite))
    } else if url.starts_with("postgres") {
        let looked = tokio::time::timeout(PATIENCE, in_schema(url, place.schema)).await;
        let found = looked.map_err(|_| Error::Unavailable)??;
        (found, newest(place.postgres))
    } else {
        return Err(Error::Address);
    };
    match found {
        Some(found) if found > known => Err(Error::Newer { found, known }),
        _ => Ok(()),
    }
}

/// The number of the newest migration of a list.
pub(super) fn newest(migrator: &Migrator) -> i64 {
    let versions = migrator.iter().map(|migration| migration.version);
    versions.max().unwrap_or(0)
}

async fn in_file(path: &Path) -> Result<Option<i64>, Error> {
    if !path.is_absolute() || !path.exists() {
        return Ok(None);
    }
    // Another process may be switching a new file to its write-ahead log, which waits for nobody.
    for _ in 0..100 {
        match look_in_file(path).await {
            Err(Error::Busy) => tokio::time::sleep(Duration::from_millis(50)).await,
            done => return done,
        }
    }
    Err(Error::Busy)
}

async fn look_in_file(path: &Path) -> Result<Option<i64>, Error> {
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging()
        .connect()
        .await?;
    let there: Option<(i64,)> =
        sqlx::query_as("SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations'")
            .fetch_optional(&mut connection)
            .await?;
    let mut found = None;
    if there.is_some() {
        found = sqlx::query_scalar(NEWEST)
            .fetch_one(&mut connection)
            .await?;
    }
    connection.close().await?;
    Ok(found)
}

async fn in_schema(url: &str, schema: &str) -> Result<Option<i64>, Error> {
    let mut connection = PgConnectOptions::from_str(url)
        .map_err(|_| Error::Address)?
        .options([("search_path", schema)])
        .disable_statement_logging()
        .connect()
        .await?;
    let there: Option<(i32,)> = sqlx::query_as(
        "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = '_sqlx_migrations'",
    )
    .bind(schema)
    .fetch_optional(&mut connection)
    .await?;
    let mut found = None;
    if there.is_some() {
        found = sqlx::query_scalar(NEWEST)
            .fetch_one(&mut connection)
            .await?;
    }
    connection.close().await?;
    Ok(found)
}
