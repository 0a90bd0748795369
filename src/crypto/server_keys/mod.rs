//! Keys of the installation, kept outside database, objects and backups.

mod vouching;

pub use self::vouching::Owner;
use crate::crypto::checkpoints::{Signer, Signers, Verifier};
use crate::crypto::kdf;
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::tombstones::Names;
use crate::domain::ids::{StructureId, VaultId};
use zeroize::Zeroizing;

/// Pepper, lookup key and recipients key: 32 random bytes each, loaded by `config`.
pub struct ServerKeys {
    pepper: Key,
    other_pepper: Option<Key>,
    lookup: Key,
    recipients: Key,
    /// Signs the log of checkpoints; one that is derived from the recipients key where there is none.
    checkpoint: Option<Key>,
    /// Who signed it before, and who will.
    checkpoints: [Vec<Verifier>; 2],
}

/// What a key is called in a row that rests on it, and in the manifest of a backup.
pub type KeyName = [u8; 8];

impl ServerKeys {
    /// From the three keys read at start-up.
    pub const fn new(pepper: Key, lookup: Key, recipients: Key) -> Self {
        Self {
            pepper,
            other_pepper: None,
            lookup,
            recipients,
            checkpoint: None,
            checkpoints: [Vec::new(), Vec::new()],
        }
    }

    /// The same with a key of its own for the log of checkpoints, and the public keys of those who signed it before and who
    /// will, in their order.
    #[must_use]
    pub fn with_checkpoints(
        self,
        key: Option<Key>,
        before: Vec<Verifier>,
        after: Vec<Verifier>,
    ) -> Self {
        Self {
            checkpoint: key,
            checkpoints: [before, after],
            ..self
        }
    }

    /// The same with a second pepper, under which ways in open and none is sealed: the new one while each node is told of
    /// it, the old one afterwards.
    #[must_use]
    pub fn with_other_pepper(self, other: Key) -> Self {
        Self {
            other_pepper: Some(other),
            ..self
        }
    }

    /// What each key is called where it must be told from another, after the setting that names its file.
    pub fn names(&self) -> Vec<(&'static str, KeyName)> {
        let other = self.other_pepper.as_ref();
        [("pepper", &self.pepper)]
            .into_iter()
            .chain(other.map(|other| ("pepper_other", other)))
            .chain([("lookup", &self.lookup), ("recipients", &self.recipients)])
            .map(|(which, key)| (which, name(key)))
            .collect()
    }

    /// What the pepper is called.
    pub fn pepper_name(&self) -> KeyName {
        name(&self.pepper)
    }

    /// What the second pepper is called, if there is one.
    pub fn other_pepper_name(&self) -> Option<KeyName> {
        self.other_pepper.as_ref().map(name)
    }

    /// The slot id of an identifier (telephone, e-mail or chosen name), which the caller has
    /// normalised: HMAC-SHA256 under the lookup key, so that a stolen database names nobody.
    pub fn identifier_id(&self, normalised: &str) -> [u8; 32] {
        kdf::hmac(
            self.lookup.expose(),
            &[b"abri/v1/identifier\0", normalised.as_bytes()],
        )
    }

    /// The name under which attempts are counted (an address, an identifier): not readable from
    /// the table.
    pub fn throttle_id(&self, what: &str, whom: &[u8]) -> [u8; 32] {
        kdf::hmac(
            self.lookup.expose(),
            &[b"abri/v1/throttle\0", what.as_bytes(), &[0], whom],
        )
    }

    /// The secret of a session that something begins which opens once: the same browser, bringing the same once more, is given it
    /// again. Neither of the two makes it, nor both without this server.
    pub fn begun_by(&self, brought: &Secret, browser: &Secret) -> Secret {
        let parts: [&[u8]; 3] = [
            b"abri/v1/session/begun-by\0",
            brought.expose(),
            browser.expose(),
        ];
        let made = Zeroizing::new(kdf::hmac(self.lookup.expose(), &parts));
        Secret::filled_by(|bytes| bytes.copy_from_slice(&made[..Secret::LEN]))
    }

