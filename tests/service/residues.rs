//! Attack: somebody reads the memory of the running service after a person has signed out, and searches it for
//! their secrets, keys and papers. While the person is there, all of it may be found; afterwards nothing.

use std::collections::BTreeMap;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use abri::actions::papers;
use abri::actions::sign_in::{self, Way};
use abri::config::Config;
use abri::crypto::crockford;
use abri::domain::slot::Place;
use abri::domain::time::Clock;
use abri::serve::compose;
use data_encoding::{BASE64, HEXLOWER, HEXUPPER};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::evidence::Claim;
use crate::not_run::not_run;
use crate::people::cookie;
use crate::server::{Person, Server};

const COMMAND: &str = "cargo test --release --test service residues::";
/// What stands in the paper again and again.
const TEXT: &str = "Quittance de loyer inventee, Zenobie Karpathe";
const TITLE: &str = "Quittance Zenobie Karpathe";
const FILE: &str = "zenobie-karpathe.pdf";
/// Far more than sockets and buffers hold: who does not read it keeps some of it in the service.
/// The end of it, where the text stands once more, fills no block of a hash.
const BYTES: usize = 12_000_060;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attack_memory_after_signing_out_holds_nothing_of_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Server::demo(folder.path(), &[]);
    let (said, person) = (demo.said().clone(), demo.person());
    demo.stop();
    // A process that has never held the invented people's secrets.
    let config = folder.path().join("demo.toml");
    let service = Service::start(&config, said["url"].as_str().unwrap());
    if let Err(error) = service.memory() {
        not_run(
            "attack_memory_after_signing_out_holds_nothing_of_the_person",
            &format!("the kernel lets nobody read the service's memory ({error})"),
        );
        return;
    }
    let claim = Claim::begin("memory-residues", "sqlite-disk", COMMAND);

    let who = &said["people"][0];
    let mut wanted = Wanted::default();
    for field in ["name", "identifier", "words", "card", "code"] {
        wanted.text(field, who[field].as_str().unwrap());
    }
    wanted.text(
        "card, plain",
        &who["card"].as_str().unwrap().replace('-', ""),
    );
    let card = crockford::parse_rescue_code(who["card"].as_str().unwrap());
    wanted.bytes("secret of the card", card.ok().unwrap().expose());
    for (name, text) in [("paper", TEXT), ("title", TITLE), ("file name", FILE)] {
        wanted.text(name, text);
    }
    let before = wanted.found(&service.memory().unwrap());
    assert!(before.is_empty(), "there before anybody came: {before:?}");

    let visit = visit(&person, who, &mut wanted, &service).await;
    keys(&config, who, &visit, &mut wanted).await;
    // What a task under way still holds ends with it.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let after = wanted.found(&service.memory().unwrap());
    assert!(after.is_empty(), "left behind: {after:#?}");
    claim.held(0.0);
}

/// Comes in by card and by words, puts a paper in, looks at it, saves it, and goes. The paper's id.
async fn visit(
    like: &Person,
    who: &serde_json::Value,
    wanted: &mut Wanted,
    service: &Service,
) -> String {
    let text = |field: &str| who[field].as_str().unwrap();
    let by_card = like.another();
    let fields = [
        ("number", text("card")),
        ("code", text("code")),
        ("place", "own"),
    ];
    let answer = by_card.form("/entrer/carte/code", &fields).await;
    wanted.hex("session by card", &cookie(&answer, "__Host-abri").unwrap());
    let by_words = like.another();
    let fields = [
        ("identifier", text("identifier")),
        ("words", text("words")),
        ("place", "shared"),
    ];
    let answer = by_words.form("/entrer/mots", &fields).await;
    wanted.hex("session by words", &cookie(&answer, "__Host-abri").unwrap());

    let form = Form::new().part("papier", Part::bytes(paper()).file_name(FILE));
    let asked = by_card
        .ask(Method::POST, "/papiers/ajouter")
        .multipart(form);
    let answer = asked.send().await.unwrap();
    let status = answer.status();
    if status != 303 {
        let page = answer.text().await.unwrap();
        let at = page.find("class=\"note").unwrap();
        panic!("{status} {}", &page[at..at + 600]);
    }
    let to = answer.headers()["location"].to_str().unwrap();
    let id = to.split('/').nth(2).unwrap().to_owned();
    let named = [("name", TITLE), ("anyway", "")];
    let answer = by_card.form(&format!("/papiers/{id}/nom"), &named).await;
    assert_eq!(answer.status(), 303);
    for path in ["/papiers", "/qui-a-vu", "/imprimer"] {
        assert_eq!(by_words.get(path).await.status(), 200);
    }
    let page = by_words.get(&format!("/papiers/{id}/1/page/1")).await;
    assert_eq!(page.status(), 200);

    // The search finds what is there while it is there: somebody saves the paper and does not read on.
    let original = format!("/papiers/{id}/1/original");
    let mut unread = by_card.get(&original).await;
    unread.chunk().await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let there = wanted.found(&service.memory().unwrap());
    for name in ["paper", "session by card"] {
        assert!(
            there.contains_key(name),
            "the search misses the {name}: {there:?}"
        );
    }
    drop(unread);

    let whole = by_words.get(&original).await.bytes().await.unwrap();
    assert_eq!(whole.len(), BYTES);
    for browser in [by_card, by_words] {
        assert_eq!(browser.form("/sortir", &[]).await.status(), 303);
    }
    id
}

