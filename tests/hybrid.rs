//! The hybrid recipient against others: npm's official age-encryption, both ways.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "support/evidence.rs"]
mod evidence;

use std::io::Write;
use std::process::{Command, Stdio};

use abri::crypto::documents::{decrypt_all, encrypt_all};
use abri::crypto::hybrid::{Identity, Recipient};
use abri::crypto::random;
use data_encoding::{BASE64, HEXLOWER};
use evidence::Claim;
use serde_json::{Value, json};

const COMMAND: &str = "cargo test --release --test hybrid";

/// Runs a verb of `tests/browser/age.mjs` on an exchange.
fn npm(verb: &str, exchange: &Value) -> Value {
    let mut child = Command::new("node")
        .args(["tests/browser/age.mjs", verb])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut input = child.stdin.take().expect("piped");
    input
        .write_all(exchange.to_string().as_bytes())
        .expect("written");
    drop(input);
    let output = child.wait_with_output().expect("ended");
    assert!(output.status.success(), "age.mjs {verb} failed");
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn bytes(exchange: &Value, field: &str) -> Vec<u8> {
    let text = exchange[field].as_str().expect("text").as_bytes();
    if field.ends_with("hex") {
        HEXLOWER.decode(text).expect("hexadecimal")
    } else {
        BASE64.decode(text).expect("base64")
    }
}

#[test]
fn the_hybrid_recipient_and_npms_age_open_each_others_files() {
    let claim = Claim::begin("hybrid-vectors", "npm", COMMAND);
    let theirs = npm("make", &json!({}));
    let identity: Identity = theirs["identity"]
        .as_str()
        .expect("text")
        .parse()
        .expect("an identity");
    assert_eq!(
        identity.recipient().to_string(),
        theirs["recipient"].as_str().expect("text")
    );
    let opened = decrypt_all(&identity, &bytes(&theirs, "ciphertext_base64")).expect("opens");
    assert_eq!(opened[..], bytes(&theirs, "plaintext_hex")[..]);

    let recipient: Recipient = theirs["recipient"]
        .as_str()
        .expect("text")
        .parse()
        .expect("a recipient");
    let message = b"un papier de plusieurs morceaux ".repeat(7_000);
    let ours = json!({
        "identity": theirs["identity"],
        "ciphertext_base64": BASE64.encode(&encrypt_all(&recipient, &message)),
    });
    assert_eq!(bytes(&npm("open", &ours), "plaintext_hex"), message);

    let identity = Identity::from_seed(&random::key());
    let exchange = json!({
        "recipient": identity.recipient().to_string(),
        "plaintext_hex": HEXLOWER.encode(&message),
    });
    let sealed = bytes(&npm("wrap", &exchange), "ciphertext_base64");
    assert_eq!(
        decrypt_all(&identity, &sealed).expect("opens")[..],
        message[..]
    );
    claim.held(0.0);
}
