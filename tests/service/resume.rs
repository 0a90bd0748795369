//! Files in parts, whatever cuts them: a torn connection, a killed server, an ended session, another node.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use reqwest::{Method, Response};

use crate::evidence::Claim;
use crate::people::{come_in, papers};
use crate::server::Person;
use crate::setups::Setup;

const COMMAND: &str = "cargo test --release --test service resume";
/// What the server writes at a time, at most.
const PART: u64 = 256 << 10;
const CANARY: &str = "canari en chemin";

#[tokio::test(flavor = "multi_thread")]
async fn resume_on_sqlite_and_disk() {
    goes_on(Setup::embedded()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn resume_on_postgres_and_s3() {
    goes_on(Setup::networked().await).await;
}

async fn goes_on(setup: Setup) {
    let claim = Claim::begin("resume", setup.name, COMMAND);
    let person = come_in(&setup.server.person(), setup.server.said(), 0).await;
    what_is_asked_for_is_answered_as_the_protocol_says(&person).await;
    in_pieces(&person).await;
    torn(&person).await;
    twice(&person).await;
    attack_another_persons_upload_does_not_exist(&setup, &person).await;
    given_up(&setup, &person).await;
    limits(&person).await;
    // The session ended with the server; the file goes on in the next one, and on another node.
    let paper = sample("kill", 900_000);
    let at = begin(&person, paper.len()).await;
    patch(&person, &at, 0, &paper[..300_000]).await;
    let found = setup.stores.stolen_files().into_iter().any(|file| {
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes
            .windows(CANARY.len())
            .any(|part| part == CANARY.as_bytes())
    });
    assert!(!found, "parts lie there in clear");
    let setup = setup.killed_and_started_again();
    let person = come_in(&setup.server.person(), setup.server.said(), 0).await;
    let half = offset(&person, &at).await;
    assert_eq!(half, 300_000, "what was acknowledged is there");
    let node = setup.second_node();
    let elsewhere = match &node {
        Some(node) => come_in(&node.person(), node.said(), 0).await,
        None => come_in(&person, setup.server.said(), 0).await,
    };
    let rest = &paper[300_000..];
    let answer = patch(&elsewhere, &at, half, rest).await;
    assert_eq!(answer.status(), 204);
    let id = kept(&elsewhere, &at).await;
    assert_eq!(original(&person, &id).await, paper);
    claim.held(0.0);
}

async fn what_is_asked_for_is_answered_as_the_protocol_says(person: &Person) {
    let answer = person.ask(Method::OPTIONS, "/envois").send().await.unwrap();
    assert_eq!(answer.status(), 204);
    assert_eq!(answer.headers()["tus-version"], "1.0.0");
    assert_eq!(answer.headers()["tus-extension"], "creation,termination");
    assert_eq!(answer.headers()["tus-max-size"], "25000000");
    let without = person
        .ask(Method::POST, "/envois")
        .header("upload-length", "3");
    let answer = without.send().await.unwrap();
    assert_eq!(answer.status(), 412);
    assert_eq!(answer.headers()["tus-version"], "1.0.0");
    let at = begin(person, 3).await;
    let form = tus(person, Method::PATCH, &at)
        .header("upload-offset", "0")
        .header("content-type", "application/octet-stream");
    assert_eq!(form.body("abc").send().await.unwrap().status(), 415);
    assert_eq!(offset(person, &at).await, 0);
    assert_eq!(patch(person, &at, 1, b"bc").await.status(), 409);
    assert_eq!(patch(person, &at, 0, b"a").await.status(), 204);
    assert_eq!(patch(person, &at, 0, b"abc").await.status(), 409);
    let head = tus(person, Method::HEAD, &at).send().await.unwrap();
    assert_eq!(head.headers()["upload-length"], "3");
    assert_eq!(head.headers()["upload-offset"], "1");
    assert_eq!(head.headers()["cache-control"], "no-store");
    // A page that is not ours cannot go on with it.
    let foreign = person
        .another()
        .ask(Method::PATCH, &at)
        .header("sec-fetch-site", "cross-site");
    assert_eq!(foreign.send().await.unwrap().status(), 403);
}

async fn in_pieces(person: &Person) {
    let paper = sample("pieces", 700_000);
    let at = begin(person, paper.len()).await;
    let mut from = 0;
    for piece in paper.chunks(99_991) {
        let answer = patch(person, &at, from, piece).await;
        assert_eq!(answer.status(), 204);
        from += piece.len() as u64;
        assert_eq!(answer.headers()["upload-offset"], from.to_string());
        if from < paper.len() as u64 {
            let early = keep(person, &at, "").await;
            assert_eq!(early.status(), 422, "not whole yet");
        }
    }
    let id = kept(person, &at).await;
    assert_eq!(original(person, &id).await, paper);
    // The answer was lost and it is asked again: one paper, the same.
    let before = papers(person).await.len();
    assert_eq!(kept(person, &at).await, id);
    assert_eq!(papers(person).await.len(), before);
    // The receipt names what arrived.
    let page = person.get(&format!("/papiers/{id}/range")).await;
    let page = page.text().await.unwrap();
    let digest = sha256(&paper);
    let digest = format!("{} {}", &digest[..4], &digest[4..8]);
    assert!(
        page.contains(&digest) && page.contains("701\u{a0}kilooctets"),
        "{page}"
    );
    assert_eq!(
        tus(person, Method::HEAD, &at)
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}

async fn torn(person: &Person) {
    let paper = sample("torn", 900_000);
    let at = begin(person, paper.len()).await;
    let sent = paper[..400_000].to_vec();
    let never = stream::pending::<Result<Bytes, Infallible>>();
    let body = stream::once(async move { Ok(Bytes::from(sent)) }).chain(never);
    let asked = tus(person, Method::PATCH, &at)
        .header("upload-offset", "0")
        .header("content-type", "application/offset+octet-stream")
        .body(reqwest::Body::wrap_stream(body))
        .send();
    tokio::select! {
        answer = asked => panic!("answered: {answer:?}"),
        () = until(person, &at, PART) => {}
    }
    // The request is dropped here, and its stream with it. What came after the last whole part may count.
    let answer = loop {
        let now = offset(person, &at).await;
        assert!(now == PART || now == 400_000, "{now}");
        let from = usize::try_from(now).unwrap();
        let answer = patch(person, &at, now, &paper[from..]).await;
        if answer.status() != 409 {
            break answer;
        }
    };
    assert_eq!(answer.status(), 204);
    let id = kept(person, &at).await;
    assert_eq!(original(person, &id).await, paper);
}

/// The same photograph again, with scripts and without: asked about, and kept or not as the person says.
async fn twice(person: &Person) {
    let paper = sample("pieces", 700_000);
    let before = papers(person).await.len();
    let at = whole(person, &paper).await;
    let asked = location(&keep(person, &at, "").await);
    assert!(asked.starts_with("/papiers/arrives?deux="), "{asked}");
    let page = person.get(&asked).await.text().await.unwrap();
    assert!(page.contains("Vous avez déjà ce papier."), "{page}");
    assert_eq!(papers(person).await.len(), before, "nothing kept yet");
    assert_eq!(
        location(&answer(person, "/papiers/ajouter/envois/laisser", &at).await),
        "/papiers"
    );
    assert_eq!(
        tus(person, Method::HEAD, &at)
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
    // Without script.
    let file = reqwest::multipart::Part::bytes(paper.clone()).file_name("x.pdf");
    let form = reqwest::multipart::Form::new().part("papier", file);
    let asked = person.ask(Method::POST, "/papiers/ajouter").multipart(form);
    let asked = location(&asked.send().await.unwrap());
    let upload = &asked["/papiers/arrives?deux=".len()..][..32];
    let to = location(&keep(person, &format!("/envois/{upload}"), "&encore=1").await);
    let id = to.split('/').nth(2).unwrap();
    assert!(to.ends_with("/quoi"), "{to}");
    assert_eq!(original(person, id).await, paper);
    assert_eq!(papers(person).await.len(), before + 1);
}

async fn attack_another_persons_upload_does_not_exist(setup: &Setup, person: &Person) {
    let at = begin(person, 4).await;
    patch(person, &at, 0, b"ab").await;
    let other = come_in(person, setup.server.said(), 1).await;
    let nobodys = format!("/envois/{}", "0".repeat(32));
    for method in [Method::HEAD, Method::PATCH, Method::DELETE] {
        let mut pages = Vec::new();
        for path in [&at, &nobodys] {
            let asked = tus(&other, method.clone(), path)
                .header("upload-offset", "2")
                .header("content-type", "application/offset+octet-stream");
            let answer = asked.body("cd").send().await.unwrap();
            pages.push((answer.status(), answer.text().await.unwrap()));
        }
        assert_eq!(pages[0].0, 404, "{method}");
        assert_eq!(pages[0], pages[1], "{method}");
    }
    assert_eq!(keep(&other, &at, "").await.status(), 422);
    assert_eq!(
        answer(&other, "/papiers/ajouter/envois/laisser", &at)
            .await
            .status(),
        303
    );
    assert_eq!(offset(person, &at).await, 2, "nothing of it was changed");
}

async fn given_up(setup: &Setup, person: &Person) {
    let before = parts(setup);
    let at = begin(person, 2 << 20).await;
    patch(person, &at, 0, &vec![7; 1 << 20]).await;
    assert_eq!(parts(setup), before + 4);
    let gone = tus(person, Method::DELETE, &at).send().await.unwrap();
    assert_eq!(gone.status(), 204);
    assert_eq!(parts(setup), before);
    assert_eq!(patch(person, &at, 1 << 20, b"x").await.status(), 404);
}

async fn limits(person: &Person) {
    let announced = |length: usize| {
        tus(person, Method::POST, "/envois").header("upload-length", length.to_string())
    };
    let large = announced(25_000_001).send().await.unwrap();
    assert_eq!(large.status(), 413);
    assert_eq!(large.headers()["abri-refused"], "large");
    assert_eq!(announced(0).send().await.unwrap().status(), 400);
    // More bytes than announced, whatever the request says of itself: nothing of them counts.
    let at = begin(person, 4).await;
    assert_eq!(patch(person, &at, 0, b"abcde").await.status(), 413);
    assert!(offset(person, &at).await <= 4);
    // Under way at once: not more than twenty.
    let mut begun = Vec::new();
    let refused = loop {
        let answer = announced(9).send().await.unwrap();
        if answer.status() != 201 {
            break answer.status();
        }
        begun.push(location(&answer));
        assert!(begun.len() <= 20);
    };
    assert_eq!(refused, 429);
    for at in &begun {
        tus(person, Method::DELETE, at).send().await.unwrap();
    }
}

pub fn tus(person: &Person, method: Method, path: &str) -> reqwest::RequestBuilder {
    person.ask(method, path).header("tus-resumable", "1.0.0")
}

pub async fn begin(person: &Person, length: usize) -> String {
    let asked = tus(person, Method::POST, "/envois").header("upload-length", length.to_string());
    let answer = asked.send().await.unwrap();
    assert_eq!(answer.status(), 201);
    location(&answer)
}

pub async fn patch(person: &Person, at: &str, from: u64, bytes: &[u8]) -> Response {
    let asked = tus(person, Method::PATCH, at)
        .header("upload-offset", from.to_string())
        .header("content-type", "application/offset+octet-stream");
    asked.body(bytes.to_vec()).send().await.unwrap()
}

pub async fn offset(person: &Person, at: &str) -> u64 {
    let answer = tus(person, Method::HEAD, at).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.headers()["upload-offset"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

async fn until(person: &Person, at: &str, reached: u64) {
    while offset(person, at).await < reached {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn whole(person: &Person, bytes: &[u8]) -> String {
    let at = begin(person, bytes.len()).await;
    assert_eq!(patch(person, &at, 0, bytes).await.status(), 204);
    at
}

async fn keep(person: &Person, at: &str, more: &str) -> Response {
    let id = at.trim_start_matches("/envois/");
    let asked = person
        .ask(Method::POST, "/papiers/ajouter/envois")
        .header("content-type", "application/x-www-form-urlencoded");
    asked
        .body(format!("envoi={id}{more}"))
        .send()
        .await
        .unwrap()
}

async fn answer(person: &Person, path: &str, at: &str) -> Response {
    person
        .form(path, &[("envoi", at.trim_start_matches("/envois/"))])
        .await
}

pub async fn kept(person: &Person, at: &str) -> String {
    let answer = keep(person, at, "").await;
    let to = location(&answer);
    assert!(to.ends_with("/quoi"), "{to}");
    to.split('/').nth(2).unwrap().to_owned()
}

fn location(answer: &Response) -> String {
    let to = answer.headers().get("location");
    let to = to.unwrap_or_else(|| panic!("leads nowhere: {}", answer.status()));
    to.to_str().unwrap().to_owned()
}

async fn original(person: &Person, id: &str) -> Vec<u8> {
    let answer = person.get(&format!("/papiers/{id}/1/original")).await;
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

/// Objects of parts.
fn parts(setup: &Setup) -> usize {
    let in_parts =
        |path: &std::path::Path| path.parent().is_some_and(|parent| parent.ends_with("u"));
    let files = setup.stores.stolen_files();
    files.iter().filter(|file| in_parts(file)).count()
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}

/// A PDF of one page and about this many bytes; another word, another file.
pub fn sample(word: &str, bytes: usize) -> Vec<u8> {
    let mut pdf = format!("%PDF-1.4\n% {word}\n").into_bytes();
    while pdf.len() < bytes {
        pdf.extend_from_slice(format!("% {CANARY} {:07}\n", pdf.len()).as_bytes());
    }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ];
    let mut table = "xref\n0 4\n0000000000 65535 f \n".to_owned();
    for (number, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", pdf.len()).unwrap();
        pdf.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", number + 1).as_bytes());
    }
    let at = pdf.len();
    let end = format!("{table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n");
    pdf.extend_from_slice(end.as_bytes());
    pdf
}
