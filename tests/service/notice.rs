//! Attack: a vault is opened without the information that must come first, or for another text of it.

use abri::actions::notice::VERSION;

use crate::evidence::Claim;
use crate::house::run;
use crate::people::{come_in, cookie, journal};
use crate::setups::Setup;
use crate::tables::Tables;

const COMMAND: &str = "cargo test --release --test service attack_no_vault_without_the_notice";
const SESSION: &str = "__Host-abri";

#[tokio::test(flavor = "multi_thread")]
async fn attack_no_vault_without_the_notice_on_sqlite_and_disk() {
    uninformed(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_no_vault_without_the_notice_on_postgres_and_s3() {
    uninformed(Setup::networked().await).await;
}

async fn uninformed(setup: Setup) {
    let claim = Claim::begin("L7", setup.name, COMMAND);
    let anybody = setup.server.person();
    let config = setup.stores.folder.path().join("demo.toml");
    let config = config.to_str().unwrap();
    let before = vaults(config);

    // Every page of the form, in any order, with every answer but the one that counts.
    let rest: [&[(&str, &str)]; 4] = [
        &[("place", "own"), ("name", "Awa"), ("picture", "sun")],
        &[("place", "shared"), ("name", "Awa")],
        &[("step", "name"), ("place", "shared"), ("name", "Awa")],
        &[
            ("place", "own"),
            ("name", "Awa"),
            ("picture", "sun"),
            ("admission", "yes"),
        ],
    ];
    let uninformed: [&[(&str, &str)]; 9] = [
        &[],
        &[("notice", VERSION)],
        &[("given", "screen")],
        &[("notice", ""), ("given", "aloud")],
        &[("notice", "2020-01-01"), ("given", "screen")],
        &[("notice", "9999-12-31"), ("given", "aloud")],
        &[("notice", VERSION), ("given", "")],
        &[("notice", VERSION), ("given", "SCREEN")],
        &[("notice", VERSION), ("given", "yes")],
    ];
    for rest in rest {
        for uninformed in uninformed {
            let form = [rest, uninformed].concat();
            let answer = anybody.another().form("/ouvrir", &form).await;
            assert_eq!(answer.status(), 200, "{form:?}");
            assert_eq!(cookie(&answer, SESSION), None, "{form:?}");
            let page = answer.text().await.unwrap();
            // The notice, and the two answers to it.
            assert!(
                page.contains("name=\"given\" value=\"aloud\""),
                "{form:?}: {page}"
            );
            assert!(
                page.contains(&format!("name=\"notice\" value=\"{VERSION}\"")),
                "{page}"
            );
        }
    }
    assert_eq!(vaults(config), before, "a vault was made");

    // Informed, it is made, and its row says how.
    let tables = Tables::of(&setup).await;
    for given in ["screen", "aloud"] {
        let form = [
            ("place", "shared"),
            ("name", "Awa"),
            ("notice", VERSION),
            ("given", given),
        ];
        let answer = anybody.another().form("/ouvrir", &form).await;
        assert!(cookie(&answer, SESSION).is_some(), "{given}");
        let newest = tables.text(RECORDED).await.pop().unwrap();
        assert_eq!(newest, format!("{VERSION}|fr|{given}|dated"));
    }
    assert_eq!(vaults(config), before + 2);

    changed_notice(&setup, &tables).await;
    tables.close().await;
    claim.held(0.0);
}

/// What the rows say of the notice, the oldest vault first.
const RECORDED: &str = "SELECT notice_version || '|' || notice_language || '|' || notice_given \
    || CASE WHEN notice_at = opened_at THEN '|dated' ELSE '|later' END \
    FROM vaults ORDER BY opened_at";

/// A notice that changed since is shown again at the next sign-in, until it is answered.
async fn changed_notice(setup: &Setup, tables: &Tables) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    tables
        .meddle("UPDATE vaults SET notice_version = '2020-01-01'")
        .await;
    let who = &said["people"][0];
    let card = [
        ("number", who["card"].as_str().unwrap()),
        ("code", who["code"].as_str().unwrap()),
        ("place", "own"),
    ];
    let comes_in = async || {
        let person = anybody.another();
        let answer = person.form("/entrer/carte/code", &card).await;
        let to = answer.headers()["location"].to_str().unwrap().to_owned();
        (person, to)
    };
    for answer in [
        [("notice", "2020-01-01"), ("given", "screen")],
        [("notice", VERSION), ("given", "no")],
    ] {
        let (person, to) = comes_in().await;
        assert_eq!(to, "/compte/information?suite=entrer");
        let page = person.get(&to).await.text().await.unwrap();
        assert!(
            page.contains(&format!("name=\"notice\" value=\"{VERSION}\"")),
            "{page}"
        );
        // An answer to another text, or none: asked again.
        let refused = person.form("/compte/information", &answer).await;
        assert_eq!(refused.headers()["location"], "/compte/information");
    }
    let (person, _) = comes_in().await;
    let informed = [("notice", VERSION), ("given", "aloud")];
    let answer = person.form("/compte/information", &informed).await;
    assert_eq!(answer.headers()["location"], "/papiers");
    assert_eq!(comes_in().await.1, "/papiers");
    let told = journal(&come_in(&anybody, said, 0).await).await;
    let read = told.iter().filter(|entry| entry["code"] == "notice_read");
    assert_eq!(read.count(), 1);
    let rows = tables.text(RECORDED).await;
    let again = format!("{VERSION}|fr|aloud|later");
    assert_eq!(
        rows.iter().filter(|row| **row == again).count(),
        1,
        "{rows:?}"
    );
}

/// How many vaults the service itself counts.
fn vaults(config: &str) -> u32 {
    let said = run(&["check", "--config", config]);
    let said = String::from_utf8(said.stderr).unwrap();
    let (before, _) = said.split_once(" vaults, ").expect("it counts them");
    before.lines().last().unwrap().parse().unwrap()
}
