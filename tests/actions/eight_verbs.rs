//! What NF Z42-020 asks of a digital vault: eight verbs, each told in the journal, over both set-ups.

use abri::actions::certify::certify;
use abri::actions::look_back::{self, Known};
use abri::actions::remove_paper::{destroy_now, remove};
use abri::actions::session::Session;
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{
    Abri, Problem, papers, reading, take_journal, tell_reading, tidy, verify_journal, verify_paper,
};
use abri::domain::access::{may_keep, may_read};
use abri::domain::document::REST;
use abri::domain::ids::DocumentId;
use abri::domain::journal::{Details, Event};
use abri::domain::slot::{Place, SlotKind};
use abri::domain::time::{Moment, Span};
use futures_util::TryStreamExt;

use crate::evidence::Claim;
use crate::given::{newcomer, told};
use crate::mutations::objects;
use crate::mutations::setups::{postgres_and_s3, sqlite_and_disk};
use crate::papers::add;
use crate::samples;
use crate::support::Service;

const COMMAND: &str = "cargo test --release --test actions eight_verbs";

/// The newest entry of this kind, and its number.
async fn newest(abri: &Abri, session: &Session, event: Event) -> (u64, Details) {
    let since = Moment::from_millis(0);
    let page = look_back::page(abri, &session.open, None, since).await;
    let entries = page.unwrap().entries;
    let entry = entries.into_iter().find(|entry| entry.event == Some(event));
    let entry = entry.unwrap();
    match entry.known {
        Known::All(details) => (entry.number, *details),
        _ => panic!("details are readable"),
    }
}

/// Deposit, and whose it is.
async fn deposits(service: &Service, session: &Session, bytes: &[u8]) -> DocumentId {
    let added = add(service, session, bytes).await.unwrap();
    let (_, entry) = newest(&service.abri, session, Event::PaperAdded).await;
    let paper = papers::find(&service.abri, &session.open, added.id).await;
    let facts = paper.unwrap().current.record.facts;
    assert_eq!(entry.document, added.id.to_string());
    assert_eq!(entry.digest, facts.digest);
    added.id
}

/// Read: what was put in, byte for byte.
async fn reads(abri: &Abri, session: &Session, id: DocumentId) -> Vec<u8> {
    let open = &session.open;
    let paper = papers::find(abri, open, id).await.unwrap();
    tell_reading::looked(abri, session, &[&paper])
        .await
        .unwrap();
    let (_, entry) = newest(abri, session, Event::PaperLooked).await;
    assert_eq!(entry.document, id.to_string());
    let facts = &paper.current.record.facts;
    let (read, keep) = (
        may_read(open.owner(), open.vault).unwrap(),
        may_keep(open.owner(), open.vault).unwrap(),
    );
    let key = &paper.current.record.pictures_key;
    let page = reading::picture(abri, &read, key, &facts.pictures_file, &facts.pages[0]).await;
    assert!(!page.unwrap().is_empty());
    let still = || async { true };
    let key = &paper.current.record.key;
    let file = reading::original(abri, &keep, key, &facts.file, facts.bytes, still).await;
    let pieces: Vec<_> = file.unwrap().try_collect().await.unwrap();
    pieces.concat()
}

