//! Somebody has the tables in hand: they seal to the public recipient, move rows, swap the recipient.

use abri::actions::deposits::{adopt, pair, pairing};
use abri::actions::session::Session;
use abri::actions::{Abri, Problem};
use abri::crypto::context::{Context, Purpose};
use abri::crypto::hybrid::{Identity, Recipient};
use abri::crypto::{deposits as sealing, inbox, random};
use abri::domain::document::{Origin, Through};
use abri::domain::ids::DocumentId;
use abri::domain::journal::Event;
use abri::store::deposits::{self, DepositRow};
use abri::store::vaults;

use super::{claim, come_in, count, link, on_postgres, paper, put};
use crate::given::{paper as own_paper, told, vault};
use crate::papers::{intents_left, objects};
use crate::support::Service;

pub(super) async fn taken(abri: &Abri, session: &Session, id: DocumentId) -> DepositRow {
    let mut tx = abri.store.durable.begin().await.unwrap();
    let row = deposits::find(&mut tx, session.open.vault, id)
        .await
        .unwrap();
    deposits::erase(&mut tx, session.open.vault, id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    row.unwrap()
}

pub(super) async fn laid(abri: &Abri, row: &DepositRow) {
    let mut tx = abri.store.durable.begin().await.unwrap();
    deposits::add(&mut tx, row).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) fn place(session: &Session, id: DocumentId) -> Context {
    let open = &session.open;
    Context::new(Purpose::Deposit, open.vault, open.generation).object(id.as_bytes())
}

/// Opens a deposit, has its message changed and sealed again, as only somebody can who knows what it says.
pub(super) async fn resealed(
    abri: &Abri,
    session: &Session,
    id: DocumentId,
    change: impl FnOnce(&mut Vec<u8>),
) {
    let mut row = taken(abri, session, id).await;
    let place = place(session, id);
    let identity = session.open.keys.inbox();
    let sealed = row.sealed.as_deref().unwrap();
    let mut message = inbox::open(&identity, &place, sealed).unwrap().to_vec();
    change(&mut message);
    row.sealed = Some(inbox::seal(&identity.recipient(), &place, &message));
    laid(abri, &row).await;
}

pub(super) async fn origin(abri: &Abri, session: &Session, id: DocumentId) -> Origin {
    let found = paper(abri, session, id).await.unwrap();
    found.current.record.facts.origin.clone().unwrap()
}

#[tokio::test]
async fn attack_a_forged_or_foreign_origin_is_shown_as_unverified() {
    let claim = claim("forged-sqlite");
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, one) = link(abri, &session, 5).await;
    let (_, depositor) = come_in(abri, &one).await;
    let pairing_id = pair(abri, &session).await.unwrap();
    let shown = pairing(abri, &session.open, pairing_id).await.unwrap();
    let (_, phone) = come_in(abri, &shown.link.text).await;

    let made_up = put(abri, &depositor, 1).await.unwrap();
    resealed(abri, &session, made_up, |message| {
        let at = message.len() - sealing::PROOF;
        message[at..].copy_from_slice(&random::bytes::<32>());
    })
    .await;
    // What a link gives does not pass for the person's own phone, which nobody is asked about.
    let posing = put(abri, &depositor, 2).await.unwrap();
    resealed(abri, &session, posing, |message| {
        replace(message, br#""through":"link""#, br#""through":"phone""#);
    })
    .await;
    let by_phone = put(abri, &phone, 3).await.unwrap();
    resealed(abri, &session, by_phone, |message| {
        let at = message.len() - 1;
        message[at] ^= 1;
    })
    .await;
    // Another vault's right, as somebody has it who may put papers in there.
    let elsewhere = vault(abri).await;
    let foreign = put(abri, &depositor, 4).await.unwrap();
    let stolen = elsewhere.open.keys.origin(Through::Link, &[7; 16]);
    resealed(abri, &session, foreign, |message| {
        let at = message.len() - sealing::PROOF;
        let said = message[..at].to_vec();
        let proof = sealing::prove(&stolen, &place(&session, foreign), &said);
        message[at..].copy_from_slice(&proof);
    })
    .await;
    let genuine = put(abri, &depositor, 5).await.unwrap();
    assert_eq!(adopt(abri, &session.open).await.unwrap(), 5);
    for id in [made_up, posing, by_phone, foreign] {
        let origin = origin(abri, &session, id).await;
        assert!(!origin.verified && !origin.answered, "{origin:?}");
    }
    assert!(origin(abri, &session, genuine).await.verified);
    claim.held(0.0);
}

pub(super) fn replace(message: &mut Vec<u8>, from: &[u8], to: &[u8]) {
    let at = message.windows(from.len()).position(|part| part == from);
    let at = at.unwrap();
    message.splice(at..at + from.len(), to.iter().copied());
}

async fn moved(service: Service) {
    let abri = &service.abri;
    let (session, other) = (vault(abri).await, vault(abri).await);
    let (_, one) = link(abri, &session, 9).await;
    let (_, depositor) = come_in(abri, &one).await;
    let to_vault = put(abri, &depositor, 1).await.unwrap();
    let mut row = taken(abri, &session, to_vault).await;
    row.vault_id = other.open.vault;
    laid(abri, &row).await;
    let to_id = put(abri, &depositor, 2).await.unwrap();
    let mut row = taken(abri, &session, to_id).await;
    row.id = DocumentId::from_bytes(random::bytes());
    laid(abri, &row).await;
    // The object of another paper, under columns that say so too.
    let own = own_paper(abri, &session.open, "Bail").await;
    let victim = paper(abri, &session, own).await.unwrap();
    let file = victim.current.record.facts.file.object.clone();
    let posing = put(abri, &depositor, 3).await.unwrap();
    let mut row = taken(abri, &session, posing).await;
    row.object = file;
    laid(abri, &row).await;
    let genuine = put(abri, &depositor, 4).await.unwrap();

    assert_eq!(adopt(abri, &other.open).await.unwrap(), 0);
    assert_eq!(
        adopt(abri, &session.open).await.unwrap(),
        1,
        "the others go on"
    );
    assert_eq!(told(abri, &other.open, Event::DamageFound).await, 1);
    assert_eq!(told(abri, &session.open, Event::DamageFound).await, 2);
    assert!(paper(abri, &session, genuine).await.is_ok());
    assert_eq!(
        (count(abri, &session).await, count(abri, &other).await),
        (2, 0)
    );
    // Said once, not at each visit.
    assert_eq!(adopt(abri, &session.open).await.unwrap(), 0);
    assert_eq!(told(abri, &session.open, Event::DamageFound).await, 2);
}

#[tokio::test]
async fn attack_a_deposit_moved_to_another_vault_or_id_is_refused() {
    moved(Service::open().await).await;
    moved(on_postgres().await).await;
}

#[tokio::test]
async fn attack_a_swapped_inbox_recipient_gets_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let (_, one) = link(abri, &session, 1).await;
    let (_, depositor) = come_in(abri, &one).await;
    let thief: Recipient = Identity::from_seed(&random::key()).recipient();
    let mut tx = abri.store.durable.read().await.unwrap();
    let row = vaults::read(&mut tx, session.open.vault).await.unwrap();
    drop(tx);
    assert_eq!(row.unwrap().inbox_recipient.len(), thief.to_bytes().len());
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(service.file("abri.sqlite"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::query("UPDATE vaults SET inbox_recipient = ?")
        .bind(thief.to_bytes())
        .execute(&pool)
        .await
        .unwrap();
    let refused = put(abri, &depositor, 1).await;
    assert!(matches!(refused, Err(Problem::Damaged("inbox recipient"))));
    let left: (i64,) = sqlx::query_as("SELECT COUNT(*) FROM deposits")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(left.0, 0);
    assert!(objects(&service).await.is_empty());
    assert_eq!(intents_left(&service).await, 0);
}
