//! One SQL text on two engines: transactions, and the macros that run a statement on either.

use std::path::Path;

use sqlx::migrate::Migrator;

use super::Error;
use super::lending::{Lending, Lent, Manner};
use super::postgres::{self, Postgres};
use super::sqlite::{File, Sqlite};

/// Connections for reading SQLite, and for all uses of PostgreSQL. Statements are short; a small number
/// keeps memory low and the queue fair.
const CONNECTIONS: usize = 8;

/// One of the two databases, on one of the two engines.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file: many readers, and one writer, which never has to meet another in this process.
    Sqlite {
        /// Connections that may only read.
        readers: Lending<Sqlite>,
        /// The one connection that writes.
        writer: Lending<Sqlite>,
    },
    /// A schema of a PostgreSQL database.
    Postgres(Lending<Postgres>),
}

/// A transaction on either engine, rolled back unless committed; or, begun by nothing, a connection on which each statement
/// sees what is committed at its moment.
pub(super) enum Tx {
    /// Writing, it holds the file's only place to write from its beginning.
    Sqlite(Lent<Sqlite>),
    /// Each invariant stands in one statement or behind a row lock.
    Postgres(Lent<Postgres>),
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
            Self::open_sqlite(Path::new(path), place).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let lending =
                Lending::<Postgres>::new(postgres::options(url, place.schema)?, CONNECTIONS)?;
            let mut first = lending.take().await?;
            let migrated = first.ask()?.migrate(place.schema, place.postgres).await;
            first.hear(migrated)?;
            Ok(Self::Postgres(lending))
        } else {
            Err(Error::Address)
        }
    }

    async fn open_sqlite(path: &Path, place: &Place) -> Result<Self, Error> {
        if !path.is_absolute() {
            return Err(Error::Address);
        }
        let file = |writes| File {
            path: path.to_owned(),
            lasting: place.lasting,
            writes,
        };
        let writer = Lending::<Sqlite>::new(file(true), 1)?;
        let mut first = writer.take().await?;
        let migrated = first.ask()?.migrate(place.sqlite).await;
        first.hear(migrated)?;
        drop(first);
        let readers = Lending::new(file(false), CONNECTIONS)?;
        Ok(Self::Sqlite { readers, writer })
    }

    pub(super) async fn write(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin(Manner::Write).await?),
            Self::Postgres(lending) => Tx::Postgres(lending.begin(Manner::Write).await?),
        })
    }

    pub(super) async fn read(&self) -> Result<Tx, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin(Manner::Read).await?),
            Self::Postgres(lending) => Tx::Postgres(lending.begin(Manner::Read).await?),
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
            Self::Sqlite(lent) => lent.commit().await,
            // Without an answer it may have lasted, or not.
            Self::Postgres(lent) => lent.commit().await,
        }
    }
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

/// Runs a statement on either engine: `$sqlite` is the call on SQLite, `$postgres` that of the driver of PostgreSQL.
macro_rules! either {
    ($tx:expr, $sqlite:ident, $postgres:ident($query:ident), $sql:expr $(, $value:expr)*) => {
        match &mut $tx.0 {
            crate::store::engine::Tx::Sqlite(lent) => {
                let answer = lent.ask()?.$sqlite(
                    $sql,
                    &[$(&crate::store::columns::Value::stored($value)),*],
                );
                lent.hear(answer)
            }
            crate::store::engine::Tx::Postgres(lent) => {
                let asked = sqlx::$query($sql)
                    $(.bind(crate::store::columns::Value::stored($value)))*
                    .$postgres(lent.ask()?.connection());
                let answer = crate::store::postgres::in_time(asked).await;
                lent.hear(answer.map(crate::store::engine::Answer::plain))
            }
        }
    };
}
pub(super) use either;

/// What the driver of PostgreSQL answers, as SQLite does.
pub(super) trait Answer {
    /// The plain form.
    type Plain;

    /// Gives it.
    fn plain(self) -> Self::Plain;
}

impl Answer for sqlx::postgres::PgQueryResult {
    type Plain = u64;

    fn plain(self) -> u64 {
        self.rows_affected()
    }
}

impl<T> Answer for Option<T> {
    type Plain = Self;

    fn plain(self) -> Self {
        self
    }
}

impl<T> Answer for Vec<T> {
    type Plain = Self;

    fn plain(self) -> Self {
        self
    }
}

/// Runs a statement; how many rows it changed.
macro_rules! change {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        crate::store::engine::either!($tx, change, execute(query), $sql $(, $value)*)
    };
}
pub(super) use change;

/// Runs a statement; the row it gives, if any.
macro_rules! one {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        crate::store::engine::either!($tx, one, fetch_optional(query_as), $sql $(, $value)*)
    };
}
pub(super) use one;

/// Runs a statement; all the rows it gives.
macro_rules! many {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        crate::store::engine::either!($tx, many, fetch_all(query_as), $sql $(, $value)*)
    };
}
pub(super) use many;
