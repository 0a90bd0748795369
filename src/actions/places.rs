//! Whether the places of a configuration are what they must be: private, and the keys of days apart.

use std::fmt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::config::{Config, Database, Objects};

/// What is wrong with a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misplaced {
    /// Other users of the machine can look into it.
    Open(PathBuf),
    /// The keys of days lie inside a place that a backup takes, or around it.
    EpochsWith(PathBuf),
    /// The folder of backups lies inside a place of the service, or around it.
    BackupWith(PathBuf),
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(path) => write!(
                f,
                "{} can be read by other users; run chmod go= on it",
                path.display()
            ),
            Self::EpochsWith(path) => write!(
                f,
                "`epochs` and {} are one inside the other: a backup of it would revive ended shares; move `epochs`",
                path.display()
            ),
            Self::BackupWith(path) => write!(
                f,
                "the backup and {} are one inside the other; choose another folder",
                path.display()
            ),
        }
    }
}

/// Looks at every place on this machine.
pub fn check(config: &Config) -> Vec<Misplaced> {
    let mut found = Vec::new();
    for place in [file(&config.database), file(&config.ephemeral)]
        .into_iter()
        .flatten()
        .chain(
            [folder(&config.objects), folder(&config.epochs)]
                .into_iter()
                .flatten(),
        )
    {
        if is_open(place) {
            found.push(Misplaced::Open(place.to_owned()));
        }
    }
    let Some(epochs) = folder(&config.epochs) else {
        return found;
    };
    let taken = [
        folder(&config.objects),
        file(&config.database).and_then(Path::parent),
    ];
    for place in taken.into_iter().flatten() {
        if nested(epochs, place) {
            found.push(Misplaced::EpochsWith(place.to_owned()));
        }
    }
    found
}

/// Whether a backup may be written into this folder.
pub fn may_hold_backups(config: &Config, into: &Path) -> Result<(), Misplaced> {
    let places = [
        folder(&config.objects),
        folder(&config.epochs),
        file(&config.database),
        file(&config.ephemeral),
    ];
    match places
        .into_iter()
        .flatten()
        .find(|place| nested(place, into))
    {
        Some(place) => Err(Misplaced::BackupWith(place.to_owned())),
        None => Ok(()),
    }
}

fn file(database: &Database) -> Option<&Path> {
    match database {
        Database::Sqlite(path) => Some(path),
        Database::Postgres(_) => None,
    }
}

fn folder(objects: &Objects) -> Option<&Path> {
    match objects {
        Objects::Disk(path) => Some(path),
        Objects::S3 { .. } => None,
    }
}

fn is_open(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

fn nested(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        whole.canonicalize().unwrap_or(whole)
    };
    let (a, b) = (real(a), real(b));
    a.starts_with(&b) || b.starts_with(&a)
}
