//! What passes.

use abri::domain::ids::{DocumentId, UploadId, VaultId};
use abri::domain::slot::Place;
use abri::domain::time::Span;
use abri::store::grants::GrantRow;
use abri::store::requests::{RequestRow, State};
use abri::store::sessions::SessionRow;
use abri::store::uploads::{PartRow, UploadRow};
use abri::store::viewings::ViewingRow;
use abri::store::{
    Error, Store, grants, leases, refusals, requests, sessions, throttle, uploads, viewings,
};

use super::{NOW, VAULT};

crate::stories!(
    an_ended_session_is_not_brought_back,
    sessions_end_by_themselves,
    grants_follow_their_share,
    viewings_end_with_their_share,
    a_short_code_is_answered_and_taken_once,
    tries_are_counted_in_windows,
    refusals_are_counted_by_the_hour,
    one_process_holds_a_lease,
    an_upload_grows_from_where_it_is,
);

fn session(id: u8) -> SessionRow {
    SessionRow {
        id: [id; 32],
        vault_id: VAULT,
        value: vec![1; 150],
        place: Place::Shared,
        idle_until: NOW + Span::minutes(10),
        until: NOW + Span::hours(12),
        generation: 1,
    }
}

async fn an_ended_session_is_not_brought_back(store: Store) {
    let mut tx = store.ephemeral.begin().await.unwrap();
    sessions::add(&mut tx, &session(1)).await.unwrap();
    assert_eq!(
        sessions::find(&mut tx, &[1; 32], NOW).await,
        Ok(Some(session(1)))
    );
    assert_eq!(
        sessions::save(&mut tx, &[1; 32], (&[2], 1), NOW).await,
        Ok(true)
    );
    let later = sessions::save(&mut tx, &[1; 32], (&[4], 2), NOW).await;
    assert_eq!(later, Ok(true));
    let late = sessions::save(&mut tx, &[1; 32], (&[5], 1), NOW).await;
    assert_eq!(late, Ok(false), "written for a later generation");
    assert_eq!(sessions::delete(&mut tx, &[1; 32]).await, Ok(true));
    assert_eq!(sessions::delete(&mut tx, &[1; 32]).await, Ok(false));
    assert_eq!(
        sessions::save(&mut tx, &[1; 32], (&[3], 1), NOW).await,
        Ok(false)
    );
    assert_eq!(
        sessions::touch(&mut tx, &[1; 32], NOW + Span::DAY, NOW).await,
        Ok(false)
    );
    assert_eq!(sessions::find(&mut tx, &[1; 32], NOW).await, Ok(None));
}

