//! A database or an object store that says nothing: told within a bounded time, and over by itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::postgres_faults::{Cable, Cut, signal};
use crate::people::{come_in, papers};
use crate::postgres;
use crate::s3_faults::{Fault, Faults};
use crate::server::Person;
use crate::setups::Setup;

/// A person is told by then.
const TOLD: Duration = Duration::from_secs(25);

/// The page that says so: nothing is lost, and what to do.
async fn is_away(person: &Person, path: &str) {
    let asked = Instant::now();
    let answer = person.get(path).await;
    assert!(asked.elapsed() < TOLD, "{path} after {:?}", asked.elapsed());
    assert_eq!(answer.status(), 503, "{path}");
    assert_eq!(answer.headers()["retry-after"], "30");
    let page = answer.text().await.unwrap();
    assert!(page.contains("Les papiers gardés sont à l’abri."), "{page}");
}

/// Without a new start.
async fn is_back(person: &Person, path: &str) {
    let until = Instant::now() + TOLD;
    while person.get(path).await.status() != 200 {
        assert!(Instant::now() < until, "{path} does not come back");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_objects_are_told_of_and_come_back() {
    let faults = Arc::new(Faults::default());
    let setup = Setup::over(postgres::database(), faults.server().await);
    let person = come_in(&setup.server.person(), setup.server.said(), 0).await;
    let paper = papers(&person).await.remove(0);
    let original = format!("/papiers/{paper}/1/original");
    faults.begin(None, Fault::Silent, u32::MAX);
    is_away(&person, &original).await;
    assert_eq!(
        person.get("/papiers").await.status(),
        200,
        "what needs no object is there"
    );
    faults.end();
    is_back(&person, &original).await;
    setup.server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_database_and_a_silent_cable_are_told_of_and_come_back() {
    let server = postgres::Server::start("");
    let cable = Cable::lay(&server).await;
    let name = server.database();
    let name = name.split(['/', '?']).nth(3).unwrap().to_owned();
    let address = format!(
        "postgres://abri@127.0.0.1:{}/{name}?sslmode=disable",
        cable.port
    );
    let setup = Setup::over(address, Arc::new(Faults::default()).server().await);
    let person = come_in(&setup.server.person(), setup.server.said(), 0).await;
    signal(&server, Signal::STOP);
    is_away(&person, "/papiers").await;
    signal(&server, Signal::CONT);
    is_back(&person, "/papiers").await;
    cable.begin(Cut::Silence);
    is_away(&person, "/papiers").await;
    assert!(cable.end() > 0);
    is_back(&person, "/papiers").await;
    setup.server.stop();
}
