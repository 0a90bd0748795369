//! A vault that stands open in memory, while its person is served.

use crate::crypto::context::{Context, Purpose};
use crate::crypto::secrets::Key;
use crate::crypto::vault_keys::VaultKeys;
use crate::domain::access::{Owner, Whose};
use crate::domain::ids::VaultId;

/// An open vault: its key, and the keys made from it.
pub struct Open {
    /// Which vault.
    pub vault: VaultId,
    /// The generation for which the key is good.
    pub generation: u32,
    /// Who the person is.
    pub whose: Whose,
    /// The vault key: only for making slots.
    pub key: Key,
    /// One key per use.
    pub keys: VaultKeys,
}

impl Open {
    /// Derives the sub-keys.
    pub fn new(vault: VaultId, generation: u32, key: Key, whose: Whose) -> Self {
        let keys = VaultKeys::derive(&key, vault, generation);
        Self {
            vault,
            generation,
            whose,
            key,
            keys,
        }
    }

    /// The person behind it.
    pub const fn owner(&self) -> Owner {
        Owner {
            vault: self.vault,
            whose: self.whose,
        }
    }

    /// The context of a value sealed in this vault and generation.
    pub const fn context(&self, purpose: Purpose) -> Context {
        Context::new(purpose, self.vault, self.generation)
    }
}
