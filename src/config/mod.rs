//! What the operator decides: one TOML file, the environment over it, and secrets in files.
//!
//! The whole file is read at once and every problem is told, not only the first. Unknown settings are
//! refused: a misspelt limit must not silently be no limit.

mod certificate;
mod clamav;
mod environment;
mod figures;
mod metrics;
mod notices;
mod places;
mod problems;
mod raw;
mod secrets;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

pub use certificate::{Acme, Certificate, read_key};
pub use clamav::{ClamAv, Then};
pub use environment::bucket_keys;
pub use figures::{Help, Limits, Quotas, Worker};
pub use metrics::Metrics;
pub use notices::{Mail, MailSecurity, Notices, Sms};
pub use places::{Credentials, Database, KeyFiles, Objects, Origin};
pub use problems::{Problem, Problems};
pub use secrets::{SecretBytes, SecretText, Secrets, make as make_secret};

use crate::domain::document::HealthPapers;
use crate::domain::quota::{DayQuotas, What};
use raw::Raw;

/// Everything a server needs to know before it starts, checked.
#[derive(Debug)]
pub struct Config {
    /// The public origin, used for every link; never taken from a request.
    pub url: Origin,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The folder for what Abri makes for itself (a self-made certificate).
    pub data: PathBuf,
    /// Where the certificate comes from.
    pub certificate: Certificate,
    /// The durable tables.
    pub database: Database,
    /// The ephemeral tables, outside every backup.
    pub ephemeral: Database,
    /// The encrypted documents.
    pub objects: Objects,
    /// The epoch keys, outside every backup.
    pub epochs: Objects,
    /// The server's own keys.
    pub secrets: Secrets,
    /// Who may open a vault.
    pub opening: Opening,
    /// Bounds on what one source, one connection and one request may take.
    pub limits: Limits,
    /// Bounds on what is kept.
    pub quotas: Quotas,
    /// How much a professional may do in a day.
    pub work: DayQuotas,
    /// The time zone of people, for times on pages and "until tonight".
    pub time_zone: jiff::tz::TimeZone,
    /// Who helps, shown on every lock and error page.
    pub help: Help,
    /// The operator's anti-virus.
    pub clamav: ClamAv,
    /// Figures for Prometheus.
    pub metrics: Metrics,
    /// The processes that read untrusted files.
    pub worker: Worker,
    /// How people who asked for it are told that something is new.
    pub notices: Notices,
    /// Whether papers with health data are taken in (CSP art. L1111-8).
    pub health_papers: HealthPapers,
    /// A file with the operator's own lists of what procedures want, in the place of ours.
    pub checklists: Option<PathBuf>,
    /// Whether the right-to-left pseudo-language for tests is offered.
    pub pseudo_language: bool,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The balancers that pass TLS through and say who comes by the PROXY protocol, version 2.
    pub balancers: Vec<IpAddr>,
    /// What is logged, as a `tracing` filter.
    pub log: String,
}

/// Who may open a vault.
#[derive(Debug, Clone)]
pub enum Opening {
    /// Whoever comes.
    Anyone,
    /// Whoever brings a code of one of these structures.
    StructureCode(Vec<StructureCode>),
}

/// A code that a structure hands out, so that people may open a vault.
#[derive(Debug, Clone)]
pub struct StructureCode {
    /// The structure's name.
    pub structure: String,
    /// The code.
    pub code: SecretText,
}

impl Config {
    /// Reads the file and the process's environment over it.
    pub fn load(file: &Path) -> Result<Self, Problems> {
        let text = std::fs::read_to_string(file).map_err(|error| {
            Problems::one(
                "--config",
                format!(
                    "{} cannot be read ({error}); give the path of the configuration file",
                    file.display()
                ),
            )
        })?;
        Self::parse(&text, &environment::of_process())
    }

    /// Reads a text with these environment variables over it; secrets are still read from their files.
    pub fn parse(text: &str, variables: &[(String, String)]) -> Result<Self, Problems> {
        environment::apply(text, variables)?.checked()
    }
}

impl Raw {
    fn checked(self) -> Result<Config, Problems> {
        let mut problems = Problems::default();
        let config = self.assemble(&mut problems);
        match config {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(problems),
        }
    }

    /// Checks every setting before it gives up, so that all problems are told at once.
    fn assemble(self, problems: &mut Problems) -> Option<Config> {
        let url = self.url.as_deref().map(Origin::parse);
        let url = problems.required(
            "url",
            url,
            "write the public address, such as https://abri.example.org",
        );
        let data = problems.present("data", self.data, "name the folder Abri may write to");
        let certificate = self.certificate.checked(url.as_ref(), problems);
        let database = problems.required(
            "database",
            self.database.map(|d| d.checked("ephemeral.sqlite")),
            "add the section",
        );
        let ephemeral = database.as_ref().map(|(_, ephemeral)| ephemeral.clone());
        let objects = problems.required(
            "objects",
            self.objects.map(raw::Store::checked),
            "add the section",
        );
        let epochs = problems.required(
            "epochs",
            self.epochs.map(raw::Store::checked),
            "add the section",
        );
        if let (Some(objects), Some(epochs)) = (&objects, &epochs)
            && objects.holds(epochs)
        {
            problems.add(
                "epochs",
                "must live at an address of its own, outside `objects` and outside every backup",
            );
        }
        let secrets = self.secrets.read(problems);
        let opening = self.opening.checked(problems);
        let time_zone = problems.keep("time_zone", time_zone(&self.time_zone));
        check_balancers(&self.balancers, &self.trusted_proxies, problems);
        self.limits.check(problems);
        self.quotas.check(problems);
        check_work(&self.work, problems);
        self.worker.check(problems);
        self.clamav.check(problems);
        self.metrics.check(problems);
        self.help.check(problems);
        let notices = self.notices.checked(problems);
        Some(Config {
            url: url?,
            listen: self.listen,
            data: data?,
            certificate: certificate?,
            database: database?.0,
            ephemeral: ephemeral?,
            objects: objects?,
            epochs: epochs?,
            secrets: secrets?,
            opening: opening?,
            limits: self.limits,
            quotas: self.quotas,
            work: self.work,
            time_zone: time_zone?,
            help: self.help,
            worker: self.worker,
            clamav: self.clamav,
            metrics: self.metrics,
            notices,
            health_papers: self.health_papers,
            checklists: self.checklists,
            pseudo_language: self.pseudo_language,
            trusted_proxies: self.trusted_proxies,
            balancers: self.balancers,
            log: self.log,
        })
    }
}

fn time_zone(name: &str) -> Result<jiff::tz::TimeZone, String> {
    jiff::tz::TimeZone::get(name)
        .map_err(|_| format!("`{name}` is not a time zone; write a name such as Europe/Paris"))
}

fn check_balancers(balancers: &[IpAddr], proxies: &[IpAddr], problems: &mut Problems) {
    if balancers.iter().any(|one| proxies.contains(one)) {
        problems.add(
            "balancers",
            "an address that passes TLS through cannot be one of `trusted_proxies`, which read it; keep it in one list",
        );
    }
}

fn check_work(work: &DayQuotas, problems: &mut Problems) {
    for what in What::ALL {
        if let Some(most) = work.of(*what) {
            let setting = format!("work.{}", what.as_str());
            figures::between(problems, &setting, most.into(), 10_000);
        }
    }
}
