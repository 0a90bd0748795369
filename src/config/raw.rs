//! The file as written, before it is checked.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::Deserialize;
use toml::Table;

use super::certificate::CertificateRaw;
use super::clamav::ClamAv;
use super::figures::{Help, Limits, Quotas, Worker};
use super::metrics::Metrics;
use super::notices::NoticesRaw;
use super::places::{Database, KeyFiles, Objects};
use super::problems::Problems;
use super::secrets::{SecretText, Secrets, read_secret, read_text};
use super::{Opening, StructureCode};
use crate::domain::document::HealthPapers;
use crate::domain::quota::DayQuotas;

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Raw {
    pub url: Option<String>,
    pub listen: SocketAddr,
    pub data: Option<PathBuf>,
    pub certificate: CertificateRaw,
    pub database: Option<Tables>,
    pub objects: Option<Store>,
    pub epochs: Option<Store>,
    pub secrets: SecretFiles,
    pub opening: WhoOpens,
    pub limits: Limits,
    pub quotas: Quotas,
    pub work: DayQuotas,
    pub time_zone: String,
    pub help: Help,
    pub worker: Worker,
    pub clamav: ClamAv,
    pub metrics: Metrics,
    pub notices: NoticesRaw,
    pub health_papers: HealthPapers,
    pub checklists: Option<PathBuf>,
    pub pseudo_language: bool,
    pub trusted_proxies: Vec<IpAddr>,
    pub balancers: Vec<IpAddr>,
    pub log: String,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            url: None,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8443)),
            data: None,
            certificate: CertificateRaw::default(),
            database: None,
            objects: None,
            epochs: None,
            secrets: SecretFiles::default(),
            opening: WhoOpens::default(),
            limits: Limits::default(),
            quotas: Quotas::default(),
            work: DayQuotas::default(),
            time_zone: "Europe/Paris".to_owned(),
            help: Help::default(),
            worker: Worker::default(),
            clamav: ClamAv::default(),
            metrics: Metrics::default(),
            notices: NoticesRaw::default(),
            health_papers: HealthPapers::default(),
            checklists: None,
            pseudo_language: false,
            trusted_proxies: Vec::new(),
            balancers: Vec::new(),
            log: "info".to_owned(),
        }
    }
}

