//! Logging to standard error. Requests' headers, paths, queries and bodies are never logged.

use tracing_subscriber::EnvFilter;

use super::Failure;

/// Starts logging what `filter` asks for.
pub(super) fn to_standard_error(filter: &str) -> Result<(), Failure> {
    let advice = |_| format!("log: `{filter}` is not a filter; write info, warn or debug");
    let filter = EnvFilter::builder().parse(filter).map_err(advice)?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false);
    log.try_init().map_err(|error| error.to_string().into())
}
