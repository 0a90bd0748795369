//! Old backups go, and with them the objects that no backup names any more: what a person erased is
//! then gone from here too.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;

use super::format::{self, Manifest, Named};
use super::{Outcome, Problem, unwritable};
use crate::blobs::Blobs;
use crate::domain::time::Moment;

/// What became of old backups.
pub(super) struct Pruned {
    pub removed: u64,
    /// Why some cannot be read: they stay, and everything that they may name.
    pub unread: Vec<Problem>,
}

/// Removes the backups made before that moment, but never the one called `newest`, and what one had left that broke off
/// before then.
pub(super) async fn prune(
    folder: &Path,
    objects: &Blobs,
    before: Moment,
    newest: &str,
) -> Outcome<Pruned> {
    let mut removed = 0;
    let mut kept = Vec::new();
    let Backups {
        whole,
        unread,
        broken_off,
    } = backups(folder)?;
    for path in broken_off {
        if format::written_at(&path).is_some_and(|at| at < before) {
            std::fs::remove_dir_all(&path).map_err(|error| unwritable(&path, &error))?;
            removed += 1;
        }
    }
    for (path, manifest) in whole {
        if manifest.made_at < before.millis() && !path.ends_with(newest) {
            std::fs::remove_dir_all(&path).map_err(|error| unwritable(&path, &error))?;
            removed += 1;
        } else {
            kept.push(path);
        }
    }
    // What a backup that cannot be read here names is not known: it keeps everything.
    if removed > 0 && unread.is_empty() {
        remove_unnamed(objects, &kept).await?;
    }
    Ok(Pruned { removed, unread })
}

/// A folder of backups.
pub(super) struct Backups {
    /// Every whole one, the oldest first.
    pub(super) whole: Vec<(PathBuf, Manifest)>,
    /// Why others cannot be read.
    pub(super) unread: Vec<Problem>,
    /// Those that have rows and no manifest: they broke off, or are being written.
    broken_off: Vec<PathBuf>,
}

/// Looks at every backup of a folder.
pub(super) fn backups(folder: &Path) -> Outcome<Backups> {
    let entries = std::fs::read_dir(folder).map_err(|error| unwritable(folder, &error))?;
    let (mut whole, mut unread, mut broken_off) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let path = entry.map_err(|error| unwritable(folder, &error))?.path();
        // A disk of its own has a folder of the file system's, which may not be looked into and is no backup.
        if !path.is_dir() || path.ends_with("lost+found") {
            continue;
        }
        match Manifest::read(&path) {
            Ok(manifest) => whole.push((path, manifest)),
            // Of one that may not be looked into, it is not known either.
            Err(problem) if Manifest::is_there(&path).unwrap_or(true) => {
                unread.push(match problem {
                    Problem::Damaged(what) => {
                        Problem::Unavailable(format!("{}: {what} is damaged", path.display()))
                    }
                    // Says which already.
                    other => other,
                });
            }
            Err(_) if path.join(format::TABLES).exists() => broken_off.push(path),
            // Objects, or nothing of ours.
            Err(_) => {}
        }
    }
    whole.sort_by_key(|(_, manifest): &(PathBuf, Manifest)| manifest.made_at);
    Ok(Backups {
        whole,
        unread,
        broken_off,
    })
}

async fn remove_unnamed(objects: &Blobs, backups: &[PathBuf]) -> Outcome<()> {
    let mut named = HashSet::new();
    for backup in backups {
        for row in format::rows(&backup.join(format::TABLES))? {
            let (table, row) = row?;
            named.extend(Named::of(table, &row).into_iter().map(|one| one.object));
        }
    }
    for folder in ["d", "p"] {
        let mut list = objects.list(folder);
        while let Some(one) = list.try_next().await? {
            if !named.contains(&one.name) {
                objects.delete(&one.name).await?;
            }
        }
    }
    Ok(())
}
