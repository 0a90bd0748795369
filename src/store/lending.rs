//! Connections, lent to one user at a time and taken back in a known state.
//!
//! What comes back known to be outside every transaction is lent again as it is. Only what was given up in the midst of a
//! statement or of a transaction is put right first: a server that is asked each time whether it is still there costs as many
//! round trips as the statements themselves.

use std::fmt;
use std::time::{Duration, Instant};

use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, RecycleError, RecycleResult};
use futures_util::FutureExt;
use tokio::runtime::Handle;

use super::Error;

/// How long a call waits for a connection before it gives up.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// After how long without use a server is asked whether it still answers on a connection.
const REST: Duration = Duration::from_secs(1);

/// After how long a connection to a server is replaced: one that lasts keeps what its statements left there.
const LIFE: Duration = Duration::from_mins(30);

/// What a transaction is begun for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// To write.
    Write,
    /// To read one moment of the database.
    Read,
}

/// A connection of either kind.
pub(super) trait Engine: Sized + Send + 'static {
    /// Where it leads to, and how.
    type Address: Send + Sync;

    /// Whether the other end may go away: a file does not.
    const REMOTE: bool;

    /// Opens one.
    fn open(address: &Self::Address) -> impl Future<Output = Result<Self, Error>> + Send;

    /// Whether the other end is still there.
    fn answers(&mut self) -> impl Future<Output = bool> + Send;

    /// Begins a transaction.
    fn begin(&mut self, manner: Manner) -> impl Future<Output = Result<(), Error>> + Send;

    /// Makes what was written last.
    fn commit(&mut self) -> impl Future<Output = Result<(), Error>> + Send;

    /// Rolls back what is open, if anything is; whether it is outside every transaction now.
    fn end(&mut self) -> impl Future<Output = bool> + Send;

    /// Closes it.
    fn close(self) -> impl Future<Output = ()> + Send;
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

struct Opening<C: Engine>(C::Address);

impl<C: Engine> Manager for Opening<C> {
    type Type = C;
    type Error = Error;

    async fn create(&self) -> Result<C, Error> {
        // Seldom, and large: whoever only borrows a connection need not have room for it.
        Box::pin(C::open(&self.0)).await
    }

    async fn recycle(&self, connection: &mut C, metrics: &Metrics) -> RecycleResult<Error> {
        if C::REMOTE && metrics.age() > LIFE {
            return Err(RecycleError::message("it has lasted long enough"));
        }
        if C::REMOTE && metrics.last_used() > REST && !connection.answers().await {
            return Err(RecycleError::Backend(Error::Unavailable));
        }
        Ok(())
    }
}

impl<C: Engine> Lending<C> {
    /// At most so many connections, each opened when it is first needed.
    pub(super) fn new(address: C::Address, most: usize) -> Result<Self, Error> {
        let pool = Pool::builder(Opening(address)).max_size(most).build();
        Ok(Self(pool.map_err(|_| Error::Unavailable)?))
    }

    /// A connection outside every transaction.
    pub(super) async fn take(&self) -> Result<Lent<C>, Error> {
        // However many there are that say nothing any more.
        let taken = tokio::time::timeout(PATIENCE, self.0.get()).await;
        let connection = match taken {
            Ok(Ok(connection)) => connection,
            Ok(Err(PoolError::Backend(error))) => return Err(error),
            Ok(Err(_)) | Err(_) => return Err(Error::Unavailable.counted()),
        };
        Ok(Lent {
            connection: Some(connection),
            begun: false,
            heard: true,
        })
    }

    /// A connection within a transaction.
    pub(super) async fn begin(&self, manner: Manner) -> Result<Lent<C>, Error> {
        loop {
            let mut lent = self.take().await?;
            let used_before = lent.used_before();
            let since = Instant::now();
            match lent.begin(manner).await {
                Ok(()) => return Ok(lent),
                // A server that was started again has hung up: that is known as soon as it is spoken to, and the next
                // connection is a new one. One that says nothing is not asked again.
                Err(Error::Unavailable) if used_before && since.elapsed() < REST => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits for those who have a connection, and closes them all.
    pub(super) async fn close(&self) {
        let all_back = async {
            while self.0.status().size > 0 {
                for connection in self.0.retain(|_, _| false).removed {
                    connection.close().await;
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
    pub(super) fn hear<T>(&mut self, answer: Result<T, Error>) -> Result<T, Error> {
        self.heard = answer.is_ok();
        answer
    }

    /// Makes the writes of the transaction last.
    pub(super) async fn commit(mut self) -> Result<(), Error> {
        if self.begun {
            let answer = self.ask()?.commit().await;
            self.hear(answer)?;
            self.begun = false;
        }
        Ok(())
    }

    async fn begin(&mut self, manner: Manner) -> Result<(), Error> {
        self.begun = true;
        let answer = self.ask()?.begin(manner).await;
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
        if !C::REMOTE {
            // A file answers at once.
            let _ = put_right(connection).now_or_never();
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
    if !connection.end().await {
        drop(Object::take(connection));
    }
}