/// The keys that opened it all, as another process derives them.
async fn keys(config: &Path, who: &serde_json::Value, paper: &str, wanted: &mut Wanted) {
    let config = Config::load(config).unwrap();
    let abri = compose::open(&config, Clock::system()).await.unwrap();
    let text = |field: &str| who[field].as_str().unwrap();
    let way = Way::words(text("identifier"), text("words")).ok().unwrap();
    let session = sign_in::sign_in(&abri, way, Place::Own, "test").await;
    let open = session.ok().unwrap().open;
    for (name, key) in [
        ("vault key", &open.key),
        ("key of records", &open.keys.wrap),
        ("key of the profile", &open.keys.meta),
        ("key of the seal", &open.keys.seal),
        ("key of the journal", &open.keys.journal),
        ("key of uploads", &open.keys.upload),
    ] {
        wanted.bytes(name, key.expose());
    }
    let inbox = open.keys.inbox().expose_text();
    wanted.text("identity of the inbox", &inbox);
    let paper = paper.parse().unwrap();
    let paper = papers::find(&abri, &open, paper).await.ok().unwrap();
    let record = &paper.version(1).unwrap().record;
    wanted.bytes("key of the paper", record.key.key().expose());
    abri.store.close().await;
}

/// One page, and a stream that nobody shows, full of the text.
fn paper() -> Vec<u8> {
    let shown = format!("BT /F1 12 Tf 60 760 Td ({TEXT}) Tj ET");
    let hidden = format!("{TEXT}\n").repeat(BYTES / (TEXT.len() + 1) - 40);
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        stream(&shown),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        stream(&hidden),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        let row = format!("{:010} 00000 n \n", out.len());
        table.push_str(&row);
        let row = format!("{number} 0 obj\n{object}\nendobj\n");
        out.push_str(&row);
    }
    let tail = format!("startxref\n{}\n%%EOF\n%{TEXT}\n", out.len());
    out.push_str(&table);
    let row = format!("trailer\n<< /Size {} /Root 1 0 R >>\n", objects.len() + 1);
    out.push_str(&row);
    out.push_str(&"\n".repeat(BYTES - out.len() - tail.len()));
    out.push_str(&tail);
    out.into_bytes()
}

/// What is searched for, each in every form in which it might stand.
#[derive(Default)]
struct Wanted(Vec<(String, Vec<u8>)>);

impl Wanted {
    fn text(&mut self, name: &str, text: &str) {
        self.bytes(name, text.as_bytes());
    }

    /// A secret that a browser holds in hexadecimal.
    fn hex(&mut self, name: &str, text: &str) {
        self.bytes(name, &HEXLOWER.decode(text.as_bytes()).unwrap());
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) {
        let mut add = |form: Vec<u8>| self.0.push((name.to_owned(), form));
        add(bytes.to_vec());
        add(HEXLOWER.encode(bytes).into_bytes());
        add(HEXUPPER.encode(bytes).into_bytes());
        // Base 64 of something longer that holds it: three ways, without the letters that neighbours change.
        for before in 0..3 {
            let padded = [&vec![0; before], bytes].concat();
            let text = BASE64.encode(&padded).into_bytes();
            let (first, last) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
            add(text[first..last].to_vec());
        }
    }

    /// Names of what is there, with where and how often.
    fn found(&self, memory: &[(String, Vec<u8>)]) -> BTreeMap<String, Vec<String>> {
        let mut first = vec![false; 1 << 16];
        let pair = |bytes: &[u8]| (usize::from(bytes[0]) << 8) | usize::from(bytes[1]);
        for (_, form) in &self.0 {
            first[pair(form)] = true;
        }
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (place, bytes) in memory {
            for at in 0..bytes.len().saturating_sub(1) {
                let rest = &bytes[at..];
                if !first[pair(rest)] {
                    continue;
                }
                for (name, form) in &self.0 {
                    if rest.starts_with(form) {
                        let hits = found.entry(name.clone()).or_default();
                        hits.push(format!("{place}+{at:x}"));
                    }
                }
            }
        }
        found
    }
}

/// `abri serve`; ended when dropped.
struct Service(Child);

impl Service {
    fn start(config: &Path, url: &str) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_abri"))
            .args(["serve", "--config"])
            .arg(config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let service = Self(child);
        let port = url.trim_end_matches('/').rsplit(':').next().unwrap();
        let address = format!("127.0.0.1:{port}");
        let until = Instant::now() + Duration::from_mins(1);
        while std::net::TcpStream::connect(&address).is_err() {
            assert!(Instant::now() < until, "does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        service
    }

    /// Everything that it may write to, by place. It keeps others of its user out; root may look.
    fn memory(&self) -> std::io::Result<Vec<(String, Vec<u8>)>> {
        let folder = format!("/proc/{}", self.0.id());
        let memory = std::fs::File::open(format!("{folder}/mem"))?;
        let maps = std::fs::read_to_string(format!("{folder}/maps"))?;
        let mut out = Vec::new();
        for line in maps.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if !words[1].starts_with("rw") {
                continue;
            }
            let (from, to) = words[0].split_once('-').unwrap();
            let number = |text| u64::from_str_radix(text, 16).unwrap();
            let (from, to) = (number(from), number(to));
            let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
            // One that has gone meanwhile holds nothing any more.
            if memory.read_exact_at(&mut bytes, from).is_ok() {
                out.push((line.to_owned(), bytes));
            }
        }
        assert!(
            out.iter().any(|(place, _)| place.contains("[heap]")),
            "{maps}"
        );
        Ok(out)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Already ended is fine too.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
