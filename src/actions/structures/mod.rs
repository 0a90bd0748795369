//! Structures: what their operator does with them. Each act is told in the journals of their managers.

pub mod create;
pub mod invite;
pub mod list;
pub mod open;

use super::change::LockedChange;
use super::{Abri, Outcome};
use crate::domain::ids::StructureId;
use crate::domain::journal::{Details, Event};
use crate::domain::structure::Role;
use crate::store::people;

/// Tells something in the journal of every manager of a structure.
pub(super) async fn tell_managers(
    abri: &Abri,
    structure: StructureId,
    event: Event,
    details: &Details,
) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    let people = people::of_structure(&mut tx, structure).await?;
    drop(tx);
    let managers = people
        .iter()
        .filter(|row| row.role == Role::Manager && row.deactivated_at.is_none());
    for manager in managers {
        let mut change = LockedChange::begin(abri, manager.vault_id).await?;
        change.tell(event, details).await?;
        change.commit().await?;
    }
    Ok(())
}
