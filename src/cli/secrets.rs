//! `abri secrets make`: the three secrets of a first start.

use std::path::PathBuf;

use super::{Failure, say};
use crate::serve::first_start::make_secrets;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Make the files `pepper`, `lookup` and `recipients` in a folder; files that exist are kept.
    Make {
        /// The folder; made if missing, for its owner alone.
        folder: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Make { folder } = command;
    let made = make_secrets(folder)
        .map_err(|error| format!("{} cannot be written ({error})", folder.display()))?;
    for secret in made {
        let file = secret.file.display();
        if secret.new {
            say(&format!(
                "{file} made; keep a copy apart from the database's backups"
            ));
        } else {
            say(&format!("{file} was there and stays as it is"));
        }
    }
    Ok(())
}
