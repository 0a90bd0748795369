//! Backups: the durable rows of one moment, then the objects they name, into a folder.
//!
//! ```text
//! <folder>/objects/d/…  p/…  tombstones/…  checkpoints/log/…     ciphertext, written once, shared by all backups
//! <folder>/<name>/tables.jsonl                 one row a line, see [`format`]
//! <folder>/<name>/manifest.json                written last: without it the backup is not whole
//! ```
//!
//! Ephemeral rows and the keys of days are never in it, so that no share and no session comes back.
//! Both engines write the same format: a backup of SQLite can be restored into PostgreSQL.

pub mod format;
mod prune;
pub mod restore;
mod row;
pub mod taken_back;

use std::fs::DirBuilder;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use futures_util::TryStreamExt;

use self::format::{Manifest, Named};
use super::{Abri, Outcome, Problem};
use crate::blobs::{self, Blobs};
use crate::crypto::digest::Digest;
use crate::domain::time::Span;
use crate::store::{copy, deposits, documents};

/// Small objects that no row names and every backup has.
const FOLDERS: [&str; 2] = ["tombstones", "checkpoints/log"];

/// What a backup did.
#[derive(Debug, Default)]
pub struct Taken {
    /// Rows of all tables.
    pub rows: u64,
    /// Objects copied this time.
    pub copied: u64,
    /// Objects that an earlier backup had copied.
    pub kept: u64,
    /// Objects that an earlier backup had copied, that were damaged there since and were copied anew.
    pub mended: u64,
    /// Objects that a row names and that could not be copied.
    pub lost: Vec<Lost>,
    /// Older backups removed, and what broken off ones had left.
    pub removed: u64,
    /// Why older ones cannot be read: they and all that they may name stay.
    pub unread: Vec<Problem>,
}

/// An object that is not what its row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Its name.
    pub object: String,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It is not there.
    #[error("is missing")]
    Missing,
    /// It has another length.
    #[error("has another length")]
    Length,
    /// It has other bytes.
    #[error("was altered")]
    Altered,
    /// Its disk does not give it back.
    #[error("cannot be read")]
    Unreadable,
}

/// Takes a backup called `name`; backups older than `keep` are removed with what they alone needed. Objects that an earlier
/// one had copied are believed by their length.
pub async fn backup(abri: &Abri, folder: &Path, name: &str, keep: Span) -> Outcome<Taken> {
    take(abri, folder, name, keep, Earlier::Believed).await
}

/// The same; each object that it names and an earlier one had copied is read to its end, and copied anew where a disk has
/// altered it.
pub async fn backup_and_read_all(
    abri: &Abri,
    folder: &Path,
    name: &str,
    keep: Span,
) -> Outcome<Taken> {
    take(abri, folder, name, keep, Earlier::Read).await
}

/// What is made of the objects that an earlier backup had copied.
enum Earlier {
    Believed,
    Read,
}

async fn take(
    abri: &Abri,
    folder: &Path,
    name: &str,
    keep: Span,
    earlier: Earlier,
) -> Outcome<Taken> {
    make(folder)?;
    let into = folder.join(name);
    if into.exists() {
        return Err(Problem::Unavailable(format!(
            "{} exists already",
            into.display()
        )));
    }
    let objects = objects(folder)?;
    make(&into)?;
    let taken = fill(abri, (&into, &objects), earlier).await;
    let mut taken = match taken {
        Ok(taken) => taken,
        Err(problem) => {
            // A disk that is full night after night would hold a piece of each; what was copied of the objects stays, for the next.
            drop(std::fs::remove_dir_all(&into));
            return Err(problem);
        }
    };
    let pruned = prune::prune(folder, &objects, abri.now() - keep, name).await?;
    (taken.removed, taken.unread) = (pruned.removed, pruned.unread);
    Ok(taken)
}

/// Writes tables, objects and the manifest of one backup.
async fn fill(abri: &Abri, (into, objects): (&Path, &Blobs), earlier: Earlier) -> Outcome<Taken> {
    let mut manifest = Manifest::begin(abri.now(), &abri.keys);
    let named = write_tables(abri, &into.join(format::TABLES), &mut manifest).await?;
    let mut taken = Taken {
        rows: manifest.rows.values().sum(),
        ..Taken::default()
    };
    for one in &named {
        let carried = match earlier {
            Earlier::Believed => carry(&abri.objects, objects, one).await?,
            Earlier::Read => carry_or_mend(&abri.objects, objects, one).await?,
        };
        match carried {
            Ok(Carried::Copied) => taken.copied += 1,
            Ok(Carried::Kept) => taken.kept += 1,
            Ok(Carried::Mended(why)) => {
                tracing::warn!(object = one.object, %why, "an object of an earlier backup was damaged, and was copied anew");
                taken.mended += 1;
            }
            // Erased since the rows were read: nothing is lost.
            Err(_) if !is_named(abri, one).await? => {}
            Err(why) => taken.lost.push(Lost {
                object: one.object.clone(),
                why,
            }),
        }
    }
    carry_folders(&abri.objects, objects).await?;
    format::write_manifest(into, &manifest)?;
    Ok(taken)
}

