//! The service beside nginx, in one interleaved run on this machine: processor time of the server for
//! the same bytes over TLS 1.3 (P1, P2, P4), the first byte (P5), and memory under 128 transfers (P3); pages that must not
//! grow (P6, P12), a flood of sign-ins (P7), and what a service takes before anybody comes (P11).
//!
//! Run with `cargo bench --bench service`, or `-- P1 P3` for some of it. Only loopback is used, and everything ends by itself.
//! `× nginx` is nginx's server time for one operation divided by Abri's: higher is better. Abri's own
//! figure is that of its server process; what its worker processes took is told apart.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops here")]

mod abri;
#[path = "../../tests/support/evidence.rs"]
mod evidence;
mod flood;
mod fresh;
mod home;
mod load;
mod memory;
mod nginx;
mod papers;
mod process;
#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../../tests/support/server.rs"]
mod server;

use std::time::Duration;

use abri::Abri;
use evidence::Claim;
use load::Load;
use nginx::Nginx;

const COMMAND: &str = "cargo bench --bench service";
const SETUP: &str = "sqlite-disk";
/// Turns of each server: one after the other, so that both meet the same weather.
const ROUNDS: usize = 7;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let files = papers::Sizes::ALL.map(papers::pdf);
    let mut abri = Abri::start(&files).await;
    let nginx = Nginx::start(abri.certificate(), &files);

    for (size, id) in papers::Sizes::ALL.into_iter().zip(["P2-200k", "P1", "P2"]) {
        if wanted(id) {
            downloads(&abri, &nginx, size, id).await;
        }
    }
    if wanted("P5") {
        first_byte(&abri, &nginx).await;
    }
    if wanted("P4") {
        uploads(&abri, &nginx).await;
    }
    if wanted("P3") {
        let down = memory::downloads(&abri).await;
        told("P3", "memory above idle, 128 downloads of 20 MB", down);
    }
    if wanted("P3-up") {
        let up = memory::uploads(&abri).await;
        told("P3-up", "memory above idle, 128 uploads of 20 MB", up);
    }
    if wanted("P12") {
        home::shown(&abri).await;
    }
    if wanted("P6") {
        home::page(&abri).await;
    }
    if wanted("P11") {
        fresh::connections(&abri, &nginx).await;
    }
    // From here on nobody has signed in since the start.
    if wanted("P11") || wanted("P7") {
        fresh::start(&mut abri).await;
    }
    if wanted("P7") {
        flood::run(&abri).await;
    }
    abri.stop();
}

/// Whether a figure was asked for; all of them are when none is named.
fn wanted(id: &str) -> bool {
    // cargo itself adds `--bench`.
    let mut named = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .peekable();
    named.peek().is_none() || named.any(|word| word == id)
}

/// Processor time of one download through a share: admission, consent, grants, journal, decryption.
async fn downloads(abri: &Abri, nginx: &Nginx, size: papers::Sizes, id: &'static str) {
    let count = size.downloads();
    let mut ratios = Vec::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let abri_load = Load::get(abri.reader().await, abri.shown(size), size.bytes());
        let one = abri.cpu().during(abri_load.run(count)).await / count;
        let nginx_load = Load::get(nginx.client(), nginx.file(size), size.bytes());
        let other = nginx.cpu().during(nginx_load.run(count)).await / count;
        // The first turn fills caches and starts threads.
        if round > 0 {
            ratios.push(ratio(other, one));
            ours.push(one);
            theirs.push(other);
        }
    }
    let what = format!("download of {} KB through a share", size.bytes() / 1000);
    compared(id, &what, &mut ratios, &mut ours, &mut theirs);
}

/// Processor time of one upload: encrypted, fsynced, checked, journalled; nginx does none of these.
async fn uploads(abri: &Abri, nginx: &Nginx) {
    const COUNT: u32 = 12;
    let size = papers::Sizes::Two;
    let mut ratios = Vec::new();
    let (mut ours, mut theirs, mut workers) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let before = abri.workers_cpu();
        let load = Load::put_in(
            abri.owner(),
            abri.url("/papiers/ajouter"),
            papers::pdf(size),
        );
        let one = abri.cpu().during(load.run(COUNT)).await / COUNT;
        workers.push(abri.workers_cpu().saturating_sub(before) / COUNT);
        let load = Load::put(nginx.client(), nginx.place(round), papers::pdf(size));
        let other = nginx.cpu().during(load.run(COUNT)).await / COUNT;
        if round > 0 {
            ratios.push(ratio(other, one));
            ours.push(one);
            theirs.push(other);
        }
    }
    workers.sort();
    eprintln!(
        "workers that read the same papers: {:?} each, told apart",
        workers[workers.len() / 2]
    );
    compared("P4", "upload of 2 MB", &mut ratios, &mut ours, &mut theirs);
}

/// From the request to the first byte of the answer's body, one request at a time.
async fn first_byte(abri: &Abri, nginx: &Nginx) {
    const COUNT: usize = 101;
    let size = papers::Sizes::Two;
    let ours = Load::get(abri.reader().await, abri.shown(size), size.bytes());
    let theirs = Load::get(nginx.client(), nginx.file(size), size.bytes());
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for _ in 0..COUNT {
        our_times.push(ours.first_byte().await);
        their_times.push(theirs.first_byte().await);
    }
    let (one, other) = (median(&mut our_times), median(&mut their_times));
    let figure = ratio(one, other);
    eprintln!("first byte of 2 MB: {one:?}, nginx {other:?}: {figure:.2} × nginx");
    Claim::begin("P5", SETUP, COMMAND).held(figure);
}

fn compared(
    id: &'static str,
    what: &str,
    ratios: &mut [f64],
    ours: &mut [Duration],
    theirs: &mut [Duration],
) {
    compared_with(id, SETUP, what, "nginx", (ratios, ours, theirs));
}

/// Ratios, our times and the anchor's.
type Turns<'a> = (&'a mut [f64], &'a mut [Duration], &'a mut [Duration]);

fn compared_with(
    id: &'static str,
    setup: &str,
    what: &str,
    anchor: &str,
    (ratios, ours, theirs): Turns<'_>,
) {
    ratios.sort_by(f64::total_cmp);
    let figure = ratios[ratios.len() / 2];
    let (low, high) = (ratios[0], ratios[ratios.len() - 1]);
    let (one, other) = (median(ours), median(theirs));
    eprintln!(
        "{what}: {one:?}, {anchor} {other:?}: {figure:.2} × {anchor} ({low:.2} to {high:.2})"
    );
    Claim::begin(id, setup, COMMAND).held(figure);
}

fn told(id: &'static str, what: &str, megabytes: f64) {
    eprintln!("{what}: {megabytes:.1} MB");
    Claim::begin(id, SETUP, COMMAND).held(megabytes);
}

fn ratio(above: Duration, below: Duration) -> f64 {
    above.as_secs_f64() / below.as_secs_f64()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
