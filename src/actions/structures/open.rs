//! The operator opens a structure, or stops it for a while.

use super::tell_managers;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::StructureId;
use crate::domain::journal::{Details, Event};
use crate::store::{people, sessions, structures};

/// The operator made sure that it is what it says: from now on people can work there. `Conflict` if they
/// had already.
pub async fn verify(abri: &Abri, id: StructureId) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    structures::read(&mut tx, id)
        .await?
        .ok_or(Problem::NotFound)?;
    structures::verify(&mut tx, id, abri.now()).await?;
    tx.commit().await?;
    tell_managers(abri, id, Event::StructureVerified, &Details::default()).await
}

/// Nobody works there from now on, on any node: each request asks. `Conflict` if that was so.
pub async fn suspend(abri: &Abri, id: StructureId) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    structures::read(&mut tx, id)
        .await?
        .ok_or(Problem::NotFound)?;
    structures::suspend(&mut tx, id, abri.now()).await?;
    let people = people::of_structure(&mut tx, id).await?;
    tx.commit().await?;
    // Else a session that slept meanwhile would go on once it is resumed.
    let mut tx = abri.store.ephemeral.begin().await?;
    for person in &people {
        sessions::delete_of_vault(&mut tx, person.vault_id, None).await?;
    }
    tx.commit().await?;
    tell_managers(abri, id, Event::StructureSuspended, &Details::default()).await
}

/// People work there again. `Conflict` if they did.
pub async fn resume(abri: &Abri, id: StructureId) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    structures::read(&mut tx, id)
        .await?
        .ok_or(Problem::NotFound)?;
    structures::resume(&mut tx, id).await?;
    tx.commit().await?;
    tell_managers(abri, id, Event::StructureResumed, &Details::default()).await
}
