//! The anchor: one row changed and committed, on the engine as Abri sets it.

use rusqlite::Connection;
use sqlx::postgres::{PgPool, PgPoolOptions};
use tokio::sync::Mutex;
use tokio::task::block_in_place;

const TABLE: &str = "CREATE TABLE bare (id INTEGER PRIMARY KEY, changed INTEGER NOT NULL)";
const ROW: &str = "INSERT INTO bare (id, changed) VALUES ($1, 0)";
const WRITE: &str = "UPDATE bare SET changed = changed + 1 WHERE id = $1";

/// A table with a row for each client.
pub enum Bare {
    /// One connection that writes, called as in `src/store/sqlite.rs`.
    Sqlite(Mutex<Connection>),
    /// As many connections as Abri has.
    Postgres(PgPool),
}

impl Bare {
    /// WAL, `synchronous=FULL`.
    pub fn sqlite(file: &str) -> Self {
        let connection = Connection::open(file).unwrap();
        connection
            .pragma_update(None, "journal_mode", "WAL")
            .unwrap();
        connection
            .pragma_update(None, "synchronous", "FULL")
            .unwrap();
        connection.execute_batch(TABLE).unwrap();
        for client in 0..super::CLIENTS {
            let client = i64::try_from(client).unwrap();
            connection.execute(ROW, [client]).unwrap();
        }
        Self::Sqlite(Mutex::new(connection))
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
            Self::Sqlite(connection) => {
                let client = i64::try_from(client).unwrap();
                let connection = connection.lock().await;
                connection.execute_batch("BEGIN IMMEDIATE").unwrap();
                let mut write = connection.prepare_cached(WRITE).unwrap();
                write.execute([client]).unwrap();
                block_in_place(|| connection.execute_batch("COMMIT")).unwrap();
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
