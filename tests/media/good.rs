//! Files that people have.

use abri::domain::document::FileType;
use abri::media::{Active, Kind};
use image::{ImageFormat, Rgba, RgbaImage};

use crate::evidence::Claim;
use crate::samples::{GPS, corners, encoded, pdf, turned_jpeg, with_segment};
use crate::{check, decoded};

fn near(a: image::Rgb<u8>, b: image::Rgb<u8>) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| a.abs_diff(b) < 25)
}

#[tokio::test]
async fn images_come_back_clean_with_a_page_and_a_thumbnail() {
    let image = corners(2400, 1800);
    for (format, received, kept) in [
        (ImageFormat::Jpeg, Kind::Jpeg, FileType::Jpeg),
        (ImageFormat::Png, Kind::Png, FileType::Jpeg),
        (ImageFormat::WebP, Kind::Webp, FileType::Jpeg),
    ] {
        let checked = check(&encoded(image.clone(), format)).await.unwrap();
        assert_eq!(checked.verdict.received, received);
        assert_eq!(checked.verdict.kept, kept);
        assert_eq!(checked.verdict.pages, 1);
        assert_eq!(decoded(&checked.kept).dimensions(), (2400, 1800));
        let [(width, height, jpeg)] = &checked.pages[..] else {
            panic!("one page");
        };
        assert_eq!((*width, *height), (1600, 1200));
        assert_eq!(decoded(jpeg).dimensions(), (1600, 1200));
        assert_eq!(decoded(&checked.thumbnail).dimensions(), (168, 126));
    }
}

#[tokio::test]
async fn a_small_png_loses_nothing() {
    let image = RgbaImage::from_fn(300, 200, |x, y| {
        Rgba([
            u8::try_from(x % 251).unwrap(),
            u8::try_from(y).unwrap(),
            7,
            if x < 150 { 255 } else { 90 },
        ])
    });
    let checked = check(&encoded(image.clone(), ImageFormat::Png))
        .await
        .unwrap();
    assert_eq!(checked.verdict.kept, FileType::Png);
    let kept = image::load_from_memory(&checked.kept).unwrap().into_rgba8();
    assert_eq!(kept, image);
    assert_eq!(checked.pages[0].0, 300, "never larger than it was");
}

#[tokio::test]
async fn exif_orientations_come_back_upright_and_the_place_is_gone() {
    let claim = Claim::begin("exif", "worker", "cargo test --release --test media exif");
    let upright = corners(320, 200);
    for orientation in 1..=8 {
        let bytes = turned_jpeg(&upright, orientation);
        assert!(bytes.windows(GPS.len()).any(|part| part == GPS));
        let checked = check(&bytes).await.unwrap();
        for bytes in [&checked.kept, &checked.pages[0].2] {
            for needle in [GPS, b"Exif"] {
                let left = bytes.windows(needle.len()).any(|part| part == needle);
                assert!(!left, "orientation {orientation}");
            }
            let seen = decoded(bytes);
            assert_eq!(seen.dimensions(), (320, 200), "orientation {orientation}");
            for (x, y) in [(40, 40), (280, 40), (40, 160), (280, 160)] {
                let (is, should) = (*seen.get_pixel(x, y), *upright.get_pixel(x, y));
                assert!(
                    near(is, should),
                    "orientation {orientation} at {x},{y}: {is:?}"
                );
            }
        }
    }
    claim.held(0.0);
}

#[tokio::test]
async fn where_a_photo_was_taken_and_what_hides_after_it_are_gone() {
    let mut bytes = turned_jpeg(&corners(320, 200), 6);
    bytes = with_segment(&bytes, 0xfe, b"note of the camera");
    bytes.extend(b"a film of five megabytes, after the photo");
    let checked = check(&bytes).await.unwrap();
    let outputs = [&checked.kept, &checked.pages[0].2, &checked.thumbnail];
    for needle in [GPS, b"Exif", b"note of", b"a film"] {
        assert!(bytes.windows(needle.len()).any(|w| w == needle));
        for output in outputs {
            assert!(!output.windows(needle.len()).any(|w| w == needle));
        }
    }
}

#[tokio::test]
async fn a_pdf_is_shown_page_by_page() {
    let checked = check(&pdf(3, "", "")).await.unwrap();
    assert_eq!(checked.verdict.kept, FileType::Pdf);
    assert_eq!(checked.verdict.pages, 3);
    assert_eq!(checked.verdict.active, []);
    assert!(checked.kept.is_empty(), "the original is kept as received");
    assert_eq!(checked.pages.len(), 3);
    let (width, height, jpeg) = &checked.pages[0];
    assert_eq!((*width, *height), (1130, 1600));
    let page = decoded(jpeg);
    let dark = page.pixels().filter(|p| p.0[0] < 128).count();
    assert!(dark > 10_000, "print can be seen: {dark} dark pixels");
    assert_eq!(decoded(&checked.thumbnail).width(), 168);
    // To be looked at by a person who doubts.
    let to = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("page.jpg");
    std::fs::write(to, jpeg).unwrap();
}

#[tokio::test]
async fn active_things_in_a_pdf_are_told() {
    for (catalog, active) in [
        (
            "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
            vec![Active::Script, Active::OnOpen],
        ),
        (
            "/OpenAction << /S /J#61vaScript >>",
            vec![Active::Script, Active::OnOpen],
        ),
        (
            "/AA << /WC << /S /Launch /F (x) >> >>",
            vec![Active::Launch, Active::OnOpen],
        ),
        (
            "/Names << /EmbeddedFiles << /Names [] >> >>",
            vec![Active::Attachment],
        ),
        ("/AcroForm << /XFA [] /Fields [] >>", vec![Active::Form]),
        ("/Lang (fr-FR)", vec![]),
    ] {
        let checked = check(&pdf(1, catalog, "")).await.unwrap();
        assert_eq!(checked.verdict.active, active, "{catalog}");
    }
}
