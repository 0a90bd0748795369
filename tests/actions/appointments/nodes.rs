//! Two processes over the same PostgreSQL and S3: each step on another one than the step before.

use abri::actions::appointments::{Agreeing, ask_copy, asked, finish, look, open, state, take};
use abri::actions::{read_shown, show, stop};
use abri::blobs::{Blobs, Credentials, Epochs};
use abri::domain::appointment::{CopyAsk, State};
use abri::store::Store;

use super::{PHONE, agrees, asks, claire, goes_on, mariam, share};
use crate::support::Service;
use crate::{postgres, s3};

/// One more process over these places.
async fn node(url: &str, objects: &str, epochs: &str) -> Service {
    let store = Store::open(url, url).await.unwrap();
    let credentials = Credentials::fixed(s3::ACCESS_KEY, s3::SECRET_KEY);
    let objects = Blobs::open(objects, Some(&credentials)).unwrap();
    let epochs = Epochs::open(epochs, Some(&credentials), &objects).unwrap();
    Service::at(store, objects, epochs, tempfile::tempdir().unwrap()).await
}

#[tokio::test]
async fn asked_on_one_node_answered_on_another_and_opened_on_the_first() {
    let url = postgres::database();
    let server = s3::Server::start().await;
    let places = (server.bucket("objects"), server.bucket("epochs"));
    let here = node(&url, &places.0, &places.1).await;
    let there = node(&url, &places.0, &places.1).await;
    let (claire, _) = claire(&here).await;
    let desk = &claire.session;
    let (person, paper) = mariam(&there.abri).await;

    let (id, code) = asks(&here.abri, desk).await;
    take(&there.abri, &person.open, &code, PHONE).await.unwrap();
    let (read, ..) = state(&here.abri, desk, id).await.unwrap();
    assert_eq!(read, State::Read);
    agrees(&there.abri, &person, id, Agreeing::Show(vec![paper]))
        .await
        .unwrap();
    open(&here.abri, desk, id).await.unwrap();
    ask_copy(&here.abri, desk, id, CopyAsk::Zip).await.unwrap();
    let question = asked(&there.abri, &person.open, id).await.unwrap();
    assert_eq!(question.copy, Some(CopyAsk::Zip));

    // The first one is gone; its professional goes on at a third one, in the same session.
    here.abri.store.close().await;
    assert!(look(&here.abri, desk, id).await.is_err());
    let third = node(&url, &places.0, &places.1).await;
    let desk = &goes_on(&third.abri, desk).await.unwrap();
    agrees(&there.abri, &person, id, Agreeing::Copy)
        .await
        .unwrap();
    let looking = look(&third.abri, desk, id).await.unwrap();
    let shown = looking.paper(0).unwrap();
    read_shown::keep(&third.abri, &looking, shown)
        .await
        .unwrap();
    let watch = looking.watch(shown);
    read_shown::still(&third.abri, &watch).await.unwrap();

    // Stopped on one, it is over on the other from the next request on.
    let active = show::active(&there.abri, &person.open).await.unwrap();
    stop::stop(&there.abri, &person.open, active[0].id)
        .await
        .unwrap();
    assert!(read_shown::still(&third.abri, &watch).await.is_err());
    assert!(look(&third.abri, desk, id).await.is_err());
    assert!(finish(&third.abri, desk, id).await.is_err());
    assert_eq!(share(&third.abri, id).await, None);
}
