//! Invitations as rows: made by a manager, by the operator, or for a colleague who is helped back in.

use crate::actions::Abri;
use crate::crypto::lookups::{self, Kind};
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::structure::Role;
use crate::domain::time::Span;
use crate::store::person_invitations::PersonInvitationRow;

/// A new one, and the secret of its link.
pub(in crate::actions) fn make(
    abri: &Abri,
    structure: StructureId,
    role: Role,
    invited_by: Option<VaultId>,
    lasts: Span,
) -> (PersonInvitationRow, Secret) {
    let secret = random::secret();
    let now = abri.now();
    let mut row = PersonInvitationRow {
        id: id(&secret),
        structure_id: structure,
        role,
        invited_by,
        mac: [0; 32],
        made_at: now,
        until: now + lasts,
        used_at: None,
    };
    row.mac = abri.keys.join_mac(&row.id, &terms(&row));
    (row, secret)
}

/// Whether this installation made it, for this structure, role and end.
pub(super) fn is_ours(abri: &Abri, row: &PersonInvitationRow) -> bool {
    abri.keys.invites(&row.id, &terms(row), &row.mac)
}

/// What an invitation is found by.
pub(super) fn id(secret: &Secret) -> [u8; 32] {
    lookups::id(Kind::Join, secret.expose())
}

/// `structure id[16] ‖ inviting vault's id[16], or zeros ‖ end i64be ‖ role`.
fn terms(row: &PersonInvitationRow) -> Vec<u8> {
    let by = row.invited_by.map_or([0; 16], |by| *by.as_bytes());
    [
        &row.structure_id.as_bytes()[..],
        &by,
        &row.until.millis().to_be_bytes(),
        row.role.as_str().as_bytes(),
    ]
    .concat()
}
