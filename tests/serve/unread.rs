//! Answers that are not read, or slowly.

use std::time::Duration;

use abri::serve::Bounds;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;

use crate::frames;
use crate::house::{House, LARGE, SHORT, SOON, ask, patient};

/// One connection at a time: whether it is still held shows by whether another one may come.
fn alone() -> Bounds {
    let mut bounds = patient();
    bounds.connections = 1;
    bounds.stall = SHORT;
    // The size of a piece alone must not earn much time.
    bounds.slowest = 1_000_000;
    bounds
}

/// Fails unless the server gives the only place to somebody else soon.
async fn place_comes_back(house: &House, path: &str) {
    let until = Instant::now() + SOON;
    loop {
        if let Ok(mut stream) = house.over(house.tcp().await, "http/1.1").await {
            assert_eq!(ask(&mut stream, "/").await, "welcome");
            return;
        }
        assert!(Instant::now() < until, "the server keeps it open: {path}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_client_that_never_reads_is_closed() {
    for path in ["/endless", "/large", "/lent"] {
        let house = House::open(alone()).await;
        let mut stream = house.tls("http/1.1").await;
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        place_comes_back(&house, path).await;
        drop(stream);
    }
}

#[tokio::test]
async fn a_stream_that_is_never_read_closes_its_connection() {
    for path in ["/endless", "/large", "/lent"] {
        let house = House::open(alone()).await;
        let mut stream = house.tls("h2").await;
        stream.write_all(frames::PREFACE).await.unwrap();
        stream.write_all(&frames::get(1, path)).await.unwrap();
        place_comes_back(&house, path).await;
        drop(stream);
    }
}

/// A page or a picture may be one large piece: who reads it slowly, but reads it, gets all of it, although
/// it takes longer than an idle connection is kept.
#[tokio::test]
async fn a_client_that_reads_slowly_gets_everything() {
    let mut bounds = patient();
    bounds.idle = SHORT;
    let house = House::open(bounds).await;
    let mut stream = house.tls("http/1.1").await;
    stream
        .write_all(b"GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut piece = vec![0; 64 * 1024];
    let mut got = 0;
    while got < LARGE {
        let n = stream.read(&mut piece).await.unwrap();
        assert_ne!(n, 0, "closed after {got} bytes");
        got += n;
        // In all at least four times as long as an idle connection is kept.
        let share = u32::try_from(LARGE / n.max(1)).unwrap();
        tokio::time::sleep(SHORT * 4 / share).await;
    }
}

/// Short answers too: with a window of nothing even their last piece stays with the server.
#[tokio::test]
async fn a_window_that_is_never_opened_closes_its_connection() {
    for path in ["/", "/large"] {
        let house = House::open(alone()).await;
        let mut stream = house.tls("h2").await;
        stream.write_all(frames::PREFACE).await.unwrap();
        stream.write_all(&frames::window(0)).await.unwrap();
        stream.write_all(&frames::get(1, path)).await.unwrap();
        place_comes_back(&house, path).await;
        drop(stream);
    }
}
