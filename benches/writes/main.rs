//! Journalled writes of different vaults against bare commits of one row on the same engine, 64 clients (P8), and one
//! derivation of Argon2 with its memory kept against one with fresh memory (P7-argon).
//!
//! Run with `cargo bench --bench writes`. A write is a setting changed by its person: row, journal entry and new seal of the
//! vault in one durable transaction. Turns alternate; both meet the same disk,
//! that of `TMPDIR`.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops here")]

mod argon;
mod bare;
#[path = "../../tests/support/evidence.rs"]
mod evidence;
#[expect(dead_code, reason = "its tests have one server together")]
#[path = "../../tests/support/postgres.rs"]
mod postgres;
#[expect(dead_code, reason = "the bench of the service uses all of it")]
#[path = "../service/process.rs"]
mod process;
#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../../tests/support/abri.rs"]
mod support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use abri::actions::discreet;
use abri::actions::open_vault::{NewVault, Notice, open_vault};
use abri::actions::session::Session;
use abri::domain::person::CallName;
use abri::domain::slot::Place;
use abri::store::Store;
use abri::store::vaults::Given;
use bare::Bare;
use evidence::Claim;
use support::Service;

const COMMAND: &str = "cargo bench --bench writes";
/// Who writes at once, each in a vault of their own.
const CLIENTS: usize = 64;
const ROUNDS: usize = 5;
/// Length of one turn.
const TURN: Duration = Duration::from_secs(2);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    assert!(
        on_a_disk(folder.path()),
        "TMPDIR is memory, where commits cost nothing"
    );
    let file = |name: &str| folder.path().join(name).display().to_string();
    let sqlite = |name: &str| format!("sqlite://{}", file(name));
    let store = Store::open(&sqlite("abri.sqlite"), &sqlite("ephemeral.sqlite")).await;
    let bare = Bare::sqlite(&file("bare.sqlite"));
    compare("sqlite-full", store.unwrap(), bare).await;

    // As it comes: its test set-up does not wait for the disk.
    let server =
        postgres::Server::start("-c fsync=on -c full_page_writes=on -c synchronous_commit=on");
    let url = server.database();
    let store = Store::open(&url, &url).await.unwrap();
    let bare = Bare::postgres(&server.database()).await;
    compare("postgres", store, bare).await;

    argon::compare().await;
}

/// Whether files there are anything but memory.
fn on_a_disk(folder: &Path) -> bool {
    const TMPFS: u64 = 0x0102_1994;
    u64::try_from(rustix::fs::statfs(folder).unwrap().f_type) != Ok(TMPFS)
}

async fn compare(setup: &str, store: Store, bare: Bare) {
    let service = Service::over(store, tempfile::tempdir().unwrap()).await;
    let mut people = Vec::new();
    for _ in 0..CLIENTS {
        people.push((person(&service).await, AtomicBool::new(false)));
    }
    let (abri, _folder) = service.into_parts();
    let (abri, bare, people) = (Arc::new(abri), Arc::new(bare), Arc::new(people));
    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (all, service) = (people.clone(), abri.clone());
        let one = each(move |client| {
            let (all, service) = (all.clone(), service.clone());
            async move {
                let (session, on) = &all[client];
                let on = !on.fetch_xor(true, Ordering::Relaxed);
                discreet::set(&service, session, on).await.unwrap();
            }
        })
        .await;
        let anchor = bare.clone();
        let other = each(move |client| {
            let anchor = anchor.clone();
            async move { anchor.write(client).await }
        })
        .await;
        // The first turn fills caches.
        if round > 0 {
            ratios.push(one / other);
            ours.push(one);
            theirs.push(other);
        }
    }
    for all in [&mut ratios, &mut ours, &mut theirs] {
        all.sort_by(f64::total_cmp);
    }
    let middle = ROUNDS / 2;
    let (figure, one, other) = (ratios[middle], ours[middle], theirs[middle]);
    let (low, high) = (ratios[0], ratios[ROUNDS - 1]);
    eprintln!(
        "{setup}: {one:.0} journalled writes a second, {other:.0} bare commits: \
         {figure:.2} ({low:.2} to {high:.2})"
    );
    Claim::begin("P8", setup, COMMAND).held(figure);
}

/// Everybody at once for one turn; how many were done in a second.
async fn each<F>(work: impl Fn(usize) -> F + Send + Sync + 'static) -> f64
where
    F: Future<Output = ()> + Send,
{
    let since = Instant::now();
    let work = Arc::new(work);
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let work = work.clone();
            tokio::spawn(async move {
                let mut done = 0_u32;
                while since.elapsed() < TURN {
                    work(client).await;
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    f64::from(done) / since.elapsed().as_secs_f64()
}

async fn person(service: &Service) -> Session {
    let new = NewVault {
        name: CallName::parse("Mesure").unwrap(),
        place: Place::Own,
        notice: Notice {
            version: "1".into(),
            language: "fr".into(),
            given: Given::Screen,
        },
    };
    open_vault(&service.abri, new).await.unwrap().0
}
