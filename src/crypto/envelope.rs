//! The envelope: how every small value is sealed.
//!
//! ```text
//! version 0x01 ‖ suite 0x01 ‖ salt[24] ‖ commitment[32] ‖ ciphertext ‖ tag[16]     (74 bytes over)
//!
//! key[32] ‖ commitment[32] = HKDF-SHA256(ikm = key, salt = salt,
//!                              info = "abri/v1/env" ‖ version ‖ suite ‖ SHA-256(context))
//! ciphertext ‖ tag = XChaCha20-Poly1305(key, nonce = salt, aad = version ‖ suite ‖ context)
//! ```
//!
//! The commitment is compared first, in constant time: a ciphertext made to open under many keys
//! at once (a partitioning oracle) is refused before the cipher runs. Suite 1 is the only one;
//! another algorithm gets another number, and old envelopes stay readable.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, Zeroizing};

use crate::crypto::context::Context;
use crate::crypto::kdf;
use crate::crypto::random;
use crate::crypto::secrets::Key;
use crate::crypto::stack;

/// Bytes that an envelope adds to what it holds.
pub const OVERHEAD: usize = HEAD + TAG;

const VERSION: u8 = 1;
const SUITE: u8 = 1;
const SALT: usize = 24;
const COMMITMENT: usize = 32;
const HEAD: usize = 2 + SALT + COMMITMENT;
const TAG: usize = 16;

/// The envelope does not open: damaged, of an unknown version, or not for this key and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("envelope refused")]
pub struct Refused;

/// Seals a value under a key, for one place.
pub fn seal(key: &Key, context: &Context, plaintext: &[u8]) -> Vec<u8> {
    seal_with_salt(key, context, plaintext, random::bytes())
}

/// Sealing with a given salt, which must never serve twice under one key: golden files only.
pub(super) fn seal_with_salt(
    key: &Key,
    context: &Context,
    plaintext: &[u8],
    salt: [u8; SALT],
) -> Vec<u8> {
    let context = context.bytes();
    let derived = derive(key, &salt, &context);
    let associated = associated(&context);
    let mut envelope = Vec::with_capacity(plaintext.len() + OVERHEAD);
    envelope.extend_from_slice(&[VERSION, SUITE]);
    envelope.extend_from_slice(&salt);
    envelope.extend_from_slice(&derived[32..]);
    envelope.extend_from_slice(plaintext);
    let sealed = (&mut envelope[HEAD..]).into();
    let tag = stack::apart(|| {
        cipher(&derived)
            .encrypt_inout_detached(&XNonce::from(salt), &associated, sealed)
            .expect("an envelope holds far less than the 256 GiB that the cipher allows")
    });
    envelope.extend_from_slice(&tag);
    envelope
}

/// Opens an envelope sealed under this key for this place.
pub fn open(key: &Key, context: &Context, envelope: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
    if envelope.len() < OVERHEAD || envelope[..2] != [VERSION, SUITE] {
        return Err(Refused);
    }
    let (head, sealed) = envelope.split_at(HEAD);
    let (ciphertext, tag) = sealed.split_at(sealed.len() - TAG);
    let salt: [u8; SALT] = head[2..2 + SALT].try_into().map_err(|_| Refused)?;
    let context = context.bytes();
    let derived = derive(key, &salt, &context);
    if !kdf::same(&derived[32..], &head[2 + SALT..]) {
        return Err(Refused);
    }
    let tag = Tag::try_from(tag).map_err(|_| Refused)?;
    let associated = associated(&context);
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    let opened = plaintext.as_mut_slice().into();
    stack::apart(|| {
        cipher(&derived).decrypt_inout_detached(&XNonce::from(salt), &associated, opened, &tag)
    })
    .map_err(|_| Refused)?;
    Ok(plaintext)
}

fn derive(key: &Key, salt: &[u8], context: &[u8]) -> Zeroizing<[u8; 64]> {
    let mut derived = Zeroizing::new([0; 64]);
    let place = kdf::sha256(&[context]);
    let info: [&[u8]; 3] = [b"abri/v1/env", &[VERSION, SUITE], &place];
    kdf::hkdf_into(key.expose(), salt, &info, &mut derived[..]);
    derived
}

fn cipher(derived: &[u8; 64]) -> XChaCha20Poly1305 {
    let mut key = [0; 32];
    key.copy_from_slice(&derived[..32]);
    let cipher = XChaCha20Poly1305::new(&key.into());
    key.zeroize();
    cipher
}

fn associated(context: &[u8]) -> Vec<u8> {
    [&[VERSION, SUITE], context].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::domain::ids::VaultId;
    use proptest::prelude::*;

    fn key(byte: u8) -> Key {
        Key::take(&mut [byte; 32])
    }

    fn place() -> Context {
        Context::new(Purpose::Record, VaultId::from_bytes([1; 16]), 3)
            .object(&[2; 16])
            .version(4)
    }

    #[test]
    fn an_envelope_is_74_bytes_longer_than_what_it_holds() {
        assert_eq!(OVERHEAD, 74);
        assert_eq!(seal(&key(1), &place(), b"abc").len(), 77);
    }

    #[test]
    fn any_other_place_or_key_is_refused() {
        let sealed = seal(&key(1), &place(), b"abc");
        assert!(open(&key(1), &place(), &sealed).is_ok());
        let vault = VaultId::from_bytes([1; 16]);
        let other = |purpose, vault, generation| Context::new(purpose, vault, generation);
        for context in [
            other(Purpose::Receipt, vault, 3)
                .object(&[2; 16])
                .version(4),
            other(Purpose::Record, VaultId::from_bytes([9; 16]), 3)
                .object(&[2; 16])
                .version(4),
            other(Purpose::Record, vault, 2).object(&[2; 16]).version(4),
            place().object(&[3; 16]),
            place().version(5),
        ] {
            assert_eq!(open(&key(1), &context, &sealed).err(), Some(Refused));
        }
        assert!(open(&key(2), &place(), &sealed).is_err());
    }

    #[test]
    fn the_commitment_alone_refuses_a_ciphertext_that_the_cipher_would_accept() {
        // A valid ciphertext under key 2, with the head of key 1's envelope: what an attacker
        // who looks for keys by halves would send.
        let salt = [5; SALT];
        let one = seal_with_salt(&key(1), &place(), b"abc", salt);
        let two = seal_with_salt(&key(2), &place(), b"abc", salt);
        let mixed = [&one[..HEAD], &two[HEAD..]].concat();
        assert!(open(&key(1), &place(), &mixed).is_err());
        assert!(open(&key(2), &place(), &mixed).is_err());
        assert_ne!(one[2 + SALT..HEAD], two[2 + SALT..HEAD]);
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_and_one_flipped_bit_is_refused(
            plaintext in proptest::collection::vec(any::<u8>(), 0..200),
            bit in any::<proptest::sample::Index>(),
        ) {
            let mut sealed = seal(&key(7), &place(), &plaintext);
            let opened = open(&key(7), &place(), &sealed).unwrap();
            prop_assert_eq!(&opened[..], &plaintext[..]);
            let bit = bit.index(sealed.len() * 8);
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(open(&key(7), &place(), &sealed).is_err());
        }

        #[test]
        fn a_shortened_envelope_is_refused(cut in 1usize..80) {
            let sealed = seal(&key(7), &place(), b"abcdef");
            prop_assert!(open(&key(7), &place(), &sealed[..sealed.len() - cut]).is_err());
        }
    }
}