impl Raw {
    pub(super) fn deserialize_from(table: &Table) -> Result<Self, toml::de::Error> {
        table.clone().try_into()
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Tables {
    pub url: String,
    pub password_file: Option<PathBuf>,
    pub ephemeral: Option<String>,
}

impl Tables {
    /// The durable and the ephemeral tables; for SQLite without an address, the latter are a file of this
    /// name beside the first.
    pub(super) fn checked(self, beside: &str) -> Result<(Database, Database), String> {
        let password = self.password_file.as_deref().map(read_text).transpose()?;
        let durable = Database::parse(&self.url, password.as_ref())?;
        let ephemeral = match (&self.ephemeral, &durable) {
            (Some(url), _) => Database::parse(url, password.as_ref())?,
            (None, Database::Postgres(url)) => Database::Postgres(url.clone()),
            (None, Database::Sqlite(path)) => Database::Sqlite(path.with_file_name(beside)),
        };
        match (&durable, &ephemeral) {
            (Database::Sqlite(one), Database::Sqlite(other)) if one == other => {
                Err("`ephemeral` must be a SQLite file of its own, outside every backup".to_owned())
            }
            (Database::Sqlite(_), Database::Sqlite(_))
            | (Database::Postgres(_), Database::Postgres(_)) => Ok((durable, ephemeral)),
            _ => Err("`url` and `ephemeral` must both be SQLite, or both PostgreSQL".to_owned()),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Store {
    pub url: String,
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub access_key_file: Option<PathBuf>,
    pub secret_key_file: Option<PathBuf>,
    pub session_token_file: Option<PathBuf>,
}

impl Store {
    pub(super) fn checked(self) -> Result<Objects, String> {
        let token = self.session_token_file;
        let keys = match (self.access_key_file, self.secret_key_file) {
            (Some(access_key), Some(secret_key)) => Some(KeyFiles {
                access_key,
                secret_key,
                session_token: token,
            }),
            (None, None) if token.is_none() => None,
            _ => return Err("give both `access_key_file` and `secret_key_file`".to_owned()),
        };
        if let Some(keys) = &keys {
            keys.read()?;
        }
        Objects::parse(&self.url, self.endpoint, self.region, keys)
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SecretFiles {
    pub pepper: Option<PathBuf>,
    pub pepper_other: Option<PathBuf>,
    pub lookup: Option<PathBuf>,
    pub recipients: Option<PathBuf>,
    pub checkpoint: Option<PathBuf>,
    pub checkpoint_before: Vec<String>,
    pub checkpoint_after: Vec<String>,
}

impl SecretFiles {
    pub(super) fn read(&self, problems: &mut Problems) -> Option<Secrets> {
        let mut read = |setting: &str, file: &Option<PathBuf>| {
            let file = problems.present(
                setting,
                file.as_deref(),
                "name its file; `abri secrets make` makes one",
            )?;
            problems.keep(setting, read_secret(file))
        };
        let (pepper, lookup, recipients) = (
            read("secrets.pepper", &self.pepper),
            read("secrets.lookup", &self.lookup),
            read("secrets.recipients", &self.recipients),
        );
        let mut optional = |setting: &str, file: &Option<PathBuf>| match file {
            Some(file) => problems.keep(setting, read_secret(file)).map(Some),
            None => Some(None),
        };
        let pepper_other = optional("secrets.pepper_other", &self.pepper_other);
        let checkpoint = optional("secrets.checkpoint", &self.checkpoint);
        let secrets = Secrets {
            pepper: pepper?,
            pepper_other: pepper_other?,
            lookup: lookup?,
            recipients: recipients?,
            checkpoint: checkpoint?,
            checkpoint_before: self.checkpoint_before.clone(),
            checkpoint_after: self.checkpoint_after.clone(),
        };
        let files = [
            &self.pepper,
            &self.lookup,
            &self.recipients,
            &self.pepper_other,
            &self.checkpoint,
        ]
        .map(Option::as_deref);
        if let Some((one, other)) = secrets.repeated()
            && let (Some(one), Some(other)) = (files[one], files[other])
        {
            problems.add(
                "secrets",
                format!(
                    "{} and {} hold the same bytes; remove one of them and run `abri secrets make`",
                    one.display(),
                    other.display()
                ),
            );
        }
        Some(secrets)
    }
}

#[derive(Default, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Who {
    #[default]
    Anyone,
    StructureCode,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WhoOpens {
    pub who: Who,
    pub codes_file: Option<PathBuf>,
}

impl WhoOpens {
    pub(super) fn checked(&self, problems: &mut Problems) -> Option<Opening> {
        if self.who == Who::Anyone {
            return Some(Opening::Anyone);
        }
        let advice = "name a file with one line per code: the code, a space, the structure's name";
        let file = problems.present("opening.codes_file", self.codes_file.as_deref(), advice)?;
        let text = problems.keep("opening.codes_file", read_text(file))?;
        let mut codes = Vec::new();
        for line in text
            .expose()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            match line.split_once(' ') {
                Some((code, structure)) if code.len() >= 8 && !structure.trim().is_empty() => codes.push(
                    StructureCode { structure: structure.trim().to_owned(), code: SecretText::new(code.to_owned()) },
                ),
                _ => problems.add(
                    "opening.codes_file",
                    "each line is a code of 8 characters or more, a space, and the structure's name",
                ),
            }
        }
        if codes.is_empty() {
            problems.add("opening.codes_file", format!("holds no code; {advice}"));
        }
        Some(Opening::StructureCode(codes))
    }
}
