//! What a scanner of TLS has to say (`testssl.sh`): of the versions every day, of everything in the long run, for minutes.

use std::fs;
use std::process::Command;

use crate::evidence::Claim;
use crate::house::House;

/// What a trial's own certificate cannot have: a chain that others trust, a way to take it back, an entry in the server of
/// names; and the header that is for public names alone. First what the scanner itself has not: ciphers of GOST.
const OF_A_TRIAL: &[&str] = &[
    "engine_problem",
    "cert_chain_of_trust",
    "cert_trust",
    "cert_crlDistributionPoints",
    "cert_ocspURL",
    "cert_revocation",
    "OCSP_stapling",
    "DNS_CAArecord",
    "certificate_transparency",
    "HSTS",
];

#[expect(
    clippy::disallowed_methods,
    reason = "a test asks for itself how long it may take"
)]
#[test]
fn a_scanner_finds_nothing() {
    let long = std::env::var("LONG_SUITES").is_ok_and(|long| long == "1");
    let claim = long.then(|| Claim::begin("tls", "sqlite-disk", "tests/long tls"));
    let house = House::new();
    let serving = house.serve();
    let json = house.file("testssl.json");
    let scanned = Command::new("testssl")
        .args(["--quiet", "--warnings", "off", "--color", "0"])
        .args(if long { &[][..] } else { &["--protocols"] })
        .arg("--jsonfile")
        .arg(&json)
        .arg(format!("localhost:{}", serving.address.port()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&scanned.stdout);
    let findings: Vec<serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    let of = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    for (version, offered) in [
        ("SSLv2", "not offered"),
        ("SSLv3", "not offered"),
        ("TLS1", "not offered"),
        ("TLS1_1", "not offered"),
        ("TLS1_2", "offered"),
        ("TLS1_3", "offered with final"),
    ] {
        let found = findings.iter().find(|finding| of(finding, "id") == version);
        let found = of(found.unwrap(), "finding");
        assert!(found.starts_with(offered), "{version}: {found}");
    }
    let least = if long { 100 } else { 8 };
    assert!(findings.len() >= least, "{said}");
    let mut worse = findings.clone();
    worse.retain(|finding| {
        // `WARN` is what the scanner could not look at, with the OpenSSL that it has.
        ["LOW", "MEDIUM", "HIGH", "CRITICAL", "FATAL"].contains(&&*of(finding, "severity"))
            && !OF_A_TRIAL.contains(&&*of(finding, "id"))
    });
    assert!(worse.is_empty(), "{worse:#?}");
    serving.stop();
    if let Some(claim) = claim {
        claim.held(0.0);
    }
}
