//! Attack by accident: two nodes over one PostgreSQL and one bucket, behind the real haproxy with the project's own file;
//! one of them dies at any moment while people work, and is started again. Whatever either had acknowledged is so for
//! ever, and the other goes on.

use std::cell::RefCell;
use std::fs;
use std::future::pending;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_process};

use crate::evidence::Claim;
use crate::kills::told::Told;
use crate::kills::work::{self, Scene};
use crate::kills::{Serving, checks, last_words};
use crate::server::{Person, free_port};
use crate::setups::{Setup, Stores};
use crate::topology::{Balancer, answered, at};

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service deaths::";
/// Points tried when the suite is long, and when it is quick.
const POINTS: (u64, u64) = (50, 4);
/// How long people go on with the node that is left.
const MORE: Duration = Duration::from_millis(800);

/// Two nodes, and what is before them.
struct Pair {
    stores: Stores,
    said: serde_json::Value,
    anybody: Person,
    /// Their configurations, which differ in where they listen.
    configs: [PathBuf; 2],
    ports: [u16; 2],
    nodes: [Option<Serving>; 2],
    _balancer: Balancer,
}

impl Drop for Pair {
    fn drop(&mut self) {
        last_words(&self.stores);
    }
}

impl Pair {
    async fn start(setup: Setup) -> Self {
        let Setup { server, stores, .. } = setup;
        let said = server.said().clone();
        let certificate = fs::read(said["certificate"].as_str().unwrap()).unwrap();
        server.stop();
        let folder = stores.folder.path();
        let (port, ports) = (free_port(), [free_port(), free_port()]);
        let text = fs::read_to_string(folder.join("demo.toml")).unwrap();
        let configs = ports.map(|own| {
            let mut config: toml::Table = text.parse().unwrap();
            let url = format!("https://localhost:{port}");
            config.insert("url".to_owned(), url.into());
            config.insert("listen".to_owned(), at(own).into());
            config.insert("balancers".to_owned(), vec!["127.0.0.1"].into());
            let file = folder.join(format!("node-{own}.toml"));
            fs::write(&file, config.to_string()).unwrap();
            file
        });
        let balancer = Balancer::start(
            "haproxy.cfg",
            &[
                ("LISTEN", at(port)),
                ("NODE1", at(ports[0])),
                ("NODE2", at(ports[1])),
            ],
        );
        let mut pair = Self {
            anybody: Person::new(&certificate, &format!("https://localhost:{port}")),
            said,
            configs,
            ports,
            nodes: [None, None],
            stores,
            _balancer: balancer,
        };
        pair.starts(0);
        pair.starts(1);
        answered(&pair.anybody, "/aide").await;
        pair
    }

    fn starts(&mut self, number: usize) {
        let (folder, port) = (self.stores.folder.path(), self.ports[number]);
        let node = Serving::start_with(&self.configs[number], folder, port);
        self.nodes[number] = Some(node);
    }

    /// Everybody works while one node dies, and goes on with the other; how much that one answered for alone.
    async fn work(&mut self, scene: &Scene, told: &RefCell<Told>, point: u64) -> usize {
        let dying = usize::try_from(point % 2).unwrap();
        let moment = Duration::from_millis(100 + point * 617 % 1500);
        eprintln!("point {point}: node {dying} dies after {moment:?}");
        let node = self.nodes[dying].take().unwrap();
        let death = async {
            tokio::time::sleep(moment).await;
            node.kill();
            tokio::time::sleep(MORE).await;
        };
        // Whose node it was ends with that.
        leaves_after(death, work::until(scene, told, 2 * point, pending())).await;
        answered(&self.anybody, "/aide").await;
        let before = told.borrow().count();
        let a_while = tokio::time::sleep(MORE);
        leaves_after(a_while, work::until(scene, told, 2 * point + 1, pending())).await;
        told.borrow().count() - before
    }

    /// Whoever left without waiting for an answer has what they asked for finished by the other node, or not at all; then both
    /// are started.
    async fn settles(&mut self) {
        let left = self.nodes.iter_mut().filter_map(Option::take);
        for mut node in left {
            kill_process(node.pid(), Signal::TERM).unwrap();
            let until = Instant::now() + Duration::from_mins(1);
            while !node.ended() {
                assert!(Instant::now() < until, "the other node does not end");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        checks::nothing_in_clear(&self.stores).await;
        self.starts(0);
        self.starts(1);
        answered(&self.anybody, "/aide").await;
    }
}

/// People leave after a while, without waiting for an answer.
async fn leaves_after(a_while: impl Future<Output = ()>, work: impl Future<Output = ()>) {
    tokio::pin!(a_while);
    tokio::select! {
        () = &mut a_while => return,
        () = work => {}
    }
    a_while.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_dies_loses_nothing() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the suite is told how long it may be"
    )]
    let long = std::env::var_os("LONG_SUITES").is_some_and(|long| long == "1");
    let points = if long { POINTS.0 } else { POINTS.1 };
    let claim = long.then(|| Claim::begin("node-deaths", "haproxy-postgres-s3", COMMAND));
    let mut pair = Pair::start(Setup::networked().await).await;
    let scene = Scene::set(pair.anybody.another(), &pair.said).await;
    let mut told = RefCell::new(Told::default());
    let (mut tried, mut alone) = (0, 0);
    // On a slow machine some more are tried, until there is something to lose.
    while tried < points || !told.get_mut().is_of_each_sort() {
        assert!(tried < 4 * points, "{}", told.get_mut());
        alone += pair.work(&scene, &told, tried).await;
        pair.settles().await;
        checks::what_was_answered(&scene, &pair.said, told.get_mut()).await;
        checks::operator_finds_nothing(&pair.configs[0]);
        checks::an_hour_later(&pair.configs[0], &pair.stores).await;
        tried += 1;
    }
    eprintln!("a node died {tried} times: {}", told.get_mut());
    eprintln!("{alone} of it by the node that was left");
    assert!(alone > 0, "nobody goes on with the other node");
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred are exact")]
        claim.held(tried as f64);
    }
}
