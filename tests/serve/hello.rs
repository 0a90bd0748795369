//! The first message of TLS 1.2 and older (RFC 5246), written by hand: no library here still says what
//! must be refused.

/// What a server answers.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// Its own hello: it goes on.
    Hello,
    /// A fatal alert.
    Alert(u8),
}

/// Alerts (RFC 8446, section 6).
pub const HANDSHAKE_FAILURE: u8 = 40;
pub const PROTOCOL_VERSION: u8 = 70;

/// Versions as the hello writes them.
pub const TLS_1_0: u16 = 0x0301;
pub const TLS_1_1: u16 = 0x0302;
pub const TLS_1_2: u16 = 0x0303;

/// A client that speaks at most `version` and knows these suites.
pub fn client(version: u16, suites: &[u16]) -> Vec<u8> {
    let mut body = version.to_be_bytes().to_vec();
    body.extend([7; 32]);
    body.push(0);
    let suites: Vec<u8> = suites
        .iter()
        .flat_map(|suite| suite.to_be_bytes())
        .collect();
    body.extend(u16::try_from(suites.len()).unwrap().to_be_bytes());
    body.extend(suites);
    body.extend([1, 0]);
    let mut extensions = Vec::new();
    // Groups secp256r1 and x25519; uncompressed points; ECDSA and RSA with SHA-256; extended master secret.
    for (kind, content) in [
        (10u16, &[0, 4, 0, 23, 0, 29][..]),
        (11, &[1, 0]),
        (13, &[0, 6, 4, 3, 4, 1, 8, 4]),
        (23, &[]),
    ] {
        extensions.extend(kind.to_be_bytes());
        extensions.extend(u16::try_from(content.len()).unwrap().to_be_bytes());
        extensions.extend(content);
    }
    body.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend(extensions);
    let mut message = vec![1, 0];
    message.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    message.extend(body);
    let mut record = vec![22, 3, 1];
    record.extend(u16::try_from(message.len()).unwrap().to_be_bytes());
    record.extend(message);
    record
}

/// The first record of an answer.
pub fn read(answer: &[u8]) -> Said {
    match answer {
        [22, 3, _, _, _, 2, ..] => Said::Hello,
        [21, 3, _, 0, 2, 2, alert, ..] => Said::Alert(*alert),
        other => panic!("neither a hello nor a fatal alert: {other:02x?}"),
    }
}
