//! Another pepper takes the place of the first: everybody comes in before, meanwhile and afterwards, and what is sealed
//! since opens under the new one alone.

use std::future::poll_fn;
use std::path::Path;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use abri::actions::backup::backup;
use abri::actions::backup::restore::restore;
use abri::actions::peppers::{self, Peppers};
use abri::actions::session::Session;
use abri::actions::sign_in::{Way, sign_in};
use abri::actions::{Abri, Outcome, Problem, papers, ways_in};
use abri::crypto::codes::Code;
use abri::crypto::secrets::{Key, Secret};
use abri::crypto::server_keys::ServerKeys;
use abri::crypto::words::Phrase;
use abri::domain::person::Identifier;
use abri::domain::slot::{Place, SlotKind, TRIES};
use abri::domain::time::Span;
use abri::store::Store;
use abri::store::slots::SlotRow;

use data_encoding::HEXLOWER;
use tokio::time::timeout;

use crate::given::{newcomer, paper};
use crate::people::on_postgres;
use crate::postgres;
use crate::support::Service;

const IDENTIFIER: &str = "mariam-2026";
/// The pepper of before, which is that of every test, and the new one.
const BEFORE: u8 = 1;
const NEW: u8 = 9;
const KINDS: [SlotKind; 2] = [SlotKind::Device, SlotKind::Phrase];

fn keys(pepper: u8, other: Option<u8>) -> ServerKeys {
    let key = |byte| Key::take(&mut [byte; 32]);
    let keys = ServerKeys::new(key(pepper), key(2), key(3));
    match other {
        Some(other) => keys.with_other_pepper(key(other)),
        None => keys,
    }
}

/// Somebody with a phone, words, a card and a rescue code.
struct Person {
    session: Session,
    phone: Secret,
    code: String,
    words: String,
    rescue: String,
}

impl Person {
    async fn new(abri: &Abri) -> Self {
        let (mut session, phone) = newcomer(abri).await;
        let code = session.notes.drawn[0].text.clone();
        let identifier = Identifier::parse(IDENTIFIER).unwrap();
        ways_in::choose_words(abri, &mut session, &identifier)
            .await
            .unwrap();
        let words = session.notes.drawn.last().unwrap().text.clone();
        ways_in::make_rescue_code(abri, &mut session).await.unwrap();
        let rescue = session.notes.drawn.last().unwrap().text.clone();
        paper(abri, &session.open, "Bail").await;
        Self {
            session,
            phone: phone.unwrap(),
            code,
            words,
            rescue,
        }
    }

    fn way(&self, kind: SlotKind) -> Way {
        match kind {
            SlotKind::Device => Way::Held {
                kind,
                secret: self.phone.duplicate(),
                code: Code::parse(&self.code, 6).unwrap(),
            },
            _ => Way::Words {
                identifier: Identifier::parse(IDENTIFIER).unwrap(),
                phrase: Phrase::typed(&self.words).unwrap(),
            },
        }
    }

    async fn comes(&self, abri: &Abri, kind: SlotKind) -> Outcome<Session> {
        sign_in(abri, self.way(kind), Place::Own, "192.0.2.1").await
    }

    /// Comes in and reads.
    async fn comes_in(&self, abri: &Abri, kind: SlotKind) {
        let session = self.comes(abri, kind).await.unwrap();
        let kept = papers::all(abri, &session.open).await.unwrap();
        assert_eq!(kept.len(), 1, "{kind:?}");
    }

    async fn row(&self, abri: &Abri, kind: SlotKind) -> SlotRow {
        let all = ways_in::all(abri, &self.session.open).await.unwrap();
        all.into_iter().find(|row| row.kind == kind).unwrap()
    }

    /// Whether this way in rests on that pepper.
    async fn rests_on(&self, abri: &Abri, kind: SlotKind, pepper: u8) -> bool {
        self.row(abri, kind).await.pepper == Some(keys(pepper, None).pepper_name())
    }
}

async fn counted(abri: &Abri) -> (u64, u64, u64) {
    let Peppers {
        present,
        other,
        absent,
        ..
    } = peppers::count(abri).await.unwrap();
    (present, other, absent)
}

#[tokio::test]
async fn everybody_comes_in_before_meanwhile_and_after_on_sqlite() {
    turned(Service::open().await).await;
}

