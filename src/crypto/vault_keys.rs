//! The keys that a vault key gives: one per use, so that none can stand in for another.
//!
//! `HKDF-SHA256(vault key, salt = vault id, info = "abri/v1/sub/" ‖ name ‖ generation u32be)`.

use crate::crypto::context::Context;
use crate::crypto::hybrid;
use crate::crypto::kdf;
use crate::crypto::secrets::Key;
use crate::crypto::signing;
use crate::domain::document::Through;
use crate::domain::ids::VaultId;

/// All sub-keys of an open vault.
pub struct VaultKeys {
    /// Records of documents, receipts, links, secrets of slots.
    pub wrap: Key,
    /// Profile, identifier, labels.
    pub meta: Key,
    /// MAC of the vault's state.
    pub seal: Key,
    /// Details of journal entries.
    pub journal: Key,
    /// Keys of uploads.
    pub upload: Key,
    inbox: Key,
    draft: Key,
    origin: Key,
    sign: Key,
}

impl VaultKeys {
    /// Derives them for this generation of the vault.
    pub fn derive(vault_key: &Key, vault: VaultId, generation: u32) -> Self {
        let sub = |name: &[u8]| {
            let info: [&[u8]; 3] = [b"abri/v1/sub/", name, &generation.to_be_bytes()];
            kdf::hkdf(vault_key.expose(), vault.as_bytes(), &info)
        };
        Self {
            wrap: sub(b"wrap"),
            meta: sub(b"meta"),
            seal: sub(b"seal"),
            journal: sub(b"journal"),
            upload: sub(b"upload"),
            inbox: sub(b"inbox"),
            draft: sub(b"draft"),
            origin: sub(b"origin"),
            sign: sub(b"sign"),
        }
    }

    /// The key under which the person's own phone keeps photographs that are not sent yet: once the
    /// epoch key is destroyed, nobody can make it again.
    pub fn draft(&self, epoch: &Key) -> Key {
        kdf::Material::new()
            .with(self.draft.expose())
            .with(epoch.expose())
            .derive(b"", &[b"abri/v1/draft"])
    }

    /// The key of a request that the person has read, until its day is over: nobody who writes the tables can put
    /// another one before them.
    pub fn asked(&self, epoch: &Key) -> Key {
        kdf::Material::new()
            .with(self.wrap.expose())
            .with(epoch.expose())
            .derive(b"", &[b"abri/v1/kek/asked"])
    }

    /// What proves that a paper came by this right: whoever holds the right is given it, and nobody else can
    /// make it. The two doors have keys of their own, so that one cannot pass for the other.
    pub fn origin(&self, through: Through, right: &[u8; 16]) -> Key {
        kdf::Material::new()
            .with(self.origin.expose())
            .with(right)
            .derive(b"", &[b"abri/v1/origin/", through.as_str().as_bytes()])
    }

    /// The identity that opens what was sealed to the vault while it was locked. Its public side
    /// (`.recipient()`) is published with a MAC.
    pub fn inbox(&self) -> hybrid::Identity {
        hybrid::Identity::from_seed(&self.inbox)
    }

    /// What a passkey is stored under where the person keeps it: one for each account, so that a second try at
    /// making it takes the place of the first. It says nothing of the vault.
    pub fn passkey_handle(&self) -> [u8; 16] {
        let mut handle = [0; 16];
        kdf::hkdf_into(
            self.meta.expose(),
            b"",
            &[b"abri/v1/passkey-handle"],
            &mut handle,
        );
        handle
    }

    /// The public key of what a professional signs. Published with a MAC.
    pub fn signing_key(&self) -> [u8; 32] {
        signing::public(&self.sign)
    }

    /// Signs what a professional says at one place ([`signing::is_signed`]).
    pub fn sign_at(&self, context: &Context, said: &[u8]) -> [u8; signing::SIGNATURE] {
        signing::sign_at(&self.sign, context, said)
    }

    /// Signs as this professional.
    pub fn sign(&self, message: &[u8]) -> [u8; signing::SIGNATURE] {
        signing::sign(&self.sign, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_generations_and_vaults_give_different_keys() {
        let key = Key::take(&mut [1; 32]);
        let vault = VaultId::from_bytes([2; 16]);
        let keys = VaultKeys::derive(&key, vault, 1);
        assert!(
            keys.wrap != keys.meta
                && keys.seal != keys.journal
                && keys.wrap != keys.inbox
                && keys.wrap != keys.upload
        );
        assert!(keys.draft != keys.wrap && keys.draft != keys.inbox && keys.draft != keys.upload);
        assert!(keys.sign != keys.wrap && keys.sign != keys.inbox && keys.sign != keys.seal);
        assert_ne!(
            keys.signing_key(),
            VaultKeys::derive(&key, vault, 2).signing_key()
        );
        assert!(keys.wrap == VaultKeys::derive(&key, vault, 1).wrap);
        assert!(keys.wrap != VaultKeys::derive(&key, vault, 2).wrap);
        let other = VaultId::from_bytes([3; 16]);
        assert!(keys.wrap != VaultKeys::derive(&key, other, 1).wrap);
        assert_eq!(
            keys.inbox().recipient().to_string(),
            VaultKeys::derive(&key, vault, 1)
                .inbox()
                .recipient()
                .to_string()
        );
    }

    #[test]
    fn each_right_and_each_door_has_its_own_origin() {
        let key = Key::take(&mut [1; 32]);
        let keys = VaultKeys::derive(&key, VaultId::from_bytes([2; 16]), 1);
        let origin = |through| keys.origin(through, &[7; 16]);
        assert!(origin(Through::Link) == origin(Through::Link));
        assert!(origin(Through::Link) != origin(Through::Phone));
        assert!(origin(Through::Link) != keys.origin(Through::Link, &[8; 16]));
        let later = VaultKeys::derive(&key, VaultId::from_bytes([2; 16]), 2);
        assert!(origin(Through::Link) != later.origin(Through::Link, &[7; 16]));
    }

    #[test]
    fn keys_of_a_day_need_the_vault_and_the_day() {
        let day = |byte| Key::take(&mut [byte; 32]);
        let vault = VaultId::from_bytes([2; 16]);
        let keys = VaultKeys::derive(&day(1), vault, 1);
        assert!(keys.draft(&day(5)) == keys.draft(&day(5)));
        assert!(keys.draft(&day(5)) != keys.draft(&day(6)));
        let other = VaultKeys::derive(&day(1), VaultId::from_bytes([3; 16]), 1);
        assert!(keys.draft(&day(5)) != other.draft(&day(5)));
        assert!(keys.asked(&day(5)) == keys.asked(&day(5)));
        assert!(keys.asked(&day(5)) != keys.asked(&day(6)));
        assert!(keys.asked(&day(5)) != other.asked(&day(5)));
    }
}
