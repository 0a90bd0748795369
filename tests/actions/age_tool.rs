//! A person never depends on Abri to read their papers: the stock `age` tool opens what is kept. And nothing that is kept
//! names the recipient of a paper.

use std::path::Path;
use std::process::Command;

use abri::actions::papers;
use abri::blobs::Blobs;
use abri::crypto::documents::DocumentKey;
use bech32::{FromBase32, ToBase32, Variant};

use crate::given::{agree, opening, wish};
use crate::papers::{add, vault};
use crate::s3::files_under;
use crate::samples;
use crate::support::Service;

#[tokio::test]
async fn the_stock_age_tool_opens_a_paper_with_the_key_of_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = Service::open().await;
    let address = format!("file://{}", folder.path().join("objects").display());
    std::fs::create_dir(folder.path().join("objects")).unwrap();
    service.abri.objects = Blobs::open(&address, None).unwrap();
    let session = vault(&service).await;
    let bytes = samples::pdf(2, "", "");
    let added = add(&service, &session, &bytes).await.unwrap();
    let open = &session.open;
    let paper = papers::find(&service.abri, open, added.id).await.unwrap();
    let record = &paper.current.record;
    for (key, stored, plain) in [
        (&record.key, &record.facts.file, Some(&bytes)),
        (&record.pictures_key, &record.facts.pictures_file, None),
    ] {
        let identity = key.key().expose().to_base32();
        let identity = bech32::encode("age-secret-key-", identity, Variant::Bech32).unwrap();
        let file = folder.path().join("identity");
        std::fs::write(&file, identity.to_uppercase()).unwrap();
        let opened = Command::new("age")
            .args(["--decrypt", "--identity"])
            .arg(&file)
            .arg(folder.path().join("objects").join(&stored.object))
            .output()
            .expect("age runs");
        let said = String::from_utf8_lossy(&opened.stderr);
        assert!(opened.status.success(), "{said}");
        match plain {
            Some(plain) => assert!(opened.stdout == *plain, "other bytes"),
            None => assert!(opened.stdout.starts_with(&[0xff, 0xd8]), "a picture"),
        }
        // Another paper's key does not open it.
        let wrong =
            bech32::encode("age-secret-key-", [1; 32].to_base32(), Variant::Bech32).unwrap();
        std::fs::write(&file, wrong.to_uppercase()).unwrap();
        let refused = Command::new("age")
            .args(["--decrypt", "--identity"])
            .arg(&file)
            .arg(folder.path().join("objects").join(&stored.object))
            .output()
            .expect("age runs");
        assert!(!refused.status.success());
    }
}

/// The recipient of a key: its text, and the bytes in it.
fn recipient(folder: &Path, key: &DocumentKey) -> (String, Vec<u8>) {
    let identity = key.key().expose().to_base32();
    let identity = bech32::encode("age-secret-key-", identity, Variant::Bech32).unwrap();
    let file = folder.join("identity");
    std::fs::write(&file, identity.to_uppercase()).unwrap();
    let made = Command::new("age-keygen").arg("-y").arg(&file).output();
    let text = String::from_utf8(made.expect("age-keygen runs").stdout).unwrap();
    std::fs::remove_file(&file).unwrap();
    let text = text.trim().to_owned();
    let (_, words, _) = bech32::decode(&text).unwrap();
    (text, Vec::from_base32(&words).unwrap())
}

/// Files below a folder in which these bytes stand: as they are, in hexadecimal or in base 64.
fn naming(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let forms = [
        bytes.to_vec(),
        data_encoding::HEXLOWER.encode(bytes).into_bytes(),
        data_encoding::HEXUPPER.encode(bytes).into_bytes(),
        data_encoding::BASE64_NOPAD.encode(bytes).into_bytes(),
        data_encoding::BASE64URL_NOPAD.encode(bytes).into_bytes(),
    ];
    let mut files = files_under(folder);
    files.retain(|file| {
        let held = std::fs::read(file).unwrap();
        let stands = |form: &Vec<u8>| held.windows(form.len()).any(|part| part == form);
        forms.iter().any(stands)
    });
    files
}

/// With it, whoever may write objects could put a file of their own where a paper lies: it would open.
#[tokio::test]
async fn attack_the_recipient_of_a_paper_is_read_in_no_table_and_no_object() {
    let folder = tempfile::tempdir().unwrap();
    let keys = tempfile::tempdir().unwrap();
    let service = crate::restored::on_disk(folder, None).await;
    let kept = service.file("abri.sqlite").parent().unwrap().to_owned();
    let session = vault(&service).await;
    let open = &session.open;
    let added = add(&service, &session, &samples::pdf(2, "", ""))
        .await
        .unwrap();
    let shown = agree(&service.abri, &session, wish(&[added.id])).await;
    opening(&service.abri, open, shown).await;
    let paper = papers::find(&service.abri, open, added.id).await.unwrap();
    let record = &paper.current.record;
    for key in [&record.key, &record.pictures_key] {
        let (text, bytes) = recipient(keys.path(), key);
        assert_eq!(bytes.len(), 32);
        for secret in [bytes.as_slice(), text.as_bytes(), key.key().expose()] {
            assert_eq!(naming(&kept, secret), Vec::<String>::new());
        }
    }
    // What stands there is found.
    assert!(!naming(&kept, added.id.as_bytes()).is_empty());
}
