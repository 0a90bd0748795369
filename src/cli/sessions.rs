//! `abri sessions end`: everybody comes in again.

use std::path::PathBuf;

use super::{Failure, say, service};
use crate::actions::end_sessions::end_sessions;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// End the session of everybody, at once and on every node: after an incident, for example. Nothing else ends.
    End {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::End { config } = command;
    service::with(config, |_, abri| async move {
        let ended = end_sessions(&abri).await?;
        say(&format!("{ended} sessions ended"));
        Ok(())
    })
}
