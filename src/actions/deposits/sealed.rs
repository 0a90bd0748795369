//! A deposit on its way to its vault: `document key[32] ‖ pictures key[32] ‖ JSON ‖ tail`, sealed to the inbox.
//!
//! The tail is what its door demands: `proof[32]` of a link or a phone, `proof[32] ‖ signature[64]` of a mediator who
//! came in by a code, `signature[64]` of one who typed a number. The proof is a MAC under the origin key of the right
//! by which it came; the signature is the mediator's, over the place and all that stands before it. Whoever can write
//! to the tables can seal to the inbox, whose recipient is public; neither of these they can make.

use super::depositor::Depositor;
use super::mediations::Who;
use crate::actions::open::Open;
use crate::actions::record::{Facts, Record};
use crate::actions::{Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::deposits::{self as sealing, PROOF};
use crate::crypto::documents::DocumentKey;
use crate::crypto::inbox;
use crate::crypto::secrets::Key;
use crate::crypto::signing::{self, SIGNATURE};
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
    /// Who signs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signer: Option<Signer>,
}

/// A mediator, as a deposit names them.
#[derive(serde::Serialize, serde::Deserialize)]
struct Signer {
    /// The vault that holds their key, hexadecimal.
    vault: String,
    #[serde(flatten)]
    who: Who,
}

/// What a mediator signed.
pub(super) struct Signed {
    /// The vault that holds their key.
    pub(super) by: VaultId,
    pub(super) who: Who,
    message: Zeroizing<Vec<u8>>,
    signature: [u8; SIGNATURE],
}

impl Signed {
    /// Whether the holder of this public key signed it.
    pub(super) fn is_by(&self, public: &[u8; 32]) -> bool {
        signing::verify(public, &self.message, &self.signature)
    }
}

/// A deposit that was opened.
pub(super) struct Opened {
    pub(super) record: Record,
    pub(super) right: [u8; 16],
    pub(super) through: Through,
    /// Whether it is proved by which right it came; where there is no proof, the signature alone counts.
    pub(super) proved: bool,
    /// What a mediator signed; none of any other door.
    pub(super) signed: Option<Signed>,
}

/// Length of the proof and of the signature at the end of a deposit.
const fn tail(through: Through) -> (usize, usize) {
    match through {
        Through::Link | Through::Phone => (PROOF, 0),
        // Nobody deposits by an archive: both are wanted, and nobody has them.
        Through::Mediator | Through::Archive => (PROOF, SIGNATURE),
        Through::Number => (0, SIGNATURE),
    }
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
        signer: depositor.mediator.as_ref().map(|mediator| Signer {
            vault: mediator.session.open.vault.to_string(),
            who: mediator.who.clone(),
        }),
    };
    // Strings and numbers alone: nothing in it can fail to serialise.
    serde_json::to_writer(&mut *bytes, &content).unwrap_or_default();
    let place = place(depositor.vault, depositor.generation, id);
    if let Some(origin) = &depositor.origin {
        let proof = sealing::prove(origin, &place, &bytes);
        bytes.extend_from_slice(&proof);
    }
    if let Some(mediator) = &depositor.mediator {
        let keys = &mediator.session.open.keys;
        let signature = keys.sign(&to_sign(&place, &bytes));
        bytes.extend_from_slice(&signature);
    }
    bytes
}

/// `context ‖ message`.
fn to_sign(place: &Context, message: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([&place.bytes()[..], message].concat())
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
    let (key, rest) = message.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
    let (pictures_key, rest) = rest.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<Content>();
    let content = values.next().and_then(Result::ok).ok_or(DAMAGED)?;
    let json = 2 * Key::LEN + values.byte_offset();
    let (proof, signature) = tail(content.through);
    if message.len() != json + proof + signature {
        return Err(DAMAGED);
    }
    let (before, signature) = message.split_at(json + proof);
    let (said, proof) = before.split_at(json);
    let signed = match (content.signer, signature.try_into()) {
        (Some(Signer { vault, who }), Ok(signature)) => Some(Signed {
            by: vault.parse().map_err(|_| DAMAGED)?,
            who,
            message: to_sign(&place, before),
            signature,
        }),
        (None, Err(_)) => None,
        _ => return Err(DAMAGED),
    };
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
    if row.right_id != right {
        return Err(DAMAGED);
    }
    let origin = open.keys.origin(content.through, &right);
    Ok(Opened {
        proved: proof.is_empty() || sealing::is_proved(&origin, &place, said, proof),
        record,
        right,
        through: content.through,
        signed,
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
