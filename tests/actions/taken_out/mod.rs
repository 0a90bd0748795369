//! Everything out, and into another Abri: with equal bytes, without e-mail or phone, on both stores.

mod attacks;
mod damage;

use std::sync::Arc;

use abri::actions::add_paper::{self, NewPaper};
use abri::actions::bring_back::{self, Became, Came};
use abri::actions::session::Session;
use abri::actions::take_out::{self, Parcel};
use abri::actions::{Abri, Outcome, Problem, papers, prove};
use abri::blobs::{Blobs, Credentials};
use abri::domain::document::{PrintedDate, Through, Title};
use abri::domain::journal::Event;
use abri::domain::slot::SlotKind;
use abri::store::Store;
use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::{StreamExt, stream};

use crate::evidence::Claim;
use crate::given::{told, vault};
use crate::samples;
use crate::support::Service;
use crate::{postgres, s3};

pub(super) const MOST: u64 = 25 << 20;
const PAGE: &str = "<!doctype html><title>Mes papiers</title>";

/// A service of its own.
pub(super) struct House {
    pub(super) abri: Arc<Abri>,
    pub(super) session: Arc<Session>,
    _folder: tempfile::TempDir,
    _server: Option<s3::Server>,
}

impl House {
    pub(super) async fn on_disk() -> Self {
        let mut service = Service::open().await;
        let url = format!("file://{}", service.file("objects").display());
        service.abri.objects = Blobs::open(&url, None).unwrap();
        Self::with(service, None).await
    }

    pub(super) async fn on_servers() -> Self {
        let url = postgres::database();
        let store = Store::open(&url, &url).await.unwrap();
        let mut service = Service::over(store, tempfile::tempdir().unwrap()).await;
        let server = s3::Server::start().await;
        let credentials = Credentials::fixed(s3::ACCESS_KEY, s3::SECRET_KEY);
        let objects = Blobs::open(&server.bucket("objects"), Some(&credentials));
        service.abri.objects = objects.unwrap();
        Self::with(service, Some(server)).await
    }

    async fn with(service: Service, server: Option<s3::Server>) -> Self {
        let session = vault(&service.abri).await;
        let (abri, folder) = service.into_parts();
        Self {
            abri: Arc::new(abri),
            session: Arc::new(session),
            _folder: folder,
            _server: server,
        }
    }

    /// Puts a file in, as a person does.
    pub(super) async fn add(&self, title: &str, bytes: Vec<u8>, after: Option<&str>) {
        let open = &self.session.open;
        let all = papers::all(&self.abri, open).await.unwrap();
        let after = after.map(|title| {
            let named = |paper: &&papers::Paper| paper.current.record.facts.title.as_str() == title;
            all.iter().find(named).unwrap().id
        });
        let received = add_paper::receive(&self.abri, open, pieces(bytes), MOST);
        let new = NewPaper {
            title: Title::parse(title).unwrap(),
            kind: "cni".into(),
            ends: PrintedDate::parse("2031-05-06"),
            after,
        };
        let received = received.await.unwrap();
        add_paper::keep(&self.abri, open, received, new)
            .await
            .unwrap();
    }

    /// The secret, just typed. The first way in of a vault is a device with six digits.
    pub(super) async fn proved(&mut self) {
        let session = Arc::get_mut(&mut self.session).unwrap();
        let way = prove::askable(&self.abri, session).await.unwrap().remove(0);
        assert_eq!(way.kind, SlotKind::Device);
        let code = session.drawn_for(&way.id).unwrap().to_owned();
        prove::prove(&self.abri, session, &way.id, &code)
            .await
            .unwrap();
    }

    pub(super) async fn parcel(&self) -> Parcel {
        let survey = take_out::survey(&self.abri, &self.session).await.unwrap();
        let day = PrintedDate::parse("2026-11-24").unwrap();
        let (abri, session) = (&self.abri, self.session.clone());
        take_out::take_out(abri, session, survey, PAGE.to_owned(), day)
            .await
            .unwrap()
    }

    /// The whole archive.
    pub(super) async fn archive(&self) -> Vec<u8> {
        let parcel = self.parcel().await;
        let length = parcel.length;
        let (bytes, ended) = read(parcel).await;
        ended.unwrap();
        assert_eq!(bytes.len() as u64, length, "as long as it was told to be");
        bytes
    }

