//! A manager closes a colleague's account: every way in, every session and whatever they began die at
//! once, and no backup brings them back.

use super::roster::{called, calls};
use super::{counts, manages_colleague, still_manages, tell_own};
use crate::actions::change::LockedChange;
use crate::actions::session::Session;
use crate::actions::structures::tell_others;
use crate::actions::{Abri, Outcome, appointments, state};
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::store::{code_apps, help_cases, member_names, people, seats, sessions, slots};

/// Closes the account for good. Whoever comes back gets a new one, by an invitation.
pub async fn deactivate(abri: &Abri, session: &Session, colleague: VaultId) -> Outcome<()> {
    let (manage, _) = manages_colleague(abri, session, colleague).await?;
    let who = called(session)?;
    let person = calls(abri, session, colleague).await?;
    counts::managed(abri, manage.by()).await?;
    let mut change = LockedChange::begin(abri, colleague).await?;
    still_manages(change.tx(), &manage).await?;
    close(&mut change, manage.structure(), who).await?;
    change.commit().await?;
    end_sessions(abri, colleague).await?;
    appointments::end_all_of(abri, colleague, &person).await?;
    let mut details = Details {
        person,
        ..Details::default()
    };
    tell_own(abri, session, Event::ColleagueClosed, &details).await?;
    details.who = called(session)?;
    let (structure, me) = (manage.structure(), manage.by());
    tell_others(abri, structure, &[me], Event::ColleagueClosed, &details).await
}

/// What closing an account writes. The invitations that they made stop standing by themselves.
pub(in crate::actions) async fn close(
    change: &mut LockedChange,
    structure: StructureId,
    who: String,
) -> Outcome<()> {
    let (vault, now) = (change.vault().id, change.now());
    people::deactivate(change.tx(), (vault, structure), now).await?;
    change.bury_account();
    for slot in slots::of_vault(change.tx(), vault).await? {
        slots::erase(change.tx(), vault, &slot.id).await?;
        let details = Details {
            slot: Some(slot.kind),
            leaf: state::slot_leaf(&slot).to_hex(),
            ..Details::default()
        };
        change.tell(Event::SlotRemoved, &details).await?;
    }
    member_names::delete_of(change.tx(), vault).await?;
    help_cases::delete_of(change.tx(), vault).await?;
    seats::delete_of(change.tx(), vault).await?;
    let app = code_apps::read(change.tx(), vault).await?;
    code_apps::delete_of(change.tx(), vault).await?;
    let details = Details {
        who,
        leaf: app.map_or_else(String::new, |row| state::code_app_leaf(&row).to_hex()),
        ..Details::default()
    };
    change.tell(Event::AccountClosed, &details).await
}

/// After the account is closed: a session of it is refused anyhow, and its row goes too.
pub(super) async fn end_sessions(abri: &Abri, vault: VaultId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::delete_of_vault(&mut tx, vault, None).await?;
    Ok(tx.commit().await?)
}
