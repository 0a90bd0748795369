//! Addresses: the public origin, databases and object stores.

use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::secrets::{SecretText, read_text};

/// The public origin: `https`, a host, perhaps a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    text: String,
    authority: String,
}

impl Origin {
    /// Reads an origin; a path other than `/` is refused.
    pub fn parse(text: &str) -> Result<Self, String> {
        let advice = "write https:// and a host, such as https://abri.example.org";
        let text = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
        let authority = text
            .strip_prefix("https://")
            .ok_or_else(|| format!("does not start with https://; {advice}"))?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if authority.is_empty() || !authority.chars().all(plain) {
            return Err(format!("is not a plain origin; {advice}"));
        }
        let (host, port) = split_port(authority);
        let port = port.map(str::parse::<u16>).transpose();
        // An address of IPv6 stands in brackets; nothing else has a colon.
        let inside = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        let named = inside.map_or(!host.contains([':', '[', ']']), |inside| {
            !inside.contains(['[', ']'])
        });
        let authority = match port {
            Ok(port) if named && !inside.unwrap_or(host).is_empty() => match port {
                // A browser leaves the usual port out of `Host` and `Origin`.
                None | Some(443) => host.to_owned(),
                Some(port) => format!("{host}:{port}"),
            },
            _ => return Err(format!("has no host or a port that is no number; {advice}")),
        };
        Ok(Self {
            text: format!("https://{authority}"),
            authority,
        })
    }

    /// As browsers send it in `Origin`: no slash at the end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// As browsers send it in `Host`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The name or address of its host, without the port.
    pub fn host(&self) -> &str {
        split_port(&self.authority).0
    }

    /// Whether it names this machine.
    pub fn is_local(&self) -> bool {
        matches!(self.host(), "localhost" | "127.0.0.1" | "[::1]")
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// Where tables live.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A `postgres://` address, its password inside.
    Postgres(SecretText),
}

impl Database {
    /// Reads `sqlite:///path` or `postgres://…`; a password given apart is put in.
    pub fn parse(url: &str, password: Option<&SecretText>) -> Result<Self, String> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            if !Path::new(path).is_absolute() {
                return Err("a SQLite address is sqlite:// and an absolute path".to_owned());
            }
            return Ok(Self::Sqlite(path.into()));
        }
        let rest = url
            .strip_prefix("postgres://")
            .or_else(|| url.strip_prefix("postgresql://"))
            .ok_or("write sqlite:///absolute/path or postgres://user@host/name")?;
        if !is_here(rest) && !rest.contains("sslmode=") {
            // Without the word the driver would go on in clear where the server offers nothing better.
            return Err(
                "is on another machine and does not say sslmode; write sslmode=verify-full, and sslrootcert for an authority of your own"
                    .to_owned(),
            );
        }
        let Some(password) = password else {
            return Ok(Self::Postgres(SecretText::new(format!(
                "postgres://{rest}"
            ))));
        };
        let (user, host) = rest
            .split_once('@')
            .ok_or("with `password_file`, write postgres://user@host/name")?;
        if user.contains(':') {
            return Err(
                "holds a password although `password_file` is given; keep the file only".to_owned(),
            );
        }
        let password = utf8_percent_encode(password.expose(), NON_ALPHANUMERIC);
        Ok(Self::Postgres(SecretText::new(format!(
            "postgres://{user}:{password}@{host}"
        ))))
    }

    /// The address as the driver wants it; it may hold a password.
    pub fn url(&self) -> SecretText {
        match self {
            Self::Sqlite(path) => SecretText::new(format!("sqlite://{}", path.display())),
            Self::Postgres(url) => url.clone(),
        }
    }
}

/// Whether `user@host:port/name?…` is reached without leaving this machine: a loopback address, or a socket.
fn is_here(rest: &str) -> bool {
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = place.split('/').next().unwrap_or_default();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    // The driver lets these words go over the host before them.
    let others = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut others = others.filter(|(name, _)| matches!(*name, "host" | "hostaddr"));
    is_local(split_port(host).0) && others.all(|(_, host)| is_local(host))
}

fn is_local(host: &str) -> bool {
    host.is_empty()
        || host.starts_with(['/', '%'])
        || matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "::1")
}

/// Where objects live.
#[derive(Debug, Clone)]
pub enum Objects {
    /// A folder.
    Disk(PathBuf),
    /// A bucket of an S3-compatible store.
    S3 {
        /// The bucket.
        bucket: String,
        /// The store's address.
        endpoint: String,
        /// The region's name.
        region: String,
        /// What opens it.
        keys: KeyFiles,
    },
}

/// The files that hold what opens a bucket, read again and again.
#[derive(Debug, Clone)]
pub struct KeyFiles {
    /// The name of the key.
    pub access_key: PathBuf,
    /// The key.
    pub secret_key: PathBuf,
    /// The token that goes with short-lived keys.
    pub session_token: Option<PathBuf>,
}

/// What opens a bucket.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The name of the key.
    pub access_key: SecretText,
    /// The key.
    pub secret_key: SecretText,
    /// The token that goes with short-lived keys.
    pub session_token: Option<SecretText>,
}

impl KeyFiles {
    /// What they hold now.
    pub fn read(&self) -> Result<Credentials, String> {
        let token = self.session_token.as_deref();
        Ok(Credentials {
            access_key: read_for_header(&self.access_key)?,
            secret_key: read_text(&self.secret_key)?,
            session_token: token.map(read_for_header).transpose()?,
        })
    }
}

/// Reads what is sent in a header as it stands: the client of the store would panic over any other sign.
fn read_for_header(file: &Path) -> Result<SecretText, String> {
    let text = read_text(file)?;
    if text.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(text);
    }
    Err(format!(
        "{} holds more than one word in plain letters; put there what the store gave, and nothing else",
        file.display()
    ))
}

