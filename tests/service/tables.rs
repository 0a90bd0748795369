//! The tables of a set-up as somebody reads them who has the databases and nothing else.

use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use crate::setups::Setup;

/// Both databases, durable and ephemeral, on one connection; tables are named without their schema.
pub enum Tables {
    /// Two files, the second attached to the first.
    Sqlite(SqlitePool),
    /// Two schemas on one search path.
    Postgres(PgPool),
}

impl Tables {
    /// Those of a demonstration, which may go on meanwhile.
    pub async fn of(setup: &Setup) -> Self {
        Self::open(setup.stores.database.as_deref(), setup.server.said()).await
    }

    /// Those at this address, or those that a demonstration says are its own.
    pub async fn open(database: Option<&str>, said: &serde_json::Value) -> Self {
        let Some(url) = database else {
            let paths = &said["paths"];
            let file = |name: &str| paths[name].as_str().unwrap().to_owned();
            let options = SqliteConnectOptions::new().filename(file("database"));
            let pool = SqlitePoolOptions::new().max_connections(1);
            let pool = pool.connect_with(options).await.unwrap();
            let attach = format!("ATTACH DATABASE '{}' AS ephemeral", file("ephemeral"));
            let attach = sqlx::query(AssertSqlSafe(attach));
            attach.execute(&pool).await.unwrap();
            return Self::Sqlite(pool);
        };
        let options: PgConnectOptions = url.parse().unwrap();
        let options = options.options([("search_path", "abri,ephemeral")]);
        Self::Postgres(PgPool::connect_with(options).await.unwrap())
    }

    /// Lets go of the databases.
    pub async fn close(self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Every column of bytes, with its table.
    pub async fn byte_columns(&self) -> Vec<(String, String)> {
        match self {
            Self::Sqlite(pool) => sqlx::query_as(
                "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c \
                 WHERE t.type = 'table' AND c.type = 'BLOB' AND t.name <> '_sqlx_migrations' \
                 UNION ALL SELECT t.name, c.name FROM ephemeral.sqlite_master t, \
                 pragma_table_info(t.name, 'ephemeral') c \
                 WHERE t.type = 'table' AND c.type = 'BLOB' AND t.name <> '_sqlx_migrations'",
            )
            .fetch_all(pool)
            .await
            .unwrap(),
            Self::Postgres(pool) => sqlx::query_as(
                "SELECT table_name::text, column_name::text FROM information_schema.columns \
                 WHERE table_schema IN ('abri', 'ephemeral') AND data_type = 'bytea' \
                 AND table_name <> '_sqlx_migrations'",
            )
            .fetch_all(pool)
            .await
            .unwrap(),
        }
    }

    /// What stands in one column of bytes, as `more` (a condition) chooses.
    pub async fn bytes(&self, table: &str, column: &str, more: &str) -> Vec<Vec<u8>> {
        let sql = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND {more}");
        let rows: Vec<(Vec<u8>,)> = match self {
            Self::Sqlite(pool) => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await,
            Self::Postgres(pool) => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await,
        }
        .unwrap();
        rows.into_iter().map(|(value,)| value).collect()
    }

    /// The answers to a question for one column of text.
    pub async fn text(&self, sql: impl Into<String>) -> Vec<String> {
        let sql = AssertSqlSafe(sql.into());
        let rows: Vec<(String,)> = match self {
            Self::Sqlite(pool) => sqlx::query_as(sql).fetch_all(pool).await,
            Self::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await,
        }
        .unwrap();
        rows.into_iter().map(|(value,)| value).collect()
    }

    /// Every row of a table as text, in some order that stays the same.
    pub async fn rows(&self, table: &str) -> Vec<String> {
        let rows: Vec<(String,)> = match self {
            Self::Sqlite(pool) => {
                let columns = format!(
                    "SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') \
                     FROM pragma_table_info('{table}')"
                );
                let (columns,): (String,) = sqlx::query_as(AssertSqlSafe(columns))
                    .fetch_one(pool)
                    .await
                    .unwrap();
                let sql = format!("SELECT {columns} FROM {table} ORDER BY 1");
                sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await
            }
            Self::Postgres(pool) => {
                let sql = format!("SELECT t::text FROM {table} t ORDER BY 1");
                sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await
            }
        }
        .unwrap();
        rows.into_iter().map(|(row,)| row).collect()
    }

    /// Changes something behind the service's back.
    pub async fn meddle(&self, sql: &'static str) {
        match self {
            Self::Sqlite(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
            Self::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
        }
    }
}
