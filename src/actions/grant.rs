//! What a reader needs of one version of a paper: `pictures key[32] ‖ 0 | 1 ‖ document key[32]? ‖
//! JSON`, sealed under what the link, the spoken code and the key of the last day give together.
//!
//! The row holds `n ‖ parameters[n] ‖ envelope`: how the spoken code was stretched, or nothing
//! (`n` = 0) when there is none. Changed, they lead to another key, which opens nothing.

use super::record::{Picture, Record, Stored};
use super::{Outcome, Problem};
use crate::crypto::argon::Parameters;
use crate::crypto::context::{Context, Purpose};
use crate::crypto::documents::DocumentKey;
use crate::crypto::grants as sealing;
use crate::crypto::secrets::Key;
use crate::domain::document::{Doubt, FileType, PrintedDate, Title};
use crate::domain::ids::DocumentId;
use crate::domain::share::{Mode, Terms};
use crate::store::grants::GrantRow;
use zeroize::Zeroizing;

const DAMAGED: Problem = Problem::Damaged("grant");

/// One version of a paper, as it is shown.
pub struct Grant {
    /// Opens the page pictures.
    pub pictures_key: DocumentKey,
    /// Opens the kept file; only where the original may be kept.
    pub key: Option<DocumentKey>,
    /// Everything else.
    pub facts: GrantFacts,
}

/// What is told of a shown paper beside its keys.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct GrantFacts {
    /// The name by which the person is called.
    pub person: String,
    /// What was agreed to, the same in every grant of the share.
    pub terms: Terms,
    /// How many papers were shown together.
    pub papers: u32,
    /// What the person calls this one.
    pub title: Title,
    /// Its kind in the catalogue.
    pub kind: String,
    /// The end printed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<PrintedDate>,
    /// Its own date, if the person said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<PrintedDate>,
    /// What the kept bytes are.
    pub file_type: FileType,
    /// Why it carries a warning, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// Length of the kept file in bytes, before encryption.
    pub bytes: u64,
    /// Where the kept file lies; only where the original may be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Stored>,
    /// Where the pictures lie.
    pub pictures_file: Stored,
    /// One picture a page, in order.
    pub pages: Vec<Picture>,
}

impl Grant {
    /// The grant of a paper under these terms. Unless the original may be kept, its key stays out.
    pub fn of(record: &Record, person: &str, papers: u32, terms: &Terms) -> Self {
        let copy = terms.mode == Mode::Copy;
        let duplicate = |key: &DocumentKey| DocumentKey::from_key(key.key().duplicate());
        let facts = &record.facts;
        Self {
            pictures_key: duplicate(&record.pictures_key),
            key: copy.then(|| duplicate(&record.key)),
            facts: GrantFacts {
                person: person.to_owned(),
                terms: terms.clone(),
                papers,
                title: facts.title.clone(),
                kind: facts.kind.clone(),
                ends: facts.ends,
                dated: facts.dated,
                file_type: facts.file_type,
                doubt: facts.doubt,
                bytes: facts.bytes,
                file: copy.then(|| facts.file.clone()),
                pictures_file: facts.pictures_file.clone(),
                pages: facts.pages.clone(),
            },
        }
    }

    /// Seals it for its place.
    pub fn seal(&self, kek: &Key, place: &Place, spoken: Option<Parameters>) -> Vec<u8> {
        let mut bytes = Zeroizing::new(self.pictures_key.key().expose().to_vec());
        bytes.push(u8::from(self.key.is_some()));
        if let Some(key) = &self.key {
            bytes.extend_from_slice(key.key().expose());
        }
        // Strings and numbers alone: nothing in it can fail to serialise.
        serde_json::to_writer(&mut *bytes, &self.facts).unwrap_or_default();
        let spoken = spoken.map_or_else(String::new, |parameters| parameters.to_string());
        let mut sealed = vec![u8::try_from(spoken.len()).unwrap_or(0)];
        sealed.extend_from_slice(spoken.as_bytes());
        sealed.extend_from_slice(&sealing::seal(kek, &place.context(), &bytes));
        sealed
    }

    /// Opens a row with the key of its share.
    pub fn open(kek: &Key, row: &GrantRow) -> Outcome<Self> {
        let (_, sealed) = split(row)?;
        let bytes = sealing::open(kek, &Place::of(row).context(), sealed)?;
        let (pictures_key, rest) = bytes.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
        let (copy, rest) = rest.split_first().ok_or(DAMAGED)?;
        let (key, json) = if *copy == 0 {
            (None, rest)
        } else {
            let (key, json) = rest.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
            (Some(key), json)
        };
        let read = |bytes| {
            Key::from_slice(bytes)
                .map(DocumentKey::from_key)
                .ok_or(DAMAGED)
        };
        Ok(Self {
            pictures_key: read(pictures_key)?,
            key: key.map(read).transpose()?,
            facts: serde_json::from_slice(json).map_err(|_| DAMAGED)?,
        })
    }
}

/// How the spoken code of this row's share is stretched; `None` when it has none.
pub fn spoken(row: &GrantRow) -> Outcome<Option<Parameters>> {
    let (parameters, _) = split(row)?;
    if parameters.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(parameters).map_err(|_| DAMAGED)?;
    text.parse().map(Some).map_err(|_| DAMAGED)
}

fn split(row: &GrantRow) -> Outcome<(&[u8], &[u8])> {
    let (length, rest) = row.envelope.split_first().ok_or(DAMAGED)?;
    rest.split_at_checked(usize::from(*length)).ok_or(DAMAGED)
}

/// Where a grant belongs: moved to another share, paper, version or end, it does not open.
pub struct Place {
    /// The share.
    pub share: [u8; 32],
    /// Place in the share.
    pub position: u32,
    /// Whose paper.
    pub vault: crate::domain::ids::VaultId,
    /// Which paper.
    pub document: DocumentId,
    /// Which version.
    pub version: u32,
}

impl Place {
    fn of(row: &GrantRow) -> Self {
        Self {
            share: row.share,
            position: row.position,
            vault: row.vault_id,
            document: row.document_id,
            version: row.version,
        }
    }

    fn context(&self) -> Context {
        // One object for share, place and paper together: a context has room for one.
        let object = crate::crypto::lookups::id(
            crate::crypto::lookups::Kind::Share,
            &[
                &self.share[..],
                &self.position.to_be_bytes(),
                self.document.as_bytes(),
            ]
            .concat(),
        );
        Context::new(Purpose::Grant, self.vault, 0)
            .hashed_object(&object)
            .version(self.version)
    }
}