impl Objects {
    /// Reads a path (or `file:///path`), or `s3://bucket`.
    pub fn parse(
        url: &str,
        endpoint: Option<String>,
        region: Option<String>,
        keys: Option<KeyFiles>,
    ) -> Result<Self, String> {
        let Some(rest) = url.strip_prefix("s3://") else {
            let path = url.strip_prefix("file://").unwrap_or(url);
            if !Path::new(path).is_absolute() {
                return Err("write an absolute path or s3://bucket".to_owned());
            }
            if endpoint.is_some() || region.is_some() || keys.is_some() {
                return Err("a folder takes no endpoint, region or keys".to_owned());
            }
            return Ok(Self::Disk(path.into()));
        };
        if rest.is_empty() || rest.contains('/') {
            return Err("write s3:// and the name of a bucket; it holds nothing else".to_owned());
        }
        let endpoint = endpoint.ok_or("s3:// needs `endpoint`, the address of the store")?;
        if !endpoint.starts_with("https://") && !endpoint.starts_with("http://") {
            return Err("`endpoint` starts with https://".to_owned());
        }
        let keys = keys.ok_or("s3:// needs `access_key_file` and `secret_key_file`")?;
        Ok(Self::S3 {
            bucket: rest.to_owned(),
            endpoint,
            region: region.unwrap_or_else(|| "us-east-1".to_owned()),
            keys,
        })
    }

    /// The address, without what opens it: `file:///path` or `s3://bucket?endpoint=…&region=…`.
    pub fn url(&self) -> String {
        match self {
            Self::Disk(path) => format!("file://{}", path.display()),
            Self::S3 {
                bucket,
                endpoint,
                region,
                ..
            } => format!("s3://{bucket}?endpoint={endpoint}&region={region}"),
        }
    }

    /// What opens it, for a bucket.
    pub const fn keys(&self) -> Option<&KeyFiles> {
        match self {
            Self::Disk(_) => None,
            Self::S3 { keys, .. } => Some(keys),
        }
    }

    /// Whether one of the two lies in the other (or they are the same): one backup would take both.
    pub(super) fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Disk(one), Self::Disk(other)) => {
                other.starts_with(one) || one.starts_with(other)
            }
            (
                Self::S3 {
                    bucket: one,
                    endpoint: at,
                    ..
                },
                Self::S3 {
                    bucket: other,
                    endpoint: other_at,
                    ..
                },
            ) => one == other && at == other_at,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn attack_a_database_elsewhere_is_not_spoken_to_in_clear_unasked() {
        for address in [
            "postgres://abri@db.example/abri",
            "postgres://abri:x@10.0.0.9:5432/abri?application_name=abri",
            "postgresql://db.example/abri",
            "postgres://localhost@db.example/abri",
            "postgres://abri@localhost.example/abri",
            "postgres:///abri?host=db.example",
            "postgres://localhost/abri?user=abri&hostaddr=10.0.0.9",
        ] {
            let said = Database::parse(address, None).map(drop).unwrap_err();
            assert!(said.contains("sslmode=verify-full"), "{address}: {said}");
        }
        for address in [
            "postgres://abri@db.example/abri?sslmode=verify-full",
            "postgres://abri@localhost/abri",
            "postgres://abri@127.0.0.1:5433/abri",
            "postgres://abri@[::1]:5433/abri",
            "postgres:///abri",
            "postgres:///abri?host=/run/postgresql",
            "postgres://%2Frun%2Fpostgresql/abri",
        ] {
            assert!(Database::parse(address, None).is_ok(), "{address}");
        }
    }

    #[test]
    fn keys_of_a_bucket_are_read_as_they_are_now_or_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str, mode: u32| {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            std::fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
            file
        };
        let files = KeyFiles {
            access_key: write("access", "AK1\n", 0o600),
            secret_key: write("secret", "s3cr3t key\n", 0o600),
            session_token: Some(folder.path().join("token")),
        };
        let wrong = |what: &str| {
            let said = files.read().map(drop).unwrap_err();
            assert!(said.contains("/token ") && said.contains(what), "{said}");
            assert!(!said.contains("tok3n"), "{said}");
        };
        wrong("is missing");
        write("token", "\n", 0o600);
        wrong("is empty");
        write("token", "tok3n", 0o640);
        wrong("other users");
        write("token", "tok3n\ntok3n\n", 0o600);
        wrong("more than one word");
        write("token", "tok3n\n", 0o600);
        let read = files.read().unwrap();
        let token = read.session_token.as_ref().map(SecretText::expose);
        assert_eq!(
            (read.access_key.expose(), read.secret_key.expose(), token),
            ("AK1", "s3cr3t key", Some("tok3n"))
        );
        write("access", "AK2\n", 0o600);
        assert_eq!(files.read().unwrap().access_key.expose(), "AK2");
    }

    #[test]
    fn origins_are_as_browsers_write_them() {
        let origin = |text: &str| Origin::parse(text).map(|origin| origin.as_str().to_owned());
        assert_eq!(
            origin("https://Abri.example.org:443/").unwrap(),
            "https://abri.example.org"
        );
        assert_eq!(origin("https://[::1]:8443").unwrap(), "https://[::1]:8443");
        assert_eq!(origin("https://[::1]:443").unwrap(), "https://[::1]");
        for wrong in [
            "http://a",
            "https://",
            "https://a/b",
            "https://a?b",
            "https://u@a",
            "https://a:x",
            "https://:1",
            "https://a:443:443",
            "https://a:b:1",
            "https://[a",
            "https://[]",
            "https://[a]]:1",
            "a",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
