//! Attack by accident: everything that writes, each with the fault at many points of it: the process killed, a call
//! of the disk that fails, a disk that is full. What was answered for is so for ever; a row has its object and an
//! object its row; chains and seals verify; nothing lies in clear.

mod acts;
mod clock;
mod codes;
mod flow;
mod full;
mod jumps;
mod killed;
mod left_out;
mod notices;
mod recovery;
mod refused;
mod team;
mod told;
mod vaults;
mod ways;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use abri::domain::journal::Event;
use reqwest::Method;

use crate::factors::totp;
use crate::hook::SECRET;
use crate::kills::{Serving, checks, last_words};
use crate::setups::{Setup, Stores};
use crate::tables::Tables;
use acts::ACTS;
use flow::{Everybody, Flow};
use left_out::LEFT_OUT;
use told::Told;

/// How often an act is gone through with a fault in it: what a manager, or one of the two who help people back in, may
/// change in an hour, what may be taken back of one right to put papers in, and how often a secret is typed
/// again in a quarter of an hour, stands in no setting.
const RATIONED: &[(&str, u32)] = &[
    ("colleagues", 2),
    ("codes", 2),
    ("team", 2),
    ("seats", 2),
    ("recovery", 4),
    ("back", 4),
    ("deposits", 8),
    ("account", 12),
    ("closing", 12),
];

/// So many vaults are come back into before the service is started again.
const TOGETHER: usize = 30;

/// Limits that no act reaches.
const MANY: &str = "
[work]
asked = 9999
opened = 9999
copied = 9999
deposits = 9999
helped = 9999
[limits]
tries_per_source = 10000
vaults_per_source = 10000
[quotas]
least_free_disk_megabytes = 1
vault_megabytes = 100
";

/// Whether this is the long run.
fn is_long() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the suite is told how long it may be"
    )]
    std::env::var_os("LONG_SUITES").is_some_and(|long| long == "1")
}

impl Drop for House {
    fn drop(&mut self) {
        last_words(&self.stores);
    }
}

/// A demonstration whose people are signed in, and what it has answered for.
struct House {
    name: &'static str,
    people: Everybody,
    stores: Stores,
    port: u16,
    told: RefCell<Told>,
    turns: u64,
    rationed: BTreeMap<&'static str, u32>,
    /// How often each act was gone through with a fault in it.
    points: BTreeMap<&'static str, u32>,
}

impl House {
    /// Its first server is stopped.
    async fn of(setup: Setup) -> Self {
        let people = Everybody::of(&setup).await;
        // Whoever joins from now on adds an application of codes; whoever is in goes on without one.
        totp(&setup, &people.said, "on");
        let Setup {
            server,
            stores,
            name,
        } = setup;
        let port = people.said["url"].as_str().unwrap();
        let port = port.rsplit(':').next().unwrap().trim_end_matches('/');
        let port = port.parse().unwrap();
        server.stop();
        let house = Self {
            name,
            people,
            stores,
            port,
            told: RefCell::default(),
            turns: 0,
            rationed: BTreeMap::new(),
            points: BTreeMap::new(),
        };
        // What wears somebody out by numbers is shown elsewhere.
        let config = fs::read_to_string(house.config()).unwrap();
        let secret = house.stores.folder.path().join("secrets").join("sms");
        fs::write(&secret, SECRET).unwrap();
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
        let messages = format!(
            "[notices.sms]\nurl = '{}'\nsecret_file = '{}'\n",
            house.people.hook.url,
            secret.display()
        );
        fs::write(house.config(), config + MANY + &messages).unwrap();
        house
    }

    /// Whether an act may be gone through twice more: of some the service takes only so many in an hour.
    fn may(&mut self, act: &'static str) -> bool {
        let times = self.rationed.entry(act).or_default();
        *times += 1;
        let most = RATIONED.iter().find(|(rationed, _)| *rationed == act);
        most.is_none_or(|(_, most)| *times <= *most)
    }

    fn config(&self) -> PathBuf {
        self.stores.folder.path().join("demo.toml")
    }

    async fn serve(&self) -> Serving {
        let serving = Serving::start(self.stores.folder.path(), self.port);
        self.answers().await;
        serving
    }

