//! Archives that nobody took out of a vault: each refused as a whole, and nothing kept.

use abri::actions::Problem;
use abri::actions::bring_back::Became;
use abri::actions::papers;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::{House, small};

/// One file as an attacker writes it: what its own head says, and what the directory says.
#[derive(Clone)]
struct File {
    name: Vec<u8>,
    head: Option<Vec<u8>>,
    bytes: Vec<u8>,
    method: u16,
    flags: u16,
    packed: Option<u32>,
    length: Option<u32>,
    mode: u32,
    at: Option<u32>,
}

fn file(name: &str, bytes: &[u8]) -> File {
    File {
        name: name.as_bytes().to_vec(),
        head: None,
        bytes: bytes.to_vec(),
        method: 0,
        flags: 0x800,
        packed: None,
        length: None,
        mode: 0o100_644,
        at: None,
    }
}

fn sha256(bytes: &[u8]) -> String {
    let mut digest = abri::crypto::digest::Digest::default();
    digest.update(bytes);
    HEXLOWER.encode(&digest.finish())
}

fn version(name: &str, bytes: &[u8]) -> Value {
    json!({
        "number": 1, "file": name, "title": "Bail", "kind": "autre", "media_type": "application/pdf",
        "length": bytes.len(), "sha256": sha256(bytes), "pages": 1, "put_in": 1_700_000_000_000_i64,
    })
}

fn index(versions: &[Value]) -> Vec<u8> {
    let papers: Vec<_> = versions
        .iter()
        .map(|one| json!({ "versions": [one] }))
        .collect();
    let index = json!({ "format": "abri-papers-1", "made_at": 1, "papers": papers });
    index.to_string().into_bytes()
}

fn u32_of(n: usize) -> u32 {
    u32::try_from(n).unwrap()
}

fn zip(files: &[File]) -> Vec<u8> {
    zip_counting(files, None)
}

fn zip_counting(files: &[File], count: Option<u16>) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let at = file.at.unwrap_or(u32_of(all.len()));
        let length = file.length.unwrap_or(u32_of(file.bytes.len()));
        let packed = file.packed.unwrap_or(length);
        let rest = |name: &[u8]| {
            let mut rest = Vec::new();
            rest.extend(file.flags.to_le_bytes());
            rest.extend(file.method.to_le_bytes());
            rest.extend([0; 8]);
            rest.extend(packed.to_le_bytes());
            rest.extend(length.to_le_bytes());
            rest.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
            rest.extend([0; 2]);
            rest
        };
        let head = file.head.as_ref().unwrap_or(&file.name);
        all.extend(b"PK\x03\x04\x14\0");
        all.extend(rest(head));
        all.extend(head);
        all.extend(&file.bytes);
        directory.extend(b"PK\x01\x02\x14\x03\x14\0");
        directory.extend(rest(&file.name));
        directory.extend([0; 6]);
        directory.extend((file.mode << 16).to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(&file.name);
    }
    let from = u32_of(all.len());
    let size = u32_of(directory.len());
    all.extend(directory);
    let count = count.unwrap_or(u16::try_from(files.len()).unwrap());
    all.extend(b"PK\x05\x06\0\0\0\0");
    all.extend(count.to_le_bytes());
    all.extend(count.to_le_bytes());
    all.extend(size.to_le_bytes());
    all.extend(from.to_le_bytes());
    all.extend([0; 2]);
    all
}

const GOOD: &str = "papiers/01 Bail.pdf";

/// What is taken in, to be spoilt in one place.
fn good() -> Vec<File> {
    let bytes = small(1);
    vec![
        file("index.json", &index(&[version(GOOD, &bytes)])),
        file(GOOD, &bytes),
    ]
}

async fn refused_with(house: &House, archive: &[u8], key: &str, what: &str) {
    let brought = house.bring(archive).await;
    let problem = brought
        .err()
        .unwrap_or_else(|| panic!("{what} was taken in"));
    assert!(
        matches!(problem, Problem::Field(found) if found == key),
        "{what}: {problem}"
    );
    let open = &house.session.open;
    assert!(
        papers::all(&house.abri, open).await.unwrap().is_empty(),
        "{what}"
    );
}

