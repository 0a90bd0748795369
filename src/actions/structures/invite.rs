//! The operator invites somebody to a structure: a manager where there is none left.

use super::tell_managers;
use crate::actions::people::invitation;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::secrets::Secret;
use crate::domain::ids::StructureId;
use crate::domain::journal::{Details, Event};
use crate::domain::structure::{INVITATION, MOST_INVITATIONS, Role};
use crate::store::{person_invitations, structures};

/// Makes an invitation of seven days; the secret of its link.
pub async fn invite(abri: &Abri, structure: StructureId, role: Role) -> Outcome<Secret> {
    let (row, secret) = invitation::make(abri, structure, role, None, INVITATION);
    let mut tx = abri.store.durable.begin().await?;
    structures::read(&mut tx, structure)
        .await?
        .ok_or(Problem::NotFound)?;
    if !person_invitations::add(&mut tx, &row, MOST_INVITATIONS).await? {
        return Err(Problem::Field("team-invite-many"));
    }
    tx.commit().await?;
    let details = Details {
        role: Some(role),
        until: row.until.millis(),
        ..Details::default()
    };
    tell_managers(abri, structure, Event::StructureInvited, &details).await?;
    Ok(secret)
}
