//! Leaving: from every page, and nothing stays behind.

use abri::web::app::routes;
use abri::web::routes::{Method, Policy};

use crate::people::come_in;
use crate::server::{Person, Server};

const NOTHING: [(&str, &str); 0] = [];

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_vault_can_be_left() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let person = come_in(&server.person(), server.said(), 0).await;
    let mut seen = 0;
    for route in routes().table() {
        let asks = route.policy == Policy::Beneficiary && route.method == Method::Get;
        if !asks || route.path.contains('{') {
            continue;
        }
        let answer = person.get(route.path).await;
        let kind = answer.headers().get("content-type");
        let is_page = kind.is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"));
        let is_file = answer.headers().contains_key("content-disposition");
        if answer.status() != 200 || !is_page || is_file {
            continue;
        }
        let page = answer.text().await.unwrap();
        // A part of one, which a script puts into a page.
        if !page.starts_with("<!doctype html>") {
            continue;
        }
        let leaves = ["/quitter", "/sortir"].map(|to| page.contains(&format!("action=\"{to}\"")));
        assert!(leaves.contains(&true), "{} cannot be left", route.path);
        seen += 1;
    }
    assert!(seen > 20, "{seen} pages were seen");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_nothing_stays_behind_on_a_shared_computer() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let who = &server.said()["people"][0];
    for (place, cleared) in [
        ("own", r#""cache", "storage""#),
        ("shared", r#""cache", "cookies", "storage""#),
    ] {
        for door in ["/sortir", "/quitter"] {
            let person = server.person();
            let fields = [
                ("number", who["card"].as_str().unwrap()),
                ("code", who["code"].as_str().unwrap()),
                ("place", place),
            ];
            person.form("/entrer/carte/code", &fields).await;
            assert_eq!(inside(&person).await, 200, "{place}");
            let left = person.form(door, &NOTHING).await;
            assert_eq!(left.headers()["clear-site-data"], cleared, "{place} {door}");
            assert_eq!(inside(&person).await, 303, "{place} {door}");
        }
    }
}

async fn inside(person: &Person) -> u16 {
    person.get("/papiers").await.status().as_u16()
}
