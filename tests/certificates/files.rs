//! A certificate in files, changed while the service runs.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use rcgen::{CertificateParams, KeyPair};

use crate::authority::SOON;
use crate::house::House;
use crate::node::{NAMES, another, shown};

fn made() -> (String, String) {
    lasting(None)
}

/// One that ends on a day, or late.
fn lasting(until: Option<(i32, u8, u8)>) -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(NAMES.map(str::to_owned)).unwrap();
    if let Some((year, month, day)) = until {
        params.not_after = rcgen::date_time_ymd(year, month, day);
    }
    let certificate = params.self_signed(&key).unwrap();
    (certificate.pem(), key.serialize_pem())
}

fn put(house: &House, name: &str, text: &str) {
    let beside = house.file("beside");
    fs::write(&beside, text).unwrap();
    fs::set_permissions(&beside, fs::Permissions::from_mode(0o600)).unwrap();
    fs::rename(beside, house.file(name)).unwrap();
}

/// One that serves with these.
fn house((certificate, private): (String, String)) -> House {
    let house = House::new();
    let [chain, key] = ["chain.pem", "key.pem"].map(|name| house.file(name));
    let files = format!(
        "certificate = {{ chain = '{}', key = '{}' }}",
        chain.display(),
        key.display()
    );
    house.write(&house.text().replace("certificate.self_made = true", &files));
    put(&house, "chain.pem", &certificate);
    put(&house, "key.pem", &private);
    house
}

#[test]
fn a_check_says_when_a_certificate_in_files_ends_and_that_it_was_not_renewed() {
    let house = house(made());
    house.serve().stop();
    let check = || String::from_utf8(house.run(&["check"]).stderr).unwrap();
    // Places of a test lie one inside the other: a problem that is there all along.
    let said = check();
    assert!(said.contains("certificate: until 4096-01-01"), "{said}");
    assert!(said.contains("1 problem found"), "{said}");
    let (certificate, private) = lasting(Some((2020, 1, 1)));
    put(&house, "chain.pem", &certificate);
    put(&house, "key.pem", &private);
    let said = check();
    let ends = "certificate: it ends on 2020-01-01T00:00:00Z and was not renewed";
    assert!(said.contains(ends), "{said}");
    assert!(said.contains("2 problems found"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_changed_are_read_again_without_a_restart() {
    let house = house(made());
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
