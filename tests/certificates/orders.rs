//! Ordered, kept, renewed; by one node for all; and what happens while the authority is away.

use std::fs;

use crate::authority::{Authority, SOON};
use crate::gate::Gate;
use crate::house::House;
use crate::node::{NAMES, another, house, is_trusted, shown};
use crate::postgres;

/// Seconds that a certificate lasts where it shall be renewed.
const SHORT: u32 = 18;
/// Where it shall not.
const LONG: u32 = 90 * 24 * 3600;

/// What no file of a house may hold: the beginnings of keys in PEM, and of what orders.
const SECRETS: [&[u8]; 4] = [b"PRIVATE KEY", b"key_pkcs8", b"BEGIN CERT", b"/my-account/"];

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_ordered_kept_over_a_restart_and_renewed() {
    let gate = Gate::open().await;
    let authority = Authority::open(gate.port, SHORT).await;
    let house = house(&authority);
    let serving = house.serve();
    gate.lead_to(&[serving.address]);
    let first = another(serving.address, None).await;
    is_trusted(serving.address, &authority).await;
    let looked = gate.came();
    let log = serving.stop();
    assert!(log.contains("a certificate was ordered"), "{log}");

    let again = house.serve();
    assert_eq!(shown(again.address, NAMES[0]).await, Some(first.clone()));
    assert_eq!(gate.came(), looked, "a restart orders nothing");
    gate.lead_to(&[again.address]);
    let second = another(again.address, Some(&first)).await;
    is_trusted(again.address, &authority).await;
    assert_ne!(public_key(&first), public_key(&second), "a new key too");
    assert_eq!(accounts(&authority), 1, "{}", authority.log());
    in_clear(&house);
    let log = again.stop();
    assert!(!log.contains("ERROR"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_away_takes_nothing_away() {
    let gate = Gate::open().await;
    let mut authority = Authority::open(gate.port, SHORT).await;
    let house = house(&authority);
    let serving = house.serve();
    gate.lead_to(&[serving.address]);
    let first = another(serving.address, None).await;
    authority.leave();
    let log = || fs::read_to_string(house.file("log")).unwrap();
    for _ in 0..600 {
        if log().contains("no certificate could be ordered") {
            break;
        }
        tokio::time::sleep(SOON).await;
    }
    assert!(
        log().contains("no certificate could be ordered"),
        "{}",
        log()
    );
    assert_eq!(shown(serving.address, NAMES[0]).await, Some(first));
    let checked = house.run(&["check"]);
    let said = String::from_utf8(checked.stderr).unwrap();
    assert!(said.contains("certificate: 1 order failed"), "{said}");
    assert_eq!(checked.status.code(), Some(3), "{said}");
    // Once, and then it waits.
    assert_eq!(log().matches("no certificate could be ordered").count(), 1);
    serving.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share_one_order_and_either_proves_it() {
    let gate = Gate::open().await;
    let authority = Authority::open(gate.port, LONG).await;
    let one = house(&authority);
    let url = postgres::database();
    let tables = format!(
        "database.url = 'sqlite://{}'",
        one.file("abri.sqlite").display()
    );
    let text = one.text();
    assert!(text.contains(&tables), "{text}");
    one.write(&text.replace(&tables, &format!("database.url = '{url}'")));
    let other = House::new();
    other.write(&one.text());
    let nodes = [one.serve(), other.serve()];
    // The authority looks at each name three times over: both nodes are asked.
    gate.lead_to(&[nodes[0].address, nodes[1].address]);
    let first = another(nodes[0].address, None).await;
    assert_eq!(another(nodes[1].address, None).await, first);
    assert!(gate.came() >= 2 * NAMES.len(), "{}", gate.came());
    for node in &nodes {
        is_trusted(node.address, &authority).await;
    }
    let checked = one.run(&["check"]);
    let said = String::from_utf8(checked.stderr).unwrap();
    let line = format!("certificate: for {}, until ", NAMES.join(" "));
    assert!(said.contains(&line), "{said}");
    let logs = nodes.map(crate::house::Serving::stop).concat();
    assert_eq!(
        logs.matches("a certificate was ordered").count(),
        1,
        "{logs}"
    );
    assert_eq!(accounts(&authority), 1);
}

/// Accounts that were made at an authority, by its own words.
fn accounts(authority: &Authority) -> usize {
    authority.log().matches(" accounts in memory").count()
}

fn public_key(certificate: &[u8]) -> Vec<u8> {
    use x509_parser::prelude::FromDer;
    let read = x509_parser::certificate::X509Certificate::from_der(certificate);
    read.unwrap().1.public_key().raw.to_vec()
}

/// Fails if a file of the house, while the service runs, holds a key or an account in clear.
fn in_clear(house: &House) {
    let mut read = 0;
    for name in ["abri.sqlite", "ephemeral.sqlite", "log"] {
        for beside in ["", "-wal", "-shm"] {
            let Ok(bytes) = fs::read(house.file(&format!("{name}{beside}"))) else {
                continue;
            };
            read += 1;
            for secret in SECRETS {
                let found = bytes.windows(secret.len()).any(|part| part == secret);
                assert!(!found, "{name}{beside}: {}", secret.escape_ascii());
            }
        }
    }
    assert!(read >= 4, "{read} files");
}
