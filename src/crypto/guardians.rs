//! What two seats of a structure can open together, and neither alone.
//!
//! ```text
//! agreement   age(seat 1, ctx ‖ age(seat 2, ctx ‖ vault key)), and the same the other way round
//! case        identity = X-Wing of HKDF(M(secret of the slip), salt = "", "abri/v1/recovery/identity")
//!             its four words = 44 bits of SHA-256("abri/v1/recovery/words" 0x00 ‖ recipient)
//! first act   inner age file, in an envelope under the day's key
//! second act  age(case, ctx ‖ from when on i64be ‖ vault key), in an envelope under the day's key
//! ```
//!
//! `HKDF(M(epoch key), salt = "", "abri/v1/kek/recovery")`: a case that ended opens nothing, even from a backup.

use zeroize::Zeroizing;

use crate::crypto::context::Context;
use crate::crypto::envelope::{self, Refused};
use crate::crypto::hybrid::{Identity, Recipient};
use crate::crypto::kdf::{self, Material};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::{inbox, words};
use crate::domain::time::Moment;

/// How many words stand for a case.
const WORDS: usize = 4;
/// Milliseconds in front of the vault key.
const FROM: usize = 8;

/// Seals the vault key for two seats, of which the outer acts first.
pub fn seal_both(
    (outer, outside): (&Recipient, &Context),
    (inner, inside): (&Recipient, &Context),
    vault_key: &Key,
) -> Vec<u8> {
    let layer = inbox::seal(inner, inside, vault_key.expose());
    inbox::seal(outer, outside, &layer)
}

/// What the first seat opens: still sealed to the other one.
pub fn open_outer(
    seat: &Identity,
    outside: &Context,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    inbox::open(seat, outside, sealed)
}

/// What the second seat opens.
pub fn open_inner(seat: &Identity, inside: &Context, layer: &[u8]) -> Result<Key, Refused> {
    Key::from_slice(&inbox::open(seat, inside, layer)?).ok_or(Refused)
}

/// The key pair of a case, from the secret on its person's slip.
pub fn case_identity(slip: &Secret) -> Identity {
    let seed = Material::new()
        .with(slip.expose())
        .derive(b"", &[b"abri/v1/recovery/identity"]);
    Identity::from_seed(&seed)
}

/// The words that name a case: who hears them from the person looks at this case, and at no other.
pub fn case_words(recipient: &Recipient) -> Zeroizing<String> {
    let hash = kdf::sha256(&[b"abri/v1/recovery/words\0", &recipient.to_bytes()]);
    Zeroizing::new(words::of_hash::<WORDS>(&hash))
}

fn key(epoch: &Key) -> Key {
    Material::new()
        .with(epoch.expose())
        .derive(b"", &[b"abri/v1/kek/recovery"])
}

/// Seals a message to somebody until the end of a day.
pub fn seal_for_day(to: &Recipient, epoch: &Key, place: &Context, message: &[u8]) -> Vec<u8> {
    envelope::seal(&key(epoch), place, &inbox::seal(to, place, message))
}

/// Opens it.
pub fn open_for_day(
    identity: &Identity,
    epoch: &Key,
    place: &Context,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    inbox::open(
        identity,
        place,
        &envelope::open(&key(epoch), place, sealed)?,
    )
}

/// Keeps a layer until the end of a day.
pub fn keep_layer(epoch: &Key, place: &Context, layer: &[u8]) -> Vec<u8> {
    envelope::seal(&key(epoch), place, layer)
}

/// Gives it back.
pub fn layer(epoch: &Key, place: &Context, kept: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
    envelope::open(&key(epoch), place, kept)
}

/// Seals the vault key to a case, with the moment from which on it may be used: nobody who writes the tables brings that
/// nearer.
pub fn seal_key(
    to: &Recipient,
    epoch: &Key,
    place: &Context,
    (from, vault_key): (Moment, &Key),
) -> Vec<u8> {
    let mut message = Zeroizing::new(Vec::with_capacity(FROM + Key::LEN));
    message.extend_from_slice(&from.millis().to_be_bytes());
    message.extend_from_slice(vault_key.expose());
    seal_for_day(to, epoch, place, &message)
}

