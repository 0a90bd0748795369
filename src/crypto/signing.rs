//! The Ed25519 keys of professionals (RFC 8032), from a sub-key of their vault.
//!
//! The public side is published, so that what they do for a person can be told from what they did not.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::crypto::context::Context;
use crate::crypto::secrets::Key;

/// Length of a signature.
pub const SIGNATURE: usize = 64;

/// The public key of this seed.
pub(super) fn public(seed: &Key) -> [u8; 32] {
    let mut public = [0; 32];
    public.copy_from_slice(pair(seed).public_key().as_ref());
    public
}

/// Signs a message with the key of this seed.
pub fn sign(seed: &Key, message: &[u8]) -> [u8; SIGNATURE] {
    let mut signature = [0; SIGNATURE];
    signature.copy_from_slice(pair(seed).sign(message).as_ref());
    signature
}

/// Whether the holder of this public key signed the message.
pub fn verify(public: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public)
        .verify(message, signature)
        .is_ok()
}

/// Signs what is said at one place.
pub(super) fn sign_at(seed: &Key, context: &Context, said: &[u8]) -> [u8; SIGNATURE] {
    sign(seed, &message(context, said))
}

/// Whether whoever has the secret side of this key said it, at this place.
pub fn is_signed(public: &[u8; 32], context: &Context, said: &[u8], signature: &[u8]) -> bool {
    verify(public, &message(context, said), signature)
}

/// `"abri/v1/request" 0x00 ‖ context ‖ what is said`; a context has one length for one purpose, and ends its name.
fn message(context: &Context, said: &[u8]) -> Vec<u8> {
    [b"abri/v1/request\0", &context.bytes()[..], said].concat()
}

fn pair(seed: &Key) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(seed.expose())
        .expect("a seed of 32 bytes makes a key (RFC 8032)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::crypto::random;
    use crate::domain::ids::VaultId;
    use data_encoding::HEXLOWER;

    #[test]
    fn attack_a_signature_is_for_one_key_one_place_and_one_message() {
        let seed = random::key();
        let place = Context::new(Purpose::AppointmentRequest, VaultId::from_bytes([1; 16]), 1);
        let (key, signature) = (public(&seed), sign_at(&seed, &place, b"rsa"));
        assert!(is_signed(&key, &place, b"rsa", &signature));
        assert!(!is_signed(&key, &place, b"apl", &signature));
        assert!(!is_signed(&key, &place.version(1), b"rsa", &signature));
        assert!(!is_signed(
            &public(&random::key()),
            &place,
            b"rsa",
            &signature
        ));
        assert!(!is_signed(&key, &place, b"rsa", &signature[..63]));
    }

    #[test]
    fn the_first_key_of_rfc_8032_comes_out() {
        let seed = HEXLOWER
            .decode(b"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            .unwrap();
        let public = public(&Key::from_slice(&seed).unwrap());
        assert_eq!(
            HEXLOWER.encode(&public),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }

    #[test]
    fn the_first_signature_of_rfc_8032_comes_out() {
        let seed = HEXLOWER
            .decode(b"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            .unwrap();
        let signature = sign(&Key::from_slice(&seed).unwrap(), b"");
        assert_eq!(
            HEXLOWER.encode(&signature),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
             5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        );
    }

    #[test]
    fn attack_a_signature_is_for_one_key_and_one_message() {
        let (one, other) = (Key::take(&mut [1; 32]), Key::take(&mut [2; 32]));
        let signature = sign(&one, b"paper");
        assert!(verify(&public(&one), b"paper", &signature));
        assert!(!verify(&public(&other), b"paper", &signature));
        assert!(!verify(&public(&one), b"papers", &signature));
        assert!(!verify(&public(&one), b"paper", &signature[..63]));
        assert!(!verify(&public(&one), b"paper", &[0; 64]));
        assert!(!verify(&[0; 32], b"paper", &[0; 64]));
    }
}