    /// The name of a short code of few bits: not to be found from the table by trying them all.
    pub fn code_id(&self, code: &str) -> [u8; 32] {
        kdf::hmac(self.lookup.expose(), &[b"abri/v1/code\0", code.as_bytes()])
    }

    /// The name of a code by which a mediator comes in: nobody else finds it.
    pub fn mediator_code_id(&self, code: &str) -> [u8; 32] {
        kdf::hmac(
            self.lookup.expose(),
            &[b"abri/v1/mediator-code\0", code.as_bytes()],
        )
    }

    /// The name of a deposit number, which has few bits and is printed on a card: not to be found from the
    /// table by trying them all.
    pub fn number_id(&self, number: &str) -> [u8; 32] {
        kdf::hmac(
            self.lookup.expose(),
            &[b"abri/v1/deposit-number\0", number.as_bytes()],
        )
    }

    /// Who somebody is on their identity paper, at one structure: nobody, to whoever has not the lookup key.
    pub fn identity_id(&self, structure: StructureId, folded: &str) -> [u8; 32] {
        kdf::hmac(
            self.lookup.expose(),
            &[
                b"abri/v1/identity\0",
                structure.as_bytes(),
                folded.as_bytes(),
            ],
        )
    }

    /// The name of a case by the words that its person reads out at one structure.
    pub fn recovery_words_id(&self, structure: StructureId, words: &str) -> [u8; 32] {
        kdf::hmac(
            self.lookup.expose(),
            &[
                b"abri/v1/recovery-words\0",
                structure.as_bytes(),
                words.as_bytes(),
            ],
        )
    }

    /// What names the tombstones of this installation: `HKDF(recipients key, salt = "", "abri/v1/tombstones")`.
    pub fn tombstones(&self) -> Names {
        Names::new(kdf::hkdf(
            self.recipients.expose(),
            b"",
            &[b"abri/v1/tombstones"],
        ))
    }

    /// Who a vault is in the log of checkpoints: nobody, to whoever has not the lookup key.
    pub fn checkpoint_id(&self, vault: VaultId) -> [u8; 32] {
        let parts: [&[u8]; 2] = [b"abri/v1/checkpoint\0", vault.as_bytes()];
        kdf::hmac(self.lookup.expose(), &parts)
    }

    /// The key that signs the log of checkpoints: `HKDF(recipients key, salt = "", "abri/v1/checkpoint/sign")`.
    pub fn checkpoint_signer(&self) -> Signer {
        let key = self.checkpoint.as_ref().unwrap_or(&self.recipients);
        Signer::new(kdf::hkdf(key.expose(), b"", &[b"abri/v1/checkpoint/sign"]))
    }

    /// Everybody who signs the log of checkpoints, one after the other.
    pub fn checkpoint_signers(&self) -> Signers {
        let [before, after] = &self.checkpoints;
        Signers::new(before, self.checkpoint_signer().verifier(), after)
    }

    /// The key that addresses for notices are sealed under: `HKDF(lookup key, salt = "", "abri/v1/notices")`. Whoever has the
    /// tables alone reads none of them.
    pub fn notices(&self) -> Key {
        kdf::hkdf(self.lookup.expose(), b"", &[b"abri/v1/notices"])
    }

    /// The key that certificates and what orders them are sealed under: `HKDF(lookup key, salt = "", "abri/v1/certificates")`.
    pub fn certificates(&self) -> Key {
        kdf::hkdf(self.lookup.expose(), b"", &[b"abri/v1/certificates"])
    }

