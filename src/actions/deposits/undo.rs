//! What a depositor sees of what they put in, and taking it back within the hour.

use super::depositor::Depositor;
use crate::actions::change::LockedChange;
use crate::actions::objects::{self, Begun};
use crate::actions::{Abri, Outcome, Problem, remove_paper, state};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::envelope;
use crate::domain::deposit::UNDO;
use crate::domain::document::Through;
use crate::domain::ids::{DocumentId, InvitationId};
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::deposits::{self, DepositRow};
use crate::store::{documents, invitations, vaults};
use zeroize::Zeroizing;

/// What a depositor can print of one paper they put in.
pub struct DepositReceipt {
    /// Which.
    pub id: DocumentId,
    /// Its kind in the catalogue.
    pub kind: String,
    /// How many pages.
    pub pages: u32,
    /// Length of what was sent, in bytes.
    pub bytes: u64,
    /// SHA-256 of what was sent, hexadecimal.
    pub digest: String,
    /// When.
    pub when: Moment,
    /// Whether it can still be taken back.
    pub can_undo: bool,
}

/// The part of it that is sealed under their own key.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct Receipt {
    pub(super) kind: String,
    pub(super) pages: u32,
    pub(super) bytes: u64,
    pub(super) digest: String,
}

impl Receipt {
    pub(super) fn seal(&self, depositor: &Depositor, id: DocumentId) -> Vec<u8> {
        // Strings and numbers alone: nothing in it can fail to serialise.
        let json = Zeroizing::new(serde_json::to_vec(self).unwrap_or_default());
        envelope::seal(&depositor.key, &context(depositor, id), &json)
    }

    fn open(depositor: &Depositor, row: &DepositRow) -> Outcome<Self> {
        let json = envelope::open(&depositor.key, &context(depositor, row.id), &row.receipt)?;
        serde_json::from_slice(&json).map_err(|_| Problem::Damaged("receipt"))
    }
}

const fn context(depositor: &Depositor, id: DocumentId) -> Context {
    let purpose = Purpose::DepositReceipt;
    Context::new(purpose, depositor.vault, depositor.generation).object(id.as_bytes())
}

/// Their own papers, in the order they put them in. A row that was tampered with is not theirs any more; the
/// vault is told of it when it opens.
pub(super) async fn own(abri: &Abri, depositor: &Depositor) -> Outcome<Vec<(DepositRow, Receipt)>> {
    let mut tx = abri.store.durable.look().await?;
    let (vault, right) = (depositor.vault, &depositor.right);
    let rows = deposits::of_depositor(&mut tx, vault, right, &depositor.own).await?;
    drop(tx);
    let read = |row| Receipt::open(depositor, &row).ok().map(|read| (row, read));
    Ok(rows.into_iter().filter_map(read).collect())
}

/// What this depositor put in, in the order they did.
pub async fn receipts(abri: &Abri, depositor: &Depositor) -> Outcome<Vec<DepositReceipt>> {
    let now = abri.now();
    let found = own(abri, depositor).await?.into_iter();
    Ok(found
        .map(|(row, receipt)| DepositReceipt {
            id: row.id,
            kind: receipt.kind,
            pages: receipt.pages,
            bytes: receipt.bytes,
            digest: receipt.digest,
            when: row.deposited_at,
            can_undo: row.answered_at.is_none() && row.deposited_at + UNDO > now,
        })
        .collect())
}

/// Takes one back: their own, within the hour, unless the person has said that they keep it. Else `NotFound`.
pub async fn undo(abri: &Abri, depositor: &Depositor, id: DocumentId) -> Outcome<()> {
    must_be_own(abri, depositor, id).await?;
    // A phone's paper can be shown at once: whoever looks at it must not go on.
    remove_paper::take_grants_away(abri, depositor.vault, id).await?;
    let begun = taken_back(abri, depositor, id).await?;
    remove_paper::finish(abri, &begun).await;
    Ok(())
}

/// Nothing of anybody else is touched, not even what was shown of it.
async fn must_be_own(abri: &Abri, depositor: &Depositor, id: DocumentId) -> Outcome<()> {
    let mut tx = abri.store.durable.look().await?;
    let row = deposits::find(&mut tx, depositor.vault, id).await?;
    let row = row
        .filter(|row| row.right_id == depositor.right && row.depositor == depositor.own)
        .filter(|row| row.answered_at.is_none() && row.deposited_at + UNDO > abri.now())
        // The columns alone are somebody's word: the receipt opens for nobody else.
        .filter(|row| Receipt::open(depositor, row).is_ok())
        .ok_or(Problem::NotFound)?;
    let versions = documents::versions(&mut tx, depositor.vault, id).await?;
    // The person added to it, or destroyed it: it is theirs now.
    if row.sealed.is_none() && versions.len() != 1 {
        return Err(Problem::NotFound);
    }
    Ok(())
}

async fn taken_back(abri: &Abri, depositor: &Depositor, id: DocumentId) -> Outcome<Vec<Begun>> {
    let vault = depositor.vault;
    let mut change = LockedChange::begin(abri, vault).await?;
    let now = change.now();
    let (right, own) = (&depositor.right, &depositor.own);
    let row = deposits::take_back(change.tx(), (vault, id), right, own, now - UNDO)
        .await?
        .ok_or(Problem::NotFound)?;
    let who = depositor.who();
    let mut details = Details {
        who: who.name,
        structure: who.structure,
        document: id.to_string(),
        version: 1,
        consent: InvitationId::from_bytes(depositor.right).to_string(),
        ..Details::default()
    };
    let begun = if row.sealed.is_some() {
        let mut begun = Vec::new();
        for object in [row.object, row.pictures] {
            begun.push(objects::begin_removal(change.tx(), vault, object, now).await?);
        }
        let less = row.length + row.pictures_length;
        vaults::give_room(change.tx(), vault, row.generation, less).await?;
        begun
    } else {
        let rows = documents::erase(change.tx(), vault, id).await?;
        let [one] = &rows[..] else {
            return Err(Problem::NotFound);
        };
        details.leaf = state::document_leaf(one).to_hex();
        remove_paper::give_up(change.tx(), vault, one.generation, &rows, now).await?
    };
    if matches!(depositor.through, Through::Link | Through::Mediator) {
        let invitation = InvitationId::from_bytes(depositor.right);
        invitations::give_paper(change.tx(), vault, invitation).await?;
    }
    change.tell(Event::DepositUndone, &details).await?;
    change.commit().await?;
    Ok(begun)
}
