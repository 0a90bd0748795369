//! Puts the service together from its configuration.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::task::TaskTracker;
use zeroize::Zeroizing;

use crate::actions::Abri;
use crate::actions::scan::Scanning;
use crate::actions::uploads::Finishing;
use crate::blobs::{self, Blobs, Epochs};
use crate::catalogue::Procedures;
use crate::config::{Config, KeyFiles, MailSecurity, Objects, SecretBytes, SecretText};
use crate::crypto::argon::Argon;
use crate::crypto::checkpoints::{NotAKey, Verifier};
use crate::crypto::documents::Buffers;
use crate::crypto::secrets::Key;
use crate::crypto::server_keys::ServerKeys;
use crate::domain::time::Clock;
use crate::i18n::Zone;
use crate::media::{self, Scanner, Workers};
use crate::notify::{self, MailSettings, Notify, SmsSettings};
use crate::store::{self, Store};
use crate::web::{self, App, Site};

/// Sign-ins that may wait for a core; beyond, people are told to try again.
const WAITING: usize = 64;

/// What could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The tables.
    #[error("database: {0}")]
    Store(#[from] store::Error),
    /// The documents.
    #[error("objects: {0}")]
    Objects(blobs::Error),
    /// The keys of days.
    #[error("epochs: {0}")]
    Epochs(blobs::Error),
    /// How people are told that something is new.
    #[error("notices: {0}")]
    Notices(#[from] notify::Unusable),
    /// The operator's lists.
    #[error("checklists: {0}")]
    Checklists(String),
    /// Who signs the log of checkpoints.
    #[error("secrets.{0}: {1}")]
    Checkpoints(&'static str, NotAKey),
}

/// Opens every store of a configuration; tables of an older version are brought up to date.
pub async fn open(config: &Config, clock: Clock) -> Result<Abri, Problem> {
    let urls = [config.database.url(), config.ephemeral.url()];
    over(
        config,
        clock,
        Store::open(urls[0].expose(), urls[1].expose()).await?,
    )
}

/// The same for a command that may run beside the service: tables of an older version are refused.
pub async fn open_beside(config: &Config, clock: Clock) -> Result<Abri, Problem> {
    let urls = [config.database.url(), config.ephemeral.url()];
    over(
        config,
        clock,
        Store::open_beside(urls[0].expose(), urls[1].expose()).await?,
    )
}

fn over(config: &Config, clock: Clock, store: Store) -> Result<Abri, Problem> {
    let objects = blobs(&config.objects).map_err(Problem::Objects)?;
    let epochs = epochs(&config.epochs, &objects).map_err(Problem::Epochs)?;
    Ok(Abri {
        store,
        objects,
        epochs,
        keys: server_keys(config)?,
        buffers: Buffers::default(),
        finishing: Finishing::default(),
        argon: Argon::new(cores(), WAITING),
        clock,
        quotas: config.quotas.clone(),
        work: config.work.clone(),
        health_papers: config.health_papers,
        workers: workers(config),
        scanning: scanning(config),
        notify: notify(config)?,
    })
}

/// The lists of what procedures want: ours, with the operator's in their place.
pub fn procedures(config: &Config) -> Result<Procedures, Problem> {
    let Some(file) = &config.checklists else {
        return Ok(Procedures::default());
    };
    let wrong = |what: String| Problem::Checklists(format!("{}: {what}", file.display()));
    let text = std::fs::read_to_string(file)
        .map_err(|error| wrong(format!("cannot be read ({error})")))?;
    Procedures::with(&text).map_err(|error| wrong(error.to_string()))
}

/// The pages over an open service.
pub fn app(abri: Arc<Abri>, procedures: Procedures, config: &Config) -> App {
    let help = &config.help;
    let site = Site {
        origin: config.url.clone(),
        help: Arc::new(web::Help {
            name: help.name.clone(),
            phone: help.phone.clone(),
            place: help.place.clone(),
            hours: help.hours.clone(),
        }),
        neutral: NEUTRAL.into(),
        zone: Zone::of(config.time_zone.clone()),
        opening: config.opening.clone(),
        tries_per_source: config.limits.tries_per_source,
        vaults_per_source: config.limits.vaults_per_source,
        file_bytes: config.limits.file_bytes(),
        form_bytes: config.limits.form_bytes(),
        procedures,
        pseudo: config.pseudo_language,
    };
    App {
        abri,
        site,
        left: TaskTracker::new(),
    }
}

/// Where the quick exit goes: a page that anybody could have been reading.
const NEUTRAL: &str = "https://fr.wikipedia.org/wiki/Sp%C3%A9cial:Page_au_hasard";

/// As many heavy derivations at a time.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn workers(config: &Config) -> Workers {
    let mut settings = media::Settings::default();
    if let Some(count) = config.worker.count {
        settings.count = count;
    }
    settings.bounds.file_bytes = config.limits.file_bytes();
    settings.bounds.content.pages = config.limits.pages;
    settings.bounds.require_landlock = config.worker.require_landlock;
    Workers::new(settings)
}

fn scanning(config: &Config) -> Option<Scanning> {
    let clamav = &config.clamav;
    let socket = clamav.socket.clone()?;
    let scanner = Scanner {
        socket,
        patience: Duration::from_secs(clamav.seconds.into()),
    };
    Some(Scanning::new(scanner, clamav.on_found, clamav.when_away))
}

/// How people are told that something is new.
pub fn notify(config: &Config) -> Result<Notify, Problem> {
    let notices = &config.notices;
    let mail = notices.mail.as_ref().map(|mail| MailSettings {
        host: mail.host.clone(),
        port: mail.port,
        security: match mail.security {
            MailSecurity::Tls => notify::Security::Tls,
            MailSecurity::Starttls => notify::Security::StartTls,
        },
        credentials: mail
            .login
            .as_ref()
            .map(|(user, password)| notify::Credentials {
                user: user.clone(),
                password: secret(password),
            }),
        from: mail.from.clone(),
        authority: mail.authority.clone(),
    });
    let sms = notices.sms.as_ref().map(|sms| SmsSettings {
        url: sms.url.clone(),
        secret: secret(&sms.secret),
        prefixes: sms.prefixes.clone(),
    });
    Ok(Notify::new(mail, sms)?)
}

/// The keys of a configuration.
pub fn server_keys(config: &Config) -> Result<ServerKeys, Problem> {
    let key = |bytes: &SecretBytes| Key::take(&mut bytes.expose().clone());
    let secrets = &config.secrets;
    let mut keys = ServerKeys::new(
        key(&secrets.pepper),
        key(&secrets.lookup),
        key(&secrets.recipients),
    );
    if let Some(other) = &secrets.pepper_other {
        keys = keys.with_other_pepper(key(other));
    }
    let public = |setting, all: &[String]| {
        let read = |text: &String| text.parse::<Verifier>();
        let all: Result<Vec<_>, NotAKey> = all.iter().map(read).collect();
        all.map_err(|problem| Problem::Checkpoints(setting, problem))
    };
    let before = public("checkpoint_before", &secrets.checkpoint_before)?;
    let after = public("checkpoint_after", &secrets.checkpoint_after)?;
    Ok(keys.with_checkpoints(secrets.checkpoint.as_ref().map(key), before, after))
}

fn blobs(objects: &Objects) -> Result<Blobs, blobs::Error> {
    let (url, credentials) = address(objects);
    Blobs::open(&url, credentials.as_ref()).map(Blobs::held_by_rows)
}

fn epochs(place: &Objects, objects: &Blobs) -> Result<Epochs, blobs::Error> {
    let (url, credentials) = address(place);
    Epochs::open(&url, credentials.as_ref(), objects)
}

fn address(objects: &Objects) -> (String, Option<blobs::Credentials>) {
    (objects.url(), objects.keys().map(credentials))
}

/// What opens a bucket, read from its files again and again by the rules that held at the start.
pub fn credentials(files: &KeyFiles) -> blobs::Credentials {
    let files = files.clone();
    blobs::Credentials::renewed(move || {
        let read = files.read()?;
        Ok(blobs::Keys {
            access_key: read.access_key.expose().to_owned(),
            secret_key: secret(&read.secret_key),
            session_token: read.session_token.as_ref().map(secret),
        })
    })
}

fn secret(text: &SecretText) -> Zeroizing<String> {
    Zeroizing::new(text.expose().to_owned())
}
