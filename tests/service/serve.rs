//! `abri serve`: it starts, answers, believes no foreign host and no foreign page, and stops.

use reqwest::header::{HOST, LOCATION, REFRESH};
use reqwest::{Method, StatusCode};

use crate::house::{House, ORIGIN, Serving};

const EVIL: &str = "evil.example";

/// An answer as one text: status, headers and body.
async fn whole(answer: reqwest::Response) -> String {
    let status = answer.status();
    let headers = format!("{:?}", answer.headers());
    format!("{status}\n{headers}\n{}", answer.text().await.unwrap())
}

/// A request whose host is the configured one.
fn ask(server: &Serving, method: Method, path: &str) -> reqwest::RequestBuilder {
    server
        .client()
        .request(method, server.url(path))
        .header(HOST, "localhost")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_starts_answers_and_stops() {
    let house = House::new();
    let server = house.serve();
    let answer = ask(&server, Method::GET, "/").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name| {
        let value = answer.headers().get(name);
        value
            .unwrap_or_else(|| panic!("no {name}"))
            .to_str()
            .unwrap()
    };
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("x-frame-options"), "DENY");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "same-origin");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert!(header("permissions-policy").contains("geolocation=()"));
    assert!(header("x-robots-tag").contains("noindex"));
    assert!(header("content-type").starts_with("text/html"));
    assert!(answer.headers().get("server").is_none());
    let page = answer.text().await.unwrap();
    assert!(page.contains("<html lang=\"fr\""), "{page}");
    assert!(page.contains("Abri"), "{page}");
    // Who helps stands on the pages of errors too.
    let lost = ask(&server, Method::GET, "/absent").send().await.unwrap();
    assert_eq!(lost.status(), StatusCode::NOT_FOUND);
    assert!(lost.text().await.unwrap().contains("01 99 00 00 00"));
    let log = server.stop();
    assert!(log.contains("stopped"), "{log}");
    assert!(!log.contains("/absent"), "paths are not logged");
    // Started again, everything is where it was.
    house.serve().stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_host_is_neither_answered_nor_repeated() {
    let house = House::new();
    let server = house.serve();
    for path in ["/", "/aide", "/absent", "/papiers", "/entrer"] {
        let foreign = server.client().get(server.url(path)).header(HOST, EVIL);
        let answer = foreign.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(!whole(answer).await.contains("evil"), "{path}");
        let usual = whole(ask(&server, Method::GET, path).send().await.unwrap()).await;
        assert!(usual.starts_with(|c| c != '5'), "{usual}");
        for (name, value) in [
            ("x-forwarded-host", EVIL),
            ("forwarded", "host=evil.example"),
            ("x-original-url", "https://evil.example/"),
            ("x-forwarded-proto", "evil"),
            ("referer", "https://evil.example/"),
        ] {
            let answer = ask(&server, Method::GET, path).header(name, value);
            let answer = answer.send().await.unwrap();
            assert!(!whole(answer).await.contains("evil"), "{name} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_does_not_come_from_our_pages_is_refused() {
    let house = House::new();
    let server = house.serve();
    let own: &[(&str, &str)] = &[("origin", ORIGIN)];
    let post = async |headers: &[(&str, &str)], kind: &str| {
        let mut request = ask(&server, Method::POST, "/quitter")
            .header("content-type", kind)
            .body("a=b");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap().status()
    };
    let form = "application/x-www-form-urlencoded";
    // What is refused below is refused for what differs from these.
    assert_eq!(post(own, form).await, StatusCode::OK);
    let site: &[(&str, &str)] = &[("sec-fetch-site", "same-origin")];
    assert_eq!(post(site, form).await, StatusCode::OK);
    let refused: &[&[(&str, &str)]] = &[
        &[],
        &[("referer", "https://localhost/")],
        &[("origin", "https://evil.example")],
        &[("origin", "https://localhost.evil.example")],
        &[("origin", "http://localhost")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", ORIGIN), ("sec-fetch-site", "cross-site")],
        &[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "same-origin"),
        ],
    ];
    for headers in refused {
        let status = post(headers, form).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    for kind in ["text/plain", "text/plain; application/json", "text/html"] {
        assert_eq!(post(own, kind).await, StatusCode::FORBIDDEN, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leads_to_another_site() {
    let house = House::new();
    let server = house.serve();
    let mut paths: Vec<String> = [
        "//evil.example",
        "//evil.example/%2e%2e",
        "/%2F%2Fevil.example",
        "/%5Cevil.example",
        "/papiers//evil.example",
        "/@evil.example",
        "/.evil.example",
        "/%0d%0alocation:%20https://evil.example",
    ]
    .map(str::to_owned)
    .to_vec();
    for path in [
        "/", "/entrer", "/papiers", "/ouvrir", "/quitter", "/m", "/p",
    ] {
        for name in ["next", "url", "retour", "redirect", "to", "suite", "langue"] {
            paths.push(format!("{path}?{name}=https://evil.example"));
            paths.push(format!("{path}?{name}=//evil.example"));
        }
    }
    for path in &paths {
        for method in [Method::GET, Method::POST] {
            let mut request = ask(&server, method.clone(), path).header("origin", ORIGIN);
            if method == Method::POST {
                let form = [
                    ("next", "//evil.example"),
                    ("retour", "https://evil.example"),
                ];
                request = request.form(&form);
            }
            let answer = request.send().await.unwrap();
            for name in [LOCATION, REFRESH] {
                let Some(to) = answer.headers().get(&name) else {
                    continue;
                };
                let to = to.to_str().unwrap();
                assert!(!to.contains("evil"), "{method} {path}: {to}");
                let ours = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\");
                assert!(ours || name == REFRESH, "{method} {path}: {to}");
            }
            let text = whole(answer).await;
            assert!(!text.contains("evil.example"), "{method} {path}");
        }
    }
}
