//! `abri clock accept`: the service was off for days, and its clock is right.

use std::path::PathBuf;

use super::{Failure, say, service};
use crate::actions::keep_days;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Believe a clock that is more than 48 hours ahead of the last known moment; keys of days that
    /// are over are then destroyed again.
    Accept {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Accept { config } = command;
    service::with(config, |_, abri| async move {
        keep_days::accept_clock(&abri).await?;
        say(
            "the clock is believed; the service destroys the keys of the days that are over at its next round",
        );
        Ok(())
    })
}
