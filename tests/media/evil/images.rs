//! Images that lie, burst, carry something, or end too soon.

use image::ImageFormat;

use super::{Evil, Fate, evil};
use crate::samples::{corners, crc, encoded, pdf, png_chunks, turned_jpeg, with_segment};

const HIDDEN: &str = "<script>hidden()</script>";

pub fn all() -> Vec<Evil> {
    let mut all = bombs();
    all.extend(carriers());
    all.extend(cut());
    all.extend(wrong());
    all
}

/// Heads that promise what no memory holds, or nothing.
fn bombs() -> Vec<Evil> {
    let mut all = Vec::new();
    for (width, height) in [
        (30_000, 30_000),
        (65_535, 65_535),
        (0x7fff_ffff, 1),
        (1, 0x7fff_ffff),
        (u32::MAX, u32::MAX),
        (60_000_001, 1),
        (8_000, 8_000),
        (0, 0),
        (0, 10),
    ] {
        let mut head = width.to_be_bytes().to_vec();
        head.extend(height.to_be_bytes());
        head.extend([8, 2, 0, 0, 0]);
        let bytes = png_chunks(&[(b"IHDR", &head), (b"IDAT", &[0x78, 0x9c]), (b"IEND", &[])]);
        all.push(evil(
            format!("PNG of {width} × {height}"),
            Fate::Refused,
            bytes,
        ));
    }
    let photo = encoded(corners(64, 64), ImageFormat::Jpeg);
    let frame = photo
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    for (width, height) in [(65_535u16, 65_535u16), (65_535, 1_000), (0, 64)] {
        let mut bytes = photo.clone();
        bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        all.push(evil(
            format!("JPEG of {width} × {height}"),
            Fate::Refused,
            bytes,
        ));
    }
    let webp = encoded(corners(64, 64), ImageFormat::WebP);
    let mut bytes = webp.clone();
    // VP8L: 14 bits each for width and height, less one.
    bytes[21..25].copy_from_slice(&[0xff, 0xff, 0xff, 0x0f]);
    all.push(evil("WebP of 16384 × 16384", Fate::Refused, bytes));
    all
}

/// Good images with something inside or behind them: the image stays, the rest goes.
fn carriers() -> Vec<Evil> {
    let jpeg = encoded(corners(64, 64), ImageFormat::Jpeg);
    let png = encoded(corners(64, 64), ImageFormat::Png);
    let webp = encoded(corners(64, 64), ImageFormat::WebP);
    let cleaned = Fate::Cleaned(HIDDEN);
    let mut all = Vec::new();
    for mark in [0xe0, 0xe1, 0xe2, 0xec, 0xed, 0xee, 0xef, 0xfe] {
        let bytes = with_segment(&jpeg, mark, HIDDEN.as_bytes());
        all.push(evil(
            format!("JPEG with a script in segment {mark:x}"),
            cleaned,
            bytes,
        ));
    }
    let mut archive = b"PK\x03\x04".to_vec();
    archive.extend(HIDDEN.bytes());
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 18]);
    let mut paper = pdf(1, "", "");
    paper.extend(HIDDEN.bytes());
    for (name, image) in [("JPEG", &jpeg), ("PNG", &png), ("WebP", &webp)] {
        for (what, tail) in [
            ("a script", HIDDEN.as_bytes()),
            ("an archive", &archive),
            ("a PDF", &paper),
        ] {
            let mut bytes = image.clone();
            bytes.extend(tail);
            all.push(evil(
                format!("{name} with {what} behind it"),
                cleaned,
                bytes,
            ));
        }
    }
    for kind in [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"prVt"] {
        let mut bytes = png[..33].to_vec();
        let mut body = b"Comment\0".to_vec();
        body.extend(HIDDEN.bytes());
        bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        let start = bytes.len();
        bytes.extend(kind);
        bytes.extend(&body);
        bytes.extend(crc(&bytes[start..]).to_be_bytes());
        bytes.extend(&png[33..]);
        let name = String::from_utf8_lossy(kind);
        all.push(evil(format!("PNG with a script in {name}"), cleaned, bytes));
    }
    all
}

/// Good files that end too soon.
fn cut() -> Vec<Evil> {
    let good = [
        ("JPEG", encoded(corners(640, 480), ImageFormat::Jpeg)),
        ("PNG", encoded(corners(640, 480), ImageFormat::Png)),
        ("WebP", encoded(corners(640, 480), ImageFormat::WebP)),
        ("PDF", pdf(2, "", "")),
    ];
    let mut all = Vec::new();
    for (name, bytes) in good {
        for tenths in 1..10 {
            let end = bytes.len() * tenths / 10;
            let name = format!("{name} cut at {tenths} tenths");
            all.push(evil(name, Fate::Refused, &bytes[..end]));
        }
    }
    all
}

/// Images whose parts do not fit together.
fn wrong() -> Vec<Evil> {
    let mut all = Vec::new();
    let png = encoded(corners(64, 64), ImageFormat::Png);
    let mut sum = png.clone();
    sum[29] ^= 0xff;
    all.push(evil("PNG with a wrong sum", Fate::Refused, sum));
    let head = |depth, colour| [0, 0, 0, 64, 0, 0, 0, 64, depth, colour, 0, 0, 0];
    for (depth, colour) in [(3, 2), (8, 7), (16, 3), (0, 0)] {
        let bytes = png_chunks(&[(b"IHDR", &head(depth, colour)), (b"IEND", &[])]);
        all.push(evil(
            format!("PNG of depth {depth}, colour {colour}"),
            Fate::Refused,
            bytes,
        ));
    }
    let two = png_chunks(&[
        (b"IHDR", &head(8, 2)),
        (b"IHDR", &head(8, 2)),
        (b"IEND", &[]),
    ]);
    all.push(evil("PNG with two heads", Fate::Refused, two));
    for orientation in [0, 9, 255] {
        let bytes = turned_jpeg(&corners(64, 48), orientation);
        all.push(evil(
            format!("JPEG of orientation {orientation}"),
            Fate::Cleaned("GPS"),
            bytes,
        ));
    }
    for bytes in [
        &b"\xff\xd8\xff"[..],
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0\0\0",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\xff\xff\xff\xffWEBP",
        b"RIFF\0\0\0\0WEBPVP8X",
        b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\0",
    ] {
        all.push(evil(
            format!("only a beginning {bytes:02x?}"),
            Fate::Refused,
            bytes,
        ));
    }
    all
}
