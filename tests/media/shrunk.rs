//! Page pictures made smaller by the real worker: within what was asked, and from page pictures alone.

use abri::domain::ids::VaultId;
use abri::media::{Bounds, Problem, Redrawn, Refusal, Settings, Shrink, Step, Workers};
use image::ImageFormat;

use crate::samples::{Noise, corners, encoded, pdf, png_bomb};
use crate::{bounded, decoded, evil, settings, workers};

const STEPS: [Step; 3] = [step(1600, 75), step(1200, 60), step(1000, 45)];

const fn step(longest: u16, quality: u8) -> Step {
    Step { longest, quality }
}

async fn shrunk(workers: &Workers, jpeg: &[u8], bytes: u64) -> Result<Redrawn, Problem> {
    let to = Shrink {
        steps: STEPS.to_vec(),
        bytes,
    };
    let marking = workers.marking(crate::NOBODY).await?;
    marking.shrink(jpeg, &to).await
}

/// Every pixel noise: the heaviest page there is.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut noise = Noise(3);
    let mut byte = || u8::try_from(noise.below(256)).unwrap();
    let image =
        image::RgbImage::from_fn(width, height, |_, _| image::Rgb([byte(), byte(), byte()]));
    encoded(image, ImageFormat::Jpeg)
}

#[tokio::test]
async fn a_page_takes_the_bytes_that_it_may() {
    let workers = workers();
    let page = noise(1131, 1600);
    let mut sides = Vec::new();
    let mut before = u64::MAX;
    for _ in 0..3 {
        let redrawn = shrunk(&workers, &page, before.saturating_sub(1))
            .await
            .unwrap();
        let image = decoded(&redrawn.jpeg);
        assert_eq!(image.dimensions(), (redrawn.width, redrawn.height));
        let bytes = redrawn.jpeg.len() as u64;
        assert!(bytes < before);
        before = bytes;
        sides.push(redrawn.height);
    }
    assert_eq!(sides, [1600, 1200, 1000]);
    // The last step, whatever was asked.
    let least = shrunk(&workers, &page, 1).await.unwrap();
    assert_eq!(least.jpeg.len() as u64, before);
}

#[tokio::test]
async fn what_is_seen_stays_what_it_was() {
    let page = encoded(corners(1200, 1600), ImageFormat::Jpeg);
    let before = decoded(&page);
    let redrawn = shrunk(&workers(), &page, 1).await.unwrap();
    assert_eq!((redrawn.width, redrawn.height), (750, 1000));
    let after = decoded(&redrawn.jpeg);
    for (x, y) in [(30, 30), (720, 30), (30, 970), (720, 970), (187, 250)] {
        let (was, is) = (
            before.get_pixel(x * 8 / 5, y * 8 / 5),
            after.get_pixel(x, y),
        );
        let near = was
            .0
            .iter()
            .zip(is.0)
            .all(|(was, is)| was.abs_diff(is) < 24);
        assert!(near, "at {x},{y}: {was:?} became {is:?}");
    }
}

#[tokio::test]
async fn attack_only_a_page_picture_is_made_smaller() {
    let workers = workers();
    let page = encoded(corners(640, 480), ImageFormat::Jpeg);
    for bytes in [
        encoded(corners(64, 64), ImageFormat::Png),
        png_bomb(),
        pdf(1, "", ""),
        b"<svg onload='x()'/>".to_vec(),
        page[..200].to_vec(),
        Vec::new(),
    ] {
        let refused = shrunk(&workers, &bytes, 1000).await;
        assert!(
            matches!(refused, Err(Problem::Refused(Refusal::Broken))),
            "{refused:?}"
        );
    }
    let small = bounded(Bounds {
        content: abri_render::Limits {
            pixels: 640 * 480 - 1,
            pages: 1,
        },
        ..Bounds::default()
    });
    let refused = shrunk(&small, &page, 1000).await;
    assert!(matches!(refused, Err(Problem::Refused(Refusal::TooLarge))));
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_no_hostile_file_harms_more_than_the_worker_that_makes_it_smaller() {
    let workers = bounded(Bounds {
        seconds: 20,
        ..Bounds::default()
    });
    for evil in evil::all() {
        match shrunk(&workers, &evil.bytes, 1000).await {
            Ok(redrawn) => {
                let image = decoded(&redrawn.jpeg);
                assert_eq!(
                    image.dimensions(),
                    (redrawn.width, redrawn.height),
                    "{}",
                    evil.name
                );
                assert!(image.width().max(image.height()) <= 1600, "{}", evil.name);
            }
            Err(Problem::Refused(_)) => {}
            Err(problem) => panic!("{}: {problem}", evil.name),
        }
    }
    let page = encoded(corners(640, 480), ImageFormat::Jpeg);
    shrunk(&workers, &page, 1000).await.unwrap();
}

#[tokio::test]
async fn attack_copies_held_in_memory_are_few() {
    let workers = Workers::new(Settings {
        count: 1,
        waiting: 0,
        ..settings()
    });
    let vault = |byte| VaultId::from_bytes([byte; 16]);
    let mut held = Vec::new();
    for byte in 0..4 {
        held.push(workers.holding(vault(byte)).await.unwrap());
    }
    let more = workers.holding(vault(4)).await;
    assert!(matches!(more, Err(Problem::Busy)), "{more:?}");
    // Nobody who only looks at a page waits for them.
    let page = encoded(corners(640, 480), ImageFormat::Jpeg);
    shrunk(&workers, &page, 1000).await.unwrap();
    held.clear();
    workers.holding(vault(4)).await.unwrap();
}
