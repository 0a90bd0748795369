//! Checks, backups and restores: what was kept comes back, what had ended does not.

use std::path::Path;

use abri::actions::backup::restore::{Restored, restore};
use abri::actions::backup::{Why, backup};
use abri::actions::check::{self, Depth, Finding};
use abri::actions::open_vault::{NewVault, Notice, open_vault};
use abri::actions::session::{self, Session};
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::tombstones::{self, Kind};
use abri::actions::{Problem, keep_days, read_shown, tidy, ways_in};
use abri::blobs::{Blobs, Epochs};
use abri::crypto::codes::Code;
use abri::crypto::secrets::Secret;
use abri::domain::ids::DocumentId;
use abri::domain::journal::Event;
use abri::domain::person::CallName;
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::Span;
use abri::store::documents::{self, DocumentRow};
use abri::store::vaults::Given;
use abri::store::{Store, sessions};

use crate::evidence::Claim;
use crate::given::{agree, opening, paper, told, wish};
use crate::papers::intents_left;
use crate::postgres;
use crate::support::Service;

const KEEP: Span = Span::days(30);

/// A person, and what they come back in with.
pub struct Mariam {
    pub session: Session,
    device: Secret,
    pub code: String,
}

impl Mariam {
    pub async fn at(service: &Service) -> Self {
        let new = NewVault {
            name: CallName::parse("Mariam").unwrap(),
            place: Place::Own,
            notice: Notice {
                version: "1".into(),
                language: "fr".into(),
                given: Given::Screen,
            },
        };
        let (session, device) = open_vault(&service.abri, new).await.unwrap();
        let code = session.notes.drawn[0].text.clone();
        Self {
            session,
            device: device.unwrap(),
            code,
        }
    }

    /// Comes in: the seal over everything is verified.
    pub async fn enters(&self, service: &Service) -> Result<Session, Problem> {
        let way = Way::Held {
            kind: SlotKind::Device,
            secret: self.device.duplicate(),
            code: Code::parse(&self.code, 6).unwrap(),
        };
        sign_in(&service.abri, way, Place::Own, "192.0.2.1").await
    }
}

pub async fn on_postgres() -> Service {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    Service::over(store, tempfile::tempdir().unwrap()).await
}

async fn row(service: &Service, mariam: &Mariam, id: DocumentId) -> Option<DocumentRow> {
    let mut tx = service.abri.store.durable.read().await.unwrap();
    documents::version(&mut tx, mariam.session.open.vault, id, 1)
        .await
        .unwrap()
}

async fn take(service: &Service, folder: &Path, name: &str) {
    let taken = backup(&service.abri, folder, name, KEEP).await.unwrap();
    assert!(taken.lost.is_empty(), "{:?}", taken.lost);
}

async fn give_back(service: &Service, folder: &Path, name: &str) -> Restored {
    restore(&service.abri, folder, Some(name), false)
        .await
        .unwrap()
}

/// The whole story, from one service to another.
async fn nothing_that_ended_comes_back(from: Service, to: Service) {
    let folder = tempfile::tempdir().unwrap();
    let abri = &from.abri;
    let mariam = Mariam::at(&from).await;
    let open = &mariam.session.open;
    let kept = paper(abri, open, "Fiche de paie").await;
    let erased = paper(abri, open, "Avis").await;
    let share = agree(abri, &mariam.session, wish(&[kept])).await;
    let link = opening(abri, open, share).await;
    take(&from, folder.path(), "monday").await;
    // Erased on Tuesday; Tuesday's backup carries its tombstone into the folder.
    tombstones::write(abri, Kind::Document, erased.as_bytes())
        .await
        .unwrap();
    take(&from, folder.path(), "tuesday").await;

    let restored = give_back(&to, folder.path(), "monday").await;
    assert!(restored.lost.is_empty(), "{:?}", restored.lost);
    assert_eq!((restored.replayed.papers, restored.ended), (1, 1));
    assert!(row(&to, &mariam, kept).await.is_some());
    assert!(row(&to, &mariam, erased).await.is_none(), "a dead paper");
    let cookie = mariam.session.cookie().duplicate();
    assert!(session::resume(&to.abri, cookie).await.is_err());
    assert!(read_shown::open(&to.abri, &link).await.is_err());
    // The seal explains what is missing, and the journal says that the service was restored.
    let back = mariam.enters(&to).await.unwrap();
    assert_eq!(told(&to.abri, &back.open, Event::Restored).await, 1);
    assert_eq!(told(&to.abri, &back.open, Event::PaperDestroyed).await, 1);
    let report = check::check(&to.abri, Depth::Bytes).await.unwrap();
    assert_eq!(report.findings, []);
    // Nothing is restored over what is there.
    let again = restore(&to.abri, folder.path(), None, true).await;
    assert!(matches!(again, Err(Problem::Conflict)));
}