#[tokio::test]
async fn everybody_comes_in_before_meanwhile_and_after_on_postgres() {
    let url = postgres::database();
    let store = Store::open(&url, &url).await.unwrap();
    turned(Service::over(store, tempfile::tempdir().unwrap()).await).await;
}

async fn turned(mut service: Service) {
    let person = Person::new(&service.abri).await;
    for kind in KINDS {
        person.comes_in(&service.abri, kind).await;
        assert!(person.rests_on(&service.abri, kind, BEFORE).await);
    }
    assert_eq!(counted(&service.abri).await, (2, 0, 0));
    service.abri.keys = keys(NEW, Some(BEFORE));
    for (count, kind) in (1..).zip(KINDS) {
        let before = person.row(&service.abri, kind).await;
        person.comes_in(&service.abri, kind).await;
        let after = person.row(&service.abri, kind).await;
        assert!(person.rests_on(&service.abri, kind, NEW).await);
        assert!(after.envelope != before.envelope && after.salt != before.salt);
        assert_eq!(counted(&service.abri).await, (count, 2 - count, 0));
        // Once; then it is left as it is.
        person.comes_in(&service.abri, kind).await;
        assert_eq!(
            person.row(&service.abri, kind).await.envelope,
            after.envelope
        );
    }
    let told = peppers::count(&service.abri).await.unwrap().to_string();
    assert!(told.ends_with("`secrets.pepper_other` can go"), "{told}");
    service.abri.keys = keys(NEW, None);
    for kind in KINDS {
        person.comes_in(&service.abri, kind).await;
    }
    assert_eq!(counted(&service.abri).await, (2, 0, 0));
}

#[tokio::test]
async fn what_names_no_pepper_yet_opens_and_is_named() {
    let mut service = Service::open().await;
    let person = Person::new(&service.abri).await;
    let forget = "UPDATE slots SET pepper = NULL";
    assert_eq!(service.meddle("abri.sqlite", forget).await, 3);
    assert_eq!(counted(&service.abri).await, (2, 0, 0));
    person.comes_in(&service.abri, SlotKind::Device).await;
    assert!(
        person
            .rests_on(&service.abri, SlotKind::Device, BEFORE)
            .await
    );
    service.abri.keys = keys(NEW, Some(BEFORE));
    assert_eq!(counted(&service.abri).await, (0, 2, 0));
    for kind in KINDS {
        person.comes_in(&service.abri, kind).await;
        assert!(person.rests_on(&service.abri, kind, NEW).await);
    }
}

#[tokio::test]
async fn whoever_did_not_come_meanwhile_loses_no_try_and_has_the_rescue_code() {
    let mut service = Service::open().await;
    let person = Person::new(&service.abri).await;
    service.abri.keys = keys(NEW, None);
    let abri = &service.abri;
    assert_eq!(counted(abri).await, (0, 0, 2));
    assert!(peppers::count(abri).await.unwrap().none_opens());
    for _ in 0..=TRIES {
        let refused = person.comes(abri, SlotKind::Device).await;
        assert!(matches!(refused, Err(Problem::Unavailable(_))));
    }
    assert_eq!(person.row(abri, SlotKind::Device).await.failures, 0);
    // An identifier that is known answers as one that is not.
    let refused = person.comes(abri, SlotKind::Phrase).await;
    assert!(matches!(refused, Err(Problem::WrongSecret { left: None })));
    let rescue = Way::rescue(&person.rescue, abri::crypto::random::secret()).unwrap();
    let session = sign_in(abri, rescue, Place::Own, "192.0.2.1").await;
    let kept = papers::all(abri, &session.unwrap().open).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(counted(abri).await, (1, 0, 2));
}

#[tokio::test]
async fn nodes_that_were_told_and_nodes_that_are_about_to_be_serve_the_same_people() {
    let mut service = Service::open().await;
    let person = Person::new(&service.abri).await;
    // First each node is given the new one beside the old; then each is turned round. Both states at once, both ways.
    for _ in 0..2 {
        for (pepper, other) in [(BEFORE, NEW), (NEW, BEFORE)] {
            service.abri.keys = keys(pepper, Some(other));
            for kind in KINDS {
                person.comes_in(&service.abri, kind).await;
                assert!(person.rests_on(&service.abri, kind, pepper).await);
            }
        }
    }
    // A node that was forgotten refuses, and takes no try away.
    service.abri.keys = keys(BEFORE, None);
    let refused = person.comes(&service.abri, SlotKind::Device).await;
    assert!(matches!(refused, Err(Problem::Unavailable(_))));
    let row = person.row(&service.abri, SlotKind::Device).await;
    assert_eq!(row.failures, 0);
}

