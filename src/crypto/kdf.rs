//! The three building blocks of every derivation: SHA-256, HMAC (RFC 2104), HKDF (RFC 5869).

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use crate::crypto::secrets::Key;
use crate::crypto::stack;

/// SHA-256 of the parts, one after another.
pub(super) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    stack::apart(|| {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
        }
        hash.finalize().into()
    })
}

/// HMAC-SHA256 of the parts, one after another.
pub(super) fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    stack::apart(|| {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key)
            .expect("HMAC takes keys of any length (RFC 2104)");
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    })
}

/// HKDF-SHA256 to one key; `info` is the concatenation of its parts.
pub(super) fn hkdf(ikm: &[u8], salt: &[u8], info: &[&[u8]]) -> Key {
    Key::filled_by(|key| hkdf_into(ikm, salt, info, key))
}

/// HKDF-SHA256 into a buffer of at most 64 bytes.
pub(super) fn hkdf_into(ikm: &[u8], salt: &[u8], info: &[&[u8]], out: &mut [u8]) {
    stack::apart(|| {
        hkdf::Hkdf::<Sha256>::new(Some(salt), ikm)
            .expand_multi_info(info, out)
            .expect("HKDF gives up to 255 blocks (RFC 5869)");
    });
}

/// Constant-time equality of public-length values.
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// Input key material made of several parts, some of them optional.
///
/// Each part is `tag ‖ length u32be ‖ bytes`; the tag says present (1) or absent (0, then nothing
/// follows). Two different lists of parts therefore never give the same bytes.
pub(super) struct Material(Zeroizing<Vec<u8>>);

impl Material {
    pub(super) fn new() -> Self {
        // Large enough for every use, so that it never moves and leaves a copy behind.
        Self(Zeroizing::new(Vec::with_capacity(256)))
    }

    pub(super) fn with(self, part: &[u8]) -> Self {
        self.maybe(Some(part))
    }

    pub(super) fn maybe(mut self, part: Option<&[u8]>) -> Self {
        match part {
            None => self.0.push(0),
            Some(part) => {
                self.0.push(1);
                // No part comes near 4 GiB: keys, secrets and hashes only.
                let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
                self.0.extend_from_slice(&length.to_be_bytes());
                self.0.extend_from_slice(part);
            }
        }
        self
    }

    /// HKDF over the parts.
    pub(super) fn derive(&self, salt: &[u8], info: &[&[u8]]) -> Key {
        hkdf(&self.0, salt, info)
    }
}

/// HMAC whose result is itself a key.
pub(super) fn hmac_key(key: &[u8], parts: &[&[u8]]) -> Key {
    let mut out = hmac(key, parts);
    let made = Key::take(&mut out);
    out.zeroize();
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_empty_and_moved_parts_differ() {
        let derive = |material: Material| material.derive(b"", &[b"test"]);
        let keys = [
            derive(Material::new().with(b"ab").maybe(None).with(b"c")),
            derive(Material::new().with(b"ab").maybe(Some(b"")).with(b"c")),
            derive(Material::new().with(b"a").maybe(Some(b"b")).with(b"c")),
            derive(Material::new().with(b"ab").with(b"c")),
        ];
        for (i, a) in keys.iter().enumerate() {
            for b in &keys[i + 1..] {
                assert!(a != b);
            }
        }
    }

    #[test]
    fn hkdf_matches_rfc_5869_case_1() {
        let mut out = [0; 42];
        let salt: Vec<u8> = (0..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        hkdf_into(&[0x0b; 22], &salt, &[&info], &mut out);
        assert_eq!(
            data_encoding::HEXLOWER.encode(&out),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
    }
}
