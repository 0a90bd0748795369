//! The files of a backup.
//!
//! `tables.jsonl`: a line for each row, as in `row.rs`.
//! `manifest.json`: [`Manifest`].

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use data_encoding::HEXLOWER;

use super::{Outcome, Problem, row, sync, unwritable};
use crate::crypto::digest::Digest;
use crate::crypto::server_keys::{Owner, ServerKeys};
use crate::domain::ids::{DocumentId, VaultId};
use crate::domain::slot::SlotKind;
use crate::domain::time::Moment;
use crate::store;
use crate::store::copy::{Cell, Table};

/// The name of the format.
pub const FORMAT: &str = "abri-backup-1";
/// The file of all rows.
pub const TABLES: &str = "tables.jsonl";
const MANIFEST: &str = "manifest.json";

/// What a backup holds.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// When, milliseconds UTC.
    pub made_at: i64,
    /// Rows of each table.
    pub rows: BTreeMap<String, u64>,
    /// Length of the file of rows, in bytes.
    pub tables_bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub tables_digest: String,
    /// How many objects its rows name.
    pub objects: u64,
    /// The newest migration of the durable tables; 0 in a backup that does not say.
    #[serde(default)]
    pub migration: i64,
    /// The names of the secrets that it wants, hexadecimal; none in a backup that does not say. Of a second pepper only
    /// where a way in may rest on it.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
}

/// What every format says of itself.
#[derive(serde::Deserialize)]
struct Header {
    format: String,
    #[serde(default)]
    migration: i64,
}

impl Manifest {
    pub(super) fn begin(now: Moment, keys: &ServerKeys) -> Self {
        Self {
            format: FORMAT.to_owned(),
            made_at: now.millis(),
            rows: BTreeMap::new(),
            tables_bytes: 0,
            tables_digest: String::new(),
            objects: 0,
            migration: store::newest_migration(),
            secrets: names(keys).collect(),
        }
    }

    /// The secrets that it wants and that are not here, with their names. Either of two peppers may be either of its own.
    pub(super) fn other_secrets(&self, keys: &ServerKeys) -> Vec<String> {
        let known: Vec<_> = names(keys).collect();
        let is_here = |(which, wanted): &(&String, &String)| {
            let mut known = known.iter();
            known.any(|(own, name)| kind(own) == kind(which) && name == *wanted)
        };
        let wanted = self.secrets.iter().filter(|wanted| !is_here(wanted));
        wanted
            .map(|(which, name)| format!("{which} {name}"))
            .collect()
    }

    /// Reads the manifest of a backup.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let path = folder.join(MANIFEST);
        let text = std::fs::read(&path).map_err(|error| {
            Problem::Unavailable(format!("{} cannot be read ({error})", path.display()))
        })?;
        Self::parse(&text, folder)
    }

    /// Reads its text; `folder` is named where another Abri wrote it.
    pub fn parse(text: &[u8], folder: &Path) -> Outcome<Self> {
        let damaged = |_| Problem::Damaged("manifest of the backup");
        let header: Header = serde_json::from_slice(text).map_err(damaged)?;
        let known = store::newest_migration();
        if header.format != FORMAT || header.migration > known {
            return Err(Problem::Unavailable(format!(
                "{} was written by a newer Abri ({}, migration {}; this one knows {FORMAT}, migration {known}): use that one",
                folder.display(),
                header.format,
                header.migration
            )));
        }
        serde_json::from_slice(text).map_err(damaged)
    }

    /// Whether a backup is whole, be it one that this program can read or not.
    pub(super) fn is_there(folder: &Path) -> std::io::Result<bool> {
        folder.join(MANIFEST).try_exists()
    }
}

/// When the rows of a backup without a manifest were written last.
pub(super) fn written_at(folder: &Path) -> Option<Moment> {
    let written = folder.join(TABLES).metadata().ok()?.modified().ok()?;
    let since = written.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(Moment::from_millis(i64::try_from(since.as_millis()).ok()?))
}

/// Whether the way in of this row may rest on the second pepper, if there is one: it names that one, or none.
pub(super) fn is_under_other_pepper(table: &Table, row: &[Cell], keys: &ServerKeys) -> bool {
    let cells = Cells(table, row);
    if table.name != "slots" || cells.text("kind").as_deref() == Some(SlotKind::Rescue.as_str()) {
        return false;
    }
    match (cells.bytes("pepper"), keys.other_pepper_name()) {
        (Some(name), Some(other)) => name == other,
        (named, _) => named.is_none(),
    }
}

/// The second pepper is a pepper.
fn kind(secret: &str) -> &str {
    secret.strip_suffix("_other").unwrap_or(secret)
}

fn names(keys: &ServerKeys) -> impl Iterator<Item = (String, String)> {
    let named = keys.names().into_iter();
    named.map(|(which, name)| (which.to_owned(), HEXLOWER.encode(&name)))
}

pub(super) fn write_manifest(folder: &Path, manifest: &Manifest) -> Outcome<()> {
    let path = folder.join(MANIFEST);
    let text = serde_json::to_vec_pretty(manifest).unwrap_or_default();
    let written = private(&path).and_then(|mut file| {
        file.write_all(&text)?;
        sync(&mut file)?;
        File::open(folder)?.sync_all()
    });
    written.map_err(|error| unwritable(&path, &error))
}

fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(path)
}

/// The cells of a row by the names of their columns.
struct Cells<'a>(&'a Table, &'a [Cell]);

impl<'a> Cells<'a> {
    fn cell(&self, name: &str) -> Option<&'a Cell> {
        let mut columns = self.0.columns.iter();
        let at = columns.position(|(column, _)| *column == name)?;
        self.1.get(at)
    }

    fn bytes(&self, name: &str) -> Option<&'a [u8]> {
        match self.cell(name) {
            Some(Cell::Bytes(Some(bytes))) => Some(bytes),
            _ => None,
        }
    }

    fn number(&self, name: &str) -> Option<u64> {
        match self.cell(name) {
            Some(Cell::Number(Some(number))) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        match self.cell(name) {
            Some(Cell::Text(Some(text))) => Some(text.clone()),
            _ => None,
        }
    }
}

/// Whether these keys made the recipient of a vault's row; `None` of any other row.
pub(super) fn vouched(table: &Table, row: &[Cell], keys: &ServerKeys) -> Option<bool> {
    let cells = Cells(table, row);
    if table.name != "vaults" {
        return None;
    }
    let vouched = || {
        Some(keys.vouches_for(
            Owner::Inbox,
            VaultId::from_slice(cells.bytes("id")?)?,
            u32::try_from(cells.number("generation")?).ok()?,
            cells.bytes("inbox_recipient")?,
            cells.bytes("inbox_mac")?,
        ))
    };
    Some(vouched().unwrap_or(false))
}

/// An object that a row names.
pub(super) struct Named {
    pub(super) vault: VaultId,
    pub(super) document: DocumentId,
    pub(super) version: u32,
    pub(super) object: String,
    pub(super) length: u64,
    pub(super) digest: [u8; 32],
}

impl Named {
    /// The objects of a row: two for a document, two for one that waits to be taken in, none elsewhere.
    pub(super) fn of(table: &Table, row: &[Cell]) -> Vec<Self> {
        let cells = Cells(table, row);
        let version = match table.name {
            "documents" => cells
                .number("version")
                .and_then(|number| u32::try_from(number).ok()),
            "deposits" => cells.bytes("sealed").map(|_| 1),
            _ => None,
        };
        let Some(version) = version else {
            return Vec::new();
        };
        let one = |object, length, digest| {
            Some(Self {
                vault: VaultId::from_slice(cells.bytes("vault_id")?)?,
                document: DocumentId::from_slice(cells.bytes("id")?)?,
                version,
                object: cells.text(object)?,
                length: cells.number(length)?,
                digest: cells.bytes(digest)?.try_into().ok()?,
            })
        };
        let file = one("object", "length", "digest");
        let pictures = one("pictures", "pictures_length", "pictures_digest");
        file.into_iter().chain(pictures).collect()
    }
}

/// The file of rows being written.
pub(super) struct Out {
    file: BufWriter<File>,
    digest: Digest,
    bytes: u64,
}

impl Out {
    pub(super) fn create(path: &Path) -> Outcome<Self> {
        let file = private(path).map_err(|error| unwritable(path, &error))?;
        Ok(Self {
            file: BufWriter::new(file),
            digest: Digest::default(),
            bytes: 0,
        })
    }

    pub(super) fn row(&mut self, table: &Table, row: &[Cell]) -> std::io::Result<()> {
        let line = row::write(table, row) + "\n";
        self.digest.update(line.as_bytes());
        self.bytes += line.len() as u64;
        self.file.write_all(line.as_bytes())
    }

    /// Makes it last; its length in bytes and its digest.
    pub(super) fn finish(self) -> std::io::Result<(u64, String)> {
        let mut file = self.file.into_inner().map_err(std::io::Error::from)?;
        sync(&mut file)?;
        Ok((self.bytes, HEXLOWER.encode(&self.digest.finish())))
    }
}

/// Every row of a file, one after another.
pub(super) fn rows(
    path: &Path,
) -> Outcome<impl Iterator<Item = Outcome<(&'static Table, Vec<Cell>)>>> {
    Ok(lines(path)?.map(|line| row::read(&line?).ok_or(Problem::Damaged("row of the backup"))))
}

/// Length and digest of the file of rows.
pub(super) fn measure(path: &Path) -> Outcome<(u64, String)> {
    let (mut bytes, mut digest) = (0, Digest::default());
    for line in lines(path)? {
        let line = line?;
        digest.update(line.as_bytes());
        digest.update(b"\n");
        bytes += line.len() as u64 + 1;
    }
    Ok((bytes, HEXLOWER.encode(&digest.finish())))
}

fn lines(path: &Path) -> Outcome<impl Iterator<Item = Outcome<String>>> {
    let unreadable = |error: &std::io::Error| {
        Problem::Unavailable(format!("the rows of the backup cannot be read ({error})"))
    };
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    Ok(BufReader::new(file)
        .lines()
        .map(move |line| line.map_err(|error| unreadable(&error))))
}
