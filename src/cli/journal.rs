//! `abri journal verify`: a list that a person took away, or all journals of the tables.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Failure, PROBLEMS, say, service};
use crate::actions::Problem;
use crate::actions::checkpoints::append::append;
use crate::actions::checkpoints::read as checkpoints;
use crate::actions::verify_journal::{self, LogKey, Mark};
use crate::crypto::random;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Verify a journal that was taken away (no service needed), or those of a service.
    #[command(
        after_help = "Ends with 0 when all is whole, 3 when something is not, 1 when it could not be read."
    )]
    Verify {
        /// The file that was taken away.
        #[arg(required_unless_present = "config", conflicts_with = "config")]
        file: Option<PathBuf>,
        /// What the person noted from their page: number, colon, at least eight digits.
        #[arg(long, requires = "file")]
        mark: Option<Mark>,
        /// The key of the log as its operator publishes it; without it, the key inside the file is believed and printed.
        #[arg(long, requires = "file")]
        key: Option<LogKey>,
        /// The configuration of a service: the chains of all its vaults are verified.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Print the newest signed checkpoint of all journals, to be kept away from this machine.
    Checkpoint {
        /// The configuration of the service.
        #[arg(long)]
        config: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Checkpoint { config } => checkpoint(config),
        Command::Verify {
            file,
            mark,
            key,
            config,
        } => match (file, config) {
            (Some(file), _) => taken(file, mark.as_ref(), key.as_ref()),
            (None, Some(config)) => stored(config),
            // The command line lets neither through.
            (None, None) => Ok(ExitCode::FAILURE),
        },
    }
}

/// The note alone on standard output, so that it can be sent to a file; who signs it on the other.
fn checkpoint(config: &Path) -> Result<ExitCode, Failure> {
    service::with(config, |_, abri| async move {
        // What happened since the service's last round belongs to it.
        append(&abri, &random::bytes()).await?;
        let (note, key) = match checkpoints::newest(&abri).await {
            Err(Problem::NotFound) => return Err("there is no journal yet: nobody has come".into()),
            newest => newest?,
        };
        writeln!(std::io::stdout(), "{}", note.trim_end())?;
        say(&format!("signed with the key {key}"));
        Ok(ExitCode::SUCCESS)
    })
}

fn taken(file: &Path, mark: Option<&Mark>, key: Option<&LogKey>) -> Result<ExitCode, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("{} cannot be read ({error})", file.display()))?;
    Ok(match verify_journal::taken(&text, mark, key) {
        Ok(sound) => {
            say(&format!("{}: {sound}", file.display()));
            ExitCode::SUCCESS
        }
        Err(flaw) => {
            say(&format!("{}: {flaw}", file.display()));
            ExitCode::from(PROBLEMS)
        }
    })
}

fn stored(config: &Path) -> Result<ExitCode, Failure> {
    service::with(config, |_, abri| async move {
        let all = verify_journal::all(&abri).await?;
        for (vault, flaw) in &all.flaws {
            say(&format!("vault {vault}: {flaw}"));
        }
        say(&format!(
            "{} journals with {} entries verified, {} not whole; details are sealed and stay shut",
            all.vaults,
            all.entries,
            all.flaws.len()
        ));
        Ok(if all.flaws.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(PROBLEMS)
        })
    })
}
