//! The real program as a child process, and people who speak to it over TLS.

use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Read};
use std::net::{IpAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// How long a start may take, with the first key derivations on a loaded machine.
const START: Duration = Duration::from_mins(1);
/// How long an end may take: open uploads are finished first.
const END: Duration = Duration::from_secs(20);

/// A port that nobody uses, below those that the system gives to whoever connects: there, who asks again and again for a service
/// that is not yet up is given its port at last, and speaks to themselves.
pub fn free_port() -> u16 {
    let random = RandomState::new();
    (0..u64::MAX)
        .map(|turn| 16_384 + (random.hash_one(turn) % 16_384) as u16)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .unwrap()
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    said: serde_json::Value,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// `abri demo` on this folder and a free port; `more` adds `--database`, `--objects`, ….
    /// The same folder again gives the same people.
    pub fn demo(data: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_abri"));
        command.arg("demo").args(more);
        Self::start(command, data)
    }

    /// Any program that takes `--data`, `--listen` and `--json` and says one line of JSON when it listens.
    pub fn start(command: Command, data: &Path) -> Self {
        Self::start_on(command, data, free_port())
    }

    /// The same on this port.
    pub fn start_on(mut command: Command, data: &Path, port: u16) -> Self {
        let mut child = command
            .arg("--data")
            .arg(data)
            .args(["--listen", &format!("127.0.0.1:{port}"), "--json"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let mut errors = child.stderr.take().unwrap();
        let kept = Arc::clone(&log);
        let logging = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = errors.read(&mut buffer) {
                let text = String::from_utf8_lossy(&buffer[..n]).into_owned();
                kept.lock().unwrap().push_str(&text);
            }
        });
        let (tell, told) = mpsc::channel();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            let mut line = String::new();
            if output.read_line(&mut line).is_ok() {
                drop(tell.send(line));
            }
            // Whatever follows is read, so that the child never waits for a full pipe.
            drop(std::io::copy(&mut output, &mut std::io::sink()));
        });
        // From here on a panic ends the child.
        let mut server = Self {
            child,
            said: serde_json::Value::Null,
            log,
        };
        let line = told.recv_timeout(START).unwrap_or_default();
        server.said = serde_json::from_str(&line).unwrap_or_else(|_| {
            // Its last words may still be on their way.
            drop(server.child.kill());
            drop(logging.join());
            panic!("said {line:?}\n{}", server.log())
        });
        server
    }

    /// What it said on its one line: `url`, `certificate`, `people`, `shares`, ….
    pub fn said(&self) -> &serde_json::Value {
        &self.said
    }

    /// Its log until now.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Its process, for memory and processor time.
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Someone new: no cookie, follows no redirect, trusts this server's certificate alone.
    pub fn person(&self) -> Person {
        let path = self.said["certificate"].as_str().unwrap();
        let origin = self.said["url"].as_str().unwrap().trim_end_matches('/');
        Person::new(&std::fs::read(path).unwrap(), origin)
    }

    /// SIGTERM: it must end by itself, with 0. Gives its whole log.
    pub fn stop(mut self) -> String {
        kill_process(self.pid(), Signal::TERM).unwrap();
        let status = self.wait();
        let log = self.log();
        assert!(status.success(), "ended with {status}\n{log}");
        log
    }

    /// SIGKILL, as a power cut would: nothing is finished, nothing is flushed.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn wait(&mut self) -> ExitStatus {
        let until = Instant::now() + END;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "does not end\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended is fine too.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// One browser without scripts: a cookie jar of its own.
pub struct Person {
    client: reqwest::Client,
    origin: String,
    certificate: Vec<u8>,
}

impl Person {
    /// At an origin, trusting this certificate alone (PEM).
    pub fn new(certificate: &[u8], origin: &str) -> Self {
        Self::at(certificate, origin, None)
    }

    fn at(certificate: &[u8], origin: &str, address: Option<IpAddr>) -> Self {
        // Another test of this process may have installed it first.
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let client = reqwest::Client::builder()
            .tls_backend_rustls()
            .tls_certs_only([reqwest::Certificate::from_pem(certificate).unwrap()])
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .local_address(address)
            .build()
            .unwrap();
        Self {
            client,
            origin: origin.to_owned(),
            certificate: certificate.to_owned(),
        }
    }

    /// The same browser, with the same cookies, for somebody else to hold.
    pub fn same(&self) -> Self {
        Self {
            client: self.client.clone(),
            origin: self.origin.clone(),
            certificate: self.certificate.clone(),
        }
    }

    /// Another browser at the same address, with no cookie.
    pub fn another(&self) -> Self {
        Self::new(&self.certificate, &self.origin)
    }

    /// Another browser with no cookie, somewhere else: it comes from this address.
    pub fn elsewhere(&self, address: IpAddr) -> Self {
        Self::at(&self.certificate, &self.origin, Some(address))
    }

    /// A request as the browser's own pages make it; what the helpers below do not say is added to it.
    pub fn ask(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.origin))
            .header("origin", &self.origin)
            .header("sec-fetch-site", "same-origin")
    }

    /// Looks at a page.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.ask(reqwest::Method::GET, path).send().await.unwrap()
    }

    /// Sends a form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        self.ask(reqwest::Method::POST, path)
            .form(fields)
            .send()
            .await
            .unwrap()
    }
}