#[tokio::test]
async fn attack_nothing_that_ended_comes_back_from_a_backup_on_sqlite() {
    nothing_that_ended_comes_back(Service::open().await, Service::open().await).await;
}

#[tokio::test]
async fn attack_nothing_that_ended_comes_back_from_a_backup_on_postgres() {
    nothing_that_ended_comes_back(on_postgres().await, on_postgres().await).await;
}

#[tokio::test]
async fn a_backup_of_one_engine_is_restored_into_the_other() {
    nothing_that_ended_comes_back(Service::open().await, on_postgres().await).await;
    nothing_that_ended_comes_back(on_postgres().await, Service::open().await).await;
}

#[tokio::test]
async fn attack_sessions_that_survived_beside_a_restore_end() {
    let folder = tempfile::tempdir().unwrap();
    let from = Service::open().await;
    let mariam = Mariam::at(&from).await;
    take(&from, folder.path(), "monday").await;
    let to = Service::open().await;
    // The ephemeral tables survived the loss of the durable ones.
    let id = [9; 32];
    let mut tx = to.abri.store.ephemeral.begin().await.unwrap();
    let row = sessions::SessionRow {
        id,
        vault_id: mariam.session.open.vault,
        value: vec![1],
        place: Place::Own,
        idle_until: to.abri.now() + Span::DAY,
        until: to.abri.now() + Span::DAY,
        generation: 1,
    };
    sessions::add(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    give_back(&to, folder.path(), "monday").await;
    let mut tx = to.abri.store.ephemeral.read().await.unwrap();
    let found = sessions::find(&mut tx, &id, to.abri.now()).await.unwrap();
    assert!(found.is_none());
}

#[tokio::test]
async fn what_a_backup_has_lost_is_told_and_the_rest_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let from = Service::open().await;
    let mariam = Mariam::at(&from).await;
    let open = &mariam.session.open;
    let (gone, altered) = (
        paper(&from.abri, open, "Un").await,
        paper(&from.abri, open, "Deux").await,
    );
    take(&from, folder.path(), "monday").await;
    let objects = folder.path().join("objects");
    let gone = row(&from, &mariam, gone).await.unwrap().object;
    let altered = row(&from, &mariam, altered).await.unwrap().object;
    std::fs::remove_file(objects.join(&gone)).unwrap();
    flip(&objects.join(&altered));
    let to = Service::open().await;
    let restored = give_back(&to, folder.path(), "monday").await;
    let mut lost: Vec<_> = restored
        .lost
        .into_iter()
        .map(|lost| (lost.object, lost.why))
        .collect();
    lost.sort_by_key(|(object, _)| *object != gone);
    assert_eq!(lost, [(gone, Why::Missing), (altered, Why::Altered)]);
    assert_eq!(restored.copied, 2);
}

#[tokio::test]
async fn attack_rows_of_a_backup_that_were_changed_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let from = Service::open().await;
    Mariam::at(&from).await;
    take(&from, folder.path(), "monday").await;
    flip(&folder.path().join("monday/tables.jsonl"));
    let to = Service::open().await;
    let refused = restore(&to.abri, folder.path(), None, false).await;
    assert!(matches!(
        refused,
        Err(Problem::Damaged(_) | Problem::Unavailable(_))
    ));
}

#[tokio::test]
async fn old_backups_go_with_the_objects_that_they_alone_named() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::open().await;
    let mariam = Mariam::at(&service).await;
    let id = paper(&service.abri, &mariam.session.open, "Un").await;
    let object = row(&service, &mariam, id).await.unwrap().object;
    take(&service, folder.path(), "old").await;
    tombstones::write(&service.abri, Kind::Object, object.as_bytes())
        .await
        .unwrap();
    tombstones::replay(&service.abri).await.unwrap();
    service.pass(Span::days(31));
    let taken = backup(&service.abri, folder.path(), "new", KEEP)
        .await
        .unwrap();
    assert_eq!(taken.removed, 1);
    assert!(!folder.path().join("old").exists());
    assert!(!folder.path().join("objects").join(object).exists());
}

