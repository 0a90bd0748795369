//! Session values: sealed under the cookie's secret and the epoch key of the day, so that neither
//! the table nor yesterday's backup opens a session. Viewings and the pending requests of a borrowed
//! computer are sealed the same way, under their own cookies and purposes.

use zeroize::Zeroizing;

use crate::crypto::context::Context;
use crate::crypto::envelope::{self, Refused};
use crate::crypto::kdf::Material;
use crate::crypto::secrets::{Key, Secret};

/// Seals the value of a session; the epoch key is that of the day on which it ends at the latest.
pub fn seal(secret: &Secret, epoch: &Key, context: &Context, value: &[u8]) -> Vec<u8> {
    envelope::seal(&kek(secret, epoch), context, value)
}

/// Opens the value of a session.
pub fn open(
    secret: &Secret,
    epoch: &Key,
    context: &Context,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    envelope::open(&kek(secret, epoch), context, sealed)
}

/// `HKDF(secret ‖ epoch key)`; the context tells sessions, viewings and requests apart.
pub(super) fn kek(secret: &Secret, epoch: &Key) -> Key {
    Material::new()
        .with(secret.expose())
        .with(epoch.expose())
        .derive(b"", &[b"abri/v1/kek/session"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::crypto::random;
    use crate::domain::ids::VaultId;

    #[test]
    fn cookie_and_epoch_key_are_both_needed() {
        let (secret, epoch) = (random::secret(), random::key());
        let context = Context::new(Purpose::Session, VaultId::from_bytes([1; 16]), 1);
        let sealed = seal(&secret, &epoch, &context, b"value");
        let opens = |secret: &Secret, epoch: &Key| open(secret, epoch, &context, &sealed).is_ok();
        assert!(opens(&secret, &epoch));
        assert!(!opens(&random::secret(), &epoch));
        assert!(!opens(&secret, &random::key()));
    }
}
