//! What lasts: vaults, slots, documents, intents, journal, marks.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use abri::domain::ids::{DocumentId, IntentId};
use abri::domain::slot::{SlotKind, TRIES};
use abri::domain::time::Span;
use abri::store::documents::DocumentRow;
use abri::store::intents::IntentRow;
use abri::store::journal::{JournalRow, Sealed};
use abri::store::slots::{SealedWith, SlotRow};
use abri::store::vaults::VaultRow;
use abri::store::{DurableTx, Error, Store, documents, intents, journal, marks, slots, vaults};

use super::{NOW, VAULT, add_vault};

crate::stories!(
    a_vault_reads_back,
    a_seal_needs_the_generation_and_a_higher_sequence,
    room_is_taken_up_to_the_quota,
    ten_tries_and_no_more,
    slots_are_confirmed_changed_and_erased,
    documents_go_to_the_bin_and_away,
    intents_are_finished_once,
    the_journal_has_no_number_twice_and_its_head_moves_from_where_it_is,
    marks_only_rise,
    nothing_lasts_without_commit,
    a_beginning_that_is_given_up_is_handed_on_to_nobody,
);

async fn a_vault_reads_back(store: Store) {
    let row = add_vault(&store).await;
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(vaults::lock(&mut tx, VAULT).await, Ok(Some(row.clone())));
    rename(&mut tx, 9).await.unwrap();
    vaults::visited(&mut tx, VAULT, NOW + Span::DAY)
        .await
        .unwrap();
    vaults::visited(&mut tx, VAULT, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.durable.read().await.unwrap();
    let read = vaults::read(&mut tx, VAULT).await.unwrap().unwrap();
    assert_eq!((read.profile, read.visited_at), (vec![9], NOW + Span::DAY));
    drop(tx);
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(vaults::add(&mut tx, &row).await, Err(Error::Conflict));
}

async fn a_seal_needs_the_generation_and_a_higher_sequence(store: Store) {
    add_vault(&store).await;
    let mut tx = store.durable.begin().await.unwrap();
    let mut row = vaults::lock(&mut tx, VAULT).await.unwrap().unwrap();
    (row.sequence, row.seal, row.sealed_number) = (1, vec![5], 1);
    (row.journal_number, row.journal_hash) = (1, [7; 32]);
    vaults::save(&mut tx, &row, 0).await.unwrap();
    for (generation, sequence, before) in [(1, 1, 1), (2, 2, 1), (0, 2, 1), (1, 2, 0)] {
        let wrong = VaultRow {
            generation,
            sequence,
            ..row.clone()
        };
        let saved = vaults::save(&mut tx, &wrong, before).await;
        assert_eq!(saved, Err(Error::Conflict));
    }
    assert_eq!(vaults::read(&mut tx, VAULT).await, Ok(Some(row)));
}

/// Another profile, and what comes with each change.
async fn rename(tx: &mut DurableTx, name: u8) -> Result<(), Error> {
    let mut row = vaults::read(tx, VAULT).await?.unwrap();
    row.profile = vec![name];
    row.sequence += 1;
    vaults::save(tx, &row, row.journal_number).await
}

async fn room_is_taken_up_to_the_quota(store: Store) {
    add_vault(&store).await;
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(
        vaults::take_room(&mut tx, VAULT, 1, 60, 100).await,
        Ok(true)
    );
    assert_eq!(
        vaults::take_room(&mut tx, VAULT, 1, 41, 100).await,
        Ok(false)
    );
    assert_eq!(
        vaults::take_room(&mut tx, VAULT, 1, 40, 100).await,
        Ok(true)
    );
    vaults::give_room(&mut tx, VAULT, 1, 100).await.unwrap();
    assert_eq!(
        vaults::give_room(&mut tx, VAULT, 1, 1).await,
        Err(Error::Conflict)
    );
}

fn slot(id: u8) -> SlotRow {
    SlotRow {
        id: [id; 32],
        vault_id: VAULT,
        kind: SlotKind::Card,
        generation: 1,
        envelope: vec![1; 106],
        salt: Some([2; 16]),
        parameters: Some("m=65536,t=3,p=4".to_owned()),
        secret: None,
        failures: 0,
        confirmed_at: None,
        created_at: NOW,
        used_at: None,
        helped_at: None,
        pepper: Some([3; 8]),
    }
}

async fn add_slot(store: &Store, row: &SlotRow) {
    let mut tx = store.durable.begin().await.unwrap();
    slots::add(&mut tx, row).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ten_tries_and_no_more(store: Store) {
    add_vault(&store).await;
    add_slot(&store, &slot(1)).await;
    let tries: Vec<_> = (0..40)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { slots::spend_try(&store.durable, &[1; 32]).await.unwrap() })
        })
        .collect();
    let mut before = Vec::new();
    for one in tries {
        before.extend(one.await.unwrap());
    }
    before.sort_unstable();
    assert_eq!(before, (0..TRIES).collect::<Vec<_>>());
    let mut tx = store.durable.begin().await.unwrap();
    slots::give_back(&mut tx, &[1; 32], NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        slots::spend_try(&store.durable, &[1; 32]).await,
        Ok(Some(0))
    );
    assert_eq!(slots::spend_try(&store.durable, &[2; 32]).await, Ok(None));
}

