//! The age test vectors of C2SP/CCTV through our decryptor, where they are present.
//!
//! Exceptions, with their reasons: armored files (armor is not read here), `scrypt` files (no
//! passphrase recipient here), and the age crate's documented leniency about the last line of a
//! stanza ([`LENIENT`]).

use std::path::Path;
use std::str::FromStr;

use data_encoding::HEXLOWER;

use sha2::{Digest as _, Sha256};

use super::*;

/// Stanzas that the age crate accepts although the specification refuses them.
const LENIENT: [&str; 2] = ["stanza_missing_body", "stanza_missing_final_line"];

struct Vector {
    expect: String,
    payload: Option<String>,
    identities: Vec<String>,
    file: Vec<u8>,
}

fn parse(bytes: &[u8]) -> Option<Vector> {
    let split = bytes.windows(2).position(|two| two == b"\n\n")?;
    let head = std::str::from_utf8(&bytes[..split]).ok()?;
    let field = |name: &str| {
        head.lines()
            .filter_map(move |line| line.strip_prefix(name)?.strip_prefix(": "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    if !field("armored").is_empty() || !field("passphrase").is_empty() {
        return None;
    }
    let body = &bytes[split + 2..];
    let file = if field("compressed").is_empty() {
        body.to_vec()
    } else {
        miniz_oxide::inflate::decompress_to_vec_zlib(body).unwrap()
    };
    Some(Vector {
        expect: field("expect").pop()?,
        payload: field("payload").pop(),
        identities: field("identity"),
        file,
    })
}

/// Tries every identity of a vector, as age does.
struct Any(Vec<Box<dyn age::Identity + Send>>);

impl age::Identity for Any {
    fn unwrap_stanza(
        &self,
        stanza: &age_core::format::Stanza,
    ) -> Option<Result<age_core::format::FileKey, age::DecryptError>> {
        self.0.iter().find_map(|one| one.unwrap_stanza(stanza))
    }
}

fn identity(text: &str) -> Box<dyn age::Identity + Send> {
    if text.starts_with("AGE-SECRET-KEY-PQ-") {
        Box::new(hybrid::Identity::from_str(text).unwrap())
    } else {
        Box::new(age::x25519::Identity::from_str(text).unwrap())
    }
}

fn run(vector: &Vector, piece: usize) -> (Result<(), Broken>, String) {
    let any = Any(vector
        .identities
        .iter()
        .map(|text| identity(text))
        .collect());
    let mut decryptor = Decryptor::with(Box::new(any));
    let mut out = Vec::new();
    let result = vector
        .file
        .chunks(piece)
        .try_for_each(|bytes| decryptor.push(bytes, &mut out))
        .and_then(|()| decryptor.finish(&mut out).map(drop));
    (result, HEXLOWER.encode(&Sha256::digest(&out)))
}

#[test]
fn cctv_vectors_end_as_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cctv-age");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("age test vectors: not run (no {})", folder.display());
        return;
    };
    let (mut ran, mut hybrids) = (0, 0);
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(vector) = parse(&std::fs::read(&path).unwrap()) else {
            continue;
        };
        if LENIENT.contains(&&name[..]) {
            continue;
        }
        ran += 1;
        hybrids += u32::from(name.starts_with("hybrid"));
        for piece in [1 << 20, 997] {
            let (result, digest) = run(&vector, piece);
            let expected = match &vector.expect[..] {
                "success" => Ok(()),
                "no match" => Err(Broken::NoMatch),
                "HMAC failure" => Err(Broken::HeaderMac),
                "header failure" => Err(Broken::Header),
                "payload failure" => Err(Broken::Payload),
                other => panic!("{name}: unknown expectation {other}"),
            };
            assert_eq!(result, expected, "{name}");
            // Of a broken file the vectors say what a reader may give out before it notices; we
            // give out less (a full last chunk followed by garbage is already refused).
            if result.is_ok() {
                assert_eq!(Some(digest), vector.payload, "{name}");
            }
        }
    }
    assert!(ran > 60 && hybrids == 18, "{ran} vectors, {hybrids} hybrid");
}
