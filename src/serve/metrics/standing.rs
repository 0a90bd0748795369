//! What is read at the moment somebody asks: queues, stores, jobs, disks.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use tokio::sync::watch;

use crate::actions::Abri;
use crate::actions::scan::Scanning;
use crate::config::{Config, Database, Objects};
use crate::domain::time::Moment;
use crate::jobs::{Job, Record};
use crate::serve::certificates::Validity;
use crate::{blobs, store};

/// The disk of a place, under the name that figures give it.
type Disk = (&'static str, PathBuf);

pub(super) struct Standing {
    abri: Arc<Abri>,
    record: Arc<Record>,
    holds: watch::Receiver<Option<Validity>>,
    disks: Vec<Disk>,
    started: Moment,
}

impl fmt::Debug for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Standing").finish_non_exhaustive()
    }
}

impl Standing {
    pub(super) fn new(
        config: &Config,
        abri: Arc<Abri>,
        record: Arc<Record>,
        holds: watch::Receiver<Option<Validity>>,
    ) -> Self {
        let started = abri.now();
        Self {
            abri,
            record,
            holds,
            disks: disks(config),
            started,
        }
    }

    /// Nothing while there is none.
    fn certificate(&self, tell: &mut Telling<'_>) -> fmt::Result {
        let Some(validity) = *self.holds.borrow() else {
            return Ok(());
        };
        tell.gauge(
            "certificate_begin_timestamp_seconds",
            "From when on the certificate that is served holds",
            seconds(validity.from),
        )?;
        tell.gauge(
            "certificate_end_timestamp_seconds",
            "When the certificate that is served ends",
            seconds(validity.until),
        )
    }

    fn queues(&self, tell: &mut Telling<'_>) -> fmt::Result {
        let argon = self.abri.argon.load();
        tell.gauge(
            "argon_running",
            "Derivations from codes and words under way",
            argon.running as u64,
        )?;
        tell.gauge(
            "argon_waiting",
            "Derivations that wait for a core",
            argon.waiting as u64,
        )?;
        tell.counter(
            "argon_refused",
            "Derivations turned away: too many waited",
            argon.refused,
        )?;
        let workers = self.abri.workers.load();
        tell.gauge(
            "workers_running",
            "Workers at untrusted files",
            workers.running as u64,
        )?;
        tell.gauge(
            "workers_waiting",
            "Files and pages that wait for a worker",
            workers.waiting as u64,
        )?;
        tell.counter("workers_started", "Workers started", workers.started)?;
        tell.counter(
            "workers_refused",
            "Files and pages turned away: too many waited",
            workers.turned_away,
        )?;
        tell.counter(
            "workers_died",
            "Workers that died, talked nonsense or took too long",
            workers.died,
        )?;
        tell.counter(
            "files_refused",
            "Files that a worker did not find fit to be kept",
            workers.refused,
        )
    }

    fn stores(&self, tell: &mut Telling<'_>) -> fmt::Result {
        let tables = store::failures();
        tell.family(
            "store_failures",
            "Calls to the tables or the objects that failed, whether or not they were tried again",
            MetricType::Counter,
            [
                (
                    [("store", "tables"), ("kind", "unavailable")],
                    tables.unavailable,
                ),
                ([("store", "tables"), ("kind", "busy")], tables.busy),
                ([("store", "tables"), ("kind", "failed")], tables.failed),
                (
                    [("store", "objects"), ("kind", "unavailable")],
                    blobs::failures(),
                ),
            ],
        )?;
        let free = self.disks.iter().filter_map(|(place, folder)| {
            let disk = rustix::fs::statvfs(folder).ok()?;
            Some((
                [("place", *place)],
                disk.f_bavail.saturating_mul(disk.f_frsize),
            ))
        });
        tell.family(
            "disk_free_bytes",
            "Room left on the disk of each place; a database or a bucket elsewhere has none here",
            MetricType::Gauge,
            free,
        )?;
        tell.gauge(
            "disk_kept_free_bytes",
            "Below this much room for objects no paper is taken in (quotas.least_free_disk_megabytes)",
            self.abri.quotas.least_free_disk_bytes(),
        )
    }

