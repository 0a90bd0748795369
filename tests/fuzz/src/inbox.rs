//! What comes sealed to a vault's inbox, whose recipient whoever reads the tables knows: opened, and nothing taken in that is not signed.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use abri::actions::{deposits, papers};
use abri::crypto::context::{Context, Purpose};
use abri::crypto::hybrid::Recipient;
use abri::crypto::inbox as sealing;
use abri::domain::ids::DocumentId;
use abri::store::deposits::{self as rows, DepositRow};
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
        object: "d/00".to_owned(),
        length: 1,
        digest: [4; 32],
        pictures: "d/01".to_owned(),
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
