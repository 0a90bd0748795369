//! A manager gives a colleague another role.

use super::roster::{called, calls};
use super::{counts, mac, manages_colleague, names, still_manages, tell_own, vouched_for};
use crate::actions::change::LockedChange;
use crate::actions::session::Session;
use crate::actions::structures::tell_others;
use crate::actions::{Abri, Outcome, Problem, appointments};
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::structure::Role;
use crate::store::{member_names, people};

/// Gives the role, which counts from the colleague's next request on. Both journals tell it.
pub async fn set_role(
    abri: &Abri,
    session: &Session,
    colleague: VaultId,
    role: Role,
) -> Outcome<()> {
    let (manage, _) = manages_colleague(abri, session, colleague).await?;
    let who = called(session)?;
    counts::managed(abri, manage.by()).await?;
    let mut change = LockedChange::begin(abri, colleague).await?;
    still_manages(change.tx(), &manage).await?;
    let generation = change.vault().generation;
    let row = people::read(change.tx(), colleague)
        .await?
        .ok_or(Problem::NotFound)?;
    // Else a swapped key would be vouched for from now on.
    vouched_for(abri, &row, generation)?;
    if row.role == role {
        return Ok(());
    }
    let mac = mac(abri, &row, role, generation);
    people::set_role(change.tx(), (colleague, manage.structure()), role, &mac).await?;
    if role != Role::Manager {
        member_names::delete_read_by(change.tx(), colleague).await?;
    }
    let details = Details {
        who,
        role: Some(role),
        ..Details::default()
    };
    change.tell(Event::RoleChanged, &details).await?;
    change.commit().await?;
    let person = calls(abri, session, colleague).await?;
    if role != Role::SocialWorker {
        appointments::end_all_of(abri, colleague, &person).await?;
    }
    let mut details = Details {
        person,
        role: Some(role),
        ..Details::default()
    };
    tell_own(abri, session, Event::RoleGiven, &details).await?;
    details.who = called(session)?;
    let but = [manage.by(), colleague];
    tell_others(abri, manage.structure(), &but, Event::RoleGiven, &details).await?;
    names::pass_on(abri, session).await;
    Ok(())
}
