//! How people who asked for it are told that something is new: by e-mail, by text message, or by default not at all.

use std::path::PathBuf;

use serde::Deserialize;

use super::problems::Problems;
use super::secrets::{SecretText, read_text};
use crate::domain::notices::Address;

/// Numbers of the French mainland and of the islands and countries overseas that share its rules.
const FRENCH: [&str; 5] = ["+33", "+262", "+590", "+594", "+596"];

/// What the operator configured.
#[derive(Debug, Default)]
pub struct Notices {
    /// The relay for e-mail.
    pub mail: Option<Mail>,
    /// The hook for text messages.
    pub sms: Option<Sms>,
}

/// The relay for e-mail.
#[derive(Debug)]
pub struct Mail {
    /// Its name, which its certificate must have.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is closed to others.
    pub security: MailSecurity,
    /// User and password, where the relay wants them.
    pub login: Option<(String, SecretText)>,
    /// The address that messages come from.
    pub from: Address,
    /// A certificate authority in PEM, beside those of the system.
    pub authority: Option<Vec<u8>>,
}

/// How the connection to the relay is closed to others; never not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// STARTTLS, without which nothing is sent.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Tls,
}

/// The hook for text messages.
#[derive(Debug)]
pub struct Sms {
    /// Its address.
    pub url: String,
    /// What it knows Abri by.
    pub secret: SecretText,
    /// Beginnings of the numbers that are written to.
    pub prefixes: Vec<String>,
}

/// The section as written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NoticesRaw {
    mail: Option<MailRaw>,
    sms: Option<SmsRaw>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MailRaw {
    host: String,
    port: Option<u16>,
    security: MailSecurity,
    user: Option<String>,
    password_file: Option<PathBuf>,
    from: String,
    authority: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SmsRaw {
    url: String,
    secret_file: Option<PathBuf>,
    prefixes: Option<Vec<String>>,
}

impl NoticesRaw {
    pub(super) fn checked(self, problems: &mut Problems) -> Notices {
        Notices {
            mail: self.mail.and_then(|mail| mail.checked(problems)),
            sms: self.sms.and_then(|sms| sms.checked(problems)),
        }
    }
}

impl MailRaw {
    fn checked(self, problems: &mut Problems) -> Option<Mail> {
        let named = !self.host.is_empty()
            && self
                .host
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
        if !named {
            problems.add(
                "notices.mail.host",
                "write the name of the relay, such as smtp.example.org",
            );
        }
        let from = problems.keep(
            "notices.mail.from",
            Address::mail(&self.from).ok_or_else(|| {
                "write the e-mail address that messages come from, without a name".to_owned()
            }),
        );
        let login = problems.keep(
            "notices.mail",
            match (self.user, self.password_file) {
                (Some(user), Some(file)) => read_text(&file).map(|text| Some((user, text))),
                (None, None) => Ok(None),
                _ => Err("give both `user` and `password_file`, or neither".to_owned()),
            },
        );
        let authority = problems.keep("notices.mail.authority", authority(self.authority));
        let usual = match self.security {
            MailSecurity::Starttls => 587,
            MailSecurity::Tls => 465,
        };
        Some(Mail {
            host: named.then_some(self.host)?,
            port: self.port.unwrap_or(usual),
            security: self.security,
            login: login?,
            from: from?,
            authority: authority?,
        })
    }
}

fn authority(file: Option<PathBuf>) -> Result<Option<Vec<u8>>, String> {
    let Some(file) = file else {
        return Ok(None);
    };
    let pem = std::fs::read(&file)
        .map_err(|error| format!("{} cannot be read ({error})", file.display()))?;
    if pem.starts_with(b"-----BEGIN CERTIFICATE-----") {
        Ok(Some(pem))
    } else {
        Err(format!("{} is no certificate in PEM", file.display()))
    }
}

impl SmsRaw {
    fn checked(self, problems: &mut Problems) -> Option<Sms> {
        let safe = is_safe(&self.url);
        if !safe {
            problems.add(
                "notices.sms.url",
                "write an https:// address without a user; http:// is for this machine alone (127.0.0.1, [::1], localhost)",
            );
        }
        let file = problems.present(
            "notices.sms.secret_file",
            self.secret_file,
            "name the file that holds what the hook knows Abri by",
        );
        let secret = file
            .and_then(|file| problems.keep("notices.sms.secret_file", read_text(&file)))
            .filter(|secret| {
                let plain = secret.expose().chars().all(|c| c.is_ascii_graphic());
                if !plain {
                    problems.add(
                        "notices.sms.secret_file",
                        "must hold ASCII characters without spaces",
                    );
                }
                plain
            });
        let prefixes = self
            .prefixes
            .unwrap_or_else(|| FRENCH.map(str::to_owned).to_vec());
        let known = |prefix: &String| {
            let digits = prefix.strip_prefix('+').unwrap_or_default();
            (1..=14).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit())
        };
        let all = !prefixes.is_empty() && prefixes.iter().all(known);
        if !all {
            problems.add(
                "notices.sms.prefixes",
                "write beginnings of numbers, such as [\"+33\", \"+262\"]",
            );
        }
        Some(Sms {
            url: safe.then_some(self.url)?,
            secret: secret?,
            prefixes: all.then_some(prefixes)?,
        })
    }
}

/// HTTPS, or HTTP to this very machine; never with a user in it, which logs of proxies would keep.
fn is_safe(url: &str) -> bool {
    let host = |rest: &str| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        (!authority.is_empty() && !authority.contains('@')).then(|| authority.to_owned())
    };
    let plain = url.is_ascii() && !url.contains(char::is_whitespace);
    let https = url.strip_prefix("https://").and_then(host);
    let http = url.strip_prefix("http://").and_then(host);
    let local = http.is_some_and(|authority| {
        let name = match authority.strip_prefix('[') {
            Some(literal) => literal.split(']').next(),
            None => authority.split(':').next(),
        };
        matches!(name, Some("127.0.0.1" | "localhost" | "::1"))
    });
    plain && (https.is_some() || local)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn attack_secrets_do_not_go_over_the_network_in_clear() {
        for url in [
            "https://hook.example.org/sms",
            "http://127.0.0.1:8080/",
            "http://localhost",
            "http://[::1]:9/x",
        ] {
            assert!(is_safe(url), "{url}");
        }
        for url in [
            "",
            "http://hook.example.org/sms",
            "http://127.0.0.1.example.org/",
            "http://127.0.0.1@example.org/",
            "https://user@example.org/",
            "https://",
            "ftp://example.org",
            "https://a b",
        ] {
            assert!(!is_safe(url), "{url}");
        }
    }
}