async fn slots_are_confirmed_changed_and_erased(store: Store) {
    add_vault(&store).await;
    let row = slot(1);
    add_slot(&store, &row).await;
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(slots::find(&mut tx, &row.id).await, Ok(Some(row.clone())));
    assert_eq!(slots::confirm(&mut tx, VAULT, &row.id, NOW).await, Ok(true));
    assert_eq!(
        slots::confirm(&mut tx, VAULT, &row.id, NOW).await,
        Ok(false)
    );
    let with = SealedWith {
        envelope: &[8],
        salt: None,
        parameters: None,
        pepper: Some(&[4; 8]),
    };
    slots::set_envelope(&mut tx, VAULT, 1, &row.id, with)
        .await
        .unwrap();
    let by_pepper = slots::by_pepper(&mut tx).await.unwrap();
    let counted = by_pepper.iter().map(|one| (one.pepper, one.ways));
    assert_eq!(counted.collect::<Vec<_>>(), [(Some([4; 8]), 1)]);
    let changed = slots::of_vault(&mut tx, VAULT).await.unwrap().remove(0);
    assert_eq!(
        (changed.envelope, changed.salt, changed.confirmed_at),
        (vec![8], None, Some(NOW))
    );
    assert_eq!(slots::erase(&mut tx, VAULT, &row.id).await, Ok(true));
    assert_eq!(slots::erase(&mut tx, VAULT, &row.id).await, Ok(false));
    let stale = SlotRow {
        generation: 2,
        ..row
    };
    assert_eq!(slots::add(&mut tx, &stale).await, Err(Error::Conflict));
}

fn document(id: u8, version: u32) -> DocumentRow {
    DocumentRow {
        vault_id: VAULT,
        id: DocumentId::from_bytes([id; 16]),
        version,
        generation: 1,
        record: vec![1; 200],
        object: format!("d/{id:02x}{version:02x}"),
        length: 4_000_000_000,
        digest: [3; 32],
        pictures: Some(format!("p/{id:02x}{version:02x}")),
        pictures_length: Some(10),
        pictures_digest: Some([4; 32]),
        added_at: NOW,
        removed_at: None,
    }
}

async fn documents_go_to_the_bin_and_away(store: Store) {
    add_vault(&store).await;
    let rows = [document(1, 1), document(1, 2), document(2, 1)];
    let id = rows[0].id;
    let mut tx = store.durable.begin().await.unwrap();
    for row in &rows {
        documents::add(&mut tx, row).await.unwrap();
    }
    assert_eq!(documents::of_vault(&mut tx, VAULT).await.unwrap(), rows);
    assert_eq!(
        documents::versions(&mut tx, VAULT, id).await.unwrap(),
        rows[..2]
    );
    assert_eq!(
        documents::version(&mut tx, VAULT, id, 2)
            .await
            .unwrap()
            .as_ref(),
        Some(&rows[1])
    );
    documents::set_record(&mut tx, VAULT, id, 2, 1, &[7])
        .await
        .unwrap();
    let stale = documents::set_record(&mut tx, VAULT, id, 2, 2, &[8]).await;
    assert_eq!(stale, Err(Error::Conflict));
    assert_eq!(
        documents::set_removed(&mut tx, VAULT, id, 1, (NOW, [0; 32])).await,
        Ok(true)
    );
    assert_eq!(
        documents::set_removed(&mut tx, VAULT, id, 1, (NOW, [0; 32])).await,
        Ok(false)
    );
    assert_eq!(documents::restore(&mut tx, VAULT, id, 1).await, Ok(true));
    assert_eq!(
        documents::set_removed(&mut tx, VAULT, id, 1, (NOW, [0; 32])).await,
        Ok(true)
    );
    assert_eq!(documents::due_removals(&mut tx, NOW, 10).await, Ok(vec![]));
    let due = documents::due_removals(&mut tx, NOW + Span::millis(1), 10)
        .await
        .unwrap();
    assert_eq!((due.len(), due[0].id), (1, id));
    let erased = documents::erase(&mut tx, VAULT, id).await.unwrap();
    assert_eq!(erased.len(), 2);
    assert_eq!(
        documents::of_vault(&mut tx, VAULT).await.unwrap(),
        rows[2..]
    );
}

