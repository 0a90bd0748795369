//! Abri with one person, three papers, and a share of them that may be copied.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Client, StatusCode, Url};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::papers::Sizes;
use crate::process::{self, Cpu};
use crate::server::Server;

/// A running `abri serve`; ended when dropped.
pub struct Abri {
    child: Child,
    folder: TempDir,
    origin: String,
    owner: String,
    other: String,
    papers: Vec<String>,
    said: serde_json::Value,
}

impl Abri {
    /// SQLite and disk, these papers put in and shown. Quotas and connections per source make room for
    /// what is measured; everything else is as it comes.
    pub async fn start(files: &[Vec<u8>]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let demo = Server::demo(folder.path(), &[]);
        let said = demo.said().clone();
        demo.stop();
        let config = folder.path().join("demo.toml");
        let mut more = std::fs::OpenOptions::new()
            .append(true)
            .open(&config)
            .unwrap();
        writeln!(
            more,
            "[limits]\nconnections_per_source = 400\ntries_per_source = 10000\n\
             [quotas]\nvault_megabytes = 20000"
        )
        .unwrap();
        let child = serve(&config);
        let origin = said["url"]
            .as_str()
            .unwrap()
            .trim_end_matches('/')
            .to_owned();
        let mut abri = Self {
            child,
            folder,
            origin,
            owner: String::new(),
            other: String::new(),
            papers: Vec::new(),
            said,
        };
        abri.wait();
        abri.owner = abri.come_in(0).await;
        abri.other = abri.come_in(1).await;
        for file in files {
            let paper = abri.put_in(file).await;
            abri.papers.push(paper);
        }
        abri
    }

    /// Signs a person of the demonstration in by card.
    async fn come_in(&self, person: usize) -> String {
        let who = &self.said["people"][person];
        let fields = [
            ("number", text(&who["card"])),
            ("code", text(&who["code"])),
            ("place", "own".to_owned()),
        ];
        self.cookie("/entrer/carte/code", &fields, "__Host-abri")
            .await
    }

    /// Shows papers and opens them as a reader.
    async fn reads(&self, papers: &[String]) -> String {
        let link = self.show(papers).await;
        let who = [("lien", link), ("nom", "Mesure".to_owned())];
        self.cookie("/p/ouvrir", &who, "__Host-vu").await
    }

    /// Another person of the demonstration, signed in, who shows nothing.
    pub fn somebody_else(&self) -> Client {
        self.client(&self.other)
    }

    /// Puts a paper in and shows it so often; the last reader.
    pub async fn reader_of(&self, file: &[u8], times: usize) -> Client {
        let paper = [self.put_in(file).await];
        let mut reader = String::new();
        for _ in 0..times {
            reader = self.reads(&paper).await;
        }
        self.client(&reader)
    }

    /// A browser without cookies.
    pub fn nobody(&self) -> Client {
        self.client("")
    }

