//! A browser that goes away while what it asked for is under way.

use std::time::Duration;

use reqwest::Method;

use crate::people::{come_in, papers};
use crate::server::Person;
use crate::setups::Setup;
use crate::tables::Tables;

const NAME: &str = "Quittance de mai";

/// Whether the name is on the home page, now or soon.
async fn is_named(person: &Person) -> bool {
    for _ in 0..30 {
        let home = person.get("/papiers").await.text().await.unwrap();
        if home.contains(NAME) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_begun_is_done_though_the_browser_has_gone() {
    let setup = Setup::embedded();
    let person = come_in(&setup.server.person(), setup.server.said(), 0).await;
    let id = papers(&person).await.remove(0);
    let tables = Tables::of(&setup).await;
    // On a slow machine the browser may have gone before anything began: it asks again.
    for _ in 0..5 {
        // Somebody else writes, so that the action waits in the middle.
        tables.meddle("BEGIN").await;
        tables
            .meddle("UPDATE vaults SET bytes_used = bytes_used")
            .await;
        let asked = person.ask(Method::POST, &format!("/papiers/{id}/nom"));
        let asked = asked
            .form(&[("name", NAME)])
            .timeout(Duration::from_secs(1));
        assert!(asked.send().await.unwrap_err().is_timeout());
        tables.meddle("ROLLBACK").await;
        if is_named(&person).await {
            return;
        }
    }
    panic!("what the browser had asked for was given up with it");
}
