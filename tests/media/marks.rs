//! Words across a page: they stay, and what lies under them can still be read, by people and machines.

use abri::domain::ids::VaultId;
use abri::domain::mark::Mark;
use abri::media::{Problem, Redrawn, Refusal, Workers};
use image::{ImageFormat, Rgb, RgbImage};

use crate::samples::{corners, encoded, pdf};
use crate::{check, decoded, workers};

fn mark() -> Mark {
    Mark {
        words: [
            "Logement social",
            "Claire Morel",
            "Association Le Porche",
            "25 novembre 2026",
            "jusqu’à mercredi 25 novembre 2026, 16 h 05",
        ]
        .map(str::to_owned)
        .to_vec(),
        reference: "numéro 3F2A9C10".into(),
    }
}

async fn drawn(workers: &Workers, jpeg: &[u8]) -> Result<Redrawn, Problem> {
    let marking = workers.marking(crate::NOBODY).await?;
    marking.mark(jpeg, &mark()).await
}

async fn marked(jpeg: &[u8]) -> RgbImage {
    let marked = drawn(&workers(), jpeg).await.unwrap();
    let image = decoded(&marked.jpeg);
    assert_eq!(image.dimensions(), (marked.width, marked.height));
    image
}

fn grey(pixel: Rgb<u8>) -> u8 {
    image::Pixel::to_luma(&pixel).0[0]
}

/// To be looked at by a person who doubts.
fn keep(name: &str, image: &RgbImage) {
    let to = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    image.save(to).unwrap();
}

/// A page of white paper with squares drawn on it, `module` pixels each, eight times over.
fn page_of_squares(modules: &[bool], width: usize, module: u32) -> (RgbImage, Vec<(u32, u32)>) {
    let mut page = RgbImage::from_pixel(1130, 1600, Rgb([255; 3]));
    let side = u32::try_from(width).unwrap() * module;
    let places: Vec<_> = (0..8)
        .map(|n| (100 + n % 2 * 480, 60 + n / 2 * 380))
        .inspect(|(_, top)| assert!(top + side < 1600))
        .collect();
    for (left, top) in &places {
        for (at, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
            let x = u32::try_from(at % width).unwrap() * module;
            let y = u32::try_from(at / width).unwrap() * module;
            for (dx, dy) in (0..module).flat_map(|dx| (0..module).map(move |dy| (dx, dy))) {
                page.put_pixel(left + x + dx, top + y + dy, Rgb([0; 3]));
            }
        }
    }
    (page, places)
}

#[tokio::test]
async fn print_under_the_words_stays_dark_on_light() {
    let checked = check(&pdf(1, "", "")).await.unwrap();
    let before = decoded(&checked.pages[0].2);
    let after = marked(&checked.pages[0].2).await;
    keep("marked-page.png", &after);
    let (mut lightest_print, mut darkest_paper, mut changed) = (0.0_f64, 1.0_f64, 0);
    let some = before
        .enumerate_pixels()
        .filter(|(x, y, _)| x % 3 == 0 && y % 3 == 0);
    for (x, y, pixel) in some {
        let seen = *after.get_pixel(x, y);
        changed += u32::from(grey(seen).abs_diff(grey(*pixel)) > 12);
        // The inside of strokes and of paper; between them lies every grey.
        if grey(*pixel) < 24 {
            lightest_print = lightest_print.max(luminance(seen));
        } else if far_from_print(&before, x, y) {
            darkest_paper = darkest_paper.min(luminance(seen));
        }
    }
    let contrast = (darkest_paper + 0.05) / (lightest_print + 0.05);
    assert!(contrast >= 4.5, "{contrast} (WCAG 2, level AA)");
    assert!(changed > 7_000, "the words are there: {changed}");
}

fn far_from_print(page: &RgbImage, x: u32, y: u32) -> bool {
    let near = |at: u32, most: u32| at.saturating_sub(5)..(at + 6).min(most);
    near(x, page.width()).all(|x| near(y, page.height()).all(|y| grey(*page.get_pixel(x, y)) > 250))
}

