//! Figures of a configuration: limits, quotas, workers, and who helps.

use serde::Deserialize;

use super::problems::Problems;

/// Bytes in the megabytes of the configuration (10^6), as pages tell them.
const MEGABYTE: u64 = 1_000_000;

/// Bounds on what one source, one connection and one request may take.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Tries (codes, words, spoken codes) per source and quarter of an hour.
    pub tries_per_source: u32,
    /// Vaults opened for the first time per source and hour.
    pub vaults_per_source: u32,
    /// Connections open at once.
    pub connections: usize,
    /// Connections open at once from one address; trusted proxies are not counted.
    pub connections_per_source: usize,
    /// The largest file, in megabytes.
    pub file_megabytes: u64,
    /// The largest body of a form without files, in kilobytes.
    pub form_kilobytes: u64,
    /// Pages of one document.
    pub pages: u32,
    /// Seconds to finish the TLS handshake.
    pub handshake_seconds: u64,
    /// Seconds to send the head of a request; also how long an idle connection of HTTP/1 is kept, six times as long for HTTP/2.
    pub header_seconds: u64,
    /// Seconds without one byte, in a body being received or an answer being sent.
    pub stall_seconds: u64,
    /// The slowest body accepted, in bytes per second, after its first `stall_seconds`.
    pub slowest_bytes_per_second: u64,
    /// Seconds given to requests in flight when the server is asked to stop.
    pub stop_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tries_per_source: 30,
            vaults_per_source: 30,
            connections: 2_000,
            connections_per_source: 100,
            file_megabytes: 25,
            form_kilobytes: 64,
            pages: 100,
            handshake_seconds: 10,
            header_seconds: 10,
            stall_seconds: 10,
            slowest_bytes_per_second: 2_000,
            stop_seconds: 60,
        }
    }
}

impl Limits {
    /// The largest file, in bytes.
    pub fn file_bytes(&self) -> u64 {
        self.file_megabytes * MEGABYTE
    }

    /// The largest body of a form without files, in bytes.
    pub fn form_bytes(&self) -> u64 {
        self.form_kilobytes * 1024
    }

    pub(super) fn check(&self, problems: &mut Problems) {
        let figures = [
            (
                "limits.tries_per_source",
                u64::from(self.tries_per_source),
                10_000,
            ),
            (
                "limits.vaults_per_source",
                u64::from(self.vaults_per_source),
                10_000,
            ),
            ("limits.connections", self.connections as u64, 100_000),
            (
                "limits.connections_per_source",
                self.connections_per_source as u64,
                100_000,
            ),
            ("limits.file_megabytes", self.file_megabytes, 1_000),
            ("limits.form_kilobytes", self.form_kilobytes, 10_000),
            ("limits.pages", u64::from(self.pages), 1_000),
            ("limits.handshake_seconds", self.handshake_seconds, 300),
            ("limits.header_seconds", self.header_seconds, 300),
            ("limits.stall_seconds", self.stall_seconds, 300),
            (
                "limits.slowest_bytes_per_second",
                self.slowest_bytes_per_second,
                1_000_000,
            ),
            ("limits.stop_seconds", self.stop_seconds, 3_600),
        ];
        for (setting, figure, most) in figures {
            between(problems, setting, figure, most);
        }
    }
}

/// Bounds on what is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quotas {
    /// What one vault may hold, in megabytes.
    pub vault_megabytes: u64,
    /// Below this much free disk, in megabytes, nothing more is taken in.
    pub least_free_disk_megabytes: u64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            vault_megabytes: 500,
            least_free_disk_megabytes: 1_000,
        }
    }
}

impl Quotas {
    /// What one vault may hold, in bytes.
    pub fn vault_bytes(&self) -> u64 {
        self.vault_megabytes * MEGABYTE
    }

    /// The least free disk, in bytes.
    pub fn least_free_disk_bytes(&self) -> u64 {
        self.least_free_disk_megabytes * MEGABYTE
    }

    pub(super) fn check(&self, problems: &mut Problems) {
        between(
            problems,
            "quotas.vault_megabytes",
            self.vault_megabytes,
            1_000_000,
        );
        between(
            problems,
            "quotas.least_free_disk_megabytes",
            self.least_free_disk_megabytes,
            100_000_000,
        );
    }
}

/// The processes that read untrusted files.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Worker {
    /// How many at once; as many as cores when absent.
    pub count: Option<usize>,
    /// Whether not to start where the kernel refuses Landlock.
    pub require_landlock: bool,
}

impl Worker {
    pub(super) fn check(&self, problems: &mut Problems) {
        if let Some(count) = self.count {
            between(problems, "worker.count", count as u64, 256);
        }
    }
}

/// Who helps: shown to people on every lock and error page, in the operator's own words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Help {
    /// The service's or the person's name.
    pub name: String,
    /// A telephone number.
    pub phone: String,
    /// Where to come.
    pub place: String,
    /// When.
    pub hours: String,
}

impl Help {
    pub(super) fn check(&self, problems: &mut Problems) {
        if self.name.trim().is_empty() {
            problems.add(
                "help.name",
                "is missing; people who are locked out must read whom to ask",
            );
        }
        if self.phone.trim().is_empty() && self.place.trim().is_empty() {
            problems.add(
                "help",
                "give `phone` or `place`; people who are locked out must know where to go",
            );
        }
    }
}

pub(super) fn between(problems: &mut Problems, setting: &str, figure: u64, most: u64) {
    if figure == 0 || figure > most {
        problems.add(
            setting,
            format!("is {figure}; write a number from 1 to {most}"),
        );
    }
}
