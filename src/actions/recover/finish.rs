//! Both have made sure of the person, and the time is over: the slip opens the vault once, straight to a new card. All
//! other ways in, sessions and shares end with it. Where it was brought it leads there again until the new code is noted.

use super::{day, must_not_be_dead, of_slip, place, progress};
use crate::actions::checkpoints::compare;
use crate::actions::once::Once;
use crate::actions::open::Open;
use crate::actions::regain_control::{self, Case};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem, close_vault};
use crate::crypto::context::Purpose;
use crate::crypto::guardians as sealing;
use crate::crypto::lookups;
use crate::domain::access::Whose;
use crate::domain::slot::{Place, SlotKind};
use crate::store::{guardianships, recoveries, structures, vaults};

/// Makes the new card. `Field` while it may not be made yet; `WrongSecret` for a case that is over, and where what it rests
/// on does not stand any more.
pub async fn finish(abri: &Abri, once: &Once, on: Place) -> Outcome<Session> {
    match first(abri, once, on).await {
        Err(Problem::WrongSecret { .. } | Problem::SignInAgain | Problem::NotFound) => {
            once.again(abri).await
        }
        opened => opened,
    }
}

async fn first(abri: &Abri, once: &Once, on: Place) -> Outcome<Session> {
    const OVER: Problem = Problem::WrongSecret { left: None };
    let slip = &once.brought;
    let row = of_slip(abri, slip).await?;
    let now = abri.now();
    if !progress(&row).may_finish(now) {
        return Err(Problem::Field("recovery-not-ready"));
    }
    let (Some(vault), Some(sealed)) = (row.vault_id, &row.key) else {
        return Err(OVER);
    };
    let epoch = day(abri, row.until).await?;
    let at = place(Purpose::RecoveryKey, row.id, None);
    let case = sealing::case_identity(slip);
    let (from, key) = sealing::open_key(&case, &epoch, &at, sealed)?;
    if from > now {
        return Err(Problem::Field("recovery-not-ready"));
    }
    let mut tx = abri.store.durable.look().await?;
    let agreement = guardianships::of_vault(&mut tx, vault).await?.ok_or(OVER)?;
    let stored = vaults::read(&mut tx, vault).await?.ok_or(OVER)?;
    let structure = structures::read(&mut tx, row.structure_id).await?;
    let structure = structure.ok_or(OVER)?;
    drop(tx);
    // The case was found by who came; the seal vouches below for whom the agreement names.
    let stands = row.agreement == Some(agreement.id)
        && agreement.lookup == row.lookup
        && agreement.generation == stored.generation
        && structure.state() == crate::domain::structure::State::Open
        && !close_vault::is_due(abri, &stored);
    if !stands
        || compare::compare(abri, vault).await?
        || !must_not_be_dead(abri, row.id, &agreement).await?
    {
        return Err(OVER);
    }
    let open = Open::new(vault, agreement.generation, key, Whose::Beneficiary);
    // The row of the slip stands for a way in until the new card is made.
    let slot = lookups::id(lookups::Kind::Recovery, slip.expose());
    let mut session = once.begin(abri, open, on, (SlotKind::Card, slot)).await?;
    let case = Case {
        id: row.id,
        agreement: agreement.id,
        structure: &structure.name,
    };
    regain_control::recover(abri, &mut session, case).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    recoveries::delete(&mut tx, row.id).await?;
    tx.commit().await?;
    Ok(session)
}
