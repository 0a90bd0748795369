//! What is asked, as its professional signed it: `JSON ‖ signature[64]`.

use super::{DAMAGED, place, professional};
use crate::actions::open::Open;
use crate::actions::{Abri, Outcome};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::envelope;
use crate::crypto::secrets::Key;
use crate::crypto::signing::{self, SIGNATURE};
use crate::domain::appointment::{Request, State};
use crate::domain::ids::{AppointmentId, VaultId};
use crate::store::appointments::AppointmentRow;
use zeroize::Zeroizing;

/// Where a signature stands: for one appointment of one professional.
pub(super) const fn signed_place(by: VaultId, id: AppointmentId) -> Context {
    Context::new(Purpose::AppointmentRequest, by, 0).object(id.as_bytes())
}

/// Signs what is asked.
pub(super) fn sign(open: &Open, id: AppointmentId, request: &Request) -> Zeroizing<Vec<u8>> {
    // Strings and numbers alone: nothing in it can fail to serialise.
    let mut message = Zeroizing::new(serde_json::to_vec(request).unwrap_or_default());
    let signature = open.keys.sign_at(&signed_place(open.vault, id), &message);
    message.extend_from_slice(&signature);
    message
}

/// Takes a message and its signature apart.
pub(super) fn apart(message: &[u8]) -> Outcome<(&[u8], &[u8])> {
    let at = message.len().checked_sub(SIGNATURE).ok_or(DAMAGED)?;
    message.split_at_checked(at).ok_or(DAMAGED)
}

/// Reads what is asked, if its professional signed it and is still at work. Forged or changed: `Damaged`.
pub(super) async fn verified(
    abri: &Abri,
    row: &AppointmentRow,
    message: &[u8],
) -> Outcome<Request> {
    let mut tx = abri.store.durable.look().await?;
    let (asking, _) = professional(abri, &mut tx, row).await?;
    let (said, signature) = apart(message)?;
    let place = signed_place(row.professional, row.id);
    if !signing::is_signed(&asking.signing_key, &place, said, signature) {
        return Err(DAMAGED);
    }
    let request: Request = serde_json::from_slice(said).map_err(|_| DAMAGED)?;
    // What was asked once is asked then, and not whenever somebody puts it before a person again.
    let unanswered = matches!(row.state, State::Offered | State::Read);
    if request.asked != row.asked_at.millis() || unanswered && request.end() <= abri.now() {
        return Err(DAMAGED);
    }
    Ok(request)
}

/// Where the person's copy stands.
const fn read_place(open: &Open, id: AppointmentId) -> Context {
    place(
        Purpose::AppointmentRequest,
        (open.vault, open.generation),
        id,
    )
}

/// Keeps it for the person who took the code, until this day is over.
pub(super) fn keep_for_person(
    open: &Open,
    id: AppointmentId,
    day: &Key,
    message: &[u8],
) -> Vec<u8> {
    envelope::seal(&open.keys.asked(day), &read_place(open, id), message)
}

/// Opens what the person reads, as it was signed.
pub(super) fn open_by_person(
    open: &Open,
    row: &AppointmentRow,
    day: &Key,
) -> Outcome<Zeroizing<Vec<u8>>> {
    let sealed = row.request.as_deref().ok_or(DAMAGED)?;
    let place = read_place(open, row.id);
    Ok(envelope::open(&open.keys.asked(day), &place, sealed)?)
}
