//! The stores of a configuration, opened for one command.

use std::future::Future;
use std::path::Path;

use super::Failure;
use crate::actions::Abri;
use crate::config::Config;
use crate::domain::time::Clock;
use crate::serve::compose;

/// Opens what the configuration names, runs `command` and closes.
pub(super) fn with<T, F>(
    file: &Path,
    command: impl FnOnce(Config, std::sync::Arc<Abri>) -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let config = Config::load(file)?;
    // What a use case has to say beside its answer.
    super::log::to_standard_error("warn")?;
    let runtime = super::runtime::new()?;
    runtime.block_on(async {
        let abri = std::sync::Arc::new(compose::open_beside(&config, Clock::system()).await?);
        let done = command(config, abri.clone()).await;
        abri.store.close().await;
        done
    })
}
