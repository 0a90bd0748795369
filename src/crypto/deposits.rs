//! Deposits: what whoever puts papers in holds, and what proves by which right a paper came.
//!
//! Their key is `HKDF(M(secret of the link, own random bytes), salt = "", "abri/v1/kek/depositor")`: two people with
//! one link read nothing of each other. A short code is stretched like a code of digits, its salt made from the id
//! of its row: `HKDF(M(Argon2id(code), epoch key), salt = "", "abri/v1/kek/code")`.

use crate::crypto::argon::{Argon, Busy, Parameters, Queue};
use crate::crypto::context::Context;
use crate::crypto::kdf::{self, Material};
use crate::crypto::secrets::{Key, Secret};

/// Length of the proof at the end of a deposit.
pub const PROOF: usize = 32;

/// The key of whoever puts papers in: of their uploads and receipts.
pub fn depositor_key(secret: &Secret, own: &Secret) -> Key {
    Material::new()
        .with(secret.expose())
        .with(own.expose())
        .derive(b"", &[b"abri/v1/kek/depositor"])
}

/// Proves that a message came by the right of this origin key, for this place.
pub fn prove(origin: &Key, context: &Context, message: &[u8]) -> [u8; PROOF] {
    kdf::hmac(
        origin.expose(),
        &[b"abri/v1/deposit\0", &context.bytes(), message],
    )
}

/// Whether it did.
pub fn is_proved(origin: &Key, context: &Context, message: &[u8], proof: &[u8]) -> bool {
    kdf::same(&prove(origin, context, message), proof)
}

/// The key behind a short code, whose row has this id.
pub async fn code_key(
    argon: &Argon,
    (code, id): (&str, &[u8; 32]),
    parameters: Parameters,
    epoch: &Key,
) -> Result<Key, Busy> {
    let salt = kdf::sha256(&[b"abri/v1/salt/code\0", id]);
    let mut half = [0; 16];
    half.copy_from_slice(&salt[..16]);
    let stretched = argon
        .derive(Queue::Known, code.as_bytes(), &half, parameters)
        .await?;
    Ok(Material::new()
        .with(stretched.expose())
        .with(epoch.expose())
        .derive(b"", &[b"abri/v1/kek/code"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::crypto::random;
    use crate::domain::ids::VaultId;

    #[test]
    fn two_depositors_of_one_link_have_two_keys() {
        let (secret, own) = (random::secret(), random::secret());
        let key = depositor_key(&secret, &own);
        assert!(key == depositor_key(&secret, &own));
        assert!(key != depositor_key(&secret, &random::secret()));
        assert!(key != depositor_key(&random::secret(), &own));
    }

    #[test]
    fn a_proof_is_for_one_right_one_place_and_one_message() {
        let (right, other) = (random::key(), random::key());
        let place = Context::new(Purpose::Deposit, VaultId::from_bytes([1; 16]), 1);
        let proof = prove(&right, &place, b"paper");
        assert!(is_proved(&right, &place, b"paper", &proof));
        assert!(!is_proved(&other, &place, b"paper", &proof));
        assert!(!is_proved(&right, &place.version(2), b"paper", &proof));
        assert!(!is_proved(&right, &place, b"papers", &proof));
        assert!(!is_proved(&right, &place, b"paper", &proof[..31]));
    }

    #[tokio::test]
    async fn a_code_needs_its_row_and_its_day() {
        let argon = Argon::with_parameters(1, 4, Parameters::TINY, Parameters::TINY);
        let day = random::key();
        let key = async |code, id: u8, day: &Key| {
            code_key(&argon, (code, &[id; 32]), Parameters::TINY, day)
                .await
                .unwrap()
        };
        let right = key("0000-0000", 1, &day).await;
        assert!(right == key("0000-0000", 1, &day).await);
        assert!(right != key("0000-0001", 1, &day).await);
        assert!(right != key("0000-0000", 2, &day).await);
        assert!(right != key("0000-0000", 1, &random::key()).await);
    }
}
