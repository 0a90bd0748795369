//! SQLite: statements run where they are asked, on the thread that asks.
//!
//! A few rows out of memory take some microseconds, less than it costs to hand them to another thread and to wait for its
//! answer. What waits for a disk says so to the runtime, which goes on elsewhere meanwhile.

use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::types::FromSql;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, Statement, ToSql};
use sqlx::migrate::Migrator;

use super::Error;
use super::lending::{Engine, Manner};
use crate::blocking;

/// How long another process may stand in the way.
const BUSY: Duration = Duration::from_secs(5);

/// How long until it is tried again to be the one that writes.
const AGAIN: Duration = Duration::from_millis(5);

/// Statements that stay prepared on a connection.
const PREPARED: usize = 100;

/// A connection to a file.
pub struct Sqlite(Connection);

/// How a file is opened.
pub(super) struct File {
    /// Where it lies.
    pub(super) path: PathBuf,
    /// Whether a commit must survive a power cut.
    pub(super) lasting: bool,
    /// Whether it may be written to.
    pub(super) writes: bool,
}

/// A row as it is read from a file.
pub(super) trait FromSqlite: Sized {
    /// Its columns.
    fn from_sqlite(row: &Row<'_>) -> Result<Self, Error>;
}

impl<T: FromSql> FromSqlite for (T,) {
    fn from_sqlite(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?,))
    }
}

impl<A: FromSql, B: FromSql> FromSqlite for (A, B) {
    fn from_sqlite(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?, row.get(1)?))
    }
}

impl Sqlite {
    /// Runs a statement; how many rows it changed.
    pub(super) fn change(
        &mut self,
        sql: &'static str,
        values: &[&dyn ToSql],
    ) -> Result<u64, Error> {
        let mut statement = self.0.prepare_cached(spoken(sql))?;
        bind(&mut statement, values)?;
        Ok(statement.raw_execute()? as u64)
    }

