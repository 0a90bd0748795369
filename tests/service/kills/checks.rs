//! After a crash: everything that was acknowledged, and what must hold whatever was under way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use abri::actions::check::{self, Depth, Finding};
use abri::actions::tidy;
use abri::config::Config;
use abri::domain::time::{Clock, Span};
use abri::serve::compose;
use abri::store::{consents, grants, intents};
use reqwest::Response;

use super::deposits;
use super::told::{PaperStage, Share, ShareStage, Told};
use super::work::{MARK, Scene, link};
use crate::canaries;
use crate::people::come_in;
use crate::server::Person;
use crate::setups::Stores;

/// Nothing of anybody's lies in clear in what the crash left.
pub async fn nothing_in_clear(stores: &Stores) {
    let canaries = canaries::with_hex(vec![MARK.to_owned(), "%PDF-1".to_owned()]);
    let hits = canaries::stolen(stores, &canaries).await;
    assert!(hits.is_empty(), "{hits:#?}");
}

/// What people and readers find. Coming in verifies the seal over each vault.
pub async fn what_was_answered(scene: &Scene, said: &serde_json::Value, told: &mut Told) {
    let people = [
        come_in(&scene.anybody, said, 0).await,
        come_in(&scene.anybody, said, 1).await,
    ];
    papers(&people, told).await;
    shares(scene, &people[0], told).await;
    deposits::check(scene, &people[0], told).await;
    journal(&people[0], told).await;
    // Who was looking goes on, unless it was stopped.
    for opening in &mut told.openings {
        let Some(reader) = opening.reader.take() else {
            continue;
        };
        let share = &told.shares[opening.share];
        let stopped = share.stage.is_answered(ShareStage::Stopped);
        let status = reader.get("/p/papiers").await.status();
        assert_eq!(
            status,
            if stopped { 404 } else { 200 },
            "{} at share {}",
            opening.name,
            share.id
        );
    }
}

async fn text(answer: Response) -> String {
    answer.text().await.unwrap()
}

async fn papers(people: &[Person; 2], told: &mut Told) {
    let mut removed = Vec::new();
    let mut home = Vec::new();
    for person in people {
        removed.push(text(person.get("/papiers/retires").await).await);
        home.push(text(person.get("/papiers").await).await);
    }
    for paper in &mut told.papers {
        let person = &people[paper.owner];
        let id = &paper.id;
        let answer = person.get(&format!("/papiers/{id}/1/original")).await;
        let found = if removed[paper.owner].contains(id) {
            PaperStage::Removed
        } else if answer.status() == 200 {
            let bytes = answer.bytes().await.unwrap();
            assert!(bytes[..] == paper.bytes[..], "paper {id} differs");
            if let Some(title) = &paper.title {
                assert!(home[paper.owner].contains(title), "{id} lost its name");
            }
            PaperStage::Kept
        } else {
            assert_eq!(answer.status(), 404);
            PaperStage::Destroyed
        };
        paper.stage.settle(found, &format!("paper {id}"));
        if let Some(certificate) = &paper.certificate {
            assert_eq!(person.get(certificate).await.status(), 200);
        }
    }
}

async fn shares(scene: &Scene, person: &Person, told: &mut Told) {
    let active = text(person.get("/montrer/actifs").await).await;
    for share in &mut told.shares {
        if share.link.is_none() {
            let page = person.get(&format!("/montrer/{}", share.id)).await;
            share.link = link(&text(page).await);
        }
        let found = match &share.link {
            Some(link) if opens(scene, share, link).await => {
                share.opened_after = true;
                ShareStage::Open
            }
            _ if active.contains(&share.id) => ShareStage::Spent,
            _ => ShareStage::Stopped,
        };
        share.stage.settle(found, &format!("share {}", share.id));
    }
}