    /// Brings an archive in; what became of each file.
    pub(super) async fn bring(&self, archive: &[u8]) -> Outcome<Vec<Came>> {
        let bytes = pieces(archive.to_vec());
        let most = 600 << 20;
        let archive = bring_back::receive(&self.abri, &self.session, bytes, most).await?;
        let mut came = Vec::new();
        let hear = |one| came.push(one);
        bring_back::bring_back(&self.abri, &self.session, archive, MOST, hear).await?;
        Ok(came)
    }

    /// Digest and title of every kept version, sorted.
    pub(super) async fn digests(&self) -> Vec<(String, String, u32)> {
        let all = papers::all(&self.abri, &self.session.open).await.unwrap();
        let mut found: Vec<_> = all
            .iter()
            .filter(|paper| paper.is_kept())
            .flat_map(|paper| std::iter::once(&paper.current).chain(&paper.earlier))
            .map(|version| {
                let facts = &version.record.facts;
                let title = facts.title.as_str().to_owned();
                (facts.digest.clone(), title, version.number)
            })
            .collect();
        found.sort();
        found
    }
}

pub(super) fn pieces(
    bytes: Vec<u8>,
) -> impl futures_util::Stream<Item = Outcome<Bytes>> + Unpin + use<> {
    let bytes = Bytes::from(bytes);
    let count = bytes.len().div_ceil(70_001);
    stream::iter((0..count).map(move |at| {
        let end = bytes.len().min((at + 1) * 70_001);
        Ok(bytes.slice(at * 70_001..end))
    }))
}

/// Everything until the end or an error.
pub(super) async fn read(mut parcel: Parcel) -> (Vec<u8>, Outcome<()>) {
    let mut bytes = Vec::new();
    while let Some(piece) = parcel.stream.next().await {
        match piece {
            Ok(piece) => bytes.extend_from_slice(&piece),
            Err(problem) => return (bytes, Err(problem)),
        }
    }
    (bytes, Ok(()))
}

/// Small, and no two alike.
fn small(number: usize) -> Vec<u8> {
    let mut pdf = samples::pdf(1, "", "");
    pdf.extend_from_slice(format!("% {number}\n").as_bytes());
    pdf
}

async fn everything_goes_out_and_into_another_abri(
    setup: &str,
    (mut from, to): (House, House),
    many: usize,
) {
    let claim = (many >= ALL).then(|| Claim::begin("L5", setup, COMMAND));
    let photo = samples::encoded(samples::corners(400, 560), image::ImageFormat::Jpeg);
    from.add("Photo de « moi » : 100 %", photo, None).await;
    let scan = samples::encoded(samples::corners(300, 200), image::ImageFormat::Png);
    from.add("Carte", scan, None).await;
    from.add("Carte", small(many), Some("Carte")).await;
    for number in 0..many {
        from.add(&format!("Bulletin {number}"), small(number), None)
            .await;
    }
    from.proved().await;
    let archive = from.archive().await;
    assert_eq!(
        told(&from.abri, &from.session.open, Event::TakenOut).await,
        1
    );

    let came = to.bring(&archive).await.unwrap();
    assert_eq!(came.len(), many + 3);
    for one in &came {
        assert!(
            matches!(one.became, Became::Kept(_)),
            "{}: {:?}",
            one.title,
            one.became
        );
    }
    assert_eq!(to.digests().await, from.digests().await, "the same bytes");
    let open = &to.session.open;
    assert_eq!(told(&to.abri, open, Event::PaperBrought).await, many + 3);
    for paper in papers::all(&to.abri, open).await.unwrap() {
        let facts = &paper.current.record.facts;
        assert_eq!(facts.kind, "cni");
        assert_eq!(facts.ends, PrintedDate::parse("2031-05-06"));
        let origin = facts.origin.as_ref().unwrap();
        assert!(origin.answered && origin.through == Through::Archive);
        assert!(origin.since.is_some());
    }

    // Once more: nothing is kept twice.
    let came = to.bring(&archive).await.unwrap();
    let already = |one: &Came| matches!(one.became, Became::Already(_));
    assert!(came.iter().all(already));
    assert_eq!(to.digests().await.len(), many + 3);
    if let Some(claim) = claim {
        claim.held(0.0);
    }
}

const COMMAND: &str = "LONG_SUITES=1 cargo test --release --test actions taken_out";

/// All five hundred, as the long run takes out; everyday runs take few.
const ALL: usize = 497;

