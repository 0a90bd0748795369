//! Attack: somebody finds a session open. Nothing that opens the vault is made, changed or taken away before a secret is
//! typed again.

use crate::people::come_in;
use crate::server::Person;
use crate::setups::Setup;
use crate::tables::Tables;

const NOTHING: [(&str, &str); 0] = [];

async fn ways(tables: &Tables) -> Vec<String> {
    let columns = match tables {
        Tables::Sqlite(_) => "lower(hex(id)) || ' ' || lower(hex(envelope))",
        Tables::Postgres(_) => "encode(id, 'hex') || ' ' || encode(envelope, 'hex')",
    };
    tables
        .text(format!("SELECT {columns} FROM slots ORDER BY 1"))
        .await
}

/// Where the way in of this person's account is changed: its part of addresses.
async fn way(person: &Person) -> String {
    let page = person.get("/compte").await.text().await.unwrap();
    let (_, rest) = page.split_once("href=\"/compte/entree/").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_an_open_session_makes_and_changes_no_way_in_on_sqlite_and_disk() {
    asked_first(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_an_open_session_makes_and_changes_no_way_in_on_postgres_and_s3() {
    asked_first(Setup::networked().await).await;
}

async fn asked_first(setup: Setup) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let tables = Tables::of(&setup).await;
    let person = come_in(&anybody, said, 0).await;
    let way = way(&person).await;
    let before = ways(&tables).await;
    let form = |path: &str| path.replace("{way}", &way);
    for path in [
        "/compte/secours",
        "/compte/carte/faire",
        "/compte/mots",
        "/compte/telephone",
        "/compte/entree/{way}/code",
        "/compte/entree/{way}/retirer",
    ] {
        let answer = person.form(&form(path), &NOTHING).await;
        assert_eq!(answer.status(), 303, "{path}");
        let to = answer.headers()["location"].to_str().unwrap();
        assert!(
            to.starts_with("/compte/preuve?vers=/compte"),
            "{path}: {to}"
        );
        assert_eq!(ways(&tables).await, before, "{path}");
    }
    // With it typed, the same button does what it says.
    let code = said["people"][0]["code"].as_str().unwrap();
    let typed = [("vers", "/compte/secours"), ("typed", code)];
    assert_eq!(person.form("/compte/preuve", &typed).await.status(), 303);
    let made = person.form("/compte/secours", &NOTHING).await;
    let to = made.headers()["location"].to_str().unwrap();
    assert!(!to.starts_with("/compte/preuve"), "{to}");
    assert_ne!(ways(&tables).await, before);
    tables.close().await;
}
