//! What the person agreed to: every share and every link for putting papers in, live or over, each with its receipt.
//!
//! The rows stay as long as the vault: they are its proof. When and by whom one was ended, the journal says.

use super::look_back::{self, Known};
use super::open::Open;
use super::show::{self, Receipt};
use super::{Abri, Outcome, Problem, deposits, ways_in};
use crate::domain::deposit::Agreement;
use crate::domain::journal::Event;
use crate::domain::share::State;
use crate::domain::time::Moment;
use crate::store::consents::{self, ConsentRow};
use crate::store::invitations::{self, InvitationRow};
use crate::store::journal;

/// What was agreed to.
pub enum What {
    /// Papers are shown to somebody.
    Shown(Box<Receipt>),
    /// Somebody puts papers in.
    PutIn(Agreement),
}

/// Whether it still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does: the person can stop it.
    Live,
    /// It was ended before its time.
    Stopped(Moment),
    /// Its time is over.
    Over,
}

/// One agreement.
pub struct Agreed {
    /// Its id, in text.
    pub id: String,
    /// What was agreed to, word for word.
    pub what: What,
    /// Since when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Whether it still holds.
    pub standing: Standing,
}

/// Who ended an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// The person.
    Person,
    /// Five wrong spoken codes.
    Tries,
    /// The professional to whom papers were shown: their name.
    Professional(String),
    /// The person, by another agreement in its place.
    Another,
    /// The operator took a backup back.
    Restored,
    /// The journal does not say it any more.
    Unknown,
}

/// Every agreement, the newest first.
pub async fn all(abri: &Abri, open: &Open) -> Outcome<Vec<Agreed>> {
    ways_in::leave(open)?;
    let now = abri.now();
    let mut tx = abri.store.durable.read().await?;
    let shares = consents::of_vault(&mut tx, open.vault).await?;
    let links = invitations::of_vault(&mut tx, open.vault).await?;
    drop(tx);
    let shares = shares.iter().map(|row| shown(open, row, now));
    let links = links.iter().map(|row| put_in(open, row, now));
    let mut all: Vec<Agreed> = shares.chain(links).collect::<Outcome<_>>()?;
    all.sort_by(|one, other| (other.from, &other.id).cmp(&(one.from, &one.id)));
    Ok(all)
}

/// One agreement, and who ended it if somebody did.
pub async fn one(abri: &Abri, open: &Open, id: &str) -> Outcome<(Agreed, Option<By>)> {
    ways_in::leave(open)?;
    let now = abri.now();
    let mut tx = abri.store.durable.read().await?;
    let share = id.parse().map_err(|_| Problem::NotFound)?;
    let link = id.parse().map_err(|_| Problem::NotFound)?;
    let agreed = if let Some(row) = consents::find(&mut tx, open.vault, share).await? {
        shown(open, &row, now)?
    } else {
        let row = invitations::find(&mut tx, open.vault, link).await?;
        put_in(open, &row.ok_or(Problem::NotFound)?, now)?
    };
    let Standing::Stopped(at) = agreed.standing else {
        return Ok((agreed, None));
    };
    let entries = journal::at(&mut tx, open.vault, at).await?;
    drop(tx);
    let mut by = By::Unknown;
    for row in &entries {
        let entry = look_back::read(open, row);
        match (entry.event, entry.known) {
            (Some(Event::Restored), _) => by = By::Restored,
            // Its entry is about the one that took its place, in the same change.
            (Some(Event::ShareExtended | Event::CopyGiven), _) if by == By::Unknown => {
                by = By::Another;
            }
            (Some(event), Known::All(details)) if details.consent == agreed.id => match event {
                Event::ShareStopped | Event::InvitationStopped => by = By::Person,
                Event::ShareStoppedByTries => by = By::Tries,
                Event::AppointmentEnded => by = By::Professional(details.who),
                _ => {}
            },
            _ => {}
        }
    }
    Ok((agreed, Some(by)))
}

fn shown(open: &Open, row: &ConsentRow, now: Moment) -> Outcome<Agreed> {
    let standing = match (row.withdrawn_at, show::state_of(row, now)) {
        (Some(at), _) => Standing::Stopped(at),
        (None, State::Open | State::Spent) => Standing::Live,
        (None, State::Expired) => Standing::Over,
        // The fifth wrong code ends it; the row says so a moment later.
        (None, State::Stopped) => Standing::Stopped(now),
    };
    Ok(Agreed {
        id: row.id.to_string(),
        what: What::Shown(Box::new(show::receipt(open, row)?)),
        from: row.given_at,
        until: row.until,
        standing,
    })
}

fn put_in(open: &Open, row: &InvitationRow, now: Moment) -> Outcome<Agreed> {
    let standing = match row.withdrawn_at {
        Some(at) => Standing::Stopped(at),
        None if row.is_live(now) => Standing::Live,
        None => Standing::Over,
    };
    Ok(Agreed {
        id: row.id.to_string(),
        what: What::PutIn(deposits::agreement(open, row)?),
        from: row.given_at,
        until: row.until,
        standing,
    })
}
