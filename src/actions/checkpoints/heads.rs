//! The last logged head of each journal, and whether the journal still has it.

use super::FOLDER;
use crate::actions::{Abri, Outcome};
use crate::blobs;
use crate::crypto::journal::Head;
use crate::domain::ids::VaultId;
use crate::store::journal;
use crate::store::{DurableTx, vaults::VaultRow};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::TryStreamExt;

/// Digits of a number in a name, so that names sort as numbers do.
const DIGITS: usize = 16;

/// A head that was logged, and where it is written down.
struct Logged {
    head: Head,
    /// Whether the journal was found not to have it, and its person told.
    is_over: bool,
    name: String,
}

/// The end of the name of a head that is over.
const OVER: &str = "x";

fn folder(abri: &Abri, vault: VaultId) -> String {
    let id = HEXLOWER.encode(&abri.keys.checkpoint_id(vault));
    format!("{FOLDER}/heads/{id}")
}

/// All that is written down of a vault: one, and for a moment two.
async fn all(abri: &Abri, vault: VaultId) -> Outcome<Vec<Logged>> {
    let mut found = Vec::new();
    let mut list = abri.objects.list(&folder(abri, vault));
    while let Some(one) = list.try_next().await? {
        found.extend(read(one.name));
    }
    Ok(found)
}

fn read(name: String) -> Option<Logged> {
    let last = name.rsplit('/').next()?;
    let (number, hash) = last.split_at_checked(DIGITS)?;
    let (hash, is_over) = match hash.strip_suffix(OVER) {
        Some(hash) => (hash, true),
        None => (hash, false),
    };
    let hash = HEXLOWER.decode(hash.as_bytes()).ok()?;
    let head = Head {
        number: number.parse().ok()?,
        hash: hash.try_into().ok()?,
    };
    Some(Logged {
        head,
        is_over,
        name,
    })
}

/// The newest head of this journal that was logged.
pub(super) async fn logged(abri: &Abri, vault: VaultId) -> Outcome<Option<Head>> {
    let all = all(abri, vault).await?.into_iter();
    let heads = all.filter(|one| !one.is_over).map(|one| one.head);
    Ok(heads.max_by_key(|head| head.number))
}

/// Whether this journal was found to have gone back since it was logged.
pub(super) async fn are_over(abri: &Abri, vault: VaultId) -> Outcome<bool> {
    Ok(all(abri, vault).await?.iter().any(|one| one.is_over))
}

/// Writes a head down, and takes older ones away.
pub(super) async fn write(abri: &Abri, vault: VaultId, head: Head) -> Outcome<()> {
    replace(abri, vault, name(abri, vault, head)).await
}

/// Its person was told that the journal has this head no more: what comes next is logged as such.
pub(super) async fn end(abri: &Abri, vault: VaultId, head: Head) -> Outcome<()> {
    let name = name(abri, vault, head) + OVER;
    replace(abri, vault, name).await
}

fn name(abri: &Abri, vault: VaultId, head: Head) -> String {
    let (number, hash) = (head.number, HEXLOWER.encode(&head.hash));
    format!("{}/{number:0DIGITS$}{hash}", folder(abri, vault))
}

async fn replace(abri: &Abri, vault: VaultId, name: String) -> Outcome<()> {
    match abri.objects.put(&name, Bytes::from_static(b"-")).await {
        Ok(()) | Err(blobs::Error::Exists) => {}
        Err(other) => return Err(other.into()),
    }
    for old in all(abri, vault).await? {
        if old.name != name {
            abri.objects.delete(&old.name).await?;
        }
    }
    Ok(())
}

/// Takes away what is written down of a vault: a restore was told to its person.
pub(in crate::actions) async fn forget(abri: &Abri, vault: VaultId) -> Outcome<()> {
    for one in all(abri, vault).await? {
        abri.objects.delete(&one.name).await?;
    }
    Ok(())
}

/// Whether the journal has an entry with this number and hash.
pub(in crate::actions) async fn has(
    tx: &mut DurableTx,
    vault: &VaultRow,
    head: &Head,
) -> Outcome<bool> {
    if head.number >= vault.journal_number {
        let own = Head {
            number: vault.journal_number,
            hash: vault.journal_hash,
        };
        return Ok(*head == own);
    }
    let hash = journal::hash_of(tx, vault.id, head.number).await?;
    Ok(hash == Some(head.hash))
}
