//! What stays opens under the new keys, and nothing under the old ones.

use abri::actions::check::{self, Depth};
use abri::actions::look_back::{self, Known};
use abri::actions::open::Open;
use abri::actions::record::Record;
use abri::actions::regain_control::regain;
use abri::actions::{deposits, open_vault, papers, read_shown, remove_paper, show, stop, ways_in};
use abri::crypto::context::Purpose;
use abri::crypto::envelope;
use abri::crypto::secrets::Key;
use abri::domain::access::Whose;
use abri::domain::deposit::NumberState;
use abri::domain::time::Moment;
use abri::store::{consents, documents, invitations, journal, vaults};

use super::{Nodes, goes_on, typed};
use crate::deposits::one_waits;
use crate::given::{agree, opening, paper, wish};
use crate::ways_in::vault;

async fn everything_stays(nodes: Nodes) {
    let abri = &nodes.here.abri;
    let (mut session, _, code) = vault(&nodes.here).await;
    let vault_id = session.open.vault;
    let kept = paper(abri, &session.open, "Avis").await;
    let gone = paper(abri, &session.open, "Bail").await;
    ways_in::make_card(abri, &mut session).await.unwrap();
    deposits::refuse_number(abri, &session.open).await.unwrap();
    let number = deposits::number(abri, &session.open)
        .await
        .unwrap()
        .unwrap();
    let past = agree(abri, &session, wish(&[kept])).await;
    stop::stop(abri, &session.open, past).await.unwrap();
    let live = agree(abri, &session, wish(&[kept, gone])).await;
    let link = opening(abri, &session.open, live).await;
    remove_paper::remove(abri, &session.open, gone)
        .await
        .unwrap();
    // Told while the vault was closed, so that its details are sealed to the inbox; and a paper that waits.
    read_shown::open(abri, &link).await.unwrap();
    let waits = one_waits(abri, &session).await;
    let old_key = session.open.key.expose().to_vec();
    let before = papers::all(abri, &session.open).await.unwrap();

    typed(abri, &mut session, &code).await;
    regain(abri, &mut session).await.unwrap();
    let session = goes_on(abri, &session).await.unwrap();
    let open = &session.open;
    assert_eq!(open.generation, 2);
    assert!(open.key.expose()[..] != old_key[..], "another key");

    // Everything opens.
    assert_eq!(
        open_vault::profile(&session).unwrap().name.as_str(),
        "Mariam"
    );
    let all = papers::all(abri, open).await.unwrap();
    assert_eq!(
        (before.len(), all.len()),
        (2, 3),
        "what waited was taken in"
    );
    for one in &before {
        let now = all.iter().find(|paper| paper.id == one.id).unwrap();
        let facts = (&now.current.record.facts, &one.current.record.facts);
        assert_eq!(facts.0.title.as_str(), facts.1.title.as_str());
        assert_eq!(facts.0.digest, facts.1.digest);
        assert!(now.current.record.key.key() == one.current.record.key.key());
        assert_eq!(now.is_kept(), one.is_kept());
    }
    assert!(all.iter().any(|paper| paper.id == waits && paper.is_kept()));
    let mut tx = abri.store.durable.read().await.unwrap();
    for row in consents::of_vault(&mut tx, vault_id).await.unwrap() {
        assert_eq!(row.generation, 2);
        assert!(row.link.is_none() && row.withdrawn_at.is_some());
        show::receipt(open, &row).unwrap();
    }
    for row in invitations::of_vault(&mut tx, vault_id).await.unwrap() {
        assert_eq!(row.generation, 2);
        assert!(row.link.is_none() && row.key.is_none() && row.withdrawn_at.is_some());
    }
    let page = look_back::page(abri, open, None, Moment::from_millis(0))
        .await
        .unwrap();
    assert_eq!(page.broken, None);
    assert!(
        page.entries
            .iter()
            .all(|entry| matches!(entry.known, Known::All(_)))
    );
    let new_number = deposits::number(abri, open).await.unwrap().unwrap();
    assert!(new_number.text != number.text);
    assert_eq!(new_number.state, NumberState::Refused, "no stays no");
    remove_paper::restore(abri, open, gone).await.unwrap();
    let report = check::check(abri, Depth::Bytes).await.unwrap();
    assert_eq!(report.findings, []);

    // Under the old key nothing opens, whatever generation it is tried for.
    for generation in [1, 2] {
        let key = Key::from_slice(&old_key).unwrap();
        let old = Open::new(vault_id, generation, key, Whose::Beneficiary);
        let row = vaults::read(&mut tx, vault_id).await.unwrap().unwrap();
        let place = old.context(Purpose::Profile);
        assert!(envelope::open(&old.keys.meta, &place, &row.profile).is_err());
        assert!(old.keys.inbox().recipient().to_bytes() != row.inbox_recipient);
        for row in documents::of_vault(&mut tx, vault_id).await.unwrap() {
            assert!(Record::open(&old, row.id, row.version, &row.record).is_err());
        }
        for row in consents::of_vault(&mut tx, vault_id).await.unwrap() {
            assert!(show::receipt(&old, &row).is_err());
        }
        for row in journal::all(&mut tx, vault_id).await.unwrap() {
            let place = old.context(Purpose::Journal);
            let place = place.version(u32::try_from(row.number).unwrap());
            let payload = row.payload.unwrap();
            assert!(envelope::open(&old.keys.journal, &place, &payload).is_err());
        }
    }
}

#[tokio::test]
async fn everything_stays_under_the_new_keys_on_sqlite_and_disk() {
    everything_stays(Nodes::on_disk().await).await;
}

#[tokio::test]
async fn everything_stays_under_the_new_keys_on_postgres_and_s3() {
    everything_stays(Nodes::on_servers().await).await;
}
