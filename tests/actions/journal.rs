//! "Qui a vu mes papiers ?": what the person reads, takes away, and can have verified without Abri.

use abri::actions::look_back::{self, Known};
use abri::actions::read_shown;
use abri::actions::take_journal;
use abri::actions::verify_journal::{self, Flaw, Mark};
use abri::domain::journal::Event;
use abri::domain::slot::SESSION_AT_MOST;
use abri::domain::time::Span;

use crate::evidence::Claim;
use crate::given::{agree, opening, paper, vault, wish};
use crate::support::Service;

/// A vault in which somebody looked at a paper: some ten entries, two of them sealed to the inbox.
async fn looked_at(service: &Service) -> abri::actions::session::Session {
    let abri = &service.abri;
    let session = vault(abri).await;
    let paper = paper(abri, &session.open, "Fiche de paie").await;
    let share = agree(abri, &session, wish(&[paper])).await;
    service.pass(Span::minutes(5));
    let opening = opening(abri, &session.open, share).await;
    read_shown::open(abri, &opening).await.unwrap();
    session
}

#[tokio::test]
async fn the_person_reads_who_opened_what_the_newest_first() {
    let claim = Claim::begin("L2", "read", "cargo test --release --test actions");
    let service = Service::open().await;
    let session = looked_at(&service).await;
    let since = session.until - SESSION_AT_MOST;
    let seen = look_back::page(&service.abri, &session.open, None, since)
        .await
        .unwrap();
    assert_eq!(seen.broken, None);
    assert_eq!(seen.entries[0].number, seen.head.number);
    assert!(seen.last_visit.is_none(), "this is the first visit");
    let opened = seen
        .entries
        .iter()
        .find(|entry| entry.event == Some(Event::ShareOpened))
        .unwrap();
    let Known::All(details) = &opened.known else {
        panic!("details are readable")
    };
    assert_eq!(details.who, "Claire Morel");
    let last = seen.entries.last().unwrap();
    assert_eq!((last.number, last.event), (1, Some(Event::VaultOpened)));
    claim.held(0.0);
}