async fn eight_verbs(service: Service, setup: &str) {
    let claim = Claim::begin("L24", setup, COMMAND);
    let abri = &service.abri;
    let (session, phone) = newcomer(abri).await;
    let (phone, code) = (phone.unwrap(), session.notes.drawn[0].text.clone());
    let open = &session.open;
    let bytes = samples::pdf(2, "", "");

    // Deposit and read.
    let kept = deposits(&service, &session, &bytes).await;
    assert_eq!(reads(abri, &session, kept).await, bytes);

    // Read metadata, list and count: of each visit, which the journal tells.
    let second = deposits(&service, &session, &samples::pdf(1, "", "")).await;
    let way = Way::held(SlotKind::Device, phone, &code).unwrap();
    let before = told(abri, open, Event::SignedIn).await;
    let session = sign_in(abri, way, Place::Own, "192.0.2.1").await.unwrap();
    let open = &session.open;
    assert_eq!(told(abri, open, Event::SignedIn).await, before + 1);
    let facts = papers::find(abri, open, kept)
        .await
        .unwrap()
        .current
        .record
        .facts;
    assert_eq!((facts.bytes, facts.pages.len()), (bytes.len() as u64, 2));
    assert_eq!(
        (facts.kind.as_str(), facts.digest.len()),
        ("bulletin_salaire", 64)
    );
    let all = papers::all(abri, open).await.unwrap();
    let mut listed: Vec<_> = all.iter().map(|paper| paper.id).collect();
    listed.sort();
    let mut both = vec![kept, second];
    both.sort();
    assert_eq!(listed, both);
    assert_eq!(all.iter().filter(|paper| paper.is_kept()).count(), 2);

    // Check: told with its digest, certified; a byte that was changed is found and told.
    let number = verify_paper::verify_paper(abri, open, kept).await.unwrap();
    let shown = certify(abri, open, Event::PaperChecked, number)
        .await
        .unwrap();
    assert_eq!(shown.details.digest, facts.digest);
    assert_eq!(newest(abri, &session, Event::PaperChecked).await.0, number);
    let everything = objects::all(abri).await;
    for object in [&facts.file.object, &facts.pictures_file.object] {
        let mut changed = everything[object].clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        objects::write(abri, object, Some(&changed)).await;
        let found = verify_paper::verify_paper(abri, open, kept).await;
        assert!(matches!(found, Err(Problem::Damaged(_))), "{object}");
        objects::write(abri, object, Some(&everything[object])).await;
    }
    assert_eq!(told(abri, open, Event::DamageFound).await, 1, "once a day");
    let (_, damage) = newest(abri, &session, Event::DamageFound).await;
    assert_eq!(damage.document, kept.to_string());
    assert_eq!(told(abri, open, Event::PaperChecked).await, 1);
    verify_paper::verify_paper(abri, open, kept).await.unwrap();

    // Read the journal, and keep it: whole, and told once a visit.
    tell_reading::journal_taken(abri, &session).await.unwrap();
    tell_reading::journal_taken(abri, &session).await.unwrap();
    assert_eq!(told(abri, open, Event::JournalTaken).await, 1);
    let lines = take_journal::lines(abri, open).await.unwrap();
    let sound = verify_journal::taken(&lines, None, None).unwrap();
    assert_eq!((sound.vault, sound.without_details), (open.vault, 0));

    destroys(&service, &session, (kept, second)).await;
    assert!(papers::all(abri, open).await.unwrap().is_empty());
    claim.held(0.0);
}

/// Destroy, at once and by itself after seven days: certified by name, digest, moment and by whom.
async fn destroys(service: &Service, session: &Session, (one, other): (DocumentId, DocumentId)) {
    let (abri, open) = (&service.abri, &session.open);
    let digest = async |id| {
        let paper = papers::find(abri, open, id).await.unwrap();
        paper.current.record.facts.digest
    };
    let (first, second) = (digest(one).await, digest(other).await);
    remove(abri, open, one).await.unwrap();
    let number = destroy_now(abri, open, one).await.unwrap();
    let shown = certify(abri, open, Event::PaperDestroyed, number)
        .await
        .unwrap();
    assert_eq!((&shown.details.digest, shown.by_person), (&first, true));
    assert_eq!(shown.at, abri.now());
    remove(abri, open, other).await.unwrap();
    service.pass(REST + Span::millis(1));
    assert_eq!(tidy::tidy(abri).await.unwrap().destroyed, 1);
    let (number, _) = newest(abri, session, Event::PaperDestroyed).await;
    let shown = certify(abri, open, Event::PaperDestroyed, number)
        .await
        .unwrap();
    assert_eq!((&shown.details.digest, shown.by_person), (&second, false));
    assert_eq!(shown.details.title, "Fiche de paie");
    for id in [one, other] {
        let found = papers::find(abri, open, id).await;
        assert!(matches!(found, Err(Problem::NotFound)));
    }
    let left = objects::all(abri).await;
    let is_paper = |name: &&String| name.starts_with("d/") || name.starts_with("p/");
    assert_eq!(left.keys().filter(is_paper).count(), 0, "no byte is left");
    let wrong = certify(abri, open, Event::PaperChecked, number).await;
    assert!(matches!(wrong, Err(Problem::NotFound)));
}

#[tokio::test]
async fn eight_verbs_are_there_and_told_on_sqlite_and_disk() {
    let (service, _) = sqlite_and_disk().await;
    eight_verbs(service, "sqlite-disk").await;
}

#[tokio::test]
async fn eight_verbs_are_there_and_told_on_postgres_and_s3() {
    let (_server, service, _) = postgres_and_s3().await;
    eight_verbs(service, "postgres-s3").await;
}
