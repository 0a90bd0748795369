//! One SQL text on two engines: pools, transactions, and the macros that run a statement on either.

use std::future::ready;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Postgres, Row, Sqlite, Transaction, raw_sql};

use super::Error;

/// How long a call waits for a free connection before it gives up.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How long a statement may take, and the beginning or end of a transaction: longer than any wait for a lock. A
/// database that is paused, or behind a cable that was pulled, says nothing at all.
const ANSWER: Duration = Duration::from_secs(15);

/// Connections for reading SQLite, and for all uses of PostgreSQL. Statements are short; a small pool
/// keeps memory low and the queue fair.
const CONNECTIONS: u32 = 8;

/// One of the two databases, on one of the two engines.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file: many readers, and one writer, which never has to meet another in this process.
    Sqlite {
        /// Connections that may only read.
        readers: SqlitePool,
        /// The one connection that writes.
        writer: SqlitePool,
    },
    /// A schema of a PostgreSQL database.
    Postgres(PgPool),
}

/// A transaction on either engine; rolled back unless committed.
pub(super) enum Tx {
    /// Begun with `BEGIN IMMEDIATE` for writing.
    Sqlite(Transaction<'static, Sqlite>),
    /// `READ COMMITTED` for writing: each invariant stands in one statement or behind a row lock.
    Postgres(Transaction<'static, Postgres>),
    /// No transaction: each statement sees what is committed at its moment.
    SqliteLook(PoolConnection<Sqlite>),
    /// The same.
    PostgresLook(PoolConnection<Postgres>),
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
        // A file does not hang up: asking each time whether it is still there would cost as much as reading.
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None)
            .before_acquire(|connection, _| Box::pin(ready(Ok(is_free(connection)))))
            .connect_with(options.clone())
            .await?;
        migrate_sqlite(place.sqlite, &writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .test_before_acquire(false)
            .acquire_timeout(PATIENCE)
            .before_acquire(|connection, _| Box::pin(ready(Ok(is_free(connection)))))
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self::Sqlite { readers, writer })
    }

    async fn open_postgres(url: &str, place: &Place) -> Result<Self, Error> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| Error::Address)?
            .options([("search_path", place.schema), ("lock_timeout", "10s")])
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_release(|connection, _| Box::pin(may_stay(connection)))
            .connect_with(options)
            .await?;
        make_schema(&pool, place.schema).await?;
        place.postgres.run(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    pub(super) async fn write(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(
                in_time(pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED")).await?,
            ),
        })
    }

    pub(super) async fn read(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(
                in_time(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")).await?,
            ),
        })
    }

    pub(super) async fn look(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::SqliteLook(readers.acquire().await?),
            Self::Postgres(pool) => Tx::PostgresLook(pool.acquire().await?),
        })
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    pub(super) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            // Without an answer it may have lasted, or not.
            Self::Postgres(tx) => in_time(tx.commit()).await?,
            Self::SqliteLook(_) | Self::PostgresLook(_) => {}
        }
        Ok(())
    }
}

/// Whether a connection that nobody uses is outside every transaction; one that is not is closed, and another
/// one takes its place.
///
/// After an error of the disk SQLite has rolled back by itself. The driver's own rollback then fails, it goes on
/// counting a transaction that is over, and the connection would refuse every further one.
fn is_free(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

/// Whether a connection may be handed on: it answers, and no transaction is open on it. One that says nothing is closed:
/// waited for, it would be missed for good.
///
/// The driver counts a transaction once its beginning is answered: where that is given up before, it is open all the
/// same, and whoever came next would read an earlier state. Outside, the first statement of a message is the beginning.
async fn may_stay(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let asked = raw_sql("SELECT transaction_timestamp() = statement_timestamp()");
    let answer = tokio::time::timeout(PATIENCE, asked.fetch_one(connection)).await;
    answer.map_err(|_| sqlx::Error::PoolTimedOut)??.try_get(0)
}

/// The same, given up when the database says nothing: it cannot be reached then.
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
async fn migrate_sqlite(migrator: &Migrator, writer: &SqlitePool) -> Result<(), Error> {
    for _ in 0..4 {
        if migrator.run(writer).await.is_ok() {
            return Ok(());
        }
    }
    Ok(migrator.run(writer).await?)
}

/// Makes the schema unless it is there. Two nodes may start at once: what counts is that it is there after.
async fn make_schema(pool: &PgPool, schema: &'static str) -> Result<(), Error> {
    if schema_exists(pool, schema).await? {
        return Ok(());
    }
    let made = match schema {
        "abri" => sqlx::query("CREATE SCHEMA abri"),
        _ => sqlx::query("CREATE SCHEMA ephemeral"),
    }
    .execute(pool)
    .await;
    if made.is_err() && !schema_exists(pool, schema).await? {
        return Err(Error::Migration);
    }
    Ok(())
}

async fn schema_exists(pool: &PgPool, schema: &str) -> Result<bool, Error> {
    let found: Option<(i32,)> = sqlx::query_as("SELECT 1 FROM pg_namespace WHERE nspname = $1")
        .bind(schema)
        .fetch_optional(pool)
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
            crate::store::engine::Tx::Sqlite(tx) => {
                let $c = &mut **tx;
                $body
            }
            crate::store::engine::Tx::Postgres(tx) => {
                let $c = &mut **tx;
                $body
            }
            crate::store::engine::Tx::SqliteLook(connection) => {
                let $c = &mut **connection;
                $body
            }
            crate::store::engine::Tx::PostgresLook(connection) => {
                let $c = &mut **connection;
                $body
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
