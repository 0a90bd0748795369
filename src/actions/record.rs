//! What the vault keeps of one version of a paper: `document key[32] ‖ pictures key[32] ‖ JSON`,
//! sealed under the wrap key.

use super::open::Open;
use super::{Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::documents::DocumentKey;
use crate::crypto::envelope;
use crate::crypto::secrets::Key;
use crate::domain::document::{Doubt, FileType, Origin, PrintedDate, Title};
use crate::domain::ids::DocumentId;
use zeroize::Zeroizing;

/// One version of a paper, readable.
pub struct Record {
    /// Opens the kept file.
    pub key: DocumentKey,
    /// Opens the page pictures.
    pub pictures_key: DocumentKey,
    /// Everything else.
    pub facts: Facts,
}

/// What is known of a version beside its keys.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// What the person calls it.
    pub title: Title,
    /// Its kind in the catalogue.
    pub kind: String,
    /// The day on which it ends, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<PrintedDate>,
    /// Its own date, where its validity counts from it and the person said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<PrintedDate>,
    /// What the bytes are.
    pub file_type: FileType,
    /// Where the kept file lies.
    pub file: Stored,
    /// Length of the kept file in bytes, before encryption.
    pub bytes: u64,
    /// SHA-256 of the kept file, hexadecimal.
    pub digest: String,
    /// SHA-256 of the bytes received, hexadecimal: differs for a cleaned image.
    pub received: String,
    /// Where the pictures lie.
    pub pictures_file: Stored,
    /// One picture a page, in order.
    pub pages: Vec<Picture>,
    /// The small picture of lists.
    pub thumbnail: Picture,
    /// Whether it is a PDF with scripts or forms inside: it is only ever shown as pictures.
    #[serde(default)]
    pub active: bool,
    /// Why it carries a warning, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// Where it comes from, unless the person put it in themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The upload as which it came, hexadecimal: the same upload asked for again makes no second version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload: Option<String>,
    /// Put in at, milliseconds UTC.
    pub added: i64,
}

/// An object and what it must be.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stored {
    /// Its name in the object store.
    pub object: String,
    /// Its length in bytes.
    pub length: u64,
    /// SHA-256 of its ciphertext, hexadecimal.
    pub digest: String,
}

/// One JPEG among the pictures, which lie one after another.
#[derive(Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Picture {
    /// Where it begins, in bytes before encryption.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Record {
    /// Seals it for its place.
    pub fn seal(&self, open: &Open, id: DocumentId, version: u32) -> Vec<u8> {
        let mut bytes = Zeroizing::new(self.key.key().expose().to_vec());
        bytes.extend_from_slice(self.pictures_key.key().expose());
        // Strings and numbers alone: nothing in it can fail to serialise.
        serde_json::to_writer(&mut *bytes, &self.facts).unwrap_or_default();
        envelope::seal(&open.keys.wrap, &context(open, id, version), &bytes)
    }

    /// Opens what was sealed for this place.
    pub fn open(open: &Open, id: DocumentId, version: u32, sealed: &[u8]) -> Outcome<Self> {
        const DAMAGED: Problem = Problem::Damaged("record");
        let bytes = envelope::open(&open.keys.wrap, &context(open, id, version), sealed)?;
        let (key, rest) = bytes.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
        let (pictures_key, json) = rest.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
        let read = |bytes| {
            Key::from_slice(bytes)
                .map(DocumentKey::from_key)
                .ok_or(DAMAGED)
        };
        Ok(Self {
            key: read(key)?,
            pictures_key: read(pictures_key)?,
            facts: serde_json::from_slice(json).map_err(|_| DAMAGED)?,
        })
    }
}

const fn context(open: &Open, id: DocumentId, version: u32) -> Context {
    open.context(Purpose::Record)
        .object(id.as_bytes())
        .version(version)
}