/// What a backup had written that broke off goes as others do, and one that cannot be read is told: both hold what people
/// have destroyed since.
#[tokio::test]
async fn what_a_backup_left_that_broke_off_goes_with_the_old_ones() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::open().await;
    for name in ["broken", "unread", "shut"] {
        take(&service, folder.path(), name).await;
    }
    // As one whose folder belongs to somebody else: what it holds is not known.
    std::fs::remove_file(folder.path().join("shut/manifest.json")).unwrap();
    // Nor may a disk's own folder be looked into, which is no backup.
    std::fs::create_dir(folder.path().join("lost+found")).unwrap();
    for name in ["shut", "lost+found"] {
        let loops = folder.path().join(name).join("manifest.json");
        std::os::unix::fs::symlink(&loops, &loops).unwrap();
    }
    std::fs::remove_file(folder.path().join("broken/manifest.json")).unwrap();
    std::fs::write(folder.path().join("unread/manifest.json"), "{").unwrap();
    let again = async |name: &str| {
        let taken = backup(&service.abri, folder.path(), name, KEEP);
        taken.await.unwrap()
    };
    let taken = again("next").await;
    assert_eq!((taken.removed, taken.unread.len()), (0, 2));
    assert!(folder.path().join("broken").exists(), "it may be under way");
    service.pass(Span::days(31));
    let rows = folder.path().join("broken/tables.jsonl");
    let rows = std::fs::File::options().write(true).open(rows);
    rows.unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    let taken = again("later").await;
    // Each says which.
    let mut said: Vec<String> = taken.unread.iter().map(ToString::to_string).collect();
    said.sort();
    let which = std::iter::zip(&said, ["shut", "unread"]);
    assert!(
        which.into_iter().all(|(said, name)| said.contains(name)),
        "{said:?}"
    );
    assert_eq!((taken.removed, taken.unread.len()), (2, 2));
    assert!(!folder.path().join("broken").exists());
    assert!(folder.path().join("unread").exists());
}

fn flip(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

async fn plant(service: &Service, object: &str, length: u64) {
    let bytes = service
        .abri
        .objects
        .get_range(object, length, 0..length)
        .await
        .unwrap();
    let mut bytes = bytes.to_vec();
    bytes[20] ^= 1;
    service.abri.objects.delete(object).await.unwrap();
    service
        .abri
        .objects
        .put(object, bytes.into())
        .await
        .unwrap();
}

#[tokio::test]
async fn planted_damage_is_found_and_told_once() {
    let claim = Claim::begin("L8", "planted", "cargo test --release --test actions");
    let service = Service::open().await;
    let abri = &service.abri;
    let mariam = Mariam::at(&service).await;
    let open = &mariam.session.open;
    let vault = open.vault;
    let (altered, missing) = (
        paper(abri, open, "Un").await,
        paper(abri, open, "Deux").await,
    );
    let altered = row(&service, &mariam, altered).await.unwrap();
    let missing = row(&service, &mariam, missing).await.unwrap();
    assert_eq!(check::check(abri, Depth::Bytes).await.unwrap().findings, []);
    plant(&service, &altered.object, altered.length).await;
    abri.objects.delete(&missing.object).await.unwrap();

    let missing = Finding::Object {
        vault,
        object: missing.object,
        why: Why::Missing,
    };
    let shallow = check::check(abri, Depth::Lengths).await.unwrap();
    assert_eq!(shallow.findings, std::slice::from_ref(&missing));
    let deep = check::check(abri, Depth::Bytes).await.unwrap();
    let altered = Finding::Object {
        vault,
        object: altered.object,
        why: Why::Altered,
    };
    assert_eq!(deep.findings.len(), 2);
    assert!(deep.findings.contains(&missing) && deep.findings.contains(&altered));
    // Told twice in all: once for each object, whatever the number of checks.
    assert_eq!(told(abri, open, Event::DamageFound).await, 2);
    mariam.enters(&service).await.unwrap();
    // One of the daily slices is hers.
    let mut found = 0;
    for slice in 0..check::SLICES {
        found += check::slice(abri, slice, || true)
            .await
            .unwrap()
            .findings
            .len();
    }
    assert_eq!(found, 2);
    claim.held(0.0);
}

#[tokio::test]
async fn orphans_and_journals_and_clocks_are_looked_at() {
    let service = Service::open().await;
    let abri = &service.abri;
    let mariam = Mariam::at(&service).await;
    abri.objects
        .put("d/00112233445566778899aabbccddeeff", vec![1].into())
        .await
        .unwrap();
    service
        .meddle("abri.sqlite", "UPDATE journal SET at = 0 WHERE number = 1")
        .await;
    service.pass(Span::hours(72));
    let findings = check::check(abri, Depth::Lengths).await.unwrap().findings;
    assert!(findings.iter().any(|finding| matches!(
        finding,
        Finding::Journal { vault, .. } if *vault == mariam.session.open.vault
    )));
    assert!(findings.iter().any(|f| matches!(f, Finding::PastKeys(3))));
    assert!(findings.iter().any(|f| matches!(f, Finding::Clock(_))));
    keep_days::accept_clock(abri).await.unwrap();
    keep_days::keep_days(abri, &[1; 16]).await.unwrap();
    let findings = check::check(abri, Depth::Lengths).await.unwrap().findings;
    assert!(
        !findings
            .iter()
            .any(|f| matches!(f, Finding::PastKeys(_) | Finding::Clock(_)))
    );
}

/// The files of a folder of objects, below one of its folders.
fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let below = |path: std::path::PathBuf| if path.is_dir() { files(&path) } else { 1 };
    entries.map(|entry| below(entry.unwrap().path())).sum()
}

