//! A person never depends on Abri to read their papers: the stock `age` tool opens what is kept.

use std::process::Command;

use abri::actions::papers;
use abri::blobs::Blobs;
use bech32::{ToBase32, Variant};

use crate::papers::{add, vault};
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
