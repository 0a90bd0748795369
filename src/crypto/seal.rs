//! The state seal: a MAC over what the vault holds, so that a row added, removed, swapped or
//! rolled back behind Abri's back is noticed at the next unlock.
//!
//! ```text
//! HMAC-SHA256(seal key, "abri/v1/seal" 0x00 ‖ vault id[16] ‖ generation u32be ‖ sequence u64be
//!             ‖ Merkle root[32] ‖ journal number u64be ‖ journal hash[32])
//! ```
//!
//! The root is RFC 6962's over the leaves in the order of their hashes. A leaf is `kind u8 ‖ each
//! field as length u32be ‖ bytes`, so that two different rows never make the same leaf.

use data_encoding::HEXLOWER;

use crate::crypto::journal::Head;
use crate::crypto::kdf;
use crate::crypto::merkle::{self, Tree};
use crate::crypto::secrets::Key;
use crate::domain::ids::VaultId;

/// What a leaf stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A document version.
    Document,
    /// A slot.
    Slot,
    /// A consent.
    Consent,
    /// A published recipient.
    Recipient,
    /// What the vault knows of its person.
    Profile,
    /// Leave to put papers in.
    Invitation,
    /// Where a professional works, and the key that they sign with.
    Member,
    /// The person's deposit number.
    DepositNumber,
    /// The secret of a professional's application of codes.
    CodeApp,
    /// Agreement to be helped back in by two.
    Guardianship,
}

impl Kind {
    const fn number(self) -> u8 {
        match self {
            Self::Document => 1,
            Self::Slot => 2,
            Self::Consent => 3,
            Self::Recipient => 4,
            Self::Profile => 5,
            Self::Invitation => 6,
            Self::Member => 7,
            Self::DepositNumber => 8,
            Self::CodeApp => 9,
            Self::Guardianship => 10,
        }
    }
}

/// One row in the seal: the RFC 6962 hash of its leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf([u8; 32]);

impl Leaf {
    /// The leaf of a row: the fields that must not change unseen, in a fixed order.
    pub fn new(kind: Kind, fields: &[&[u8]]) -> Self {
        let mut bytes = vec![kind.number()];
        for field in fields {
            let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(field);
        }
        Self(merkle::leaf(&bytes))
    }

    /// In hexadecimal, as a journal entry keeps it.
    pub fn to_hex(self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// Reads it back.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }
}

/// RFC 6962 Merkle tree hash of the leaves, sorted first.
pub fn root(mut leaves: Vec<Leaf>) -> [u8; 32] {
    leaves.sort_unstable();
    let mut tree = Tree::default();
    for leaf in leaves {
        tree.push(leaf.0);
    }
    tree.root()
}

/// The state that is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The vault's generation.
    pub generation: u32,
    /// How many times it was sealed.
    pub sequence: u64,
    /// Root over its rows.
    pub root: [u8; 32],
    /// The journal's head at that time.
    pub journal: Head,
}

/// Seals a state.
pub fn seal(key: &Key, vault: VaultId, state: &State) -> [u8; 32] {
    kdf::hmac(
        key.expose(),
        &[
            b"abri/v1/seal\0",
            vault.as_bytes(),
            &state.generation.to_be_bytes(),
            &state.sequence.to_be_bytes(),
            &state.root,
            &state.journal.number.to_be_bytes(),
            &state.journal.hash,
        ],
    )
}

/// Whether a stored seal is that of this state.
pub fn holds(key: &Key, vault: VaultId, state: &State, stored: &[u8]) -> bool {
    kdf::same(&seal(key, vault, state), stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_reads_back_and_nothing_else_does() {
        let leaf = Leaf::new(Kind::Slot, &[b"row"]);
        let text = leaf.to_hex();
        assert_eq!(text.len(), 64);
        assert_eq!(Leaf::from_hex(&text), Some(leaf));
        for other in ["", &text[1..], &text[2..], &text.to_uppercase()] {
            assert_eq!(Leaf::from_hex(other), None, "{other}");
        }
    }

    #[test]
    fn any_change_of_rows_or_state_breaks_the_seal() {
        let key = Key::take(&mut [1; 32]);
        let vault = VaultId::from_bytes([2; 16]);
        let leaf = |byte: u8| Leaf::new(Kind::Document, &[&[byte; 16], b"record"]);
        let state = State {
            generation: 1,
            sequence: 5,
            root: root(vec![leaf(1), leaf(2), leaf(3)]),
            journal: Head {
                number: 9,
                hash: [7; 32],
            },
        };
        let sealed = seal(&key, vault, &state);
        let holds = |state: &State| holds(&key, vault, state, &sealed);
        assert!(holds(&state));
        assert_eq!(state.root, root(vec![leaf(3), leaf(1), leaf(2)]));
        assert!(!holds(&State {
            generation: 2,
            ..state
        }));
        assert!(!holds(&State {
            sequence: 4,
            ..state
        }));
        assert!(!holds(&State {
            root: root(vec![leaf(1), leaf(2)]),
            ..state
        }));
        assert!(!holds(&State {
            journal: Head::EMPTY,
            ..state
        }));
        assert_ne!(
            Leaf::new(Kind::Slot, &[b"ab", b"c"]),
            Leaf::new(Kind::Slot, &[b"a", b"bc"])
        );
    }
}