/// WCAG 2, relative luminance.
fn luminance(pixel: Rgb<u8>) -> f64 {
    let [r, g, b] = pixel.0.map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[tokio::test]
async fn qr_codes_under_the_words_are_still_read() {
    let code = qrcode::QrCode::new("https://www.impots.gouv.fr/verifavis/0123456789").unwrap();
    let modules: Vec<bool> = code
        .to_colors()
        .iter()
        .map(|c| *c == qrcode::Color::Dark)
        .collect();
    let (page, places) = page_of_squares(&modules, code.width(), 6);
    let seen = marked(&encoded(page, ImageFormat::Jpeg)).await;
    keep("marked-qr.png", &seen);
    let side = u32::try_from(code.width()).unwrap() * 6 + 48;
    for (left, top) in places {
        // As a telephone looks at it: this square and the paper around it.
        let at = |x: usize, y: usize| {
            let (x, y) = (u32::try_from(x).unwrap(), u32::try_from(y).unwrap());
            grey(*seen.get_pixel(left - 24 + x, top - 24 + y))
        };
        let side = usize::try_from(side).unwrap();
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(side, side, at);
        let grids = prepared.detect_grids();
        assert_eq!(grids.len(), 1, "at {left},{top}");
        let (_, text) = grids[0].decode().unwrap();
        assert!(text.ends_with("0123456789"));
    }
}

#[tokio::test]
async fn squares_of_official_papers_under_the_words_are_still_read() {
    // The head of a 2D-Doc (tax notice), invented.
    let text = "DC04FR000001120E120E0401FR4312345678901234567844123456789012";
    let code = datamatrix::DataMatrix::encode(
        text.as_bytes(),
        datamatrix::SymbolList::default().enforce_square(),
    )
    .unwrap();
    let bitmap = code.bitmap();
    let width = bitmap.width();
    let modules = bitmap.bits().to_vec();
    // Three pixels a module: what a page picture has of half a millimetre on paper.
    let (page, places) = page_of_squares(&modules, width, 3);
    let seen = marked(&encoded(page, ImageFormat::Jpeg)).await;
    for (left, top) in places {
        let module = |at: usize| {
            let x = left + u32::try_from(at % width).unwrap() * 3 + 1;
            let y = top + u32::try_from(at / width).unwrap() * 3 + 1;
            grey(*seen.get_pixel(x, y)) < 110
        };
        let read: Vec<bool> = (0..modules.len()).map(module).collect();
        assert_eq!(read, modules, "every module at {left},{top}");
        assert_eq!(
            datamatrix::DataMatrix::decode(&read, width).unwrap(),
            text.as_bytes()
        );
    }
}

#[tokio::test]
async fn attack_only_a_page_picture_is_marked() {
    let workers = workers();
    for bytes in [
        encoded(corners(64, 64), ImageFormat::Png),
        pdf(1, "", ""),
        b"<svg onload='x()'/>".to_vec(),
        Vec::new(),
    ] {
        let refused = drawn(&workers, &bytes).await;
        assert!(
            matches!(refused, Err(Problem::Refused(Refusal::Broken))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn pages_are_marked_while_every_place_for_files_is_taken() {
    let workers = workers();
    let jpeg = encoded(corners(320, 200), ImageFormat::Jpeg);
    let mut held = Vec::new();
    for _ in 0..crate::settings().count {
        held.push(workers.check(crate::NOBODY, &jpeg[..]).await.unwrap());
    }
    drawn(&workers, &jpeg).await.unwrap();
}

#[tokio::test]
async fn attack_who_asks_for_many_pages_waits_behind_themselves() {
    let workers = std::sync::Arc::new(workers());
    let greedy = VaultId::from_bytes([1; 16]);
    let mut held = Vec::new();
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..crate::settings().count {
        held.push(workers.marking(greedy).await.unwrap());
    }
    for _ in 0..1000 {
        let workers = workers.clone();
        waiting.spawn(async move { workers.marking(greedy).await.map(drop) });
    }
    tokio::task::yield_now().await;
    // Not turned away, however many the other has asked for, and next in turn.
    let other = workers.marking(VaultId::from_bytes([2; 16]));
    let (other, ()) = tokio::join!(other, async { held.clear() });
    other.unwrap();
    while let Some(done) = waiting.join_next().await {
        done.unwrap().unwrap();
    }
}
