//! Somebody puts papers in by a link until the power goes, and takes them back; the person's vault takes some in
//! meanwhile.

use std::cell::RefCell;
use std::time::Duration;

use reqwest::Method;

use super::told::{Between, Told};
use super::work::{MARK, Scene, post};
use crate::people::put_in;
use crate::server::Person;

/// The life of a paper that was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DepositStage {
    PutIn,
    TakenBack,
}

/// A paper of which there was a receipt.
pub struct Deposit {
    id: String,
    bytes: Vec<u8>,
    pub stage: Between<DepositStage>,
}

/// The papers that this depositor may take back: all of them, within the hour.
async fn receipts(depositor: &Person) -> Option<Vec<String>> {
    let mut asked = depositor.ask(Method::GET, "/d/recu").send().await.ok()?;
    // A page that says to come back later lists none of them.
    while asked.status() != 200 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        asked = depositor.ask(Method::GET, "/d/recu").send().await.ok()?;
    }
    let page = asked.text().await.ok()?;
    let ids = page.split("action=\"/d/recu/").skip(1);
    Some(
        ids.filter_map(|rest| rest.get(..32).map(str::to_owned))
            .collect(),
    )
}

/// Puts papers in; has some taken in; takes all back, so that the number of the link is never reached.
pub async fn work(scene: &Scene, told: &RefCell<Told>, begin: usize) -> Option<()> {
    for number in begin.. {
        let name = format!("{MARK} {begin}f{number}");
        let bytes = scene.another_pdf(&name, number % 3 == 0);
        // One that nobody answered for may be among them.
        let before = receipts(&scene.depositor).await?;
        // Too busy for now: tried again.
        if put_in(&scene.depositor, bytes.clone()).await?.status() != 303 {
            continue;
        }
        let listed = receipts(&scene.depositor).await?;
        let place = {
            let told = &mut told.borrow_mut().deposits;
            let id = listed.into_iter().find(|id| !before.contains(id))?;
            let stage = Between::at(DepositStage::PutIn);
            told.push(Deposit { id, bytes, stage });
            told.len() - 1
        };
        if number % 2 == 0 {
            let home = scene.at_home().ask(Method::GET, "/papiers");
            home.send().await.ok()?;
        }
        let back = {
            let deposit = &mut told.borrow_mut().deposits[place];
            deposit.stage.ask(DepositStage::TakenBack);
            format!("/d/recu/{}/annuler", deposit.id)
        };
        if post(&scene.depositor, &back, &[]).await?.status() == 303 {
            let deposit = &mut told.borrow_mut().deposits[place];
            deposit.stage.answer(DepositStage::TakenBack);
        }
    }
    None
}

/// What has its receipt is in the vault, byte for byte; what was taken back is nowhere. Then all is taken back.
pub async fn check(scene: &Scene, person: &Person, told: &mut Told) {
    let listed = receipts(&scene.depositor).await.unwrap();
    for deposit in &mut told.deposits {
        let original = format!("/papiers/{}/1/original", deposit.id);
        let answer = person.get(&original).await;
        let found = if listed.contains(&deposit.id) {
            assert_eq!(answer.status(), 200, "{original}");
            let bytes = answer.bytes().await.unwrap();
            assert!(bytes[..] == deposit.bytes[..], "{original} differs");
            DepositStage::PutIn
        } else {
            assert_eq!(answer.status(), 404, "{original}");
            DepositStage::TakenBack
        };
        deposit.stage.settle(found, &original);
    }
    // Also what nobody answered for.
    for id in &listed {
        let original = format!("/papiers/{id}/1/original");
        assert_eq!(person.get(&original).await.status(), 200, "{original}");
        let back = format!("/d/recu/{id}/annuler");
        assert_eq!(scene.depositor.form(&back, &[]).await.status(), 303);
        let mut known = told.deposits.iter_mut();
        if let Some(deposit) = known.find(|deposit| deposit.id == *id) {
            deposit.stage = Between::at(DepositStage::TakenBack);
        }
    }
}
