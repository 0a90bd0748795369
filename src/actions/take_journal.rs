//! A person takes their journal with them, in an open format that anybody can check without Abri.
//!
//! ```text
//! {"format":"abri-journal-1","vault":"<32 hex>","made_at":<ms>,"entries":<count>,"head":"<64 hex>","logged":{…}}
//! {"number":1,"at":<ms>,"code":"…","commitment":"<64 hex>","hash":"<64 hex>","salt":"<64 hex>","details":"{…}"}
//! …
//! ```
//!
//! One JSON value a line, the first entry first. `details` is the text that the commitment is over,
//! letter by letter; `salt` and `details` are left out once they were erased. The hashes are those
//! of [`crate::crypto::journal`]. `logged` is there once an entry was put into the log of checkpoints: the newest such
//! entry is proven to be in it, and everything before with it.

use super::checkpoints::heads;
use super::look_back::{self, Entry};
use super::open::Open;
use super::{Abri, Outcome, state};
use crate::crypto::checkpoints::Said;
use crate::crypto::log_proof;
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
    /// That one of them was logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logged: Option<Logged>,
}

/// The newest entry that is in the log of checkpoints, as [`log_proof`] shows it.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Logged {
    /// The key that signs the log, as a C2SP verifier key.
    pub key: String,
    /// The proof.
    pub proof: String,
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
    // First: what it shows is among the rows then.
    let logged = heads::proof(abri, open.vault).await?;
    let (rows, head) = look_back::whole(abri, open).await?;
    let first = First {
        format: FORMAT.to_owned(),
        vault: open.vault.to_string(),
        made_at: abri.now().millis(),
        entries: head.number,
        head: HEXLOWER.encode(&head.hash),
        logged: logged.and_then(|proof| logged_of(abri, open, &rows, proof)),
    };
    let mut text = json(&first);
    for row in &rows {
        text.push_str(&json(&line(open, row)));
    }
    Ok(text)
}

/// A proof that shows an entry of this journal; a damaged one, or one of an earlier state, is left out.
fn logged_of(abri: &Abri, open: &Open, rows: &[JournalRow], proof: String) -> Option<Logged> {
    let signers = abri.keys.checkpoint_signers();
    let by = |key| Some((key, log_proof::proven(key, &proof)?));
    let (key, proven) = signers.all().iter().find_map(by)?;
    let (Said::Head(id, head) | Said::Anew(id, head)) = proven.line.said else {
        return None;
    };
    let is_there = |row: &JournalRow| row.number == head.number && row.hash == head.hash;
    let ours = id == abri.keys.checkpoint_id(open.vault) && rows.iter().any(is_there);
    ours.then(|| Logged {
        key: key.text(),
        proof,
    })
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
