//! A flood of sign-ins: what it takes of the memory, and how long others wait (P7).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use reqwest::{Client, StatusCode, Url};

use crate::abri::Abri;
use crate::evidence::Claim;
use crate::memory::Watch;
use crate::{COMMAND, SETUP};

/// Who tries at once.
const TRYING: usize = 200;
/// Until whoever was told to come back does so, sooner than they were told: over a hundred a second, ten times what two
/// cores derive, and few enough that the flood's own side leaves the processor to the service.
const AGAIN: Duration = Duration::from_secs(1);
/// Looks of somebody else, before the flood and in it.
const LOOKS: usize = 500;
/// What one derivation takes, in megabytes: 64 MiB.
const ARGON: f64 = 64.0 * 1.048_576;

/// Tries that were made, and those told to come back.
#[derive(Default)]
struct Counts {
    refused: AtomicU32,
    busy: AtomicU32,
}

/// On a service that nobody has signed in to yet.
pub async fn run(abri: &Abri) {
    let idle = percentile(abri).await;
    let watch = Watch::start(abri.pid()).await;
    let over = Arc::new(AtomicBool::new(false));
    let counts = Arc::new(Counts::default());
    let tasks: Vec<_> = (0..TRYING)
        .map(|number| {
            let (client, url, words) = (abri.nobody(), abri.url("/entrer/mots"), abri.words());
            let (over, counts) = (over.clone(), counts.clone());
            tokio::spawn(async move { tries(number, client, url, words, &over, &counts).await })
        })
        .collect();
    let flooded = percentile(abri).await;
    over.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.unwrap();
    }
    let peak = watch.peak();
    let (refused, busy) = (
        counts.refused.load(Ordering::Relaxed),
        counts.busy.load(Ordering::Relaxed),
    );
    assert!(refused > 0 && peak > ARGON, "nothing was derived");
    assert!(busy > 0, "it was no flood");
    let cores = std::thread::available_parallelism().unwrap().get();
    let above = peak - f64::from(u32::try_from(cores).unwrap()) * ARGON;
    let times = flooded.as_secs_f64() / idle.as_secs_f64();
    eprintln!(
        "flood of sign-ins, {refused} refused, {busy} told to come back: {peak:.1} MB above idle, {above:.1} MB above one \
         Argon2 for each core; others wait {flooded:?} (99th percentile), {idle:?} without it: {times:.2}"
    );
    Claim::begin("P7", SETUP, COMMAND).held(above);
    Claim::begin("P7-others", SETUP, COMMAND).held(times);
}

/// Words that are somebody's, with identifiers that nobody has, each another one.
async fn tries(
    number: usize,
    client: Client,
    url: Url,
    words: String,
    over: &AtomicBool,
    counts: &Counts,
) {
    for round in 0_u32.. {
        if over.load(Ordering::Relaxed) {
            return;
        }
        let identifier = format!("personne {number} {round}");
        let fields = [
            ("identifier", identifier.as_str()),
            ("words", &words),
            ("place", "own"),
        ];
        let answer = client.post(url.clone()).form(&fields).send().await.unwrap();
        let status = answer.status();
        answer.bytes().await.unwrap();
        match status {
            StatusCode::UNPROCESSABLE_ENTITY => counts.refused.fetch_add(1, Ordering::Relaxed),
            StatusCode::SERVICE_UNAVAILABLE => {
                tokio::time::sleep(AGAIN).await;
                counts.busy.fetch_add(1, Ordering::Relaxed)
            }
            other => panic!("a sign-in is answered with {other}"),
        };
    }
}

/// How long somebody else waits for their home page, one time in a hundred: of the 200 papers of P6, where that was measured
/// before.
async fn percentile(abri: &Abri) -> Duration {
    let (client, url) = (abri.somebody_else(), abri.url("/papiers"));
    let mut times = Vec::new();
    for _ in 0..LOOKS {
        let since = Instant::now();
        let answer = client.get(url.clone()).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.bytes().await.unwrap();
        times.push(since.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    times.sort();
    times[LOOKS * 99 / 100]
}
