//! Unusual numbers of a day are told to the managers of whoever they belong to, once a day and number.
//!
//! A job tells them: what was counted lasts, so that a crash forgets no alarm, and the mark that a manager was
//! told is one transaction with the entry, so that none is told twice, by two nodes either. The entry names the
//! colleague by their id: only the manager can read the name.

use std::collections::HashSet;

use super::names;
use crate::actions::change::LockedChange;
use crate::actions::look_back::{Entry, Known};
use crate::actions::open::Open;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::quota::USUAL_DAYS;
use crate::domain::structure::Role;
use crate::store::people;
use crate::store::work_counts::{self, ComparedRow};

/// Tells what is unusual of today and, since a day ends between two rounds, of yesterday; how many entries it
/// made.
pub async fn tell(abri: &Abri) -> Outcome<u64> {
    let since = abri.now().day().plus(-1);
    let mut tx = abri.store.durable.read().await?;
    let mut unusual = work_counts::compared(&mut tx, since, USUAL_DAYS).await?;
    unusual.retain(|row| abri.work.is_unusual(row.what, row.count, row.before));
    if unusual.is_empty() {
        return Ok(0);
    }
    let told: HashSet<_> = work_counts::alarms_since(&mut tx, since)
        .await?
        .into_iter()
        .map(|row| (row.manager, row.professional, row.day, row.what))
        .collect();
    let mut missing = Vec::new();
    for row in &unusual {
        let people = people::of_structure(&mut tx, row.structure_id).await?;
        let managers = people.iter().filter(|one| {
            one.role == Role::Manager
                && one.deactivated_at.is_none()
                && one.vault_id != row.professional
        });
        missing.extend(
            managers
                .map(|one| (one.vault_id, row))
                .filter(|(to, row)| !told.contains(&(*to, row.professional, row.day, row.what))),
        );
    }
    drop(tx);
    let mut entries = 0;
    for (manager, row) in missing {
        match tell_one(abri, manager, row).await {
            Ok(told) => entries += u64::from(told),
            // Its vault was tampered with: the check says so, and the others are told.
            Err(Problem::Damaged(what)) => {
                tracing::error!(what, "a manager is not told of a number");
            }
            Err(problem) => return Err(problem),
        }
    }
    Ok(entries)
}

async fn tell_one(abri: &Abri, manager: VaultId, row: &ComparedRow) -> Outcome<bool> {
    let mut change = LockedChange::begin(abri, manager).await?;
    if !work_counts::alarm(change.tx(), manager, row).await? {
        return Ok(false);
    }
    let details = Details {
        colleague: row.professional.to_string(),
        work: Some(row.what),
        count: u32::try_from(row.count).unwrap_or(u32::MAX),
        until: row.day.start().millis(),
        ..Details::default()
    };
    change.tell(Event::UnusualWork, &details).await?;
    change.commit().await?;
    Ok(true)
}

/// Puts the names that this manager knows into entries that name colleagues by their ids.
pub async fn name_colleagues(abri: &Abri, open: &Open, entries: &mut [Entry]) -> Outcome<()> {
    let mut without = entries
        .iter_mut()
        .filter_map(|entry| match &mut entry.known {
            Known::All(details) if !details.colleague.is_empty() => Some(details),
            _ => None,
        });
    let Some(first) = without.next() else {
        return Ok(());
    };
    let known = names::known(abri, open).await?;
    for details in std::iter::once(first).chain(without) {
        let name = details.colleague.parse().ok();
        let name = name.and_then(|id: VaultId| known.get(&id));
        if let Some(name) = name {
            name.name.as_str().clone_into(&mut details.person);
        }
    }
    Ok(())
}