    /// Waits for its first answer: it listens before it is ready, and a worker that the killed process was just starting holds
    /// the socket of before for a moment longer. Another browser asks each time, which keeps no connection to that one.
    async fn answers(&self) {
        let until = Instant::now() + Duration::from_mins(1);
        loop {
            let newcomer = self.people.anybody.another();
            match newcomer.ask(Method::GET, "/aide").send().await {
                Ok(answer) => return assert_eq!(answer.status(), 200),
                Err(error) => assert!(Instant::now() < until, "{error:?}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Goes through an act while nothing fails; how long that takes.
    async fn calm(&mut self, act: &str) -> Duration {
        self.turns += 1;
        let begun = Instant::now();
        let flow = Flow::new(&self.people, &self.told, self.turns, true);
        let whole = acts::run(act, &flow).await;
        assert!(whole.is_some(), "{act} is cut short with nothing failing");
        begun.elapsed()
    }

    /// Goes through it while something may; whether it came to its end.
    async fn troubled(&mut self, act: &str) -> bool {
        self.turns += 1;
        let flow = Flow::new(&self.people, &self.told, self.turns, false);
        acts::run(act, &flow).await.is_some()
    }

    /// Goes through it while the clock jumps: sessions, and what a typed secret is good for, may be over by another clock.
    async fn adrift(&mut self, act: &str) -> bool {
        self.turns += 1;
        let flow = Flow::new(&self.people, &self.told, self.turns, false).adrift();
        acts::run(act, &flow).await.is_some()
    }

    /// With the service at work again: what must hold, and what must hold an hour later.
    async fn holds(&self) {
        self.holds_in_a_copy().await;
        self.settles().await;
    }

    /// What is in the journals by now stays there.
    async fn settles(&self) {
        let tables = self.tables().await;
        let mut told = self.told.take();
        told.settles(&tables).await;
        self.told.replace(told);
        tables.close().await;
    }

    /// What was answered for, as people find it.
    async fn people_find_it(&self) {
        let tables = self.tables().await;
        let mut told = self.told.take();
        told.holds(&self.people, &tables).await;
        self.told.replace(told);
        tables.close().await;
    }

    /// What lies there is sealed, and whole an hour later.
    async fn stores_hold(&self) {
        checks::nothing_in_clear(&self.stores).await;
        checks::an_hour_later(&self.config(), &self.stores).await;
    }

    /// The same where nothing that the checks themselves write is there the next time.
    async fn holds_in_a_copy(&self) {
        self.people_find_it().await;
        checks::operator_finds_nothing(&self.config());
        self.stores_hold().await;
    }

    async fn tables(&self) -> Tables {
        Tables::open(self.stores.database.as_deref(), &self.people.said).await
    }

    /// A fault was met, or could have been, within this act, and everything held.
    fn point(&mut self, act: &'static str) {
        *self.points.entry(act).or_default() += 1;
    }

    /// Every vault that was opened is come back into: so many. Says how often each act was tried. Nobody serves before and
    /// after: each of these browsers keeps its connection to a service, which takes only so many from one place.
    async fn ends(&self, serve: impl AsyncFn() -> Serving) -> usize {
        let (mut told, mut open) = (self.told.take(), 0);
        for from in (0..told.vaults.len()).step_by(TOGETHER) {
            let serving = serve().await;
            let these = from..told.vaults.len().min(from + TOGETHER);
            open += told.visit_these(these, &self.people.anybody).await;
            drop(serving);
        }
        eprintln!("{}: {open} new vaults open", self.name);
        eprintln!("{}: points of each act: {:?}", self.name, self.points);
        self.told.replace(told);
        open
    }

    /// Each event of the journal was left by an act, or has its reason.
    fn every_event_has_its_act(&self) {
        let told = self.told.borrow();
        let mut known: BTreeSet<&str> = told.codes.clone();
        for code in LEFT_OUT.iter().flat_map(|(codes, _)| *codes) {
            assert!(known.insert(code), "{code} has an act after all");
        }
        let all: BTreeSet<&str> = Event::ALL.iter().map(|event| event.code()).collect();
        let missing: Vec<_> = all.difference(&known).collect();
        assert!(missing.is_empty(), "no act leaves {missing:?}");
    }
}
