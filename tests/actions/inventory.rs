//! Attack: a stolen database is kept until a quantum computer exists. Whatever is wrapped to a public
//! key at rest is wrapped to the hybrid one; a paper's own key is never published anywhere.

use abri::actions::appointments::{
    Agreeing, Answer, NewRequest, agree, ask, ask_copy, one, open, take,
};
use abri::actions::{Abri, read_shown, short_code, show};
use abri::crypto::appointments::uncover;
use abri::crypto::context::{Context, Purpose};
use abri::crypto::secrets::Key;
use abri::domain::appointment::{CopyAsk, Lasting};
use abri::domain::ids::{AppointmentId, VaultId};
use abri::domain::share::Recipient;
use abri::domain::structure::Role;
use abri::domain::time::Moment;
use abri::store::{self, appointments, journal, requests, vaults};

use crate::deposits;
use crate::evidence::Claim;
use crate::given::{self, opening, paper, vault, wish};
use crate::people::{hired, structure};
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
    let id = given::agree(abri, &session, wish(&chosen)).await;
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
        .chain(of_appointment(&service).await)
        .collect();
    assert!(
        wraps.len() >= 8,
        "an opening, a question, a paper put in, five of an appointment: {}",
        wraps.len()
    );
    for wrap in &wraps {
        assert!(wrap.starts_with(b"age-encryption.org/v1\n"));
        assert!(holds(wrap, HYBRID) && !holds(wrap, CLASSICAL));
    }
    claim.held(0.0);
}

/// Everything that an appointment seals to either of its two people, without the key of the day around it.
async fn of_appointment(service: &Service) -> Vec<Vec<u8>> {
    let abri = &service.abri;
    let (_, mut manager) = structure(service, "Le Porche").await;
    let claire = hired(service, &mut manager, Role::SocialWorker, "Claire Morel").await;
    let person = vault(abri).await;
    let chosen = vec![paper(abri, &person.open, "Fiche de paie").await];
    let new = || NewRequest {
        purpose: "rsa".into(),
        answers: Vec::new(),
        kinds: Vec::new(),
        lasting: Lasting::default(),
    };
    // One that waits still holds what its professional sealed to themselves.
    let waits = ask(abri, &claire.session, new()).await.unwrap();
    let given = ask(abri, &claire.session, new()).await.unwrap();
    let code = one(abri, &claire.session, given).await.unwrap().code;
    take(abri, &person.open, &code.unwrap(), "192.0.2.7")
        .await
        .unwrap();
    let yes = Answer {
        id: show::draw_id(),
        what: Agreeing::Show(chosen),
        sentence: "Je montre 1 papier à Claire Morel (Le Porche) pendant 2 heures.".into(),
        language: "fr".into(),
    };
    agree(abri, &person, given, yes).await.unwrap();
    open(abri, &claire.session, given).await.unwrap();
    ask_copy(abri, &claire.session, given, CopyAsk::Zip)
        .await
        .unwrap();

    let (by, of) = (claire.id(), person.open.vault);
    let mut wraps = Vec::new();
    for (id, purpose, vault) in [
        (waits, Purpose::AppointmentOwn, by),
        (given, Purpose::AppointmentRequest, of),
        (given, Purpose::AppointmentAnswer, by),
        (given, Purpose::AppointmentReceipt, by),
        (given, Purpose::AppointmentCopy, of),
    ] {
        wraps.push(uncovered(abri, id, purpose, vault).await);
    }
    wraps
}

/// One sealed value of an appointment, as the age file that the key of its day covers.
async fn uncovered(abri: &Abri, id: AppointmentId, purpose: Purpose, vault: VaultId) -> Vec<u8> {
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let row = appointments::find(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let mut tx = abri.store.durable.read().await.unwrap();
    let generation = vaults::read(&mut tx, vault)
        .await
        .unwrap()
        .unwrap()
        .generation;
    let sealed = match purpose {
        Purpose::AppointmentOwn => row.own,
        Purpose::AppointmentRequest => row.request,
        Purpose::AppointmentAnswer => row.answer,
        Purpose::AppointmentReceipt => row.receipt,
        _ => row.copy,
    };
    let day = abri.epochs.key(row.until.day()).await.unwrap().unwrap();
    let day = Key::from_slice(&*day).unwrap();
    let place = Context::new(purpose, vault, generation).object(id.as_bytes());
    uncover(&day, &place, &sealed.unwrap()).unwrap().to_vec()
}
