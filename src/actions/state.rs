//! The state of a vault, as its seal covers it: documents, ways in, consents, invitations, profile, inbox
//! recipient, and the journal up to the entry of that moment.
//!
//! A row that is missing must have been taken away by an entry of the journal that names its leaf;
//! everything else that differs is damage or tampering.

use super::open::Open;
use super::{Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::journal::Head;
use crate::crypto::seal::{self, Kind, Leaf};
use crate::crypto::{envelope, inbox, journal};
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::covered::{self, Covered, CoveredRow};
use crate::store::journal::{JournalRow, Sealed};
use crate::store::vaults::VaultRow;
use crate::store::{DurableTx, code_apps, documents, guardianships, slots};
use zeroize::Zeroizing;

/// Salt in front of each payload: two equal details have two commitments.
const SALT: usize = 32;

/// The bytes that an entry commits to: `salt[32] ‖ JSON`.
pub(super) fn payload(details: &Details) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(journal::salt().to_vec());
    // Strings and numbers alone: nothing in it can fail to serialise.
    serde_json::to_writer(&mut *bytes, details).unwrap_or_default();
    bytes
}

/// What an entry says of its payload in clear.
pub(super) fn commitment(payload: &[u8]) -> Outcome<[u8; 32]> {
    let (salt, json) = payload
        .split_first_chunk::<SALT>()
        .ok_or(Problem::Damaged("journal entry"))?;
    Ok(journal::commitment(salt, json))
}

/// The details behind a payload.
pub(super) fn details(payload: &[u8]) -> Outcome<Details> {
    payload
        .get(SALT..)
        .and_then(|json| serde_json::from_slice(json).ok())
        .ok_or(Problem::Damaged("journal entry"))
}

