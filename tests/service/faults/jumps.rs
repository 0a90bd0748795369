//! The clock of the machine is stepped under a running service, ahead and back, in the middle of what people do, and is
//! set right again: what was answered for stays so, what had ended stays so, what had not is there, and what was
//! taken while the clock was wrong keeps nobody from anything once it is right.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use abri::actions::Abri;
use abri::actions::check::{self, Daily};
use abri::config::Config;
use abri::crypto::random;
use abri::domain::time::{Clock, Span};
use abri::jobs::{self, Job};
use abri::serve::compose;
use reqwest::{Method, StatusCode};

use super::clock::{library, opens};
use super::flow::{Flow, MARK};
use super::{House, acts, is_long};
use crate::evidence::Claim;
use crate::kills::{Serving, log_in};
use crate::not_run::not_run;
use crate::resume;
use crate::server::Person;
use crate::setups::Setup;

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service faults::jumps::";
/// How far the clock is stepped, in minutes.
const JUMPS: &[i64] = &[10, 5 * 60, 30 * 24 * 60, -10, -5 * 60, -30 * 24 * 60];
/// What people do meanwhile; in the quick suite one of them at each jump.
const UNDER_WAY: &[&str] = &[
    "papers",
    "shares",
    "links",
    "opening",
    "appointments",
    "ways",
];
/// How far the clocks of two nodes may be apart.
const APART: i64 = 60;
/// After so much in which nobody asked for anything a session is over.
const IDLE: i64 = 31;
/// A bucket takes no request that was signed so much earlier or later.
const SIGNED: i64 = 15;
/// How often somebody may be wrong, from one place.
const TRIES: usize = 60;
/// One such place.
const SOMEWHERE: [u8; 4] = [127, 3, 0, 1];
/// An upload is good for as long.
const LASTS: i64 = 24 * 60;
/// A clock further ahead is not believed.
const LEAP: i64 = 48 * 60;

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_stepped_under_a_service_on_sqlite_and_disk_loses_nothing() {
    steps(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_stepped_under_a_service_on_postgres_and_s3_loses_nothing() {
    steps(Setup::networked().await).await;
}

async fn steps(setup: Setup) {
    let Some(library) = library() else {
        not_run(
            &format!("a_clock_stepped_on_{}", setup.name),
            "no libfaketime here",
        );
        return;
    };
    let claim = is_long().then(|| Claim::begin("clock-jumps", setup.name, COMMAND));
    let mut stepped = Stepped::under(House::of(setup).await, library).await;
    let mut jumps = 0;
    for (turn, jump) in JUMPS.iter().enumerate() {
        for (place, act) in UNDER_WAY.iter().enumerate() {
            if is_long() || place == turn {
                jumps += stepped.there_and_back(act, *jump).await;
            }
        }
    }
    let Stepped { house, serving, .. } = stepped;
    drop(serving);
    house.ends(|| house.serve()).await;
    eprintln!("{}: the clock jumped {jumps} times", house.name);
    if let Some(claim) = claim {
        claim.held(f64::from(jumps));
    }
}

/// A service whose clock can be stepped.
struct Stepped {
    house: House,
    /// Its clock, for whoever preloads the library.
    clock: PathBuf,
    library: PathBuf,
    serving: Serving,
    /// How long after the beginning of an act it jumped last, in milliseconds.
    moment: u64,
    /// Links of shares: one that goes on, one that was stopped.
    live: String,
    stopped: String,
}

impl Stepped {
    async fn under(mut house: House, library: PathBuf) -> Self {
        let folder = house.stores.folder.path().to_owned();
        let clock = folder.join("clock");
        set(&clock, 0);
        let config = fs::read_to_string(house.config()).unwrap();
        let (many, some) = (
            "tries_per_source = 10000",
            format!("tries_per_source = {TRIES}"),
        );
        assert!(config.contains(many));
        fs::write(house.config(), config.replace(many, &some)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_abri"));
        command.args(["serve", "--config"]).arg(house.config());
        preloads(&mut command, &library, &clock);
        let child = command.stderr(log_in(&folder)).spawn().unwrap();
        let serving = Serving(child).listening(house.port);
        house.answers().await;
        house.calm("papers").await;
        let flow = Flow::new(&house.people, &house.told, 1_000, true);
        let (_, live) = acts::given(&flow).await.unwrap();
        let (path, stopped) = acts::given(&flow).await.unwrap();
        let stop = format!("{path}/arreter");
        let end = flow.form(&house.people.owner, &stop, &[], &["share_stopped"]);
        end.await.unwrap();
        Self {
            clock,
            library,
            serving,
            moment: 0,
            live,
            stopped,
            house,
        }
    }

    /// The clock jumps in the middle of an act, and in the middle of the next one it is set right; how often it
    /// jumped.
    async fn there_and_back(&mut self, act: &'static str, jump: i64) -> u32 {
        let name = self.house.name;
        let upload =
            Upload::begins(&self.house.people.owner, &format!("{MARK} {act} {jump}")).await;
        let there = self.jumps_in(act, jump).await;
        let tables = self.house.tables().await;
        tables
            .meddle("DELETE FROM marks WHERE name = 'daily check'")
            .await;
        tables.close().await;
        self.other_nodes(jump).await;
        let meanwhile = self.house.people.comes_in().await;
        self.house.people.come_in_anew().await;
        let somewhere = self.house.people.anybody.elsewhere(SOMEWHERE.into());
        tries_wrongly(&somewhere).await;
        assert!(!self.opens(&self.stopped).await, "{jump} revives a share");
        if is_long() && jump > LEAP && act == UNDER_WAY[0] {
            self.is_alarmed().await;
        }
        let mut kept = None;
        if self.objects_answer(jump).await {
            kept = upload.goes_on(&self.house.people.owner).await;
            assert_eq!(kept.is_none(), jump > LASTS, "{jump}");
            self.house.people_find_it().await;
            self.house.stores_hold().await;
            self.house.settles().await;
            let (whole, said) = self.operator(&["journal", "verify"]);
            assert!(whole, "{jump}: {said}");
        }

        let back = self.jumps_in(act, 0).await;
        self.other_nodes(0).await;
        self.nothing_waits(jump).await;
        self.house.people.come_in_anew().await;
        assert!(!self.opens(&self.stopped).await, "{jump} revived a share");
        assert!(self.opens(&self.live).await, "{jump} ended a share");
        // Over by the wrong clock alone, it is not lost.
        if kept.is_none() {
            kept = upload.goes_on(&self.house.people.owner).await;
        }
        let id = kept.expect("an upload that had not ended is there");
        self.house.told.borrow_mut().papers.keep(&id, upload.bytes);
        self.house.calm(act).await;
        self.house.holds().await;
        self.house.point(act);
        // Whoever came in by the wrong clock does not stay for longer by the right one, and whoever was refused is not
        // refused for longer: by less than the clocks of two nodes may be apart, if at all.
        let apart = if jump > APART { 0 } else { jump.max(0) };
        set(&self.clock, IDLE + apart);
        let home = meanwhile.get("/papiers").await;
        assert_eq!(home.status(), 303, "{jump} keeps a session open");
        let known = self.house.people.card();
        let comes = somewhere.form("/entrer/carte/code", &known).await;
        assert_eq!(comes.status(), 303, "{jump} keeps somebody waiting");
        set(&self.clock, 0);
        self.house.people.come_in_anew().await;
        eprintln!("{name}: {act}, {jump} minutes, whole: {there} and {back}");
        2
    }

    /// Goes through an act while the clock jumps; whether it came to its end.
    async fn jumps_in(&mut self, act: &str, jump: i64) -> bool {
        let clock = self.clock.clone();
        self.moment = (self.moment + 70) % 390;
        let moment = Duration::from_millis(self.moment);
        let step = async {
            tokio::time::sleep(moment).await;
            set(&clock, jump);
        };
        tokio::join!(self.house.adrift(act), step).0
    }

    /// A bucket refuses whose clock is a quarter of an hour off: papers are read and put in again once it is right.
    async fn objects_answer(&self, jump: i64) -> bool {
        let path = format!("/papiers/{}/1/original", self.house.people.shown());
        let paper = self.house.people.owner.get(&path).await;
        let refused = self.is_refused(jump);
        let status = if refused {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            StatusCode::OK
        };
        assert_eq!(paper.status(), status, "{path}");
        !refused
    }

    /// Whether a bucket takes no request that is signed by that clock.
    const fn is_refused(&self, jump: i64) -> bool {
        self.house.stores.database.is_some() && jump.abs() >= SIGNED
    }

    /// The service by a clock that is off by so many minutes.
    async fn by(&self, jump: i64) -> Abri {
        let config = Config::load(&self.house.config()).unwrap();
        let off = Span::minutes(jump);
        let clock = Clock::from_fn(move || Clock::system().now() + off);
        compose::open(&config, clock).await.unwrap()
    }

    /// What two other nodes do by the same clock, at their start and later. A clock that is far ahead is not believed, by the
    /// second either, which has no days to keep, and the operator is told; otherwise everything is as it was.
    async fn other_nodes(&self, jump: i64) {
        let abri = self.by(jump).await;
        let mut is_leap = false;
        for _ in 0..2 {
            let record = jobs::prepare(&abri).await.unwrap();
            is_leap = record.failures(Job::Days) > 0;
            assert_eq!(is_leap, jump > LEAP, "{jump}");
            // By a clock that is not believed nothing ends.
            assert_eq!(record.well_at(Job::Sweep).is_none(), is_leap, "{jump}");
        }
        let daily = check::daily(&abri, &random::bytes(), || true).await;
        drop(daily.unwrap());
        abri.store.close().await;
        let (whole, said) = self.operator(&["check"]);
        assert_eq!(whole, !is_leap && !self.is_refused(jump), "{jump}: {said}");
        if is_leap && !self.is_refused(jump) {
            assert!(said.contains("abri clock accept"), "{said}");
        }
    }

    /// What was taken or done by the wrong clock keeps nobody from a job by the right one: the days are kept by whoever asks,
    /// and the papers of a later day are read on it. A clock five hours ahead may have read those of tomorrow.
    async fn nothing_waits(&self, jump: i64) {
        let tables = self.house.tables().await;
        let held = "SELECT name FROM leases WHERE name = 'days'";
        // A round of the service itself may be under way.
        for _ in 0..50 {
            if tables.text(held).await.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let held = tables.text(held).await;
        assert!(held.is_empty(), "{jump}: nobody else keeps the days");
        tables.close().await;
        let abri = self.by(36 * 60).await;
        let read = check::daily(&abri, &random::bytes(), || true).await;
        assert!(
            matches!(read, Ok(Daily::Read(_))),
            "{jump} keeps papers from being read"
        );
        abri.store.close().await;
    }

    /// The service itself finds out at its next round that its clock cannot be believed: within five minutes.
    async fn is_alarmed(&self) {
        let log = self.house.stores.folder.path().join("log");
        let until = Instant::now() + Duration::from_mins(6);
        loop {
            let said = fs::read_to_string(&log).unwrap();
            if said.contains("a job failed; it is tried again problem=damaged: clock") {
                return;
            }
            assert!(Instant::now() < until, "no alarm: {said}");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Whether a command finds all as it should be by the same clock, and what it says.
    fn operator(&self, command: &[&str]) -> (bool, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_abri"));
        program
            .args(command)
            .arg("--config")
            .arg(self.house.config());
        preloads(&mut program, &self.library, &self.clock);
        let output = program.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    async fn opens(&self, link: &str) -> bool {
        opens(&self.house.people.anybody, link).await
    }
}

/// Somebody types what no card has until they are told to wait.
async fn tries_wrongly(somewhere: &Person) {
    for _ in 0..=TRIES {
        let nobody = "0000-0000-0000-0000-0000-0000-0000";
        let card = [("number", nobody), ("code", "123456"), ("place", "own")];
        let refused = somewhere.form("/entrer/carte/code", &card).await.status();
        if refused == StatusCode::TOO_MANY_REQUESTS {
            return;
        }
        assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
    }
    panic!("nobody is told to wait");
}

/// A paper that is sent in two parts, before the clock jumps and after.
struct Upload {
    bytes: Vec<u8>,
    at: String,
}

impl Upload {
    /// So much of it before.
    const HALF: usize = 20_000;

    async fn begins(person: &Person, word: &str) -> Self {
        let bytes = resume::sample(word, 2 * Self::HALF);
        let at = resume::begin(person, bytes.len()).await;
        let half = resume::patch(person, &at, 0, &bytes[..Self::HALF]).await;
        assert_eq!(half.status(), 204);
        Self { bytes, at }
    }

    /// What was acknowledged of it is there, and it becomes the same paper; its id. Nothing when it is over by that clock.
    async fn goes_on(&self, person: &Person) -> Option<String> {
        let head = resume::tus(person, Method::HEAD, &self.at).send().await;
        let head = head.unwrap();
        if head.status() == StatusCode::NOT_FOUND {
            return None;
        }
        assert_eq!(head.headers()["upload-offset"], Self::HALF.to_string());
        let rest = &self.bytes[Self::HALF..];
        let done = resume::patch(person, &self.at, Self::HALF as u64, rest).await;
        assert_eq!(done.status(), 204);
        Some(resume::kept(person, &self.at).await)
    }
}

/// The clock is so many minutes ahead from now on, or behind. Whoever reads it meanwhile reads one or the other.
fn set(clock: &std::path::Path, minutes: i64) {
    let next = clock.with_extension("next");
    fs::write(&next, format!("{minutes:+}m")).unwrap();
    fs::rename(next, clock).unwrap();
}

fn preloads(command: &mut Command, library: &std::path::Path, clock: &std::path::Path) {
    command
        .env("LD_PRELOAD", library)
        .env("FAKETIME_TIMESTAMP_FILE", clock)
        .env("FAKETIME_NO_CACHE", "1")
        // Time that passes goes on passing; what o'clock it is has changed.
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
}
