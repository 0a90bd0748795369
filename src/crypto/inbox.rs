//! What is sealed to a vault while it is locked: an age file to its inbox recipient.
//!
//! age authenticates no context, so the message is `SHA-256(context) ‖ message`, and a message
//! moved elsewhere is refused.

use zeroize::Zeroizing;

use crate::crypto::context::Context;
use crate::crypto::envelope::Refused;
use crate::crypto::hybrid::{Identity, Recipient};
use crate::crypto::{documents, kdf};

const BINDING: usize = 32;

/// Seals a message for one place. Whoever seals cannot open.
pub fn seal(recipient: &Recipient, context: &Context, message: &[u8]) -> Vec<u8> {
    let mut bound = Zeroizing::new(Vec::with_capacity(BINDING + message.len()));
    bound.extend_from_slice(&kdf::sha256(&[&context.bytes()]));
    bound.extend_from_slice(message);
    documents::encrypt_all(recipient, &bound)
}

/// Opens a message sealed for this place.
pub fn open(
    identity: &Identity,
    context: &Context,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let mut bound = documents::decrypt_all(identity, sealed).map_err(|_| Refused)?;
    let binding = kdf::sha256(&[&context.bytes()]);
    if bound.len() < BINDING || !kdf::same(&bound[..BINDING], &binding) {
        return Err(Refused);
    }
    bound.drain(..BINDING);
    Ok(bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::crypto::random;
    use crate::domain::ids::VaultId;

    #[test]
    fn a_message_opens_for_its_vault_and_place_only() {
        let identity = Identity::from_seed(&random::key());
        let place = Context::new(Purpose::Inbox, VaultId::from_bytes([1; 16]), 1);
        let sealed = seal(&identity.recipient(), &place, b"bonjour");
        assert_eq!(&open(&identity, &place, &sealed).unwrap()[..], b"bonjour");
        assert!(open(&identity, &place.version(2), &sealed).is_err());
        let other = Identity::from_seed(&random::key());
        assert!(open(&other, &place, &sealed).is_err());
        let unbound = documents::encrypt_all(&identity.recipient(), b"short");
        assert!(open(&identity, &place, &unbound).is_err());
    }
}
