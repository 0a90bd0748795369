//! age's hybrid recipient `mlkem768x25519`: X-Wing (ML-KEM-768 with X25519) under HPKE, so that a
//! database stolen today does not open to a quantum computer later.
//!
//! Format: <https://c2sp.org/age>. Stanza: `-> mlkem768x25519 <base64 of enc[1120]>`, body = the
//! file key sealed by HPKE (KEM 0x647a, HKDF-SHA256, ChaCha20-Poly1305), info
//! `"age-encryption.org/mlkem768x25519"`, no AAD. Replaced by the age crate's own once it ships one.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::secrecy::ExposeSecret;
use aws_lc_rs::agreement;
use data_encoding::{BASE64_NOPAD, HEXLOWER};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use crate::crypto::bech;
use crate::crypto::kdf;
use crate::crypto::random;
use crate::crypto::secrets::Key;
use crate::crypto::stack;

const TAG: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
const RECIPIENT_PREFIX: &str = "age1pq";
const IDENTITY_PREFIX: &str = "age-secret-key-pq-";
const ENC_BYTES: usize = 1120;
/// The X25519 share stands last in `enc`.
const SHARE_BYTES: usize = 32;
const BODY_BYTES: usize = FILE_KEY_BYTES + 16;

type PublicKey = <XWing as Kem>::PublicKey;
type PrivateKey = <XWing as Kem>::PrivateKey;

/// The text or bytes are no hybrid key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a hybrid age key")]
pub struct NotAKey;

/// A public key: 1216 bytes, or the text `age1pq1…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(PublicKey);

impl Recipient {
    /// Length of the byte form.
    pub const LEN: usize = 1216;

    /// The bytes to store or publish.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// SHA-256 of the byte form, in hexadecimal.
    pub fn fingerprint(&self) -> String {
        HEXLOWER.encode(&kdf::sha256(&[&self.to_bytes()]))
    }

    /// Reads the byte form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAKey> {
        PublicKey::from_bytes(bytes).map(Self).map_err(|_| NotAKey)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech::encode(RECIPIENT_PREFIX, &self.0.to_bytes()))
    }
}

impl FromStr for Recipient {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        Self::from_bytes(&bech::decode(RECIPIENT_PREFIX, text).ok_or(NotAKey)?)
    }
}

impl age::Recipient for Recipient {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let (enc, body) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.0,
            INFO,
            file_key.expose_secret(),
            &[],
        )
        .map_err(|_| EncryptError::Io(std::io::Error::other("hybrid encapsulation failed")))?;
        let stanza = Stanza {
            tag: TAG.to_owned(),
            args: vec![BASE64_NOPAD.encode(&enc.to_bytes())],
            body,
        };
        // The label keeps age from mixing it with recipients that are not post-quantum.
        Ok((vec![stanza], HashSet::from(["postquantum".to_owned()])))
    }
}

/// A secret key: a seed of 32 bytes, or the text `AGE-SECRET-KEY-PQ-1…`.
pub struct Identity {
    seed: Key,
    private: Box<PrivateKey>,
}

impl Identity {
    /// The identity of a seed.
    pub fn from_seed(seed: &Key) -> Self {
        let private = stack::apart(|| {
            let private = PrivateKey::from_bytes(seed.expose());
            Box::new(private.expect("any 32 bytes are an X-Wing decapsulation key"))
        });
        Self {
            seed: seed.duplicate(),
            private,
        }
    }

    /// A second copy, made on purpose.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self::from_seed(&self.seed)
    }

    /// Its public side.
    pub fn recipient(&self) -> Recipient {
        Recipient(XWing::sk_to_pk(&self.private))
    }

    /// The text form, for tools outside Abri.
    pub fn expose_text(&self) -> Zeroizing<String> {
        let text = bech::encode(IDENTITY_PREFIX, self.seed.expose());
        Zeroizing::new(text.to_ascii_uppercase())
    }
}

