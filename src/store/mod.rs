//! Two databases, on SQLite or PostgreSQL: what lasts, and what passes.
//!
//! The only room that knows SQL. Sealed values pass through as bytes. No transaction spans the two
//! databases; their transactions have types of their own, so that they cannot be mixed up.
//!
//! A transaction that changes a vault takes its row first ([`vaults::lock`]): writers of one vault then
//! queue there, and none can wait for another in a circle.
//!
//! On SQLite a write transaction holds the only writing connection: never wait for another one, nor
//! for [`slots::spend_try`], while holding it.

pub mod appointments;
pub mod certificates;
pub mod closing;
pub mod code_apps;
mod columns;
pub mod consents;
pub mod copy;
mod copy_tables;
pub mod covered;
pub mod deposit_codes;
pub mod deposit_numbers;
pub mod deposits;
pub mod destroyed;
pub mod documents;
mod engine;
mod error;
pub mod grants;
pub mod guardianships;
pub mod help_cases;
pub mod intents;
pub mod invitations;
pub mod journal;
pub mod leases;
mod lending;
pub mod marks;
pub mod mediations;
pub mod member_names;
mod newer;
pub mod notices;
pub mod outbox;
pub mod pairings;
pub mod people;
pub mod person_invitations;
mod postgres;
pub mod recoveries;
pub mod refusals;
pub mod requests;
pub mod seats;
pub mod sessions;
pub mod slots;
mod sqlite;
pub mod structures;
pub mod throttle;
pub mod tries_told;
pub mod uploads;
pub mod vaults;
pub mod viewings;
pub mod work_counts;

#[cfg(test)]
mod tests;

use sqlx::migrate::Migrator;

use engine::{Db, Place, Tx};
pub use error::{Error, Failures, failures};

static DURABLE_SQLITE: Migrator = sqlx::migrate!("migrations/sqlite/durable");
static DURABLE_POSTGRES: Migrator = sqlx::migrate!("migrations/postgres/durable");
static EPHEMERAL_SQLITE: Migrator = sqlx::migrate!("migrations/sqlite/ephemeral");
static EPHEMERAL_POSTGRES: Migrator = sqlx::migrate!("migrations/postgres/ephemeral");

/// Both databases, open, with their schemas up to date.
#[derive(Debug, Clone)]
pub struct Store {
    /// What lasts and is backed up.
    pub durable: Durable,
    /// What passes and never enters a backup.
    pub ephemeral: Ephemeral,
}

/// The newest migration of the durable tables.
pub fn newest_migration() -> i64 {
    newer::newest(&DURABLE_SQLITE)
}

impl Store {
    /// Opens both databases (`sqlite:///absolute/path` or `postgres://…`) and runs their migrations.
    /// In PostgreSQL they are the schemas `abri` and `ephemeral`, made if missing.
    pub async fn open(durable_url: &str, ephemeral_url: &str) -> Result<Self, Error> {
        Self::opened(durable_url, ephemeral_url, newer::Older::Moved).await
    }

    /// The same where a service may be running over them: tables that are there and of an older version are refused
    /// ([`Error::Older`]), since that service could not start any more.
    pub async fn open_beside(durable_url: &str, ephemeral_url: &str) -> Result<Self, Error> {
        Self::opened(durable_url, ephemeral_url, newer::Older::Refused).await
    }

    async fn opened(
        durable_url: &str,
        ephemeral_url: &str,
        older: newer::Older,
    ) -> Result<Self, Error> {
        let durable = Place {
            schema: "abri",
            lasting: true,
            sqlite: &DURABLE_SQLITE,
            postgres: &DURABLE_POSTGRES,
        };
        let ephemeral = Place {
            schema: "ephemeral",
            lasting: false,
            sqlite: &EPHEMERAL_SQLITE,
            postgres: &EPHEMERAL_POSTGRES,
        };
        // Both before either is migrated: what is refused stays as it was.
        newer::refuse(durable_url, &durable, older).await?;
        newer::refuse(ephemeral_url, &ephemeral, older).await?;
        Ok(Self {
            durable: Durable(Db::open(durable_url, &durable).await?),
            ephemeral: Ephemeral(Db::open(ephemeral_url, &ephemeral).await?),
        })
    }

    /// Waits for running statements and closes all connections.
    pub async fn close(&self) {
        self.durable.0.close().await;
        self.ephemeral.0.close().await;
    }
}

/// The database of what lasts.
#[derive(Debug, Clone)]
pub struct Durable(Db);

/// The database of what passes.
#[derive(Debug, Clone)]
pub struct Ephemeral(Db);

/// A transaction on what lasts; rolled back unless committed.
pub struct DurableTx(Tx);

/// A transaction on what passes; rolled back unless committed.
pub struct EphemeralTx(Tx);

impl Durable {
    /// Begins a transaction that may write.
    pub async fn begin(&self) -> Result<DurableTx, Error> {
        self.0.write().await.map(DurableTx)
    }

    /// Begins a transaction that only reads, on one snapshot; dropping it is enough.
    pub async fn read(&self) -> Result<DurableTx, Error> {
        self.0.read().await.map(DurableTx)
    }

    /// Takes a connection that only reads, without a snapshot: each statement sees what is committed
    /// then. For single statements, and where each answer stands for itself.
    pub async fn look(&self) -> Result<DurableTx, Error> {
        self.0.look().await.map(DurableTx)
    }
}

/// What deleted rows left behind goes from every table of what passes.
const VACUUM: &str = "VACUUM grants, sessions, viewings, requests, refusals, uploads, upload_parts, pairings, \
    deposit_codes, mediations, appointments, recoveries, outbox, certificates, throttle, leases";

impl Ephemeral {
    /// Begins a transaction that may write.
    pub async fn begin(&self) -> Result<EphemeralTx, Error> {
        self.0.write().await.map(EphemeralTx)
    }

    /// Begins a transaction that only reads, on one snapshot; dropping it is enough.
    pub async fn read(&self) -> Result<EphemeralTx, Error> {
        self.0.read().await.map(EphemeralTx)
    }

    /// Takes a connection that only reads, without a snapshot: each statement sees what is committed
    /// then. For single statements, and where each answer stands for itself.
    pub async fn look(&self) -> Result<EphemeralTx, Error> {
        self.0.look().await.map(EphemeralTx)
    }

    /// Removes what deleted rows left behind: empties SQLite's write-ahead log, or vacuums the tables.
    /// To be called after epoch keys were destroyed; `Busy` if a reader held on to the log.
    pub async fn scrub(&self) -> Result<(), Error> {
        match self.0.alone().await? {
            Tx::Sqlite(mut lent) => {
                let answer = lent.ask()?.empty_log();
                lent.hear(answer)
            }
            Tx::Postgres(mut lent) => {
                let answer = sqlx::query(VACUUM).execute(lent.ask()?.connection()).await;
                lent.hear(answer.map(drop).map_err(Error::from))
            }
        }
    }
}

impl DurableTx {
    /// Makes the writes of this transaction last.
    pub async fn commit(self) -> Result<(), Error> {
        self.0.commit().await
    }
}

impl EphemeralTx {
    /// Makes the writes of this transaction visible.
    pub async fn commit(self) -> Result<(), Error> {
        self.0.commit().await
    }
}

/// `Conflict` unless a statement that had to change a row did.
fn changed(rows: u64) -> Result<(), Error> {
    if rows == 0 {
        Err(Error::Conflict)
    } else {
        Ok(())
    }
}
