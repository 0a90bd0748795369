//! Where one message ends and the next begins: shapes that two readers could read in two ways (RFC 9112, sections 6 and 7).

use tokio::io::AsyncWriteExt;

use crate::house::{House, closes, patient};

/// What would be a second request, if the first one were shorter than it says.
const INSIDE: &str = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// Everything that is answered to these bytes until the end of the connection.
async fn answered(house: &House, head: &str, body: &str) -> String {
    let mut stream = house.tls("http/1.1").await;
    let request = format!("POST /count HTTP/1.1\r\nhost: localhost\r\n{head}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    String::from_utf8(closes(stream).await).unwrap()
}

#[tokio::test]
async fn attack_a_message_has_one_length() {
    let house = House::open(patient()).await;
    let chunked = format!("0\r\n\r\n{INSIDE}");
    for (head, body) in [
        ("content-length: 5\r\ncontent-length: 41", INSIDE),
        ("content-length: 5, 41", INSIDE),
        ("content-length: +0", INSIDE),
        ("content-length: -1", INSIDE),
        ("content-length: 0x0", INSIDE),
        ("content-length: 0 0", INSIDE),
        ("content-length: 99999999999999999999", INSIDE),
        ("content-length : 0", INSIDE),
        ("transfer-encoding: chunked, identity", &chunked),
        ("transfer-encoding: identity", &chunked),
        ("transfer-encoding: xchunked", &chunked),
        ("transfer-encoding : chunked", &chunked),
        ("transfer-encoding:\r\n chunked", &chunked),
        ("x: y\rtransfer-encoding: chunked", &chunked),
    ] {
        let said = answered(&house, head, body).await;
        assert!(said.starts_with("HTTP/1.1 400"), "{head:?}: {said}");
        assert_eq!(said.matches("HTTP/1.1").count(), 1, "{head:?}: {said}");
        assert!(!said.contains("welcome"), "{head:?}: {said}");
    }
    house.is_well().await;
}

#[tokio::test]
async fn attack_pieces_that_lie_about_their_length_are_no_body() {
    let house = House::open(patient()).await;
    for body in [
        "0x3\r\nabc\r\n0\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "4\r\nabc\r\n0\r\n\r\n",
        "ffffffffffffffff3\r\nabc\r\n0\r\n\r\n",
        "\r\nabc\r\n0\r\n\r\n",
        "3\r\nabc\r\n",
    ] {
        let said = answered(&house, "transfer-encoding: chunked", body).await;
        assert!(!said.contains("received"), "{body:?}: {said}");
        assert!(!said.contains("HTTP/1.1 200"), "{body:?}: {said}");
    }
    house.is_well().await;
}

#[tokio::test]
async fn attack_pieces_win_over_a_length_beside_them() {
    let house = House::open(patient()).await;
    // Read by its length, the second request would be part of the body, or the other way round.
    let body = format!("0\r\n\r\n{INSIDE}");
    let both = format!(
        "content-length: {}\r\ntransfer-encoding: chunked",
        body.len()
    );
    let said = answered(&house, &both, &body).await;
    let refused = said.starts_with("HTTP/1.1 400") && !said.contains("welcome");
    assert!(refused || said.contains("received 0 bytes"), "{said}");
}
