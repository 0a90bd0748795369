//! The tables of either engine, read from their own schema and written behind the service's back.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use data_encoding::HEXLOWER;
use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Of what a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Number,
    Text,
    Bytes,
}

pub type Row = Vec<Value>;

/// A column, and whether rows are found by it.
#[derive(Debug, Clone)]
pub struct Column {
    pub name: String,
    pub of: Of,
    pub key: bool,
}

/// Every row of every table, by the table's name.
pub type Rows = BTreeMap<String, Vec<Row>>;

#[derive(Clone)]
enum Engine {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// All tables of both places.
pub struct Tables {
    engine: Engine,
    /// Their columns, by the name of the table with its place in front.
    pub columns: BTreeMap<String, Vec<Column>>,
}

const SQLITE: &str = "SELECT json_array(p.name || '.' || t.name, c.name, c.type, CAST(c.pk AS TEXT)) \
    FROM (SELECT 'main' AS name UNION ALL SELECT 'ephemeral') p \
    JOIN (SELECT 'main' AS place, name, type FROM main.sqlite_master \
        UNION ALL SELECT 'ephemeral', name, type FROM ephemeral.sqlite_master) t ON t.place = p.name \
    JOIN pragma_table_info(t.name, p.name) c \
    WHERE t.type = 'table' AND t.name <> '_sqlx_migrations' ORDER BY p.name, t.name, c.cid";

const POSTGRES: &str = "SELECT json_build_array(c.table_schema || '.' || c.table_name, c.column_name, c.data_type, \
        CASE WHEN EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid \
            AND a.attnum = ANY (i.indkey) WHERE i.indisprimary AND a.attname = c.column_name \
            AND i.indrelid = (c.table_schema || '.' || c.table_name)::regclass) THEN '1' ELSE '0' END)::text \
    FROM information_schema.columns c \
    WHERE c.table_schema IN ('abri', 'ephemeral') AND c.table_name <> '_sqlx_migrations' \
    ORDER BY c.table_schema, c.table_name, c.ordinal_position";

impl Tables {
    pub async fn sqlite(durable: &Path, ephemeral: &Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(durable)
            .foreign_keys(false)
            .pragma("synchronous", "OFF");
        // What it holds aside goes with the connection: it must not be renewed.
        let one = SqlitePoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None);
        let pool = one.connect_with(options).await.unwrap();
        let engine = Engine::Sqlite(pool);
        let attach = format!(
            "ATTACH DATABASE '{}' AS ephemeral; ATTACH DATABASE ':memory:' AS kept; \
             PRAGMA ephemeral.synchronous = OFF",
            ephemeral.display()
        );
        assert!(engine.run(&attach).await);
        Self::read(engine, SQLITE).await
    }

