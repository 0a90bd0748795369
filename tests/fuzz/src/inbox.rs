//! What comes sealed to a vault's inbox, whose recipient whoever reads the tables knows: opened, and nothing taken in that is not signed.

use std::sync::OnceLock;

use abri::actions::session::Session;
use abri::actions::{Abri, deposits, papers};
use abri::crypto::context::{Context, Purpose};
use abri::crypto::hybrid::Recipient;
use abri::crypto::inbox;
use abri::domain::ids::DocumentId;
use abri::store::deposits::{self as rows, DepositRow};
use abri::store::vaults;
use tokio::runtime::Runtime;

use crate::house;

struct House {
    runtime: Runtime,
    abri: Abri,
    session: Session,
    recipient: Recipient,
    _folder: tempfile::TempDir,
}

fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let folder = tempfile::tempdir_in("/dev/shm").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let (abri, _, session) = runtime.block_on(house::open(folder.path()));
        let recipient = runtime.block_on(async {
            let mut tx = abri.store.durable.read().await.unwrap();
            let row = vaults::read(&mut tx, session.open.vault).await.unwrap();
            Recipient::from_bytes(&row.unwrap().inbox_recipient).unwrap()
        });
        House {
            runtime,
            abri,
            session,
            recipient,
            _folder: folder,
        }
    })
}

/// A deposit: its keys are there, and the rest is the input. Nobody signed it, so it becomes no paper.
pub fn deposit(bytes: &[u8]) {
    let house = house();
    let (abri, open) = (&house.abri, &house.session.open);
    let id = DocumentId::from_bytes(std::array::from_fn(|i| {
        bytes.get(i).copied().unwrap_or_default()
    }));
    let place = Context::new(Purpose::Deposit, open.vault, open.generation).object(id.as_bytes());
    let message = [&[3; 64][..], bytes].concat();
    let row = DepositRow {
        vault_id: open.vault,
        id,
        generation: open.generation,
        right_id: [1; 16],
        depositor: [2; 32],
        sealed: Some(inbox::seal(&house.recipient, &place, &message)),
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
    house.runtime.block_on(async {
        let mut tx = abri.store.durable.begin().await.unwrap();
        // The same id twice is refused: it was tried.
        if rows::add(&mut tx, &row).await.is_err() {
            return;
        }
        tx.commit().await.unwrap();
        assert_eq!(deposits::adopt(abri, open).await.unwrap(), 0);
        assert!(papers::all(abri, open).await.unwrap().is_empty());
    });
}
