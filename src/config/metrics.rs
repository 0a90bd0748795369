//! Where figures are told.

use std::net::SocketAddr;

use serde::Deserialize;

use super::problems::Problems;

/// Figures for Prometheus; nowhere without an address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Where to listen for whoever reads figures.
    pub listen: Option<SocketAddr>,
    /// Whether that may be an address that other machines reach.
    pub beyond_this_machine: bool,
}

impl Metrics {
    pub(super) fn check(&self, problems: &mut Problems) {
        if self
            .listen
            .is_some_and(|address| !address.ip().to_canonical().is_loopback())
            && !self.beyond_this_machine
        {
            problems.add(
                "metrics.listen",
                "other machines reach this address, and figures go there in clear to whoever asks: write \
                 127.0.0.1:9464, or beyond_this_machine = true if your firewall lets only Prometheus through",
            );
        }
    }
}
