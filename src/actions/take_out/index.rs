//! `index.json` of what a person takes out: everything that is known of each paper, for people and programs.

use serde::{Deserialize, Serialize};

use crate::actions::papers::{Paper, Version};
use crate::domain::document::PrintedDate;

/// The name of the format.
pub const FORMAT: &str = "abri-papers-1";
/// The index itself.
pub const INDEX: &str = "index.json";
/// The same to be read in a browser.
pub const PAGE: &str = "index.html";
/// The journal with its proof.
pub const JOURNAL: &str = "journal.jsonl";
/// The folder of the papers.
pub const FOLDER: &str = "papiers/";

/// All of it.
#[derive(Serialize, Deserialize)]
pub struct Index {
    /// [`FORMAT`].
    pub format: String,
    /// When it was taken out, milliseconds UTC.
    pub made_at: i64,
    /// Where the person is told that something is new, if they asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<String>,
    /// The papers, the one put in last first.
    pub papers: Vec<PaperIn>,
    /// Versions that could not be read, and stayed behind.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
}

/// One paper.
#[derive(Serialize, Deserialize)]
pub struct PaperIn {
    /// Its versions, the first one first.
    pub versions: Vec<VersionIn>,
}

/// One version of a paper.
#[derive(Serialize, Deserialize)]
pub struct VersionIn {
    /// 1 for the first.
    pub number: u32,
    /// The file's name in the archive.
    pub file: String,
    /// What it is called.
    pub title: String,
    /// Its kind in the catalogue.
    pub kind: String,
    /// Media type (RFC 2046).
    pub media_type: String,
    /// Bytes of the file.
    pub length: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Pages.
    pub pages: usize,
    /// When it was put in, milliseconds UTC.
    pub put_in: i64,
    /// The day on which it ends, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// Its own date, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<String>,
    /// Who put it in, where it was not the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<OriginIn>,
}

/// Who put a paper in.
#[derive(Serialize, Deserialize)]
pub struct OriginIn {
    /// By which door: `link`, `phone`, `mediator`, `number`, `archive`.
    pub through: String,
    /// Their name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Their structure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub structure: String,
    /// Whether that is proved.
    pub verified: bool,
}

/// A version that stayed behind.
#[derive(Serialize, Deserialize)]
pub struct LeftOut {
    /// What it is called.
    pub title: String,
    /// Its number.
    pub version: u32,
    /// SHA-256 of what was put in, hexadecimal.
    pub sha256: String,
}

impl VersionIn {
    pub(super) fn of(version: &Version, file: String) -> Self {
        let facts = &version.record.facts;
        Self {
            number: version.number,
            file,
            title: facts.title.as_str().to_owned(),
            kind: facts.kind.clone(),
            media_type: facts.file_type.media_type().to_owned(),
            length: facts.bytes,
            sha256: facts.digest.clone(),
            pages: facts.pages.len(),
            put_in: version.added.millis(),
            ends: facts.ends.as_ref().map(PrintedDate::to_string),
            dated: facts.dated.as_ref().map(PrintedDate::to_string),
            origin: facts.origin.as_ref().map(|origin| OriginIn {
                through: origin.through.as_str().to_owned(),
                by: origin.by.clone(),
                structure: origin.structure.clone(),
                verified: origin.verified,
            }),
        }
    }
}

impl LeftOut {
    pub(super) fn of(version: &Version) -> Self {
        let facts = &version.record.facts;
        Self {
            title: facts.title.as_str().to_owned(),
            version: version.number,
            sha256: facts.digest.clone(),
        }
    }
}

/// The versions of a paper, the first one first.
pub(super) fn versions(paper: Paper) -> Vec<Version> {
    let mut all = paper.earlier;
    all.reverse();
    all.push(paper.current);
    all
}
