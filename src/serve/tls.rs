//! TLS 1.2 (ECDHE with AEAD) and 1.3 on aws-lc-rs, the hybrid group first; a certificate from files, or
//! made here for localhost. Those that are ordered: [`super::certificates`].

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::WantsServerCert;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use zeroize::Zeroizing;

use super::served::Tls;
use crate::config::{self, Certificate};
use crate::domain::time::{Day, Moment};

/// How long a self-made certificate lasts, in days.
const SELF_MADE_DAYS: i64 = 365;
/// A self-made certificate is renewed when fewer days than this are left.
const RENEWED_BEFORE: i64 = 30;
/// The first words of a self-made certificate's file, before the day it ends on.
const ENDS: &str = "Abri's own certificate for this machine. Last day (counted from 1970-01-01): ";

/// Why there is no certificate to serve with.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file cannot be read.
    #[error("certificate: {0} cannot be read ({1}); give a PEM file that Abri's user can read")]
    Unreadable(PathBuf, rustls_pki_types::pem::Error),
    /// The key's file cannot be read, or others can.
    #[error("certificate: {0}")]
    KeyFile(String),
    /// The key is no key.
    #[error(
        "certificate: the private key is not in PEM form ({0}); give the key that belongs to the certificate"
    )]
    Key(rustls_pki_types::pem::Error),
    /// Both were read but do not go together.
    #[error(
        "certificate: the chain and the key cannot be used ({0}); give the key that belongs to the certificate"
    )]
    Unfit(#[from] rustls::Error),
    /// The self-made one could not be made.
    #[error("certificate: none could be made for localhost ({0})")]
    Making(#[from] rcgen::Error),
    /// Nor kept.
    #[error(
        "certificate: {0} cannot be written or read ({1}); let Abri's user write to its data folder"
    )]
    Folder(PathBuf, io::Error),
}

/// The one provider of this program: aws-lc-rs with the hybrid group first.
pub fn provider() -> CryptoProvider {
    CryptoProvider {
        kx_groups: vec![
            aws_lc_rs::kx_group::X25519MLKEM768,
            aws_lc_rs::kx_group::X25519,
            aws_lc_rs::kx_group::SECP256R1,
            aws_lc_rs::kx_group::SECP384R1,
        ],
        ..aws_lc_rs::default_provider()
    }
}

/// What a listener needs for this certificate as it is now; nothing to show yet for one that is ordered.
pub fn of(certificate: &Certificate, data: &Path, now: Moment) -> Result<Tls, Problem> {
    let pair = pair(certificate, data, now)?;
    let config = pair.as_ref().map(Pair::server).transpose()?;
    Ok(Tls::fixed(config))
}

/// The chain and key in files, or made here; `None` where they are ordered.
pub(super) fn pair(
    certificate: &Certificate,
    data: &Path,
    now: Moment,
) -> Result<Option<Pair>, Problem> {
    Ok(match certificate {
        Certificate::Files { chain, key } => {
            let key = config::read_key(key).map_err(Problem::KeyFile)?;
            Some(Pair {
                chain: read_chain(chain)?,
                key: Zeroizing::new(key.expose().as_bytes().to_vec()),
            })
        }
        Certificate::SelfMade => {
            let made = self_made(data, now)?;
            Some(Pair {
                chain: read_chain(&made.chain)?,
                key: Zeroizing::new(made.key.as_bytes().to_vec()),
            })
        }
        Certificate::Acme(_) => None,
    })
}

/// A certificate with its chain, and its key in PEM.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub chain: Vec<CertificateDer<'static>>,
    pub key: Zeroizing<Vec<u8>>,
}