/// Polls so many times, and lets go; whether it was through.
async fn polled(polls: usize, work: impl Future<Output = Outcome<Session>>) -> bool {
    let mut work = pin!(work);
    let mut left = polls;
    poll_fn(move |cx| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        work.as_mut().poll(cx).map(|done| {
            done.unwrap();
            true
        })
    })
    .await
}

#[tokio::test]
async fn a_sign_in_cut_off_anywhere_leaves_a_way_in_that_opens() {
    // Over a connection: each statement is a point at which it can be cut off.
    let mut service = on_postgres().await;
    let person = Person::new(&service.abri).await;
    for kind in KINDS {
        let (mut pepper, mut other) = (NEW, BEFORE);
        let (mut polls, mut before, mut after) = (1, 0, 0);
        loop {
            service.abri.keys = keys(pepper, Some(other));
            let work = person.comes(&service.abri, kind);
            let through = polled(polls, work).await;
            if person.rests_on(&service.abri, kind, pepper).await {
                after += 1;
            } else {
                before += 1;
            }
            // Whatever it was cut off at: it opens, and is under the present pepper then.
            person.comes_in(&service.abri, kind).await;
            assert!(person.rests_on(&service.abri, kind, pepper).await);
            if through {
                break;
            }
            (pepper, other) = (other, pepper);
            polls += 1;
        }
        assert!(before > 2 && after > 0, "{kind:?}: {before} and {after}");
    }
}

/// Whoever comes in with a code seals it anew: not one that is changed meanwhile.
#[tokio::test]
async fn attack_a_sign_in_under_way_brings_no_changed_code_back() {
    // Over a connection: each statement is a point at which it can be cut off.
    let mut service = on_postgres().await;
    let mut person = Person::new(&service.abri).await;
    let (mut pepper, mut other) = (NEW, BEFORE);
    for polls in 1.. {
        service.abri.keys = keys(pepper, Some(other));
        let abri = &service.abri;
        let id = person.row(abri, SlotKind::Device).await.id;
        let [coming, again] = [(); 2].map(|()| person.way(SlotKind::Device));
        let mut coming = pin!(sign_in(abri, coming, Place::Own, "192.0.2.1"));
        if polled(polls, coming.as_mut()).await {
            assert!(polls > 5, "{polls}");
            break;
        }
        {
            let mut change = pin!(ways_in::change_code(abri, &mut person.session, &id));
            if let Ok(changed) = timeout(Duration::from_millis(300), change.as_mut()).await {
                changed.unwrap();
                drop(coming.await);
            } else {
                // The sign-in holds the tables, and the change waits for it.
                let (changed, came) = tokio::join!(change, coming);
                changed.unwrap();
                drop(came);
            }
        }
        let refused = sign_in(abri, again, Place::Own, "192.0.2.1").await;
        assert!(
            matches!(refused, Err(Problem::WrongSecret { .. })),
            "{polls}"
        );
        person
            .code
            .clone_from(&person.session.notes.drawn.last().unwrap().text);
        person.comes_in(abri, SlotKind::Device).await;
        (pepper, other) = (other, pepper);
    }
}

#[tokio::test]
async fn attack_the_pepper_of_before_opens_nothing_sealed_since() {
    let mut service = Service::open().await;
    let person = Person::new(&service.abri).await;
    let stolen = person.row(&service.abri, SlotKind::Device).await;
    service.abri.keys = keys(NEW, Some(BEFORE));
    for kind in KINDS {
        person.comes_in(&service.abri, kind).await;
    }
    // The thief has the new tables, the old secrets, and what the person holds and knows; they take the names away too.
    for sql in [
        "UPDATE slots SET pepper = pepper",
        "UPDATE slots SET pepper = NULL",
    ] {
        service.meddle("abri.sqlite", sql).await;
        service.abri.keys = keys(BEFORE, None);
        for kind in KINDS {
            assert!(person.comes(&service.abri, kind).await.is_err(), "{kind:?}");
        }
    }
    // With the old envelope put back, the way in is one from before: the seal over all rows says no.
    let file = format!("sqlite://{}", service.file("abri.sqlite").display());
    let pool = sqlx::SqlitePool::connect(&file).await.unwrap();
    sqlx::query("UPDATE slots SET envelope = ?, salt = ?, pepper = ? WHERE id = ?")
        .bind(&stolen.envelope)
        .bind(stolen.salt.unwrap().as_slice())
        .bind(stolen.pepper.unwrap().as_slice())
        .bind(stolen.id.as_slice())
        .execute(&pool)
        .await
        .unwrap();
    service.abri.keys = keys(NEW, Some(BEFORE));
    let refused = person.comes(&service.abri, SlotKind::Device).await;
    assert!(matches!(refused, Err(Problem::Damaged("state seal"))));
}