/// Opens it: from when on, and the vault key.
pub fn open_key(
    case: &Identity,
    epoch: &Key,
    place: &Context,
    sealed: &[u8],
) -> Result<(Moment, Key), Refused> {
    let message = open_for_day(case, epoch, place, sealed)?;
    let (from, key) = message.split_first_chunk::<FROM>().ok_or(Refused)?;
    let key = Key::from_slice(key).ok_or(Refused)?;
    Ok((Moment::from_millis(i64::from_be_bytes(*from)), key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::context::Purpose;
    use crate::crypto::random;
    use crate::domain::ids::VaultId;

    fn seat() -> Identity {
        Identity::from_seed(&random::key())
    }

    fn place(purpose: Purpose) -> Context {
        Context::new(purpose, VaultId::from_bytes([1; 16]), 1).object(&[2; 16])
    }

    #[test]
    fn attack_one_seat_alone_opens_nothing_whichever_it_is() {
        let (one, two, vault_key) = (seat(), seat(), random::key());
        let (outside, inside) = (
            place(Purpose::GuardianBoth).version(1),
            place(Purpose::GuardianLayer).version(2),
        );
        let sealed = seal_both(
            (&one.recipient(), &outside),
            (&two.recipient(), &inside),
            &vault_key,
        );
        let layer = open_outer(&one, &outside, &sealed).unwrap();
        assert!(open_inner(&two, &inside, &layer).is_ok_and(|key| key == vault_key));
        assert!(open_outer(&two, &outside, &sealed).is_err());
        assert!(open_inner(&one, &inside, &layer).is_err());
        assert!(open_inner(&two, &inside.version(1), &layer).is_err());
        let elsewhere = Context::new(Purpose::GuardianLayer, VaultId::from_bytes([9; 16]), 1);
        assert!(open_inner(&two, &elsewhere.object(&[2; 16]).version(2), &layer).is_err());
        assert!(open_outer(&one, &outside.object(&[3; 16]), &sealed).is_err());
    }

    #[test]
    fn attack_the_moment_goes_with_the_key_and_the_day_with_both() {
        let slip = random::secret();
        let (case, epoch, vault_key) = (case_identity(&slip), random::key(), random::key());
        let at = place(Purpose::RecoveryKey);
        let from = Moment::from_millis(1_800_000_000_000);
        let sealed = seal_key(&case.recipient(), &epoch, &at, (from, &vault_key));
        let opened = open_key(&case_identity(&slip), &epoch, &at, &sealed);
        assert!(opened.is_ok_and(|(when, key)| when == from && key == vault_key));
        assert!(open_key(&case, &random::key(), &at, &sealed).is_err());
        let other = case_identity(&random::secret());
        assert!(open_key(&other, &epoch, &at, &sealed).is_err());
        assert!(open_key(&case, &epoch, &at.object(&[3; 16]), &sealed).is_err());
    }

    #[test]
    fn attack_a_layer_that_is_kept_opens_with_its_day_at_its_place_alone() {
        let (epoch, at) = (random::key(), place(Purpose::RecoveryLayer));
        let kept = keep_layer(&epoch, &at, b"layer");
        assert!(layer(&epoch, &at, &kept).is_ok_and(|found| found.as_slice() == b"layer"));
        assert!(layer(&random::key(), &at, &kept).is_err());
        assert!(layer(&epoch, &at.object(&[3; 16]), &kept).is_err());
    }

    #[test]
    fn a_case_has_four_words_that_any_dress_names() {
        let recipient = case_identity(&Secret::take(&mut [7; 16])).recipient();
        let shown = case_words(&recipient);
        assert_eq!(shown.split(' ').count(), WORDS);
        assert_eq!(*shown, *case_words(&recipient));
        let other = case_identity(&Secret::take(&mut [8; 16])).recipient();
        assert_ne!(*shown, *case_words(&other));
        let typed = shown.to_uppercase().replace(' ', " - ");
        assert_eq!(words::folded(&typed), words::folded(&shown));
    }

    #[test]
    fn names_are_compared_without_accents_hyphens_and_case() {
        for typed in ["N'DIAYE Anne-Zoé", "n diaye  anne zoe", "Anne Zoé N’Diaye"] {
            assert_eq!(words::folded_name(typed), "anne diaye n zoe");
        }
        assert_eq!(words::folded_name("Cœur Ærø 2"), "2 aerø coeur");
    }
}