async fn refused(house: &House, files: &[File], what: &str) {
    refused_with(house, &zip(files), "back-refused-archive", what).await;
}

#[tokio::test]
async fn what_is_not_spoilt_is_taken_in() {
    let house = House::on_disk().await;
    let came = house.bring(&zip(&good())).await.unwrap();
    assert!(matches!(came[0].became, Became::Kept(_)));
}

#[tokio::test]
async fn attack_names_that_leave_their_folder_are_refused() {
    let house = House::on_disk().await;
    for name in [
        "../01 Bail.pdf",
        "papiers/../01 Bail.pdf",
        "papiers/../../etc/passwd",
        "/papiers/01 Bail.pdf",
        "/etc/passwd",
        "papiers/sous/01 Bail.pdf",
        "papiers\\01 Bail.pdf",
        "papiers/..\\01 Bail.pdf",
        "papiers/01\\..\\Bail.pdf",
        "C:01 Bail.pdf",
        "papiers/C:\\01 Bail.pdf",
        "papiers/01 Bail.pdf\0.txt",
        "papiers/01%2f..%2fBail.pdf",
        "papiers/%2e%2e%2f01.pdf",
        "papiers/01%00.pdf",
        "papiers/01 \u{202e}fdp.exe",
        "papiers/01 Bail.pdf/",
        "papiers/01 Bail.",
        "papiers/",
        "autre/01 Bail.pdf",
        "01 Bail.pdf",
        "",
    ] {
        let bytes = small(1);
        let files = [
            file("index.json", &index(&[version(name, &bytes)])),
            file(name, &bytes),
        ];
        refused(&house, &files, name).await;
    }
    let mut files = good();
    files[1].name = b"papiers/01 \xff.pdf".to_vec();
    refused(&house, &files, "no UTF-8").await;
}

#[tokio::test]
async fn attack_a_file_called_otherwise_in_its_own_head_keeps_nothing() {
    let house = House::on_disk().await;
    let mut files = good();
    files[0].head = Some(b"index.jsom".to_vec());
    refused(&house, &files, "the index").await;
}

#[tokio::test]
async fn attack_lengths_that_lie_and_files_within_files_are_refused() {
    let house = House::on_disk().await;
    let spoilt = |spoil: fn(&mut [File])| {
        let mut files = good();
        spoil(&mut files);
        files
    };
    for (what, files) in [
        (
            "longer than the archive",
            spoilt(|f| f[1].length = Some(0x7fff_ffff)),
        ),
        (
            "reaching into the directory",
            spoilt(|f| f[1].length = Some(u32_of(f[1].bytes.len()) + 1)),
        ),
        (
            "packed to another length",
            spoilt(|f| f[1].packed = Some(3)),
        ),
        ("both in one place", spoilt(|f| f[1].at = Some(0))),
        ("a place within another", spoilt(|f| f[1].at = Some(40))),
        (
            "a place beyond the end",
            spoilt(|f| f[1].at = Some(0x7fff_fff0)),
        ),
        (
            "shorter than the index says",
            spoilt(|f| f[1].length = Some(3)),
        ),
    ] {
        refused(&house, &files, what).await;
    }
}

#[tokio::test]
async fn attack_compressed_or_encrypted_files_and_links_are_refused() {
    let house = House::on_disk().await;
    let spoilt = |spoil: fn(&mut File)| {
        let mut files = good();
        spoil(&mut files[1]);
        files
    };
    for (what, files) in [
        (
            "a bomb",
            spoilt(|file| {
                file.method = 8;
                file.length = Some(0xffff_fff0);
                file.packed = Some(1);
            }),
        ),
        ("compressed", spoilt(|file| file.method = 8)),
        ("encrypted", spoilt(|file| file.flags |= 1)),
        ("a link", spoilt(|file| file.mode = 0o120_777)),
        ("a device", spoilt(|file| file.mode = 0o020_666)),
        ("a folder", spoilt(|file| file.mode = 0o040_755)),
    ] {
        refused(&house, &files, what).await;
    }
}

