//! Another key takes over the log of checkpoints: what was kept before counts still, and the former key signs nothing new.

use abri::actions::check::{Depth, Finding, check};
use abri::actions::checkpoints::append::append;
use abri::actions::checkpoints::read::{Flaw, goes_on_from, newest};
use abri::actions::take_journal;
use abri::actions::verify_journal::{self, LogKey};
use abri::actions::{Abri, Problem};
use abri::crypto::checkpoints::{Line, Said, Verifier};
use abri::crypto::merkle::Tree;
use abri::crypto::secrets::Key;
use abri::crypto::server_keys::ServerKeys;

use data_encoding::HEXLOWER;

use crate::given::paper;
use crate::keep_safe::Mariam;
use crate::support::Service;

const HOLDER: [u8; 16] = [9; 16];

fn keys() -> ServerKeys {
    let key = |byte| Key::take(&mut [byte; 32]);
    ServerKeys::new(key(1), key(2), key(3))
}

/// The key of before: derived from the recipients key, as where nothing else is configured.
fn before() -> Verifier {
    keys().checkpoint_signer().verifier().clone()
}

fn own(byte: u8) -> Key {
    Key::take(&mut [byte; 32])
}

fn new() -> Verifier {
    let keys = keys().with_checkpoints(Some(own(7)), vec![], vec![]);
    keys.checkpoint_signer().verifier().clone()
}

/// Where the former key signs, and the next one is believed.
fn announced() -> ServerKeys {
    keys().with_checkpoints(None, vec![], vec![new()])
}

/// Where the new one signs.
fn taken_over() -> ServerKeys {
    keys().with_checkpoints(Some(own(7)), vec![before()], vec![])
}

async fn logs(service: &Service) -> usize {
    append(&service.abri, &HOLDER).await.unwrap()
}

async fn findings(service: &Service) -> Vec<Finding> {
    check(&service.abri, Depth::Bytes).await.unwrap().findings
}

#[tokio::test]
async fn another_key_takes_over_node_by_node_and_what_was_kept_counts() {
    let mut service = Service::open().await;
    let mariam = Mariam::at(&service).await;
    logs(&service).await;
    let (note, key) = newest(&service.abri).await.unwrap();
    assert_eq!(key, before().text());
    let taken = take_journal::lines(&service.abri, &mariam.session.open)
        .await
        .unwrap();

    // Each node is told of it, and the former one signs still.
    service.abri.keys = announced();
    paper(&service.abri, &mariam.session.open, "Un").await;
    logs(&service).await;
    assert_eq!(newest(&service.abri).await.unwrap().1, before().text());

    // One node goes over: nothing grew, and its key vouches for all there is within a round.
    service.abri.keys = taken_over();
    assert_eq!(findings(&service).await, [Finding::Log(Flaw::EarlierKey)]);
    assert_eq!(logs(&service).await, 1);
    assert_eq!(logs(&service).await, 0, "once");
    assert_eq!(findings(&service).await, []);
    assert_eq!(newest(&service.abri).await.unwrap().1, new().text());
    assert_eq!(goes_on_from(&service.abri, &note).await.unwrap(), Ok(()));

    // The other node reads it, and leaves the log to those who have gone over.
    service.abri.keys = announced();
    paper(&service.abri, &mariam.session.open, "Deux").await;
    let refused = append(&service.abri, &HOLDER).await;
    assert!(matches!(refused, Err(Problem::Unavailable(_))));
    assert_eq!(findings(&service).await, []);
    service.abri.keys = taken_over();
    assert_eq!(logs(&service).await, 1);
    assert_eq!(findings(&service).await, []);

    // What the person took before is good against the key of then, and what they take now against the new one.
    let now = take_journal::lines(&service.abri, &mariam.session.open)
        .await
        .unwrap();
    let (old, own): (LogKey, LogKey) = (
        before().text().parse().unwrap(),
        new().text().parse().unwrap(),
    );
    verify_journal::taken(&taken, None, Some(&old)).unwrap();
    verify_journal::taken(&now, None, Some(&own)).unwrap();
    assert!(verify_journal::taken(&now, None, Some(&old)).is_err());
}

/// A piece that says that everything was restored, signed with the key of before; its name.
async fn forge(abri: &Abri, lines: u64) -> String {
    let mut tree = Tree::default();
    for first in 0..lines {
        let name = format!("checkpoints/log/{first:016}");
        let Some(length) = abri.objects.head(&name).await.unwrap() else {
            continue;
        };
        let piece = abri.objects.get_range(&name, length, 0..length).await;
        let piece = String::from_utf8(piece.unwrap().to_vec()).unwrap();
        for line in piece.lines().filter_map(|line| line.strip_prefix("line ")) {
            let line = HEXLOWER.decode(line.as_bytes()).unwrap();
            tree.push(Line::from_bytes(&line).unwrap().leaf());
        }
    }
    assert_eq!(tree.size(), lines);
    let line = Line {
        said: Said::Restored,
        at: abri.now(),
    };
    tree.push(line.leaf());
    let note = keys().checkpoint_signer().sign(&tree);
    let said = HEXLOWER.encode(&line.to_bytes());
    let edge = tree
        .edge()
        .iter()
        .map(|hash| format!("edge {}\n", HEXLOWER.encode(hash)));
    let text = format!("{note}\nline {said}\n{}", edge.collect::<String>());
    let name = format!("checkpoints/log/{lines:016}");
    abri.objects.put(&name, text.into()).await.unwrap();
    name
}

#[tokio::test]
async fn attack_whoever_has_the_former_key_signs_nothing_new() {
    let mut service = Service::open().await;
    let mariam = Mariam::at(&service).await;
    logs(&service).await;
    service.abri.keys = taken_over();
    assert_eq!(logs(&service).await, 1);
    let lines = check(&service.abri, Depth::Bytes).await.unwrap().logged;

    // With the objects in hand, and the former key: a piece after the end, as the service of before would write it.
    let forged = forge(&service.abri, lines).await;
    assert_eq!(findings(&service).await, [Finding::Log(Flaw::Piece(lines))]);
    paper(&service.abri, &mariam.session.open, "Un").await;
    let tried = append(&service.abri, &HOLDER).await;
    assert!(tried.is_err(), "nothing is added to it");
    service.abri.objects.delete(&forged).await.unwrap();
    assert_eq!(logs(&service).await, 1);
    assert_eq!(findings(&service).await, []);
    let name = format!("checkpoints/log/{lines:016}");
    service.abri.objects.delete(&name).await.unwrap();

    // The pieces of the new key taken away: what is left ends with the former one, and is not believed either.
    let last = format!("checkpoints/log/{:016}", lines - 1);
    service.abri.objects.delete(&last).await.unwrap();
    let found = findings(&service).await;
    assert!(found.contains(&Finding::Log(Flaw::EarlierKey)), "{found:?}");

    // Who knows only the new key reads none of it.
    service.abri.keys = keys().with_checkpoints(Some(own(7)), vec![], vec![]);
    assert!(
        findings(&service)
            .await
            .contains(&Finding::Log(Flaw::Piece(0)))
    );
}
