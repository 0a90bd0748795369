//! How many may come, and how often one may change its mind.

use std::time::Duration;

use tokio::io::AsyncWriteExt;

use crate::frames;
use crate::house::{House, SOON, closes, patient};

#[tokio::test]
async fn connections_are_bounded_in_all_and_per_source() {
    let mut bounds = patient();
    bounds.connections = 3;
    bounds.per_source = 2;
    let house = House::open(bounds).await;
    let come = async |source: &str| house.over(house.tcp_from(source).await, "http/1.1").await;
    let first = come("127.0.0.1").await.unwrap();
    let second = come("127.0.0.1").await.unwrap();
    assert!(come("127.0.0.1").await.is_err(), "a third of one source");
    let third = come("127.0.0.2").await.unwrap();
    assert!(come("127.0.0.3").await.is_err(), "a fourth in all");
    drop(first);
    let again = async {
        while come("127.0.0.1").await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(SOON, again)
        .await
        .expect("a place comes back");
    drop((second, third));
}

/// Requests made and taken back at once, many at a time (CVE-2023-44487).
#[tokio::test]
async fn rapid_resets_close_the_connection() {
    let house = House::open(patient()).await;
    let mut stream = house.tls("h2").await;
    let mut all = frames::PREFACE.to_vec();
    for number in 0..2000 {
        let stream = 1 + 2 * number;
        all.extend(frames::get(stream, "/never"));
        all.extend(frames::reset(stream));
    }
    // It may close before it has read all of them.
    drop(stream.write_all(&all).await);
    drop(stream.flush().await);
    closes(stream).await;
    house.is_well().await;
}

/// The same one by one, each after its request has begun: only our own count sees it.
#[tokio::test]
async fn patient_resets_close_the_connection() {
    let house = House::open(patient()).await;
    let (read, mut write) = tokio::io::split(house.tls("h2").await);
    let resets = async move {
        drop(write.write_all(frames::PREFACE).await);
        for stream in (1..).step_by(2) {
            drop(write.write_all(&frames::get(stream, "/never")).await);
            drop(write.flush().await);
            tokio::time::sleep(Duration::from_millis(10)).await;
            if write.write_all(&frames::reset(stream)).await.is_err() {
                break;
            }
        }
        write
    };
    let resets = tokio::spawn(resets);
    closes(read).await;
    resets.abort();
    house.is_well().await;
}

/// A browser takes back what it no longer shows: that alone closes nothing.
#[tokio::test]
async fn a_few_resets_are_nothing() {
    use tokio::io::AsyncReadExt;
    let house = House::open(patient()).await;
    let mut stream = house.tls("h2").await;
    stream.write_all(frames::PREFACE).await.unwrap();
    for number in 0..10 {
        let at = 1 + 2 * number;
        stream.write_all(&frames::get(at, "/never")).await.unwrap();
        stream.write_all(&frames::reset(at)).await.unwrap();
    }
    stream.write_all(&frames::get(21, "/")).await.unwrap();
    let mut read = Vec::new();
    while !read.windows(7).any(|piece| piece == b"welcome") {
        assert_ne!(stream.read_buf(&mut read).await.unwrap(), 0, "closed");
    }
}
