//! An orderly stop: what is under way is finished, nothing new begins.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::frames;
use crate::house::{House, SHORT, SOON, patient};

async fn ends(house: House) {
    tokio::time::timeout(SOON, house.done)
        .await
        .expect("the listener ends")
        .unwrap();
}

/// Asks for the stop and waits until the address is given up.
async fn stop(house: &House) {
    house.shutdown.cancel();
    let refused = async {
        while TcpStream::connect(house.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, refused)
        .await
        .expect("new connections are refused");
}

#[tokio::test]
async fn an_upload_under_way_is_finished_and_nobody_new_comes_in() {
    let house = House::open(patient()).await;
    let mut one = house.tls("http/1.1").await;
    one.write_all(
        b"POST /count HTTP/1.1\r\nhost: localhost\r\ncontent-length: 8\r\nexpect: 100-continue\r\n\r\n",
    )
    .await
    .unwrap();
    // Told to go on: the request has begun.
    let mut go_on = [0; 25];
    one.read_exact(&mut go_on).await.unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100 "));
    one.write_all(b"half").await.unwrap();

    let mut two = house.tls("h2").await;
    two.write_all(frames::PREFACE).await.unwrap();
    // The second is answered after the first has begun.
    let begin = [frames::post(1, "/count"), frames::data(1, b"half", false)].concat();
    two.write_all(&begin).await.unwrap();
    two.write_all(&frames::get(3, "/")).await.unwrap();
    let mut read = Vec::new();
    while !read.windows(7).any(|piece| piece == b"welcome") {
        assert_ne!(two.read_buf(&mut read).await.unwrap(), 0, "closed early");
    }

    stop(&house).await;

    one.write_all(b"half").await.unwrap();
    two.write_all(&frames::data(1, b"half", true))
        .await
        .unwrap();
    for mut stream in [one, two] {
        let mut read = Vec::new();
        while !read.windows(16).any(|piece| piece == b"received 8 bytes") {
            let n = stream.read_buf(&mut read).await.unwrap();
            assert_ne!(n, 0, "closed early: {}", String::from_utf8_lossy(&read));
        }
    }
    ends(house).await;
}

/// One of them has been silent from the start, and none says goodbye.
#[tokio::test]
async fn idle_connections_do_not_hold_up_the_stop() {
    let mut bounds = patient();
    bounds.stall = SHORT;
    let house = House::open(bounds).await;
    let silent = house.tcp().await;
    let mut idle = house.tls("http/1.1").await;
    crate::house::ask(&mut idle, "/").await;
    let mut two = house.tls("h2").await;
    two.write_all(frames::PREFACE).await.unwrap();
    two.write_all(&frames::get(1, "/")).await.unwrap();
    let mut first = [0; 9];
    two.read_exact(&mut first).await.unwrap();
    stop(&house).await;
    ends(house).await;
    drop((silent, idle, two));
}

#[tokio::test]
async fn what_is_never_finished_is_cut() {
    let mut bounds = patient();
    bounds.stop = SHORT;
    let house = House::open(bounds).await;
    let mut stream = house.tls("http/1.1").await;
    stream
        .write_all(b"GET /never HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    stop(&house).await;
    ends(house).await;
}
