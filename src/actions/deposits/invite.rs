//! The person gives somebody leave to put papers in: a link that ends by itself, or a code for a mediator who is
//! with them.
//!
//! Everything of it is one row, which lasts: what opens it needs the key of the day of its end as well, so that a
//! backup opens nothing that is over.

use super::depositor::Given;
use super::mediations;
use super::right::Right;
use super::{Link, code};
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::session::Session;
use crate::actions::short_code::Offered;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem, open_vault};
use crate::crypto::context::Purpose;
use crate::crypto::lookups::{self, Kind};
use crate::crypto::{crockford, envelope, random};
use crate::domain::deposit::{Agreement, Refused};
use crate::domain::document::Through;
use crate::domain::ids::InvitationId;
use crate::domain::journal::{Details, Event};
use crate::domain::structure::Role;
use crate::domain::time::Moment;
use crate::store::invitations::{self, InvitationRow};
use crate::store::{deposit_codes, mediations as mediations_of, uploads};
use zeroize::Zeroizing;

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
    /// For whom; empty for a mediator.
    pub name: String,
    /// Whether it is for a mediator, who comes in by a code alone.
    pub mediator: bool,
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

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self::Field(match refused {
            Refused::Name => "show-who-missing",
            Refused::Days => "show-until-missing",
            Refused::Papers => "show-how-missing",
        })
    }
}

/// Gives a link. An answer sent twice is a `Conflict`; a field that cannot be is a `Field`.
pub async fn invite(abri: &Abri, session: &Session, new: NewInvitation) -> Outcome<()> {
    let chosen = (new.days, new.papers);
    let words = (new.sentence, new.language);
    let agreed = Agreement::new(abri.now(), &new.name, chosen, words)?;
    give(abri, session, new.id, &agreed).await
}

/// Gives leave to a mediator who is with the person, for an hour, and draws the code that they say. `words` are the
/// sentence that was on the screen and its language. An answer sent twice is a `Conflict`.
pub async fn invite_mediator(
    abri: &Abri,
    session: &Session,
    id: InvitationId,
    words: (String, String),
) -> Outcome<Offered> {
    let agreed = Agreement::with_mediator(abri.now(), words);
    give(abri, session, id, &agreed).await?;
    code::offer_code(abri, &session.open, id).await
}

async fn give(abri: &Abri, session: &Session, id: InvitationId, agreed: &Agreement) -> Outcome<()> {
    let open = &session.open;
    let secret = random::secret();
    let right = Right::of(open, *id.as_bytes(), agreed.end());
    let given = Given {
        person: open_vault::profile(session)?.name.as_str().to_owned(),
        name: agreed.name.clone(),
    };
    // A mediator's comes in by a door of its own: as a link, its secret opens nothing.
    let (through, kind, event) = if agreed.mediator {
        let kind = Kind::MediatorInvitation;
        (Through::Mediator, kind, Event::MediatorInvited)
    } else {
        (Through::Link, Kind::Invitation, Event::InvitationGiven)
    };
    let key = right.seal_key(abri, open, through, &secret, &given);
    let row = InvitationRow {
        vault_id: open.vault,
        id,
        generation: open.generation,
        lookup: lookups::id(kind, secret.expose()),
        record: seal_agreement(open, &right, agreed),
        link: Some(right.seal_link(open, &secret)),
        key: Some(key.await?),
        given_at: Moment::from_millis(agreed.from),
        until: agreed.end(),
        withdrawn_at: None,
        papers_left: agreed.papers,
        undos_left: agreed.papers,
    };
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    invitations::add(change.tx(), &row).await?;
    change.tell(event, &told(id, agreed)).await?;
    change.commit().await
}

fn seal_agreement(open: &Open, right: &Right, agreed: &Agreement) -> Vec<u8> {
    // Strings and numbers alone: nothing in it can fail to serialise.
    let json = Zeroizing::new(serde_json::to_vec(agreed).unwrap_or_default());
    let context = right.context(Purpose::Agreement);
    envelope::seal(&open.keys.wrap, &context, &json)
}

pub(super) fn right(row: &InvitationRow) -> Right {
    Right {
        vault: row.vault_id,
        generation: row.generation,
        id: *row.id.as_bytes(),
        until: row.until,
    }
}

/// What was agreed to of an invitation of this vault, live or not.
pub(in crate::actions) fn agreement(open: &Open, row: &InvitationRow) -> Outcome<Agreement> {
    let context = right(row).context(Purpose::Agreement);
    let json = envelope::open(&open.keys.wrap, &context, &row.record)?;
    serde_json::from_slice(&json).map_err(|_| Problem::Damaged("receipt"))
}

