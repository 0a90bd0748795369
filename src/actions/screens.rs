//! The screens on which one's vault is open: seen together, and closed one by one.

use super::change::Change;
use super::session::Session;
use super::{Abri, Outcome, Problem, prove, ways_in};
use crate::domain::access::Whose;
use crate::domain::journal::{Details, Event};
use crate::domain::slot::Place;
use crate::domain::time::Moment;
use crate::store::sessions;

/// A session that has not ended.
pub struct Screen {
    /// Hash of what its cookie holds: names it, and opens nothing.
    pub id: [u8; 32],
    /// What is known of it.
    pub used: Used,
    /// The one that asks.
    pub is_this: bool,
}

/// How a screen is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// By whoever said that it is their own, or that others use it too; at that moment, to the minute.
    As(Place, Moment),
    /// At a professional's own computer, for an answer alone; it ends then.
    ToAnswer(Moment),
}

/// Every screen on which the vault is open, the one used last first.
pub async fn screens(abri: &Abri, session: &Session) -> Outcome<Vec<Screen>> {
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = sessions::of_vault(&mut tx, session.open.vault, abri.now()).await?;
    Ok(rows
        .iter()
        .map(|row| Screen {
            id: row.id,
            used: if row.idle_until == row.until {
                Used::ToAnswer(row.until)
            } else {
                Used::As(row.place, row.idle_until - row.place.idle())
            },
            is_this: row.id == session.id(),
        })
        .collect())
}

/// Closes the vault on one other screen, and tells it in the journal. One that has closed by itself is no error, and
/// nothing is told.
///
/// # Errors
///
/// `NotFound` unless the person typed a secret a short while ago, and for the screen that asks, which is left by signing out.
pub async fn close(abri: &Abri, session: &Session, id: &[u8; 32]) -> Outcome<()> {
    if session.open.whose != Whose::Beneficiary || !prove::is_proved(abri, session) {
        return Err(Problem::NotFound);
    }
    end(abri, session, id).await
}

/// The same, for whoever has made sure of the person.
pub(super) async fn end(abri: &Abri, session: &Session, id: &[u8; 32]) -> Outcome<()> {
    let open = &session.open;
    let permit = ways_in::account(open)?;
    if *id == session.id() {
        return Err(Problem::NotFound);
    }
    // First of all: what is damaged in the vault must not keep a screen open. Should the entry then fail, whoever asked is told
    // that it did.
    let mut tx = abri.store.ephemeral.begin().await?;
    let was_open = sessions::delete_one_of_vault(&mut tx, open.vault, id).await?;
    tx.commit().await?;
    if !was_open {
        return Ok(());
    }
    let mut change = Change::begin(abri, open, &permit).await?;
    change
        .tell(Event::ScreenClosed, &Details::default())
        .await?;
    change.commit().await
}
