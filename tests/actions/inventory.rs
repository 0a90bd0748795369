//! Attack: a stolen database is kept until a quantum computer exists. Whatever is wrapped to a public
//! key at rest is wrapped to the hybrid one; a paper's own key is never published anywhere.

use abri::actions::appointments::ask_copy;
use abri::actions::{appointments as meeting, read_shown, short_code};
use abri::crypto::appointments::uncover;
use abri::crypto::context::{Context, Purpose};
use abri::crypto::secrets::Key;
use abri::domain::appointment::CopyAsk;
use abri::domain::share::Recipient;
use abri::domain::time::Moment;
use abri::store::{self, appointments as rows, journal, requests};

use crate::appointments::{asks, claire, given as meets};
use crate::deposits;
use crate::evidence::Claim;
use crate::given::{agree, opening, paper, vault, wish};
use crate::support::Service;

const HYBRID: &[u8] = b"-> mlkem768x25519 ";
const CLASSICAL: &[u8] = b"-> X25519 ";

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn no_asymmetric_wrap_at_rest_is_classical_only() {
    let claim = Claim::begin(
        "hybrid-inventory",
        "sqlite",
        "cargo test --release --test actions",
    );
    let service = Service::open().await;
    let abri = &service.abri;
    let session = vault(abri).await;
    let chosen = [paper(abri, &session.open, "Bail").await];
    let id = agree(abri, &session, wish(&chosen)).await;
    read_shown::open(abri, &opening(abri, &session.open, id).await)
        .await
        .unwrap();
    let offered = short_code::offer(abri, &session.open, id).await.unwrap();
    let reader = Recipient::parse("Claire Morel", "").unwrap();
    short_code::ask(abri, &offered.code, &reader, "192.0.2.1")
        .await
        .unwrap();

    deposits::one_waits(abri, &session).await;

    let mut tx = abri.store.durable.read().await.unwrap();
    let waiting = store::deposits::waiting(&mut tx, session.open.vault)
        .await
        .unwrap();
    let told = journal::sealed_to_inbox(&mut tx, session.open.vault, 100)
        .await
        .unwrap();
    drop(tx);
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let asked = requests::waiting(&mut tx, session.open.vault, Moment::from_millis(0))
        .await
        .unwrap();
    let wraps: Vec<Vec<u8>> = told
        .into_iter()
        .filter_map(|row| row.payload)
        .chain(asked.into_iter().filter_map(|row| row.ask))
        .chain(waiting.into_iter().filter_map(|row| row.sealed))
        .chain(of_appointments().await)
        .collect();
    assert!(
        wraps.len() >= 3 + 4,
        "an opening, a question, a paper put in, four of appointments: {}",
        wraps.len()
    );
    for wrap in &wraps {
        assert!(wrap.starts_with(b"age-encryption.org/v1\n"));
        assert!(holds(wrap, HYBRID) && !holds(wrap, CLASSICAL));
    }
    claim.held(0.0);
}

/// The age files inside all that an appointment seals, to either side, while it is offered and while it is looked at.
async fn of_appointments() -> Vec<Vec<u8>> {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let desk = &claire.session;
    let (person, _, shown) = meets(abri, desk).await;
    meeting::open(abri, desk, shown).await.unwrap();
    ask_copy(abri, desk, shown, CopyAsk::Zip).await.unwrap();
    let (offered, _) = asks(abri, desk).await;
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let shown = rows::find(&mut tx, shown).await.unwrap().unwrap();
    let offered = rows::find(&mut tx, offered).await.unwrap().unwrap();
    drop(tx);
    let mut wraps = Vec::new();
    for (row, sealed, purpose, open) in [
        (&offered, &offered.own, Purpose::AppointmentOwn, &desk.open),
        (&shown, &shown.copy, Purpose::AppointmentCopy, &person.open),
        (
            &shown,
            &shown.answer,
            Purpose::AppointmentAnswer,
            &desk.open,
        ),
        (
            &shown,
            &shown.receipt,
            Purpose::AppointmentReceipt,
            &desk.open,
        ),
    ] {
        let day = abri.epochs.key(row.until.day()).await.unwrap().unwrap();
        let day = Key::from_slice(&*day).unwrap();
        let place = Context::new(purpose, open.vault, open.generation).object(row.id.as_bytes());
        let sealed = sealed.as_deref().unwrap();
        wraps.push(uncover(&day, &place, sealed).unwrap().to_vec());
    }
    wraps
}
