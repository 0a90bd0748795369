//! The operator writes a structure down and invites its first manager.

use crate::actions::people::invitation;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::domain::ids::StructureId;
use crate::domain::structure::{INVITATION, MOST_INVITATIONS, Role, StructureName};
use crate::store::{person_invitations, structures};

/// Adds it; the secret of its first manager's link, which works once the structure is verified.
pub async fn create(abri: &Abri, name: &StructureName) -> Outcome<(StructureId, Secret)> {
    let id = StructureId::from_bytes(random::bytes());
    let (row, secret) = invitation::make(abri, id, Role::Manager, None, INVITATION);
    let mut tx = abri.store.durable.begin().await?;
    structures::add(&mut tx, id, name.as_str(), abri.now()).await?;
    if !person_invitations::add(&mut tx, &row, MOST_INVITATIONS).await? {
        return Err(Problem::Conflict);
    }
    tx.commit().await?;
    Ok((id, secret))
}