    /// Words that somebody could have.
    pub fn words(&self) -> String {
        text(&self.said["people"][0]["words"])
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.origin.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// Stops it and starts it over the same tables; how long until its first answer.
    pub async fn start_again(&mut self) -> Duration {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
        let since = Instant::now();
        self.child = serve(&self.folder.path().join("demo.toml"));
        let nobody = self.nobody();
        while nobody.get(self.url("/")).send().await.is_err() {
            assert!(since.elapsed() < Duration::from_mins(1), "does not answer");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        since.elapsed()
    }

    fn wait(&self) {
        let port = self.port();
        let until = Instant::now() + Duration::from_mins(1);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Its server process; the workers are its children.
    pub fn pid(&self) -> i32 {
        i32::try_from(self.child.id()).unwrap()
    }

    /// The time of the server process.
    pub fn cpu(&self) -> Cpu {
        Cpu(vec![self.pid()])
    }

    /// The time of all workers that have ended.
    pub fn workers_cpu(&self) -> Duration {
        process::ended_children(self.pid())
    }

    /// The folder of its certificate and key.
    pub fn certificate(&self) -> &Path {
        self.folder.path()
    }

    /// The browser of the person.
    pub fn owner(&self) -> Client {
        self.client(&self.owner)
    }

    /// The browser of somebody to whom the papers are shown from now on: one link is told three hundred times a day at most.
    pub async fn reader(&self) -> Client {
        self.client(&self.reads(&self.papers).await)
    }

    /// An address.
    pub fn url(&self, path: &str) -> Url {
        format!("{}{path}", self.origin).parse().unwrap()
    }

    /// The address of a paper's copy, for the reader.
    pub fn shown(&self, size: Sizes) -> Url {
        let place = Sizes::ALL.iter().position(|one| *one == size).unwrap();
        self.url(&format!("/p/papiers/{place}/original"))
    }

    /// SIGTERM; it must end by itself, with 0.
    pub fn stop(mut self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    fn client(&self, cookie: &str) -> Client {
        let mut headers = HeaderMap::new();
        headers.insert("origin", self.origin.parse().unwrap());
        if !cookie.is_empty() {
            headers.insert("cookie", HeaderValue::from_str(cookie).unwrap());
        }
        let pem = std::fs::read(self.folder.path().join("localhost.pem")).unwrap();
        trusting(&pem).default_headers(headers).build().unwrap()
    }

    /// Sends a form; the cookie of this name that it sets.
    async fn cookie(&self, path: &str, fields: &[(&str, String)], name: &str) -> String {
        let answer = self
            .client("")
            .post(self.url(path))
            .form(fields)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        let cookies = answer.headers().get_all("set-cookie").iter();
        let mut lines = cookies.map(|line| line.to_str().unwrap());
        let line = lines.find(|line| line.starts_with(name)).unwrap();
        line.split(';').next().unwrap().to_owned()
    }

    pub async fn put_in(&self, file: &[u8]) -> String {
        let part = reqwest::multipart::Part::bytes(file.to_vec()).file_name("papier.pdf");
        let form = reqwest::multipart::Form::new().part("papier", part);
        let asked = self
            .owner()
            .post(self.url("/papiers/ajouter"))
            .multipart(form);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let to = answer.headers()["location"].to_str().unwrap();
        to.split('/').nth(2).unwrap().to_owned()
    }

    /// Shows papers until tonight, with a copy; the link.
    async fn show(&self, papers: &[String]) -> String {
        let mut fields = vec![
            ("pourquoi", "logement_social".to_owned()),
            ("nom", "Mesure".to_owned()),
            ("fin", "semaine".to_owned()),
            ("mode", "copy".to_owned()),
            ("etape", "code".to_owned()),
        ];
        fields.extend(papers.iter().map(|paper| ("papier", paper.clone())));
        let page = self.post("/montrer", &fields).await.text().await.unwrap();
        for (field, marker) in [
            ("numero", "name=\"numero\" value=\""),
            ("phrase", "name=\"phrase\" value=\""),
        ] {
            let (_, rest) = page
                .split_once(marker)
                .unwrap_or_else(|| panic!("no {field}: {page}"));
            let value = rest.split('"').next().unwrap();
            fields.push((field, value.replace("&#39;", "'").replace("&amp;", "&")));
        }
        fields.retain(|(name, _)| *name != "etape");
        fields.push(("etape", "accord".to_owned()));
        let answer = self.post("/montrer", &fields).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let to = answer.headers()["location"].to_str().unwrap().to_owned();
        let page = self
            .owner()
            .get(self.url(&to))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let (_, rest) = page.split_once("/p#").unwrap();
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect()
    }

    async fn post(&self, path: &str, fields: &[(&str, String)]) -> reqwest::Response {
        self.owner()
            .post(self.url(path))
            .form(fields)
            .send()
            .await
            .unwrap()
    }
}

impl Drop for Abri {
    fn drop(&mut self) {
        // Already ended is fine too.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn serve(config: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_abri"))
        .args(["serve", "--config"])
        .arg(config)
        // As the units and the image start it.
        .env("MALLOC_ARENA_MAX", "2")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A client that speaks HTTP/1.1 over TLS, trusts this certificate alone, and follows nothing.
pub fn trusting(pem: &[u8]) -> reqwest::ClientBuilder {
    // Another client of this process may have installed it first.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    Client::builder()
        .tls_backend_rustls()
        .tls_certs_only([reqwest::Certificate::from_pem(pem).unwrap()])
        .redirect(reqwest::redirect::Policy::none())
        .http1_only()
        .timeout(Duration::from_mins(3))
}
