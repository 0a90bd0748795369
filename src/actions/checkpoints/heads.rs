//! The last logged head of each journal, and whether the journal still has it.

use super::FOLDER;
use super::head_name::{HeadName, START};
use crate::actions::{Abri, Outcome};
use crate::blobs;
use crate::crypto::journal::Head;
use crate::domain::ids::VaultId;
use crate::store::journal;
use crate::store::{DurableTx, vaults::VaultRow};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::TryStreamExt;

/// Bytes of a blinded id in the name of a folder: enough, and a store's names are not of any length.
const ID: usize = 16;
/// Bytes of a proof: that of the last of 2^64 lines has a fifth of them.
const PROOF_AT_MOST: u64 = 16 << 10;

/// A head that was logged, and where it is written down.
struct Logged {
    head: HeadName,
    name: String,
}

fn folder(abri: &Abri, vault: VaultId) -> String {
    let id = HEXLOWER.encode(&abri.keys.checkpoint_id(vault)[..ID]);
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
    let head = HeadName::read(name.rsplit('/').next()?)?;
    Some(Logged { head, name })
}

/// The newest head of this journal that was logged.
pub(super) async fn logged(abri: &Abri, vault: VaultId) -> Outcome<Option<HeadName>> {
    Ok(newest(abri, vault).await?.map(|one| one.head))
}

async fn newest(abri: &Abri, vault: VaultId) -> Outcome<Option<Logged>> {
    let all = all(abri, vault).await?.into_iter();
    let heads = all.filter(|one| !one.head.is_over);
    Ok(heads.max_by_key(|one| one.head.number))
}

/// Whether this journal was found to have gone back since it was logged.
pub(super) async fn are_over(abri: &Abri, vault: VaultId) -> Outcome<bool> {
    Ok(all(abri, vault).await?.iter().any(|one| one.head.is_over))
}

/// Writes a head down with the proof that it was logged, and takes older ones away.
pub(super) async fn write(abri: &Abri, vault: VaultId, head: Head, proof: String) -> Outcome<()> {
    let mut start = [0; START];
    start.copy_from_slice(&head.hash[..START]);
    let name = HeadName {
        number: head.number,
        start,
        is_over: false,
    };
    replace(abri, vault, name, Bytes::from(proof)).await
}

/// The proof that the newest head of this journal was logged; `None` before there is one, and where what is written down
/// is none (any more). What it shows is for [`crate::crypto::log_proof::proven`] to say.
pub(in crate::actions) async fn proof(abri: &Abri, vault: VaultId) -> Outcome<Option<String>> {
    let Some(newest) = newest(abri, vault).await? else {
        return Ok(None);
    };
    let Some(length) = abri.objects.head(&newest.name).await? else {
        return Ok(None);
    };
    let range = 0..length.min(PROOF_AT_MOST);
    match abri.objects.get_range(&newest.name, length, range).await {
        Ok(bytes) => Ok(String::from_utf8(bytes.to_vec()).ok()),
        // A newer one took its place just now, or somebody else did.
        Err(blobs::Error::Missing | blobs::Error::Malformed | blobs::Error::Length { .. }) => {
            Ok(None)
        }
        Err(other) => Err(other.into()),
    }
}

/// Its person was told that the journal has this head no more: what comes next is logged as such.
pub(super) async fn end(abri: &Abri, vault: VaultId, head: HeadName) -> Outcome<()> {
    let name = HeadName {
        is_over: true,
        ..head
    };
    replace(abri, vault, name, Bytes::from_static(b"-")).await
}

async fn replace(abri: &Abri, vault: VaultId, name: HeadName, bytes: Bytes) -> Outcome<()> {
    let name = format!("{}/{}", folder(abri, vault), name.write());
    match abri.objects.put(&name, bytes).await {
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
    has_one(tx, vault, head.number, &head.hash).await
}

/// The same, as the name of a logged head says it.
pub(super) async fn has_known(
    tx: &mut DurableTx,
    vault: &VaultRow,
    head: &HeadName,
) -> Outcome<bool> {
    has_one(tx, vault, head.number, &head.start).await
}

async fn has_one(tx: &mut DurableTx, vault: &VaultRow, number: u64, start: &[u8]) -> Outcome<bool> {
    let hash = if number == vault.journal_number {
        Some(vault.journal_hash)
    } else {
        journal::hash_of(tx, vault.id, number).await?
    };
    Ok(hash.is_some_and(|hash| hash.starts_with(start)))
}
