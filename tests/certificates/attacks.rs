//! What somebody gets who asks as an authority does.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::authority::{Authority, SOON};
use crate::gate::Gate;
use crate::node::{NAMES, PROOF, another, certificate, hello, house, proof_of};

/// id-pe-acmeIdentifier (RFC 8737, 6.1), as it stands in a certificate.
const IDENTIFIER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 31];

#[tokio::test(flavor = "multi_thread")]
async fn attack_a_proof_is_shown_for_its_name_while_it_is_wanted_and_is_all_there_is() {
    let gate = Gate::open().await;
    let authority = Authority::open(gate.port, 3600).await;
    let house = house(&authority);
    let serving = house.serve();
    let address = serving.address;
    // The authority knocks and is kept waiting.
    while gate.came() == 0 {
        tokio::time::sleep(SOON).await;
    }
    let proved = |bytes: &[u8]| {
        bytes
            .windows(IDENTIFIER.len())
            .any(|part| part == IDENTIFIER)
    };
    for name in [NAMES[0], "ABRI.test"] {
        let mut stream = proof_of(address, name).await;
        assert!(proved(&certificate(&stream).unwrap()), "{name}");
        // An ordinary request behind it is not read, and nothing of the service is answered.
        let ask = format!("GET / HTTP/1.1\r\nhost: {name}\r\n\r\n");
        drop(stream.write_all(ask.as_bytes()).await);
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer).await);
        assert_eq!(answer, b"");
    }
    for (name, protocols) in [
        (Some("other.test"), &[PROOF][..]),
        (None, &[PROOF]),
        // There is no certificate yet for anybody else.
        (Some(NAMES[0]), &["h2", "http/1.1"]),
        (Some(NAMES[0]), &[PROOF, "http/1.1"]),
        (Some(NAMES[0]), &["http/1.1", PROOF]),
        (Some(NAMES[0]), &[]),
    ] {
        let shown = hello(address, name, protocols).await;
        assert!(shown.is_err(), "{name:?} {protocols:?}");
    }
    gate.lead_to(&[address]);
    another(address, None).await;
    // Ordered: nobody is shown a proof any more, and the certificate itself is for pages alone.
    for name in NAMES {
        assert!(
            hello(address, Some(name), &[PROOF]).await.is_err(),
            "{name}"
        );
        let both = hello(address, Some(name), &[PROOF, "http/1.1"])
            .await
            .unwrap();
        assert_eq!(both.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
        assert!(!proved(&certificate(&both).unwrap()));
    }
    serving.stop();
}