async fn sessions_end_by_themselves(store: Store) {
    let mut tx = store.ephemeral.begin().await.unwrap();
    for id in 1..=3 {
        sessions::add(&mut tx, &session(id)).await.unwrap();
    }
    let later = NOW + Span::minutes(10);
    assert_eq!(
        sessions::touch(&mut tx, &[1; 32], NOW + Span::DAY, NOW).await,
        Ok(true)
    );
    assert!(
        sessions::find(&mut tx, &[1; 32], later)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(sessions::find(&mut tx, &[2; 32], later).await, Ok(None));
    assert_eq!(
        sessions::save(&mut tx, &[2; 32], (&[2], 1), later).await,
        Ok(false)
    );
    assert_eq!(
        sessions::touch(&mut tx, &[2; 32], NOW + Span::DAY, later).await,
        Ok(false)
    );
    assert_eq!(
        sessions::find(&mut tx, &[1; 32], NOW + Span::hours(12)).await,
        Ok(None)
    );
    assert_eq!(sessions::delete_ended(&mut tx, later).await, Ok(2));
    sessions::add(&mut tx, &session(4)).await.unwrap();
    assert_eq!(
        sessions::delete_of_vault(&mut tx, VAULT, Some(&[4; 32])).await,
        Ok(1)
    );
    assert_eq!(sessions::delete_of_vault(&mut tx, VAULT, None).await, Ok(1));
}

fn grant(share: u8, position: u32, document: u8) -> GrantRow {
    GrantRow {
        share: [share; 32],
        position,
        vault_id: VAULT,
        document_id: DocumentId::from_bytes([document; 16]),
        version: 1,
        until: NOW + Span::DAY,
        envelope: vec![1; 300],
    }
}

async fn grants_follow_their_share(store: Store) {
    let mut tx = store.ephemeral.begin().await.unwrap();
    let rows = [
        grant(1, 0, 1),
        grant(1, 1, 2),
        grant(2, 0, 1),
        grant(3, 0, 3),
    ];
    for row in &rows {
        grants::add(&mut tx, row).await.unwrap();
    }
    assert_eq!(
        grants::of_share(&mut tx, &[1; 32], NOW).await.unwrap(),
        rows[..2]
    );
    let one = grants::one(&mut tx, &[1; 32], 1, NOW).await.unwrap();
    assert_eq!(one.as_ref(), Some(&rows[1]));
    assert_eq!(
        grants::one(&mut tx, &[1; 32], 1, NOW + Span::DAY).await,
        Ok(None)
    );
    assert_eq!(
        grants::of_share(&mut tx, &[1; 32], NOW + Span::DAY).await,
        Ok(vec![])
    );
    assert_eq!(
        grants::delete_of_document(&mut tx, VAULT, rows[0].document_id).await,
        Ok(2)
    );
    assert_eq!(grants::delete_of_share(&mut tx, &[1; 32]).await, Ok(1));
    assert_eq!(grants::delete_ended(&mut tx, NOW).await, Ok(0));
    assert_eq!(grants::delete_ended(&mut tx, NOW + Span::DAY).await, Ok(1));
    grants::add(&mut tx, &rows[0]).await.unwrap();
    assert_eq!(grants::delete_of_vault(&mut tx, VAULT).await, Ok(1));
    tx.commit().await.unwrap();
    store.ephemeral.scrub().await.unwrap();
    let mut tx = store.ephemeral.begin().await.unwrap();
    grants::add(&mut tx, &rows[0]).await.unwrap();
    assert_eq!(grants::add(&mut tx, &rows[0]).await, Err(Error::Conflict));
}

async fn viewings_end_with_their_share(store: Store) {
    let mut tx = store.ephemeral.begin().await.unwrap();
    let viewing = |id: u8, share: u8| ViewingRow {
        id: [id; 32],
        share: [share; 32],
        envelope: vec![1; 90],
        until: NOW + Span::hours(1),
    };
    for row in [viewing(1, 1), viewing(2, 1), viewing(3, 2), viewing(4, 2)] {
        viewings::add(&mut tx, &row).await.unwrap();
    }
    assert_eq!(
        viewings::find(&mut tx, &[1; 32], NOW).await,
        Ok(Some(viewing(1, 1)))
    );
    assert_eq!(
        viewings::find(&mut tx, &[1; 32], NOW + Span::hours(1)).await,
        Ok(None)
    );
    assert_eq!(viewings::delete_of_share(&mut tx, &[1; 32]).await, Ok(2));
    assert_eq!(viewings::delete(&mut tx, &[3; 32]).await, Ok(true));
    assert_eq!(
        viewings::delete_ended(&mut tx, NOW + Span::hours(1)).await,
        Ok(1)
    );
}

async fn a_short_code_is_answered_and_taken_once(store: Store) {
    let offered = |id: u8| RequestRow {
        id: [id; 32],
        vault_id: VAULT,
        share: [9; 32],
        ask: None,
        key: None,
        asked_by: None,
        state: State::Offered,
        answer: None,
        until: NOW + Span::minutes(10),
    };
    let (a_pc, other_pc, id) = ([5; 32], [6; 32], [1; 32]);
    let mut tx = store.ephemeral.begin().await.unwrap();
    requests::add(&mut tx, &offered(1)).await.unwrap();
    requests::add(&mut tx, &offered(2)).await.unwrap();
    assert_eq!(
        requests::answer(&mut tx, &id, VAULT, Some(&[1]), NOW).await,
        Ok(false)
    );
    let late = NOW + Span::minutes(10);
    assert_eq!(
        requests::ask(&mut tx, &id, &a_pc, &[2], &[3], late).await,
        Ok(false)
    );
    assert_eq!(
        requests::ask(&mut tx, &id, &a_pc, &[2], &[3], NOW).await,
        Ok(true)
    );
    assert_eq!(
        requests::ask(&mut tx, &id, &other_pc, &[2], &[3], NOW).await,
        Ok(false)
    );
    assert_eq!(
        requests::waiting(&mut tx, VAULT, NOW).await.unwrap().len(),
        1
    );
    assert_eq!(requests::take(&mut tx, &id, &a_pc, NOW).await, Ok(None));
    assert_eq!(
        requests::answer(&mut tx, &id, VAULT, Some(&[4]), NOW).await,
        Ok(true)
    );
    assert_eq!(
        requests::answer(&mut tx, &id, VAULT, None, NOW).await,
        Ok(false)
    );
    assert_eq!(requests::take(&mut tx, &id, &other_pc, NOW).await, Ok(None));
    let taken = requests::take(&mut tx, &id, &a_pc, NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((taken.answer, taken.state), (Some(vec![4]), State::Taken));
    assert_eq!(requests::take(&mut tx, &id, &a_pc, NOW).await, Ok(None));
    assert_eq!(
        requests::ask(&mut tx, &[2; 32], &a_pc, &[2], &[3], NOW).await,
        Ok(true)
    );
    assert_eq!(
        requests::answer(&mut tx, &[2; 32], VAULT, None, NOW).await,
        Ok(true)
    );
    let refused = requests::find(&mut tx, &[2; 32], NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((refused.state, refused.answer), (State::Refused, None));
    assert_eq!(requests::delete(&mut tx, &id).await, Ok(true));
    assert_eq!(requests::delete_ended(&mut tx, late).await, Ok(1));
    requests::add(&mut tx, &offered(3)).await.unwrap();
    assert_eq!(requests::delete_of_share(&mut tx, &[9; 32]).await, Ok(1));
    requests::add(&mut tx, &offered(4)).await.unwrap();
    assert_eq!(requests::delete_of_vault(&mut tx, VAULT).await, Ok(1));
}

async fn tries_are_counted_in_windows(store: Store) {
    let window = Span::minutes(5);
    let mut tx = store.ephemeral.begin().await.unwrap();
    for expected in 1..=3 {
        assert_eq!(
            throttle::count(&mut tx, &[1; 32], NOW, window).await,
            Ok(expected)
        );
    }
    assert_eq!(throttle::read(&mut tx, &[1; 32], NOW).await, Ok(3));
    let later = NOW + window;
    assert_eq!(throttle::read(&mut tx, &[1; 32], later).await, Ok(0));
    assert_eq!(
        throttle::count(&mut tx, &[1; 32], later, window).await,
        Ok(1)
    );
    throttle::give_back(&mut tx, &[1; 32], later).await.unwrap();
    throttle::give_back(&mut tx, &[1; 32], later).await.unwrap();
    assert_eq!(throttle::read(&mut tx, &[1; 32], later).await, Ok(0));
    assert_eq!(
        throttle::count(&mut tx, &[1; 32], later, window).await,
        Ok(1)
    );
    throttle::clear(&mut tx, &[1; 32]).await.unwrap();
    assert_eq!(
        throttle::count(&mut tx, &[1; 32], later, window).await,
        Ok(1)
    );
    assert_eq!(throttle::delete_ended(&mut tx, later + window).await, Ok(1));
}

async fn refusals_are_counted_by_the_hour(store: Store) {
    let (hour, next) = (NOW, NOW + Span::hours(1));
    let mut tx = store.ephemeral.begin().await.unwrap();
    for (slot, hour) in [
        ([1; 32], hour),
        ([1; 32], next),
        ([1; 32], hour),
        ([2; 32], hour),
    ] {
        refusals::count(&mut tx, &slot, hour).await.unwrap();
    }
    let row = |slot, hour, count| refusals::RefusalRow {
        slot: [slot; 32],
        hour,
        count,
    };
    assert_eq!(refusals::before(&mut tx, hour, 9).await, Ok(Vec::new()));
    let over = vec![row(1, hour, 2), row(2, hour, 1)];
    assert_eq!(refusals::before(&mut tx, next, 9).await, Ok(over.clone()));
    assert_eq!(
        refusals::before(&mut tx, next, 1).await,
        Ok(over[..1].to_vec())
    );
    refusals::forget(&mut tx, &over[0]).await.unwrap();
    let late = next + Span::hours(1);
    let left = vec![row(2, hour, 1), row(1, next, 1)];
    assert_eq!(refusals::before(&mut tx, late, 9).await, Ok(left));
}

async fn one_process_holds_a_lease(store: Store) {
    let (a, b, turn) = ([1; 16], [2; 16], Span::minutes(1));
    let mut tx = store.ephemeral.begin().await.unwrap();
    assert_eq!(leases::take(&mut tx, "jobs", &a, NOW, turn).await, Ok(true));
    assert_eq!(
        leases::take(&mut tx, "jobs", &b, NOW, turn).await,
        Ok(false)
    );
    assert_eq!(leases::take(&mut tx, "jobs", &a, NOW, turn).await, Ok(true));
    assert_eq!(
        leases::take(&mut tx, "jobs", &b, NOW + turn, turn).await,
        Ok(true)
    );
    assert_eq!(leases::release(&mut tx, "jobs", &a).await, Ok(false));
    assert_eq!(leases::release(&mut tx, "jobs", &b).await, Ok(true));
    assert_eq!(leases::take(&mut tx, "jobs", &a, NOW, turn).await, Ok(true));
    // A clock was a month ahead, and was set right.
    let ahead = NOW + Span::days(30);
    assert_eq!(
        leases::take(&mut tx, "jobs", &b, ahead, turn).await,
        Ok(true)
    );
    assert_eq!(leases::take(&mut tx, "jobs", &a, NOW, turn).await, Ok(true));
}

fn upload(id: u8) -> UploadRow {
    UploadRow {
        id: UploadId::from_bytes([id; 16]),
        vault_id: VAULT,
        right_id: None,
        key: vec![1; 106],
        length: 10,
        received: 0,
        parts: 0,
        begun_at: NOW,
    }
}

fn part(row: &UploadRow) -> PartRow {
    PartRow {
        upload_id: row.id,
        number: row.parts,
        object: format!("u/{}-{}", row.id, row.parts),
        length: 80,
    }
}

async fn an_upload_grows_from_where_it_is(store: Store) {
    let mut tx = store.ephemeral.begin().await.unwrap();
    let before = NOW - Span::DAY;
    let mut row = upload(1);
    uploads::add(&mut tx, &row).await.unwrap();
    uploads::add(&mut tx, &upload(2)).await.unwrap();
    assert_eq!(
        uploads::under_way(&mut tx, VAULT, None, before).await,
        Ok((2, 20))
    );
    assert_eq!(uploads::grow(&mut tx, &row, 4, &part(&row)).await, Ok(true));
    let other = PartRow {
        object: "u/other".to_owned(),
        ..part(&row)
    };
    assert_eq!(uploads::grow(&mut tx, &row, 4, &other).await, Ok(false));
    (row.received, row.parts) = (4, 1);
    let found = uploads::find(&mut tx, row.id, VAULT, before).await;
    assert_eq!(found, Ok(Some(row.clone())));
    let elsewhere = VaultId::from_bytes([8; 16]);
    assert_eq!(
        uploads::find(&mut tx, row.id, elsewhere, before).await,
        Ok(None)
    );
    assert_eq!(uploads::find(&mut tx, row.id, VAULT, NOW).await, Ok(None));
    assert_eq!(uploads::delete(&mut tx, row.id, elsewhere).await, Ok(false));
    assert_eq!(uploads::grow(&mut tx, &row, 6, &part(&row)).await, Ok(true));
    assert_eq!(uploads::loose(&mut tx, 9).await, Ok(vec![]));
    assert_eq!(uploads::delete(&mut tx, row.id, VAULT).await, Ok(true));
    let loose = uploads::loose(&mut tx, 9).await.unwrap();
    assert_eq!(loose.len(), 2);
    assert_eq!(uploads::parts(&mut tx, row.id).await.unwrap().len(), 2);
    for one in &loose {
        assert_eq!(uploads::names(&mut tx, &one.object).await, Ok(true));
        uploads::delete_part(&mut tx, one).await.unwrap();
        assert_eq!(uploads::names(&mut tx, &one.object).await, Ok(false));
    }
    assert_eq!(uploads::delete_begun_by(&mut tx, NOW).await, Ok(1));
}
