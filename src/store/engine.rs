//! One SQL text on two engines: connections, transactions, and the macros that run a statement on either.

use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use super::Error;
use super::lending::{ANSWER, Lending, Lent};

/// Connections for reading SQLite, and for all uses of PostgreSQL. Statements are short; a small number
/// keeps memory low and the queue fair.
const CONNECTIONS: usize = 8;

/// One of the two databases, on one of the two engines.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file: many readers, and one writer, which never has to meet another in this process.
    Sqlite {
        /// Connections that may only read.
        readers: Lending<SqliteConnection>,
        /// The one connection that writes.
        writer: Lending<SqliteConnection>,
    },
    /// A schema of a PostgreSQL database.
    Postgres(Lending<PgConnection>),
}

/// A transaction on either engine, rolled back unless committed; or, begun by no statement, a connection on which each
/// statement sees what is committed at its moment.
pub(super) enum Tx {
    /// Begun with `BEGIN IMMEDIATE` for writing.
    Sqlite(Lent<SqliteConnection>),
    /// `READ COMMITTED` for writing: each invariant stands in one statement or behind a row lock.
    Postgres(Lent<PgConnection>),
}

/// What sets the two databases apart.
pub(super) struct Place {
    /// Schema in PostgreSQL.
    pub(super) schema: &'static str,
    /// Whether a commit must survive a power cut.
    pub(super) lasting: bool,
    /// Its tables in SQLite.
    pub(super) sqlite: &'static Migrator,
    /// Its tables in PostgreSQL.
    pub(super) postgres: &'static Migrator,
}

impl Db {
    pub(super) async fn open(url: &str, place: &Place) -> Result<Self, Error> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            Self::open_sqlite_together(Path::new(path), place).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url, place).await
        } else {
            Err(Error::Address)
        }
    }

    /// Switching a new file to its write-ahead log does not wait for another process that does the
    /// same, whatever the timeout: tried again until it is through.
    async fn open_sqlite_together(path: &Path, place: &Place) -> Result<Self, Error> {
        for _ in 0..100 {
            match Self::open_sqlite(path, place).await {
                Err(Error::Busy) => tokio::time::sleep(Duration::from_millis(50)).await,
                done => return done,
            }
        }
        Err(Error::Busy)
    }

    async fn open_sqlite(path: &Path, place: &Place) -> Result<Self, Error> {
        if !path.is_absolute() {
            return Err(Error::Address);
        }
        make_private(path).map_err(|_| Error::Unavailable)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(if place.lasting {
                SqliteSynchronous::Full
            } else {
                SqliteSynchronous::Normal
            })
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let writer = Lending::new(options.clone(), 1)?;
        migrate_sqlite(place.sqlite, &writer).await?;
        let readers = Lending::new(options.pragma("query_only", "ON"), CONNECTIONS)?;
        Ok(Self::Sqlite { readers, writer })
    }

    async fn open_postgres(url: &str, place: &Place) -> Result<Self, Error> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| Error::Address)?
            .options([("search_path", place.schema), ("lock_timeout", "10s")])
            .disable_statement_logging();
        let lending = Lending::new(options, CONNECTIONS)?;
        let mut first = lending.take().await?;
        make_schema(first.ask()?, place.schema).await?;
        let migrated = place.postgres.run(first.ask()?).await;
        first.hear(migrated)?;
        drop(first);
        Ok(Self::Postgres(lending))
    }

    pub(super) async fn write(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin("BEGIN IMMEDIATE").await?),
            Self::Postgres(lending) => Tx::Postgres(
                lending
                    .begin("BEGIN ISOLATION LEVEL READ COMMITTED")
                    .await?,
            ),
        })
    }

    pub(super) async fn read(&self) -> Result<Tx, Error> {
        const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin("BEGIN").await?),
            Self::Postgres(lending) => Tx::Postgres(lending.begin(SNAPSHOT).await?),
        })
    }

    pub(super) async fn look(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.take().await?),
            Self::Postgres(lending) => Tx::Postgres(lending.take().await?),
        })
    }

    /// A connection that writes, outside every transaction.
    pub(super) async fn alone(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.take().await?),
            Self::Postgres(lending) => Tx::Postgres(lending.take().await?),
        })
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(lending) => lending.close().await,
        }
    }
}

