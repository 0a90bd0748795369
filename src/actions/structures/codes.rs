//! Whether a structure wants its professionals to type a code of an application before they add a way in.

use super::tell_managers;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::StructureId;
use crate::domain::journal::{Details, Event};
use crate::store::structures;

/// Whether it wants them.
pub async fn wanted(abri: &Abri, id: StructureId) -> Outcome<bool> {
    let mut tx = abri.store.durable.read().await?;
    let row = structures::read(&mut tx, id).await?;
    Ok(row.ok_or(Problem::NotFound)?.codes_wanted_at.is_some())
}

/// It wants them from now on: whoever works there adds an application first. `Conflict` if it did already.
pub async fn want(abri: &Abri, id: StructureId) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    let row = structures::read(&mut tx, id).await?;
    row.ok_or(Problem::NotFound)?;
    structures::want_codes(&mut tx, id, abri.now()).await?;
    tx.commit().await?;
    tell_managers(abri, id, Event::CodesWanted, &Details::default()).await
}

/// It wants them no more. Applications stay with their accounts, and nobody is asked for a code. `Conflict` if it
/// did not.
pub async fn want_none(abri: &Abri, id: StructureId) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    let row = structures::read(&mut tx, id).await?;
    row.ok_or(Problem::NotFound)?;
    structures::want_no_codes(&mut tx, id).await?;
    tx.commit().await?;
    tell_managers(abri, id, Event::CodesUnwanted, &Details::default()).await
}
