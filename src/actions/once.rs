//! Coming in by what opens once: a rescue code, or the slip of a recovery.
//!
//! It is used up, and the new card's code is drawn, in one transaction. The answer can be lost on its way, or the button
//! pressed twice: so the session stands before, under a secret that this browser makes again from the same code, and until
//! the new code is noted whoever brings both finds that session, not a second one.

use super::open::Open;
use super::session::{self, Session};
use super::{Abri, Outcome, Problem};
use crate::crypto::secrets::Secret;
use crate::domain::slot::{Place, SlotKind};
use crate::store::slots;

/// What was brought, and what this browser keeps beside it.
pub struct Once {
    /// The 128 bits of the code.
    pub brought: Secret,
    /// A secret of this browser's own.
    pub browser: Secret,
}

impl Once {
    /// The secret of the session that these two begin. Only the answer tells it: whoever brings the code does not know it before
    /// the code is used up.
    fn cookie(&self, abri: &Abri) -> Secret {
        abri.keys.begun_by(&self.brought, &self.browser)
    }

    /// Begins the session, or finds it as another press has begun it a moment ago. `SignInAgain` when that one is done.
    pub(super) async fn begin(
        &self,
        abri: &Abri,
        open: Open,
        place: Place,
        way: (SlotKind, [u8; 32]),
    ) -> Outcome<Session> {
        let generation = open.generation;
        if let Some(session) = self.found(abri, generation).await? {
            return Ok(session);
        }
        let here = (open, place);
        match session::begin_under(abri, self.cookie(abri), here, way).await {
            Err(Problem::Conflict) => {
                let found = self.found(abri, generation).await?;
                found.ok_or(Problem::SignInAgain)
            }
            begun => begun,
        }
    }

    async fn found(&self, abri: &Abri, generation: u32) -> Outcome<Option<Session>> {
        match session::resume(abri, self.cookie(abri)).await {
            Err(Problem::SignInAgain) => Ok(None),
            Ok(session) if session.open.generation != generation => Err(Problem::SignInAgain),
            found => found.map(Some),
        }
    }

    /// The session that was begun so, while the code of its new card waits to be noted; otherwise it is a secret that opens
    /// nothing.
    pub async fn again(&self, abri: &Abri) -> Outcome<Session> {
        const OVER: Problem = Problem::WrongSecret { left: None };
        let session = match session::resume(abri, self.cookie(abri)).await {
            Err(Problem::SignInAgain) => return Err(OVER),
            resumed => resumed?,
        };
        let card = session.notes.slot_id;
        let mut tx = abri.store.durable.read().await?;
        let stands = slots::find(&mut tx, &card).await?.is_some();
        drop(tx);
        if !stands {
            // Another browser was first.
            session::end(abri, session.cookie()).await?;
            return Err(OVER);
        }
        session.drawn_for(&card).ok_or(OVER)?;
        Ok(session)
    }
}
