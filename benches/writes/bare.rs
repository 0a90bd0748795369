//! The anchor: one row changed and committed, on the engine as Abri sets it.

use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

const TABLE: &str = "CREATE TABLE bare (id INTEGER PRIMARY KEY, changed INTEGER NOT NULL)";
const ROW: &str = "INSERT INTO bare (id, changed) VALUES ($1, 0)";
const WRITE: &str = "UPDATE bare SET changed = changed + 1 WHERE id = $1";

/// A table with a row for each client.
pub enum Bare {
    /// One connection that writes, as in `src/store/engine.rs`.
    Sqlite(SqlitePool),
    /// As many connections as Abri has.
    Postgres(PgPool),
}

impl Bare {
    /// WAL, `synchronous=FULL`.
    pub async fn sqlite(file: &str) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(1);
        let pool = pool
            .acquire_timeout(super::TURN * 10)
            .connect_with(options)
            .await
            .unwrap();
        sqlx::query(TABLE).execute(&pool).await.unwrap();
        for client in 0..super::CLIENTS {
            let row = sqlx::query(ROW).bind(i64::try_from(client).unwrap());
            row.execute(&pool).await.unwrap();
        }
        Self::Sqlite(pool)
    }

    /// Another database of the same server.
    pub async fn postgres(url: &str) -> Self {
        let pool = PgPoolOptions::new().max_connections(8);
        let pool = pool.connect(url).await.unwrap();
        sqlx::query(TABLE).execute(&pool).await.unwrap();
        for client in 0..super::CLIENTS {
            let row = sqlx::query(ROW).bind(i32::try_from(client).unwrap());
            row.execute(&pool).await.unwrap();
        }
        Self::Postgres(pool)
    }

    /// One row, one commit.
    pub async fn write(&self, client: usize) {
        match self {
            Self::Sqlite(pool) => {
                let mut tx = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
                let write = sqlx::query(WRITE).bind(i64::try_from(client).unwrap());
                write.execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
            }
            Self::Postgres(pool) => {
                let mut tx = pool.begin().await.unwrap();
                let write = sqlx::query(WRITE).bind(i32::try_from(client).unwrap());
                write.execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
            }
        }
    }
}
