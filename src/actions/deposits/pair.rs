//! A phone beside the computer: one pairing, ten minutes, one phone, ends with the page.

use super::Link;
use crate::actions::open::Open;
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome};
use crate::domain::ids::{DocumentId, PairingId};
use crate::domain::time::Moment;

/// A pairing that lives.
pub struct Pairing {
    /// What the phone scans.
    pub link: Link,
    /// It ends then in any case.
    pub until: Moment,
    /// Whether a phone has taken it.
    pub held: bool,
    /// The papers that came and are in the vault, in the order they came.
    pub arrived: Vec<DocumentId>,
}

/// Begins a pairing, and ends any other of this vault.
pub async fn pair(abri: &Abri, session: &Session) -> Outcome<PairingId> {
    todo!()
}

/// How it stands, for the page that shows it; asked at least every 30 seconds, or it is over. `NotFound` then.
pub async fn pairing(abri: &Abri, open: &Open, id: PairingId) -> Outcome<Pairing> {
    todo!()
}

/// Ends it; one that is over already is no error.
pub async fn end(abri: &Abri, open: &Open, id: PairingId) -> Outcome<()> {
    todo!()
}
