//! `abri serve`: the service itself.

use std::path::PathBuf;

use super::Failure;
use crate::config::Config;
use crate::serve;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = Config::load(&arguments.config)?;
    super::log::to_standard_error(&config.log)?;
    let handed_over = serve::handed_over().map_err(serve::Problem::HandedOver)?;
    let runtime = super::runtime::new()?;
    runtime.block_on(async {
        let listener = match handed_over {
            Some(listener) => serve::adopt(listener)?,
            None => serve::bind(config.listen).await?,
        };
        serve::start(&config, listener, |_| async { Ok(()) }, |_| {}).await
    })?;
    Ok(())
}