    /// Runs a statement; the first row it gives, if any.
    pub(super) fn one<T: FromSqlite>(
        &mut self,
        sql: &'static str,
        values: &[&dyn ToSql],
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        self.each(sql, values, |row| {
            found = Some(T::from_sqlite(row)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// Runs a statement; all the rows it gives.
    pub(super) fn many<T: FromSqlite>(
        &mut self,
        sql: &'static str,
        values: &[&dyn ToSql],
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        self.each(sql, values, |row| {
            found.push(T::from_sqlite(row)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// Runs a statement and gives its rows to `each`, which says with `false` that it wants no more.
    pub(super) fn each(
        &mut self,
        sql: &'static str,
        values: &[&dyn ToSql],
        mut each: impl FnMut(&Row<'_>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let mut statement = self.0.prepare_cached(spoken(sql))?;
        bind(&mut statement, values)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            if !each(row)? {
                break;
            }
        }
        Ok(())
    }

    /// Whether a statement can be run at all.
    #[cfg(test)]
    pub(super) fn prepare(&mut self, sql: &'static str) -> Result<(), Error> {
        self.0.prepare_cached(spoken(sql))?;
        Ok(())
    }

    /// Empties the write-ahead log; `Busy` if a reader held on to it.
    pub(super) fn empty_log(&mut self) -> Result<(), Error> {
        let busy: Option<(i64,)> =
            blocking::here(|| self.one("PRAGMA wal_checkpoint(TRUNCATE)", &[]))?;
        match busy {
            Some((0,)) => Ok(()),
            _ => Err(Error::Busy),
        }
    }

    /// Brings the tables up to date, in one transaction. Two processes may do so at once: the second finds it done.
    pub(super) async fn migrate(&mut self, migrator: &Migrator) -> Result<(), Error> {
        self.begin(Manner::Write).await?;
        let migrated = blocking::here(|| self.apply(migrator));
        match migrated {
            Ok(()) => self.commit().await,
            Err(error) => {
                self.end().await;
                Err(error)
            }
        }
    }

    /// What was applied is noted as on PostgreSQL, where sqlx does it.
    fn apply(&mut self, migrator: &Migrator) -> Result<(), Error> {
        const TABLE: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (\
            version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
            installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, \
            checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)";
        const APPLIED: &str = "SELECT version, checksum FROM _sqlx_migrations ORDER BY version";
        const DONE: &str = "INSERT INTO _sqlx_migrations \
            (version, description, success, checksum, execution_time) VALUES ($1, $2, 1, $3, $4)";
        self.0.execute_batch(TABLE)?;
        let mut applied: Vec<(i64, Vec<u8>)> = Vec::new();
        self.each(APPLIED, &[], |row| {
            applied.push((row.get(0)?, row.get(1)?));
            Ok(true)
        })?;
        let mut known = migrator.iter();
        for (version, checksum) in applied {
            let same = known
                .next()
                .is_some_and(|one| one.version == version && *one.checksum == *checksum);
            if !same {
                return Err(Error::Migration);
            }
        }
        for migration in known {
            let since = Instant::now();
            self.0
                .execute_batch(migration.sql.as_str())
                .map_err(|error| match Error::from(error) {
                    error @ (Error::Unavailable | Error::Busy | Error::Full) => error,
                    _ => Error::Migration,
                })?;
            let took = i64::try_from(since.elapsed().as_nanos()).unwrap_or(i64::MAX);
            let (version, checksum) = (migration.version, &*migration.checksum);
            let values: [&dyn ToSql; 4] = [&version, &migration.description, &checksum, &took];
            self.change(DONE, &values)?;
        }
        Ok(())
    }
}

impl Engine for Sqlite {
    type Address = File;

    const REMOTE: bool = false;

    async fn open(file: &File) -> Result<Self, Error> {
        make_private(&file.path).map_err(|_| Error::Unavailable)?;
        // Switching a new file to its write-ahead log does not wait for another process that does the same.
        let until = Instant::now() + BUSY;
        loop {
            match blocking::here(|| open(file)) {
                Err(error) if is_busy(&error) && Instant::now() < until => {
                    tokio::time::sleep(AGAIN).await;
                }
                opened => return Ok(Self(opened?)),
            }
        }
    }

    async fn answers(&mut self) -> bool {
        true
    }

    async fn begin(&mut self, manner: Manner) -> Result<(), Error> {
        if manner == Manner::Read {
            return Ok(self.0.execute_batch("BEGIN")?);
        }
        let until = Instant::now() + BUSY;
        loop {
            // Only another process can be in the way; nobody waits for it on a thread that others need.
            self.0.busy_timeout(Duration::ZERO)?;
            let begun = self.0.execute_batch("BEGIN IMMEDIATE");
            self.0.busy_timeout(BUSY)?;
            match begun {
                Err(error) if is_busy(&error) && Instant::now() < until => {
                    tokio::time::sleep(AGAIN).await;
                }
                begun => return Ok(begun?),
            }
        }
    }

    async fn commit(&mut self) -> Result<(), Error> {
        blocking::here(|| self.0.execute_batch("COMMIT")).map_err(Error::from)
    }

    async fn end(&mut self) -> bool {
        // After an error of the disk SQLite has rolled back by itself.
        if !self.0.is_autocommit() {
            // What counts is whether one is open afterwards.
            drop(self.0.execute_batch("ROLLBACK"));
        }
        self.0.is_autocommit()
    }

    async fn close(self) {
        // Nothing can be done about one that does not close well.
        blocking::here(|| drop(self.0.close()));
    }
}

/// Where one connection writes, a row needs no lock of its own, and SQLite has no words for it.
fn spoken(sql: &str) -> &str {
    sql.strip_suffix(" FOR NO KEY UPDATE").unwrap_or(sql)
}

/// Asked before the error is one of ours: those are counted, and waiting is no failure.
fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

/// Numbers behind `$` are those of the values, in whatever order they stand in the text.
fn bind(statement: &mut Statement<'_>, values: &[&dyn ToSql]) -> Result<(), Error> {
    for index in 1..=statement.parameter_count() {
        let name = statement.parameter_name(index);
        let number = name.and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let value = number.and_then(|number| values.get(number.checked_sub(1)?));
        let value = value.ok_or_else(|| Error::Failed("values".to_owned()))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

fn open(file: &File) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&file.path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let synchronous = if file.lasting { "FULL" } else { "NORMAL" };
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    if !file.writes {
        connection.pragma_update(None, "query_only", "ON")?;
    }
    Ok(connection)
}

/// Makes the file, and the folder it stands in, readable by the service alone; SQLite gives the files
/// beside it the same permissions.
///
/// A file that is there is not even opened: closing it would drop the locks that SQLite holds on it.
fn make_private(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let made = std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}
