//! The screens on which one's vault is open: seen together, and closed one by one.

use super::change::Change;
use super::session::Session;
use super::{Abri, Outcome, Problem, ways_in};
use crate::domain::journal::{Details, Event};
use crate::domain::slot::Place;
use crate::domain::time::Moment;
use crate::store::sessions;

/// A session that has not ended.
pub struct Screen {
    /// Hash of what its cookie holds: names it, and opens nothing.
    pub id: [u8; 32],
    /// Whose screen it is, as was said when coming in.
    pub place: Place,
    /// When it ends if nobody touches it.
    pub closes_at: Moment,
    /// The one that asks.
    pub is_this: bool,
}

/// Every screen on which the vault is open, the one used last first.
pub async fn screens(abri: &Abri, session: &Session) -> Outcome<Vec<Screen>> {
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = sessions::of_vault(&mut tx, session.open.vault, abri.now()).await?;
    Ok(rows
        .iter()
        .map(|row| Screen {
            id: row.id,
            place: row.place,
            closes_at: row.idle_until.min(row.until),
            is_this: row.id == session.id(),
        })
        .collect())
}

/// Closes the vault on one other screen, and tells it in the journal. Who asks has typed a secret a short while ago.
///
/// # Errors
///
/// `NotFound` for the screen that asks, which is left by signing out, and for one of another vault. One that has closed by itself
/// is no error, and nothing is told.
pub async fn close(abri: &Abri, session: &Session, id: &[u8; 32]) -> Outcome<()> {
    if *id == session.id() {
        return Err(Problem::NotFound);
    }
    let open = &session.open;
    // First of all: what is damaged in the vault must not keep a screen open.
    let mut tx = abri.store.ephemeral.begin().await?;
    let was_open = sessions::delete_one_of_vault(&mut tx, open.vault, id).await?;
    tx.commit().await?;
    if !was_open {
        return Ok(());
    }
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    change
        .tell(Event::ScreenClosed, &Details::default())
        .await?;
    change.commit().await
}
