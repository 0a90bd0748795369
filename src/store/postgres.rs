//! PostgreSQL: a connection to a server, which may go away or say nothing.

use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, raw_sql};

use super::Error;
use super::lending::{Engine, Manner};

/// How long a statement may take, and the beginning or end of a transaction: longer than any wait for a lock. A
/// database that is paused, or behind a cable that was pulled, says nothing at all.
const ANSWER: Duration = Duration::from_secs(15);

/// How long until a server is given up that was only asked whether it is there.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// A connection to a schema of a server.
pub struct Postgres(PgConnection);

impl Postgres {
    /// The connection.
    pub(super) const fn connection(&mut self) -> &mut PgConnection {
        &mut self.0
    }

    /// Makes the schema unless it is there, and brings its tables up to date.
    pub(super) async fn migrate(
        &mut self,
        schema: &'static str,
        migrator: &Migrator,
    ) -> Result<(), Error> {
        make_schema(&mut self.0, schema).await?;
        Ok(migrator.run(&mut self.0).await?)
    }

    async fn run(&mut self, statement: &'static str) -> Result<(), Error> {
        in_time(raw_sql(statement).execute(&mut self.0))
            .await
            .map(drop)
    }
}

/// How the schema at an address is reached.
pub(super) fn options(url: &str, schema: &str) -> Result<PgConnectOptions, Error> {
    Ok(PgConnectOptions::from_str(url)
        .map_err(|_| Error::Address)?
        .options([("search_path", schema), ("lock_timeout", "10s")])
        .disable_statement_logging())
}

impl Engine for Postgres {
    type Address = PgConnectOptions;

    const REMOTE: bool = true;

    async fn open(options: &PgConnectOptions) -> Result<Self, Error> {
        Ok(Self(options.connect().await?))
    }

    async fn answers(&mut self) -> bool {
        let answer = tokio::time::timeout(SIGN_OF_LIFE, self.0.ping()).await;
        matches!(answer, Ok(Ok(())))
    }

    async fn begin(&mut self, manner: Manner) -> Result<(), Error> {
        self.run(match manner {
            Manner::Write => "BEGIN ISOLATION LEVEL READ COMMITTED",
            Manner::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        })
        .await
    }

    async fn commit(&mut self) -> Result<(), Error> {
        self.run("COMMIT").await
    }

    async fn end(&mut self) -> bool {
        // Where none is open, the server only warns.
        let ended = tokio::time::timeout(SIGN_OF_LIFE, self.run("ROLLBACK")).await;
        matches!(ended, Ok(Ok(())))
    }

    async fn close(self) {
        // Nothing can be done about one that does not close well.
        drop(self.0.close().await);
    }
}

/// What is asked, given up when the database says nothing: it cannot be reached then.
pub(super) async fn in_time<T>(
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, Error> {
    match tokio::time::timeout(ANSWER, asked).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Error::Unavailable.counted()),
    }
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

async fn schema_exists(server: &mut PgConnection, schema: &'static str) -> Result<bool, Error> {
    let found: Option<(i32,)> = sqlx::query_as("SELECT 1 FROM pg_namespace WHERE nspname = $1")
        .bind(schema)
        .fetch_optional(server)
        .await?;
    Ok(found.is_some())
}
