//! A listener on a free port, and people who speak to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use abri::config::Certificate;
use abri::domain::time::Moment;
use abri::serve::{self, Bounds};
use axum::Extension;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::routing::{get, post};
use futures_util::StreamExt;
use rustls::ClientConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_util::sync::CancellationToken;

/// Far longer than any bound that a test makes short, far shorter than those it leaves long.
pub const SOON: Duration = Duration::from_secs(20);
/// A bound made short.
pub const SHORT: Duration = Duration::from_secs(1);
/// A day on which the certificate is made; clients here do not ask which day it is.
pub const TODAY: Moment = Moment::from_millis(1_790_000_000_000);

/// The size of `/large`, in bytes: more than the kernel keeps for a connection.
pub const LARGE: usize = 24 << 20;

/// Every bound so long that it cannot be what closes a connection.
pub fn patient() -> Bounds {
    let long = Duration::from_mins(10);
    Bounds {
        handshake: long,
        header: long,
        idle: long,
        stall: long,
        slowest: 1000,
        stop: long,
        connections: 100,
        per_source: 100,
        resets: 100,
        trusted_proxies: Vec::new(),
        balancers: Vec::new(),
    }
}

/// A running listener.
pub struct House {
    pub address: SocketAddr,
    pub shutdown: CancellationToken,
    pub done: JoinHandle<()>,
    certificate: CertificateDer<'static>,
    _data: TempDir,
}

impl House {
    pub async fn open(bounds: Bounds) -> Self {
        let data = tempfile::tempdir().unwrap();
        let tls = serve::tls::of(&Certificate::SelfMade, data.path(), TODAY).unwrap();
        let made = serve::tls::self_made(data.path(), TODAY).unwrap();
        let certificate = CertificateDer::from_pem_file(&made.chain).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let done = tokio::spawn(serve::listen(
            listener,
            tls,
            router(),
            bounds,
            serve::metrics::Traffic::default(),
            shutdown.clone(),
        ));
        Self {
            address,
            shutdown,
            done,
            certificate,
            _data: data,
        }
    }

    /// A bare connection.
    pub async fn tcp(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// A bare connection from another address of this machine.
    pub async fn tcp_from(&self, source: &str) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket
            .bind(SocketAddr::new(source.parse().unwrap(), 0))
            .unwrap();
        socket.connect(self.address).await.unwrap()
    }

    /// What a client needs that trusts this server alone.
    pub fn trust(&self, versions: &[&'static rustls::SupportedProtocolVersion]) -> ClientConfig {
        self.trust_with(rustls::crypto::aws_lc_rs::default_provider(), versions)
    }

    /// The same with other algorithms.
    pub fn trust_with(
        &self,
        provider: rustls::crypto::CryptoProvider,
        versions: &[&'static rustls::SupportedProtocolVersion],
    ) -> ClientConfig {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        ClientConfig::builder_with_details(Arc::new(provider), Arc::new(Then))
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth()
    }

    /// A connection over TLS that speaks this protocol (`h2` or `http/1.1`), or says nothing about it (empty).
    pub async fn tls(&self, protocol: &str) -> TlsStream<TcpStream> {
        self.over(self.tcp().await, protocol).await.unwrap()
    }

    /// TLS over a connection already made.
    pub async fn over(
        &self,
        stream: TcpStream,
        protocol: &str,
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut config = self.trust(rustls::ALL_VERSIONS);
        if !protocol.is_empty() {
            config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        }
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config))
            .connect(name, stream)
            .await
    }

    /// Fails unless an ordinary request is answered.
    pub async fn is_well(&self) {
        let mut stream = self.tls("http/1.1").await;
        assert_eq!(ask(&mut stream, "/").await, "welcome");
    }
}

/// The day of the certificate.
#[derive(Debug)]
struct Then;

impl rustls::time_provider::TimeProvider for Then {
    fn current_time(&self) -> Option<rustls::pki_types::UnixTime> {
        let seconds = TODAY.millis().unsigned_abs() / 1000;
        let since = Duration::from_secs(seconds);
        Some(rustls::pki_types::UnixTime::since_unix_epoch(since))
    }
}

fn router() -> Router {
    Router::new()
        .route("/", get(async || "welcome"))
        .route(
            "/from",
            get(async |Extension(peer): Extension<serve::Peer>| peer.0.to_string()),
        )
        .route("/never", get(std::future::pending::<()>))
        .route("/large", get(async || Body::from(large())))
        .route("/endless", get(async || endless()))
        .route("/lent", get(async || lent()))
        .route(
            "/refuse",
            post(async || (StatusCode::PAYLOAD_TOO_LARGE, "refused unread")),
        )
        .route(
            "/count",
            post(async |body: Bytes| format!("received {} bytes", body.len())),
        )
}

/// One piece, as a page or a picture is.
fn large() -> Bytes {
    Bytes::from(vec![b'x'; LARGE])
}

/// Piece after piece, as a document is.
fn endless() -> Body {
    let piece = Bytes::from(vec![b'x'; 16 * 1024]);
    let pieces = futures_util::stream::repeat_with(move || Ok::<_, std::io::Error>(piece.clone()));
    Body::from_stream(pieces)
}

/// The same, where the next piece lies in the room of the one before, which has to be let go first.
fn lent() -> Body {
    let room = Arc::new(Semaphore::new(1));
    let pieces = futures_util::stream::repeat(room).then(async |room| {
        let taken = room.acquire_owned().await.unwrap();
        let piece = Lent(vec![b'x'; 8 * 1024], taken);
        Ok::<_, std::io::Error>(Bytes::from_owner(piece))
    });
    Body::from_stream(pieces)
}

struct Lent(
    Vec<u8>,
    #[expect(dead_code, reason = "given back when dropped")] OwnedSemaphorePermit,
);

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Asks on a connection that is kept; gives the body, which must have a length.
pub async fn ask(stream: &mut TlsStream<TcpStream>, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&answer).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let length = head.split("content-length: ").nth(1).unwrap();
            let length = length.lines().next().unwrap().parse::<usize>().unwrap();
            if body.len() >= length {
                return body.to_owned();
            }
        }
        assert_ne!(
            stream.read_buf(&mut answer).await.unwrap(),
            0,
            "closed early"
        );
    }
}

/// Reads what still comes and fails unless the server closes soon.
pub async fn closes(mut stream: impl AsyncRead + Unpin) -> Vec<u8> {
    let mut read = Vec::new();
    let end = async { while let Ok(1..) = stream.read_buf(&mut read).await {} };
    tokio::time::timeout(SOON, end)
        .await
        .expect("the server keeps it open");
    read
}

/// Sends `piece` again and again, a little at a time, and fails unless the server closes soon.
pub async fn closes_while_dripping(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    piece: &[u8],
) -> Vec<u8> {
    let (read, mut write) = tokio::io::split(stream);
    let drip = async {
        loop {
            if write.write_all(piece).await.is_err() || write.flush().await.is_err() {
                std::future::pending::<()>().await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        read = closes(read) => read,
        () = drip => unreachable!("it drips until the server closes"),
    }
}
