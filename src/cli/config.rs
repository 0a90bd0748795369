//! `abri config check`: every problem of a configuration, one line each.

use std::path::PathBuf;

use super::{Failure, say};
use crate::config::Config;
use crate::domain::time::Clock;
use crate::serve::sandbox::{self, Sandbox};
use crate::serve::{compose, tls};

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
    let now = Clock::system().now();
    let certificate = tls::of(&checked.certificate, &checked.data, now);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let sandbox = runtime.block_on(sandbox::look(&checked.worker));
    let problems: Vec<String> = [
        certificate.err().map(|problem| problem.to_string()),
        compose::server_keys(&checked)
            .err()
            .map(|problem| problem.to_string()),
        compose::procedures(&checked)
            .err()
            .map(|problem| problem.to_string()),
        compose::notify(&checked)
            .err()
            .map(|problem| problem.to_string()),
        sandbox.as_ref().err().map(ToString::to_string),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !problems.is_empty() {
        return Err(problems.join("\n").into());
    }
    if let Ok(less @ Sandbox::WithoutLandlock) = sandbox {
        say(&format!("warning: {less}"));
    }
    say(&format!(
        "{}: no problem found; people will come to {}",
        config.display(),
        checked.url
    ));
    Ok(())
}
