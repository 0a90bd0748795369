//! The journal's hash chain: what happened cannot be changed, left out or moved unseen.
//!
//! ```text
//! commitment = SHA-256("abri/v1/journal/payload" 0x00 ‖ salt[32] ‖ payload)
//! hash       = SHA-256("abri/v1/journal" 0x00 ‖ vault id[16] ‖ number u64be ‖ time i64be (ms)
//!                      ‖ length of code u8 ‖ code ‖ commitment[32] ‖ previous hash[32])
//! ```
//!
//! Numbers start at 1; the hash before the first entry is 32 zero bytes. A payload may be erased
//! with its salt: the commitment stays, and with it the chain.

use zeroize::Zeroizing;

use crate::crypto::{kdf, random};
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

/// Number and hash of the last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the entry; zero before the first.
    pub number: u64,
    /// Its hash.
    pub hash: [u8; 32],
}

impl Head {
    /// Before the first entry.
    pub const EMPTY: Self = Self {
        number: 0,
        hash: [0; 32],
    };
}

/// The clear part of an entry, without its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its place in the vault's journal.
    pub number: u64,
    /// When it happened.
    pub at: Moment,
    /// What happened: a short code, at most 255 bytes.
    pub code: &'a str,
    /// Commitment to the details.
    pub commitment: [u8; 32],
}

/// The first entry that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Bad {
    /// The numbers do not follow: something is missing or out of place from here on.
    #[error("entry {expected} is missing (found {found})")]
    Missing {
        /// The number that should have come.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// The entry, or one before it, was altered.
    #[error("entry {number} was altered")]
    Altered {
        /// Its number.
        number: u64,
    },
}

/// A fresh salt for a payload; stored with it, under the same seal.
pub fn salt() -> [u8; 32] {
    random::bytes()
}

/// The commitment to a payload.
pub fn commitment(salt: &[u8; 32], payload: &[u8]) -> [u8; 32] {
    kdf::sha256(&[b"abri/v1/journal/payload\0", salt, payload])
}

/// What is sealed of an entry's details: `salt[32] ‖ payload`. Erasing it erases both.
pub fn details(salt: &[u8; 32], payload: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut details = Zeroizing::new(Vec::with_capacity(salt.len() + payload.len()));
    details.extend_from_slice(salt);
    details.extend_from_slice(payload);
    details
}

/// The payload in opened details; `None` unless it is the one the entry committed to.
pub fn payload<'a>(details: &'a [u8], committed: &[u8; 32]) -> Option<&'a [u8]> {
    let (salt, payload) = details.split_first_chunk()?;
    kdf::same(&commitment(salt, payload), committed).then_some(payload)
}

/// The hash of an entry that follows `previous`.
pub fn link(vault: VaultId, entry: &Entry<'_>, previous: &[u8; 32]) -> [u8; 32] {
    // Codes are constants of the domain; a longer one would be cut the same way everywhere.
    let code = &entry.code.as_bytes()[..entry.code.len().min(255)];
    kdf::sha256(&[
        b"abri/v1/journal\0",
        vault.as_bytes(),
        &entry.number.to_be_bytes(),
        &entry.at.millis().to_be_bytes(),
        &[u8::try_from(code.len()).unwrap_or(u8::MAX)],
        code,
        &entry.commitment,
        previous,
    ])
}

/// Checks that entries with their stored hashes follow `from`, and gives the new head.
pub fn verify<'a>(
    vault: VaultId,
    from: Head,
    entries: impl IntoIterator<Item = (Entry<'a>, [u8; 32])>,
) -> Result<Head, Bad> {
    let mut head = from;
    for (entry, stored) in entries {
        let expected = head.number + 1;
        if entry.number != expected {
            return Err(Bad::Missing {
                expected,
                found: entry.number,
            });
        }
        let hash = link(vault, &entry, &head.hash);
        if hash != stored {
            return Err(Bad::Altered {
                number: entry.number,
            });
        }
        head = Head {
            number: entry.number,
            hash,
        };
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VAULT: VaultId = VaultId::from_bytes([1; 16]);

    fn chain() -> Vec<(Entry<'static>, [u8; 32])> {
        let mut previous = Head::EMPTY.hash;
        (1..=5)
            .map(|number| {
                let entry = Entry {
                    number,
                    at: Moment::from_millis(1000),
                    code: "document.added",
                    commitment: commitment(&[2; 32], &number.to_be_bytes()),
                };
                previous = link(VAULT, &entry, &previous);
                (entry, previous)
            })
            .collect()
    }

    #[test]
    fn a_sound_chain_gives_its_head() {
        let chain = chain();
        let head = verify(VAULT, Head::EMPTY, chain.clone()).unwrap();
        assert_eq!((head.number, head.hash), (5, chain[4].1));
        let middle = verify(VAULT, Head::EMPTY, chain[..2].to_vec()).unwrap();
        assert_eq!(verify(VAULT, middle, chain[2..].to_vec()), Ok(head));
    }

    #[test]
    fn details_are_those_committed_to_or_none() {
        let salt = salt();
        let committed = commitment(&salt, b"who and what");
        let sealed = details(&salt, b"who and what");
        assert_eq!(payload(&sealed, &committed), Some(&b"who and what"[..]));
        assert_eq!(payload(&details(&salt, b"else"), &committed), None);
        assert_eq!(payload(&sealed[..31], &committed), None);
    }

    #[test]
    fn the_first_bad_entry_is_named() {
        let altered = Err(Bad::Altered { number: 3 });
        let changed = |change: &dyn Fn(&mut Entry<'static>)| {
            let mut chain = chain();
            change(&mut chain[2].0);
            verify(VAULT, Head::EMPTY, chain)
        };
        assert_eq!(changed(&|entry| entry.code = "document.erased"), altered);
        assert_eq!(changed(&|entry| entry.at = Moment::from_millis(1)), altered);
        assert_eq!(changed(&|entry| entry.commitment[0] ^= 1), altered);
        let mut left_out = chain();
        left_out.remove(2);
        assert_eq!(
            verify(VAULT, Head::EMPTY, left_out),
            Err(Bad::Missing {
                expected: 3,
                found: 4
            })
        );
        let mut rehashed = chain();
        rehashed[2].1[0] ^= 1;
        assert_eq!(verify(VAULT, Head::EMPTY, rehashed), altered);
        assert_eq!(
            verify(VaultId::from_bytes([9; 16]), Head::EMPTY, chain()),
            Err(Bad::Altered { number: 1 })
        );
    }
}
