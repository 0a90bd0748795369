//! Tombstones: what was erased must not come back with an old backup.
//!
//! They lie beside the objects, outside the tables (`tombstones/<day>/<hash>`), are kept longer than
//! any backup, and are replayed before a restored service listens.
//!
//! Who erases writes: a paper destroyed → [`Kind::Document`] with its id (or, when only the object
//! is known, as in the finishing of a removal → [`Kind::Object`] with its name, before the object is
//! deleted); a way in removed, replaced, or whose code changed → `bury` on the change, which notes in its
//! transaction that [`Kind::Sealing`] is owed and writes it once that is committed: a change that did not happen
//! must leave nothing behind, and one that did is buried later if the objects are away.

use std::collections::HashSet;

use super::change::LockedChange;
use super::every_vault::Walk;
use super::people::deactivate;
use super::{Abri, Outcome, Problem, close_vault, objects, state};
use crate::blobs::{self, Blobs};
pub use crate::crypto::tombstones::Kind;
use crate::crypto::tombstones::Names;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::time::Day;
use crate::store::deposits::{self, DepositRow};
use crate::store::documents::{self, DocumentRow};
use crate::store::slots::{self, SlotRow};
use crate::store::{destroyed, guardianships, notices, people, vaults};
use bytes::Bytes;
use futures_util::TryStreamExt;

const FOLDER: &str = "tombstones";

/// Marks something as dead for good; written twice, it stays what it was.
pub async fn write(abri: &Abri, kind: Kind, id: &[u8]) -> Outcome<()> {
    let names = abri.keys.tombstones();
    put(&abri.objects, &object(&names, abri.now().day(), kind, id)).await
}

/// The name under which a tombstone of that day lies.
pub(super) fn object(names: &Names, day: Day, kind: Kind, id: &[u8]) -> String {
    format!("{FOLDER}/{}/{}", day.number(), names.name(kind, id))
}