#[tokio::test]
async fn attack_a_way_in_taken_away_while_the_objects_are_away_is_dead_in_the_next_round() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let url = |name: &str| format!("sqlite://{}", at(name).display());
    let store = Store::open(&url("abri.sqlite"), &url("ephemeral.sqlite")).await;
    let objects = Blobs::open(&format!("file://{}", at("objects").display()), None).unwrap();
    let epochs = Epochs::open("memory:", None, &objects).unwrap();
    let service = Service::at(
        store.unwrap(),
        objects,
        epochs,
        tempfile::tempdir().unwrap(),
    )
    .await;
    let abri = &service.abri;
    let mut mariam = Mariam::at(&service).await;
    ways_in::make_card(abri, &mut mariam.session).await.unwrap();
    let all = ways_in::all(abri, &mariam.session.open).await.unwrap();
    let card = all.iter().find(|row| row.kind == SlotKind::Card).unwrap();
    // Where the folder of tombstones would be, something else is: none can be written.
    let place = at("objects").join("tombstones");
    std::fs::write(&place, "").unwrap();
    ways_in::make_card(abri, &mut mariam.session).await.unwrap();
    assert!(tidy::tidy(abri).await.is_err(), "still away");
    std::fs::remove_file(&place).unwrap();
    assert_eq!(files(&place), 0);
    tidy::tidy(abri).await.unwrap();
    let day = abri.now().day().number().to_string();
    let name = service
        .abri
        .keys
        .tombstones()
        .name(Kind::Sealing, &tombstones::sealing(card));
    assert!(place.join(day).join(name).is_file(), "not buried");
    assert_eq!((files(&place), intents_left(&service).await), (1, 0));
}

#[tokio::test]
async fn a_backup_that_fails_leaves_no_piece_of_itself() {
    let folder = tempfile::tempdir().unwrap();
    let from = Service::open().await;
    let mariam = Mariam::at(&from).await;
    let paper = paper(&from.abri, &mariam.session.open, "Bail").await;
    let object = row(&from, &mariam, paper).await.unwrap().object;
    // Where its copy should stand, something else does.
    let taken = folder.path().join("objects").join(object);
    std::fs::create_dir_all(taken.join("in the way")).unwrap();
    let failed = backup(&from.abri, folder.path(), "monday", KEEP).await;
    assert!(failed.is_err());
    assert!(!folder.path().join("monday").exists());
    std::fs::remove_dir_all(taken).unwrap();
    take(&from, folder.path(), "monday").await;
}
