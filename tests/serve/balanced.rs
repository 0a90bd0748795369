//! Behind a balancer that passes TLS through: whom it names is who comes, and nobody else can name anybody.

use std::net::{IpAddr, Ipv4Addr};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use crate::house::{House, SHORT, ask, closes, closes_while_dripping, patient};

/// The address of the balancer; people come from others.
const BALANCER: &str = "127.0.0.9";

/// The header of version 2 with this command (0: of the balancer itself, 1: for somebody) and family (1: IPv4, 2: IPv6).
fn header(command: u8, source: IpAddr) -> Vec<u8> {
    let mut bytes = b"\r\n\r\n\0\r\nQUIT\n".to_vec();
    bytes.push(0x20 | command);
    let addresses = match source {
        IpAddr::V4(v4) => [v4.octets(), Ipv4Addr::LOCALHOST.octets()].concat(),
        IpAddr::V6(v6) => [v6.octets(), v6.octets()].concat(),
    };
    bytes.push(if source.is_ipv4() { 0x11 } else { 0x21 });
    let length = u16::try_from(addresses.len() + 4).unwrap();
    bytes.extend(length.to_be_bytes());
    bytes.extend(addresses);
    bytes.extend([0x12, 0x34, 0x01, 0xbb]);
    bytes
}

async fn behind() -> House {
    let mut bounds = patient();
    bounds.balancers = vec![BALANCER.parse().unwrap()];
    bounds.per_source = 2;
    bounds.handshake = SHORT;
    House::open(bounds).await
}

/// Somebody from this address, through the balancer.
async fn come(house: &House, source: &str) -> std::io::Result<TlsStream<TcpStream>> {
    let mut stream = house.tcp_from(BALANCER).await;
    let source = source.parse().unwrap();
    stream.write_all(&header(1, source)).await.unwrap();
    house.over(stream, "http/1.1").await
}

#[tokio::test]
async fn whom_the_balancer_names_is_who_comes() {
    let house = behind().await;
    for source in ["192.0.2.7", "2001:db8::7"] {
        let mut stream = come(&house, source).await.unwrap();
        assert_eq!(ask(&mut stream, "/from").await, source);
    }
    // Its own look at the node is from itself.
    let mut stream = house.tcp_from(BALANCER).await;
    let own = header(0, "192.0.2.7".parse().unwrap());
    stream.write_all(&own).await.unwrap();
    let mut stream = house.over(stream, "http/1.1").await.unwrap();
    assert_eq!(ask(&mut stream, "/from").await, BALANCER);
}

#[tokio::test]
async fn attack_one_source_takes_no_more_places_through_a_balancer() {
    let house = behind().await;
    let first = come(&house, "192.0.2.7").await.unwrap();
    let second = come(&house, "192.0.2.7").await.unwrap();
    assert!(come(&house, "192.0.2.7").await.is_err(), "a third");
    let other = come(&house, "192.0.2.8").await.unwrap();
    drop((first, second, other));
}

#[tokio::test]
async fn attack_nobody_but_a_balancer_names_a_source() {
    let house = behind().await;
    let mut stream = house.tcp().await;
    let named = header(1, "192.0.2.7".parse().unwrap());
    stream.write_all(&named).await.unwrap();
    assert!(house.over(stream, "http/1.1").await.is_err());
    // Without the header it is served as who it is.
    let mut stream = house.tls("http/1.1").await;
    assert_eq!(ask(&mut stream, "/from").await, "127.0.0.1");
}

#[tokio::test]
async fn attack_a_header_that_is_none_reaches_nothing() {
    let house = behind().await;
    let whole = header(1, "192.0.2.7".parse().unwrap());
    let mut too_long = whole.clone();
    too_long[14..16].copy_from_slice(&u16::MAX.to_be_bytes());
    let mut unknown_version = whole.clone();
    unknown_version[12] = 0x31;
    let mut unix = whole.clone();
    unix[13] = 0x31;
    let mut short_addresses = whole.clone();
    short_addresses[15] = 4;
    let shapes: [&[u8]; 7] = [
        b"PROXY TCP4 192.0.2.7 127.0.0.1 4660 443\r\n",
        b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n",
        &too_long,
        &unknown_version,
        &unix,
        &short_addresses[..20],
        &whole[..15],
    ];
    for shape in shapes {
        let mut stream = house.tcp_from(BALANCER).await;
        stream.write_all(shape).await.unwrap();
        assert_eq!(closes(stream).await, b"", "{shape:?}");
    }
    assert!(
        house
            .over(house.tcp_from(BALANCER).await, "")
            .await
            .is_err()
    );
    house.is_well().await;
}

#[tokio::test]
async fn attack_a_header_that_drips_is_closed() {
    let house = behind().await;
    let stream = house.tcp_from(BALANCER).await;
    closes_while_dripping(stream, b"\r").await;
    let silent = house.tcp_from(BALANCER).await;
    closes(silent).await;
    house.is_well().await;
}