#[expect(
    clippy::disallowed_methods,
    reason = "how much is tried is said outside"
)]
fn many() -> usize {
    if std::env::var_os("LONG_SUITES").is_some_and(|long| long == "1") {
        ALL
    } else {
        37
    }
}

#[tokio::test]
async fn everything_goes_out_and_into_another_abri_on_disk() {
    let both = (House::on_disk().await, House::on_disk().await);
    everything_goes_out_and_into_another_abri("disk", both, many()).await;
}

#[tokio::test]
async fn everything_goes_from_disk_to_postgres_and_s3_and_back() {
    let both = (House::on_disk().await, House::on_servers().await);
    everything_goes_out_and_into_another_abri("disk-to-servers", both, 4).await;
    let both = (House::on_servers().await, House::on_disk().await);
    everything_goes_out_and_into_another_abri("servers-to-disk", both, 4).await;
}

#[tokio::test]
async fn the_archive_is_readable_without_abri() {
    let mut house = House::on_disk().await;
    house.add("Bail <b> 12/2025", small(1), None).await;
    house.proved().await;
    let archive = house.archive().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tout.zip");
    std::fs::write(&file, archive).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let done = std::process::Command::new(program)
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    run("unzip", &["-q", "tout.zip"]);
    let kept = folder.path().join("papiers/01 Bail _b_ 12_2025.pdf");
    assert_eq!(std::fs::read(kept).unwrap(), small(1));
    assert_eq!(
        std::fs::read_to_string(folder.path().join("index.html")).unwrap(),
        PAGE
    );
    let index = std::fs::read(folder.path().join("index.json")).unwrap();
    let index: serde_json::Value = serde_json::from_slice(&index).unwrap();
    let version = &index["papers"][0]["versions"][0];
    assert_eq!(index["format"], "abri-papers-1");
    assert_eq!(version["title"], "Bail <b> 12/2025");
    assert_eq!(version["ends"], "2031-05-06");
    let mut digest = abri::crypto::digest::Digest::default();
    digest.update(&small(1));
    assert_eq!(version["sha256"], HEXLOWER.encode(&digest.finish()));
    // The journal that left says that it left, and holds by itself.
    let journal = std::fs::read_to_string(folder.path().join("journal.jsonl")).unwrap();
    assert!(journal.contains("\"code\":\"taken_out\""));
    run(
        env!("CARGO_BIN_EXE_abri"),
        &["journal", "verify", "journal.jsonl"],
    );
}

#[tokio::test]
async fn closed_by_words_the_stock_age_tool_opens_it() {
    let mut house = House::on_disk().await;
    house.add("Bail", small(1), None).await;
    house.proved().await;
    let words = take_out::draw();
    let parcel = take_out::under_words(house.parcel().await, &words);
    let parcel = parcel.await.unwrap();
    let length = parcel.length;
    let (bytes, ended) = read(parcel).await;
    ended.unwrap();
    assert_eq!(bytes.len() as u64, length);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tout.zip.age"), bytes).unwrap();
    // age asks at a terminal, which `script` makes.
    let open = |words: &str| {
        std::fs::write(folder.path().join("typed"), format!("{words}\n")).unwrap();
        let command = "script -qec 'age -d -o tout.zip tout.zip.age' /dev/null < typed";
        let done = std::process::Command::new("sh")
            .args(["-c", command])
            .current_dir(folder.path())
            .output()
            .unwrap();
        done.status.success()
    };
    assert!(!open("abaisser-abaisser-abaisser-abaisser-abaisser"));
    assert!(open(&words));
    let archive = std::fs::read(folder.path().join("tout.zip")).unwrap();
    assert!(archive.ends_with(&[0, 0]) && archive.starts_with(b"PK"));
    let other = take_out::under_words(house.parcel().await, "mes-propres-mots").await;
    assert!(matches!(
        other.err(),
        Some(Problem::Field("out-words-wrong"))
    ));
}

#[tokio::test]
async fn attack_a_session_left_open_takes_nothing_out() {
    let house = House::on_disk().await;
    house.add("Bail", small(1), None).await;
    let survey = take_out::survey(&house.abri, &house.session).await.unwrap();
    let day = PrintedDate::parse("2026-11-24").unwrap();
    let page = String::new();
    let taken = take_out::take_out(&house.abri, house.session.clone(), survey, page, day).await;
    assert!(matches!(taken.err(), Some(Problem::Conflict)));
    assert_eq!(
        told(&house.abri, &house.session.open, Event::TakenOut).await,
        0
    );
}