/// The number of an entry as the version of a context.
pub(super) fn version(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The context of an entry sealed under the journal key.
pub(super) fn entry_context(open: &Open, number: u64) -> Context {
    open.context(Purpose::Journal).version(version(number))
}

/// Opens the payload of an entry, whichever way it is sealed; `None` once it was erased.
pub(super) fn open_entry(open: &Open, row: &JournalRow) -> Outcome<Option<Zeroizing<Vec<u8>>>> {
    let payload = match (&row.payload, row.sealed) {
        (_, Sealed::Erased) | (None, _) => return Ok(None),
        (Some(sealed), Sealed::Journal) => {
            envelope::open(&open.keys.journal, &entry_context(open, row.number), sealed)?
        }
        (Some(sealed), Sealed::Inbox) => {
            let context = open.context(Purpose::Inbox).version(version(row.number));
            inbox::open(&open.keys.inbox(), &context, sealed)?
        }
    };
    if commitment(&payload)? != row.commitment {
        return Err(Problem::Damaged("journal entry"));
    }
    Ok(Some(payload))
}

/// The leaf of a way in.
pub(super) fn slot_leaf(row: &slots::SlotRow) -> Leaf {
    slot((&row.id, row.kind.as_str(), &row.envelope), row.helped_at)
}

/// Of one that a helper saw, the mark too: nobody takes it off unseen.
fn slot((id, kind, envelope): (&[u8], &str, &[u8]), helped_at: Option<Moment>) -> Leaf {
    let kind = kind.as_bytes();
    match helped_at {
        None => Leaf::new(Kind::Slot, &[id, kind, envelope]),
        Some(at) => Leaf::new(Kind::Slot, &[id, kind, envelope, &of(at)]),
    }
}

/// The leaf of a document version.
pub(super) fn document_leaf(row: &documents::DocumentRow) -> Leaf {
    let parts = (row.id.as_bytes(), &row.digest, &row.record);
    document(
        (&parts.0[..], &parts.1[..], parts.2),
        row.version,
        row.removed_at,
    )
}

fn document(
    (id, digest, record): (&[u8], &[u8], &[u8]),
    version: u32,
    removed_at: Option<Moment>,
) -> Leaf {
    let version = version.to_be_bytes();
    let removed = removed_at.map_or([0; 8], of);
    Leaf::new(Kind::Document, &[id, &version, &removed, digest, record])
}

/// The leaf of agreement to be helped back in by two.
pub(super) fn guardianship_leaf(row: &guardianships::GuardianshipRow) -> Leaf {
    Leaf::new(
        Kind::Guardianship,
        &[
            row.id.as_bytes(),
            row.structure_id.as_bytes(),
            &row.lookup,
            &row.first,
            &row.second,
            &row.record,
        ],
    )
}

/// The leaf of an application of codes. Not the half minute: it moves with each code that is taken.
pub(super) fn code_app_leaf(row: &code_apps::CodeAppRow) -> Leaf {
    Leaf::new(Kind::CodeApp, &[&row.secret])
}

/// The leaf of a row as it stands; `None` of an entry, which the head of the journal covers.
fn leaf(row: &CoveredRow) -> Option<Leaf> {
    let all = [
        &row.first,
        &row.second,
        &row.third,
        &row.fourth,
        &row.fifth,
        &row.sixth,
    ];
    // A part that is missing makes another leaf, which the seal does not cover.
    let [first, second, third, fourth, fifth, sixth] =
        all.map(|part| part.as_deref().unwrap_or_default());
    let until = row.at.map_or([0; 8], of);
    Some(match row.covered {
        // Not the role: a manager changes it while this vault is closed. A MAC covers it.
        Covered::Member => Leaf::new(Kind::Member, &[first, second]),
        Covered::CodeApp => Leaf::new(Kind::CodeApp, &[first]),
        Covered::Slot => {
            let kind = row.word.as_deref().unwrap_or_default();
            slot((first, kind, second), row.at)
        }
        Covered::Document => document(
            (first, second, third),
            row.number.map(version).unwrap_or_default(),
            row.at,
        ),
        Covered::Consent => Leaf::new(Kind::Consent, &[first, second, &until, third]),
        Covered::Invitation => Leaf::new(Kind::Invitation, &[first, second, &until, third]),
        Covered::Guardianship => Leaf::new(
            Kind::Guardianship,
            &[first, second, third, fourth, fifth, sixth],
        ),
        // Not whether it lets anybody in: a restore switches it off while this vault is closed. A MAC covers it.
        Covered::DepositNumber => Leaf::new(Kind::DepositNumber, &[first, second]),
        Covered::Entry => return None,
    })
}

fn of(at: Moment) -> [u8; 8] {
    at.millis().to_be_bytes()
}

/// The leaves of what stands in the vault's own row.
fn own(vault: &VaultRow) -> [Leaf; 2] {
    [
        Leaf::new(Kind::Recipient, &[&vault.inbox_recipient]),
        Leaf::new(Kind::Profile, &[&vault.profile]),
    ]
}

/// The leaves of all rows beside the vault's own, as they stand in this transaction.
pub(super) async fn beside(tx: &mut DurableTx, vault: VaultId) -> Outcome<Vec<Leaf>> {
    let rows = covered::of_vault(tx, vault).await?;
    Ok(rows.iter().filter_map(leaf).collect())
}

/// The state that a seal covers: the vault's own row as given, and the leaves of all rows beside it.
pub(super) fn state(row: &VaultRow, beside: &[Leaf], journal: Head) -> seal::State {
    let leaves = own(row).iter().chain(beside).copied().collect();
    seal::State {
        generation: row.generation,
        sequence: row.sequence,
        root: seal::root(leaves),
        journal,
    }
}

/// Verifies the seal of a vault, and the journal from the entry of the seal to the newest; the leaves of all rows beside
/// the vault's own.
pub(super) async fn verify(tx: &mut DurableTx, open: &Open, row: &VaultRow) -> Outcome<Vec<Leaf>> {
    let (rows, since) = covered::with_journal(tx, open.vault, row.sealed_number).await?;
    let sealed = follow(row, &since)?;
    let beside: Vec<Leaf> = rows.iter().filter_map(leaf).collect();
    let mut leaves = beside.clone();
    for entry in since
        .iter()
        .filter(|entry| entry.number > row.sealed_number)
    {
        leaves.extend(taken_away(open, entry)?);
    }
    if !seal::holds(
        &open.keys.seal,
        open.vault,
        &state(row, &leaves, sealed),
        &row.seal,
    ) {
        return Err(Problem::Damaged("state seal"));
    }
    Ok(beside)
}

/// Follows the chain from the sealed entry (the first of `since`) to the head; the sealed one.
fn follow(row: &VaultRow, since: &[JournalRow]) -> Outcome<Head> {
    let (sealed, rest) = match since.split_first() {
        Some((first, rest)) if first.number == row.sealed_number => (
            Head {
                number: first.number,
                hash: first.hash,
            },
            rest,
        ),
        _ if row.sealed_number == 0 => (Head::EMPTY, since),
        _ => return Err(Problem::Damaged("journal chain")),
    };
    let head = journal::verify(
        row.id,
        sealed,
        rest.iter().map(|row| (entry(row), row.hash)),
    )
    .map_err(|_| Problem::Damaged("journal chain"))?;
    if head.number != row.journal_number || head.hash != row.journal_hash {
        return Err(Problem::Damaged("journal chain"));
    }
    Ok(sealed)
}

/// The clear part of a stored entry.
pub(super) fn entry(row: &JournalRow) -> journal::Entry<'_> {
    journal::Entry {
        number: row.number,
        at: row.at,
        code: &row.code,
        commitment: row.commitment,
    }
}

/// The leaf that an entry says was taken away while the vault was locked. Only what may say so is opened: whoever may
/// write entries of another kind does not make the next visit long.
fn taken_away(open: &Open, entry: &JournalRow) -> Outcome<Option<Leaf>> {
    let may = Event::from_code(&entry.code).is_some_and(Event::takes_away);
    if entry.sealed != Sealed::Inbox || !may {
        return Ok(None);
    }
    let Some(payload) = open_entry(open, entry)? else {
        return Ok(None);
    };
    let leaf = details(&payload)?.leaf;
    if leaf.is_empty() {
        return Ok(None);
    }
    Leaf::from_hex(&leaf)
        .map(Some)
        .ok_or(Problem::Damaged("journal entry"))
}