    /// The name of a row about certificates: `"abri/v1/certificate" 0x00 ‖ kind ‖ 0x00 ‖ what it is of`.
    pub fn certificate_id(&self, kind: &str, of: &str) -> [u8; 32] {
        kdf::hmac(
            self.lookup.expose(),
            &[
                b"abri/v1/certificate\0",
                kind.as_bytes(),
                &[0],
                of.as_bytes(),
            ],
        )
    }

    /// HMAC under the pepper, the last step of a slot's KEK.
    pub(super) fn pepper(&self, parts: &[&[u8]]) -> Key {
        kdf::hmac_key(self.pepper.expose(), parts)
    }

    /// The peppers under which a slot may be sealed: the one that it names, or each where it names none. Nothing where
    /// its own is not here.
    pub(super) fn peppers(&self, named: Option<&KeyName>) -> Vec<&Key> {
        let mut all = vec![&self.pepper];
        all.extend(&self.other_pepper);
        all.retain(|key| named.is_none_or(|named| name(key) == *named));
        all
    }
}

/// `HMAC-SHA256(key, "abri/v1/name-of-key")`, its first 8 bytes. Of 32 random bytes it tells nothing.
fn name(key: &Key) -> KeyName {
    let whole = kdf::hmac(key.expose(), &[b"abri/v1/name-of-key"]);
    let mut name = [0; 8];
    name.copy_from_slice(&whole[..8]);
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::DocumentId;
    use crate::domain::recovery::Seat;
    use crate::domain::time::Moment;

    fn keys() -> ServerKeys {
        let key = |byte| Key::take(&mut [byte; 32]);
        ServerKeys::new(key(1), key(2), key(3))
    }

    #[test]
    fn a_swapped_recipient_is_noticed() {
        let vault = VaultId::from_bytes([4; 16]);
        let mac = keys().recipient_mac(Owner::Inbox, vault, 1, b"one");
        assert!(keys().vouches_for(Owner::Inbox, vault, 1, b"one", &mac));
        assert!(!keys().vouches_for(Owner::Inbox, vault, 1, b"two", &mac));
        assert!(!keys().vouches_for(Owner::Inbox, vault, 2, b"one", &mac));
        let other = VaultId::from_bytes([5; 16]);
        assert!(!keys().vouches_for(Owner::Inbox, other, 1, b"one", &mac));
        assert!(!keys().vouches_for(Owner::Inbox, vault, 1, b"one", &mac[..31]));
        assert!(!keys().vouches_for(Owner::Member, vault, 1, b"one", &mac));
        let at = Moment::from_millis(7);
        let closing = keys().closing_mac((vault, 1), at);
        assert!(keys().closes((vault, 1), at, &closing));
        assert!(!keys().closes((other, 1), at, &closing));
        assert!(!keys().closes((vault, 2), at, &closing));
        assert!(!keys().closes((vault, 1), Moment::from_millis(6), &closing));
        let join = keys().join_mac(&[6; 32], b"manager");
        assert!(keys().invites(&[6; 32], b"manager", &join));
        assert!(!keys().invites(&[7; 32], b"manager", &join));
        assert!(!keys().invites(&[6; 32], b"mediator", &join));
    }

    #[test]
    fn every_key_has_a_name_and_no_two_the_same() {
        let alone = keys().names();
        assert_eq!(
            alone.iter().map(|(which, _)| *which).collect::<Vec<_>>(),
            ["pepper", "lookup", "recipients"]
        );
        let both = keys().with_other_pepper(Key::take(&mut [4; 32]));
        let names = both.names();
        assert_eq!(names[0], ("pepper", both.pepper_name()));
        assert_eq!(Some(names[1].1), both.other_pepper_name());
        for (at, (_, name)) in names.iter().enumerate() {
            assert!(names[..at].iter().all(|(_, other)| other != name));
        }
        assert_eq!([names[0], names[2], names[3]], alone[..]);
    }

    #[test]
    fn each_thing_has_a_name_of_its_own_that_only_the_key_gives() {
        let all = |keys: &ServerKeys| {
            let (vault, structure) = (
                VaultId::from_bytes([4; 16]),
                StructureId::from_bytes([4; 16]),
            );
            vec![
                keys.identifier_id("a"),
                keys.identifier_id("b"),
                keys.throttle_id("words", b"a"),
                keys.throttle_id("words", b"b"),
                keys.throttle_id("code", b"a"),
                keys.code_id("a"),
                keys.mediator_code_id("a"),
                keys.number_id("a"),
                keys.identity_id(structure, "a"),
                keys.recovery_words_id(structure, "a"),
                keys.checkpoint_id(vault),
                keys.certificate_id("order", "a"),
                keys.certificate_id("a", "order"),
            ]
        };
        let key = |byte| Key::take(&mut [byte; 32]);
        let mut names = all(&keys());
        let count = names.len();
        names.extend(all(&ServerKeys::new(key(1), key(9), key(3))));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 2 * count);
    }

    #[test]
    fn attack_a_row_that_was_written_without_the_keys_is_refused() {
        let (vault, other) = (VaultId::from_bytes([4; 16]), VaultId::from_bytes([5; 16]));
        let number = keys().number_mac((vault, 1), &[6; 32], "offered");
        assert!(keys().is_number((vault, 1), &[6; 32], "offered", &number));
        assert!(!keys().is_number((other, 1), &[6; 32], "offered", &number));
        assert!(!keys().is_number((vault, 2), &[6; 32], "offered", &number));
        assert!(!keys().is_number((vault, 1), &[7; 32], "offered", &number));
        assert!(!keys().is_number((vault, 1), &[6; 32], "accepted", &number));
        assert!(!keys().is_number((vault, 1), &[6; 32], "offered", b""));
        let structure = StructureId::from_bytes([4; 16]);
        let seat = keys().seat_mac(structure, Seat::First, b"one");
        assert!(keys().is_seat(structure, Seat::First, b"one", &seat));
        assert!(!keys().is_seat(structure, Seat::Second, b"one", &seat));
        assert!(!keys().is_seat(structure, Seat::First, b"two", &seat));
        let case = keys().recovery_mac(b"row");
        assert!(keys().is_recovery(b"row", &case));
        assert!(!keys().is_recovery(b"raw", &case));
        assert!(keys().notices() != keys().certificates());
    }

    #[test]
    fn a_moment_of_removal_is_that_of_one_paper() {
        let (vault, other) = (VaultId::from_bytes([1; 16]), VaultId::from_bytes([2; 16]));
        let (paper, another) = (
            DocumentId::from_bytes([3; 16]),
            DocumentId::from_bytes([4; 16]),
        );
        let (at, before) = (Moment::from_millis(7), Moment::from_millis(6));
        let mac = keys().removal_mac(vault, paper, at);
        assert!(keys().removes(vault, paper, at, &mac));
        assert!(!keys().removes(other, paper, at, &mac));
        assert!(!keys().removes(vault, another, at, &mac));
        assert!(!keys().removes(vault, paper, before, &mac));
    }

    #[test]
    fn a_newcomer_is_one_person_of_one_name_in_one_seat() {
        let (structure, other) = (
            StructureId::from_bytes([1; 16]),
            StructureId::from_bytes([2; 16]),
        );
        let place = (Seat::First, VaultId::from_bytes([3; 16]));
        let mac = keys().newcomer_mac(structure, place, b"Dora");
        assert!(keys().is_newcomer(structure, place, b"Dora", &mac));
        assert!(!keys().is_newcomer(other, place, b"Dora", &mac));
        assert!(!keys().is_newcomer(structure, (Seat::Second, place.1), b"Dora", &mac));
        let somebody = (Seat::First, VaultId::from_bytes([4; 16]));
        assert!(!keys().is_newcomer(structure, somebody, b"Dora", &mac));
        assert!(!keys().is_newcomer(structure, place, b"Nora", &mac));
    }
}
