//! A manager invites somebody, or takes the invitation back.

use super::roster::called;
use super::{counts, invitation, manages, still_manages};
use crate::actions::change::Change;
use crate::actions::session::{self, Session};
use crate::actions::structures::tell_others;
use crate::actions::{Abri, Outcome, Problem, drawn, ways_in};
use crate::crypto::crockford;
use crate::domain::journal::{Details, Event};
use crate::domain::structure::{INVITATION, MOST_INVITATIONS, Role};
use crate::store::person_invitations;

/// Makes an invitation of seven days; its id. The secret of its link waits in the session, where the
/// manager can see it again until they leave; it is stored nowhere else.
pub async fn invite(abri: &Abri, session: &mut Session, role: Role) -> Outcome<[u8; 32]> {
    let manage = manages(session)?;
    counts::managed(abri, manage.by()).await?;
    let by = Some(manage.by());
    let (row, secret) = invitation::make(abri, manage.structure(), role, by, INVITATION);
    let open = &session.open;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    still_manages(change.tx(), &manage).await?;
    if !person_invitations::add(change.tx(), &row, MOST_INVITATIONS).await? {
        return Err(Problem::Field("team-invite-many"));
    }
    let mut details = Details {
        role: Some(role),
        until: row.until.millis(),
        ..Details::default()
    };
    change.tell(Event::PersonInvited, &details).await?;
    change.commit().await?;
    let number = crockford::rescue_code(&secret);
    session.notes.drawn.push(drawn::link(row.id, &number));
    session::save(abri, session).await?;
    details.who = called(session)?;
    let (structure, me) = (manage.structure(), manage.by());
    tell_others(abri, structure, &[me], Event::PersonInvited, &details).await?;
    Ok(row.id)
}

/// Takes back an invitation of the same structure that nobody has used.
pub async fn withdraw(abri: &Abri, session: &mut Session, id: &[u8; 32]) -> Outcome<()> {
    let manage = manages(session)?;
    let open = &session.open;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    still_manages(change.tx(), &manage).await?;
    if !person_invitations::withdraw(change.tx(), id, manage.structure()).await? {
        return Err(Problem::NotFound);
    }
    change
        .tell(Event::PersonInvitationStopped, &Details::default())
        .await?;
    change.commit().await?;
    session.notes.drawn.retain(|drawn| drawn.slot_id != *id);
    session::save(abri, session).await?;
    let details = Details {
        who: called(session)?,
        ..Details::default()
    };
    let (structure, me) = (manage.structure(), manage.by());
    let event = Event::PersonInvitationStopped;
    tell_others(abri, structure, &[me], event, &details).await
}
