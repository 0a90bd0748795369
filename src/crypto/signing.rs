//! The Ed25519 keys of professionals (RFC 8032), from a sub-key of their vault.
//!
//! The public side is published, so that what they do for a person can be told from what they did not.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

use crate::crypto::context::Context;
use crate::crypto::secrets::Key;

/// Length of a signature.
pub const SIGNATURE: usize = 64;

fn pair(seed: &Key) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(seed.expose())
        .expect("a seed of 32 bytes makes a key (RFC 8032)")
}

/// The public key of this seed.
pub(super) fn public(seed: &Key) -> [u8; 32] {
    let mut public = [0; 32];
    public.copy_from_slice(pair(seed).public_key().as_ref());
    public
}

/// Signs what is said at one place.
pub(super) fn sign(seed: &Key, context: &Context, said: &[u8]) -> [u8; SIGNATURE] {
    let mut signature = [0; SIGNATURE];
    signature.copy_from_slice(pair(seed).sign(&message(context, said)).as_ref());
    signature
}

/// Whether whoever has the secret side of this key said it, at this place.
pub fn is_signed(public: &[u8; 32], context: &Context, said: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, public)
        .verify(&message(context, said), signature)
        .is_ok()
}

/// `"abri/v1/request" 0x00 ‖ context ‖ what is said`; a context has one length for one purpose, and ends its name.
fn message(context: &Context, said: &[u8]) -> Vec<u8> {
    [b"abri/v1/request\0", &context.bytes()[..], said].concat()
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
        let (key, signature) = (public(&seed), sign(&seed, &place, b"rsa"));
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
}