#[tokio::test]
async fn a_backup_from_before_opens_with_the_pepper_of_its_time() {
    let mut from = Service::open().await;
    let person = Person::new(&from.abri).await;
    let folder = tempfile::tempdir().unwrap();
    backup(&from.abri, folder.path(), "monday", Span::days(30))
        .await
        .unwrap();
    from.abri.keys = keys(NEW, Some(BEFORE));
    person.comes_in(&from.abri, SlotKind::Device).await;
    let to = Service::open().await;
    restore(&to.abri, folder.path(), Some("monday"), false)
        .await
        .unwrap();
    person.comes_in(&to.abri, SlotKind::Device).await;
    assert!(person.rests_on(&to.abri, SlotKind::Device, BEFORE).await);
}

async fn restored(folder: &Path, keys: ServerKeys) -> Outcome<Service> {
    let mut to = Service::open().await;
    to.abri.keys = keys;
    restore(&to.abri, folder, None, false).await.map(|_| to)
}

#[tokio::test]
async fn a_backup_of_either_pepper_is_restored_where_both_are() {
    for made_with in [BEFORE, NEW] {
        let mut from = Service::open().await;
        from.abri.keys = keys(made_with, None);
        let person = Person::new(&from.abri).await;
        let folder = tempfile::tempdir().unwrap();
        backup(&from.abri, folder.path(), "monday", Span::days(30))
            .await
            .unwrap();
        for (pepper, other) in [(BEFORE, NEW), (NEW, BEFORE)] {
            let to = restored(folder.path(), keys(pepper, Some(other)))
                .await
                .unwrap();
            for kind in KINDS {
                person.comes_in(&to.abri, kind).await;
                assert!(person.rests_on(&to.abri, kind, pepper).await);
            }
        }
    }
}

#[tokio::test]
async fn attack_a_third_pepper_takes_no_backup_back_and_each_wanted_is_named() {
    let mut from = Service::open().await;
    let person = Person::new(&from.abri).await;
    from.abri.keys = keys(NEW, Some(BEFORE));
    let folder = tempfile::tempdir().unwrap();
    let back_up = async |name| {
        backup(&from.abri, folder.path(), name, Span::days(30))
            .await
            .unwrap();
    };
    person.comes_in(&from.abri, SlotKind::Device).await;
    // Words still rest on the pepper of before: this backup wants both.
    back_up("halfway").await;
    let name = |pepper| HEXLOWER.encode(&keys(pepper, None).pepper_name());
    for (here, wanted) in [
        (keys(NEW, None), [false, true]),
        (keys(BEFORE, None), [true, false]),
        (keys(7, Some(BEFORE)), [true, false]),
        (keys(7, Some(8)), [true, true]),
    ] {
        let refused = restored(folder.path(), here).await.err().unwrap();
        let refused = refused.to_string();
        let named = [NEW, BEFORE].map(|pepper| refused.contains(&name(pepper)));
        assert_eq!(named, wanted, "{refused}");
    }
    assert!(
        restored(folder.path(), keys(BEFORE, Some(NEW)))
            .await
            .is_ok()
    );
    // Everybody has gone over: the pepper of before is not wanted any more, though it is still here.
    person.comes_in(&from.abri, SlotKind::Phrase).await;
    from.pass(Span::minutes(1));
    back_up("over").await;
    let to = restored(folder.path(), keys(NEW, None)).await.unwrap();
    for kind in KINDS {
        person.comes_in(&to.abri, kind).await;
    }
}
