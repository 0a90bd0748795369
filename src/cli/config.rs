//! `abri config check`: every problem of a configuration, one line each.

use std::path::PathBuf;

use super::{Failure, say};
use crate::config::Config;
use crate::serve::sandbox::{self, Sandbox};

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Read a configuration, its secrets and the environment, and list every problem.
    Check {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Check { config } = command;
    let checked = Config::load(config)?;
    crate::serve::tls::of(
        &checked.certificate,
        &checked.data,
        crate::domain::time::Clock::system().now(),
    )?;
    crate::serve::compose::procedures(&checked)?;
    crate::serve::compose::notify(&checked)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let sandbox = runtime.block_on(sandbox::look(&checked.worker))?;
    if sandbox == Sandbox::WithoutLandlock {
        say(&format!("warning: {sandbox}"));
    }
    say(&format!(
        "{}: no problem found; people will come to {}",
        config.display(),
        checked.url
    ));
    Ok(())
}