#[tokio::test]
async fn attack_names_twice_and_more_files_than_told_are_refused() {
    let house = House::on_disk().await;
    let mut twice = good();
    twice.push(file(GOOD, &small(1)));
    refused(&house, &twice, "twice").await;
    let mut cased = good();
    cased.push(file("papiers/01 BAIL.pdf", &small(1)));
    refused(&house, &cased, "twice but for case").await;
    let mut smuggled = good();
    smuggled.push(file("papiers/02 Autre.pdf", &small(2)));
    refused(&house, &smuggled, "not in the index").await;
    for count in [0, 1, 3] {
        let archive = zip_counting(&good(), Some(count));
        refused_with(&house, &archive, "back-refused-archive", "another count").await;
    }
    let archive = zip_counting(&good(), Some(20_001));
    refused_with(&house, &archive, "back-refused-many", "too many").await;
}

#[tokio::test]
async fn attack_an_index_that_is_huge_deep_or_of_what_is_not_there_is_refused() {
    let house = House::on_disk().await;
    let bytes = small(1);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = format!("{{\"format\":\"abri-papers-1\",\"made_at\":1,\"papers\":[],\"x\":{deep}}}");
    let mut huge = index(&[version(GOOD, &bytes)]);
    huge.resize((16 << 20) + 1, b' ');
    let named = |versions: &[Value]| index(versions);
    for (what, text) in [
        ("huge", huge),
        ("deep", deep.into_bytes()),
        ("no JSON", b"{".to_vec()),
        (
            "another format",
            b"{\"format\":\"abri-papers-9\",\"made_at\":1,\"papers\":[]}".to_vec(),
        ),
        ("not there", named(&[version("papiers/02 Non.pdf", &bytes)])),
        (
            "outside",
            named(&[version("papiers/../index.json", &bytes)]),
        ),
        ("itself", named(&[version("index.json", &bytes)])),
        (
            "named twice",
            named(&[version(GOOD, &bytes), version(GOOD, &bytes)]),
        ),
    ] {
        let files = [file("index.json", &text), file(GOOD, &bytes)];
        refused(&house, &files, what).await;
    }
    refused(&house, &good()[1..], "none at all").await;
}

#[tokio::test]
async fn attack_what_is_no_archive_or_was_cut_is_refused() {
    let house = House::on_disk().await;
    let whole = zip(&good());
    let mut commented = whole.clone();
    let end = commented.len() - 2;
    commented[end] = 4;
    commented.extend(b"hide");
    for (what, bytes) in [
        ("a PDF", small(1)),
        ("a letter", b"P".to_vec()),
        ("cut", whole[..whole.len() - 1].to_vec()),
        ("cut before the directory", whole[..200].to_vec()),
        ("something before", [b"MZ", &whole[..]].concat()),
        ("a comment", commented),
    ] {
        refused_with(&house, &bytes, "back-refused-archive", what).await;
    }
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x41;
        // Refused, or the paper itself is; never taken in as something else, and nobody falls over.
        if let Ok(came) = house.bring(&bytes).await {
            let kept = came
                .iter()
                .filter(|one| matches!(one.became, Became::Kept(_)));
            for one in kept {
                assert_eq!(
                    house.digests().await[0].0,
                    sha256(&small(1)),
                    "{}",
                    one.title
                );
            }
        }
    }
}

#[tokio::test]
async fn attack_bytes_that_are_not_those_of_the_index_or_no_paper_are_refused_alone() {
    let house = House::on_disk().await;
    let (bytes, other, text) = (small(1), small(2), b"MZ not a paper".to_vec());
    let mut altered = other.clone();
    let last = altered.len() - 2;
    altered[last] ^= 1;
    let [one, two, three] = ["papiers/01.pdf", GOOD, "papiers/03.pdf"];
    let files = [
        file(
            "index.json",
            &index(&[
                version(one, &other),
                version(two, &bytes),
                version(three, &text),
            ]),
        ),
        file(one, &altered),
        file(two, &bytes),
        file(three, &text),
    ];
    let came = house.bring(&zip(&files)).await.unwrap();
    let became: Vec<_> = came.iter().map(|one| one.became).collect();
    assert!(
        matches!(
            became[..],
            [
                Became::Refused("papers-refused-type"),
                Became::Kept(_),
                Became::Refused("back-refused-altered")
            ]
        ),
        "{became:?}"
    );
}
