//! A person takes their journal with them, in an open format that anybody can check without Abri.
//!
//! ```text
//! {"format":"abri-journal-1","vault":"<32 hex>","made_at":<ms>,"entries":<count>,"head":"<64 hex>"}
//! {"number":1,"at":<ms>,"code":"…","commitment":"<64 hex>","hash":"<64 hex>","salt":"<64 hex>","details":"{…}"}
//! …
//! ```
//!
//! One JSON value a line, the first entry first. `details` is the text that the commitment is over,
//! letter by letter; `salt` and `details` are left out once they were erased. The hashes are those
//! of [`crate::crypto::journal`].

use super::look_back::{self, Entry};
use super::open::Open;
use super::{Abri, Outcome, state};
use crate::store::journal::JournalRow;
use data_encoding::HEXLOWER;

/// The name of the format, in the first line.
pub const FORMAT: &str = "abri-journal-1";

/// The first line.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct First {
    /// [`FORMAT`].
    pub format: String,
    /// The vault.
    pub vault: String,
    /// When it was taken, milliseconds UTC.
    pub made_at: i64,
    /// How many entries follow.
    pub entries: u64,
    /// Hash of the last one.
    pub head: String,
}

/// Every other line.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Line {
    /// Its number.
    pub number: u64,
    /// When, milliseconds UTC.
    pub at: i64,
    /// What.
    pub code: String,
    /// Salted hash of the details.
    pub commitment: String,
    /// Hash over this entry and the one before.
    pub hash: String,
    /// The salt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// The details, as they were written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

/// The journal as lines of JSON.
pub async fn lines(abri: &Abri, open: &Open) -> Outcome<String> {
    let (rows, head) = look_back::whole(abri, open).await?;
    let first = First {
        format: FORMAT.to_owned(),
        vault: open.vault.to_string(),
        made_at: abri.now().millis(),
        entries: head.number,
        head: HEXLOWER.encode(&head.hash),
    };
    let mut text = json(&first);
    for row in &rows {
        text.push_str(&json(&line(open, row)));
    }
    Ok(text)
}

/// The journal to be read by people, the newest entry first.
pub async fn entries(abri: &Abri, open: &Open) -> Outcome<Vec<Entry>> {
    let (rows, _) = look_back::whole(abri, open).await?;
    Ok(rows
        .iter()
        .rev()
        .map(|row| look_back::read(open, row))
        .collect())
}

fn line(open: &Open, row: &JournalRow) -> Line {
    // What cannot be opened is left out; the verifier then says which entry has no details.
    let payload = state::open_entry(open, row).ok().flatten();
    let parts = payload.as_ref().and_then(|payload| {
        let (salt, details) = payload.split_at_checked(32)?;
        let details = String::from_utf8(details.to_vec()).ok()?;
        Some((HEXLOWER.encode(salt), details))
    });
    let (salt, details) = parts.unzip();
    Line {
        number: row.number,
        at: row.at.millis(),
        code: row.code.clone(),
        commitment: HEXLOWER.encode(&row.commitment),
        hash: HEXLOWER.encode(&row.hash),
        salt,
        details,
    }
}

fn json(value: &impl serde::Serialize) -> String {
    // Strings and numbers alone: nothing in it can fail to serialise.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}