async fn intents_are_finished_once(store: Store) {
    add_vault(&store).await;
    let row = IntentRow {
        id: IntentId::from_bytes([1; 16]),
        vault_id: VAULT,
        kind: intents::Kind::Upload,
        object: "d/00".to_owned(),
        begun_at: NOW,
    };
    let mut tx = store.durable.begin().await.unwrap();
    intents::begin(&mut tx, &row).await.unwrap();
    assert_eq!(intents::older_than(&mut tx, NOW, 5).await, Ok(vec![]));
    assert_eq!(
        intents::older_than(&mut tx, NOW + Span::DAY, 5).await,
        Ok(vec![row.clone()])
    );
    assert_eq!(intents::end(&mut tx, row.id).await, Ok(true));
    assert_eq!(intents::end(&mut tx, row.id).await, Ok(false));
}

fn entry(number: u64) -> JournalRow {
    JournalRow {
        vault_id: VAULT,
        number,
        at: NOW,
        code: "look".to_owned(),
        commitment: [1; 32],
        hash: [u8::try_from(number).unwrap(); 32],
        payload: Some(vec![5; 100]),
        sealed: Sealed::Inbox,
    }
}

async fn the_journal_has_no_number_twice_and_its_head_moves_from_where_it_is(store: Store) {
    let mut row = add_vault(&store).await;
    let mut tx = store.durable.begin().await.unwrap();
    for number in 1..=5 {
        journal::append(&mut tx, &entry(number)).await.unwrap();
    }
    (row.journal_number, row.journal_hash) = (5, [5; 32]);
    vaults::move_head(&mut tx, &row, 0).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(
        journal::append(&mut tx, &entry(5)).await,
        Err(Error::Conflict)
    );
    drop(tx);
    for wrong in [0, 4, 6] {
        let mut tx = store.durable.begin().await.unwrap();
        let moved = vaults::move_head(&mut tx, &row, wrong).await;
        assert_eq!(moved, Err(Error::Conflict), "{wrong}");
    }
    let mut tx = store.durable.begin().await.unwrap();
    let head = vaults::lock(&mut tx, VAULT).await.unwrap().unwrap();
    assert_eq!((head.journal_number, head.journal_hash), (5, [5; 32]));
    assert_eq!(
        journal::all(&mut tx, VAULT).await.unwrap(),
        (1..=5).map(entry).collect::<Vec<_>>()
    );
    let numbers = |rows: Vec<JournalRow>| rows.iter().map(|row| row.number).collect::<Vec<_>>();
    let newest = journal::page(&mut tx, VAULT, None, 2).await.unwrap();
    assert_eq!(numbers(newest), [5, 4]);
    assert_eq!(
        numbers(journal::page(&mut tx, VAULT, Some(4), 9).await.unwrap()),
        [3, 2, 1]
    );
    assert_eq!(journal::reseal(&mut tx, VAULT, 1, &[6]).await, Ok(true));
    assert_eq!(journal::reseal(&mut tx, VAULT, 1, &[7]).await, Ok(false));
    assert_eq!(journal::erase(&mut tx, VAULT, 2).await, Ok(true));
    assert_eq!(journal::erase(&mut tx, VAULT, 2).await, Ok(false));
    assert_eq!(
        numbers(journal::sealed_to_inbox(&mut tx, VAULT, 2).await.unwrap()),
        [3, 4]
    );
}

async fn marks_only_rise(store: Store) {
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(marks::read(&mut tx, "clock").await, Ok(None));
    for (value, after) in [(5, 5), (3, 5), (8, 8)] {
        assert_eq!(marks::raise(&mut tx, "clock", value).await, Ok(after));
    }
    assert_eq!(marks::read(&mut tx, "clock").await, Ok(Some(8)));
}

async fn nothing_lasts_without_commit(store: Store) {
    add_vault(&store).await;
    let mut tx = store.durable.begin().await.unwrap();
    rename(&mut tx, 9).await.unwrap();
    drop(tx);
    let mut tx = store.durable.read().await.unwrap();
    let read = vaults::read(&mut tx, VAULT).await.unwrap().unwrap();
    assert_eq!(read.profile, vec![2; 90]);
    // What only reads cannot write.
    assert!(rename(&mut tx, 9).await.is_err());
}

/// A browser that goes away drops whatever its request was waiting for.
async fn a_beginning_that_is_given_up_is_handed_on_to_nobody(store: Store) {
    add_vault(&store).await;
    for turn in 0..200_u8 {
        given_up(store.durable.read(), turn % 8).await;
        let mut tx = store.durable.begin().await.unwrap();
        assert_eq!(rename(&mut tx, turn).await, Ok(()), "{turn}");
        tx.commit().await.unwrap();
        given_up(store.durable.begin(), turn % 8).await;
        let mut tx = store.durable.look().await.unwrap();
        let read = vaults::read(&mut tx, VAULT).await.unwrap().unwrap();
        assert_eq!(read.profile, [turn], "an earlier state");
    }
}

/// Waited for that many times, then dropped.
async fn given_up<T>(asked: impl Future<Output = T>, times: u8) {
    let (mut asked, mut left) = (pin!(asked), times);
    poll_fn(|context| {
        if left == 0 || asked.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        left -= 1;
        Poll::Pending
    })
    .await;
}
