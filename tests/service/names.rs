//! Attack: somebody opens what is shown without saying who they are.

use crate::evidence::Claim;
use crate::people::{come_in, cookie, journal};
use crate::server::Person;
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service attack_no_opening_without_a_name";

#[tokio::test(flavor = "multi_thread")]
async fn attack_no_opening_without_a_name_on_sqlite_and_disk() {
    nameless(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_no_opening_without_a_name_on_postgres_and_s3() {
    nameless(Setup::networked().await).await;
}

async fn nameless(setup: Setup) {
    let claim = Claim::begin("L16", setup.name, COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let owner = come_in(&anybody, said, 0).await;
    let share = |state: &str| {
        let shares = said["shares"].as_array().unwrap();
        shares.iter().find(|share| share["state"] == state).unwrap()
    };
    let link = share("single_opening")["link"].as_str().unwrap();
    let short = share("open")["short_code"].as_str().unwrap();
    let before = journal(&owner).await;

    let long = "é".repeat(61);
    let names: [&[(&str, &str)]; 11] = [
        &[],
        &[("nom", "")],
        &[("nom", "   ")],
        &[("nom", "\u{a0}\u{2003}\t")],
        &[("nom", "\r\n")],
        &[("nom", "Claire\0Morel")],
        &[("nom", "Claire\u{1b}[2J")],
        &[("nom", "\u{202e}leroM erialC")],
        &[("nom", "\u{200b}")],
        &[("nom", &long)],
        &[("name", "Claire Morel"), ("structure", "Le Porche")],
    ];
    for name in names {
        for (path, field, value, brings) in [
            ("/p/ouvrir", "lien", link, "__Host-vu"),
            ("/m", "code", short, "__Host-m"),
        ] {
            let form = [&[(field, value)], name].concat();
            let answer = anybody.another().form(path, &form).await;
            assert_eq!(answer.status(), 200, "{path} {name:?}");
            assert_eq!(cookie(&answer, brings), None, "{path} {name:?}");
            // The question again, with what is missing.
            let page = answer.text().await.unwrap();
            assert!(page.contains("role=\"alert\""), "{path} {name:?}: {page}");
        }
    }
    assert_eq!(journal(&owner).await, before, "nothing was told");

    // Nothing was spent: the one opening and the one short code are still there, for a name.
    let claire = [
        ("lien", link),
        ("nom", "  Claire   Morel "),
        ("structure", "Association Le Porche"),
    ];
    let answer = anybody.another().form("/p/ouvrir", &claire).await;
    assert!(cookie(&answer, "__Host-vu").is_some());
    let asked = [("code", short), ("nom", "Claire Morel")];
    let answer = anybody.another().form("/m", &asked).await;
    assert!(cookie(&answer, "__Host-m").is_some());
    let told = told_since(&owner, before.len()).await;
    let (code, details) = told.first().expect("the opening is told");
    assert_eq!((told.len(), code.as_str()), (1, "share_opened"));
    assert_eq!(details["who"], "Claire Morel");
    assert_eq!(details["structure"], "Association Le Porche");
    let page = owner.get("/qui-a-vu").await.text().await.unwrap();
    assert!(page.contains("Claire Morel"), "{page}");
    claim.held(0.0);
}

/// Codes and details of the entries after the first so many.
async fn told_since(owner: &Person, count: usize) -> Vec<(String, serde_json::Value)> {
    let entries = journal(owner).await;
    let new = entries.into_iter().skip(count).map(|entry| {
        let details = entry["details"].as_str().unwrap();
        let code = entry["code"].as_str().unwrap().to_owned();
        (code, serde_json::from_str(details).unwrap())
    });
    new.collect()
}
