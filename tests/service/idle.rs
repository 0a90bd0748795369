//! Pages that stay open: ten thousand connections are held, and whoever comes is served meanwhile.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::evidence::Claim;
use crate::frames;
use crate::house::House;
use crate::not_run::not_run;

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service idle::";
/// Room for all of them, a hundred from each address. An idle connection is kept for six times `header_seconds`.
const LIMITS: &str = "limits.connections = 11000\nlimits.header_seconds = 100\n";
const PER_ADDRESS: usize = 100;
/// Files that a process may have open unless it asks for more, on most systems.
const USUAL: u64 = 1024;
/// For all of them to come in, on a loaded machine.
const SOON: Duration = Duration::from_mins(3);
/// A small page that nobody must be signed in for.
const PATH: &str = "/nowhere";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_connections_are_held_while_others_are_served() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the suite is told how long it may be"
    )]
    let long = std::env::var_os("LONG_SUITES").is_some_and(|long| long == "1");
    // More than the usual limit of files in any case: the service must go beyond it by itself.
    let many = if long { 10_000 } else { 1_200 };
    let house = House::new();
    house.write(&format!("{LIMITS}{}", house.text()));
    let most = getrlimit(Resource::Nofile).maximum;
    limit_files(Some(most.map_or(USUAL, |most| most.min(USUAL))));
    let service = house.serve();
    limit_files(most);
    if most.is_some_and(|most| most < many as u64 + 500) {
        not_run(
            "idle_connections_are_held_while_others_are_served",
            &format!("this system allows {most:?} open files to a process"),
        );
        return;
    }
    let claim = long.then(|| Claim::begin("idle-connections", "sqlite-disk", COMMAND));
    let connector = connector(service.certificate());
    let before = resident(service.pid());

    let since = Instant::now();
    let opening = stream::iter(0..many)
        .map(async |number| {
            let mut one = connect(&connector, service.address, number).await;
            one.write_all(frames::PREFACE).await.unwrap();
            asks(&mut one, 1).await;
            one
        })
        .buffer_unordered(16)
        .collect();
    let opened: Result<Vec<_>, _> = tokio::time::timeout(SOON, opening).await;
    let mut held = opened.expect("all of them are let in");
    let each = resident(service.pid()).saturating_sub(before) / many as u64;
    eprintln!(
        "{many} connections in {:?}, {each} bytes each",
        since.elapsed()
    );

    for _ in 0..20 {
        // Somebody who comes now.
        let asked = service.client().get(service.url("/"));
        let answer = asked.header("host", "localhost").send().await;
        assert_eq!(answer.unwrap().status(), 200, "nobody else is served");
    }
    tokio::time::sleep(Duration::from_secs(if long { 30 } else { 1 })).await;
    for one in &mut held {
        asks(one, 3).await;
    }
    drop(held);
    service.stop();
    if let Some(claim) = claim {
        claim.held(f64::from(u32::try_from(many).unwrap()));
    }
}

/// How many files this process, and those that it starts, may have open.
fn limit_files(current: Option<u64>) {
    let maximum = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current, maximum }).unwrap();
}

fn connector(certificate: &std::path::Path) -> TlsConnector {
    let mut roots = rustls::RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(certificate).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsConnector::from(Arc::new(config))
}

/// From an address of its own for each hundred.
async fn connect(connector: &TlsConnector, to: SocketAddr, number: usize) -> TlsStream<TcpStream> {
    let last = u8::try_from(number / PER_ADDRESS + 1).unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind(SocketAddr::from(([127, 0, 1, last], 0)))
        .unwrap();
    let stream = socket.connect(to).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    connector.connect(name, stream).await.unwrap()
}

/// Asks, and reads up to the end of the answer.
async fn asks(connection: &mut TlsStream<TcpStream>, number: u32) {
    connection
        .write_all(&frames::get(number, PATH))
        .await
        .unwrap();
    // What was written may have stopped half-way: many connections are the work of one task here.
    connection.flush().await.unwrap();
    loop {
        let mut head = [0; 9];
        connection.read_exact(&mut head).await.expect("is held");
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut rest = vec![0; length as usize];
        connection.read_exact(&mut rest).await.unwrap();
        let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        // HEADERS or DATA, and nothing after it.
        if stream == number && head[3] <= 1 && head[4] & 1 == 1 {
            return;
        }
    }
}

/// Resident memory in bytes.
fn resident(pid: rustix::process::Pid) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().unwrap() * 1024
}
