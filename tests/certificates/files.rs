//! A certificate in files, changed while the service runs.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use rcgen::{CertificateParams, KeyPair};

use crate::authority::SOON;
use crate::house::House;
use crate::node::{NAMES, another, shown};

fn made() -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let names = NAMES.map(str::to_owned);
    let certificate = CertificateParams::new(names).unwrap().self_signed(&key);
    (certificate.unwrap().pem(), key.serialize_pem())
}

fn put(house: &House, name: &str, text: &str) {
    let beside = house.file("beside");
    fs::write(&beside, text).unwrap();
    fs::set_permissions(&beside, fs::Permissions::from_mode(0o600)).unwrap();
    fs::rename(beside, house.file(name)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_changed_are_read_again_without_a_restart() {
    let house = House::new();
    let [chain, key] = ["chain.pem", "key.pem"].map(|name| house.file(name));
    let files = format!(
        "certificate = {{ chain = '{}', key = '{}' }}",
        chain.display(),
        key.display()
    );
    house.write(&house.text().replace("certificate.self_made = true", &files));
    let (certificate, private) = made();
    put(&house, "chain.pem", &certificate);
    put(&house, "key.pem", &private);
    let serving = house.serve();
    let first = shown(serving.address, NAMES[0]).await.unwrap();

    // The chain alone does not fit the key: told, and the one before goes on.
    let (certificate, private) = made();
    put(&house, "chain.pem", &certificate);
    let log = || fs::read_to_string(house.file("log")).unwrap();
    for _ in 0..600 {
        if log().contains("the one before goes on being served") {
            break;
        }
        tokio::time::sleep(SOON).await;
    }
    assert!(
        log().contains("the one before goes on being served"),
        "{}",
        log()
    );
    assert_eq!(
        shown(serving.address, NAMES[0]).await.as_ref(),
        Some(&first)
    );

    put(&house, "key.pem", &private);
    another(serving.address, Some(&first)).await;
    let log = serving.stop();
    assert!(log.contains("another certificate is served"), "{log}");
    assert!(!log.contains("PRIVATE"), "{log}");
}
