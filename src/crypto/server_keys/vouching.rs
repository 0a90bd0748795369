//! MACs beside rows: whoever can only write to the database makes none, and what has a wrong one counts for nothing.

use super::ServerKeys;
use crate::crypto::kdf;
use crate::domain::ids::{DocumentId, StructureId, VaultId};
use crate::domain::recovery::Seat;
use crate::domain::time::Moment;

/// Whose public key a MAC vouches for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The inbox of a vault.
    Inbox,
    /// A professional: the key that they sign with, their structure and role.
    Member,
}

impl ServerKeys {
    /// MAC of a deposit number: `"abri/v1/deposit-number" 0x00 ‖ vault id[16] ‖ generation u32be ‖ its id[32] ‖
    /// state`. Whoever can only write to the database leads it to no other vault and switches none on.
    pub fn number_mac(
        &self,
        (vault, generation): (VaultId, u32),
        id: &[u8; 32],
        state: &str,
    ) -> [u8; 32] {
        kdf::hmac(
            self.recipients.expose(),
            &[
                b"abri/v1/deposit-number\0",
                vault.as_bytes(),
                &generation.to_be_bytes(),
                id,
                state.as_bytes(),
            ],
        )
    }

    /// Whether a stored MAC is that of this number in this state.
    pub fn is_number(&self, vault: (VaultId, u32), id: &[u8; 32], state: &str, mac: &[u8]) -> bool {
        kdf::same(&self.number_mac(vault, id, state), mac)
    }

    /// MAC of the moment at which a vault is closed: `"abri/v1/closing" 0x00 ‖ vault id[16] ‖ generation u32be ‖
    /// milliseconds UTC i64be`. Whoever can only write to the database closes no vault.
    pub fn closing_mac(&self, (vault, generation): (VaultId, u32), at: Moment) -> [u8; 32] {
        kdf::hmac(
            self.recipients.expose(),
            &[
                b"abri/v1/closing\0",
                vault.as_bytes(),
                &generation.to_be_bytes(),
                &at.millis().to_be_bytes(),
            ],
        )
    }

    /// Whether a stored MAC is that of this moment.
    pub fn closes(&self, vault: (VaultId, u32), at: Moment, mac: &[u8]) -> bool {
        kdf::same(&self.closing_mac(vault, at), mac)
    }

    /// MAC of the moment at which a paper was removed: `"abri/v1/removal" 0x00 ‖ vault id[16] ‖ document id[16] ‖
    /// milliseconds UTC i64be`. Whoever can only write to the database has no paper destroyed by the round that does so
    /// after seven days.
    pub fn removal_mac(&self, vault: VaultId, paper: DocumentId, at: Moment) -> [u8; 32] {
        kdf::hmac(
            self.recipients.expose(),
            &[
                b"abri/v1/removal\0",
                vault.as_bytes(),
                paper.as_bytes(),
                &at.millis().to_be_bytes(),
            ],
        )
    }

    /// Whether a stored MAC is that of this moment.
    pub fn removes(&self, vault: VaultId, paper: DocumentId, at: Moment, mac: &[u8]) -> bool {
        kdf::same(&self.removal_mac(vault, paper, at), mac)
    }

    /// MAC of a published recipient: `"abri/v1/recipient" 0x00 ‖ owner ‖ 0x00 ‖ vault id[16] ‖
    /// generation u32be ‖ recipient`. Whoever can only write to the database cannot swap it.
    pub fn recipient_mac(
        &self,
        owner: Owner,
        vault: VaultId,
        generation: u32,
        recipient: &[u8],
    ) -> [u8; 32] {
        let owner: &[u8] = match owner {
            Owner::Inbox => b"inbox",
            Owner::Member => b"member",
        };
        kdf::hmac(
            self.recipients.expose(),
            &[
                b"abri/v1/recipient\0",
                owner,
                &[0],
                vault.as_bytes(),
                &generation.to_be_bytes(),
                recipient,
            ],
        )
    }

    /// Whether a stored MAC vouches for this recipient.
    pub fn vouches_for(
        &self,
        owner: Owner,
        vault: VaultId,
        generation: u32,
        recipient: &[u8],
        mac: &[u8],
    ) -> bool {
        kdf::same(
            &self.recipient_mac(owner, vault, generation, recipient),
            mac,
        )
    }

    /// MAC of an invitation to work at a structure: `"abri/v1/join" 0x00 ‖ its id[32] ‖ terms`. Whoever
    /// can only write to the database invites nobody.
    pub fn join_mac(&self, id: &[u8; 32], terms: &[u8]) -> [u8; 32] {
        kdf::hmac(self.recipients.expose(), &[b"abri/v1/join\0", id, terms])
    }

    /// Whether a stored MAC is that of this invitation.
    pub fn invites(&self, id: &[u8; 32], terms: &[u8], mac: &[u8]) -> bool {
        kdf::same(&self.join_mac(id, terms), mac)
    }

    /// MAC of a seat's public key: `"abri/v1/seat" 0x00 ‖ structure id[16] ‖ seat u32be ‖ recipient`. Whoever can only
    /// write to the database cannot swap it.
    pub fn seat_mac(&self, structure: StructureId, seat: Seat, recipient: &[u8]) -> [u8; 32] {
        kdf::hmac(
            self.recipients.expose(),
            &[
                b"abri/v1/seat\0",
                structure.as_bytes(),
                &seat.number().to_be_bytes(),
                recipient,
            ],
        )
    }

    /// Whether a stored MAC is that of this seat's key.
    pub fn is_seat(
        &self,
        structure: StructureId,
        seat: Seat,
        recipient: &[u8],
        mac: &[u8],
    ) -> bool {
        kdf::same(&self.seat_mac(structure, seat, recipient), mac)
    }

    /// MAC of a colleague whom a manager named to a seat: whoever can only write to the database names nobody.
    pub fn newcomer_mac(
        &self,
        structure: StructureId,
        (seat, person): (Seat, VaultId),
        name: &[u8],
    ) -> [u8; 32] {
        kdf::hmac(
            self.recipients.expose(),
            &[
                b"abri/v1/newcomer\0",
                structure.as_bytes(),
                &seat.number().to_be_bytes(),
                person.as_bytes(),
                name,
            ],
        )
    }

    /// Whether a stored MAC is that of this colleague.
    pub fn is_newcomer(
        &self,
        structure: StructureId,
        place: (Seat, VaultId),
        name: &[u8],
        mac: &[u8],
    ) -> bool {
        kdf::same(&self.newcomer_mac(structure, place, name), mac)
    }

    /// MAC of a case, over all that its row says: whoever can only write to the database neither shortens it nor turns it to
    /// another vault.
    pub fn recovery_mac(&self, row: &[u8]) -> [u8; 32] {
        kdf::hmac(self.recipients.expose(), &[b"abri/v1/recovery\0", row])
    }

    /// Whether a stored MAC is that of this case.
    pub fn is_recovery(&self, row: &[u8], mac: &[u8]) -> bool {
        kdf::same(&self.recovery_mac(row), mac)
    }
}
