//! What can go wrong in a database, without a word of what was being written.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::error::ErrorKind;

/// Why a database call failed. Never holds SQL, values, or a driver's message (which may quote values).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, or all connections stayed taken.
    #[error("the database is unavailable")]
    Unavailable,
    /// Another transaction stood in the way for too long: the whole transaction may be tried again.
    #[error("the database was busy")]
    Busy,
    /// No room is left on the disk: nothing of the transaction was kept.
    #[error("the database has no room left")]
    Full,
    /// The row exists already, has changed in between, or a constraint refused it.
    #[error("the database refused a conflicting write")]
    Conflict,
    /// A stored value has not the form it must have.
    #[error("column {0} holds what it never should")]
    Corrupt(&'static str),
    /// The address is none this program can open.
    #[error("not a database address (sqlite:///path or postgres://…)")]
    Address,
    /// A migration failed or is not one of ours.
    #[error("the schema of the database does not fit this program")]
    Migration,
    /// A newer program has migrated it; it was left as it is.
    #[error(
        "it was written by a newer Abri (migration {found}; this one knows {known}): nothing was touched, use that one"
    )]
    Newer {
        /// The newest migration found.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// An older program wrote it, and this use of it moves no tables; it was left as it is.
    #[error(
        "it was written by an older Abri (migration {found}; this one knows {known}): nothing was touched. \
         Stop the service and start it with this program, which brings it up to date; then run this again"
    )]
    Older {
        /// The newest migration found.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// Anything else; the code is the engine's own (`SQLSTATE`, or the result code of SQLite).
    #[error("the database failed with code {0}")]
    Failed(String),
}

/// Calls that failed since this process began, whatever became of them: a busy one is often tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// The database could not be reached.
    pub unavailable: u64,
    /// Another transaction stood in the way for too long.
    pub busy: u64,
    /// It answered with another error, or with what no column should hold.
    pub failed: u64,
}

static UNAVAILABLE: AtomicU64 = AtomicU64::new(0);
static BUSY: AtomicU64 = AtomicU64::new(0);
static FAILED: AtomicU64 = AtomicU64::new(0);

/// Failed calls until now.
pub fn failures() -> Failures {
    Failures {
        unavailable: UNAVAILABLE.load(Ordering::Relaxed),
        busy: BUSY.load(Ordering::Relaxed),
        failed: FAILED.load(Ordering::Relaxed),
    }
}

impl Error {
    /// The same, counted among the calls that failed.
    pub(super) fn counted(self) -> Self {
        let counter = match &self {
            Self::Unavailable => &UNAVAILABLE,
            Self::Busy => &BUSY,
            // Two people at the same thing: nothing is wrong.
            Self::Conflict => return self,
            _ => &FAILED,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        self
    }

    /// By the extended result code of SQLite.
    fn of_file(code: i32) -> Self {
        use rusqlite::ffi;
        match code {
            ffi::SQLITE_BUSY
            | ffi::SQLITE_LOCKED
            | ffi::SQLITE_BUSY_RECOVERY
            | ffi::SQLITE_BUSY_SNAPSHOT => Self::Busy,
            ffi::SQLITE_FULL => Self::Full,
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_FOREIGNKEY
            | ffi::SQLITE_CONSTRAINT_CHECK
            | ffi::SQLITE_CONSTRAINT_NOTNULL => Self::Conflict,
            ffi::SQLITE_CANTOPEN => Self::Unavailable,
            code => Self::Failed(code.to_string()),
        }
    }
}

/// A value of a form that the column never should hold.
#[derive(Debug, thiserror::Error)]
#[error("column {0} holds what it never should")]
pub(super) struct Misshapen(pub(super) &'static str);

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let error = match error {
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or_default().into_owned();
                match (code.as_str(), error.kind()) {
                    // Serialization, deadlock, lock.
                    ("40001" | "40P01" | "55P03", _) => Self::Busy,
                    // disk_full.
                    ("53100", _) => Self::Full,
                    (
                        _,
                        ErrorKind::UniqueViolation
                        | ErrorKind::ForeignKeyViolation
                        | ErrorKind::CheckViolation
                        | ErrorKind::NotNullViolation,
                    ) => Self::Conflict,
                    // Shutdown, start-up, too many connections.
                    ("57P01" | "57P02" | "57P03" | "53300" | "08006", _) => Self::Unavailable,
                    _ => Self::Failed(code),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed => Self::Unavailable,
            sqlx::Error::ColumnDecode { source, .. } | sqlx::Error::Decode(source) => {
                Self::Corrupt(source.downcast_ref::<Misshapen>().map_or("?", |m| m.0))
            }
            sqlx::Error::Configuration(_) => Self::Address,
            sqlx::Error::Migrate(_) => Self::Migration,
            _ => Self::Failed("driver".to_owned()),
        };
        error.counted()
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let error = match error {
            rusqlite::Error::SqliteFailure(error, _)
            | rusqlite::Error::SqlInputError { error, .. } => Self::of_file(error.extended_code),
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Corrupt("?"),
            _ => Self::Failed("driver".to_owned()),
        };
        error.counted()
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => match Self::from(error) {
                error @ (Self::Unavailable | Self::Busy | Self::Full) => error,
                _ => Self::Migration,
            },
            _ => Self::Migration,
        }
    }
}
