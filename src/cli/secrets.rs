//! `abri secrets`: the three secrets of a first start, and what they are called.

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use super::{Failure, say};
use crate::config::Config;
use crate::serve::compose;
use crate::serve::first_start::make_secrets;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Make the files `pepper`, `lookup` and `recipients` in a folder; files that exist are kept.
    Make {
        /// The folder; made if missing, for its owner alone.
        folder: PathBuf,
    },
    /// Say what the secrets of a configuration are called: a backup says which ones it wants by these names.
    Names {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Make { folder } => make(folder),
        Command::Names { config } => names(config),
    }
}

/// Nothing is opened but the secrets themselves: a name is no secret.
fn names(config: &Path) -> Result<(), Failure> {
    let config = Config::load(config)?;
    let keys = compose::server_keys(&config)?;
    for (which, name) in keys.names() {
        say(&format!("{which} {}", HEXLOWER.encode(&name)));
    }
    // The public key, to be named by other nodes before it signs, and by all of them once another one does.
    let signer = keys.checkpoint_signer();
    say(&format!("checkpoint {}", signer.verifier().text()));
    Ok(())
}

fn make(folder: &Path) -> Result<(), Failure> {
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
