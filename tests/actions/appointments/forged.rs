//! Somebody writes in the table of appointments: what is asked is not what was signed, what was answered lies elsewhere.

use abri::actions::Problem;
use abri::actions::appointments::{asked, look, open, take, waits};
use abri::actions::open::Open;
use abri::crypto::context::{Context, Purpose};
use abri::crypto::secrets::Key;
use abri::crypto::{appointments as sealing, deposits, envelope};
use abri::domain::structure::Role;
use abri::store::appointments;
use data_encoding::HEXLOWER;

use super::{PHONE, asks, claire, given, mariam};
use crate::given::codes;
use crate::people::hired;
use crate::support::Service;

/// Changes the table of appointments.
async fn write(service: &Service, sql: String) {
    // A test's statements are few, and end with it.
    let sql: &'static str = Box::leak(sql.into_boxed_str());
    assert!(service.meddle("ephemeral.sqlite", sql).await > 0, "{sql}");
}

#[tokio::test]
async fn attack_a_request_altered_under_its_own_code_is_refused() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, mut manager) = claire(&service).await;
    let colleague = hired(&service, &mut manager, Role::SocialWorker, "Paul").await;
    let (person, _) = mariam(abri).await;
    let (id, code) = asks(abri, &claire.session).await;
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let row = appointments::find(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    // Whoever knows the code, the database and the key of the day opens what lies there, and seals it again.
    let day = abri.epochs.key(row.until.day()).await.unwrap().unwrap();
    let day = Key::from_slice(&*day).unwrap();
    let (typed, code_id) = (zeroize::Zeroizing::new(code.clone()), row.code_id.unwrap());
    let parameters = row.parameters.parse().unwrap();
    let key = deposits::code_key(&abri.argon, (&typed, &code_id), parameters, &day)
        .await
        .unwrap();
    let at = |by| Context::new(Purpose::AppointmentCode, by, 0).object(id.as_bytes());
    let sealed = row.request.as_deref().unwrap();
    let signed = envelope::open(&key, &at(row.professional), sealed).unwrap();
    let text = |needle: &[u8], by: &[u8]| {
        let found = signed
            .windows(needle.len())
            .position(|window| window == needle)
            .unwrap();
        let mut forged = signed.to_vec();
        forged[found..found + by.len()].copy_from_slice(by);
        HEXLOWER.encode(&envelope::seal(&key, &at(row.professional), &forged))
    };
    let before = codes(abri, &person.open).await;
    for forged in [
        text(b"Le Porche", b"La Mairie"),
        text(b"Claire", b"Helene"),
        text(b"\"rsa\"", b"\"dal\""),
        text(b"\"120\"", b"\"030\""),
    ] {
        write(
            &service,
            format!("UPDATE appointments SET request = x'{forged}'"),
        )
        .await;
        let took = take(abri, &person.open, &code, PHONE).await;
        assert!(matches!(took, Err(Problem::Damaged(_))));
    }
    // The true words in the name of a colleague.
    let sealed = HEXLOWER.encode(&envelope::seal(&key, &at(colleague.id()), &signed));
    let by = HEXLOWER.encode(colleague.id().as_bytes());
    write(
        &service,
        format!("UPDATE appointments SET request = x'{sealed}', professional = x'{by}'"),
    )
    .await;
    assert!(take(abri, &person.open, &code, PHONE).await.is_err());
    assert!(!waits(abri, &person.open).await.unwrap().live);
    assert_eq!(codes(abri, &person.open).await, before);
    // As it was, it is taken.
    let (sealed, by) = (
        HEXLOWER.encode(row.request.as_deref().unwrap()),
        HEXLOWER.encode(claire.id().as_bytes()),
    );
    write(
        &service,
        format!("UPDATE appointments SET request = x'{sealed}', professional = x'{by}'"),
    )
    .await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
}

