//! Files and pipes: the archive that is brought back, its index, a first look, the worker's frames, where a request comes from.

use std::path::Path;

use abri::actions::backup::format::Manifest;
use abri::actions::take_out::Index;
use abri::media::Finding;
use axum::http::{HeaderMap, HeaderValue};

use hayro::hayro_syntax::Pdf;

use crate::proxy_header::{self, START};
use crate::{active as walk, directory, frames as pipe, jpeg, peer as source, row, sniff};

/// The directory of an archive: files lie one after another, from the first byte to the directory, and nowhere else.
pub fn archive(bytes: &[u8]) {
    whole(bytes);
    // With an end that fits, which would be found late.
    if let Some(([split, count], rest)) = bytes.split_first_chunk() {
        let (files, lines) = rest.split_at(rest.len().min(usize::from(*split) * 4));
        let number = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        let mut end = vec![0x50, 0x4b, 5, 6, 0, 0, 0, 0, *count, 0, *count, 0];
        end.extend(number(lines.len()));
        end.extend(number(files.len()));
        end.extend([0, 0]);
        whole(&[files, lines, &end].concat());
    }
}

fn whole(bytes: &[u8]) {
    let tail = bytes.len() - bytes.len().min(usize::try_from(directory::TAIL).unwrap());
    let Ok((range, count)) = directory::place(&bytes[tail..], bytes.len() as u64) else {
        return;
    };
    assert!(range.start <= range.end && range.end <= bytes.len() as u64);
    let within = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
    let Ok(files) = directory::files(&bytes[within], range.start, count) else {
        return;
    };
    for file in files.values() {
        let head = &bytes[usize::try_from(file.at).unwrap()..];
        if let Ok(body) = directory::body(file, head) {
            assert!(body.start <= body.end && body.end <= range.start);
            assert_eq!(body.end - body.start, file.length);
        }
    }
}

/// The index of an archive.
pub fn index(bytes: &[u8]) {
    if let Ok(index) = serde_json::from_slice::<Index>(bytes) {
        drop(serde_json::to_vec(&index).unwrap());
    }
}

/// The first look at a file, and where a JPEG ends.
pub fn look(bytes: &[u8]) {
    sniff::kind(bytes);
    sniff::look(bytes);
    sniff::ends_as_zip(bytes);
    if let Some(length) = jpeg::length(bytes) {
        assert!(length <= bytes.len());
    }
    let (ours, anew) = bytes.split_at(bytes.len() / 2);
    jpeg::is_ours(ours, anew);
}

/// Frames from a worker that somebody took over.
pub fn frames(bytes: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let mut rest = bytes;
    while let Ok((_, body)) = runtime.block_on(pipe::receive(&mut rest)) {
        assert!(body.len() <= pipe::MOST);
        drop(pipe::json::<abri_render::Verdict>(&body));
        drop(pipe::json::<abri_render::Refusal>(&body));
    }
    // The worker's own side: what a service that is not ours would send. It trusts lengths up to the largest frame.
    let mut into = Vec::new();
    drop(pipe::read(&mut &bytes[..], &mut into));
}

/// What is active in a PDF: its objects, however they lie in one another.
pub fn active(bytes: &[u8]) {
    let whole = [
        b"%PDF-1.7\n1 0 obj\n",
        bytes,
        b"\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF",
    ]
    .concat();
    for file in [bytes, &whole] {
        if let Ok(pdf) = Pdf::new(file.to_vec()) {
            let mut found = walk::find(&pdf);
            found.dedup();
            assert_eq!(found, walk::find(&pdf));
        }
    }
}

/// Rows of a backup, and its manifest.
pub fn backup(bytes: &[u8]) {
    if let Ok(manifest) = Manifest::parse(bytes, Path::new("a backup")) {
        let again = serde_json::to_vec(&manifest).unwrap();
        assert!(Manifest::parse(&again, Path::new("the same")).is_ok());
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some((table, cells)) = row::read(text) {
        assert_eq!(cells.len(), table.columns.len());
        let (again, same) = row::read(&row::write(table, &cells)).unwrap();
        assert_eq!((again.name, same), (table.name, cells));
    }
}

/// What a scanner for viruses answers: one answer alone means that nothing was found.
pub fn scanner(bytes: &[u8]) {
    if let Ok(Finding::Clean) = Finding::read(bytes) {
        assert_eq!(bytes.strip_suffix(b"\0").unwrap_or(bytes), b"stream: OK");
    }
}

/// `X-Forwarded-For`.
pub fn peer(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append("x-forwarded-for", value);
        }
    }
    let proxy = "10.0.0.1".parse().unwrap();
    let stranger = "192.0.2.9".parse().unwrap();
    source::of(proxy, &headers, &[proxy]).network();
    assert_eq!(source::of(stranger, &headers, &[proxy]).0, stranger);
}

/// The header of a balancer: the address comes from a whole header alone, and what is not one names nobody.
pub fn balancer(bytes: &[u8]) {
    let balancer = "10.0.0.1".parse().unwrap();
    let _ = proxy_header::named(bytes, balancer);
    // As it is read from a connection, behind a signature that no fuzzer finds by itself.
    let signed = [b"\r\n\r\n\0\r\nQUIT\n", bytes].concat();
    if let Some(start) = signed.first_chunk::<START>()
        && let Some(rest) = proxy_header::rest(*start)
        && let Some(whole) = signed.get(..START + rest)
        && let Some(named) = proxy_header::named(whole, balancer)
    {
        assert_eq!(proxy_header::named(whole, balancer), Some(named));
        let cut = &whole[..whole.len() - 1];
        assert_eq!(proxy_header::named(cut, balancer), None);
    }
}
