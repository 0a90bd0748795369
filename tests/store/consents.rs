//! Consents: what is agreed to is spent, ended and taken back exactly once.

use abri::domain::ids::ConsentId;
use abri::domain::share::Mode;
use abri::domain::time::{Moment, Span};
use abri::store::consents::ConsentRow;
use abri::store::{Store, consents};

use super::{NOW, VAULT, add_vault};

crate::stories!(
    one_opening_has_one_winner,
    five_wrong_codes_end_a_share,
    a_withdrawn_consent_stays_so,
);

fn consent(id: u8, openings_left: Option<u32>) -> ConsentRow {
    ConsentRow {
        vault_id: VAULT,
        id: ConsentId::from_bytes([id; 16]),
        generation: 1,
        lookup: [id; 32],
        record: vec![1; 120],
        link: Some(vec![2; 100]),
        mode: Mode::View,
        given_at: NOW,
        until: NOW + Span::DAY,
        withdrawn_at: None,
        openings_left,
        wrong_codes: 0,
    }
}

async fn add_consent(store: &Store, row: &ConsentRow) {
    let mut tx = store.durable.begin().await.unwrap();
    consents::add(&mut tx, row).await.unwrap();
    tx.commit().await.unwrap();
}

async fn open(store: &Store, lookup: u8, now: Moment) -> Option<ConsentRow> {
    let mut tx = store.durable.begin().await.unwrap();
    let spent = consents::spend_opening(&mut tx, &[lookup; 32], now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    spent
}

async fn one_opening_has_one_winner(store: Store) {
    add_vault(&store).await;
    add_consent(&store, &consent(1, Some(1))).await;
    add_consent(&store, &consent(2, None)).await;
    let tries: Vec<_> = (0..50)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { open(&store, 1, NOW).await })
        })
        .collect();
    let mut winners = Vec::new();
    for one in tries {
        winners.extend(one.await.unwrap());
    }
    assert_eq!(
        winners,
        [ConsentRow {
            openings_left: Some(0),
            ..consent(1, None)
        }]
    );
    // Without a limit, any number, until the end.
    for _ in 0..3 {
        assert!(open(&store, 2, NOW + Span::hours(23)).await.is_some());
    }
    assert_eq!(open(&store, 2, NOW + Span::DAY).await, None);
}

async fn five_wrong_codes_end_a_share(store: Store) {
    add_vault(&store).await;
    add_consent(&store, &consent(1, None)).await;
    let mut tx = store.durable.begin().await.unwrap();
    for left in [Some(4), Some(3), Some(2), Some(1), Some(0), None] {
        assert_eq!(
            consents::count_wrong_code(&mut tx, &[1; 32]).await,
            Ok(left)
        );
    }
    assert_eq!(
        consents::spend_opening(&mut tx, &[1; 32], NOW).await,
        Ok(None)
    );
    assert_eq!(
        consents::live_of_vault(&mut tx, VAULT, NOW).await,
        Ok(vec![])
    );
}

async fn a_withdrawn_consent_stays_so(store: Store) {
    add_vault(&store).await;
    for id in 1..=3 {
        add_consent(&store, &consent(id, None)).await;
    }
    let first = ConsentId::from_bytes([1; 16]);
    let mut tx = store.durable.begin().await.unwrap();
    assert_eq!(
        consents::withdraw(&mut tx, VAULT, first, 1, NOW).await,
        Ok(true)
    );
    assert_eq!(
        consents::withdraw(&mut tx, VAULT, first, 1, NOW).await,
        Ok(false)
    );
    assert_eq!(
        consents::spend_opening(&mut tx, &[1; 32], NOW).await,
        Ok(None)
    );
    let row = consents::find(&mut tx, VAULT, first)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.link, row.withdrawn_at), (None, Some(NOW)));
    assert_eq!(
        consents::live_of_vault(&mut tx, VAULT, NOW)
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(consents::forget_ended_links(&mut tx, NOW).await, Ok(0));
    assert_eq!(
        consents::forget_ended_links(&mut tx, NOW + Span::DAY).await,
        Ok(2)
    );
    assert_eq!(
        consents::withdraw_all(&mut tx, VAULT, 1, NOW)
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(consents::of_vault(&mut tx, VAULT).await.unwrap().len(), 3);
    let row = consents::find_by_lookup(&mut tx, &[3; 32])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.withdrawn_at, Some(NOW));
}
