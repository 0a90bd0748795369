//! A deposit on its way to its vault: `document key[32] ‖ pictures key[32] ‖ JSON ‖ proof[32]`, sealed to the inbox.
//!
//! The proof is a MAC under the origin key of the right by which it came. Whoever can write to the tables can seal
//! to the inbox, whose recipient is public; the proof they cannot make.

use super::depositor::Depositor;
use crate::actions::open::Open;
use crate::actions::record::{Facts, Record};
use crate::actions::{Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::deposits::{self as sealing, PROOF};
use crate::crypto::documents::DocumentKey;
use crate::crypto::inbox;
use crate::crypto::secrets::Key;
use crate::domain::document::Through;
use crate::domain::ids::{DocumentId, VaultId};
use crate::store::deposits::DepositRow;
use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

const DAMAGED: Problem = Problem::Damaged("deposit");

/// What a deposit says beside the keys.
#[derive(serde::Serialize, serde::Deserialize)]
struct Content {
    facts: Facts,
    /// By which right, hexadecimal.
    right: String,
    through: Through,
}

/// A deposit that was opened.
pub(super) struct Opened {
    pub(super) record: Record,
    pub(super) right: [u8; 16],
    pub(super) through: Through,
    /// Whether it is proved by which right it came.
    pub(super) proved: bool,
}

/// The message of a deposit, which a change of the closed vault then seals to its inbox.
pub(super) fn message(
    depositor: &Depositor,
    id: DocumentId,
    record: &Record,
) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(record.key.key().expose().to_vec());
    bytes.extend_from_slice(record.pictures_key.key().expose());
    let content = Content {
        facts: record.facts.clone(),
        right: HEXLOWER.encode(&depositor.right),
        through: depositor.through,
    };
    // Strings and numbers alone: nothing in it can fail to serialise.
    serde_json::to_writer(&mut *bytes, &content).unwrap_or_default();
    let place = place(depositor.vault, depositor.generation, id);
    let proof = sealing::prove(&depositor.origin, &place, &bytes);
    bytes.extend_from_slice(&proof);
    bytes
}

/// Where a deposit belongs.
pub(in crate::actions) const fn place(vault: VaultId, generation: u32, id: DocumentId) -> Context {
    Context::new(Purpose::Deposit, vault, generation).object(id.as_bytes())
}

/// Opens what waits. `Damaged` when it was sealed for another place, or is not what its columns say.
pub(super) fn open(open: &Open, row: &DepositRow) -> Outcome<Opened> {
    let sealed = row.sealed.as_deref().ok_or(DAMAGED)?;
    let place = place(open.vault, open.generation, row.id);
    let message = inbox::open(&open.keys.inbox(), &place, sealed)?;
    let (said, proof) = message
        .len()
        .checked_sub(PROOF)
        .and_then(|at| message.split_at_checked(at))
        .ok_or(DAMAGED)?;
    let (key, rest) = said.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
    let (pictures_key, json) = rest.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
    let content: Content = serde_json::from_slice(json).map_err(|_| DAMAGED)?;
    let right = HEXLOWER.decode(content.right.as_bytes()).ok();
    let right: [u8; 16] = right
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(DAMAGED)?;
    let read = |bytes| {
        Key::from_slice(bytes)
            .map(DocumentKey::from_key)
            .ok_or(DAMAGED)
    };
    let record = Record {
        key: read(key)?,
        pictures_key: read(pictures_key)?,
        facts: content.facts,
    };
    must_be_its_row(row, &record.facts)?;
    let origin = open.keys.origin(content.through, &right);
    Ok(Opened {
        proved: sealing::is_proved(&origin, &place, said, proof),
        record,
        right,
        through: content.through,
    })
}

/// The columns are what the checks of integrity and the counting of room went by.
fn must_be_its_row(row: &DepositRow, facts: &Facts) -> Outcome<()> {
    let (file, pictures) = (&facts.file, &facts.pictures_file);
    let same = file.object == row.object
        && file.length == row.length
        && file.digest == HEXLOWER.encode(&row.digest)
        && pictures.object == row.pictures
        && pictures.length == row.pictures_length
        && pictures.digest == HEXLOWER.encode(&row.pictures_digest);
    if same { Ok(()) } else { Err(DAMAGED) }
}