impl Pair {
    /// What serves pages with it.
    pub fn server(&self) -> Result<Arc<ServerConfig>, Problem> {
        let mut config = builder()?.with_single_cert(self.chain.clone(), self.private()?)?;
        // Every suite is a strong one; scanners want the server to choose.
        config.ignore_client_order = true;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    /// What answers with it and this protocol alone. The certificate is not read: that of a proof says what only an
    /// authority understands.
    pub fn proof(&self, protocol: &[u8]) -> Result<Arc<ServerConfig>, Problem> {
        let key = provider().key_provider.load_private_key(self.private()?)?;
        let certified = CertifiedKey::new(self.chain.clone(), key);
        let resolver = Arc::new(SingleCertAndKey::from(certified));
        let mut config = builder()?.with_cert_resolver(resolver);
        config.alpn_protocols = vec![protocol.to_vec()];
        Ok(Arc::new(config))
    }

    fn private(&self) -> Result<PrivateKeyDer<'static>, Problem> {
        PrivateKeyDer::from_pem_slice(&self.key).map_err(Problem::Key)
    }
}

fn read_chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let unreadable = |error| Problem::Unreadable(file.to_owned(), error);
    let chain = CertificateDer::pem_file_iter(file).map_err(unreadable)?;
    chain.collect::<Result<_, _>>().map_err(unreadable)
}

fn builder() -> Result<rustls::ConfigBuilder<ServerConfig, WantsServerCert>, rustls::Error> {
    let builder = ServerConfig::builder_with_provider(Arc::new(provider()))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?;
    Ok(builder.with_no_client_auth())
}

/// A certificate for localhost, kept in the data folder.
pub struct SelfMade {
    /// Its PEM file; clients of a trial may trust it.
    pub chain: PathBuf,
    key: Zeroizing<String>,
}

/// The kept certificate for localhost, `127.0.0.1` and `::1`, or a new one when there is none or it ends.
pub fn self_made(data: &Path, now: Moment) -> Result<SelfMade, Problem> {
    let chain = data.join("localhost.pem");
    let key = data.join("localhost.key");
    let folder = |error| Problem::Folder(data.to_owned(), error);
    // One that cannot be read for a moment is not replaced: browsers know it.
    let read = |file: &Path| match std::fs::read_to_string(file) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Zeroizing::default()),
        Err(error) => Err(folder(error)),
    };
    let (text, private) = (read(&chain)?, read(&key)?);
    let ends = text.lines().next().and_then(|line| line.strip_prefix(ENDS));
    let last: Option<i64> = ends.and_then(|last| last.parse().ok());
    if last.is_some_and(|last| last - now.day().number() >= RENEWED_BEFORE) && !private.is_empty() {
        return Ok(SelfMade {
            chain,
            key: private,
        });
    }
    std::fs::create_dir_all(data).map_err(folder)?;
    let last = now.day().plus(SELF_MADE_DAYS);
    let (certificate, private) = make(now.day(), last)?;
    write(&key, &private, 0o600).map_err(folder)?;
    write(
        &chain,
        &format!("{ENDS}{}\n{certificate}", last.number()),
        0o644,
    )
    .map_err(folder)?;
    Ok(SelfMade {
        chain,
        key: private,
    })
}

fn make(first: Day, last: Day) -> Result<(String, Zeroizing<String>), rcgen::Error> {
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "Abri localhost");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    // A clock that is a little behind must not refuse it.
    let (year, month, day) = civil(first.plus(-1));
    params.not_before = rcgen::date_time_ymd(year, month, day);
    let (year, month, day) = civil(last.plus(1));
    params.not_after = rcgen::date_time_ymd(year, month, day);
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    Ok((certificate.pem(), Zeroizing::new(key.serialize_pem())))
}

fn civil(day: Day) -> (i32, u8, u8) {
    let epoch = jiff::civil::date(1970, 1, 1);
    let date = epoch.saturating_add(jiff::Span::new().days(day.number()));
    (
        i32::from(date.year()),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    )
}

/// Written beside and renamed: a file that is there is whole.
fn write(file: &Path, text: &str, mode: u32) -> io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let beside = file.with_extension("new");
    if let Err(error) = std::fs::remove_file(&beside)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    let mut out = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(&beside)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    std::fs::rename(&beside, file)
}