/// Whether a share opens. After the first crash, one that opens often is opened and gives what was
/// shown.
async fn opens(scene: &Scene, share: &Share, link: &str) -> bool {
    let reader = scene.anybody.another();
    let fields = [("lien", link), ("nom", "Vérification")];
    // Asks who it is, and spends nothing.
    let asked = reader.form("/p", &fields[..1]).await.status();
    if asked == 200 && (share.once || share.opened_after) {
        return true;
    }
    let opened = reader.form("/p/ouvrir", &fields).await.status();
    if asked == 404 {
        assert_eq!(opened, 404, "share {}", share.id);
        return false;
    }
    assert_eq!((asked.as_u16(), opened.as_u16()), (200, 303));
    let copy = reader.get("/p/papiers/0/original").await;
    assert_eq!(copy.status(), 200, "share {}", share.id);
    assert!(copy.bytes().await.unwrap()[..] == scene.shown.1[..]);
    true
}

/// Each opening and copy that was acknowledged is told, and no share was opened oftener than it may.
async fn journal(person: &Person, told: &Told) {
    let page = text(person.get("/qui-a-vu/telecharger?forme=lire").await).await;
    let lines: BTreeSet<(&str, &str)> = page
        .split("<b>")
        .filter_map(|line| line.split_once("</b> "))
        .map(|(name, what)| {
            (
                name,
                if what.starts_with("a ouvert") {
                    "opened"
                } else {
                    "copied"
                },
            )
        })
        .collect();
    let mut times = vec![0; told.shares.len()];
    for opening in &told.openings {
        let name = opening.name.as_str();
        let opened = lines.contains(&(name, "opened"));
        assert!(opened || opening.reader.is_none(), "{name} is not told");
        let copied = lines.contains(&(name, "copied"));
        assert!(copied || !opening.copied, "the copy of {name} is not told");
        times[opening.share] += u32::from(opened);
    }
    for (share, times) in told
        .shares
        .iter()
        .zip(times)
        .filter(|(share, _)| share.once)
    {
        let spent = share.stage.is_answered(ShareStage::Spent);
        let stopped = share.stage.is_answered(ShareStage::Stopped);
        assert!(
            times == u32::from(spent) || stopped && times == 0,
            "share {} was opened {times} times",
            share.id
        );
    }
}

/// What the operator's commands say.
pub fn operator_finds_nothing(config: &Path) {
    for command in [&["check"][..], &["journal", "verify"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_abri"))
            .args(command)
            .arg("--config")
            .arg(config)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{command:?}\n{said}");
    }
}

/// No grant without its consent; and an hour later, once the service has tidied, every byte is that
/// of its row, nothing lies there without one, and no work is left half done.
pub async fn an_hour_later(config: &Path, stores: &Stores) {
    let config = Config::load(config).unwrap();
    let clock = Clock::from_fn(|| Clock::system().now() + Span::minutes(61));
    let abri = compose::open(&config, clock).await.unwrap();
    let mut durable = abri.store.durable.read().await.unwrap();
    let mut ephemeral = abri.store.ephemeral.read().await.unwrap();
    for row in grants::shares(&mut ephemeral).await.unwrap() {
        let consent = consents::find_by_lookup(&mut durable, &row.share)
            .await
            .unwrap();
        let live = consent.is_some_and(|row| row.withdrawn_at.is_none() && row.wrong_codes < 5);
        assert!(live, "a grant without a live consent");
    }
    drop((durable, ephemeral));
    tidy::tidy(&abri).await.unwrap();
    let mut durable = abri.store.durable.read().await.unwrap();
    let left = intents::older_than(&mut durable, abri.now(), 1)
        .await
        .unwrap();
    assert!(left.is_empty(), "work is left half done");
    drop(durable);
    let mut report = check::check(&abri, Depth::Bytes).await.unwrap();
    // Around midnight its clock is in another day than the service.
    report
        .findings
        .retain(|finding| !matches!(finding, Finding::PastKeys(_) | Finding::NoKeys));
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    abri.store.close().await;
    let files = stores.stolen_files();
    // A mark of what was erased and the log belong to no upload: what could not be unlinked beside them goes with the daily round.
    let part = |file: &&PathBuf| {
        let name = file.to_string_lossy();
        let is_of_upload = !["/tombstones/", "/checkpoints/"]
            .iter()
            .any(|folder| name.contains(folder));
        name.contains('#') && is_of_upload
    };
    let parts: Vec<_> = files.iter().filter(part).collect();
    assert!(parts.is_empty(), "unfinished: {parts:?}");
}
