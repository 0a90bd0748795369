//! Attack by accident: the power goes at any moment. What was acknowledged is there, byte for byte;
//! what was not is absent; the chains and seals verify, and no row lacks its object.

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::evidence::Claim;
use crate::people::{come_in, papers};
use crate::server::Person;
use crate::setups::Setup;

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test service kills";
/// Points tried when the suite is long, and when it is quick.
const POINTS: (u64, u64) = (50, 4);

/// `abri serve` on the folder of a demonstration; killed when dropped.
struct Serving(Child);

impl Serving {
    fn start(config: &Path, port: u16) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_abri"))
            .args(["serve", "--config"])
            .arg(config)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self(child)
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// What the service has answered for.
#[derive(Default)]
struct Acknowledged {
    kept: Vec<(String, Vec<u8>)>,
    removed: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_lose_nothing_that_was_acknowledged() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the suite is told how long it may be"
    )]
    let long = std::env::var_os("LONG_SUITES").is_some_and(|long| long == "1");
    let points = if long { POINTS.0 } else { POINTS.1 };
    let setup = Setup::embedded();
    let said = setup.server.said().clone();
    let config = setup.folder.path().join("demo.toml");
    let port: u16 = said["url"]
        .as_str()
        .unwrap()
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let person = come_in(&setup.server.person(), &said, 0).await;
    let sample = original_of_a_pdf(&person).await;
    let Setup { server, folder, .. } = setup;
    server.stop();

    let claim = long.then(|| Claim::begin("kills", "sqlite-disk", COMMAND));
    let mut acknowledged = Acknowledged::default();
    for point in 0..points {
        let serving = Serving::start(&config, port);
        let person = come_in(&person, &said, 0).await;
        // Spread over what one upload takes, without a random source: a failure can be repeated.
        let moment = Duration::from_millis(15 + point * 37 % 600);
        tokio::select! {
            () = tokio::time::sleep(moment) => {}
            () = work(&person, &sample, point, &mut acknowledged) => {}
        }
        serving.kill();

        let serving = Serving::start(&config, port);
        let person = come_in(&person, &said, 0).await;
        let removed = person.get("/papiers/retires").await.text().await.unwrap();
        for (id, bytes) in &acknowledged.kept {
            // Its removal was asked for and may have happened: it rests among the removed papers.
            if removed.contains(id) {
                continue;
            }
            let answer = person.get(&format!("/papiers/{id}/1/original")).await;
            assert_eq!(answer.status(), 200, "point {point}: {id} was acknowledged");
            assert_eq!(
                answer.bytes().await.unwrap()[..],
                bytes[..],
                "point {point}: {id} differs"
            );
        }
        for id in &acknowledged.removed {
            assert!(
                removed.contains(id),
                "point {point}: the removal of {id} was acknowledged"
            );
        }
        drop(serving);
        for command in [&["check"][..], &["journal", "verify"]] {
            let output = Command::new(env!("CARGO_BIN_EXE_abri"))
                .args(command)
                .arg("--config")
                .arg(&config)
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success(),
                "point {point}: {command:?}\n{told}"
            );
        }
    }
    assert!(folder.path().exists());
    if let Some(claim) = claim {
        #[expect(clippy::cast_precision_loss, reason = "fifty is exact")]
        claim.held(points as f64);
    }
}

/// Puts papers in and takes some away until it is interrupted.
async fn work(person: &Person, sample: &[u8], point: u64, acknowledged: &mut Acknowledged) {
    for number in 0..u64::MAX {
        let mut bytes = sample.to_vec();
        bytes.extend(format!("\n% {point}-{number}\n%%EOF\n").into_bytes());
        let file = reqwest::multipart::Part::bytes(bytes.clone()).file_name("fiche.pdf");
        let form = reqwest::multipart::Form::new().part("papier", file);
        let asked = person
            .ask(reqwest::Method::POST, "/papiers/ajouter")
            .multipart(form);
        let Ok(answer) = asked.send().await else {
            return;
        };
        let to = answer
            .headers()
            .get("location")
            .map(|to| to.to_str().unwrap().to_owned());
        let Some(id) = to.as_deref().and_then(|to| to.split('/').nth(2)) else {
            continue;
        };
        acknowledged.kept.push((id.to_owned(), bytes));
        if number % 2 == 1 {
            let path = format!("/papiers/{id}/retirer");
            let form: [(&str, &str); 0] = [];
            let asked = person.ask(reqwest::Method::POST, &path).form(&form);
            if asked
                .send()
                .await
                .is_ok_and(|answer| answer.status() == 303)
            {
                acknowledged.removed.push(id.to_owned());
            }
        }
    }
}

/// The bytes of one of the invented PDFs, as its owner saves it.
async fn original_of_a_pdf(person: &Person) -> Vec<u8> {
    for id in papers(person).await {
        let answer = person.get(&format!("/papiers/{id}/1/original")).await;
        let bytes = answer.bytes().await.unwrap();
        if bytes.starts_with(b"%PDF-") {
            return bytes.to_vec();
        }
    }
    panic!("no PDF on the home page");
}
