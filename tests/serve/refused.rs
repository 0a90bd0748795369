//! An answer made before the body is read: the client sends on, and still gets it whole.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::frames;
use crate::house::{House, LARGE, SHORT, SOON, closes, patient};

const ANSWER: &str = "refused unread";

#[tokio::test]
async fn a_body_left_unread_is_taken_before_the_answer_over_http_1() {
    let house = House::open(patient()).await;
    for chunked in [false, true] {
        let mut stream = house.tls("http/1.1").await;
        let length = if chunked {
            "transfer-encoding: chunked".to_owned()
        } else {
            format!("content-length: {LARGE}")
        };
        let head = format!("POST /refuse HTTP/1.1\r\nhost: localhost\r\n{length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let piece = [b'x'; 16 * 1024];
        for _ in 0..LARGE / piece.len() {
            if chunked {
                stream.write_all(b"4000\r\n").await.unwrap();
            }
            stream.write_all(&piece).await.unwrap();
            if chunked {
                stream.write_all(b"\r\n").await.unwrap();
            }
        }
        if chunked {
            stream.write_all(b"0\r\n\r\n").await.unwrap();
        }
        // The connection is as good as new: the next request is answered on it.
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        // What a full socket did not take waits inside TLS, and reading does not send it.
        stream.flush().await.unwrap();
        let read = String::from_utf8(closes(stream).await).unwrap();
        assert!(read.starts_with("HTTP/1.1 413"), "{read}");
        assert!(read.contains(ANSWER) && read.ends_with("welcome"), "{read}");
    }
}

#[tokio::test]
async fn a_body_left_unread_is_taken_before_the_answer_over_http_2() {
    let house = House::open(patient()).await;
    let mut stream = house.tls("h2").await;
    stream.write_all(frames::PREFACE).await.unwrap();
    stream.write_all(&frames::post(1, "/refuse")).await.unwrap();
    // What the first window of a stream holds; the answer comes after it, and no reset.
    let piece = [b'x'; 16 * 1024];
    for part in 1..=4 {
        let last = part == 4;
        let data = frames::data(1, &piece[..15 * 1024], last);
        stream.write_all(&data).await.unwrap();
    }
    stream.flush().await.unwrap();
    let mut read = Vec::new();
    let answer = async {
        while !read.windows(ANSWER.len()).any(|w| w == ANSWER.as_bytes()) {
            assert_ne!(stream.read_buf(&mut read).await.unwrap(), 0, "{read:?}");
        }
    };
    tokio::time::timeout(SOON, answer).await.unwrap();
    assert!(!frames::holds_reset(&read), "{read:?}");
}

#[tokio::test]
async fn attack_a_body_that_never_ends_is_not_read_for_ever() {
    let house = House::open(patient()).await;
    let (mut read, mut write) = tokio::io::split(house.tls("http/1.1").await);
    let head = "POST /refuse HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
    write.write_all(head.as_bytes()).await.unwrap();
    let piece = [&b"4000\r\n"[..], &[b'x'; 16 * 1024], b"\r\n"].concat();
    let send = async { while write.write_all(&piece).await.is_ok() {} };
    let mut answer = Vec::new();
    let receive = async { while let Ok(1..) = read.read_buf(&mut answer).await {} };
    let both = async { tokio::join!(send, receive) };
    tokio::time::timeout(SOON, both).await.expect("it reads on");
    house.is_well().await;
}

#[tokio::test]
async fn attack_a_length_that_lies_holds_nobody_up() {
    let mut bounds = patient();
    bounds.stall = SHORT;
    let house = House::open(bounds).await;
    for path in ["/refuse", "/count"] {
        // More is announced than comes.
        let mut stream = house.tls("http/1.1").await;
        let head =
            format!("POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9000\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(b"a little").await.unwrap();
        let read = String::from_utf8(closes(stream).await).unwrap();
        assert!(!read.contains(" 200 "), "{read}");
        // Less is announced: the rest is no request, whatever it says.
        let mut stream = house.tls("http/1.1").await;
        let head = format!("POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(b"ab\0\0 HTTP/1.1\r\n\r\n").await.unwrap();
        let read = String::from_utf8(closes(stream).await).unwrap();
        assert!(read.contains("HTTP/1.1 400"), "{read}");
    }
    house.is_well().await;
}
