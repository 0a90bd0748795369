//! A body over its limit, as browsers send it: a page that says so, over HTTP/1.1 and HTTP/2, and never
//! a connection cut before it is read.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use reqwest::header::COOKIE;
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Client, Response, Version};

use crate::house::{House, ORIGIN, Serving};
use crate::people::cookie;

const MEGABYTE: usize = 1_000_000;
/// The least that the settings allow; a form with files may weigh twenty times that.
const SETTINGS: &str = "limits.file_megabytes = 1\n";

fn browser(house: &House, server: &Serving, version: Version) -> Client {
    // Another test of this process may have installed it first.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let pem = std::fs::read(house.file("data/localhost.pem")).unwrap();
    let builder = Client::builder()
        .tls_backend_rustls()
        .tls_certs_only([reqwest::Certificate::from_pem(&pem).unwrap()])
        .redirect(reqwest::redirect::Policy::none())
        .resolve("localhost", server.address)
        .timeout(Duration::from_mins(1));
    let builder = if version == Version::HTTP_2 {
        builder.http2_prior_knowledge()
    } else {
        builder.http1_only()
    };
    builder.build().unwrap()
}

/// A file of this length, announced or in pieces of unknown number.
fn file(length: usize, announced: bool) -> Form {
    let part = if announced {
        Part::bytes(vec![b'x'; length])
    } else {
        let piece = Bytes::from(vec![b'x'; 50_000]);
        let pieces = (0..length / piece.len()).map(move |_| Ok::<_, std::io::Error>(piece.clone()));
        Part::stream(Body::wrap_stream(stream::iter(pieces)))
    };
    Form::new().part("papier", part.file_name("photo.jpg"))
}

async fn send(browser: &Client, session: &str, form: Form) -> Response {
    let request = browser
        .post(format!("{ORIGIN}/papiers/ajouter"))
        .header("origin", ORIGIN)
        .header(COOKIE, format!("__Host-abri={session}"))
        .multipart(form);
    request.send().await.expect("an answer, not a reset")
}

/// The page, its hard spaces plain.
async fn words(answer: Response) -> String {
    let page = answer.text().await.unwrap();
    page.replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_its_limit_gets_a_page_over_http_1_and_http_2() {
    let house = House::new();
    house.write(&format!("{SETTINGS}{}", house.text()));
    let server = house.serve();
    for version in [Version::HTTP_11, Version::HTTP_2] {
        let browser = browser(&house, &server, version);
        let open = [
            ("place", "shared"),
            ("notice", abri::actions::notice::VERSION),
            ("given", "screen"),
            ("name", "Awa"),
        ];
        let post = |path: &str| {
            let request = browser.post(format!("{ORIGIN}{path}"));
            request.header("origin", ORIGIN)
        };
        let answer = post("/ouvrir").form(&open).send().await.unwrap();
        assert_eq!(answer.version(), version);
        let session = cookie(&answer, "__Host-abri").expect("a vault");

        for announced in [true, false] {
            // One file over its own limit; all of them over that of the form, on this side of what is
            // thrown away and beyond its end.
            for megabytes in [2, 22, 60] {
                let form = file(megabytes * MEGABYTE, announced);
                let answer = send(&browser, &session, form).await;
                assert_eq!(
                    answer.status(),
                    413,
                    "{megabytes} MB, announced: {announced}"
                );
                let page = words(answer).await;
                assert!(
                    page.contains("Il est trop lourd : 1 mégaoctet au plus."),
                    "{page}"
                );
                assert!(page.contains("Vos autres papiers sont là."), "{page}");
            }
            // Not signed in (any more), or from another site: their own pages, as for a small body.
            let answer = send(&browser, "", file(3 * MEGABYTE, announced)).await;
            assert_eq!(
                (answer.status().as_u16(), &answer.headers()["location"]),
                (303, &"/entrer".parse().unwrap())
            );
            let foreign = browser
                .post(format!("{ORIGIN}/papiers/ajouter"))
                .header("origin", "https://evil.example")
                .multipart(file(3 * MEGABYTE, announced));
            assert_eq!(foreign.send().await.unwrap().status(), 403);
        }
        // A form without files.
        let name = "x".repeat(MEGABYTE);
        let answer = post("/ouvrir")
            .form(&[("name", &name)])
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 413);
        assert!(words(answer).await.contains("1 mégaoctet"));
        // Nothing of it was kept.
        let home = browser
            .get(format!("{ORIGIN}/papiers"))
            .header(COOKIE, format!("__Host-abri={session}"));
        let home = home.send().await.unwrap().text().await.unwrap();
        assert!(
            home.contains("Vous n’avez pas encore de papier ici."),
            "{home}"
        );
    }
    server.stop();
}
