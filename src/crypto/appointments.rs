//! What an appointment holds for one of its two people: an age file to their inbox, in an envelope under a key of the
//! day on which it ends. Once that key is destroyed, the inbox alone opens nothing of it.
//!
//! `HKDF(M(epoch key), salt = "", "abri/v1/kek/appointment")`. The code is stretched as a code for deposits is
//! ([`super::deposits::code_key`]).

use zeroize::Zeroizing;

use crate::crypto::context::Context;
use crate::crypto::envelope::{self, Refused};
use crate::crypto::hybrid::{Identity, Recipient};
use crate::crypto::inbox;
use crate::crypto::kdf::Material;
use crate::crypto::secrets::Key;

fn key(epoch: &Key) -> Key {
    Material::new()
        .with(epoch.expose())
        .derive(b"", &[b"abri/v1/kek/appointment"])
}

/// Seals a message for one place of somebody's. Whoever seals cannot open.
pub fn seal(to: &Recipient, epoch: &Key, context: &Context, message: &[u8]) -> Vec<u8> {
    envelope::seal(&key(epoch), context, &inbox::seal(to, context, message))
}

/// The age file inside, once the day is known.
pub fn uncover(
    epoch: &Key,
    context: &Context,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    envelope::open(&key(epoch), context, sealed)
}

/// Opens a message that was sealed for this place.
pub fn open(
    identity: &Identity,
    epoch: &Key,
    context: &Context,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    inbox::open(identity, context, &uncover(epoch, context, sealed)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::crypto::random;
    use crate::domain::ids::VaultId;

    #[test]
    fn attack_neither_the_inbox_nor_the_day_opens_alone_nor_anywhere_else() {
        let (identity, epoch) = (Identity::from_seed(&random::key()), random::key());
        let place = Context::new(Purpose::AppointmentAnswer, VaultId::from_bytes([1; 16]), 1)
            .object(&[2; 16]);
        let sealed = seal(&identity.recipient(), &epoch, &place, b"secret");
        let opens = |identity: &Identity, epoch: &Key, place: &Context| {
            open(identity, epoch, place, &sealed).is_ok_and(|opened| opened[..] == *b"secret")
        };
        assert!(opens(&identity, &epoch, &place));
        assert!(!opens(&identity, &random::key(), &place));
        assert!(!opens(&Identity::from_seed(&random::key()), &epoch, &place));
        assert!(!opens(&identity, &epoch, &place.object(&[3; 16])));
        let receipt = Context::new(Purpose::AppointmentReceipt, VaultId::from_bytes([1; 16]), 1);
        assert!(!opens(&identity, &epoch, &receipt.object(&[2; 16])));
    }
}
