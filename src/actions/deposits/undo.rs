//! What a depositor sees of what they put in, and taking it back within the hour.

use super::depositor::Depositor;
use crate::actions::{Abri, Outcome};
use crate::domain::ids::DocumentId;
use crate::domain::time::Moment;

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

/// What this depositor put in, in the order they did.
pub async fn receipts(abri: &Abri, depositor: &Depositor) -> Outcome<Vec<DepositReceipt>> {
    todo!()
}

/// Takes one back: their own, within the hour, unless the person has said that they keep it. Else `NotFound`.
pub async fn undo(abri: &Abri, depositor: &Depositor, id: DocumentId) -> Outcome<()> {
    todo!()
}
