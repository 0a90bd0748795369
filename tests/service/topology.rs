//! `deploy/compose` as plain processes: the real haproxy with the project's own file, PostgreSQL, an S3 server, two nodes.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use abri::blobs::{Blobs, Credentials};
use futures_util::StreamExt;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use reqwest::multipart::{Form, Part};
use rustix::process::{Signal, kill_process};
use tempfile::TempDir;

use crate::evidence::Claim;
use crate::garage::Garage;
use crate::not_run::not_run;
use crate::people::{a_photo, come_in, papers};
use crate::server::{Person, Server, free_port};
use crate::{postgres, s3};

const COMMAND: &str = "cargo test --release --test service topology";
const SECOND: Duration = Duration::from_secs(1);
const BUCKET: &str = "abri-demo";

/// A running haproxy; ended when dropped.
pub struct Balancer(Child);

impl Balancer {
    pub fn start(file: &str, variables: &[(&str, String)]) -> Self {
        let program = if Path::new("/usr/sbin/haproxy").exists() {
            "/usr/sbin/haproxy"
        } else {
            "haproxy"
        };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/compose");
        let child = Command::new(program)
            .args(["-db", "-f", &format!("{folder}/{file}")])
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// This port of the machine that everything runs on.
pub fn at(port: u16) -> String {
    format!("127.0.0.1:{port}")
}

/// An authority, and a certificate of its for `localhost`: the files of both, the second with its key.
fn authority(folder: &Path) -> [PathBuf; 2] {
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::default();
    parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    parameters
        .distinguished_name
        .push(DnType::CommonName, "invented authority");
    let root = parameters.self_signed(&key).unwrap();
    let own_key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let own = own
        .signed_by(&own_key, &Issuer::new(parameters, key))
        .unwrap();
    let files = ["authority.pem", "objects.pem"].map(|name| folder.join(name));
    std::fs::write(&files[0], root.pem()).unwrap();
    std::fs::write(&files[1], own.pem() + &own_key.serialize_pem()).unwrap();
    files
}

/// What both nodes have in common.
struct Common {
    folder: TempDir,
    database: String,
    objects: String,
    /// The public and the secret part of the key of the bucket.
    key: (String, String),
    authority: PathBuf,
    /// Where all people come through.
    port: u16,
}

fn node(common: &Common, own: u16) -> Server {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abri"));
    command
        .args([
            "demo",
            "--database",
            &common.database,
            "--objects",
            &common.objects,
        ])
        .env("AWS_ACCESS_KEY_ID", &common.key.0)
        .env("AWS_SECRET_ACCESS_KEY", &common.key.1)
        .env("SSL_CERT_FILE", &common.authority)
        .env("ABRI_URL", format!("https://localhost:{}", common.port))
        .env("ABRI_BALANCERS", "[\"127.0.0.1\"]");
    Server::start_on(command, common.folder.path(), own)
}

/// Looks until somebody answers: a connection that was open to a node that died is cut once.
pub async fn answered(person: &Person, path: &str) {
    for _ in 0..80 {
        let page = person.ask(reqwest::Method::GET, path).send().await;
        if page.is_ok_and(|page| page.status() == 200) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("nobody answers");
}

/// How many papers the person sees.
async fn sees(person: &Person) -> usize {
    answered(person, "/papiers").await;
    papers(person).await.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_behind_a_balancer_are_one_service_whichever_dies() {
    let claim = Claim::begin("two-nodes", "haproxy-postgres-s3", COMMAND);
    let bucket = s3::Server::start().await;
    // Where it listens stands in the address of a bucket.
    let address = bucket.bucket(BUCKET);
    let at = address.split("http://").nth(1).unwrap();
    let at = at.split('&').next().unwrap().to_owned();
    let key = (s3::ACCESS_KEY.to_owned(), s3::SECRET_KEY.to_owned());
    whichever_dies(at, "test", key).await;
    claim.held(0.0);
}

/// The same over the object store of the example.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_over_a_real_garage_are_one_service_whichever_dies() {
    let test = "two_nodes_over_a_real_garage_are_one_service_whichever_dies";
    let ports = [free_port(), free_port()];
    let Some(garage) = Garage::start(BUCKET, ports).await else {
        return not_run(test, "no Garage is given (GARAGE, the path of its program)");
    };
    let claim = Claim::begin("garage", "haproxy-postgres-garage", COMMAND);
    whichever_dies(garage.address.clone(), "garage", garage.key.clone()).await;
    unfinished_uploads_are_removed(&garage).await;
    claim.held(0.0);
}

/// By the command of the guide, where a process was killed in the middle of one.
async fn unfinished_uploads_are_removed(garage: &Garage) {
    let bucket = format!(
        "s3://{BUCKET}?endpoint=http://{}&region=garage",
        garage.address
    );
    let credentials = Credentials::fixed(&garage.key.0, &garage.key.1);
    let blobs = Blobs::open(&bucket, Some(&credentials)).unwrap();
    let mut upload = blobs.put_stream("d/unfinished").await.unwrap();
    upload.write(vec![7; 11 << 20].into()).await.unwrap();
    // Nothing takes it back.
    std::mem::forget(upload);
    let tidy = ["bucket", "cleanup-incomplete-uploads", "--older-than", "0s"];
    let tidied = garage.said(&[&tidy[..], &[BUCKET]].concat());
    let tidied = tidied.expect("it ends well");
    assert!(tidied.contains("1 incomplete uploads aborted"), "{tidied}");
}

/// The story of two nodes; where their objects lie, in which region, and with which key.
async fn whichever_dies(garage: String, region: &str, key: (String, String)) {
    let folder = tempfile::tempdir().unwrap();
    let tls = tempfile::tempdir().unwrap();
    let [authority, certificate] = authority(tls.path());
    let (port, objects, ports) = (free_port(), free_port(), [free_port(), free_port()]);
    let before_objects = Balancer::start(
        "objects.cfg",
        &[
            ("LISTEN", at(objects)),
            ("CERTIFICATE", certificate.display().to_string()),
            ("GARAGE", garage),
        ],
    );
    let common = Common {
        folder,
        database: postgres::database(),
        objects: format!("s3://{BUCKET}?endpoint=https://localhost:{objects}&region={region}"),
        key,
        authority,
        port,
    };
    let start = |number: usize| node(&common, ports[number]);
    let (first, second) = (start(0), start(1));
    let before_nodes = Balancer::start(
        "haproxy.cfg",
        &[
            ("LISTEN", at(port)),
            ("NODE1", at(ports[0])),
            ("NODE2", at(ports[1])),
        ],
    );
    let anybody = first.person();
    // Until haproxy listens and has looked at both.
    answered(&anybody, "/").await;

    let person = come_in(&anybody, first.said(), 0).await;
    let there = sees(&person).await;
    assert!(there > 0);
    let said = first.said().clone();

    kill_process(first.pid(), Signal::KILL).unwrap();
    drop(first);
    // The session, the papers and the pictures are the other node's as well.
    assert_eq!(sees(&person).await, there);
    let id = papers(&person).await.remove(0);
    let picture = person.get(&format!("/papiers/{id}/1/page/1")).await;
    assert_eq!(picture.status(), 200);

    let again = start(0);
    kill_process(second.pid(), Signal::KILL).unwrap();
    drop(second);
    assert_eq!(sees(&person).await, there);
    // Somebody new comes in by the node that was started again.
    let other = come_in(&anybody, &said, 1).await;
    assert!(sees(&other).await > 0);
    // Asked to stop while a paper is on its way: the balancer, which sees it go, lets it finish.
    let (sent, ()) = tokio::join!(slowly(&other), async {
        tokio::time::sleep(SECOND * 2).await;
        kill_process(again.pid(), Signal::TERM).unwrap();
    });
    let status = sent.status();
    let kept = status.is_redirection() || status.is_success();
    assert!(kept, "{status} {}", sent.text().await.unwrap());
    again.stop();
    everything_is_there(&common);
    drop((before_nodes, before_objects));
}

/// Every byte, by the operator's check.
fn everything_is_there(common: &Common) {
    let checked = Command::new(env!("CARGO_BIN_EXE_abri"))
        .args(["check", "--full", "--config"])
        .arg(common.folder.path().join("demo.toml"))
        .env("AWS_ACCESS_KEY_ID", &common.key.0)
        .env("AWS_SECRET_ACCESS_KEY", &common.key.1)
        .env("SSL_CERT_FILE", &common.authority)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}

/// Puts a photograph in that takes ten seconds on its way.
async fn slowly(person: &Person) -> reqwest::Response {
    let pieces: Vec<_> = a_photo().chunks(20).map(<[u8]>::to_vec).collect();
    let each = SECOND * 10 / u32::try_from(pieces.len()).unwrap();
    let pieces = futures_util::stream::iter(pieces).then(move |piece| async move {
        tokio::time::sleep(each).await;
        Ok::<_, std::io::Error>(piece)
    });
    let file = Part::stream(reqwest::Body::wrap_stream(pieces)).file_name("photo.png");
    let form = Form::new().part("papier", file);
    let asked = person.ask(reqwest::Method::POST, "/papiers/ajouter");
    asked.multipart(form).send().await.unwrap()
}
