//! All durable rows, table by table, as cells: for backups that either engine can take and give back.
//!
//! Read in one transaction, they are one moment of the database.

use futures_util::TryStreamExt;
use rusqlite::ToSql;
use sqlx::Row;
use sqlx::postgres::PgConnection;

use super::engine::Tx;
use super::postgres::in_time;
use super::sqlite::Sqlite;
use super::{DurableTx, Error};
use crate::blocking;
use Shape::{Bytes, Number, Text};

pub use super::copy_tables::TABLES;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A whole number.
    Number(Option<i64>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// Text.
    Text(Option<String>),
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Whole numbers.
    Number,
    /// Bytes.
    Bytes,
    /// Text.
    Text,
}

/// A durable table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in the order of the cells.
    pub columns: &'static [(&'static str, Shape)],
    pub(super) select: &'static str,
    pub(super) insert: &'static str,
}

/// Gives every row of a table to `each`, which says with `false` that it wants no more.
pub async fn read(
    tx: &mut DurableTx,
    table: &Table,
    each: impl FnMut(Vec<Cell>) -> bool,
) -> Result<(), Error> {
    match &mut tx.0 {
        Tx::Sqlite(lent) => {
            let file = lent.ask()?;
            let answer = blocking::here(|| read_file(file, table, each));
            lent.hear(answer)
        }
        Tx::Postgres(lent) => {
            let answer = read_server(lent.ask()?.connection(), table, each).await;
            lent.hear(answer)
        }
    }
}

fn read_file(
    file: &mut Sqlite,
    table: &Table,
    mut each: impl FnMut(Vec<Cell>) -> bool,
) -> Result<(), Error> {
    file.each(table.select, &[], |row| {
        let cells = table.columns.iter().enumerate().map(|(at, (_, shape))| {
            Ok(match shape {
                Number => Cell::Number(row.get(at)?),
                Bytes => Cell::Bytes(row.get(at)?),
                Text => Cell::Text(row.get(at)?),
            })
        });
        Ok(each(cells.collect::<Result<_, Error>>()?))
    })
}

async fn read_server(
    server: &mut PgConnection,
    table: &Table,
    mut each: impl FnMut(Vec<Cell>) -> bool,
) -> Result<(), Error> {
    let mut rows = sqlx::query(table.select).fetch(server);
    while let Some(row) = rows.try_next().await? {
        let cells = table.columns.iter().enumerate().map(|(at, (_, shape))| {
            Ok(match shape {
                Number => Cell::Number(row.try_get(at)?),
                Bytes => Cell::Bytes(row.try_get(at)?),
                Text => Cell::Text(row.try_get(at)?),
            })
        });
        if !each(cells.collect::<Result<_, sqlx::Error>>()?) {
            break;
        }
    }
    Ok(())
}

/// Puts a row back; `Conflict` if it is there or its cells are not those of the table.
pub async fn write(tx: &mut DurableTx, table: &Table, row: &[Cell]) -> Result<(), Error> {
    if row.len() != table.columns.len() {
        return Err(Error::Conflict);
    }
    match &mut tx.0 {
        Tx::Sqlite(lent) => {
            let cells = row.iter().map(|cell| match cell {
                Cell::Number(number) => number as &dyn ToSql,
                Cell::Bytes(bytes) => bytes,
                Cell::Text(text) => text,
            });
            let answer = lent.ask()?.change(table.insert, &cells.collect::<Vec<_>>());
            lent.hear(answer.map(drop))
        }
        Tx::Postgres(lent) => {
            let mut query = sqlx::query(table.insert);
            for cell in row {
                query = match cell {
                    Cell::Number(number) => query.bind(number),
                    Cell::Bytes(bytes) => query.bind(bytes),
                    Cell::Text(text) => query.bind(text),
                };
            }
            let answer = in_time(query.execute(lent.ask()?.connection())).await;
            lent.hear(answer.map(drop))
        }
    }
}
