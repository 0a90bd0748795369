//! What connections and requests count.

use std::time::Duration;

use axum::http::StatusCode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::web::routes::Policy;
use crate::web::turned_away::TurnedAway;

type Label = (&'static str, &'static str);

/// Ends of the histogram's buckets, in seconds: a page, a derivation, an upload from a telephone.
const SECONDS: [f64; 9] = [0.005, 0.02, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 60.0];

/// Counters of one listener. Clones count together.
#[derive(Clone)]
pub struct Traffic {
    requests: Family<[Label; 2], Counter>,
    seconds: Family<[Label; 1], Histogram, fn() -> Histogram>,
    connections: Gauge,
    refused: Counter,
    turned_away: Family<[Label; 1], Counter>,
    received: Counter,
    sent: Counter,
}

impl Default for Traffic {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            connections: Gauge::default(),
            refused: Counter::default(),
            turned_away: Family::default(),
            received: Counter::default(),
            sent: Counter::default(),
        }
    }
}

/// One open connection; dropping it counts it as closed.
pub(in crate::serve) struct Open(Gauge);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Traffic {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "requests",
            "Answers begun, by who may ask for such a page (none: no such page, or refused before) and by class of status",
            self.requests.clone(),
        );
        registry.register(
            "request_seconds",
            "From the head of a request to the head of its answer; what a client sends in between takes its own time",
            self.seconds.clone(),
        );
        registry.register(
            "connections",
            "Connections open now",
            self.connections.clone(),
        );
        registry.register(
            "connections_refused",
            "Connections closed at once: over limits.connections, or over limits.connections_per_source",
            self.refused.clone(),
        );
        // Both are told from the beginning: an alert cannot ask for what is not there yet.
        for why in [TurnedAway::Forged, TurnedAway::TooOften] {
            drop(self.turned_away.get_or_create(&[label(why)]));
        }
        registry.register(
            "turned_away",
            "Requests that tried to go around a control: of another host or page (forged), or over a limit (too_often)",
            self.turned_away.clone(),
        );
        registry.register(
            "received_bytes",
            "Bytes of bodies received",
            self.received.clone(),
        );
        registry.register("sent_bytes", "Bytes of bodies sent", self.sent.clone());
    }

    /// A connection was taken.
    pub(in crate::serve) fn opened(&self) -> Open {
        self.connections.inc();
        Open(self.connections.clone())
    }

    /// A connection was closed at once.
    pub(in crate::serve) fn refused(&self) {
        self.refused.inc();
    }

    /// A request tried to go around a control.
    pub(in crate::serve) fn turned_away(&self, why: TurnedAway) {
        self.turned_away.get_or_create(&[label(why)]).inc();
    }

    /// Bytes of a request's body came.
    pub(in crate::serve) fn received(&self, bytes: u64) {
        self.received.inc_by(bytes);
    }

    /// Bytes of an answer's body were handed over.
    pub(in crate::serve) fn sent(&self, bytes: u64) {
        self.sent.inc_by(bytes);
    }

    /// The answer to a request begins.
    pub(in crate::serve) fn answered(
        &self,
        policy: Option<Policy>,
        status: StatusCode,
        took: Duration,
    ) {
        let route = ("route", class(policy));
        self.requests
            .get_or_create(&[route, ("status", status_class(status))])
            .inc();
        self.seconds
            .get_or_create(&[route])
            .observe(took.as_secs_f64());
    }
}

const fn label(why: TurnedAway) -> Label {
    let why = match why {
        TurnedAway::Forged => "forged",
        TurnedAway::TooOften => "too_often",
    };
    ("why", why)
}

/// Whom a page is for, in a handful of words.
const fn class(policy: Option<Policy>) -> &'static str {
    match policy {
        None => "none",
        Some(Policy::Anyone | Policy::SignedOut) => "anyone",
        Some(Policy::Beneficiary | Policy::Renewing) => "person",
        Some(Policy::Professional(_) | Policy::Mediator) => "professional",
        Some(Policy::Viewer | Policy::Asker) => "reader",
        Some(Policy::Depositor) => "depositor",
        Some(Policy::Guichet | Policy::Helped) => "helped",
    }
}

fn status_class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}
