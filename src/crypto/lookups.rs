//! Names of rows that are found by a secret: `SHA-256("abri/v1/id/" ‖ kind ‖ 0x00 ‖ secret)`.
//!
//! The secret itself is never stored. 128 random bits need no pepper and no slow hash.

use crate::crypto::kdf;

/// What the secret belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An access card.
    Card,
    /// A phone or personal computer.
    Device,
    /// A rescue sheet.
    Rescue,
    /// A professional's computer.
    Desk,
    /// A professional's printed card.
    DeskCard,
    /// A professional's passkey.
    Passkey,
    /// An invitation to work at a structure.
    Join,
    /// A session cookie.
    Session,
    /// The link of a share.
    Share,
    /// A viewing cookie.
    Viewing,
    /// A short code, or the cookie of the computer that asks.
    Request,
    /// A link by which papers are put in.
    Invitation,
    /// Leave to put papers in, given to a mediator by a code.
    MediatorInvitation,
    /// A deposit that a mediator has under way, by the secret of their session.
    Mediation,
    /// A phone's leave to put papers in.
    Pairing,
    /// Whoever puts papers in, told apart by random bytes of their own.
    Depositor,
    /// The slip of somebody who lost everything.
    Recovery,
}

impl Kind {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Card => b"card",
            Self::Device => b"device",
            Self::Rescue => b"rescue",
            Self::Desk => b"desk",
            Self::DeskCard => b"desk-card",
            Self::Passkey => b"passkey",
            Self::Join => b"join",
            Self::Session => b"session",
            Self::Share => b"share",
            Self::Viewing => b"viewing",
            Self::Request => b"request",
            Self::Invitation => b"invitation",
            Self::MediatorInvitation => b"mediator-invitation",
            Self::Mediation => b"mediation",
            Self::Pairing => b"pairing",
            Self::Depositor => b"depositor",
            Self::Recovery => b"recovery",
        }
    }
}

/// The row id for a secret of this kind.
pub fn id(kind: Kind, secret: &[u8]) -> [u8; 32] {
    kdf::sha256(&[b"abri/v1/id/", kind.label(), &[0], secret])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_do_not_share_ids() {
        assert_ne!(id(Kind::Card, &[1; 16]), id(Kind::Device, &[1; 16]));
        assert_eq!(
            data_encoding::HEXLOWER.encode(&id(Kind::Card, &[1; 16])),
            // printf 'abri/v1/id/card\0' + sixteen bytes 01, through sha256sum
            "b784e75ae47a1e682d1c4fbf540674cfaa97e7489047674e34a3f8c998f3f791"
        );
    }
}
