//! Old backups go, and with them the objects that no backup names any more: what a person erased is
//! then gone from here too.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;

use super::format::{self, Manifest, Named};
use super::{Outcome, unwritable};
use crate::blobs::Blobs;
use crate::domain::time::Moment;

/// Removes the backups made before that moment, but never the one called `newest`; how many.
pub(super) async fn prune(
    folder: &Path,
    objects: &Blobs,
    before: Moment,
    newest: &str,
) -> Outcome<u64> {
    let mut removed = 0;
    let mut kept = Vec::new();
    for (path, manifest) in backups(folder)? {
        if manifest.made_at < before.millis() && !path.ends_with(newest) {
            std::fs::remove_dir_all(&path).map_err(|error| unwritable(&path, &error))?;
            removed += 1;
        } else {
            kept.push(path);
        }
    }
    if removed > 0 {
        remove_unnamed(objects, &kept).await?;
    }
    Ok(removed)
}

/// Every whole backup of a folder, the oldest first.
pub(super) fn backups(folder: &Path) -> Outcome<Vec<(PathBuf, Manifest)>> {
    let entries = std::fs::read_dir(folder).map_err(|error| unwritable(folder, &error))?;
    let mut found: Vec<(PathBuf, Manifest)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let manifest = Manifest::read(&path).ok()?;
            Some((path, manifest))
        })
        .collect();
    found.sort_by_key(|(_, manifest)| manifest.made_at);
    Ok(found)
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
