//! A share that ends while its paper is being read.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use abri::actions::{Outcome, Problem, papers, reading};
use abri::domain::access;
use abri::domain::time::Span;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};

use crate::papers::{add, long_photo, vault};
use crate::support::Service;

/// A long paper that is being read, while that is true.
async fn reading(
    service: &Service,
    allowed: &Arc<AtomicBool>,
) -> BoxStream<'static, Outcome<Bytes>> {
    let session = vault(service).await;
    let added = add(service, &session, &long_photo()).await.unwrap();
    let paper = papers::find(&service.abri, &session.open, added.id)
        .await
        .unwrap();
    let open = &session.open;
    let permit = access::may_keep(open.owner(), open.vault).unwrap();
    let record = &paper.current.record;
    let (file, bytes) = (&record.facts.file, record.facts.bytes);
    let asked = allowed.clone();
    let still = move || std::future::ready(asked.load(Ordering::SeqCst));
    let read = reading::original(&service.abri, &permit, &record.key, file, bytes, still);
    read.await.unwrap().boxed()
}

#[tokio::test]
async fn an_end_cuts_what_is_being_read_within_two_seconds() {
    let service = Service::open().await;
    let allowed = Arc::new(AtomicBool::new(true));
    let mut read = reading(&service, &allowed).await;
    assert!(read.next().await.unwrap().is_ok());
    allowed.store(false, Ordering::SeqCst);
    service.pass(Span::seconds(2));
    assert!(matches!(read.next().await, Some(Err(Problem::NotFound))));
}

/// A client that takes its time holds what it has, and gets nothing after it.
#[tokio::test]
async fn attack_a_slow_reader_gets_nothing_after_the_end_by_having_asked_before() {
    let service = Service::open().await;
    let allowed = Arc::new(AtomicBool::new(true));
    let mut read = reading(&service, &allowed).await;
    let held = read.next().await.unwrap().unwrap();
    let mut next = read.next();
    let waits = poll_fn(|cx| Poll::Ready(next.poll_unpin(cx).is_pending())).await;
    assert!(waits, "what it has is not sent yet");
    allowed.store(false, Ordering::SeqCst);
    service.pass(Span::seconds(2));
    drop(held);
    assert!(matches!(next.await, Some(Err(Problem::NotFound))));
}
