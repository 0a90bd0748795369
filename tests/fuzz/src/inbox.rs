//! What comes sealed to a vault's inbox, whose recipient whoever reads the tables knows: opened, and nothing taken in that is not signed.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use abri::actions::{Problem, deposits, papers, short_code};
use abri::crypto::context::{Context, Purpose};
use abri::crypto::hybrid::Recipient;
use abri::crypto::inbox as sealing;
use abri::domain::ids::{ConsentId, DocumentId};
use abri::domain::share::Mode;
use abri::domain::time::Span;
use abri::store::consents::{self, ConsentRow};
use abri::store::deposits::{self as rows, DepositRow};
use abri::store::requests::{self, RequestRow, State};
use abri::store::vaults;

use crate::house::House;

struct Inbox {
    house: House,
    recipient: Recipient,
    /// So many deposits came: each has another id.
    came: AtomicU64,
}

fn inbox() -> &'static Inbox {
    static INBOX: OnceLock<Inbox> = OnceLock::new();
    INBOX.get_or_init(|| {
        let house = House::new();
        let recipient = house.runtime.block_on(async {
            let mut tx = house.abri.store.durable.read().await.unwrap();
            let row = vaults::read(&mut tx, house.session.open.vault)
                .await
                .unwrap();
            Recipient::from_bytes(&row.unwrap().inbox_recipient).unwrap()
        });
        Inbox {
            house,
            recipient,
            came: AtomicU64::new(0),
        }
    })
}

/// A deposit: its keys are there, and the rest is the input. Nobody signed it, so it becomes no paper.
pub fn deposit(bytes: &[u8]) {
    let inbox = inbox();
    let (abri, open) = (&inbox.house.abri, &inbox.house.session.open);
    let number = inbox.came.fetch_add(1, Ordering::Relaxed);
    let id = DocumentId::from_bytes(u128::from(number).to_be_bytes());
    let place = Context::new(Purpose::Deposit, open.vault, open.generation).object(id.as_bytes());
    let message = [&[3; 64][..], bytes].concat();
    let row = DepositRow {
        vault_id: open.vault,
        id,
        generation: open.generation,
        right_id: [1; 16],
        depositor: [2; 32],
        sealed: Some(sealing::seal(&inbox.recipient, &place, &message)),
        object: format!("d/{number}"),
        length: 1,
        digest: [4; 32],
        pictures: format!("d/{number}/pictures"),
        pictures_length: 1,
        pictures_digest: [5; 32],
        receipt: Vec::new(),
        deposited_at: abri.now(),
        adopted_at: None,
        answered_at: None,
    };
    inbox.house.runtime.block_on(async {
        let mut tx = abri.store.durable.begin().await.unwrap();
        rows::add(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(deposits::adopt(abri, open).await.unwrap(), 0);
        assert!(papers::all(abri, open).await.unwrap().is_empty());
    });
}

/// Who asks with a short code: sealed by nobody knows whom, for a share that goes on.
pub fn asking(bytes: &[u8]) {
    let inbox = inbox();
    let (abri, open) = (&inbox.house.abri, &inbox.house.session.open);
    let number = inbox.came.fetch_add(1, Ordering::Relaxed);
    let share = [8; 32];
    let mut id = [0; 32];
    id[..8].copy_from_slice(&number.to_be_bytes());
    let place = open.context(Purpose::Request).hashed_object(&id);
    let until = abri.now() + Span::minutes(10);
    let row = RequestRow {
        id,
        vault_id: open.vault,
        share,
        ask: Some(sealing::seal(&inbox.recipient, &place, bytes)),
        key: Some(Vec::new()),
        asked_by: Some(id),
        state: State::Asked,
        answer: None,
        until,
    };
    let consent = ConsentRow {
        vault_id: open.vault,
        id: ConsentId::from_bytes([1; 16]),
        generation: open.generation,
        lookup: share,
        record: Vec::new(),
        link: None,
        mode: Mode::View,
        given_at: abri.now(),
        until,
        withdrawn_at: None,
        openings_left: None,
        wrong_codes: 0,
    };
    inbox.house.runtime.block_on(async {
        let mut tx = abri.store.durable.begin().await.unwrap();
        if consents::find_by_lookup(&mut tx, &share)
            .await
            .unwrap()
            .is_none()
        {
            consents::add(&mut tx, &consent).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = abri.store.ephemeral.begin().await.unwrap();
        requests::add(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        match short_code::pending(abri, open).await {
            Ok(asking) => assert_eq!(asking.len(), 1),
            Err(Problem::Damaged(_)) => {}
            Err(other) => panic!("{other}"),
        }
        let mut tx = abri.store.ephemeral.begin().await.unwrap();
        requests::delete_of_vault(&mut tx, open.vault)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    });
}