    fn jobs(&self, tell: &mut Telling<'_>) -> fmt::Result {
        let well = Job::ALL.into_iter().filter_map(|job| {
            let at = self.record.well_at(job)?;
            Some(([("task", job.name())], seconds(at)))
        });
        tell.family(
            "job_last_success_timestamp_seconds",
            "When each job went well last; missing until it first did",
            MetricType::Gauge,
            well,
        )?;
        tell.family(
            "job_failures",
            "Runs of each job that failed; each is tried again",
            MetricType::Counter,
            Job::ALL
                .into_iter()
                .map(|job| ([("task", job.name())], self.record.failures(job))),
        )?;
        tell.counter(
            "check_findings",
            "What the daily checks of papers against objects found",
            self.record.findings(),
        )?;
        tell.counter(
            "messages_unsent",
            "Messages that the relay or the hook did not take; each is tried five times",
            self.record.unsent(),
        )?;
        let scanning = self.abri.scanning.as_ref();
        tell.counter(
            "antivirus_unanswered",
            "Papers that the anti-virus gave no answer about",
            scanning.map_or(0, Scanning::unanswered),
        )
    }
}

impl Collector for Standing {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut tell = Telling(encoder);
        tell.family(
            "build_info",
            "The version at work",
            MetricType::Gauge,
            [([("version", env!("CARGO_PKG_VERSION"))], 1)],
        )?;
        tell.gauge(
            "start_timestamp_seconds",
            "When this process began to serve",
            seconds(self.started),
        )?;
        self.certificate(&mut tell)?;
        self.queues(&mut tell)?;
        self.stores(&mut tell)?;
        self.jobs(&mut tell)
    }
}

struct Telling<'a>(DescriptorEncoder<'a>);

impl Telling<'_> {
    fn gauge(&mut self, name: &str, help: &str, value: u64) -> fmt::Result {
        let metric = self
            .0
            .encode_descriptor(name, help, None, MetricType::Gauge)?;
        ConstGauge::new(value).encode(metric)
    }

    fn counter(&mut self, name: &str, help: &str, value: u64) -> fmt::Result {
        let metric = self
            .0
            .encode_descriptor(name, help, None, MetricType::Counter)?;
        ConstCounter::new(value).encode(metric)
    }

    fn family<const N: usize>(
        &mut self,
        name: &str,
        help: &str,
        kind: MetricType,
        values: impl IntoIterator<Item = ([(&'static str, &'static str); N], u64)>,
    ) -> fmt::Result {
        let mut metric = self.0.encode_descriptor(name, help, None, kind)?;
        for (labels, value) in values {
            let one = metric.encode_family(&labels)?;
            match kind {
                MetricType::Counter => ConstCounter::new(value).encode(one)?,
                _ => ConstGauge::new(value).encode(one)?,
            }
        }
        Ok(())
    }
}

/// Whole seconds since 1970, as Prometheus counts time.
fn seconds(at: Moment) -> u64 {
    u64::try_from(at.millis() / 1000).unwrap_or_default()
}

fn disks(config: &Config) -> Vec<Disk> {
    let mut disks = Vec::new();
    let tables = [
        ("tables", &config.database),
        ("ephemeral", &config.ephemeral),
    ];
    for (place, database) in tables {
        if let Database::Sqlite(file) = database
            && let Some(folder) = file.parent()
        {
            disks.push((place, folder.to_owned()));
        }
    }
    for (place, objects) in [("objects", &config.objects), ("epochs", &config.epochs)] {
        if let Objects::Disk(folder) = objects {
            disks.push((place, folder.clone()));
        }
    }
    disks
}
