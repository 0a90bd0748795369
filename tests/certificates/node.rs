//! A service that orders its certificate, and clients that look at what it shows.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::authority::{Authority, SOON};
use crate::house::House;

/// The names that are ordered.
pub const NAMES: [&str; 2] = ["abri.test", "www.abri.test"];
/// The protocol of whoever looks for a proof (RFC 8737, 6.2).
pub const PROOF: &str = "acme-tls/1";
/// How long anything may take on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder whose service orders at this authority.
pub fn house(authority: &Authority) -> House {
    let house = House::new();
    let text = house
        .text()
        .replace("https://localhost", "https://abri.test");
    let acme = format!(
        "certificate.acme = {{ directory = '{}', terms_agreed = true, names = ['{}'], root = '{}' }}",
        authority.directory,
        NAMES[1],
        authority.own().display()
    );
    house.write(&text.replace("certificate.self_made = true", &acme));
    house
}

/// The certificate that this service shows for a name to a client that trusts everything.
pub async fn shown(address: SocketAddr, name: &str) -> Option<CertificateDer<'static>> {
    let stream = hello(address, Some(name), &["h2", "http/1.1"]).await.ok()?;
    certificate(&stream)
}

pub fn certificate(stream: &TlsStream<TcpStream>) -> Option<CertificateDer<'static>> {
    let shown = stream.get_ref().1.peer_certificates()?;
    Some(shown.first()?.clone().into_owned())
}

/// Waits for a certificate other than the one before.
pub async fn another(
    address: SocketAddr,
    before: Option<&CertificateDer<'static>>,
) -> CertificateDer<'static> {
    let look = async {
        loop {
            match shown(address, NAMES[0]).await {
                Some(certificate) if Some(&certificate) != before => return certificate,
                _ => tokio::time::sleep(SOON).await,
            }
        }
    };
    let looked = tokio::time::timeout(PATIENCE, look).await;
    looked.expect("no other certificate is shown")
}

/// Waits for the proof of a name: of several, the authority looks at one after the other, in an order of its own.
pub async fn proof_of(address: SocketAddr, name: &str) -> TlsStream<TcpStream> {
    let look = async {
        loop {
            match hello(address, Some(name), &[PROOF]).await {
                Ok(stream) => return stream,
                Err(_) => tokio::time::sleep(SOON).await,
            }
        }
    };
    let looked = tokio::time::timeout(PATIENCE, look).await;
    looked.expect("no proof is shown")
}

/// Fails unless a browser that trusts the authority alone sees the page under each name.
pub async fn is_trusted(address: SocketAddr, authority: &Authority) {
    let root = authority.root().await;
    for name in NAMES {
        let client = reqwest::Client::builder()
            .tls_certs_only([root.clone()])
            .resolve(name, address)
            .build()
            .unwrap();
        let page = client.get(format!("https://{name}:{}/", address.port()));
        let page = page.send().await.unwrap();
        // The name of the configuration alone is answered with a page, and browsers come back to it by HTTPS.
        let kept = page.headers().get("strict-transport-security");
        assert!(
            kept.is_some_and(|kept| kept == "max-age=31536000; includeSubDomains"),
            "{kept:?}"
        );
    }
}

/// A handshake by a client that trusts everything, with this name or none, and these protocols.
pub async fn hello(
    address: SocketAddr,
    name: Option<&str>,
    protocols: &[&str],
) -> std::io::Result<TlsStream<TcpStream>> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anything))
        .with_no_client_auth();
    config.alpn_protocols = protocols
        .iter()
        .map(|one| one.as_bytes().to_vec())
        .collect();
    config.enable_sni = name.is_some();
    let name = ServerName::try_from(name.unwrap_or(NAMES[0]).to_owned()).unwrap();
    let stream = TcpStream::connect(address).await?;
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

#[derive(Debug)]
struct Anything;

impl ServerCertVerifier for Anything {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        rustls::crypto::aws_lc_rs::default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}