impl Tx {
    pub(super) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(lent) => lent.commit().await?,
            // Without an answer it may have lasted, or not.
            Self::Postgres(lent) => in_time(lent.commit()).await?,
        }
        Ok(())
    }
}

/// What is asked, given up when the database says nothing: it cannot be reached then.
pub(super) async fn in_time<T>(
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, Error> {
    match tokio::time::timeout(ANSWER, asked).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Error::Unavailable),
    }
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

/// Migrates a file. Nothing keeps two processes from starting the same migration there; the one that
/// loses finds it done at the next try, and any other failure comes back.
async fn migrate_sqlite(
    migrator: &Migrator,
    writer: &Lending<SqliteConnection>,
) -> Result<(), Error> {
    for _ in 0..4 {
        if migrate_once(migrator, writer).await.is_ok() {
            return Ok(());
        }
    }
    migrate_once(migrator, writer).await
}

async fn migrate_once(
    migrator: &Migrator,
    writer: &Lending<SqliteConnection>,
) -> Result<(), Error> {
    let mut lent = writer.take().await?;
    let migrated = migrator.run(lent.ask()?).await;
    Ok(lent.hear(migrated)?)
}

/// Makes the schema unless it is there. Two nodes may start at once: what counts is that it is there after.
async fn make_schema(server: &mut PgConnection, schema: &'static str) -> Result<(), Error> {
    if schema_exists(server, schema).await? {
        return Ok(());
    }
    let made = match schema {
        "abri" => sqlx::query("CREATE SCHEMA abri"),
        _ => sqlx::query("CREATE SCHEMA ephemeral"),
    }
    .execute(&mut *server)
    .await;
    if made.is_err() && !schema_exists(server, schema).await? {
        return Err(Error::Migration);
    }
    Ok(())
}

async fn schema_exists(server: &mut PgConnection, schema: &str) -> Result<bool, Error> {
    let found: Option<(i32,)> = sqlx::query_as("SELECT 1 FROM pg_namespace WHERE nspname = $1")
        .bind(schema)
        .fetch_optional(server)
        .await?;
    Ok(found.is_some())
}

/// Declares the statements of a file, and (in tests) the list of them that both engines must prepare.
macro_rules! sql {
    ($($name:ident = $text:expr;)+) => {
        $(const $name: &str = $text;)+

        #[cfg(test)]
        pub(super) const ALL: &[(&str, &str)] = &[$((stringify!($name), $text)),+];
    };
}
pub(super) use sql;

/// Runs the same body on either engine; `$c` is the connection.
macro_rules! either {
    ($tx:expr, $c:ident => $body:expr) => {
        match &mut $tx.0 {
            crate::store::engine::Tx::Sqlite(lent) => {
                let $c = lent.ask()?;
                let answer = $body;
                lent.hear(answer)
            }
            crate::store::engine::Tx::Postgres(lent) => {
                let $c = lent.ask()?;
                let answer = $body;
                lent.hear(answer)
            }
        }
    };
}
pub(super) use either;

/// Runs a statement; how many rows it changed.
macro_rules! change {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        crate::store::engine::either!($tx, c => crate::store::engine::in_time(sqlx::query($sql)
            $(.bind(crate::store::columns::Value::stored($value)))*
            .execute(c))
            .await
            .map(|done| done.rows_affected()))
    };
}
pub(super) use change;

/// Runs a statement; the row it gives, if any.
macro_rules! one {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        crate::store::engine::either!($tx, c => crate::store::engine::in_time(sqlx::query_as($sql)
            $(.bind(crate::store::columns::Value::stored($value)))*
            .fetch_optional(c))
            .await)
    };
}
pub(super) use one;

/// Runs a statement; all the rows it gives.
macro_rules! many {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        crate::store::engine::either!($tx, c => crate::store::engine::in_time(sqlx::query_as($sql)
            $(.bind(crate::store::columns::Value::stored($value)))*
            .fetch_all(c))
            .await)
    };
}
pub(super) use many;
