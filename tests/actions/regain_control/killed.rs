//! The service dies while somebody regains control, at every point at which it could: the old way in opens, or the
//! new one does, and the papers are there.

use std::future::{Future, poll_fn};
use std::task::Poll;

use abri::actions::check::{self, Depth};
use abri::actions::regain_control::regain;
use abri::actions::{Problem, papers};

use super::{card, enters, goes_on, typed};
use crate::given::{agree, paper, wish};
use crate::people::on_postgres;
use crate::support::Service;
use crate::ways_in::{enter, vault, with};

/// What comes of it within so many steps; dropped after them, as a killed process drops it.
pub(crate) async fn killed_after<F: Future>(steps: usize, future: F) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut left = steps;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn attack_whoever_is_cut_off_has_the_old_vault_or_the_new_one() {
    // Over a connection: each statement is a point at which it can be cut off.
    let service = on_postgres().await;
    let abri = &service.abri;
    let (mut old, mut new, mut steps, mut rounds) = (0, 0, 0, 0);
    loop {
        steps += 1 + steps / 12;
        let (mut session, phone, code) = vault(&service).await;
        let id = paper(abri, &session.open, "Avis").await;
        agree(abri, &session, wish(&[id])).await;
        typed(abri, &mut session, &code).await;
        let cookie = session.cookie().duplicate();
        let done = killed_after(steps, regain(abri, &mut session)).await;
        let came = enter(&service, with(&phone, &code)).await;
        let back = if let Ok(back) = came {
            assert!(done.is_none(), "after {steps} steps");
            old += 1;
            back
        } else {
            // The screen goes on, and shows the code of the card.
            let here = abri::actions::session::resume(abri, cookie).await.unwrap();
            assert_eq!(here.open.generation, 2, "after {steps} steps");
            new += 1;
            enters(abri, card(abri, &here).await).await.unwrap()
        };
        let all = papers::all(abri, &back.open).await.unwrap();
        assert_eq!(all.len(), 1, "after {steps} steps");
        // Where answers come quickly, several statements are one step: then once more from the beginning.
        if done.is_some() {
            rounds += 1;
            if (old > 10 && new > 1) || rounds == 8 {
                break;
            }
            steps = 0;
        }
    }
    assert!(
        old > 10 && new > 1,
        "{old} before the commit, {new} after it"
    );
    let report = check::check(abri, Depth::Lengths).await.unwrap();
    assert_eq!(report.findings, []);
}

#[tokio::test]
async fn attack_control_is_not_regained_without_a_typed_secret_nor_twice() {
    let service = Service::open().await;
    let abri = &service.abri;
    let (mut session, phone, code) = vault(&service).await;
    let refused = regain(abri, &mut session).await;
    assert!(matches!(refused, Err(Problem::NotFound)));
    enter(&service, with(&phone, &code)).await.unwrap();
    typed(abri, &mut session, &code).await;
    let mut twice = goes_on(abri, &session).await.unwrap();
    regain(abri, &mut session).await.unwrap();
    let again = regain(abri, &mut twice).await;
    assert!(matches!(again, Err(Problem::SignInAgain)));
    // What the late request keeps is not written over the session that has the new card.
    let late = abri::actions::session::save(abri, &twice).await;
    assert!(matches!(late, Err(Problem::SignInAgain)));
    let here = goes_on(abri, &session).await.unwrap();
    enters(abri, card(abri, &here).await).await.unwrap();
}
