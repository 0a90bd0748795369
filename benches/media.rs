//! How long a paper takes to be read by a worker, its start included: milliseconds, median of several.
//!
//! Run with `cargo bench --bench media`.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on stops here")]

#[path = "../tests/media/samples.rs"]
mod samples;

use std::time::{Duration, Instant};

use abri::media::{Piece, Settings, Workers};
use image::RgbImage;

const ROUNDS: usize = 11;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let workers = Workers::new(Settings {
        program: env!("CARGO_BIN_EXE_abri").into(),
        ..Settings::default()
    });
    let photo = samples::turned_jpeg(&scene(), 6);
    for (name, bytes) in [
        ("PDF of 1 page", samples::pdf(1, "", "")),
        ("PDF of 20 pages", samples::pdf(20, "", "")),
        ("photo of 12 megapixels, turned", photo),
        ("PNG bomb", samples::png_bomb()),
    ] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            times.push(time(&workers, &bytes).await);
        }
        times.sort();
        let (first, all) = times[ROUNDS / 2];
        eprintln!(
            "{name} ({} KB): first page {} ms, all {} ms",
            bytes.len() / 1024,
            first.as_millis(),
            all.as_millis()
        );
    }
}

/// Until the first page's picture, and until the end.
async fn time(workers: &Workers, bytes: &[u8]) -> (Duration, Duration) {
    let since = Instant::now();
    let mut first = Duration::ZERO;
    if let Ok(mut checking) = workers.check(bytes).await {
        while let Some(piece) = checking.next().await.unwrap() {
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
