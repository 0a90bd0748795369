//! What uploads left on a disk when the process was killed in their midst.

use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::Error;
use super::address::Address;
use crate::domain::time::Moment;

/// Removes files begun before that moment and never finished; how many.
pub(super) async fn remove(address: &Address, before: Moment) -> Result<usize, Error> {
    let Address::Disk(folder) = address else {
        return Ok(0);
    };
    let folder = folder.clone();
    tokio::task::spawn_blocking(move || remove_under(&folder, before))
        .await
        .map_err(|_| Error::Unavailable)?
        .map_err(|_| Error::Unavailable)
}

/// Removes what an upload of this object left that could be neither finished nor taken back: `object_store` gives up what it wrote
/// once it has tried to rename it.
pub(super) async fn remove_of(folder: &Path, name: &str) -> Result<(), Error> {
    // Each object has a name of its own: the first number is never taken.
    let part = folder.join(format!("{name}#1"));
    let removed = tokio::task::spawn_blocking(move || std::fs::remove_file(part));
    match removed.await.map_err(|_| Error::Unavailable)? {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::Unavailable),
        _ => Ok(()),
    }
}

fn remove_under(folder: &Path, before: Moment) -> io::Result<usize> {
    let mut removed = 0;
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let meta = entry.metadata()?;
            if meta.is_dir() {
                folders.push(entry.path());
                continue;
            }
            let since = meta.modified()?.duration_since(UNIX_EPOCH);
            let millis = since.map_or(0, |since| since.as_millis());
            let old = i64::try_from(millis).is_ok_and(|at| Moment::from_millis(at) < before);
            // `object_store` writes to "<name>#<number>" and renames at the end; names hold no "#".
            if old && entry.file_name().as_encoded_bytes().contains(&b'#') {
                std::fs::remove_file(entry.path())?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}
