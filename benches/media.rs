//! How long a paper takes to be read by a worker, and a page to be marked, the worker's start included:
//! milliseconds, median of several.
//!
//! Run with `cargo bench --bench media`.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops here")]

#[path = "../tests/support/evidence.rs"]
mod evidence;
#[expect(dead_code, reason = "shared with the tests of the worker")]
#[path = "../tests/media/samples.rs"]
mod samples;

use std::time::{Duration, Instant};

use abri::domain::ids::VaultId;
use abri::domain::mark::Mark;
use abri::media::{Piece, Settings, Workers};
use image::RgbImage;

use evidence::Claim;

const ROUNDS: usize = 11;
const COMMAND: &str = "cargo bench --bench media";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let workers = Workers::new(Settings {
        program: env!("CARGO_BIN_EXE_abri").into(),
        ..Settings::default()
    });
    let photo = samples::turned_jpeg(&scene(), 6);
    let pdf = samples::pdf(1, "", "");
    for (name, bytes, claim) in [
        ("PDF of 1 page", &pdf, Some(("P9", "read"))),
        ("PDF of 20 pages", &samples::pdf(20, "", ""), None),
        (
            "photo of 12 megapixels, turned",
            &photo,
            Some(("P9-photo", "read")),
        ),
        ("PNG bomb", &samples::png_bomb(), None),
    ] {
        let claim = claim.map(|(id, setup)| Claim::begin(id, setup, COMMAND));
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            times.push(time(&workers, bytes).await);
        }
        let first = median(times.iter().map(|(first, _)| *first));
        let all = median(times.iter().map(|(_, all)| *all));
        eprintln!(
            "{name} ({} KB): first page {first:.0} ms, all {all:.0} ms",
            bytes.len() / 1024
        );
        if let Some(claim) = claim {
            // A photograph is there once it is clean; of a PDF the first page is waited for.
            claim.held(if bytes == &photo { all } else { first });
        }
    }
    mark(&workers, &pdf).await;
}

/// A page with words across it, as each reader gets it.
async fn mark(workers: &Workers, pdf: &[u8]) {
    let claim = Claim::begin("P9", "marked", COMMAND);
    let mut checking = workers.check(pdf).await.unwrap();
    let mut page = None;
    while let Some(piece) = checking.next().await.unwrap() {
        if let Piece::Picture { jpeg, .. } = piece {
            page = Some(jpeg);
        }
    }
    let page = page.unwrap();
    let mark = Mark {
        words: ["Logement social", "Claire Morel", "25 novembre 2026"]
            .map(str::to_owned)
            .to_vec(),
        reference: String::new(),
    };
    let nobody = VaultId::from_bytes([0; 16]);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let since = Instant::now();
        let marking = workers.marking(nobody).await.unwrap();
        marking.mark(&page, &mark).await.unwrap();
        times.push(since.elapsed());
    }
    let time = median(times);
    eprintln!("a page marked ({} KB): {time:.0} ms", page.len() / 1024);
    claim.held(time);
}

/// In milliseconds.
fn median(times: impl IntoIterator<Item = Duration>) -> f64 {
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// Until the first page's picture, and until the end.
async fn time(workers: &Workers, bytes: &[u8]) -> (Duration, Duration) {
    let since = Instant::now();
    let mut first = Duration::ZERO;
    if let Ok(mut checking) = workers.check(bytes).await {
        while let Ok(Some(piece)) = checking.next().await {
            if matches!(piece, Piece::Picture { index: 0, .. }) {
                first = since.elapsed();
            }
        }
    }
    (first, since.elapsed())
}

/// Shapes with some grain, as a camera sees them: 4000 × 3000.
fn scene() -> RgbImage {
    let mut noise = samples::Noise(12);
    let mut scene = samples::corners(4000, 3000);
    for (x, y, pixel) in scene.enumerate_pixels_mut() {
        let shade = (x / 20 + y / 30) as usize % 20 + noise.below(12);
        pixel.0 = pixel
            .0
            .map(|n| n.saturating_sub(u8::try_from(shade).unwrap()));
    }
    scene
}
