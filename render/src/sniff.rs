//! First look: which decoder to try, and a name for what no decoder takes.

use serde::{Deserialize, Serialize};

use crate::Kind;

/// What a refused file looks like: enough for advice in the reader's language, no promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// No byte at all.
    Empty,
    /// HEIC or HEIF, or AVIF: the photographs of some phones.
    Heic,
    /// A text document, sheet or slides of an office suite.
    Office,
    /// A ZIP archive, alone or hidden behind something else.
    Zip,
    /// Another archive (RAR, 7z, gzip).
    Archive,
    /// SVG: a drawing that can carry scripts.
    Svg,
    /// A web page.
    Html,
    /// A program.
    Program,
    /// A film or a sound.
    Film,
    /// An image of another kind (GIF, TIFF, BMP).
    OtherImage,
    /// Words without any form.
    Text,
    /// A PDF that does not begin with its own mark.
    HiddenPdf,
    /// Nothing known.
    Unknown,
}

/// How far into a file marks are looked for.
const HEAD: usize = 4096;

/// The decoder to try, from the mark at the very first byte; a mark further in is another file's.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Kind::Pdf),
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Kind::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(Kind::Webp),
        _ => None,
    }
}

/// A name for a file that is none of the kinds.
pub fn look(bytes: &[u8]) -> Look {
    let head = &bytes[..bytes.len().min(HEAD)];
    match head {
        [] => Look::Empty,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => film_or_photo(brand),
        [b'P', b'K', 3, 4, ..] => zip(head),
        [b'P', b'K', 5, 6, ..] => Look::Zip,
        [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'{', b'\\', b'r', b't', b'f', ..] => Look::Office,
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [0x1f, 0x8b, ..] => {
            Look::Archive
        }
        [b'M', b'Z', ..]
        | [0x7f, b'E', b'L', b'F', ..]
        | [b'#', b'!', ..]
        | [0xcf, 0xfa, 0xed, 0xfe, ..]
        | [0xca, 0xfe, 0xba, 0xbe, ..] => Look::Program,
        [b'G', b'I', b'F', b'8', ..]
        | [b'B', b'M', ..]
        | [b'I', b'I', b'*', 0, ..]
        | [b'M', b'M', 0, b'*', ..] => Look::OtherImage,
        [b'I', b'D', b'3', ..] | [0x1a, 0x45, 0xdf, 0xa3, ..] | [b'O', b'g', b'g', b'S', ..] => {
            Look::Film
        }
        _ => words(bytes, head),
    }
}

fn film_or_photo(brand: &[u8]) -> Look {
    match brand.get(..4) {
        Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif") => {
            Look::Heic
        }
        _ => Look::Film,
    }
}

fn zip(head: &[u8]) -> Look {
    let office = [
        &b"[Content_Types].xml"[..],
        b"word/",
        b"application/vnd.oasis",
    ];
    if office.iter().any(|mark| holds(head, mark)) {
        Look::Office
    } else {
        Look::Zip
    }
}

/// Files made of characters, in the case that people write them in.
fn words(bytes: &[u8], head: &[u8]) -> Look {
    let lower = head.to_ascii_lowercase();
    if holds(&lower, b"%pdf-") {
        Look::HiddenPdf
    } else if holds(&lower, b"<svg") {
        Look::Svg
    } else if [
        &b"<!doctype html"[..],
        b"<html",
        b"<head",
        b"<body",
        b"<script",
    ]
    .iter()
    .any(|mark| holds(&lower, mark))
    {
        Look::Html
    } else if ends_as_zip(bytes) {
        Look::Zip
    } else if is_text(head) {
        Look::Text
    } else {
        Look::Unknown
    }
}

/// UTF-8 (the last character may be cut by the end of the head) without control characters but those of
/// lines and pages.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && error.valid_up_to() > 0,
    };
    whole
        && head
            .iter()
            .all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
}

/// Whether `mark` stands somewhere in `bytes`.
pub fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Whether a program that unpacks ZIP would find an archive here: its last record names, at the right
/// distance from the end, the length of the comment after it (APPNOTE 4.3.16).
pub fn ends_as_zip(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    let tail = &bytes[bytes.len().saturating_sub(RECORD + usize::from(u16::MAX))..];
    tail.windows(RECORD).enumerate().any(|(at, record)| {
        record.starts_with(b"PK\x05\x06")
            && tail.len() - at - RECORD == usize::from(u16::from_le_bytes([record[20], record[21]]))
    })
}
