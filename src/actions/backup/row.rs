//! A row in a backup: one JSON value a line, `{"<table>":[…]}` with the cells in the order of [`copy::TABLES`]: numbers and
//! text as they are, bytes in base64, `null` for what is not there.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use serde_json::Value;

use crate::store::copy::{self, Cell, Shape, Table};

/// The line of a row, without its end.
pub fn write(table: &Table, row: &[Cell]) -> String {
    let cells: Vec<Value> = row
        .iter()
        .map(|cell| match cell {
            Cell::Number(number) => (*number).into(),
            Cell::Text(text) => text.clone().into(),
            Cell::Bytes(bytes) => bytes.as_ref().map(|bytes| BASE64.encode(bytes)).into(),
        })
        .collect();
    serde_json::json!({ table.name: cells }).to_string()
}

/// Reads a line; `None` where it is none of this format.
pub fn read(line: &str) -> Option<(&'static Table, Vec<Cell>)> {
    let value: BTreeMap<String, Vec<Value>> = serde_json::from_str(line).ok()?;
    let (name, cells) = value.into_iter().next()?;
    let table = copy::TABLES.iter().find(|table| table.name == name)?;
    // A backup older than a column has nothing in it; new columns are the last ones.
    let later = table.columns.len().checked_sub(cells.len())?;
    let shapes = table.columns.iter().map(|(_, shape)| *shape);
    let row: Option<Vec<Cell>> = cells
        .into_iter()
        .chain(std::iter::repeat_n(Value::Null, later))
        .zip(shapes)
        .map(|(value, shape)| cell(value, shape))
        .collect();
    Some((table, row?))
}

fn cell(value: Value, shape: Shape) -> Option<Cell> {
    Some(match (value, shape) {
        (Value::Null, Shape::Number) => Cell::Number(None),
        (Value::Null, Shape::Bytes) => Cell::Bytes(None),
        (Value::Null, Shape::Text) => Cell::Text(None),
        (Value::Number(number), Shape::Number) => Cell::Number(Some(number.as_i64()?)),
        (Value::String(text), Shape::Bytes) => {
            Cell::Bytes(Some(BASE64.decode(text.as_bytes()).ok()?))
        }
        (Value::String(text), Shape::Text) => Cell::Text(Some(text)),
        _ => return None,
    })
}
