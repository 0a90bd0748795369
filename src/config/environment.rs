//! The environment over the file. One rule: `ABRI_` and the setting's name in capitals, two underscores
//! between a section and its setting (`ABRI_LISTEN`, `ABRI_HELP__PHONE`). The value is taken as text where
//! the setting is text, and read as TOML otherwise.

use toml::{Table, Value};

use super::problems::Problems;
use super::raw::Raw;
use super::secrets::SecretText;

const PREFIX: &str = "ABRI_";

/// The variables of this process that concern Abri.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
pub(super) fn of_process() -> Vec<(String, String)> {
    std::env::vars_os()
        // A value that is no text is refused where it is used, rather than left out without a word.
        .filter_map(|(name, value)| {
            Some((
                name.into_string().ok()?,
                value.to_string_lossy().into_owned(),
            ))
        })
        .filter(|(name, _)| name.starts_with(PREFIX))
        .collect()
}

/// What opens a bucket, from the variables that every S3 tool reads; for the demonstration only.
#[expect(
    clippy::disallowed_methods,
    reason = "the one room that reads the environment"
)]
pub fn bucket_keys() -> Option<(SecretText, SecretText)> {
    let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let access = read("AWS_ACCESS_KEY_ID")?;
    let secret = read("AWS_SECRET_ACCESS_KEY")?;
    Some((SecretText::new(access), SecretText::new(secret)))
}

pub(super) fn apply(text: &str, variables: &[(String, String)]) -> Result<Raw, Problems> {
    let refuse = |error: &toml::de::Error| Problems::one("configuration", without_values(error));
    let mut table: Table = text.parse().map_err(|error| refuse(&error))?;
    Raw::deserialize_from(&table).map_err(|error| refuse(&error))?;
    for (name, value) in variables {
        let Some(path) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let path = path.to_lowercase();
        let refuse = || {
            Problems::one(
                name,
                "is not a setting, or its value does not fit it; look at the sample configuration",
            )
        };
        let as_text = set(&table, &path, Value::String(value.clone())).ok_or_else(refuse)?;
        table = if Raw::deserialize_from(&as_text).is_ok() {
            as_text
        } else {
            let value = format!("v = {value}")
                .parse::<Table>()
                .ok()
                .and_then(|mut t| t.remove("v"));
            let as_toml = value
                .and_then(|value| set(&table, &path, value))
                .ok_or_else(refuse)?;
            Raw::deserialize_from(&as_toml).map_err(|_| refuse())?;
            as_toml
        };
    }
    Raw::deserialize_from(&table).map_err(|error| refuse(&error))
}

/// The table with one value replaced; `None` when the path runs through something that is no section.
fn set(table: &Table, path: &str, value: Value) -> Option<Table> {
    let mut table = table.clone();
    match path.split_once("__") {
        None => {
            table.insert(path.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner = match table.get(section) {
                None => Table::new(),
                Some(Value::Table(inner)) => inner.clone(),
                Some(_) => return None,
            };
            table.insert(section.to_owned(), Value::Table(set(&inner, rest, value)?));
        }
    }
    Some(table)
}

/// The message without the excerpt of the file that toml would print: a line may hold a secret.
fn without_values(error: &toml::de::Error) -> String {
    error.message().to_owned()
}
