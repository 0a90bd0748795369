//! Files that nobody should have.

use std::time::{Duration, Instant};

use abri::media::{Bounds, Look, Problem, Refusal};
use image::ImageFormat;

use crate::samples::{Noise, corners, encoded, pdf, png_bomb, turned_jpeg, with_segment};
use crate::{bounded, check, check_with, refusal, workers};

#[tokio::test]
async fn a_bomb_is_refused_before_it_is_unpacked() {
    let since = Instant::now();
    assert_eq!(refusal(&workers(), &png_bomb()).await, Refusal::TooLarge);
    assert!(
        since.elapsed() < Duration::from_secs(2),
        "{:?}",
        since.elapsed()
    );
}

#[tokio::test]
async fn files_cut_short_are_refused() {
    let image = corners(640, 480);
    for bytes in [
        encoded(image.clone(), ImageFormat::Jpeg),
        encoded(image.clone(), ImageFormat::Png),
        encoded(image, ImageFormat::WebP),
        pdf(2, "", ""),
    ] {
        for cut in [bytes.len() / 4, bytes.len() / 2, bytes.len() * 9 / 10] {
            let refused = refusal(&workers(), &bytes[..cut]).await;
            assert_eq!(refused, Refusal::Broken, "{:?} at {cut}", &bytes[..4]);
        }
    }
}

#[tokio::test]
async fn other_kinds_are_named_and_refused_whatever_they_claim() {
    let zip = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.txt";
    for (bytes, looks_like) in [
        (&b""[..], Look::Empty),
        (b"<?xml version='1.0'?><svg onload='x()'/>", Look::Svg),
        (b"\n<!DOCTYPE html><script>x()</script>", Look::Html),
        (zip, Look::Zip),
        (
            b"PK\x03\x04..........................[Content_Types].xml",
            Look::Office,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Look::Office),
        (b"MZ\x90\0\x03", Look::Program),
        (b"\x7fELF\x02\x01", Look::Program),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Look::Heic),
        (b"\0\0\0\x18ftypisom\0\0\0\0", Look::Film),
        (b"GIF89a\x01\0\x01\0", Look::OtherImage),
        (b"Bonjour, voici mon attestation.", Look::Text),
        (b"\x01\x02\x03\x04", Look::Unknown),
        (b"\xff\xd8", Look::Unknown),
    ] {
        let refused = refusal(&workers(), bytes).await;
        assert_eq!(refused, Refusal::NotAllowed { looks_like });
    }
}

#[tokio::test]
async fn two_kinds_in_one_file_are_one_or_none() {
    // Something before a PDF's own mark.
    let mut hidden = b"GARBAGE\n".to_vec();
    hidden.extend(pdf(1, "", ""));
    let looks_like = Look::HiddenPdf;
    assert_eq!(
        refusal(&workers(), &hidden).await,
        Refusal::NotAllowed { looks_like }
    );
    // A PDF that programs unpack as ZIP.
    let mut both = pdf(1, "", "");
    both.extend(b"PK\x05\x06");
    both.extend([0; 16]);
    both.extend(7u16.to_le_bytes());
    both.extend(b"%%EOF\n\n");
    let looks_like = Look::Zip;
    assert_eq!(
        refusal(&workers(), &both).await,
        Refusal::NotAllowed { looks_like }
    );
    // A photograph that carries a PDF and a page: nothing of them stays.
    let photo = encoded(corners(64, 64), ImageFormat::Jpeg);
    let mut carrier = with_segment(&photo, 0xfe, b"%PDF-1.4 <script>");
    carrier.extend(pdf(1, "", ""));
    let checked = check(&carrier).await.unwrap();
    assert!(!checked.kept.windows(4).any(|w| w == b"%PDF"));
    assert!(!checked.kept.windows(7).any(|w| w == b"<script"));
}

#[tokio::test]
async fn a_pdf_of_a_hundred_thousand_pages_is_refused() {
    let bytes = pdf(100_000, "", "");
    assert_eq!(refusal(&workers(), &bytes).await, Refusal::TooManyPages);
}

#[tokio::test]
async fn a_pdf_that_asks_for_a_password_is_refused() {
    let zeros = "00".repeat(32);
    let trailer = format!(
        "/ID [<01> <01>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{zeros}> /U <{zeros}> /P -4 >>"
    );
    assert_eq!(
        refusal(&workers(), &pdf(1, "", &trailer)).await,
        Refusal::Encrypted
    );
}

#[tokio::test]
async fn more_bytes_than_allowed_are_refused_as_they_come() {
    let workers = bounded(Bounds {
        file_bytes: 100_000,
        ..Bounds::default()
    });
    assert_eq!(
        refusal(&workers, &vec![0xff; 100_001]).await,
        Refusal::TooHeavy
    );
    // Without end: only what was read counts.
    let endless = tokio::io::repeat(0x20);
    let refused = workers.check(crate::NOBODY, endless).await.map(drop);
    assert!(matches!(refused, Err(Problem::Refused(Refusal::TooHeavy))));
}

#[tokio::test]
async fn damaged_files_never_harm_the_caller() {
    let good = [
        turned_jpeg(&corners(200, 120), 6),
        encoded(corners(120, 80), ImageFormat::Png),
        encoded(corners(120, 80), ImageFormat::WebP),
        pdf(2, "/OpenAction << /S /JavaScript >>", ""),
    ];
    let workers = workers();
    let mut noise = Noise(0x5eed_ab21);
    for round in 0..400 {
        let mut bytes = good[round % good.len()].clone();
        for _ in 0..=noise.below(12) {
            let at = noise.below(bytes.len());
            match noise.below(4) {
                0 => bytes[at] = u8::try_from(noise.below(256)).unwrap(),
                1 => bytes[at] ^= 1 << noise.below(8),
                2 => {
                    let to = (at + noise.below(40)).min(bytes.len());
                    let piece = bytes[at..to].to_vec();
                    let into = noise.below(bytes.len());
                    bytes.splice(into..into, piece);
                }
                _ => {
                    let to = (at + noise.below(20)).min(bytes.len() - 1);
                    bytes.drain(at.min(to)..to);
                }
            }
        }
        match check_with(&workers, &bytes).await {
            Ok(_) | Err(Problem::Refused(_)) => {}
            Err(problem) => panic!("round {round}: {problem}"),
        }
    }
    assert!(
        check_with(&workers, &good[0]).await.is_ok(),
        "the pool still works"
    );
}
