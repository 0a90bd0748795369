//! Files that are none of the kinds taken in, whatever they say of themselves.

use super::{Evil, Fate, evil};
use crate::samples::pdf;

const SCRIPT: &str = "<script>document.title='ran'</script>";

pub fn all() -> Vec<Evil> {
    let mut all: Vec<Evil> = KINDS
        .iter()
        .map(|(name, head)| {
            let mut bytes = head.to_vec();
            bytes.extend(SCRIPT.bytes());
            bytes.resize(bytes.len().max(512), 0);
            evil(format!("{name} under another name"), Fate::Refused, bytes)
        })
        .collect();
    for text in TEXTS {
        all.push(evil(format!("text {text:.24}"), Fate::Refused, *text));
    }
    // Another mark first, the right one behind it.
    for front in [
        "\n",
        "\u{feff}",
        "GIF89a",
        "<html>",
        "MZ",
        "%!PS-Adobe-3.0\n",
        "PK\x03\x04",
        "\0",
    ] {
        let mut bytes = front.as_bytes().to_vec();
        bytes.extend(pdf(1, "", ""));
        all.push(evil(format!("PDF behind {front:?}"), Fate::Refused, bytes));
    }
    for (n, count) in [1, 100, 1023, 5000].into_iter().enumerate() {
        let mut bytes = vec![b'A' + u8::try_from(n).unwrap(); count];
        bytes.extend(pdf(1, "", ""));
        all.push(evil(
            format!("PDF behind {count} letters"),
            Fate::Refused,
            bytes,
        ));
    }
    all.push(evil("nothing", Fate::Refused, []));
    all.push(evil("zeros", Fate::Refused, vec![0; 100_000]));
    all
}

/// The first bytes of what people and programs send.
const KINDS: &[(&str, &[u8])] = &[
    (
        "SVG",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>",
    ),
    ("SVG without a head", b"<svg onload=alert(1)>"),
    (
        "SVG with an entity",
        b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
    ),
    ("HTML", b"<!DOCTYPE html><html><body>"),
    ("HTML in capitals", b"<HTML><SCRIPT>"),
    ("HTML after space", b"   \n\t<html>"),
    (
        "a web archive",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    ),
    ("a letter", b"From: a@example.org\nSubject: x\n\n"),
    ("ZIP", b"PK\x03\x04\x14\0\0\0\0\0"),
    ("an empty ZIP", b"PK\x05\x06"),
    (
        "a text document",
        b"PK\x03\x04\x14\0\x06\0[Content_Types].xml word/document.xml vbaProject.bin",
    ),
    ("an old text document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("rich text", b"{\\rtf1{\\object\\objemb}}"),
    ("RAR", b"Rar!\x1a\x07\x01\0"),
    ("7z", b"7z\xbc\xaf\x27\x1c"),
    ("gzip", b"\x1f\x8b\x08\0\0\0\0\0"),
    ("bzip2", b"BZh91AY&SY"),
    ("xz", b"\xfd7zXZ\0"),
    ("a program for Windows", b"MZ\x90\0\x03\0\0\0"),
    ("a program for Linux", b"\x7fELF\x02\x01\x01\0"),
    ("a program for a Mac", b"\xcf\xfa\xed\xfe"),
    ("a Java class", b"\xca\xfe\xba\xbe"),
    ("a shell script", b"#!/bin/sh\nrm -rf /\n"),
    ("a shortcut", b"L\0\0\0\x01\x14\x02\0"),
    ("an Android package", b"PK\x03\x04AndroidManifest.xml"),
    ("GIF", b"GIF89a\x01\0\x01\0"),
    ("TIFF", b"II*\0\x08\0\0\0"),
    ("TIFF, other order", b"MM\0*\0\0\0\x08"),
    ("BMP", b"BM\x36\0\0\0"),
    ("ICO", b"\0\0\x01\0\x01\0"),
    ("PSD", b"8BPS\0\x01"),
    ("JPEG 2000", b"\0\0\0\x0cjP  \r\n\x87\n"),
    ("JPEG XL", b"\xff\x0a"),
    ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    ("HEIF sequence", b"\0\0\0\x18ftypmsf1\0\0\0\0msf1hevc"),
    ("AVIF", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"),
    ("a film", b"\0\0\0\x18ftypisom\0\0\0\0"),
    ("Matroska", b"\x1aE\xdf\xa3"),
    ("a sound", b"ID3\x03\0\0"),
    ("Ogg", b"OggS\0\x02"),
    ("WAV", b"RIFF\x24\0\0\0WAVEfmt "),
    ("AVI", b"RIFF\x24\0\0\0AVI LIST"),
    ("PostScript", b"%!PS-Adobe-3.0\n(%pipe%id) (w) file"),
    ("a font", b"\0\x01\0\0\0\x0c\0\x80"),
    ("WebAssembly", b"\0asm\x01\0\0\0"),
    ("SQLite", b"SQLite format 3\0"),
    ("a calendar", b"BEGIN:VCALENDAR\n"),
];

const TEXTS: &[&str] = &[
    "javascript:alert(1)",
    "<?php system($_GET['c']); ?>",
    "=cmd|' /C calc'!A0",
    "{\"a\": 1}",
    "\u{202e}gpj.exe",
    "%PDF",
    "\u{feff}<script>alert(1)</script>",
    "bonjour",
];
