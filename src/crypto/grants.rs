//! Grants: what a reader needs for one document version, sealed so that link, spoken code and the
//! epoch key of the share's last day are all needed. Once that day's key is destroyed, nothing
//! opens the grant again, whoever kept the link and a backup.
//!
//! `KEK = HKDF(secret ‖ Argon2id(code)? ‖ epoch key)`. The salt of Argon2id is derived from the
//! secret, which is random and used once.

use zeroize::Zeroizing;

use crate::crypto::argon::{Argon, Busy, Parameters, Queue};
use crate::crypto::codes::Code;
use crate::crypto::context::Context;
use crate::crypto::envelope::{self, Refused};
use crate::crypto::kdf::{self, Material};
use crate::crypto::secrets::{Key, Secret};

/// What the link and the spoken code give together, before the epoch key comes in.
pub struct Stretched(Option<Key>);

/// Stretches the spoken code of a share, if it has one.
pub async fn stretch(
    argon: &Argon,
    secret: &Secret,
    code: Option<(&Code, Parameters)>,
) -> Result<Stretched, Busy> {
    let Some((code, parameters)) = code else {
        return Ok(Stretched(None));
    };
    let salt = kdf::sha256(&[b"abri/v1/salt/spoken\0", secret.expose()]);
    let mut half = [0; 16];
    half.copy_from_slice(&salt[..16]);
    let key = argon
        .derive(Queue::Known, code.bytes(), &half, parameters)
        .await?;
    Ok(Stretched(Some(key)))
}

/// The key of all grants of one share.
pub fn kek(secret: &Secret, stretched: &Stretched, epoch: &Key) -> Key {
    Material::new()
        .with(secret.expose())
        .maybe(stretched.0.as_ref().map(|key| &key.expose()[..]))
        .with(epoch.expose())
        .derive(b"", &[b"abri/v1/kek/grant"])
}

/// Seals one grant.
pub fn seal(kek: &Key, context: &Context, grant: &[u8]) -> Vec<u8> {
    envelope::seal(kek, context, grant)
}

/// Opens one grant.
pub fn open(kek: &Key, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
    envelope::open(kek, context, sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::crypto::random;
    use crate::domain::ids::VaultId;

    #[tokio::test]
    async fn link_code_and_epoch_key_are_all_needed() {
        let argon = Argon::with_parameters(1, 1, Parameters::TINY, Parameters::TINY);
        let (secret, epoch) = (random::secret(), random::key());
        let code = Code::parse("1234", 4).unwrap();
        let with = async |code: &Code| {
            stretch(&argon, &secret, Some((code, Parameters::TINY)))
                .await
                .unwrap()
        };
        let right = with(&code).await;
        let context = Context::new(Purpose::Grant, VaultId::from_bytes([1; 16]), 1);
        let sealed = seal(&kek(&secret, &right, &epoch), &context, b"grant");
        let opens = |kek: &Key| open(kek, &context, &sealed).is_ok();
        assert!(opens(&kek(&secret, &with(&code).await, &epoch)));
        let wrong = with(&Code::parse("1235", 4).unwrap()).await;
        assert!(!opens(&kek(&secret, &wrong, &epoch)));
        let none = stretch(&argon, &secret, None).await.unwrap();
        assert!(!opens(&kek(&secret, &none, &epoch)));
        assert!(!opens(&kek(&secret, &right, &random::key())));
        assert!(!opens(&kek(&random::secret(), &right, &epoch)));
    }
}
