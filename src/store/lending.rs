//! Connections, lent to one user at a time and taken back in a known state.
//!
//! What comes back known to be outside every transaction is lent again as it is. Only what was given up in the midst of a
//! statement or of a transaction is put right first: asking each time costs a change of threads on SQLite and a round trip
//! on PostgreSQL, as often as the statements themselves.

use std::fmt;
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{
    Manager, Metrics, Object, Pool, PoolError, RecycleError, RecycleResult, Timeouts,
};
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{ConnectOptions, Connection, raw_sql};
use tokio::runtime::Handle;

use super::Error;

/// How long a call waits for a free connection before it gives up.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How long a statement may take, and the beginning or end of a transaction: longer than any wait for a lock. A
/// database that is paused, or behind a cable that was pulled, says nothing at all.
pub(super) const ANSWER: Duration = Duration::from_secs(15);

/// After how long without use a server is asked whether it still answers on a connection.
const REST: Duration = Duration::from_secs(1);

/// After how long a connection to a server is replaced: one that lasts keeps what its statements left there.
const LIFE: Duration = Duration::from_secs(30 * 60);

/// What the two engines do differently.
pub(super) trait Engine:
    Connection<Options: ConnectOptions<Connection = Self>> + 'static
{
    /// Whether the other end may go away: a file does not.
    const REMOTE: bool;

    /// Runs a statement without values or rows.
    fn run(
        &mut self,
        statement: &'static str,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
}

impl Engine for SqliteConnection {
    const REMOTE: bool = false;

    async fn run(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(statement).execute(self).await.map(drop)
    }
}

impl Engine for PgConnection {
    const REMOTE: bool = true;

    async fn run(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        raw_sql(statement).execute(self).await.map(drop)
    }
}

/// Connections of one kind.
pub(super) struct Lending<C: Engine>(Pool<Opening<C>>);

impl<C: Engine> Clone for Lending<C> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<C: Engine> fmt::Debug for Lending<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lending")
    }
}

struct Opening<C: Engine>(C::Options);

impl<C: Engine> Manager for Opening<C> {
    type Type = C;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<C, sqlx::Error> {
        self.0.connect().await
    }

    async fn recycle(&self, connection: &mut C, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if C::REMOTE && metrics.age() > LIFE {
            return Err(RecycleError::message("it has lasted long enough"));
        }
        if C::REMOTE && metrics.last_used() > REST {
            connection.ping().await?;
        }
        Ok(())
    }
}

impl<C: Engine> Lending<C> {
    /// At most so many connections, each opened when it is first needed.
    pub(super) fn new(options: C::Options, most: usize) -> Result<Self, Error> {
        let timeouts = Timeouts {
            wait: Some(PATIENCE),
            create: Some(PATIENCE),
            recycle: Some(PATIENCE),
        };
        let pool = Pool::builder(Opening(options))
            .max_size(most)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .build();
        Ok(Self(pool.map_err(|_| Error::Unavailable)?))
    }

    /// A connection outside every transaction.
    pub(super) async fn take(&self) -> Result<Lent<C>, Error> {
        let taken = self.0.get().await.map_err(|error| match error {
            PoolError::Backend(error) => error,
            PoolError::Closed => sqlx::Error::PoolClosed,
            _ => sqlx::Error::PoolTimedOut,
        });
        Ok(Lent {
            connection: Some(taken?),
            begun: false,
            heard: true,
        })
    }

    /// A connection within a transaction that this statement begins.
    pub(super) async fn begin(&self, statement: &'static str) -> Result<Lent<C>, Error> {
        loop {
            let mut lent = self.take().await?;
            // A server that was started again has hung up: that is known once it is spoken to, and the next one is new.
            let used_before = lent.used_before();
            let begun = tokio::time::timeout(ANSWER, lent.begin(statement));
            match begun.await.map_err(|_| Error::Unavailable)? {
                Ok(()) => return Ok(lent),
                Err(error) => match Error::from(error) {
                    Error::Unavailable if used_before => {}
                    error => return Err(error),
                },
            }
        }
    }

    /// Waits for those who have a connection, and closes them all.
    pub(super) async fn close(&self) {
        let all_back = async {
            while self.0.status().size > 0 {
                for connection in self.0.retain(|_, _| false).removed {
                    // Nothing can be done about one that does not close well.
                    drop(connection.close().await);
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        // Whoever keeps one for longer loses it when it comes back.
        drop(tokio::time::timeout(PATIENCE, all_back).await);
        self.0.close();
    }
}

/// A connection in somebody's hands.
pub(super) struct Lent<C: Engine> {
    /// There until it is dropped.
    connection: Option<Object<Opening<C>>>,
    /// Whether it is, or may be, within a transaction.
    begun: bool,
    /// Whether the last statement was answered, and well.
    heard: bool,
}

impl<C: Engine> Lent<C> {
    /// The connection, for one statement.
    pub(super) fn ask(&mut self) -> Result<&mut C, Error> {
        self.heard = false;
        self.connection.as_deref_mut().ok_or(Error::Unavailable)
    }

    /// How that statement was answered: without a call of this it was given up.
    pub(super) fn hear<T, E>(&mut self, answer: Result<T, E>) -> Result<T, E> {
        self.heard = answer.is_ok();
        answer
    }

    /// Makes the writes of the transaction last.
    pub(super) async fn commit(mut self) -> Result<(), sqlx::Error> {
        if self.begun {
            self.run("COMMIT").await?;
            self.begun = false;
        }
        Ok(())
    }

    async fn begin(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        self.begun = true;
        self.run(statement).await
    }

    async fn run(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        let connection = self.ask().map_err(|_| sqlx::Error::PoolClosed)?;
        let answer = connection.run(statement).await;
        self.hear(answer)
    }

    fn used_before(&self) -> bool {
        let metrics = self.connection.as_ref().map(Object::metrics);
        metrics.is_some_and(|metrics| metrics.recycle_count > 0)
    }
}

impl<C: Engine> Drop for Lent<C> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        if self.heard && !self.begun {
            return;
        }
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(put_right(connection))),
            Err(_) => drop(Object::take(connection)),
        }
    }
}

/// Ends whatever is open on a connection before it is lent again; one of which that cannot be said is closed.
async fn put_right<C: Engine>(mut connection: Object<Opening<C>>) {
    let ended = async {
        if connection.run("ROLLBACK").await.is_ok() {
            return Ok(());
        }
        // None was open, or the engine has ended it by itself, as SQLite does after an error of the disk; within one, another
        // does not begin.
        connection.run("BEGIN").await?;
        connection.run("ROLLBACK").await
    };
    if !matches!(tokio::time::timeout(PATIENCE, ended).await, Ok(Ok(()))) {
        drop(Object::take(connection));
    }
}
