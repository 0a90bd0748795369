//! People at work while something goes wrong, and what must hold afterwards.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use abri::actions::backup::backup;
use abri::actions::checkpoints::append;
use abri::actions::tidy;
use abri::config::Config;
use abri::domain::time::{Clock, Span};
use abri::serve::compose;

use super::postgres_faults::{Cable, Cut};
use crate::kills::told::{Between, Paper, PaperStage, Told};
use crate::kills::work::{self, Scene};
use crate::kills::{Serving, checks, last_words};
use crate::server::Person;
use crate::setups::{Setup, Stores};

/// Points between two checks of everything.
pub const AT_ONCE: usize = 6;
/// How long people work at a point once it was met, and how long it is waited for.
const MORE: Duration = Duration::from_millis(500);
const AT_MOST: Duration = Duration::from_secs(4);
/// Large papers of a hundred points fill the vault that a service usually grants.
const ROOM: &str = "\n[quotas]\nvault_megabytes = 20000\n";
/// Within this much it goes on by itself.
const SOON: Duration = Duration::from_secs(30);

/// A demonstration that people work at.
pub struct Run {
    stores: Stores,
    scene: Scene,
    told: RefCell<Told>,
    said: serde_json::Value,
    serving: Option<Serving>,
    config: PathBuf,
    port: u16,
    backups: tempfile::TempDir,
    again: AtomicU32,
}

impl Drop for Run {
    fn drop(&mut self) {
        last_words(&self.stores);
    }
}

impl Run {
    pub async fn begin(setup: Setup) -> Self {
        let Setup { server, stores, .. } = setup;
        let said = server.said().clone();
        let port = said["url"].as_str().unwrap().rsplit(':').next().unwrap();
        let port = port.parse().unwrap();
        let scene = Scene::set(server.person(), &said).await;
        server.stop();
        let folder = stores.folder.path();
        let config = folder.join("demo.toml");
        let text = fs::read_to_string(&config).unwrap();
        fs::write(&config, text + ROOM).unwrap();
        let run = Self {
            serving: Some(Serving::start(folder, port)),
            config,
            told: RefCell::default(),
            backups: tempfile::tempdir().unwrap(),
            again: AtomicU32::new(0),
            scene,
            said,
            port,
            stores,
        };
        // It listens before it is ready; without a database it would not start at all.
        run.goes_on().await;
        run
    }

    /// Everybody works until it was met, and a little longer; then leaves without waiting for an answer.
    pub async fn work(&self, number: usize, is_met: &impl Fn() -> bool) {
        let enough = async {
            let until = tokio::time::Instant::now() + AT_MOST;
            while !is_met() && tokio::time::Instant::now() < until {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            tokio::time::sleep(MORE).await;
        };
        let point = u64::try_from(number).unwrap();
        tokio::select! {
            () = enough => {}
            () = work::until(&self.scene, &self.told, point, std::future::pending()) => {}
            () = self.keep_large(number) => {}
            () = self.operate(number) => {}
        }
    }

    /// Something happens while people work; it was met.
    pub async fn during(&self, number: usize, what: impl Future<Output = ()>) -> u32 {
        let happened = async {
            tokio::time::sleep(Duration::from_millis(200 + number as u64 * 37 % 400)).await;
            what.await;
            tokio::time::sleep(MORE).await;
        };
        let point = u64::try_from(number).unwrap();
        tokio::select! {
            () = happened => 1,
            () = work::until(&self.scene, &self.told, point, std::future::pending()) => 0,
        }
    }

    /// The cable is cut while people work; how often that was met.
    pub async fn cut(&self, number: usize, cable: &Cable, cut: Cut) -> u32 {
        if cut == Cut::Anywhere {
            return self
                .during(number, async { cable.begin(cut) })
                .await
                .min(cable.end());
        }
        cable.begin(cut);
        self.work(number, &|| cable.met() > 0).await;
        cable.end()
    }

    /// A paper that goes to the objects in parts.
    async fn keep_large(&self, number: usize) {
        let person = self.scene.at_home();
        for turn in 0.. {
            let mut bytes = self
                .scene
                .another_pdf(&format!("{} {number}g{turn}", work::MARK), false);
            // In a comment before the end, as the others.
            let end = bytes
                .windows(9)
                .rposition(|word| word == b"startxref")
                .unwrap();
            let filling = [&b"% "[..], &vec![b'.'; 6 << 20], b"\n"].concat();
            bytes.splice(end..end, filling);
            if let Some(id) = put_in(person, &bytes).await {
                self.told.borrow_mut().papers.push(Paper {
                    owner: 0,
                    id,
                    bytes,
                    stage: Between::at(PaperStage::Kept),
                    title: None,
                    certificate: None,
                });
            }
        }
    }

    /// What the service does by itself, and a backup, at another node; it may fail.
    async fn operate(&self, number: usize) {
        let config = Config::load(&self.config).unwrap();
        for turn in 0.. {
            let Ok(abri) = compose::open(&config, Clock::system()).await else {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            drop(tidy::tidy(&abri).await);
            drop(append::append(&abri, &[7; 16]).await);
            let name = format!("b{number}x{turn}");
            drop(backup(&abri, self.backups.path(), &name, Span::DAY).await);
            abri.store.close().await;
        }
    }

    /// It goes on without having been started again: a paper is put in and comes back.
    pub async fn goes_on(&self) {
        let person = self.scene.at_home();
        let until = tokio::time::Instant::now() + SOON;
        let (id, bytes) = loop {
            // Each another one: what was not said to be kept may be there.
            let number = self.again.fetch_add(1, Ordering::Relaxed);
            let bytes = self
                .scene
                .another_pdf(&format!("{} again {number}", work::MARK), false);
            if let Some(id) = put_in(person, &bytes).await {
                break (id, bytes);
            }
            assert!(tokio::time::Instant::now() < until, "does not go on");
            tokio::time::sleep(Duration::from_millis(200)).await;
        };
        let again = person.get(&format!("/papiers/{id}/1/original")).await;
        assert_eq!(again.status(), 200);
        assert!(again.bytes().await.unwrap()[..] == bytes[..]);
        let away = person.form(&format!("/papiers/{id}/retirer"), &[]).await;
        assert_eq!(away.status(), 303);
        let gone = person.form(&format!("/papiers/{id}/detruire"), &[]).await;
        assert_eq!(gone.status(), 303);
    }

    /// Once nothing is under way any more: everything that was acknowledged, and what must hold in any case.
    pub async fn check(&mut self) {
        self.serving.take().unwrap().kill();
        checks::nothing_in_clear(&self.stores).await;
        self.serving = Some(Serving::start(self.stores.folder.path(), self.port));
        checks::what_was_answered(&self.scene, &self.said, self.told.get_mut()).await;
        checks::operator_finds_nothing(&self.config);
        checks::an_hour_later(&self.config, &self.stores).await;
    }
}

/// Puts a paper in; its id, if it was said to be kept.
async fn put_in(person: &Person, bytes: &[u8]) -> Option<String> {
    let file = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name("fiche.pdf");
    let form = reqwest::multipart::Form::new().part("papier", file);
    let asked = person
        .ask(reqwest::Method::POST, "/papiers/ajouter")
        .multipart(form);
    let answer = asked.send().await.ok()?;
    let to = answer.headers().get("location")?.to_str().unwrap();
    Some(to.split('/').nth(2)?.to_owned())
}
