//! A passkey and the application of codes from outside, over TLS.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::evidence::Claim;
use crate::one_time::{code, wrong};
use crate::professionals::{command, enters, signed_in, who};
use crate::server::Person;
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service factors";
/// What a script would make of what a key gives.
const SECRET: &str = "00112233445566778899aabbccddeeff";

#[expect(
    clippy::disallowed_methods,
    reason = "the server under test reads the real clock, and a code is of one half minute of it"
)]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

pub fn totp(setup: &Setup, said: &serde_json::Value, wish: &str) -> Vec<String> {
    let id = who(said, "manager")["structure_id"].as_str().unwrap();
    command(setup, &["structure", "totp", id, wish])
}

fn words<'a>(said: &'a serde_json::Value, role: &str) -> &'a str {
    who(said, role)["words"].as_str().unwrap()
}

/// Adds an application of codes; the letters that it took.
async fn adds_app(person: &Person, words: &str) -> String {
    let begun = person
        .form("/pro/compte/application", &[("words", words)])
        .await;
    assert_eq!(begun.status(), 303, "{}", begun.text().await.unwrap());
    let page = person.get("/pro/compte/application").await;
    let page = page.text().await.unwrap();
    let shown = page.split("<b class=\"long\" dir=\"ltr\">").nth(1).unwrap();
    let letters = shown.split("</b>").next().unwrap().replace("<br>", "");
    let letters: String = letters.split_whitespace().collect();
    assert_eq!(letters.len(), 32);
    let code = code(&letters, now());
    let done = person
        .form("/pro/compte/application/verifier", &[("code", &code)])
        .await;
    assert_eq!(done.status(), 303, "{}", done.text().await.unwrap());
    letters
}

/// The manager of the invented structure has an application.
pub async fn with_app(setup: &Setup) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    totp(setup, said, "on");
    let manager = signed_in(&anybody, said, "manager").await;
    adds_app(&manager, words(said, "manager")).await;
    totp(setup, said, "off");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_admits_a_way_in_and_a_passkey_opens_on_sqlite_and_disk() {
    both(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_admits_a_way_in_and_a_passkey_opens_on_postgres_and_s3() {
    both(Setup::networked().await).await;
}

async fn both(setup: Setup) {
    let law = Claim::begin("L23", &format!("factors-{}", setup.name), COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let words = words(said, "social_worker");
    assert_eq!(totp_is(&setup, said), "totp off");
    let person = signed_in(&anybody, said, "social_worker").await;
    // Nobody asks for one: there is no such page.
    let page = person.get("/pro/compte/application").await;
    assert_eq!(page.status(), 404);

    totp(&setup, said, "on");
    assert_eq!(totp_is(&setup, said), "totp on");
    // It gates no session: who is in goes on, and who comes in is led to it and may go elsewhere.
    assert_eq!(person.get("/pro").await.status(), 200);
    let answer = enters(&anybody.another(), said, "social_worker").await;
    assert_eq!(answer.headers()["location"], "/pro/compte/application");
    let refused = key(&person, words, "", SECRET).await;
    assert_eq!(refused.status(), 422);

    let letters = adds_app(&person, words).await;
    let again = person.get("/pro/compte/application").await;
    let again = again.text().await.unwrap();
    assert!(!again.contains(&letters[..4]), "shown once");
    // Attack: no code, a wrong one, one that was taken, and a key that no script made.
    let taken = code(&letters, now() - 30_000);
    let not_this = wrong(&letters, now());
    for (code, secret) in [
        ("", SECRET),
        (taken.as_str(), SECRET),
        (not_this.as_str(), SECRET),
        ("123456", ""),
        ("123456", "zz"),
    ] {
        let refused = key(&person, words, code, secret).await;
        assert_eq!(refused.status(), 422, "{code} {secret}");
    }
    // The half minute to come: this one's was taken when the application was confirmed.
    let next = code(&letters, now() + 30_000);
    let added = key(&person, words, &next, SECRET).await;
    assert_eq!(added.status(), 303, "{}", added.text().await.unwrap());
    let account = person.get("/pro/compte").await.text().await.unwrap();
    assert!(!account.contains(SECRET), "never in a page");

    // In with it, in another browser; once with other words.
    let other = anybody.another();
    let wrong_words = opens(&other, SECRET, "le velo bleu de zoe").await;
    assert_eq!(wrong_words.status(), 422);
    let page = wrong_words.text().await.unwrap();
    assert!(!page.contains(SECRET), "never in a page");
    let inside = opens(&other, SECRET, words).await;
    assert_eq!(inside.status(), 303);
    assert_eq!(inside.headers()["location"], "/pro");
    assert_eq!(other.get("/pro").await.status(), 200);
    // A secret in the address is no way in.
    let address = format!("/pro/entrer/cle?secret={SECRET}&words=x");
    let empty = anybody.another().form(&address, &[("words", words)]).await;
    assert_eq!(empty.status(), 422);

    // Taken away: dead, and whoever came in by it is out.
    let way = account.split("/pro/compte/entree/").skip(1);
    let ways: Vec<_> = way.map(|rest| rest[..16].to_owned()).collect();
    let last = ways.last().unwrap();
    let path = format!("/pro/compte/entree/{last}/retirer");
    let removed = person.form(&path, &[("words", words)]).await;
    assert_eq!(removed.status(), 303, "{}", removed.text().await.unwrap());
    assert_eq!(other.get("/pro").await.status(), 303);
    let dead = opens(&anybody.another(), SECRET, words).await;
    assert_eq!(dead.status(), 422);
    law.held(0.0);
}

fn totp_is(setup: &Setup, said: &serde_json::Value) -> String {
    let id = who(said, "manager")["structure_id"].as_str().unwrap();
    command(setup, &["structure", "totp", id]).remove(0)
}

async fn key(person: &Person, words: &str, code: &str, secret: &str) -> reqwest::Response {
    let fields = [("words", words), ("code", code), ("secret", secret)];
    person.form("/pro/compte/cle", &fields).await
}

async fn opens(person: &Person, secret: &str, words: &str) -> reqwest::Response {
    let fields = [("secret", secret), ("words", words), ("place", "own")];
    person.form("/pro/entrer/cle", &fields).await
}
