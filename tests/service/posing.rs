//! Attack: somebody stands where the operator's bucket, or their hook for messages, should be, with a certificate of their
//! own. What comes to them is never as much as a request: no key, no address, no ciphertext.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rustls_pki_types::PrivateKeyDer;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::hook::SECRET;
use crate::people::come_in;
use crate::s3;
use crate::server::Person;
use crate::setups::Setup;

/// This machine may be loaded.
const SOON: Duration = Duration::from_mins(2);

/// A server on loopback that says it is `localhost`, and by an authority of its own.
struct Posing {
    folder: TempDir,
    port: u16,
    /// Connections made to it.
    met: Arc<AtomicUsize>,
    /// Those that asked it something.
    asked: Arc<AtomicUsize>,
}

impl Posing {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(folder.path().join("authority.pem"), made.cert.pem()).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let tls = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let posing = Self {
            folder,
            port: listener.local_addr().unwrap().port(),
            met: Arc::default(),
            asked: Arc::default(),
        };
        let (met, asked) = (posing.met.clone(), posing.asked.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                met.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer(acceptor.clone(), stream, asked.clone()));
            }
        });
        posing
    }

    fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    fn times(&self) -> (usize, usize) {
        let count = |number: &AtomicUsize| number.load(Ordering::SeqCst);
        (count(&self.met), count(&self.asked))
    }
}

/// Counts who asks anything, and refuses it.
async fn answer(acceptor: TlsAcceptor, stream: TcpStream, asked: Arc<AtomicUsize>) {
    let Ok(mut stream) = acceptor.accept(stream).await else {
        return;
    };
    let mut heard = [0; 1024];
    if matches!(stream.read(&mut heard).await, Ok(1..)) {
        asked.fetch_add(1, Ordering::SeqCst);
        let refused = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        drop(stream.write_all(refused).await);
        drop(stream.shutdown().await);
    }
}

/// Killed when dropped.
struct Started(Child);

impl Started {
    /// The program, whose authorities are those of this file and no others.
    fn trusting(authority: &Path, arguments: &[&str], log: &Path) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_abri"))
            .args(arguments)
            .env("SSL_CERT_FILE", authority)
            .env_remove("SSL_CERT_DIR")
            .env("AWS_ACCESS_KEY_ID", s3::ACCESS_KEY)
            .env("AWS_SECRET_ACCESS_KEY", s3::SECRET_KEY)
            .stdout(Stdio::null())
            .stderr(fs::File::create(log).unwrap())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

async fn until(what: &str, mut is: impl FnMut() -> bool) {
    let end = Instant::now() + SOON;
    while !is() {
        assert!(Instant::now() < end, "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_who_poses_as_the_bucket_is_asked_nothing() {
    let (posing, another) = (Posing::start().await, Posing::start().await);
    let objects = format!(
        "s3://objects?endpoint=https://localhost:{}&region=test",
        posing.port
    );
    for (trusted, is_asked) in [(&another, false), (&posing, true)] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data").display().to_string();
        let arguments = ["demo", "--data", &data, "--objects", &objects];
        let listen = ["--listen", "127.0.0.1:0"];
        let log = folder.path().join("log");
        let mut demo = Started::trusting(
            &trusted.authority(),
            &[&arguments[..], &listen].concat(),
            &log,
        );
        // It has nowhere to put its papers.
        until("it goes on without a bucket", || {
            demo.0.try_wait().unwrap().is_some()
        })
        .await;
        let (met, asked) = posing.times();
        let said = fs::read_to_string(&log).unwrap();
        assert!(met > 0, "it never came: {said}");
        assert_eq!(asked > 0, is_asked, "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_who_poses_as_the_hook_for_messages_is_asked_nothing() {
    let (posing, another) = (Posing::start().await, Posing::start().await);
    let setup = Setup::embedded();
    let (said, anybody) = (setup.server.said().clone(), setup.server.person());
    drop(setup.server.stop());
    let folder = setup.stores.folder.path();
    let secret = folder.join("secrets").join("sms");
    fs::write(&secret, SECRET).unwrap();
    fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let config = folder.join("demo.toml");
    let text = format!(
        "{}\n[notices.sms]\nurl = 'https://localhost:{}/sms'\nsecret_file = '{}'\n",
        fs::read_to_string(&config).unwrap(),
        posing.port,
        secret.display(),
    );
    fs::write(&config, text).unwrap();
    let arguments = ["serve", "--config", config.to_str().unwrap()];
    for (trusted, is_asked) in [(&another, false), (&posing, true)] {
        let log = folder.join("log");
        let _serving = Started::trusting(&trusted.authority(), &arguments, &log);
        until("it does not listen", || {
            fs::read_to_string(&log).unwrap().contains("listening")
        })
        .await;
        let owner = come_in(&anybody, &said, 0).await;
        asks_for_messages(&owner, said["people"][0]["code"].as_str().unwrap()).await;
        let (met, asked) = posing.times();
        assert!(met > 0, "it never came");
        assert_eq!(asked > 0, is_asked);
    }
}

/// Types a number to be told by: nothing can be sent to it.
async fn asks_for_messages(person: &Person, code: &str) {
    let typed = [("vers", "/compte/prevenir"), ("typed", code)];
    let proved = person.form("/compte/preuve", &typed).await;
    assert_eq!(proved.headers()["location"], "/compte/prevenir");
    let number = [("typed", "+33639980000")];
    let asked = person.form("/compte/prevenir", &number).await;
    assert!(asked.status().is_client_error(), "{}", asked.status());
}