async fn write_tables(abri: &Abri, path: &Path, manifest: &mut Manifest) -> Outcome<Vec<Named>> {
    let mut out = format::Out::create(path)?;
    let mut named = Vec::new();
    let mut other_pepper = false;
    let mut failed = None;
    let mut tx = abri.store.durable.read().await?;
    for table in copy::TABLES {
        let mut rows = 0;
        copy::read(&mut tx, table, |row| {
            rows += 1;
            named.extend(Named::of(table, &row));
            other_pepper |= format::is_under_other_pepper(table, &row, &abri.keys);
            failed = out.row(table, &row).err();
            failed.is_none()
        })
        .await?;
        if let Some(error) = failed.take() {
            return Err(unwritable(path, &error));
        }
        manifest.rows.insert(table.name.to_owned(), rows);
    }
    drop(tx);
    if !other_pepper {
        manifest.secrets.remove("pepper_other");
    }
    (manifest.tables_bytes, manifest.tables_digest) =
        out.finish().map_err(|error| unwritable(path, &error))?;
    manifest.objects = named.len() as u64;
    Ok(named)
}

/// Reads an object to its end: what is wrong with it, if anything.
pub(super) async fn read_whole(
    objects: &Blobs,
    name: &str,
    length: u64,
    expected: &[u8; 32],
) -> Outcome<Option<Why>> {
    let mut stream = match objects.get_stream(name, length).await {
        Ok(stream) => Box::pin(stream),
        Err(error) => return why(error).map(Some),
    };
    let mut digest = Digest::default();
    loop {
        match stream.try_next().await {
            Ok(Some(piece)) => digest.update(&piece),
            Ok(None) => break,
            Err(error) => return why(error).map(Some),
        }
    }
    Ok((digest.finish() != *expected).then_some(Why::Altered))
}

enum Carried {
    Copied,
    Kept,
    /// It was there, damaged like that.
    Mended(Why),
}

/// Copies an object; one that is there is read first, and copied anew where it is damaged and the other is not.
async fn carry_or_mend(from: &Blobs, to: &Blobs, one: &Named) -> Outcome<Result<Carried, Why>> {
    let whole = |objects| read_whole(objects, &one.object, one.length, &one.digest);
    // A sector that is gone is no reason to leave the rest as it is.
    let there = match whole(to).await {
        Err(Problem::Away(_)) => Some(Why::Unreadable),
        read => read?,
    };
    let damage = match there {
        None => return Ok(Ok(Carried::Kept)),
        Some(Why::Missing) => return carry(from, to, one).await,
        Some(damage) => damage,
    };
    if whole(from).await?.is_some() {
        return Ok(Err(damage));
    }
    to.delete(&one.object).await?;
    let copied = carry(from, to, one).await?;
    Ok(copied.map(|_| Carried::Mended(damage)))
}

/// Copies an object unless it is there with its length; every copied byte passes its digest.
async fn carry(from: &Blobs, to: &Blobs, one: &Named) -> Outcome<Result<Carried, Why>> {
    match to.head(&one.object).await? {
        Some(length) if length == one.length => return Ok(Ok(Carried::Kept)),
        // Left by a copy that broke off: written anew.
        Some(_) => to.delete(&one.object).await?,
        None => {}
    }
    let mut stream = match from.get_stream(&one.object, one.length).await {
        Ok(stream) => Box::pin(stream),
        Err(error) => return why(error).map(Err),
    };
    let mut upload = to.put_stream(&one.object).await?;
    let mut digest = Digest::default();
    loop {
        match stream.try_next().await {
            Ok(Some(piece)) => {
                digest.update(&piece);
                upload.write(piece).await?;
            }
            Ok(None) => break,
            Err(error) => return why(error).map(Err),
        }
    }
    if digest.finish() != one.digest {
        return Ok(Err(Why::Altered));
    }
    upload.finish().await?;
    Ok(Ok(Carried::Copied))
}

fn why(error: blobs::Error) -> Outcome<Why> {
    match error {
        blobs::Error::Missing => Ok(Why::Missing),
        blobs::Error::Length { .. } => Ok(Why::Length),
        other => Err(other.into()),
    }
}

async fn carry_folders(from: &Blobs, to: &Blobs) -> Outcome<()> {
    for folder in FOLDERS {
        let mut list = from.list(folder);
        while let Some(one) = list.try_next().await? {
            if to.head(&one.name).await?.is_none() {
                let bytes = from.get_range(&one.name, one.length, 0..one.length).await?;
                to.put(&one.name, bytes).await?;
            }
        }
    }
    Ok(())
}

async fn is_named(abri: &Abri, one: &Named) -> Outcome<bool> {
    let mut tx = abri.store.durable.read().await?;
    let row = documents::version(&mut tx, one.vault, one.document, one.version).await?;
    Ok(row.is_some() || deposits::names(&mut tx, &one.object).await?)
}

/// The objects of a backup's folder.
fn objects(folder: &Path) -> Outcome<Blobs> {
    let folder = std::path::absolute(folder)
        .and_then(|folder| folder.canonicalize())
        .map_err(|error| unwritable(folder, &error))?;
    Ok(Blobs::open(
        &format!("file://{}/objects", folder.display()),
        None,
    )?)
}

fn make(folder: &Path) -> Outcome<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| unwritable(folder, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Unavailable(format!("{} cannot be written ({error})", path.display()))
}

fn sync(file: &mut std::fs::File) -> std::io::Result<()> {
    file.flush()?;
    file.sync_all()
}
