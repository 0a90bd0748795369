//! What a service takes before anybody has come: start, memory, size (P11), and a new connection against nginx.

use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::{SupportedKxGroup, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::abri::Abri;
use crate::evidence::Claim;
use crate::nginx::Nginx;
use crate::process::{self, Cpu};
use crate::{COMMAND, ROUNDS, SETUP, compared_with, ratio};

/// Starts it again and again; afterwards it runs, and nobody has signed in.
pub async fn start(abri: &mut Abri) {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..ROUNDS {
        times.push(abri.start_again().await);
    }
    times.sort();
    let start = times[ROUNDS / 2].as_secs_f64();
    // The first round of its jobs is over by then.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let idle = megabytes(process::resident(abri.pid()));
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_abri")).unwrap().len();
    let size = megabytes(size);
    eprintln!("start: {start:.2} s; idle: {idle:.1} MB; program: {size:.1} MB");
    Claim::begin("P11-start", SETUP, COMMAND).held(start);
    Claim::begin("P11", SETUP, COMMAND).held(idle);
    Claim::begin("P11-binary", SETUP, COMMAND).held(size);
}

#[expect(clippy::cast_precision_loss, reason = "megabytes with one decimal")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Processor time of a new connection: with the classical group, and with the hybrid one where nginx has it too.
pub async fn connections(abri: &Abri, nginx: &Nginx) {
    let certificate = abri.certificate().join("localhost.pem");
    for (setup, group) in [
        ("x25519", aws_lc_rs::kx_group::X25519),
        ("hybrid", aws_lc_rs::kx_group::X25519MLKEM768),
    ] {
        let connector = connector(&certificate, group);
        if connect(&connector, nginx.port()).await {
            compare(abri, nginx, setup, &connector).await;
        } else {
            let time = turn(&connector, abri.port(), abri.cpu()).await;
            eprintln!("a new connection ({setup}): {time:?}; this nginx does not offer it");
        }
    }
}

async fn compare(abri: &Abri, nginx: &Nginx, setup: &str, connector: &TlsConnector) {
    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let one = turn(connector, abri.port(), abri.cpu()).await;
        let other = turn(connector, nginx.port(), nginx.cpu()).await;
        if round > 0 {
            ratios.push(ratio(one, other));
            ours.push(one);
            theirs.push(other);
        }
    }
    let what = format!("a new connection ({setup})");
    let all = (&mut ratios[..], &mut ours[..], &mut theirs[..]);
    compared_with("P11-tls", setup, &what, "nginx", all);
}

/// Processor time that the server needs for one.
async fn turn(connector: &TlsConnector, port: u16, cpu: Cpu) -> Duration {
    const COUNT: u32 = 400;
    let connect = async {
        for _ in 0..COUNT {
            assert!(connect(connector, port).await, "does not shake hands");
        }
        // The last ones are seen to end.
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    cpu.during(connect).await / COUNT
}

/// Whether hands were shaken.
async fn connect(connector: &TlsConnector, port: u16) -> bool {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    connector.connect(name, stream).await.is_ok()
}

/// With this group alone, and without sessions that are taken up again.
fn connector(certificate: &std::path::Path, group: &'static dyn SupportedKxGroup) -> TlsConnector {
    let mut roots = rustls::RootCertStore::empty();
    let certificate = CertificateDer::from_pem_file(certificate).unwrap();
    roots.add(certificate).unwrap();
    let provider = rustls::crypto::CryptoProvider {
        kx_groups: vec![group],
        ..aws_lc_rs::default_provider()
    };
    let mut config = rustls::ClientConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.resumption = rustls::client::Resumption::disabled();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    TlsConnector::from(Arc::new(config))
}
