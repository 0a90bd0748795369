//! Taking a backup back, into empty tables.
//!
//! Nothing that ended comes back: the keys of days were never in the backup, running shares are
//! ended, and what has a tombstone is erased again.

use std::path::{Path, PathBuf};

use super::format::{self, Manifest, Named};
use super::prune::Backups;
use super::{Carried, Lost, carry_folders, carry_or_mend, is_named, objects, prune};
use crate::actions::change::LockedChange;
use crate::actions::checkpoints::{append, heads};
use crate::actions::every_vault::Walk;
use crate::actions::tombstones::{self, Replayed};
use crate::actions::{Abri, Outcome, Problem, deposits};
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::store::vaults;
use crate::store::{
    DurableTx, appointments, closing, consents, copy, grants, help_cases, invitations, marks,
    person_invitations, recoveries, requests, sessions, viewings,
};

const BEGUN: &str = "restore_begun";
const DONE: &str = "restore_done";

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    /// When the backup was made, milliseconds UTC.
    pub made_at: i64,
    /// Rows put back.
    pub rows: u64,
    /// Objects put back.
    pub copied: u64,
    /// Objects that were there.
    pub kept: u64,
    /// Objects that a row names and that the backup does not have as they were.
    pub lost: Vec<Lost>,
    /// What was erased again.
    pub replayed: Replayed,
    /// Shares that were running then and are ended now.
    pub ended: u64,
    /// Why what follows the rows is not done yet: the service does it before it listens.
    pub unfinished: Option<Problem>,
}

/// Restores the newest backup of the folder, or the one called `name`. `Conflict` unless the tables
/// and (but for `keep_objects`) the objects are empty.
pub async fn restore(
    abri: &Abri,
    folder: &Path,
    name: Option<&str>,
    keep_objects: bool,
) -> Outcome<Restored> {
    must_be_empty(abri, keep_objects).await?;
    let (backup, manifest) = choose(folder, name)?;
    let tables = backup.join(format::TABLES);
    if format::measure(&tables)? != (manifest.tables_bytes, manifest.tables_digest.clone()) {
        return Err(Problem::Damaged("rows of the backup"));
    }
    let named = look_over(abri, &tables, &manifest)?;
    // Objects first: no row ever stands without its object because a restore broke off.
    let (stored, own) = (objects(folder)?, abri.objects.being_filled());
    carry_folders(&stored, &own).await?;
    let (mut copied, mut kept, mut lost) = (0, 0, Vec::new());
    for one in &named {
        match carry_or_mend(&stored, &own, one).await? {
            Ok(Carried::Copied | Carried::Mended(_)) => copied += 1,
            Ok(Carried::Kept) => kept += 1,
            Err(why) => lost.push((one, why)),
        }
    }
    put_rows_back(abri, &tables).await?;
    let (done, unfinished) = match finish(abri).await {
        Ok(done) => (done, None),
        Err(problem) => (None, Some(problem)),
    };
    let (replayed, ended) = done.unwrap_or_default();
    let mut restored = Restored {
        made_at: manifest.made_at,
        rows: manifest.rows.values().sum(),
        copied,
        kept,
        lost: Vec::new(),
        replayed,
        ended,
        unfinished,
    };
    for (one, why) in lost {
        // A paper that is dead again misses nothing.
        if is_named(abri, one).await? {
            restored.lost.push(Lost {
                object: one.object.clone(),
                why,
            });
        }
    }
    Ok(restored)
}

/// Finishes a restore whose rows are back: erases again what is dead, ends what was running, tells
/// each person. `None` when there is none to finish. A service does it before it listens, should the
/// restore itself have broken off.
pub async fn finish(abri: &Abri) -> Outcome<Option<(Replayed, u64)>> {
    let mut tx = abri.store.durable.read().await?;
    let begun = marks::read(&mut tx, BEGUN).await?.unwrap_or(0);
    let done = marks::read(&mut tx, DONE).await?.unwrap_or(0);
    drop(tx);
    if begun <= done {
        return Ok(None);
    }
    let replayed = tombstones::replay(abri).await?;
    let ended = end_all(abri).await?;
    forget_heads(abri).await?;
    if let Err(problem) = append::restored(abri).await {
        // What the backup holds is back all the same; the check says what is wrong with the log.
        tracing::error!(%problem, "the restore is not in the log of checkpoints");
    }
    let mut tx = abri.store.durable.begin().await?;
    marks::raise(&mut tx, DONE, begun).await?;
    tx.commit().await?;
    Ok(Some((replayed, ended)))
}

/// Reads every row before anything is written, and refuses other secrets than those of the backup; the objects that
/// the rows name.
fn look_over(abri: &Abri, tables: &Path, manifest: &Manifest) -> Outcome<Vec<Named>> {
    let others = manifest.other_secrets(&abri.keys);
    if !others.is_empty() {
        return Err(Problem::Unavailable(format!(
            "these secrets are not those of this backup, which wants {} (`abri secrets names` says what they are called)",
            others.join(", ")
        )));
    }
    let (mut named, mut first) = (Vec::new(), None);
    for row in format::rows(tables)? {
        let (table, row) = row?;
        named.extend(Named::of(table, &row));
        first = first.or_else(|| format::vouched(table, &row, &abri.keys));
    }
    // A backup that names no secrets: one vault tells at least whether the recipients key is its own.
    if manifest.secrets.is_empty() && first == Some(false) {
        return Err(Problem::Damaged("secrets: not those of this backup"));
    }
    Ok(named)
}

