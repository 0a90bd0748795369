//! Attack: somebody has a copy of the databases, the objects, the configuration and a backup, starts
//! Abri on it, and shows it every value that they found. Without what a person holds, nothing opens.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use abri::crypto::crockford::rescue_code;
use abri::crypto::secrets::Secret;
use data_encoding::{BASE64, HEXLOWER};
use reqwest::header::{COOKIE, HOST, LOCATION, SET_COOKIE};
use reqwest::{Method, Response};

use crate::evidence::Claim;
use crate::house::{House, ORIGIN, Serving, run};
use crate::people::{come_in, cookie, papers};
use crate::postgres;
use crate::setups::Setup;
use crate::tables::Tables;

const COMMAND: &str = "cargo test --release --test service attack_a_stolen_copy";
const SESSION: &str = "__Host-abri";
const VIEWING: &str = "__Host-vu";
const ASKER: &str = "__Host-m";

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_stolen_copy_opens_nothing_on_sqlite_and_disk() {
    steal(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_stolen_copy_opens_nothing_on_postgres_and_s3() {
    steal(Setup::networked().await).await;
}

/// What one person and one reader hold at the moment of the theft.
struct Held {
    session: String,
    viewing: String,
    card: String,
    code: String,
    rescue: String,
    link: String,
}

async fn steal(setup: Setup) {
    let claim = Claim::begin("L4", &format!("stolen-{}", setup.name), COMMAND);
    let held = live(&setup).await;
    colleague(&setup).await;

    let loot = tempfile::tempdir().unwrap();
    let backup = loot.path().join("backup");
    let config = setup.stores.folder.path().join("demo.toml");
    let backup = backup.to_str().unwrap();
    let taken = run(&["backup", backup, "--config", config.to_str().unwrap()]);
    assert!(taken.status.success(), "{taken:?}");
    let tables = Tables::of(&setup).await;
    let mut found = values(&tables).await;
    let backed_up = in_the_backup(Path::new(backup));
    found.extend(&backed_up);
    let requests = tables.bytes("requests", "id", "asked_by IS NOT NULL").await;
    tables.close().await;
    assert!(found.len() > 100 && !requests.is_empty(), "{}", found.len());
    let Setup { server, stores, .. } = setup;
    let (folder, database) = (stores.folder.path(), &stores.database);
    server.stop();

    // With the keys of days, with and without the server's secrets.
    for secrets in [false, true] {
        let (house, copy) = copy(folder, database.as_deref(), secrets).await;
        let thief = Thief::at(copy, &held.code);
        thief.tries(&found, &requests).await;
        // What a person alone holds does open: the copy is whole, and each try could have succeeded.
        // A card does not without the pepper, nor a link where its opening cannot be told.
        assert!(thief.cookie_opens(SESSION, &held.session, "/papiers").await);
        assert!(
            thief
                .cookie_opens(VIEWING, &held.viewing, "/p/papiers")
                .await
        );
        assert_eq!(thief.opens_link(&held.link).await, secrets);
        assert_eq!(thief.comes_in_by_card(&held.card).await, secrets);
        assert!(thief.comes_in_by_rescue(&held.rescue).await);
        drop((thief, house));
    }

    // The backup, given back with the server's secrets: nobody is signed in, nothing is shown.
    let house = House::new();
    let own = house.text().replace(
        &house.file("secrets").display().to_string(),
        &folder.join("secrets").display().to_string(),
    );
    house.write(&format!("limits.tries_per_source = 10000\n{own}"));
    let given_back = house.run(&["restore", backup]);
    assert!(given_back.status.success(), "{given_back:?}");
    let thief = Thief::at(house.serve(), &held.code);
    thief.tries(&backed_up, &requests).await;
    assert!(!thief.cookie_opens(SESSION, &held.session, "/papiers").await);
    assert!(
        !thief
            .cookie_opens(VIEWING, &held.viewing, "/p/papiers")
            .await
    );
    assert!(!thief.opens_link(&held.link).await);
    assert!(thief.comes_in_by_card(&held.card).await);
    claim.held(0.0);
}

/// Somebody is signed in, somebody looks, somebody has asked with a short code.
async fn live(setup: &Setup) -> Held {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let who = &said["people"][0];
    let (card, code) = (text(&who["card"]), text(&who["code"]));
    let fields = [("number", card.as_str()), ("code", &code), ("place", "own")];
    let answer = anybody.form("/entrer/carte/code", &fields).await;
    let session = cookie(&answer, SESSION).expect("comes in");
    let share = &said["shares"][1];
    let link = text(&share["link"]);
    let fields = [("lien", link.as_str()), ("nom", "Claire Morel")];
    let answer = anybody.another().form("/p/ouvrir", &fields).await;
    let viewing = cookie(&answer, VIEWING).expect("is shown");
    let short = text(&share["short_code"]);
    let fields = [("code", short.as_str()), ("nom", "Claire Morel")];
    let answer = anybody.another().form("/m", &fields).await;
    cookie(&answer, ASKER).expect("asks");
    Held {
        session,
        viewing,
        card,
        code,
        rescue: text(&who["rescue"]),
        link,
    }
}

/// Somebody else with a vault of their own, and no grant: the page for what does not exist.
async fn colleague(setup: &Setup) {
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let theirs = papers(&come_in(&anybody, said, 0).await).await;
    let colleague = come_in(&anybody, said, 1).await;
    let lost = colleague.get("/nothing").await;
    let lost = (lost.status(), lost.text().await.unwrap());
    for id in theirs {
        for path in [
            format!("/papiers/{id}"),
            format!("/papiers/{id}/1/page/1"),
            format!("/papiers/{id}/1/original"),
            "/p/papiers".to_owned(),
            "/p/papiers/0/original".to_owned(),
        ] {
            let answer = colleague.get(&path).await;
            let answer = (answer.status(), answer.text().await.unwrap());
            assert_eq!(answer, lost, "{path}");
        }
    }
}

/// Every value of sixteen bytes in the tables, and both halves of those of thirty-two.
async fn values(tables: &Tables) -> BTreeSet<[u8; 16]> {
    let mut found = BTreeSet::new();
    for (table, column) in tables.byte_columns().await {
        for value in tables.bytes(&table, &column, "1 = 1").await {
            halves(&value, &mut found);
        }
    }
    found
}

fn halves(value: &[u8], found: &mut BTreeSet<[u8; 16]>) {
    if matches!(value.len(), 16 | 32) {
        found.extend(value.as_chunks().0);
    }
}

/// The same of the rows of a backup.
fn in_the_backup(folder: &Path) -> BTreeSet<[u8; 16]> {
    let files = crate::s3::files_under(folder);
    let rows = files.iter().find(|file| file.ends_with("tables.jsonl"));
    let rows = std::fs::read_to_string(rows.unwrap()).unwrap();
    let mut found = BTreeSet::new();
    for cell in rows.split('"') {
        if let Ok(value) = BASE64.decode(cell.as_bytes()) {
            halves(&value, &mut found);
        }
    }
    assert!(found.len() > 50, "{}", found.len());
    found
}

/// Abri on a copy of the folder and the database, with the server's secrets or with others.
async fn copy(demo: &Path, database: Option<&str>, secrets: bool) -> (House, Serving) {
    let house = House::new();
    let read = std::fs::read_to_string(demo.join("demo.toml")).unwrap();
    let mut config: toml::Table = toml::from_str(&read).unwrap();
    let take = |name: &str| {
        copy_folder(&demo.join(name), &house.file(name));
        house.file(name).display().to_string()
    };
    let mut set = |section: &str, key: &str, value: toml::Value| {
        let section = config
            .entry(section)
            .or_insert_with(|| toml::Table::new().into());
        section
            .as_table_mut()
            .unwrap()
            .insert(key.to_owned(), value);
    };
    let url = match database {
        None => format!("sqlite://{}/abri.sqlite", take("tables")),
        Some(url) => copy_database(url, secrets).await,
    };
    set("database", "url", url.into());
    if database.is_none() {
        set("objects", "url", take("objects").into());
    }
    set("epochs", "url", take("epochs").into());
    if !secrets {
        for name in ["pepper", "lookup", "recipients"] {
            let own = house.file("secrets").join(name);
            set("secrets", name, own.display().to_string().into());
        }
    }
    set("limits", "tries_per_source", 10_000.into());
    config.insert("url".into(), ORIGIN.into());
    config.insert("listen".into(), "127.0.0.1:0".into());
    config.insert(
        "data".into(),
        house.file("data").display().to_string().into(),
    );
    house.write(&toml::to_string(&config).unwrap());
    let serving = house.serve();
    (house, serving)
}

fn copy_folder(from: &Path, to: &Path) {
    for file in crate::s3::files_under(from) {
        let target = to.join(PathBuf::from(&file).strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&file, target).unwrap();
    }
}

async fn copy_database(url: &str, secrets: bool) -> String {
    let (start, rest) = url.split_once(":///").unwrap();
    let (name, host) = rest.split_once('?').unwrap();
    let copy = format!("{name}_{}", if secrets { "all" } else { "some" });
    let pool = sqlx::PgPool::connect(&postgres::database()).await.unwrap();
    let sql = format!("CREATE DATABASE {copy} TEMPLATE {name}");
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    format!("{start}:///{copy}?{host}")
}

/// A path, a cookie, a form, and the status of a refusal.
type Try<'a> = (&'a str, Option<String>, &'a [(&'a str, &'a str)], u16);

/// Somebody at a copy, who was even told the six digits that belong to the card.
struct Thief<'a> {
    copy: Serving,
    browser: reqwest::Client,
    code: &'a str,
}

/// As a browser brings it that saw the page before: whoever has none is shown that page, whatever they bring.
fn asked_before() -> String {
    format!("__Host-retour={}", "0".repeat(32))
}

impl<'a> Thief<'a> {
    fn at(copy: Serving, code: &'a str) -> Self {
        Self {
            browser: copy.client(),
            copy,
            code,
        }
    }

    async fn ask(&self, path: &str, cookie: Option<String>, form: &[(&str, &str)]) -> Response {
        let method = if form.is_empty() {
            Method::GET
        } else {
            Method::POST
        };
        let mut request = self
            .browser
            .request(method, self.copy.url(path))
            .header(HOST, "localhost")
            .header("origin", ORIGIN);
        if let Some(cookie) = cookie {
            request = request.header(COOKIE, cookie);
        }
        if !form.is_empty() {
            request = request.form(form);
        }
        request.send().await.unwrap()
    }

    /// Shows every value as each kind of secret. Nothing opens, and no answer brings a cookie.
    async fn tries(&self, found: &BTreeSet<[u8; 16]>, requests: &[Vec<u8>]) {
        for value in found {
            let hex = HEXLOWER.encode(value);
            let number = rescue_code(&Secret::take(&mut value.clone()));
            let number = number.as_str();
            let card = [("number", number), ("code", self.code), ("place", "own")];
            let rescue = [("number", number), ("place", "own")];
            let link = [("lien", number), ("nom", "Claire Morel")];
            let asker = format!("{hex}{}", HEXLOWER.encode(&requests[0]));
            let tries: [Try; 9] = [
                ("/papiers", Some(format!("{SESSION}={hex}")), &[], 303),
                ("/p/papiers", Some(format!("{VIEWING}={hex}")), &[], 404),
                ("/m/attente", Some(format!("{ASKER}={asker}")), &[], 404),
                (
                    "/entrer/telephone/ab",
                    Some(format!("__Host-tel-ab={hex}.sun")),
                    &[("code", self.code)],
                    403,
                ),
                ("/entrer/carte", None, &card[..1], 422),
                ("/entrer/carte/code", None, &card, 422),
                ("/entrer/secours", Some(asked_before()), &rescue, 422),
                ("/p", None, &link[..1], 404),
                ("/p/ouvrir", None, &link, 404),
            ];
            for (path, cookie, form, refused) in tries {
                let answer = self.ask(path, cookie, form).await;
                assert_eq!(answer.status(), refused, "{path} with {hex}");
                let to = answer.headers().get(LOCATION);
                assert!(
                    to.is_none_or(|to| to == "/entrer"),
                    "{path} with {hex}: {to:?}"
                );
                let brought = answer.headers().get_all(SET_COOKIE);
                let brought = brought
                    .iter()
                    .any(|line| !line.to_str().unwrap().contains("Max-Age=0"));
                assert!(!brought, "{path} with {hex}");
            }
        }
    }

    async fn cookie_opens(&self, name: &str, value: &str, path: &str) -> bool {
        let answer = self.ask(path, Some(format!("{name}={value}")), &[]).await;
        answer.status() == 200
    }

    async fn comes_in_by_card(&self, number: &str) -> bool {
        let form = [("number", number), ("code", self.code), ("place", "own")];
        let answer = self.ask("/entrer/carte/code", None, &form).await;
        cookie(&answer, SESSION).is_some()
    }

    async fn comes_in_by_rescue(&self, number: &str) -> bool {
        let form = [("number", number), ("place", "own")];
        let brought = Some(asked_before());
        let answer = self.ask("/entrer/secours", brought, &form).await;
        cookie(&answer, SESSION).is_some()
    }

    async fn opens_link(&self, link: &str) -> bool {
        let form = [("lien", link), ("nom", "Claire Morel")];
        let answer = self.ask("/p/ouvrir", None, &form).await;
        cookie(&answer, VIEWING).is_some()
    }
}