/// The same row for a vault of another generation, its agreement sealed under the new key.
pub(in crate::actions) fn under_next(
    open: &Open,
    next: &Open,
    row: &InvitationRow,
) -> Outcome<InvitationRow> {
    let agreed = agreement(open, row)?;
    let mut new = row.clone();
    new.generation = next.generation;
    new.record = seal_agreement(next, &right(&new), &agreed);
    Ok(new)
}

/// What the journal says of an invitation.
pub(in crate::actions) fn told(id: InvitationId, agreed: &Agreement) -> Details {
    Details {
        who: agreed.name.clone(),
        consent: id.to_string(),
        count: agreed.papers,
        until: agreed.until,
        role: agreed.mediator.then_some(Role::Mediator),
        ..Details::default()
    }
}

/// The links by which papers can be put in now, the newest first.
pub async fn active(abri: &Abri, open: &Open) -> Outcome<Vec<ActiveInvitation>> {
    let mut tx = abri.store.durable.look().await?;
    let rows = invitations::live_of_vault(&mut tx, open.vault, abri.now()).await?;
    drop(tx);
    rows.iter().rev().map(|row| read(open, row)).collect()
}

/// One of them; `NotFound` once it is over.
pub async fn one(abri: &Abri, open: &Open, id: InvitationId) -> Outcome<ActiveInvitation> {
    read(open, &live(abri, open, id).await?)
}

pub(super) async fn live(abri: &Abri, open: &Open, id: InvitationId) -> Outcome<InvitationRow> {
    let mut tx = abri.store.durable.look().await?;
    let row = invitations::find(&mut tx, open.vault, id).await?;
    row.filter(|row| row.is_live(abri.now()))
        .ok_or(Problem::NotFound)
}

fn read(open: &Open, row: &InvitationRow) -> Outcome<ActiveInvitation> {
    let agreed = agreement(open, row)?;
    let sealed = row.link.as_deref().ok_or(Problem::NotFound)?;
    let secret = right(row).open_link(open, sealed)?;
    Ok(ActiveInvitation {
        id: row.id,
        given: row.given_at,
        until: row.until,
        papers: agreed.papers,
        left: row.papers_left,
        arrived: agreed.papers.saturating_sub(row.papers_left),
        name: agreed.name,
        mediator: agreed.mediator,
        link: Link {
            text: crockford::rescue_code(&secret),
        },
    })
}

/// The person stops it, and whoever came in by its code; or a mediator who came in with their number. `NotFound`
/// once it is over.
pub async fn stop(abri: &Abri, open: &Open, id: InvitationId) -> Outcome<()> {
    let mediators = mediations::stop_right(abri, open, id).await?;
    let links = match live(abri, open, id).await {
        Ok(row) => withdraw(abri, open, &[row]).await?,
        Err(Problem::NotFound) => 0,
        Err(problem) => return Err(problem),
    };
    if mediators + links == 0 {
        return Err(Problem::NotFound);
    }
    Ok(())
}

/// Stops all of them; how many.
pub(in crate::actions) async fn stop_all(abri: &Abri, open: &Open) -> Outcome<usize> {
    let mut tx = abri.store.durable.look().await?;
    let rows = invitations::live_of_vault(&mut tx, open.vault, abri.now()).await?;
    drop(tx);
    for one in mediations::mediations(abri, open).await? {
        mediations::stop_right(abri, open, one.right).await?;
    }
    withdraw(abri, open, &rows).await
}

/// What opens it first: short codes, uploads under way; then the row, whose secrets go with it.
async fn withdraw(abri: &Abri, open: &Open, rows: &[InvitationRow]) -> Outcome<usize> {
    if rows.is_empty() {
        return Ok(0);
    }
    take_away(abri, rows).await?;
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let now = change.now();
    let mut stopped = 0;
    for row in rows {
        let generation = open.generation;
        if invitations::withdraw(change.tx(), open.vault, row.id, generation, now).await? {
            let agreed = agreement(open, row)?;
            change
                .tell(Event::InvitationStopped, &told(row.id, &agreed))
                .await?;
            stopped += 1;
        }
    }
    change.commit().await?;
    // Once more, for a code that was drawn or an upload that was begun in between.
    take_away(abri, rows).await?;
    Ok(stopped)
}

async fn take_away(abri: &Abri, rows: &[InvitationRow]) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    for row in rows {
        deposit_codes::delete_of_right(&mut tx, row.vault_id, row.id).await?;
        mediations_of::delete_of_right(&mut tx, row.vault_id, row.id.as_bytes()).await?;
        uploads::delete_of_right(&mut tx, row.vault_id, row.id.as_bytes()).await?;
    }
    Ok(tx.commit().await?)
}
