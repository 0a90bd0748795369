//! A database that a newer program has migrated is refused before anything is written, and one that an older program wrote by
//! whatever does not bring it up to date.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions, Connection as _};

use super::engine::Place;
use super::lending::PATIENCE;
use super::{Error, postgres};
use crate::blocking;

const NEWEST: &str = "SELECT max(version) FROM _sqlx_migrations";

/// What becomes of tables that an older program wrote.
#[derive(Debug, Clone, Copy)]
pub(super) enum Older {
    /// They are brought up to date.
    Moved,
    /// They may belong to a program that runs.
    Refused,
}

/// `Newer` if the database at that address holds a migration that this program does not know, `Older` if one is missing
/// that should not be made up for.
pub(super) async fn refuse(url: &str, place: &Place, older: Older) -> Result<(), Error> {
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
        Some(found) if found < known && matches!(older, Older::Refused) => {
            Err(Error::Older { found, known })
        }
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
        match blocking::here(|| look_in_file(path)) {
            Err(Error::Busy) => tokio::time::sleep(Duration::from_millis(50)).await,
            done => return done,
        }
    }
    Err(Error::Busy)
}

fn look_in_file(path: &Path) -> Result<Option<i64>, Error> {
    const THERE: &str = "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    file.busy_timeout(Duration::from_secs(5))?;
    let there: i64 = file.query_row(THERE, [], |row| row.get(0))?;
    if there == 0 {
        return Ok(None);
    }
    Ok(file.query_row(NEWEST, [], |row| row.get(0))?)
}

async fn in_schema(url: &str, schema: &str) -> Result<Option<i64>, Error> {
    let mut connection = postgres::options(url, schema)?.connect().await?;
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
