//! A folder with a configuration for `abri serve`, and the commands that read it.

use std::fs;
use std::io::Read;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// How long a start or an end may take on a loaded machine.
const SOON: Duration = Duration::from_mins(1);

/// The origin in the configuration, whatever the port.
pub const ORIGIN: &str = "https://localhost";

/// Everything a server needs, in one folder.
pub struct House {
    folder: TempDir,
}

impl House {
    /// With secrets made by `abri secrets make`, SQLite, folders and a self-made certificate.
    pub fn new() -> Self {
        let house = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let at = house.folder.path().display();
        house.write(&format!(
            "url = '{ORIGIN}'\nlisten = '127.0.0.1:0'\ndata = '{at}/data'\n\
             certificate.self_made = true\n\
             database.url = 'sqlite://{at}/abri.sqlite'\n\
             objects.url = '{at}/objects'\nepochs.url = '{at}/epochs'\n\
             secrets = {{ pepper = '{at}/secrets/pepper', lookup = '{at}/secrets/lookup', \
             recipients = '{at}/secrets/recipients' }}\n\
             help = {{ name = 'Accueil des Tilleuls', phone = '01 99 00 00 00' }}\n"
        ));
        let secrets = house.file("secrets").display().to_string();
        assert!(run(&["secrets", "make", &secrets]).status.success());
        house
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The configuration's text.
    pub fn text(&self) -> String {
        fs::read_to_string(self.file("abri.toml")).unwrap()
    }

    /// Another configuration.
    pub fn write(&self, text: &str) {
        fs::write(self.file("abri.toml"), text).unwrap();
    }

    /// Another secret, with the permissions of its file.
    pub fn secret(&self, name: &str, text: &str, mode: u32) {
        let file = self.file("secrets").join(name);
        fs::write(&file, text).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// A command with `--config`, which ends by itself.
    pub fn run(&self, command: &[&str]) -> Output {
        let config = self.file("abri.toml").display().to_string();
        run(&[command, &["--config", &config]].concat())
    }

    /// `abri serve`, once it listens.
    pub fn serve(&self) -> Serving {
        let mut child = program()
            .args(["serve", "--config"])
            .arg(self.file("abri.toml"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(self.file("log")).unwrap())
            .spawn()
            .unwrap();
        let until = Instant::now() + SOON;
        loop {
            let log = fs::read_to_string(self.file("log")).unwrap();
            let said = log.split_once("listening address=");
            if let Some((address, _)) = said.and_then(|(_, rest)| rest.split_once('\n')) {
                return Serving {
                    address: address.trim().parse().unwrap(),
                    child,
                    log: self.file("log"),
                    certificate: self.file("data").join("localhost.pem"),
                };
            }
            if let Some(status) = child.try_wait().unwrap() {
                panic!("ended with {status}\n{log}");
            }
            if Instant::now() > until {
                drop(child.kill());
                panic!("does not listen\n{log}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The program without this process's environment.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abri"));
    command.env_clear();
    command
}

/// A command that must end by itself; one that goes on is ended and its test fails.
pub fn run(arguments: &[&str]) -> Output {
    let mut child = program()
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let until = Instant::now() + SOON;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > until {
            drop(child.kill());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

/// A running `abri serve`; killed when dropped.
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    log: PathBuf,
    certificate: PathBuf,
}

impl Serving {
    /// A client that speaks HTTP/1.1 and follows nothing.
    pub fn client(&self) -> reqwest::Client {
        // Another test of this process may have installed it first.
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let mut pem = Vec::new();
        let mut file = fs::File::open(&self.certificate).unwrap();
        file.read_to_end(&mut pem).unwrap();
        reqwest::Client::builder()
            .tls_backend_rustls()
            .tls_certs_only([reqwest::Certificate::from_pem(&pem).unwrap()])
            .redirect(reqwest::redirect::Policy::none())
            .http1_only()
            .timeout(SOON)
            .build()
            .unwrap()
    }

    /// The address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.address.port())
    }

    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Where its certificate lies.
    pub fn certificate(&self) -> &std::path::Path {
        &self.certificate
    }

    /// SIGTERM: it must end by itself, with 0. Gives its log.
    pub fn stop(mut self) -> String {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        let until = Instant::now() + SOON;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "does not end");
            std::thread::sleep(Duration::from_millis(20));
        };
        let log = fs::read_to_string(&self.log).unwrap();
        assert!(status.success(), "ended with {status}\n{log}");
        log
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Already ended is fine too.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