impl FromStr for Identity {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let bytes = bech::decode(IDENTITY_PREFIX, text).ok_or(NotAKey)?;
        Ok(Self::from_seed(&Key::from_slice(&bytes).ok_or(NotAKey)?))
    }
}

impl age::Identity for Identity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let [arg] = &stanza.args[..] else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        let enc = BASE64_NOPAD.decode(arg.as_bytes()).unwrap_or_default();
        if enc.len() != ENC_BYTES
            || stanza.body.len() != BODY_BYTES
            || is_low_order(&enc[ENC_BYTES - SHARE_BYTES..])
        {
            return Some(Err(DecryptError::InvalidHeader));
        }
        let Ok(enc) = <XWing as Kem>::EncappedKey::from_bytes(&enc) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.private,
            &enc,
            INFO,
            &stanza.body,
            &[],
        );
        // A stanza that does not open may be somebody else's: the next one is tried.
        let opened = Zeroizing::new(opened.ok()?);
        Some(Ok(FileKey::init_with_mut(|key| {
            key.copy_from_slice(&opened);
        })))
    }
}

/// Whether an X25519 share gives the all-zero secret, which the format forbids and the X-Wing
/// crate does not check. Every private key answers alike (all are multiples of eight), so a
/// throw-away one of ours is asked: the library refuses an all-zero result.
fn is_low_order(share: &[u8]) -> bool {
    let key = random::key();
    let Ok(probe) = agreement::PrivateKey::from_private_key(&agreement::X25519, key.expose())
    else {
        return true;
    };
    let share = agreement::UnparsedPublicKey::new(&agreement::X25519, share);
    agreement::agree(&probe, share, (), |_| Ok(())).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_bytes_read_back() {
        let identity = Identity::from_seed(&Key::take(&mut [9; 32]));
        let text = identity.expose_text();
        assert!(text.starts_with("AGE-SECRET-KEY-PQ-1"), "{}", *text);
        let again: Identity = text.parse().unwrap();
        let recipient = again.recipient();
        assert!(recipient == identity.recipient());
        assert!(recipient.to_string().starts_with("age1pq1"));
        assert!(recipient.to_string().parse::<Recipient>().unwrap() == recipient);
        assert_eq!(recipient.to_bytes().len(), Recipient::LEN);
        assert!(Recipient::from_bytes(&recipient.to_bytes()).unwrap() == recipient);
    }

    #[test]
    fn attack_a_stanza_of_another_shape_is_refused_before_it_is_opened() {
        use age::Recipient as _;
        let identity = Identity::from_seed(&random::key());
        let file_key = FileKey::new(Box::new([5; 16]));
        let (stanzas, _) = identity.recipient().wrap_file_key(&file_key).unwrap();
        let stanza = &stanzas[0];
        let refused = |arg: &[u8], body: &[u8]| {
            let stanza = Stanza {
                tag: stanza.tag.clone(),
                args: vec![BASE64_NOPAD.encode(arg)],
                body: body.to_vec(),
            };
            let answer = age::Identity::unwrap_stanza(&identity, &stanza);
            matches!(answer, Some(Err(DecryptError::InvalidHeader)))
        };
        let enc = BASE64_NOPAD.decode(stanza.args[0].as_bytes()).unwrap();
        assert!(!refused(&enc, &stanza.body));
        assert!(refused(&enc[1..], &stanza.body));
        assert!(refused(&[], &stanza.body));
        assert!(refused(&enc, &stanza.body[1..]));
        // The half that is X25519 agrees with nobody: its shared secret would be zero.
        let mut low = enc;
        low[ENC_BYTES - SHARE_BYTES..].fill(0);
        assert!(refused(&low, &stanza.body));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "age1pq1",
            "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
        ] {
            assert!(text.parse::<Recipient>().is_err());
            assert!(text.parse::<Identity>().is_err());
        }
        assert!(Recipient::from_bytes(&[0; 1215]).is_err());
    }
}
