//! Names of what is dead for good: `HMAC-SHA256(key, "abri/v1/tombstone" 0x00 ‖ kind ‖ 0x00 ‖ id)`, the
//! first half of it in hexadecimal.
//!
//! Whoever reads the list learns nothing; whoever holds an old backup can tell what must not come
//! back.

use data_encoding::HEXLOWER;

use crate::crypto::kdf;
use crate::crypto::secrets::Key;

/// What died.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A document, all its versions; the id is that of the document.
    Document,
    /// One object; the id is its name.
    Object,
    /// What a way in held, until it was taken away or its code changed; the id is the hash of that.
    /// The way in's own id would not do: words chosen again, or another code, keep it.
    Sealing,
    /// A professional's account; the id is that of its vault.
    Account,
    /// A vault that its person closed; the id is its own.
    Vault,
    /// Agreement to be helped back in that was stopped; the id is its own.
    Guardianship,
    /// A case of somebody who lost everything that was refused; the id is its own.
    Recovery,
    /// An address for notices that was stopped or replaced; the id is its envelope.
    Notice,
}

impl Kind {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Document => b"document",
            Self::Object => b"object",
            Self::Sealing => b"sealing",
            Self::Account => b"account",
            Self::Vault => b"vault",
            Self::Guardianship => b"guardianship",
            Self::Recovery => b"recovery",
            Self::Notice => b"notice",
        }
    }
}

/// What makes the names: a key of the installation, so that nobody who writes tables or objects marks anything as dead.
pub struct Names(Key);

impl Names {
    pub(super) const fn new(key: Key) -> Self {
        Self(key)
    }

    /// The name of a tombstone: 32 hexadecimal digits.
    pub fn name(&self, kind: Kind, id: &[u8]) -> String {
        let hash = kdf::hmac(
            self.0.expose(),
            &[b"abri/v1/tombstone\0", kind.label(), &[0], id],
        );
        HEXLOWER.encode(&hash[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_installations_do_not_share_names() {
        let names = |byte| Names::new(Key::from_slice(&[byte; 32]).unwrap());
        let (one, other) = (names(7), names(8));
        let id = [1; 16];
        assert_ne!(one.name(Kind::Document, &id), one.name(Kind::Object, &id));
        assert_ne!(
            one.name(Kind::Document, &id),
            other.name(Kind::Document, &id)
        );
        // printf 'abri/v1/tombstone\0document\0' + sixteen bytes 01, through openssl's HMAC with thirty-two bytes 07
        assert_eq!(
            one.name(Kind::Document, &id),
            "75a1cc6dbc16f755dc21f944f24e4aca"
        );
    }
}
