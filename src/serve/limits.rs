//! The bounds of one listener, as lengths of time and counts.

use std::net::IpAddr;
use std::time::Duration;

use crate::config::{Config, Limits};

/// Bounds of one listener.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// To finish the TLS handshake.
    pub handshake: Duration,
    /// To send the head of a request.
    pub header: Duration,
    /// How long an HTTP/2 connection without a request is kept.
    pub idle: Duration,
    /// Without one byte of a body.
    pub stall: Duration,
    /// The slowest body, in bytes per second, once `stall` has passed.
    pub slowest: u64,
    /// For requests in flight at the end.
    pub stop: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one source.
    pub per_source: usize,
    /// Requests that one HTTP/2 connection may abandon before it is closed.
    pub resets: u32,
    /// The proxies that are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The balancers whose connections begin with a header that says who comes.
    pub balancers: Vec<IpAddr>,
}

impl Bounds {
    /// Those of a configuration.
    pub fn of(config: &Config) -> Self {
        Self {
            trusted_proxies: config.trusted_proxies.clone(),
            balancers: config.balancers.clone(),
            ..Self::from(&config.limits)
        }
    }

    /// How long `bytes` may take at the slowest: a piece of an answer that is read within `stall` is never
    /// too slow.
    pub(super) fn allowance(&self, bytes: u64) -> Duration {
        self.stall.max(self.time(bytes))
    }

    /// How long the client of a request may be waited for until its first `bytes` are there.
    pub(super) fn patience(&self, bytes: u64) -> Duration {
        self.stall + self.time(bytes)
    }

    fn time(&self, bytes: u64) -> Duration {
        Duration::from_millis(bytes.saturating_mul(1000) / self.slowest.max(1))
    }
}

impl From<&Limits> for Bounds {
    /// No proxy and no balancer is believed.
    fn from(limits: &Limits) -> Self {
        let header = Duration::from_secs(limits.header_seconds);
        Self {
            handshake: Duration::from_secs(limits.handshake_seconds),
            header,
            idle: header * 6,
            stall: Duration::from_secs(limits.stall_seconds),
            slowest: limits.slowest_bytes_per_second,
            stop: Duration::from_secs(limits.stop_seconds),
            connections: limits.connections,
            per_source: limits.connections_per_source,
            resets: 100,
            trusted_proxies: Vec::new(),
            balancers: Vec::new(),
        }
    }
}
