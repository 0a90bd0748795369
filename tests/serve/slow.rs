//! Clients that come and do not go on. In each test one bound is short, and it is the one that closes.

use tokio::io::AsyncWriteExt;

use crate::frames;
use crate::house::{House, SHORT, closes, closes_while_dripping, patient};

async fn with_short_head() -> House {
    let mut bounds = patient();
    bounds.header = SHORT;
    House::open(bounds).await
}

async fn with_short_stall() -> House {
    let mut bounds = patient();
    bounds.stall = SHORT;
    House::open(bounds).await
}

#[tokio::test]
async fn silent_before_tls() {
    let mut bounds = patient();
    bounds.handshake = SHORT;
    let house = House::open(bounds).await;
    closes(house.tcp().await).await;
    house.is_well().await;
}

#[tokio::test]
async fn dripping_the_handshake() {
    let mut bounds = patient();
    bounds.handshake = SHORT;
    let house = House::open(bounds).await;
    let mut stream = house.tcp().await;
    // A record of 16 000 bytes is announced.
    stream.write_all(&[22, 3, 1, 0x3E, 0x80]).await.unwrap();
    closes_while_dripping(stream, b"\x01").await;
    house.is_well().await;
}

#[tokio::test]
async fn silent_after_tls() {
    let house = with_short_head().await;
    for protocol in ["http/1.1", "h2"] {
        closes(house.tls(protocol).await).await;
    }
    house.is_well().await;
}

#[tokio::test]
async fn half_a_request_line() {
    let house = with_short_head().await;
    let mut stream = house.tls("http/1.1").await;
    stream.write_all(b"GET /pap").await.unwrap();
    closes(stream).await;
    house.is_well().await;
}

#[tokio::test]
async fn half_the_headers() {
    let house = with_short_head().await;
    let mut stream = house.tls("http/1.1").await;
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\naccept")
        .await
        .unwrap();
    closes(stream).await;
    house.is_well().await;
}

#[tokio::test]
async fn dripping_headers_one_byte_at_a_time() {
    let house = with_short_head().await;
    let mut stream = house.tls("http/1.1").await;
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\na: ")
        .await
        .unwrap();
    closes_while_dripping(stream, b"a").await;
    house.is_well().await;
}

#[tokio::test]
async fn half_an_http_2_preface() {
    let house = with_short_head().await;
    let mut stream = house.tls("h2").await;
    stream.write_all(b"PRI * HTTP/2.0\r\n").await.unwrap();
    closes(stream).await;
    house.is_well().await;
}

#[tokio::test]
async fn an_http_2_head_that_never_ends() {
    let house = with_short_head().await;
    let mut stream = house.tls("h2").await;
    stream.write_all(frames::PREFACE).await.unwrap();
    stream.write_all(&frames::half_head(1)).await.unwrap();
    closes_while_dripping(stream, &frames::more_head(1)).await;
    house.is_well().await;
}

#[tokio::test]
async fn http_2_that_only_pings() {
    let house = with_short_head().await;
    let mut stream = house.tls("h2").await;
    stream.write_all(frames::PREFACE).await.unwrap();
    closes_while_dripping(stream, frames::PING).await;
    house.is_well().await;
}

#[tokio::test]
async fn idle_after_a_request() {
    let mut bounds = patient();
    bounds.idle = SHORT;
    let house = House::open(bounds).await;
    let mut one = house.tls("http/1.1").await;
    crate::house::ask(&mut one, "/").await;
    closes(one).await;
    let mut two = house.tls("h2").await;
    two.write_all(frames::PREFACE).await.unwrap();
    two.write_all(&frames::get(1, "/")).await.unwrap();
    closes(two).await;
    house.is_well().await;
}

#[tokio::test]
async fn a_body_that_stops() {
    let house = with_short_stall().await;
    let mut stream = house.tls("http/1.1").await;
    stream
        .write_all(b"POST /count HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\nhalf")
        .await
        .unwrap();
    let said = closes(stream).await;
    assert!(!String::from_utf8_lossy(&said).contains("received"));
    house.is_well().await;
}

#[tokio::test]
async fn a_body_that_drips() {
    let house = with_short_stall().await;
    let mut stream = house.tls("http/1.1").await;
    stream
        .write_all(b"POST /count HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\n")
        .await
        .unwrap();
    // 20 bytes per second; 1000 are asked for.
    closes_while_dripping(stream, b"x").await;
    house.is_well().await;
}

#[tokio::test]
async fn an_http_2_body_that_drips() {
    // Not its stream alone: the connection, too.
    let house = with_short_stall().await;
    let mut stream = house.tls("h2").await;
    stream.write_all(frames::PREFACE).await.unwrap();
    stream.write_all(&frames::post(1, "/count")).await.unwrap();
    closes_while_dripping(stream, &frames::data(1, b"x", false)).await;
    house.is_well().await;
}
