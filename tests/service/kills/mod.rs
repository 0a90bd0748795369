//! Attack by accident: the power goes while people put papers in, remove and destroy some, show some,
//! others open what is shown, and somebody puts papers in by a link and takes them back. Whatever was acknowledged is so for ever; what was under way is whole
//! or absent; nothing is shown without consent; and nothing lies in clear.

pub(crate) mod checks;
mod deposits;
pub(crate) mod told;
pub(crate) mod work;

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use rustix::process::Pid;

use crate::evidence::Claim;
use crate::setups::{Setup, Stores};
use told::Told;
use work::Scene;

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service kills::";
/// Points tried on each set-up when the suite is long, and when it is quick.
const POINTS: (u64, u64) = (50, 8);

#[tokio::test(flavor = "multi_thread")]
async fn kills_lose_nothing_on_sqlite_and_disk() {
    kills(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_lose_nothing_on_postgres_and_s3() {
    kills(Setup::networked().await).await;
}

/// `abri serve` on the folder of a demonstration; killed when dropped.
pub struct Serving(pub Child);

impl Serving {
    /// By the configuration of the demonstration.
    pub fn start(folder: &Path, port: u16) -> Self {
        Self::start_with(&folder.join("demo.toml"), folder, port)
    }

    /// Its log is kept in the folder, to be searched like everything else.
    pub fn start_with(config: &Path, folder: &Path, port: u16) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_abri"))
            .args(["serve", "--config"])
            .arg(config)
            .stderr(log_in(folder))
            .spawn()
            .unwrap();
        Self(child).listening(port)
    }

    /// Waits until it listens.
    pub fn listening(self, port: u16) -> Self {
        let until = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        self
    }

    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }

    /// Whether it has ended by itself.
    pub fn ended(&mut self) -> bool {
        self.0.try_wait().unwrap().is_some()
    }

    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The log of a service, in its folder: each start goes on with it.
pub fn log_in(folder: &Path) -> File {
    let mut options = OpenOptions::new();
    let file = options.append(true).create(true);
    file.open(folder.join("log")).unwrap()
}

/// Where a test fails: what the service said last, before its folder goes.
pub fn last_words(stores: &Stores) {
    if std::thread::panicking() {
        let log = std::fs::read_to_string(stores.folder.path().join("log"));
        let log = log.unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(20).collect();
        eprintln!("{lines:#?}");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// When the power goes: spread evenly over what seven browsers need for some uploads each, without a
/// random source, so that a failure is tried again at the same moment.
fn moment(point: u64) -> Duration {
    Duration::from_millis(20 + point * 617 % 1500)
}

async fn kills(setup: Setup) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the suite is told how long it may be"
    )]
    let long = std::env::var_os("LONG_SUITES").is_some_and(|long| long == "1");
    let points = if long { POINTS.0 } else { POINTS.1 };
    let claim = long.then(|| Claim::begin("kills-at-once", setup.name, COMMAND));
    let Setup { server, stores, .. } = setup;
    let said = server.said().clone();
    let port = said["url"].as_str().unwrap().rsplit(':').next().unwrap();
    let port = port.parse().unwrap();
    let scene = Scene::set(server.person(), &said).await;
    server.stop();

    let folder = stores.folder.path();
    let config = folder.join("demo.toml");
    let mut told = RefCell::new(Told::default());
    let mut serving = Serving::start(folder, port);
    let mut tried = 0;
    // On a slow machine some more are tried, until there is something to lose.
    while tried < points || !told.get_mut().is_of_each_sort() {
        assert!(tried < 4 * points, "{}", told.get_mut());
        let moment = moment(tried);
        eprintln!("{}: point {tried}, killed after {moment:?}", setup.name);
        let power = async {
            tokio::time::sleep(moment).await;
            serving.kill();
        };
        work::until(&scene, &told, tried, power).await;
        checks::nothing_in_clear(&stores).await;
        serving = Serving::start(folder, port);
        checks::what_was_answered(&scene, &said, told.get_mut()).await;
        checks::operator_finds_nothing(&config);
        checks::an_hour_later(&config, &stores).await;
        tried += 1;
    }
    eprintln!("{}: {}", setup.name, told.get_mut());
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred are exact")]
        claim.held(tried as f64);
    }
}
