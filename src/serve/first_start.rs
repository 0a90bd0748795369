//! What a first start needs and nobody should have to invent: the server's own secrets.

use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::config::make_secret;
use crate::crypto::random;

/// A secret's file, and whether it was made now or was already there.
pub struct Made {
    /// The file.
    pub file: PathBuf,
    /// Made now.
    pub new: bool,
}

/// Makes `pepper`, `lookup` and `recipients` in a folder of its owner's alone. A file that exists stays.
pub fn make_secrets(folder: &Path) -> io::Result<Vec<Made>> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let make = |name: &str| {
        let file = folder.join(name);
        match make_secret(&file, &random::bytes::<32>()) {
            Ok(()) => Ok(Made { file, new: true }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Ok(Made { file, new: false })
            }
            Err(error) => Err(error),
        }
    };
    ["pepper", "lookup", "recipients"]
        .into_iter()
        .map(make)
        .collect()
}
