//! What is spoken: versions and suites of TLS, HTTP/1.1 and HTTP/2.

use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::version::{TLS12, TLS13};
use rustls::{CipherSuite, ClientConfig, NamedGroup, ProtocolVersion};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;

use crate::frames;
use crate::hello::{self, Said};
use crate::house::{House, ask, patient};

/// Version, suite and group that this client and the server come to.
async fn agreed(house: &House, config: ClientConfig) -> (ProtocolVersion, CipherSuite, NamedGroup) {
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TlsConnector::from(Arc::new(config))
        .connect(name, house.tcp().await)
        .await
        .unwrap();
    let (_, connection) = stream.get_ref();
    (
        connection.protocol_version().unwrap(),
        connection.negotiated_cipher_suite().unwrap().suite(),
        connection.negotiated_key_exchange_group().unwrap().name(),
    )
}

#[tokio::test]
async fn tls_1_3_agrees_on_the_hybrid_group() {
    let house = House::open(patient()).await;
    let (version, _, group) = agreed(&house, house.trust(rustls::ALL_VERSIONS)).await;
    assert_eq!(version, ProtocolVersion::TLSv1_3);
    assert_eq!(group, NamedGroup::X25519MLKEM768);
}

/// A phone of before 2024 knows no hybrid group.
#[tokio::test]
async fn tls_1_3_works_with_the_classical_group_alone() {
    use rustls::crypto::CryptoProvider;
    use rustls::crypto::aws_lc_rs::{default_provider, kx_group};
    let house = House::open(patient()).await;
    let provider = CryptoProvider {
        kx_groups: vec![kx_group::X25519],
        ..default_provider()
    };
    let (version, _, group) = agreed(&house, house.trust_with(provider, &[&TLS13])).await;
    assert_eq!(version, ProtocolVersion::TLSv1_3);
    assert_eq!(group, NamedGroup::X25519);
}

#[tokio::test]
async fn tls_1_2_works_with_ephemeral_keys_and_aead() {
    let house = House::open(patient()).await;
    let (version, suite, _) = agreed(&house, house.trust(&[&TLS12])).await;
    assert_eq!(version, ProtocolVersion::TLSv1_2);
    let suite = format!("{suite:?}");
    assert!(suite.starts_with("TLS_ECDHE_"), "{suite}");
    assert!(
        suite.contains("_GCM_") || suite.contains("_CHACHA20_POLY1305_"),
        "{suite}"
    );
}

#[tokio::test]
async fn older_versions_and_weaker_suites_are_refused() {
    let house = House::open(patient()).await;
    let answer = async |version, suites: &[u16]| {
        let mut stream = house.tcp().await;
        stream
            .write_all(&hello::client(version, suites))
            .await
            .unwrap();
        let mut first = vec![0; 7];
        stream.read_exact(&mut first).await.unwrap();
        hello::read(&first)
    };
    // ECDHE_ECDSA with AES-128-GCM: the hello itself is one the server understands.
    let good = 0xC02B;
    assert_eq!(answer(hello::TLS_1_2, &[good]).await, Said::Hello);
    for version in [hello::TLS_1_0, hello::TLS_1_1] {
        let said = answer(version, &[good, 0xC009, 0xC013, 0x002F]).await;
        assert_eq!(said, Said::Alert(hello::PROTOCOL_VERSION), "{version:x}");
    }
    for (suite, name) in [
        (0xC009, "ECDHE_ECDSA with AES-128-CBC and SHA-1"),
        (0xC023, "ECDHE_ECDSA with AES-128-CBC and SHA-256"),
        (0xC013, "ECDHE_RSA with AES-128-CBC and SHA-1"),
        (0xC007, "ECDHE_ECDSA with RC4"),
        (0xC008, "ECDHE_ECDSA with 3DES"),
        (0xC006, "ECDHE_ECDSA without encryption"),
        (0x009C, "RSA without ephemeral keys"),
        (0x002F, "RSA without ephemeral keys, CBC"),
        (0x009E, "finite-field Diffie-Hellman"),
        (0xC0AC, "ECDHE_ECDSA with AES-128-CCM"),
    ] {
        let said = answer(hello::TLS_1_2, &[suite]).await;
        assert_eq!(said, Said::Alert(hello::HANDSHAKE_FAILURE), "{name}");
    }
}

#[tokio::test]
async fn alpn_chooses_between_http_1_and_http_2() {
    let house = House::open(patient()).await;
    let mut one = house.tls("http/1.1").await;
    assert_eq!(one.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    assert_eq!(ask(&mut one, "/").await, "welcome");
    assert_eq!(ask(&mut one, "/").await, "welcome", "kept");

    let mut two = house.tls("h2").await;
    assert_eq!(two.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    two.write_all(frames::PREFACE).await.unwrap();
    two.write_all(&frames::get(1, "/")).await.unwrap();
    let mut read = Vec::new();
    while !read.windows(7).any(|piece| piece == b"welcome") {
        assert_ne!(two.read_buf(&mut read).await.unwrap(), 0, "closed early");
    }

    let other = house.over(house.tcp().await, "spdy/3").await;
    assert!(other.is_err(), "no protocol in common");
}

#[tokio::test]
async fn a_client_without_alpn_is_answered_in_http_1() {
    let house = House::open(patient()).await;
    let name = ServerName::try_from("localhost").unwrap();
    let config = Arc::new(house.trust(rustls::ALL_VERSIONS));
    let mut stream = TlsConnector::from(config)
        .connect(name, house.tcp().await)
        .await
        .unwrap();
    assert_eq!(ask(&mut stream, "/").await, "welcome");
}