/// Whether an object of this name is a tombstone.
pub(super) fn is_one(object: &str) -> bool {
    object
        .strip_prefix(FOLDER)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Writes one by its name.
pub(super) async fn put(objects: &Blobs, object: &str) -> Outcome<()> {
    match objects.put(object, Bytes::from_static(b"-")).await {
        Ok(()) | Err(blobs::Error::Exists) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The id of what a way in holds now, for [`Kind::Sealing`].
pub fn sealing(row: &SlotRow) -> Vec<u8> {
    state::slot_leaf(row).to_hex().into_bytes()
}

/// What a replay took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Versions of papers.
    pub papers: usize,
    /// Ways in.
    pub slots: usize,
}

/// Erases again whatever has a tombstone. For a restored service, before it listens.
pub async fn replay(abri: &Abri) -> Outcome<Replayed> {
    objects::pay_tombstones(abri).await?;
    let dead = Dead::read(abri).await?;
    let mut replayed = Replayed::default();
    let mut walk = Walk::default();
    loop {
        let vaults = walk.next(abri).await?;
        if vaults.is_empty() {
            return Ok(replayed);
        }
        for vault in &vaults {
            let done = bury(abri, vault.id, &dead).await?;
            replayed.papers += done.papers;
            replayed.slots += done.slots;
        }
    }
}

/// The names of all tombstones.
pub(super) struct Dead {
    there: HashSet<String>,
    names: Names,
}

/// Whether this vault is being erased, or was: its tombstone comes before anything else goes. Reads them all, for the seldom moment at
/// which something of a vault is missed.
pub(super) async fn is_erased(abri: &Abri, vault: VaultId) -> Outcome<bool> {
    Ok(Dead::read(abri).await?.has(Kind::Vault, vault.as_bytes()))
}

impl Dead {
    /// Reads them all.
    pub(super) async fn read(abri: &Abri) -> Outcome<Self> {
        let there = abri
            .objects
            .list(FOLDER)
            .map_ok(|listed| listed.name.rsplit('/').next().unwrap_or("").to_owned())
            .try_collect()
            .await
            .map_err(Problem::from)?;
        Ok(Self {
            there,
            names: abri.keys.tombstones(),
        })
    }

    /// Whether this is dead.
    pub(super) fn has(&self, kind: Kind, id: &[u8]) -> bool {
        self.there.contains(&self.names.name(kind, id))
    }

    fn paper(&self, row: &DocumentRow) -> bool {
        self.has(Kind::Document, row.id.as_bytes()) || self.has(Kind::Object, row.object.as_bytes())
    }

    /// A paper that was put in and not taken in yet.
    fn deposit(&self, row: &DepositRow) -> bool {
        self.has(Kind::Document, row.id.as_bytes()) || self.has(Kind::Object, row.object.as_bytes())
    }

    fn slot(&self, row: &SlotRow) -> bool {
        self.has(Kind::Sealing, &sealing(row))
    }
}

/// Closes again the account of a professional that was closed since.
async fn bury_account(abri: &Abri, vault: VaultId) -> Outcome<Replayed> {
    let mut change = LockedChange::begin(abri, vault).await?;
    let slots = slots::of_vault(change.tx(), vault).await?.len();
    let person = people::read(change.tx(), vault).await?;
    if let Some(person) = person.filter(|person| person.deactivated_at.is_none()) {
        deactivate::close(&mut change, person.structure_id, String::new()).await?;
        change.commit().await?;
    }
    Ok(Replayed { papers: 0, slots })
}

/// Erases again a vault that its person closed since.
async fn bury_vault(abri: &Abri, vault: VaultId) -> Outcome<Replayed> {
    let mut tx = abri.store.durable.read().await?;
    let papers = documents::of_vault(&mut tx, vault).await?.len();
    let slots = slots::of_vault(&mut tx, vault).await?.len();
    drop(tx);
    close_vault::erase(abri, vault).await?;
    Ok(Replayed { papers, slots })
}

async fn forget_address(change: &mut LockedChange, vault: VaultId) -> Outcome<()> {
    notices::erase(change.tx(), vault).await?;
    change
        .tell(Event::NoticesStopped, &Details::default())
        .await
}

async fn bury(abri: &Abri, vault: VaultId, dead: &Dead) -> Outcome<Replayed> {
    if dead.has(Kind::Account, vault.as_bytes()) {
        return bury_account(abri, vault).await;
    }
    if dead.has(Kind::Vault, vault.as_bytes()) {
        return bury_vault(abri, vault).await;
    }
    let mut tx = abri.store.durable.read().await?;
    let papers = documents::of_vault(&mut tx, vault).await?;
    let slots = slots::of_vault(&mut tx, vault).await?;
    let mut undone = deposits::sealed(&mut tx, vault).await?;
    let agreement = guardianships::of_vault(&mut tx, vault).await?;
    let address = notices::of_vault(&mut tx, vault).await?;
    drop(tx);
    let address = address.filter(|row| dead.has(Kind::Notice, &row.sealed));
    let agreement = agreement.filter(|row| dead.has(Kind::Guardianship, row.id.as_bytes()));
    undone.retain(|row| dead.deposit(row));
    // A paper dies with all its versions.
    let gone: HashSet<_> = papers
        .iter()
        .filter(|row| dead.paper(row))
        .map(|row| row.id)
        .collect();
    let papers: Vec<_> = papers.iter().filter(|row| gone.contains(&row.id)).collect();
    let all = slots.len();
    let mut slots: Vec<_> = slots.iter().filter(|row| dead.slot(row)).collect();
    let replaceable = slots
        .iter()
        .any(|row| row.kind.is_professional() || row.helped_at.is_some());
    if slots.len() == all && !replaceable {
        // What replaced them is younger than the backup: without the old ones nobody would ever come
        // in again. The journal says that the service was restored. A professional is helped back in
        // by two, and words that were changed, or a computer that was stolen, open no more. A vault whose
        // only way in a helper saw held no paper yet: it is opened anew.
        slots.clear();
    }
    let no_more = agreement.is_none() && address.is_none();
    if papers.is_empty() && slots.is_empty() && undone.is_empty() && no_more {
        return Ok(Replayed::default());
    }
    let mut change = LockedChange::begin(abri, vault).await?;
    let mut freed = 0;
    for row in &papers {
        documents::erase(change.tx(), vault, row.id).await?;
        freed += row.length + row.pictures_length.unwrap_or(0);
        let details = Details {
            document: row.id.to_string(),
            version: row.version,
            leaf: state::document_leaf(row).to_hex(),
            ..Details::default()
        };
        change.tell(Event::PaperDestroyed, &details).await?;
    }
    for row in &undone {
        deposits::erase(change.tx(), vault, row.id).await?;
        destroyed::mark(change.tx(), vault, row.id).await?;
        freed += row.length + row.pictures_length;
        let details = Details {
            document: row.id.to_string(),
            version: 1,
            ..Details::default()
        };
        change.tell(Event::DepositUndone, &details).await?;
    }
    let (generation, used) = (change.vault().generation, change.vault().bytes_used);
    if freed > 0 {
        vaults::give_room(change.tx(), vault, generation, freed.min(used)).await?;
    }
    if let Some(row) = &agreement {
        guardianships::erase(change.tx(), vault).await?;
        let details = Details {
            leaf: state::guardianship_leaf(row).to_hex(),
            ..Details::default()
        };
        change.tell(Event::GuardiansStopped, &details).await?;
    }
    if address.is_some() {
        forget_address(&mut change, vault).await?;
    }
    for row in &slots {
        slots::erase(change.tx(), vault, &row.id).await?;
        let details = Details {
            slot: Some(row.kind),
            leaf: state::slot_leaf(row).to_hex(),
            ..Details::default()
        };
        change.tell(Event::SlotRemoved, &details).await?;
    }
    change.commit().await?;
    // What is left of the objects if this breaks off has no row: the check tells of it.
    for row in &papers {
        abri.objects.delete(&row.object).await?;
        if let Some(pictures) = &row.pictures {
            abri.objects.delete(pictures).await?;
        }
    }
    for row in &undone {
        abri.objects.delete(&row.object).await?;
        abri.objects.delete(&row.pictures).await?;
    }
    Ok(Replayed {
        papers: papers.len() + undone.len(),
        slots: slots.len(),
    })
}
