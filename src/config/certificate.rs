//! Where the certificate comes from.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::places::Origin;
use super::problems::Problems;
use super::secrets::{SecretText, read_text};

/// Where the certificate comes from.
#[derive(Debug, Clone)]
pub enum Certificate {
    /// PEM files, read again when they change.
    Files {
        /// The chain, the server's own certificate first.
        chain: PathBuf,
        /// The private key.
        key: PathBuf,
    },
    /// Ordered from a certificate authority by ACME (RFC 8555), and renewed.
    Acme(Acme),
    /// Made by Abri for localhost, 127.0.0.1 and `::1`; for trials only.
    SelfMade,
}

/// How certificates are ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acme {
    /// The address of the authority's directory.
    pub directory: String,
    /// Where the authority may write to, as `mailto:…`.
    pub contact: Option<String>,
    /// The names that the certificate is for, in small letters; the first is that of the public address.
    pub names: Vec<String>,
    /// The root of an authority that the system does not know, in a PEM file.
    pub root: Option<PathBuf>,
}

/// The private key of a certificate, as it is now: it may change while the service runs.
pub fn read_key(file: &Path) -> Result<SecretText, String> {
    read_text(file)
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CertificateRaw {
    pub chain: Option<PathBuf>,
    pub key: Option<PathBuf>,
    pub self_made: bool,
    pub acme: Option<AcmeRaw>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AcmeRaw {
    pub directory: String,
    pub terms_agreed: bool,
    pub contact: Option<String>,
    pub names: Vec<String>,
    pub root: Option<PathBuf>,
}

impl CertificateRaw {
    pub(super) fn checked(
        self,
        url: Option<&Origin>,
        problems: &mut Problems,
    ) -> Option<Certificate> {
        match (self.chain, self.key, self.self_made, self.acme) {
            (Some(chain), Some(key), false, None) => {
                problems.keep("certificate", read_key(&key))?;
                Some(Certificate::Files { chain, key })
            }
            (None, None, false, Some(acme)) => acme.checked(url, problems),
            (None, None, true, None) => {
                if url.is_some_and(|url| !url.is_local()) {
                    problems.add(
                        "certificate",
                        "a self-made certificate is for localhost only; give `chain` and `key`, or the section `acme`",
                    );
                }
                Some(Certificate::SelfMade)
            }
            _ => {
                problems.add(
                    "certificate",
                    "give both `chain` and `key`, or the section `acme`, or `self_made = true` for a trial on localhost",
                );
                None
            }
        }
    }
}

impl AcmeRaw {
    fn checked(self, url: Option<&Origin>, problems: &mut Problems) -> Option<Certificate> {
        let mut wrong = |setting: &str, sentence: &str| {
            problems.add(&format!("certificate.acme.{setting}"), sentence);
        };
        if !self.directory.starts_with("https://") {
            wrong(
                "directory",
                "write the https:// address of the directory of a certificate authority",
            );
        }
        if !self.terms_agreed {
            wrong(
                "terms_agreed",
                "read the terms of the certificate authority and, if you agree, write `true`",
            );
        }
        let contact = self
            .contact
            .map(|address| address.trim_start_matches("mailto:").to_owned());
        if contact
            .as_deref()
            .is_some_and(|address| !address.contains('@') || !plain(address, "@.+-_"))
        {
            wrong("contact", "write one e-mail address, or leave it out");
        }
        if let Some(root) = &self.root
            && !root.is_file()
        {
            wrong(
                "root",
                "is not a file; name the root in PEM, or leave it out",
            );
        }
        let host = url?.host().to_owned();
        let mut names = vec![host];
        for name in self.names {
            let name = name.to_ascii_lowercase();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in &names {
            let address = name.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok();
            if address || name.is_empty() || name.len() > 253 || !plain(name, ".-") {
                wrong(
                    "names",
                    &format!("`{name}` is no plain name of a host, such as abri.example.org"),
                );
            }
        }
        Some(Certificate::Acme(Acme {
            directory: self.directory,
            contact: contact.map(|address| format!("mailto:{address}")),
            names,
            root: self.root,
        }))
    }
}

fn plain(text: &str, signs: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_alphanumeric() || signs.contains(c))
}
