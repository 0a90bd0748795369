//! Figures of the running service, as Prometheus reads them: how much, how often, how long, how full.
//!
//! Each room counts what it does; here it is only read. No figure has a label that could grow with people: no
//! person, vault, paper, structure, path or address.

mod listen;
mod standing;
mod traffic;

use std::sync::Arc;

use prometheus_client::encoding::prometheus_text;
use prometheus_client::registry::Registry;
use tokio::sync::watch;

use super::certificates::Validity;
use crate::actions::Abri;
use crate::config::Config;
use crate::jobs::Record;

pub use listen::Listening;
pub use traffic::Traffic;

/// Everything that is told.
pub struct Metrics(Registry);

impl Metrics {
    /// Over a service that was opened, the record of its jobs, how long its certificate holds and what its connections count.
    pub fn new(
        config: &Config,
        abri: Arc<Abri>,
        record: Arc<Record>,
        holds: watch::Receiver<Option<Validity>>,
        traffic: &Traffic,
    ) -> Self {
        let mut registry = Registry::with_prefix("abri");
        traffic.register(&mut registry);
        let standing = standing::Standing::new(config, abri, record, holds);
        registry.register_collector(Box::new(standing));
        Self(registry)
    }

    /// All figures as text (Prometheus text format 0.0.4). Asks disks for their room: not for a thread that
    /// others wait for.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.0)?;
        Ok(text)
    }
}
