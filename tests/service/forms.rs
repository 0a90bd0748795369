//! L27: professionals write nothing about people. Every page of theirs is walked, by each role, and every field into
//! which words can be typed has its reason here; managers' pages name nobody but colleagues.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::Claim;
use crate::people::{come_in, papers};
use crate::professionals::{hired, signed_in};
use crate::server::Person;
use crate::setups::Setup;
use crate::tables::Tables;

const COMMAND: &str = "cargo test --release --test service forms";

/// Fields for words on the pages of professionals, and whose words these are. No line is added here by which something
/// is written about a person.
const TYPED: &[(&str, &str)] = &[
    ("nom", "their own name, when they join"),
    ("fonction", "what they do, when they join"),
    ("lien", "the link of an invitation"),
    ("number", "the number of their own card"),
    ("words", "their own five words"),
    (
        "mots",
        "the four words of a slip, as somebody who lost everything reads them out",
    ),
    ("typed", "the last characters of their own card"),
    ("numero", "the deposit number or code that a person gives"),
    (
        "name",
        "how the person beside them wants to be called, into that person's own vault",
    ),
];

/// Fields that hold no words.
const NO_WORDS: &[&str] = &["hidden", "radio", "checkbox", "submit", "file", "number"];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_about_people_and_managers_see_numbers_on_sqlite_and_disk() {
    walked(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_about_people_and_managers_see_numbers_on_postgres_and_s3() {
    walked(Setup::networked().await).await;
}

async fn walked(setup: Setup) {
    let claim = Claim::begin("L27", setup.name, COMMAND);
    let (said, anybody) = (setup.server.said(), setup.server.person());
    let manager = signed_in(&anybody, said, "manager").await;
    let worker = hired(&manager, "social_worker", "Camille Roux").await;
    let mediator = hired(&manager, "mediator", "Paul Roux").await;
    // Numbers that stand out, as if they had worked for weeks.
    let tables = Tables::of(&setup).await;
    let day = "INSERT INTO work_counts SELECT vault_id, (SELECT value / 86400000 FROM marks \
        WHERE name = 'clock'), 'copied', 19 FROM people WHERE role = 'social_worker'";
    tables.meddle(day).await;
    tables.close().await;

    let mut pages = BTreeMap::new();
    for (role, person) in [
        ("manager", &manager),
        ("social_worker", &worker),
        ("mediator", &mediator),
    ] {
        let walked = walk(person).await;
        assert!(walked.len() >= 4, "{role}: {:?}", walked.keys());
        for (path, page) in walked {
            pages.insert(format!("{role} {path}"), page);
        }
    }
    // The pages before the session.
    for path in ["/rejoindre", "/pro/entrer", "/pro/carte"] {
        let page = anybody.another().get(path).await.text().await.unwrap();
        pages.insert(path.to_owned(), page);
    }
    for (path, page) in &pages {
        words_of(path, page);
    }
    every_template_is_listed();

    // Managers: the numbers, and nobody's name or paper.
    let mut canaries: BTreeSet<String> = BTreeSet::new();
    for (number, person) in said["people"].as_array().unwrap().iter().enumerate() {
        canaries.insert(person["name"].as_str().unwrap().to_owned());
        let person = come_in(&anybody, said, number).await;
        for id in papers(&person).await {
            canaries.insert(id);
        }
    }
    for share in said["shares"].as_array().unwrap() {
        let titles = share["documents"].as_array().unwrap().iter();
        canaries.extend(titles.map(|title| title.as_str().unwrap().to_owned()));
    }
    assert!(canaries.len() > 5, "{canaries:?}");
    let managers: Vec<_> = pages
        .iter()
        .filter(|(path, _)| path.starts_with("manager "))
        .collect();
    for (path, page) in &managers {
        for canary in &canaries {
            assert!(!page.contains(canary.as_str()), "{path} holds {canary}");
        }
    }
    let seen = |needle: &str| {
        managers
            .iter()
            .filter(|(_, page)| page.contains(needle))
            .count()
    };
    assert!(
        seen("Nombre inhabituel") >= 2,
        "the list and the colleague's page"
    );
    assert!(seen("<td>19</td>") >= 1, "the numbers");
    claim.held(0.0);
}

/// Every page of a professional that links lead to, by its path.
async fn walk(person: &Person) -> BTreeMap<String, String> {
    let mut waiting = vec!["/pro".to_owned()];
    let mut seen = BTreeMap::new();
    while let Some(path) = waiting.pop() {
        if seen.contains_key(&path) {
            continue;
        }
        let answer = person.get(&path).await;
        if answer.status() != 200 {
            continue;
        }
        let page = answer.text().await.unwrap();
        for link in page.split("href=\"").skip(1) {
            let link = link.split(['"', '#', '?']).next().unwrap();
            if link == "/pro" || link.starts_with("/pro/") {
                waiting.push(link.to_owned());
            }
        }
        seen.insert(path, page);
    }
    seen
}

/// Every field for words on this page is listed.
fn words_of(place: &str, page: &str) {
    assert!(!page.contains("<textarea"), "{place} asks for a text");
    assert!(!page.contains("contenteditable"), "{place}");
    for field in page.split("<input").skip(1) {
        let field = field.split('>').next().unwrap();
        let value = |of: &str| {
            let found = field.split(&format!(" {of}=\"")).nth(1)?;
            found.split('"').next()
        };
        if NO_WORDS.contains(&value("type").unwrap_or("text")) {
            continue;
        }
        let name = value("name").unwrap_or_default();
        let listed = TYPED.iter().any(|(known, _)| *known == name);
        assert!(listed, "{place} has a field for words, {name:?}: {field}");
    }
}

/// The same of every template of professionals, whatever the walk met.
fn every_template_is_listed() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut forms = 0;
    for file in crate::s3::files_under(&root.join("src/web/templates")) {
        let page = std::fs::read_to_string(&file).unwrap();
        let name = file.rsplit('/').next().unwrap();
        if name.starts_with("pro-") || page.contains("action=\"/pro/") && name != "base.html" {
            words_of(&file, &page);
            forms += page.matches("<form").count();
        }
    }
    assert!(forms > 10, "too few forms were found: {forms}");
}
