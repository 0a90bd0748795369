//! The Ed25519 keys of professionals (RFC 8032), from a sub-key of their vault.
//!
//! The public side is published, so that what they do for a person can be told from what they did not.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};

use crate::crypto::secrets::Key;

/// The public key of this seed.
pub(super) fn public(seed: &Key) -> [u8; 32] {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed.expose())
        .expect("a seed of 32 bytes makes a key (RFC 8032)");
    let mut public = [0; 32];
    public.copy_from_slice(pair.public_key().as_ref());
    public
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

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