#[tokio::test]
async fn older_entries_are_on_older_pages_and_none_is_left_out() {
    let service = Service::open().await;
    let session = vault(&service.abri).await;
    for _ in 0..50 {
        paper(&service.abri, &session.open, "Papier").await;
    }
    let since = session.until - SESSION_AT_MOST;
    let mut before = None;
    let mut numbers = Vec::new();
    loop {
        let seen = look_back::page(&service.abri, &session.open, before, since)
            .await
            .unwrap();
        assert_eq!(seen.broken, None);
        numbers.extend(seen.entries.iter().map(|entry| entry.number));
        before = seen.older;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(numbers, (1..=52).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn attack_a_list_changed_in_the_tables_is_shown_as_changed() {
    let service = Service::open().await;
    let session = looked_at(&service).await;
    let since = session.until - SESSION_AT_MOST;
    let changed = service
        .meddle(
            "abri.sqlite",
            "UPDATE journal SET code = 'notice_read' WHERE number = 3",
        )
        .await;
    assert_eq!(changed, 1);
    let seen = look_back::page(&service.abri, &session.open, None, since)
        .await
        .unwrap();
    assert_eq!(seen.broken, Some(3));
    let all = verify_journal::all(&service.abri).await.unwrap();
    assert_eq!(
        all.flaws,
        [(session.open.vault, Flaw::Changed { number: 3 })]
    );
}

#[tokio::test]
async fn attack_a_list_without_its_beginning_or_without_anything_is_shown_as_changed() {
    let service = Service::open().await;
    let session = looked_at(&service).await;
    let since = session.until - SESSION_AT_MOST;
    for gone in [
        "DELETE FROM journal WHERE number <= 2",
        "DELETE FROM journal",
    ] {
        service.meddle("abri.sqlite", gone).await;
        let seen = look_back::page(&service.abri, &session.open, None, since)
            .await
            .unwrap();
        assert_eq!(seen.broken, Some(1), "{gone}");
    }
}

#[tokio::test]
async fn attack_rows_deleted_or_cut_off_in_the_tables_are_named() {
    for (sql, flaw) in [
        (
            "DELETE FROM journal WHERE number = 2",
            Flaw::Deleted { number: 2 },
        ),
        (
            "DELETE FROM journal WHERE number > 3",
            Flaw::Cut {
                last: 3,
                expected: 5,
            },
        ),
        (
            "UPDATE journal SET at = at + 1 WHERE number = 4",
            Flaw::Changed { number: 4 },
        ),
        (
            "UPDATE vaults SET journal_hash = zeroblob(32)",
            Flaw::Changed { number: 5 },
        ),
    ] {
        let service = Service::open().await;
        let session = looked_at(&service).await;
        service.meddle("abri.sqlite", sql).await;
        let all = verify_journal::all(&service.abri).await.unwrap();
        assert_eq!(all.flaws, [(session.open.vault, flaw)], "{sql}");
    }
}

/// The journal taken away, line by line.
async fn taken(service: &Service) -> Vec<String> {
    let session = looked_at(service).await;
    let text = take_journal::lines(&service.abri, &session.open)
        .await
        .unwrap();
    text.lines().map(str::to_owned).collect()
}

fn verify(lines: &[String], mark: Option<&str>) -> Result<verify_journal::Sound, Flaw> {
    let mark: Option<Mark> = mark.map(|mark| mark.parse().unwrap());
    verify_journal::taken(&lines.join("\n"), mark.as_ref(), None)
}

#[tokio::test]
async fn what_was_taken_away_verifies_without_the_service() {
    let claim = Claim::begin("L2", "export", "cargo test --release --test actions");
    let service = Service::open().await;
    let lines = taken(&service).await;
    let sound = verify(&lines, None).unwrap();
    assert_eq!(sound.entries + 1, lines.len() as u64);
    assert_eq!(sound.without_details, 0);
    assert!(lines.iter().any(|line| line.contains("Claire Morel")));
    let said = sound.to_string();
    let mark = said.split("mark ").nth(1).unwrap();
    assert_eq!(verify(&lines, Some(mark)), Ok(sound));
    claim.held(0.0);
}

/// One way of tampering with the lines of a list.
type Tampering = dyn Fn(&mut Vec<String>);

#[tokio::test]
async fn attack_every_tampering_with_a_taken_list_is_named() {
    let service = Service::open().await;
    let lines = taken(&service).await;
    let last = lines.len() as u64 - 1;
    let changed = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        verify(&lines, None)
    };
    let cases: [(&str, &Tampering, Flaw); 9] = [
        (
            "another code",
            &|lines| lines[3] = lines[3].replace("paper_added", "paper_looked"),
            Flaw::Changed { number: 3 },
        ),
        (
            "another time",
            &|lines| lines[2] = lines[2].replacen("\"at\":1", "\"at\":2", 1),
            Flaw::Changed { number: 2 },
        ),
        (
            "another name",
            &|lines| lines[5] = lines[5].replace("Claire", "Clara"),
            Flaw::Details { number: 5 },
        ),
        (
            "a salt alone",
            &|lines| lines[5] = lines[5].replace("\"details\"", "\"more\""),
            Flaw::Details { number: 5 },
        ),
        (
            "an entry deleted",
            &|lines| drop(lines.remove(2)),
            Flaw::Deleted { number: 2 },
        ),
        (
            "an entry inserted",
            &|lines| lines.insert(3, lines[2].clone()),
            Flaw::Inserted {
                number: 2,
                expected: 3,
            },
        ),
        (
            "the end cut off",
            &|lines| drop(lines.pop()),
            Flaw::Cut {
                last: last - 1,
                expected: last,
            },
        ),
        (
            "another vault",
            &|lines| lines[0] = lines[0].replacen("\"vault\":\"", "\"vault\":\"00", 1),
            Flaw::NotAJournal,
        ),
        (
            "a line that is no entry",
            &|lines| lines[4] = "…".to_owned(),
            Flaw::Unreadable { line: 5 },
        ),
    ];
    for (what, change, flaw) in cases {
        assert_eq!(changed(change), Err(flaw), "{what}");
    }
}

#[tokio::test]
async fn attack_a_list_cut_and_sealed_anew_is_found_by_the_noted_mark() {
    let service = Service::open().await;
    let lines = taken(&service).await;
    let sound = verify(&lines, None).unwrap();
    let mark = sound.to_string();
    let mark = mark.split("mark ").nth(1).unwrap();
    // The end is cut off, and the first line says that this is all there is.
    let entry: serde_json::Value = serde_json::from_str(&lines[4]).unwrap();
    let mut first: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    first["entries"] = 4.into();
    first["head"] = entry["hash"].clone();
    let mut cut = lines[..5].to_vec();
    cut[0] = first.to_string();
    assert!(verify(&cut, None).is_ok(), "nothing else can tell");
    assert_eq!(
        verify(&cut, Some(mark)),
        Err(Flaw::Cut {
            last: 4,
            expected: sound.entries,
        })
    );
    assert_eq!(
        verify(&lines, Some("5:00000000")),
        Err(Flaw::NotTheNoted { number: 5 })
    );
}
