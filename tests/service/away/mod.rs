//! The database or the objects are away, slow, or lose their answers, while people work. Whatever was acknowledged is
//! so for ever, what was under way is whole or absent, people are told what to do, and all goes on by itself.

mod postgres_faults;
mod run;
mod silent;

use std::sync::Arc;
use std::time::Duration;

use rustix::process::Signal;

use crate::evidence::Claim;
use crate::postgres;
use crate::s3_faults::{Fault, Faults, Verb};
use crate::setups::Setup;
use postgres_faults::{Cable, Cut, restart, signal};
use run::Run;

/// How many points are tried when the suites are long, and when they are quick.
const OBJECTS: (usize, usize) = (100, 6);
/// How many are tried of the database.
const TABLES: (usize, usize) = (60, 6);

fn is_long() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the suite is told how long it may be"
    )]
    std::env::var_os("LONG_SUITES").is_some_and(|long| long == "1")
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_that_fail_lose_nothing() {
    let points = if is_long() { OBJECTS.0 } else { OBJECTS.1 };
    let command = "LONG_SUITES=1 cargo test --release --test service away::";
    let claim = is_long().then(|| Claim::begin("s3-faults", "postgres-s3", command));
    let faults = Arc::new(Faults::default());
    let setup = Setup::over(postgres::database(), faults.server().await);
    let mut run = Run::begin(setup).await;
    let (mut tried, mut number) = (0, 0);
    while tried < points {
        assert!(number < 6 * points, "{tried} of {number} were met");
        let verb = Verb::ALL[number % Verb::ALL.len()];
        let fault = Fault::ALL[number / Verb::ALL.len() % Fault::ALL.len()];
        // Once it is tried again by itself; else it goes on.
        let times = if number % 3 == 0 { 1 } else { u32::MAX };
        faults.begin(Some(verb), fault, times);
        run.work(number, &|| faults.met() > 0).await;
        let met = faults.end();
        eprintln!("{number}: {verb:?} {fault:?}, {met} times");
        tried += usize::from(met > 0);
        number += 1;
        run.goes_on().await;
        if number % run::AT_ONCE == 0 || tried == points {
            run.check().await;
        }
    }
    held(claim, tried);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_fails_loses_nothing() {
    let points = if is_long() { TABLES.0 } else { TABLES.1 };
    let command = "LONG_SUITES=1 cargo test --release --test service away::";
    let claim = is_long().then(|| Claim::begin("postgres-faults", "postgres-s3", command));
    let server = Arc::new(postgres::Server::start(""));
    let cable = Cable::lay(&server).await;
    let name = server.database();
    let name = name.split(['/', '?']).nth(3).unwrap().to_owned();
    let address = format!(
        "postgres://abri@127.0.0.1:{}/{name}?sslmode=disable",
        cable.port
    );
    let setup = Setup::over(address, Arc::new(Faults::default()).server().await);
    let mut run = Run::begin(setup).await;
    let (mut tried, mut number) = (0, 0);
    while tried < points {
        assert!(number < 3 * points, "{tried} of {number} were met");
        let met = match number % 6 {
            0 => run.cut(number, &cable, Cut::AfterCommit).await,
            1 => run.cut(number, &cable, Cut::BeforeCommit).await,
            2 => run.cut(number, &cable, Cut::Anywhere).await,
            3 => run.during(number, restarts(&server, "immediate")).await,
            4 => run.during(number, restarts(&server, "fast")).await,
            _ => {
                let pause = async {
                    signal(&server, Signal::STOP);
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    signal(&server, Signal::CONT);
                };
                run.during(number, pause).await
            }
        };
        eprintln!("{number}: {met} times");
        tried += usize::from(met > 0);
        number += 1;
        run.goes_on().await;
        if number % run::AT_ONCE == 0 || tried == points {
            run.check().await;
        }
    }
    held(claim, tried);
}

/// Beside the people, who go on meanwhile.
async fn restarts(server: &Arc<postgres::Server>, mode: &'static str) {
    let server = server.clone();
    let restarted = tokio::task::spawn_blocking(move || restart(&server, mode));
    restarted.await.unwrap();
}

fn held(claim: Option<Claim>, tried: usize) {
    eprintln!("{tried} points tried");
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred are exact")]
        claim.held(tried as f64);
    }
}