async fn must_be_empty(abri: &Abri, keep_objects: bool) -> Outcome<()> {
    let mut tx = abri.store.durable.read().await?;
    must_hold_no_vault(&mut tx).await?;
    drop(tx);
    if !keep_objects && (abri.objects.holds_any("d").await? || abri.objects.holds_any("p").await?) {
        return Err(Problem::Conflict);
    }
    Ok(())
}

async fn must_hold_no_vault(tx: &mut DurableTx) -> Outcome<()> {
    if vaults::after(tx, None, 1).await?.is_empty() {
        Ok(())
    } else {
        Err(Problem::Conflict)
    }
}

fn choose(folder: &Path, name: Option<&str>) -> Outcome<(PathBuf, Manifest)> {
    if let Some(name) = name {
        let path = folder.join(name);
        let manifest = Manifest::read(&path)?;
        return Ok((path, manifest));
    }
    let Backups {
        mut whole, unread, ..
    } = prune::backups(folder)?;
    // It may be the newest: not passed over in silence.
    if let Some(problem) = unread.into_iter().next() {
        return Err(match problem {
            Problem::Unavailable(why) => {
                Problem::Unavailable(format!("{why}; or say with --name which backup to take"))
            }
            other => other,
        });
    }
    whole
        .pop()
        .ok_or_else(|| Problem::Unavailable(format!("{} holds no whole backup", folder.display())))
}

/// All rows in one transaction: after a failure the tables are as empty as before. `Conflict` where somebody opened a vault meanwhile,
/// in a service that was not stopped.
async fn put_rows_back(abri: &Abri, path: &Path) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    must_hold_no_vault(&mut tx).await?;
    for row in format::rows(path)? {
        let (table, row) = row?;
        copy::write(&mut tx, table, &row).await?;
    }
    // Which of them were used since, a backup does not know.
    person_invitations::delete_unused(&mut tx).await?;
    help_cases::delete_all(&mut tx).await?;
    // Higher than in the backup, which may come from a service that was restored itself.
    let before = marks::read(&mut tx, DONE).await?.unwrap_or(0);
    marks::raise(&mut tx, BEGUN, abri.now().millis().max(before + 1)).await?;
    Ok(tx.commit().await?)
}

/// Ends what was running and tells each person; how many shares ended.
pub(super) async fn end_all(abri: &Abri) -> Outcome<u64> {
    // Which cases were refused since, tables that were put back do not know.
    let mut tx = abri.store.ephemeral.begin().await?;
    recoveries::delete_all(&mut tx).await?;
    tx.commit().await?;
    let mut walk = Walk::default();
    let mut ended = 0;
    loop {
        let vaults = walk.next(abri).await?;
        if vaults.is_empty() {
            return Ok(ended);
        }
        for vault in vaults {
            match end(abri, vault.id).await {
                Ok(shares) => ended += shares,
                // Its inbox was tampered with: what ran of it is over, and the check says why it is not told.
                Err(Problem::Damaged(what)) => {
                    tracing::error!(what, "a restore is not told in a vault");
                }
                Err(other) => return Err(other),
            }
        }
    }
}

/// Everybody is told of the restore: no journal is compared with what was logged of it before.
async fn forget_heads(abri: &Abri) -> Outcome<()> {
    let mut walk = Walk::default();
    loop {
        let vaults = walk.next(abri).await?;
        if vaults.is_empty() {
            return Ok(());
        }
        for vault in vaults {
            heads::forget(abri, vault.id).await?;
        }
    }
}

async fn end(abri: &Abri, vault: VaultId) -> Outcome<u64> {
    // Taking away: what passes first. A restore beside tables that survived must not keep a session.
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::delete_of_vault(&mut tx, vault, None).await?;
    viewings::delete_of_vault(&mut tx, vault).await?;
    grants::delete_of_vault(&mut tx, vault).await?;
    requests::delete_of_vault(&mut tx, vault).await?;
    appointments::end_of_person(&mut tx, vault).await?;
    tx.commit().await?;
    deposits::end_before_restored(abri, vault).await?;
    let mut change = LockedChange::begin(abri, vault).await?;
    let (generation, now) = (change.vault().generation, change.now());
    let ended = consents::withdraw_all(change.tx(), vault, generation, now).await?;
    invitations::withdraw_all(change.tx(), vault, generation, now).await?;
    deposits::off_after_restore(abri, &mut change).await?;
    if change.vault().closes_at.is_some() {
        // Whether the person still wants it, a backup does not know. Of a vault that was closed since there is a tombstone.
        closing::set(change.tx(), vault, generation, None).await?;
        change
            .tell(Event::ClosingStopped, &Details::default())
            .await?;
    }
    let details = Details {
        count: u32::try_from(ended.len()).unwrap_or(u32::MAX),
        ..Details::default()
    };
    change.tell(Event::Restored, &details).await?;
    change.commit().await?;
    Ok(ended.len() as u64)
}
