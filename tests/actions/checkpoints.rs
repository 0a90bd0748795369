//! Somebody takes the tables back to an earlier state: the log beside the objects tells.

use std::process::Command;

use abri::actions::Abri;
use abri::actions::check::{self, Depth, Finding, Report};
use abri::actions::checkpoints::append::append;
use abri::actions::checkpoints::read::{Flaw, goes_on_from, newest};
use abri::actions::close_vault::{keep as keep_open, later};
use abri::actions::keep_days::{accept_clock, keep_days};
use abri::actions::papers;
use abri::actions::prove::prove;
use abri::actions::stop::stop;
use abri::actions::sweep::sweep;
use abri::blobs::Epochs;
use abri::domain::journal::Event;
use abri::domain::time::Span;
use abri::store::{Store, leases};
use futures_util::TryStreamExt;

use crate::given::{agree, paper, told, wish};
use crate::keep_safe::Mariam;
use crate::postgres;
use crate::support::Service;

const HOLDER: [u8; 16] = [9; 16];

async fn logs(service: &Service) -> usize {
    append(&service.abri, &HOLDER).await.unwrap()
}

async fn checked(abri: &Abri) -> Report {
    check::check(abri, Depth::Bytes).await.unwrap()
}

/// A plain dump of one database, restored into another.
const COPY: &str = r#"
for bin in /usr/lib/postgresql/*/bin; do PATH="$PATH:$bin"; done
pg_dump --dbname="$1" | psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --dbname="$2" >/dev/null
"#;

fn copy(of: &str) -> String {
    let to = postgres::database();
    let copied = Command::new("sh")
        .args(["-c", COPY, "sh", of, &to])
        .status();
    assert!(copied.unwrap().success(), "pg_dump or psql failed");
    to
}

/// The tables as they are now, for a service that is opened later over the same objects.
enum Kept {
    Sqlite(tempfile::TempDir),
    Postgres(String),
}

async fn keep(service: &Service, url: Option<&str>) -> Kept {
    let Some(url) = url else {
        let folder = tempfile::tempdir().unwrap();
        let into = format!(
            "VACUUM INTO '{}'",
            folder.path().join("abri.sqlite").display()
        );
        service
            .meddle("abri.sqlite", Box::leak(into.into_boxed_str()))
            .await;
        return Kept::Sqlite(folder);
    };
    Kept::Postgres(copy(url))
}

async fn at(kept: Kept, from: &Service) -> Service {
    let (store, folder) = match kept {
        Kept::Sqlite(folder) => {
            let file = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
            let store = Store::open(&file("abri.sqlite"), &file("ephemeral.sqlite")).await;
            (store.unwrap(), folder)
        }
        Kept::Postgres(url) => {
            let store = Store::open(&url, &url).await.unwrap();
            (store, tempfile::tempdir().unwrap())
        }
    };
    let objects = from.abri.objects.clone();
    let epochs = Epochs::open("memory:", None, &objects).unwrap();
    let service = Service::at(store, objects, epochs, folder).await;
    // The lease of whoever kept the days yesterday is in the tables too.
    service.pass(Span::minutes(6));
    keep_days(&service.abri, &HOLDER).await.unwrap();
    service
}

async fn on_sqlite() -> (Service, Option<String>) {
    (Service::open().await, None)
}

async fn on_postgres() -> (Service, Option<String>) {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    let service = Service::over(store, tempfile::tempdir().unwrap()).await;
    (service, Some(url))
}

#[tokio::test]
async fn attack_tables_taken_back_to_yesterday_are_told_on_sqlite() {
    taken_back(on_sqlite().await).await;
}

#[tokio::test]
async fn attack_tables_taken_back_to_yesterday_are_told_on_postgres() {
    taken_back(on_postgres().await).await;
}

async fn taken_back((service, url): (Service, Option<String>)) {
    let (mariam, yacine) = (Mariam::at(&service).await, Mariam::at(&service).await);
    let open = &mariam.session.open;
    let shown = paper(&service.abri, open, "Bail").await;
    let share = agree(&service.abri, &mariam.session, wish(&[shown])).await;
    assert_eq!(logs(&service).await, 2);
    assert_eq!(logs(&service).await, 0, "nothing has changed since");
    let yesterday = keep(&service, url.as_deref()).await;
    stop(&service.abri, open, share).await.unwrap();
    paper(&service.abri, open, "Avis").await;
    let later = Mariam::at(&service).await;
    assert_eq!(logs(&service).await, 2);
    let report = checked(&service.abri).await;
    assert_eq!((report.findings, report.logged), (vec![], 4));

    let back = at(yesterday, &service).await;
    let report = checked(&back.abri).await;
    let vault = open.vault;
    assert!(
        report.findings.iter().any(|finding| matches!(
            finding,
            Finding::WentBack { vault: whose, logged, now } if *whose == vault && logged > now
        )),
        "{:?}",
        report.findings
    );
    assert!(report.findings.contains(&Finding::Gone(1)));
    assert!(
        later.enters(&back).await.is_err(),
        "their vault is not there"
    );
    // Whose journal does not go on is told at the next visit, once; nobody else is.
    let session = mariam.enters(&back).await.unwrap();
    assert!(session.notes.went_back_at.is_some());
    assert_eq!(told(&back.abri, &session.open, Event::WentBack).await, 1);
    let again = mariam.enters(&back).await.unwrap();
    assert!(again.notes.went_back_at.is_some());
    assert_eq!(told(&back.abri, &again.open, Event::WentBack).await, 1);
    let other = yacine.enters(&back).await.unwrap();
    assert_eq!(told(&back.abri, &other.open, Event::WentBack).await, 0);
    // That what was running is ended concerns everybody, and their first page says so.
    assert_eq!(told(&back.abri, &other.open, Event::Restored).await, 1);
    assert!(other.notes.went_back_at.is_some());
    // It goes on from what there is, and what has happened stays in the log.
    assert_eq!(logs(&back).await, 2);
    let report = checked(&back.abri).await;
    assert_eq!(report.findings, [Finding::Gone(1)]);
    assert_eq!((report.went_back, report.logged), (1, 6));
    back.pass(Span::days(31));
    accept_clock(&back.abri).await.unwrap();
    keep_days(&back.abri, &HOLDER).await.unwrap();
    let much_later = mariam.enters(&back).await.unwrap();
    assert!(much_later.notes.went_back_at.is_none());
}

#[tokio::test]
async fn attack_tables_taken_back_to_a_wish_to_close_erase_nothing() {
    let (service, _) = on_sqlite().await;
    let abri = &service.abri;
    let mut mariam = Mariam::at(&service).await;
    paper(abri, &mariam.session.open, "Bail").await;
    let phone = mariam.session.notes.slot_id;
    prove(abri, &mut mariam.session, &phone, &mariam.code)
        .await
        .unwrap();
    later(abri, &mariam.session).await.unwrap();
    let yesterday = keep(&service, None).await;
    let session = mariam.enters(&service).await.unwrap();
    keep_open(abri, &session).await.unwrap();
    logs(&service).await;
    let back = at(yesterday, &service).await;
    back.pass(Span::days(8));
    accept_clock(&back.abri).await.unwrap();
    keep_days(&back.abri, &HOLDER).await.unwrap();
    sweep(&back.abri).await.unwrap();
    let session = mariam.enters(&back).await.unwrap();
    assert_eq!(session.vault.closes_at, None);
    assert!(session.notes.went_back_at.is_some());
    assert_eq!(
        told(&back.abri, &session.open, Event::ClosingStopped).await,
        1
    );
    assert_eq!(
        papers::all(&back.abri, &session.open).await.unwrap().len(),
        1
    );
}

#[tokio::test]
async fn attack_somebody_elses_entry_does_not_cover_what_was_taken_back() {
    let (service, _) = on_sqlite().await;
    let mariam = Mariam::at(&service).await;
    let open = &mariam.session.open;
    paper(&service.abri, open, "Bail").await;
    logs(&service).await;
    let yesterday = keep(&service, None).await;
    paper(&service.abri, open, "Avis").await;
    logs(&service).await;
    let back = at(yesterday, &service).await;
    // An entry with the number of the one that was logged, written while nobody is there.
    for name in names(&back.abri, "d").await {
        back.abri.objects.delete(&name).await.unwrap();
    }
    checked(&back.abri).await;
    assert_eq!(told(&back.abri, open, Event::DamageFound).await, 1);
    assert_eq!(logs(&back).await, 0, "told first");
    assert_eq!(told(&back.abri, open, Event::WentBack).await, 1);
    assert_eq!(logs(&back).await, 1);
    let found = checked(&back.abri).await.findings;
    let back = |finding: &Finding| matches!(finding, Finding::WentBack { .. });
    assert!(!found.iter().any(back), "{found:?}");
}

async fn names(abri: &Abri, folder: &str) -> Vec<String> {
    let list = abri.objects.list(folder);
    let mut names: Vec<_> = list.map_ok(|one| one.name).try_collect().await.unwrap();
    names.sort();
    names
}

async fn swap(abri: &Abri, name: &str, by: Vec<u8>) {
    abri.objects.delete(name).await.unwrap();
    abri.objects.put(name, by.into()).await.unwrap();
}

#[tokio::test]
async fn attack_a_log_that_was_altered_cut_or_written_anew_is_refused() {
    let (service, _) = on_sqlite().await;
    let abri = &service.abri;
    let mariam = Mariam::at(&service).await;
    for title in ["Un", "Deux", "Trois"] {
        paper(abri, &mariam.session.open, title).await;
        assert_eq!(logs(&service).await, 1);
    }
    let (note, key) = newest(abri).await.unwrap();
    assert!(key.starts_with("abri/"), "{key}");
    assert_eq!(goes_on_from(abri, &note).await.unwrap(), Ok(()));
    paper(abri, &mariam.session.open, "Quatre").await;
    logs(&service).await;
    assert_eq!(goes_on_from(abri, &note).await.unwrap(), Ok(()));
    let forged = note.replace("\n3\n", "\n2\n");
    let unsigned = goes_on_from(abri, &forged).await.unwrap();
    assert_eq!(unsigned, Err(Flaw::NotSigned));

    let names = names(abri, "checkpoints/log").await;
    assert_eq!(names.len(), 4);
    let mut texts = Vec::new();
    for name in &names {
        let length = abri.objects.head(name).await.unwrap().unwrap();
        let bytes = abri
            .objects
            .get_range(name, length, 0..length)
            .await
            .unwrap();
        texts.push(bytes.to_vec());
    }
    // Every byte of a piece, the last line's end apart, is signed or compared with what is.
    for at in (0..texts[1].len() - 1).step_by(7) {
        let mut altered = texts[1].clone();
        altered[at] ^= 1;
        swap(abri, &names[1], altered).await;
        let found = checked(abri).await.findings;
        let flaw = |flaw| found == [Finding::Log(flaw)];
        assert!(flaw(Flaw::Piece(1)) || flaw(Flaw::Fork(1)), "byte {at}");
    }
    // A piece in another's place.
    swap(abri, &names[1], texts[2].clone()).await;
    assert_eq!(checked(abri).await.findings, [Finding::Log(Flaw::Piece(1))]);
    swap(abri, &names[1], texts[1].clone()).await;
    assert_eq!(checked(abri).await.findings, []);
    // Cut: by itself it looks whole, and the kept checkpoint tells.
    for name in &names[2..] {
        abri.objects.delete(name).await.unwrap();
    }
    let cut = goes_on_from(abri, &note).await.unwrap();
    assert_eq!(cut, Err(Flaw::NotTheNoted(3)));
    // Written anew behind the cut.
    paper(abri, &mariam.session.open, "Cinq").await;
    logs(&service).await;
    let anew = goes_on_from(abri, &note).await.unwrap();
    assert_eq!(anew, Err(Flaw::NotTheNoted(3)));
}

#[tokio::test]
async fn one_process_logs_at_a_time_and_names_nobody() {
    let (service, _) = on_sqlite().await;
    let abri = &service.abri;
    let mariam = Mariam::at(&service).await;
    assert_eq!(logs(&service).await, 1);
    paper(abri, &mariam.session.open, "Bail").await;
    let mut tx = abri.store.ephemeral.begin().await.unwrap();
    let (now, span) = (abri.now(), Span::minutes(5));
    let name = "checkpoints";
    assert!(
        leases::take(&mut tx, name, &HOLDER, now, span)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    assert_eq!(append(abri, &[8; 16]).await.unwrap(), 0, "not its turn");
    service.pass(Span::minutes(6));
    assert_eq!(append(abri, &[8; 16]).await.unwrap(), 1);
    let names = names(abri, "checkpoints").await;
    let vault = mariam.session.open.vault.to_string();
    assert!(names.iter().all(|name| !name.contains(&vault)));
    let heads = names.iter().filter(|name| name.contains("/heads/"));
    assert_eq!(heads.count(), 1, "the newest alone");
}
