//! The person gives somebody leave to put papers in: a link that ends by itself.

use super::Link;
use crate::actions::open::Open;
use crate::actions::session::Session;
use crate::actions::short_code::Offered;
use crate::actions::{Abri, Outcome};
use crate::crypto::random;
use crate::domain::ids::InvitationId;
use crate::domain::time::Moment;

/// What the person agrees to.
pub struct NewInvitation {
    /// Drawn when the question is asked, so that an answer sent twice counts once.
    pub id: InvitationId,
    /// For whom: 60 characters at most.
    pub name: String,
    /// For how many days, 1 to 7.
    pub days: u8,
    /// How many papers, 1 to 20.
    pub papers: u8,
    /// The sentence that was on the screen.
    pub sentence: String,
    /// In which language.
    pub language: String,
}

/// A link by which papers can be put in now.
pub struct ActiveInvitation {
    /// Which.
    pub id: InvitationId,
    /// For whom.
    pub name: String,
    /// When it was given.
    pub given: Moment,
    /// When it ends by itself.
    pub until: Moment,
    /// How many papers were agreed to.
    pub papers: u32,
    /// How many may still come.
    pub left: u32,
    /// How many came.
    pub arrived: u32,
    /// What opens it.
    pub link: Link,
}

/// A new number for an invitation.
pub fn draw_id() -> InvitationId {
    InvitationId::from_bytes(random::bytes())
}

/// Gives a link. An answer sent twice is a `Conflict`; a field that cannot be is a `Field`.
pub async fn invite(abri: &Abri, session: &Session, new: NewInvitation) -> Outcome<()> {
    todo!()
}

/// The links by which papers can be put in now, the newest first.
pub async fn active(abri: &Abri, open: &Open) -> Outcome<Vec<ActiveInvitation>> {
    todo!()
}

/// One of them; `NotFound` once it is over.
pub async fn one(abri: &Abri, open: &Open, id: InvitationId) -> Outcome<ActiveInvitation> {
    todo!()
}

/// The person stops it. `NotFound` once it is over.
pub async fn stop(abri: &Abri, open: &Open, id: InvitationId) -> Outcome<()> {
    todo!()
}

/// A short code that stands for the link: single use, ten minutes.
pub async fn offer_code(abri: &Abri, open: &Open, id: InvitationId) -> Outcome<Offered> {
    todo!()
}
