//! The folder of the demonstration: secrets, configuration, and where everything lies.

use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use std::io::Write;

use crate::cli::Failure;
use crate::config::{Config, Database, Objects};
use crate::serve::first_start::make_secrets;

/// Where things lie, as told to whoever started the demonstration.
#[derive(serde::Serialize)]
pub(super) struct Paths {
    /// The durable tables: a file, or an address without its password.
    pub database: String,
    /// The ephemeral tables, likewise.
    pub ephemeral: String,
    /// The keys of days: a folder.
    pub epochs: String,
    /// The ciphertext: a folder, or a bucket.
    pub objects: String,
    /// The configuration, fit for every other command.
    pub config: String,
}

/// What the command line chose.
pub(super) struct Choice<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// PostgreSQL instead of SQLite.
    pub database: Option<&'a str>,
    /// A bucket, or another folder, instead of one inside.
    pub objects: Option<&'a str>,
}

/// Makes what is missing, writes the configuration for this address, and reads it as any other.
pub(super) fn prepare(
    choice: &Choice<'_>,
    address: SocketAddr,
) -> Result<(Config, Paths), Failure> {
    let folder = choice.folder;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let folder = folder.canonicalize()?;
    // Apart from the keys of days: whoever backs the tables up takes their folder.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder.join("tables"))?;
    make_secrets(&folder.join("secrets"))?;
    let file = folder.join("demo.toml");
    write_private(&file, &text(choice, &folder, address)?)?;
    let config = Config::load(&file)?;
    let paths = Paths {
        database: tables(&config.database),
        ephemeral: tables(&config.ephemeral),
        epochs: place(&config.epochs),
        objects: place(&config.objects),
        config: file.display().to_string(),
    };
    Ok((config, paths))
}

fn tables(database: &Database) -> String {
    match database {
        Database::Sqlite(path) => path.display().to_string(),
        // The password stays in its file.
        Database::Postgres(_) => "postgres".to_owned(),
    }
}

fn place(objects: &Objects) -> String {
    match objects {
        Objects::Disk(path) => path.display().to_string(),
        Objects::S3 { .. } => objects.url(),
    }
}

fn text(choice: &Choice<'_>, folder: &Path, address: SocketAddr) -> Result<String, Failure> {
    let at = |name: &str| folder.join(name).display().to_string();
    let secret = |name: &str| at(&format!("secrets/{name}"));
    let mut tables = toml::Table::new();
    let mut section = |name: &str, lines: &[(&str, toml::Value)]| {
        let lines = lines
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()));
        tables.insert(name.to_owned(), toml::Value::Table(lines.collect()));
    };
    section("certificate", &[("self_made", true.into())]);
    match choice.database {
        None => section(
            "database",
            &[(
                "url",
                format!("sqlite://{}", at("tables/abri.sqlite")).into(),
            )],
        ),
        Some(url) => {
            let (url, password) = without_password(url);
            let mut lines = vec![("url", url.into())];
            if let Some(password) = password {
                write_private(Path::new(&secret("database")), &password)?;
                lines.push(("password_file", secret("database").into()));
            }
            section("database", &lines);
        }
    }
    match choice.objects {
        None => section("objects", &[("url", at("objects").into())]),
        Some(url) => section("objects", &bucket(url, folder)?),
    }
    section("epochs", &[("url", at("epochs").into())]);
    section(
        "secrets",
        &["pepper", "lookup", "recipients"].map(|name| (name, secret(name).into())),
    );
    section(
        "help",
        &[
            ("name", "Association Le Porche".into()),
            ("phone", "01 99 00 12 34".into()),
            ("place", "8 rue du Pont, Valmer".into()),
            ("hours", "du lundi au vendredi, de 9 h à 17 h".into()),
        ],
    );
    tables.insert(
        "url".to_owned(),
        format!("https://localhost:{}", address.port()).into(),
    );
    tables.insert("listen".to_owned(), address.to_string().into());
    tables.insert("data".to_owned(), folder.display().to_string().into());
    tables.insert("pseudo_language".to_owned(), true.into());
    Ok(toml::to_string(&tables)?)
}

/// `postgres://user:password@host/name` in two parts, so that no configuration holds a password.
fn without_password(url: &str) -> (String, Option<String>) {
    let apart = || {
        let (scheme, rest) = url.split_once("://")?;
        let (user, host) = rest.split_once('@')?;
        let (user, password) = user.split_once(':')?;
        Some((format!("{scheme}://{user}@{host}"), password.to_owned()))
    };
    apart().map_or_else(
        || (url.to_owned(), None),
        |(url, password)| (url, Some(password)),
    )
}

/// `s3://bucket?endpoint=…&region=…`, its keys from the usual variables; or a folder.
fn bucket(url: &str, folder: &Path) -> Result<Vec<(&'static str, toml::Value)>, Failure> {
    let Some((bucket, query)) = url.split_once('?') else {
        return Ok(vec![("url", url.into())]);
    };
    let mut lines = vec![("url", bucket.into())];
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some(("endpoint", value)) => lines.push(("endpoint", value.into())),
            Some(("region", value)) => lines.push(("region", value.into())),
            _ => return Err("--objects takes s3://bucket?endpoint=…&region=…".into()),
        }
    }
    let (access, secret) = crate::config::bucket_keys()
        .ok_or("--objects s3://… needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")?;
    for (name, value) in [("access_key_file", access), ("secret_key_file", secret)] {
        let file: PathBuf = folder.join("secrets").join(name);
        write_private(&file, value.expose())?;
        lines.push((name, file.display().to_string().into()));
    }
    Ok(lines)
}

/// Writes a file that its owner alone reads, replacing an older one.
pub(super) fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    let mut out = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()
}