    pub async fn postgres(url: &str) -> Self {
        let one = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None);
        let engine = Engine::Postgres(one.connect(url).await.unwrap());
        // No check of what one table says of another: who writes there need not obey.
        assert!(
            engine
                .run("SET session_replication_role = replica; CREATE SCHEMA kept")
                .await
        );
        Self::read(engine, POSTGRES).await
    }

    async fn read(engine: Engine, schema: &str) -> Self {
        let mut columns: BTreeMap<String, Vec<Column>> = BTreeMap::new();
        for line in engine.lines(schema).await {
            let [table, name, of, key]: [String; 4] = serde_json::from_str(&line).unwrap();
            let of = match of.as_str() {
                "BLOB" | "bytea" => Of::Bytes,
                "TEXT" | "text" => Of::Text,
                "INTEGER" | "bigint" | "integer" => Of::Number,
                other => panic!("{table}.{name} is of {other}"),
            };
            let key = key != "0";
            columns
                .entry(table)
                .or_default()
                .push(Column { name, of, key });
        }
        Self { engine, columns }
    }

    /// Everything that is there now.
    pub async fn rows(&self) -> Rows {
        let mut all = Rows::new();
        for (table, columns) in &self.columns {
            let shown: Vec<_> = columns
                .iter()
                .map(|column| self.engine.shown(column))
                .collect();
            let sql = format!(
                "SELECT {} FROM {table} ORDER BY 1",
                self.engine.together(&shown)
            );
            let rows = self.engine.lines(&sql).await;
            let read = |line: &String| {
                let values: Vec<Option<String>> = serde_json::from_str(line).unwrap();
                std::iter::zip(columns, values)
                    .map(|(column, value)| parse(column.of, value))
                    .collect()
            };
            all.insert(table.clone(), rows.iter().map(read).collect());
        }
        all
    }

    /// Remembers what is there, to be put back.
    pub async fn keep(&self) {
        for table in self.columns.keys() {
            let kept = kept(table);
            let sql = format!("CREATE TABLE {kept} AS SELECT * FROM {table}");
            assert!(self.engine.run(&sql).await);
        }
    }

    /// Puts back what was kept.
    pub async fn put_back(&self) {
        let mut sql = String::from("BEGIN;");
        for table in self.columns.keys() {
            let kept = kept(table);
            write!(
                sql,
                "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM {kept};"
            )
            .unwrap();
        }
        sql.push_str("COMMIT");
        assert!(self.engine.run(&sql).await);
    }

    /// Writes rows in place of others; `false` where the table itself refuses them.
    pub async fn write(&self, table: &str, old: &[Row], new: &[Row]) -> bool {
        let columns = &self.columns[table];
        let mut sql = String::from("BEGIN;");
        for row in old {
            let same: Vec<_> = std::iter::zip(columns, row)
                .map(|(column, value)| self.engine.is(&column.name, value))
                .collect();
            write!(sql, "DELETE FROM {table} WHERE {};", same.join(" AND ")).unwrap();
        }
        for row in new {
            let values: Vec<_> = row.iter().map(|value| self.engine.literal(value)).collect();
            let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
            let (names, values) = (names.join(", "), values.join(", "));
            write!(sql, "INSERT INTO {table} ({names}) VALUES ({values});").unwrap();
        }
        sql.push_str("COMMIT");
        let done = self.engine.run(&sql).await;
        if !done {
            self.engine.run("ROLLBACK").await;
        }
        done
    }
}

fn kept(table: &str) -> String {
    format!("kept.{}", table.split_once('.').unwrap().1)
}

fn parse(of: Of, value: Option<String>) -> Value {
    match (of, value) {
        (_, None) => Value::Null,
        (Of::Number, Some(text)) => Value::Number(text.parse().unwrap()),
        (Of::Text, Some(text)) => Value::Text(text),
        (Of::Bytes, Some(text)) => {
            Value::Bytes(HEXLOWER.decode(text.to_lowercase().as_bytes()).unwrap())
        }
    }
}

impl Engine {
    async fn run(&self, sql: &str) -> bool {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self {
            Self::Sqlite(pool) => sql.execute(pool).await.is_ok(),
            Self::Postgres(pool) => sql.execute(pool).await.is_ok(),
        }
    }

    async fn lines(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
            Self::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
        }
    }

    fn shown(&self, column: &Column) -> String {
        let name = &column.name;
        match (self, column.of) {
            (_, Of::Text) => name.clone(),
            (_, Of::Number) => format!("CAST({name} AS TEXT)"),
            // SQLite's says the empty text of none.
            (Self::Sqlite(_), Of::Bytes) => {
                format!("CASE WHEN {name} IS NULL THEN NULL ELSE hex({name}) END")
            }
            (Self::Postgres(_), Of::Bytes) => format!("encode({name}, 'hex')"),
        }
    }

    fn together(&self, shown: &[String]) -> String {
        match self {
            Self::Sqlite(_) => format!("json_array({})", shown.join(", ")),
            Self::Postgres(_) => format!("json_build_array({})::text", shown.join(", ")),
        }
    }

    fn is(&self, name: &str, value: &Value) -> String {
        let literal = self.literal(value);
        match self {
            Self::Sqlite(_) => format!("{name} IS {literal}"),
            Self::Postgres(_) => format!("{name} IS NOT DISTINCT FROM {literal}"),
        }
    }

    fn literal(&self, value: &Value) -> String {
        match (self, value) {
            (_, Value::Null) => "NULL".into(),
            (_, Value::Number(number)) => format!("({number})"),
            (_, Value::Text(text)) => format!("'{}'", text.replace('\'', "''")),
            (Self::Sqlite(_), Value::Bytes(bytes)) => format!("X'{}'", HEXLOWER.encode(bytes)),
            (Self::Postgres(_), Value::Bytes(bytes)) => {
                format!("'\\x{}'::bytea", HEXLOWER.encode(bytes))
            }
        }
    }
}