#[tokio::test]
async fn attack_a_request_moved_to_another_person_is_refused() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, _) = claire(&service).await;
    let (person, _) = mariam(abri).await;
    let (other, _) = mariam(abri).await;
    let (id, code) = asks(abri, &claire.session).await;
    take(abri, &person.open, &code, PHONE).await.unwrap();
    let to = HEXLOWER.encode(other.open.vault.as_bytes());
    write(
        &service,
        format!("UPDATE appointments SET person = x'{to}'"),
    )
    .await;
    assert!(asked(abri, &other.open, id).await.is_err());
    // Sealed to their inbox, which everybody may, by somebody who has the words and the key of the day.
    let mut tx = abri.store.ephemeral.read().await.unwrap();
    let row = appointments::find(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let day = abri.epochs.key(row.until.day()).await.unwrap().unwrap();
    let day = Key::from_slice(&*day).unwrap();
    let at = |open: &Open| {
        Context::new(Purpose::AppointmentRequest, open.vault, open.generation).object(id.as_bytes())
    };
    let sealed = row.request.as_deref().unwrap();
    let signed = envelope::open(&person.open.keys.asked(&day), &at(&person.open), sealed).unwrap();
    let inbox = other.open.keys.inbox().recipient();
    let forged = HEXLOWER.encode(&sealing::seal(&inbox, &day, &at(&other.open), &signed));
    write(
        &service,
        format!("UPDATE appointments SET request = x'{forged}'"),
    )
    .await;
    assert!(asked(abri, &other.open, id).await.is_err());
    let waits = waits(abri, &other.open).await.unwrap();
    assert!(waits.pending.is_empty());
}

#[tokio::test]
async fn attack_an_answer_moved_to_another_appointment_or_professional_opens_nothing() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (claire, mut manager) = claire(&service).await;
    let colleague = hired(&service, &mut manager, Role::SocialWorker, "Paul").await;
    let (first_person, _, first) = given(abri, &claire.session).await;
    let (second_person, _, second) = given(abri, &claire.session).await;
    let (_, _, third) = given(abri, &colleague.session).await;
    write(
        &service,
        "CREATE TABLE kept AS SELECT * FROM appointments WHERE 1; UPDATE kept SET id = id".into(),
    )
    .await;
    let hex = |id: &[u8]| HEXLOWER.encode(id);
    let (one, two, three) = (
        hex(first.as_bytes()),
        hex(second.as_bytes()),
        hex(third.as_bytes()),
    );
    let back = async || {
        write(&service, "DELETE FROM appointments".into()).await;
        write(
            &service,
            "INSERT INTO appointments SELECT * FROM kept".into(),
        )
        .await;
    };
    // The answer alone, then all that goes with it, to another of the same professional, and to a colleague's.
    for (to, session, id) in [
        (&two, &claire.session, second),
        (&three, &colleague.session, third),
    ] {
        let answer = format!(
            "UPDATE appointments SET answer = (SELECT answer FROM kept WHERE id = x'{one}') \
             WHERE id = x'{to}'"
        );
        write(&service, answer).await;
        assert!(open(abri, session, id).await.is_err());
        back().await;
        let freed = format!("UPDATE appointments SET share = NULL WHERE id = x'{one}'");
        write(&service, freed).await;
        let whole = format!(
            "UPDATE appointments SET (answer, share, consent, receipt, person) = \
             (SELECT answer, share, consent, receipt, person FROM kept WHERE id = x'{one}') \
             WHERE id = x'{to}'"
        );
        write(&service, whole).await;
        assert!(open(abri, session, id).await.is_err());
        back().await;
    }
    // The whole row in the name of the colleague.
    let by = hex(colleague.id().as_bytes());
    write(
        &service,
        format!("UPDATE appointments SET professional = x'{by}' WHERE id = x'{one}'"),
    )
    .await;
    assert!(open(abri, &colleague.session, first).await.is_err());
    back().await;
    for person in [&first_person, &second_person] {
        let told = codes(abri, &person.open).await;
        assert!(!told.iter().any(|code| code == "share_opened"));
    }
    open(abri, &claire.session, first).await.unwrap();
    look(abri, &claire.session, first).await.unwrap();
}
