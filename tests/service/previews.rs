//! Attack without a bad intention: messengers and mail scanners fetch a link before its reader does.

use abri::web::app::routes;
use abri::web::routes::Method;
use reqwest::header::{DATE, SET_COOKIE, USER_AGENT};

use crate::people::{come_in, journal, open_link};
use crate::server::Person;
use crate::setups::Setup;
use crate::tables::Tables;

/// Programs that fetch links on their own, as they name themselves.
const PROGRAMS: [&str; 9] = [
    "WhatsApp/2.23.20.0 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; Microsoft-Safelinks)",
    "Barracuda Sentinel (EE)",
    "",
];
/// Tables in which an opening, a look or a try would leave something.
const TABLES: [&str; 12] = [
    "vaults",
    "slots",
    "journal",
    "consents",
    "grants",
    "viewings",
    "requests",
    "throttle",
    "invitations",
    "deposits",
    "deposit_codes",
    "pairings",
];

#[tokio::test(flavor = "multi_thread")]
async fn attack_previews_and_scanners_consume_nothing_on_sqlite_and_disk() {
    fetched_ahead(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_previews_and_scanners_consume_nothing_on_postgres_and_s3() {
    fetched_ahead(Setup::networked().await).await;
}

async fn fetched_ahead(setup: Setup) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let owner = come_in(&anybody, said, 0).await;
    let shares = said["shares"].as_array().unwrap();
    let single = shares
        .iter()
        .find(|share| share["state"] == "single_opening")
        .unwrap();
    let link = single["link"].as_str().unwrap();
    let secret = link.split('#').next_back().unwrap();
    let before = journal(&owner).await;
    let tables = Tables::of(&setup).await;
    let rows = dump(&tables).await;

    let neutral = seen(&anybody, reqwest::Method::GET, "/p", "").await;
    assert!(neutral.starts_with("200"), "{neutral}");
    let deposit = said["deposits"][0]["link"].as_str().unwrap();
    let deposit = deposit.split('#').next_back().unwrap();
    let door = seen(&anybody, reqwest::Method::GET, "/d", "").await;
    assert!(door.starts_with("200"), "{door}");
    for program in PROGRAMS {
        let program_asks = async |method, path: &str| seen(&anybody, method, path, program).await;
        // Some programs keep what follows the `#`, or mangle it into the address.
        for path in [
            "/p",
            "/p?x",
            &format!("/p?lien={secret}"),
            &format!("/p?{secret}"),
        ] {
            let page = program_asks(reqwest::Method::GET, path).await;
            assert_eq!(page, neutral, "{path} by {program:?}");
            let head = program_asks(reqwest::Method::HEAD, path).await;
            assert!(head.starts_with("200"), "{path} by {program:?}: {head}");
        }
        for path in [
            "/d",
            &format!("/d?lien={deposit}"),
            &format!("/d?{deposit}"),
        ] {
            let page = program_asks(reqwest::Method::GET, path).await;
            assert_eq!(page, door, "{path} by {program:?}");
        }
        let form = [("lien", deposit)];
        let foreign = anybody.ask(reqwest::Method::POST, "/d");
        let foreign = foreign.header("sec-fetch-site", "none").form(&form);
        assert_eq!(foreign.send().await.unwrap().status(), 403);
        for path in [
            "/d/photo",
            "/d/recu",
            &format!("/d/{deposit}"),
            "/p/ouvrir",
            &format!("/p/ouvrir?lien={secret}&nom=Robot"),
            "/p/papiers",
            "/p/papiers/0",
            "/p/papiers/0/original",
            "/p/papiers/0/page/1",
            &format!("/p/{secret}"),
        ] {
            for method in [reqwest::Method::GET, reqwest::Method::HEAD] {
                let page = program_asks(method, path).await;
                assert!(page.starts_with("404"), "{path} by {program:?}: {page}");
            }
        }
        // One that even sends forms does not come from our own page.
        let form = [("lien", secret), ("nom", "Robot")];
        let foreign = anybody
            .ask(reqwest::Method::POST, "/p/ouvrir")
            .header("sec-fetch-site", "none")
            .form(&form);
        assert_eq!(foreign.send().await.unwrap().status(), 403);
        // What the button sends before a name was given.
        assert_eq!(anybody.form("/p", &form[..1]).await.status(), 200);
    }
    assert_eq!(
        dump(&tables).await,
        rows,
        "something was left in the tables"
    );
    assert_eq!(journal(&owner).await, before, "something was told");

    // The one opening is still there, and is one.
    assert!(open_link(&anybody, link, &[]).await.is_some());
    assert!(open_link(&anybody, link, &[]).await.is_none());
    heads(&setup, &owner, &tables).await;
    tables.close().await;
}

/// HEAD of every page, by the person and by somebody who is shown papers: nothing happens and
/// nothing is told.
async fn heads(setup: &Setup, owner: &Person, tables: &Tables) {
    let said = setup.server.said();
    let link = said["shares"][1]["link"].as_str().unwrap();
    let viewing = open_link(owner, link, &[]).await.unwrap();
    let reader = setup.server.person();
    let id = crate::people::papers(owner).await.remove(0);
    let (before, rows) = (journal(owner).await, dump(tables).await);
    let pages = routes();
    let pages = pages.table().filter(|route| route.method == Method::Get);
    for route in pages {
        let path = route
            .path
            .replace("{id}", &id)
            .replace("{position}", "0")
            .replace("{version}", "1")
            .replace("{page}", "1")
            .replace("{n}", "1");
        let head = owner
            .ask(reqwest::Method::HEAD, &path)
            .send()
            .await
            .unwrap();
        assert!(head.status().as_u16() < 500, "{path}");
        let head = reader
            .ask(reqwest::Method::HEAD, &path)
            .header("cookie", format!("__Host-vu={viewing}"));
        assert!(head.send().await.unwrap().status().as_u16() < 500, "{path}");
    }
    assert_eq!(journal(owner).await, before, "a HEAD is told");
    assert_eq!(dump(tables).await, rows, "a HEAD left something");
}

/// Everything that an answer says, but its moment.
async fn seen(anybody: &Person, method: reqwest::Method, path: &str, program: &str) -> String {
    let browser = anybody.another();
    let answer = browser.ask(method, path).header(USER_AGENT, program);
    let mut answer = answer.send().await.unwrap();
    answer.headers_mut().remove(DATE);
    assert!(answer.headers().get(SET_COOKIE).is_none(), "{path}");
    let mut headers: Vec<_> = answer
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    headers.sort();
    let status = answer.status().as_u16();
    let body = answer.text().await.unwrap();
    format!("{status}\n{}\n{body}", headers.join("\n"))
}

async fn dump(tables: &Tables) -> Vec<(&'static str, Vec<String>)> {
    let mut all = Vec::new();
    for table in TABLES {
        all.push((table, tables.rows(table).await));
    }
    all
}
