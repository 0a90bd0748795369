//! L30: withdrawing is as easy as giving. Everything that is agreed to is on the home page with its own button, and
//! one press ends it.

use crate::evidence::Claim;
use crate::people::{come_in, open_link};
use crate::server::Person;
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service stopping";

#[tokio::test(flavor = "multi_thread")]
async fn everything_agreed_to_is_stopped_by_one_press_at_home_on_sqlite_and_disk() {
    one_press(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_agreed_to_is_stopped_by_one_press_at_home_on_postgres_and_s3() {
    one_press(Setup::networked().await).await;
}

/// What the buttons of this page that stop one thing send to.
async fn buttons(person: &Person, path: &str) -> Vec<String> {
    let page = person.get(path).await.text().await.unwrap();
    let forms = page.split("action=\"").skip(1);
    forms
        .map(|form| form.split('"').next().unwrap().to_owned())
        .filter(|to| to.ends_with("/arreter") && to.len() > 40)
        .collect()
}

async fn one_press(setup: Setup) {
    let claim = Claim::begin("L30", setup.name, COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let person = come_in(&anybody, said, 0).await;
    let home = buttons(&person, "/papiers").await;
    for kind in ["/montrer/", "/depots/"] {
        assert!(home.iter().any(|to| to.starts_with(kind)), "{home:?}");
    }
    // The list of agreements has the same ones, and no other; one may end by itself meanwhile.
    let listed = buttons(&person, "/accords").await;
    assert!(listed.iter().all(|to| home.contains(to)), "{listed:?}");
    let after = buttons(&person, "/papiers").await;
    assert!(after.iter().all(|to| listed.contains(to)), "{after:?}");
    let mut stopped = 0;
    for to in &home {
        // No question in between, and no secret asked again.
        let answer = person.form(to, &[]).await;
        assert_eq!(answer.status(), 303, "{to}");
        assert_eq!(answer.headers()["location"], "/papiers");
        let left = buttons(&person, "/papiers").await;
        assert!(!left.contains(to), "{to}");
        // Its receipt stays, and says so.
        let id = to.split('/').nth(2).unwrap();
        let page = person.get(&format!("/accords/{id}")).await;
        let page = page.text().await.unwrap();
        let by_itself = page.contains("Fini tout seul");
        assert!(by_itself || page.contains("Arrêté par vous"), "{page}");
        stopped += usize::from(!by_itself);
    }
    assert!(stopped >= 4, "{stopped} of {home:?}");
    assert!(buttons(&person, "/papiers").await.is_empty());
    for share in said["shares"].as_array().unwrap() {
        let (link, code) = (
            share["link"].as_str().unwrap(),
            share["code"].as_str().unwrap(),
        );
        assert_eq!(open_link(&anybody, link, &[("code", code)]).await, None);
    }
    for deposit in said["deposits"].as_array().unwrap() {
        let link = [("lien", deposit["link"].as_str().unwrap())];
        assert_ne!(anybody.another().form("/d", &link).await.status(), 303);
    }
    // Somebody else's receipts do not exist.
    let other = come_in(&anybody, said, 1).await;
    for to in &home {
        let id = to.split('/').nth(2).unwrap();
        assert_eq!(other.get(&format!("/accords/{id}")).await.status(), 404);
    }
    claim.held(0.0);
}
