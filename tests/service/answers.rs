//! What every answer carries, whatever is asked and by whom: headers, cookies, a kind of body.

use std::collections::BTreeSet;

use reqwest::{Method, header};

use crate::house::{House, Serving};
use crate::people::{come_in, papers};
use crate::server::{Person, Server};

/// Addresses of every sort: pages, assets, errors, papers, pictures, files, JSON, redirects.
async fn addresses(person: &Person) -> Vec<String> {
    let id = papers(person).await.swap_remove(0);
    let home = person.get("/papiers").await.text().await.unwrap();
    let asset = home.split("href=\"/").find(|rest| rest.contains(".css"));
    let asset = asset.and_then(|rest| rest.split('"').next()).unwrap();
    let mut all = vec![format!("/{asset}"), format!("/papiers/{id}")];
    all.extend(["original", "page/1", "miniature"].map(|end| format!("/papiers/{id}/1/{end}")));
    for path in [
        "/",
        "/papiers",
        "/absent",
        "/papiers/00000000000000000000000000000000",
        "/entrer",
        "/p",
        "/d",
        "/pro",
        "/qui-a-vu",
        "/qui-a-vu/telecharger?forme=verifier",
        "/compte",
        "/montrer",
        "/%ff",
        "/papiers/..%2f..%2fetc%2fpasswd",
    ] {
        all.push(path.to_owned());
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_every_answer_carries_the_headers() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let stranger = server.person();
    let person = come_in(&stranger, server.said(), 0).await;
    let mut kinds = BTreeSet::new();
    for path in addresses(&person).await {
        for who in [&stranger, &person] {
            for origin in [None, Some("https://evil.example")] {
                let mut request = who.ask(Method::GET, &path);
                if let Some(origin) = origin {
                    request = request.header(header::ORIGIN, origin);
                }
                let answer = request.send().await.unwrap();
                let headers = answer.headers().clone();
                let value = |name: &str| {
                    headers
                        .get(name)
                        .map_or("", |value| value.to_str().unwrap())
                };
                let policy = value("content-security-policy");
                assert!(
                    policy.starts_with("default-src 'none'")
                        && policy.contains("frame-ancestors 'none'"),
                    "{path}: {policy}"
                );
                let is_file = answer.status() == 200
                    && (path.ends_with("/original") || path.starts_with("/qui-a-vu/telecharger"));
                assert_eq!(policy.contains("sandbox"), is_file, "{path}: {policy}");
                assert_eq!(policy.contains("base-uri 'none'"), !is_file, "{path}");
                assert_eq!(
                    value("content-disposition").starts_with("attachment"),
                    is_file,
                    "{path}"
                );
                for (name, wanted) in [
                    ("x-content-type-options", "nosniff"),
                    ("x-frame-options", "DENY"),
                    ("referrer-policy", "same-origin"),
                    ("cross-origin-opener-policy", "same-origin"),
                    ("cross-origin-resource-policy", "same-origin"),
                ] {
                    assert_eq!(value(name), wanted, "{path}: {name}");
                }
                for absent in [
                    "access-control-allow-origin",
                    "server",
                    "x-powered-by",
                    "etag",
                    "last-modified",
                ] {
                    assert!(
                        !headers.contains_key(absent)
                            || (absent == "etag" && path.contains(".css")),
                        "{path}: {absent}"
                    );
                }
                let kind = value("content-type").to_owned();
                let kept = value("cache-control").to_owned();
                let body = answer.bytes().await.unwrap();
                assert!(
                    !kind.is_empty() || body.is_empty(),
                    "{path}: a body of no kind"
                );
                if kind.starts_with("text/") {
                    assert!(kind.contains("charset=utf-8"), "{path}: {kind}");
                }
                assert!(
                    kept == "no-store" || (kept.contains("immutable") && path.contains(".css")),
                    "{path}: {kept}"
                );
                kinds.insert(kind);
            }
        }
    }
    assert!(kinds.len() > 3, "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_every_cookie_is_guarded() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path(), &[]);
    let said = server.said();
    let person = server.person();
    let who = &said["people"][0];
    let card = [
        ("number", who["card"].as_str().unwrap()),
        ("code", who["code"].as_str().unwrap()),
        ("place", "own"),
    ];
    let link = said["shares"][1]["link"].as_str().unwrap();
    let mut seen = BTreeSet::new();
    for answer in [
        person.form("/entrer/carte/code", &card).await,
        person
            .another()
            .form("/p/ouvrir", &[("lien", link), ("nom", "Claire Morel")])
            .await,
        person
            .another()
            .form(
                "/d",
                &[("lien", said["deposits"][0]["link"].as_str().unwrap())],
            )
            .await,
    ] {
        for value in answer.headers().get_all(header::SET_COOKIE) {
            let cookie = value.to_str().unwrap();
            let name = cookie.split('=').next().unwrap().to_owned();
            assert!(cookie.len() < 4096, "{name}");
            for word in ["Secure", "HttpOnly", "SameSite=Strict"] {
                assert!(cookie.contains(word), "{name} without {word}");
            }
            assert!(!cookie.to_lowercase().contains("domain="), "{name}");
            // Another host of the same domain can set none in its place.
            assert!(name.starts_with("__Host-"), "{name}");
            assert!(
                cookie.split("; ").any(|part| part == "Path=/"),
                "{name} not for the whole host"
            );
            seen.insert(name);
        }
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

/// A configuration whose address is a public one, with the certificate that the first start made.
#[tokio::test(flavor = "multi_thread")]
async fn a_public_address_promises_a_year_of_https_and_a_local_one_does_not() {
    let house = House::new();
    let promised = async |server: &Serving, host: &str, path: &str| {
        let request = server
            .client()
            .get(server.url(path))
            .header(header::HOST, host);
        let answer = request.send().await.unwrap();
        let value = answer.headers().get("strict-transport-security");
        value.map(|value| value.to_str().unwrap().to_owned())
    };
    let server = house.serve();
    assert_eq!(promised(&server, "localhost", "/").await, None);
    server.stop();
    let data = house.file("data").display().to_string();
    let files =
        format!("certificate = {{ chain = '{data}/localhost.pem', key = '{data}/localhost.key' }}");
    let text = house.text();
    let text = text
        .replace("https://localhost", "https://abri.example")
        .replace("certificate.self_made = true", &files);
    house.write(&text);
    let server = house.serve();
    for path in ["/", "/absent", "/papiers"] {
        let said = promised(&server, "abri.example", path).await;
        assert_eq!(
            said.as_deref(),
            Some("max-age=31536000; includeSubDomains"),
            "{path}"
        );
    }
    // Nothing of ours is told to whoever asks for another host, but HTTPS is promised all the same.
    assert!(promised(&server, "evil.example", "/").await.is_some());
}
