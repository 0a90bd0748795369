//! A colleague who lost their words or their computer is helped back in by two: a manager opens the
//! case, a second manager or the operator confirms it. It gives a new account; the old keys are dead.

use super::deactivate::{close, end_sessions};
use super::roster::{called, calls};
use super::{counts, invitation, manages, manages_colleague, still_manages};
use crate::actions::change::LockedChange;
use crate::actions::session::{self, Session};
use crate::actions::structures::tell_managers;
use crate::actions::{Abri, Outcome, Problem, appointments, drawn};
use crate::crypto::crockford;
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::domain::access::Manage;
use crate::domain::ids::{HelpId, StructureId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::structure::{BACK_IN, HELP, MOST_INVITATIONS, Role};
use crate::domain::time::Moment;
use crate::store::help_cases::{self, HelpCaseRow};
use crate::store::{people, person_invitations};

/// A case as the operator sees it: no name.
pub struct Case {
    /// What it is named by.
    pub id: HelpId,
    /// The role of the colleague.
    pub role: Role,
    /// When it was opened.
    pub opened: Moment,
    /// Its end.
    pub until: Moment,
}

/// Opens a case about a colleague, never about oneself; all managers are told.
pub async fn open(abri: &Abri, session: &Session, colleague: VaultId) -> Outcome<HelpId> {
    let (manage, _) = manages_colleague(abri, session, colleague).await?;
    let who = called(session)?;
    let person = calls(abri, session, colleague).await?;
    counts::managed(abri, manage.by()).await?;
    let now = abri.now();
    let case = HelpCaseRow {
        id: HelpId::from_bytes(random::bytes()),
        person: colleague,
        structure_id: manage.structure(),
        opened_by: manage.by(),
        opened_at: now,
        until: now + HELP,
    };
    let mut tx = abri.store.durable.begin().await?;
    still_manages(&mut tx, &manage).await?;
    help_cases::add(&mut tx, &case).await?;
    tx.commit().await?;
    let details = Details {
        who,
        person,
        ..Details::default()
    };
    tell_managers(abri, manage.structure(), Event::HelpOpened, &details).await?;
    Ok(case.id)
}

/// Takes a case back; all managers are told.
pub async fn stop(abri: &Abri, session: &Session, id: HelpId) -> Outcome<()> {
    let manage = manages(session)?;
    let who = called(session)?;
    let mut tx = abri.store.durable.begin().await?;
    still_manages(&mut tx, &manage).await?;
    if !help_cases::withdraw(&mut tx, id, manage.structure()).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    let details = Details {
        who,
        ..Details::default()
    };
    tell_managers(abri, manage.structure(), Event::HelpStopped, &details).await
}

/// A second manager confirms; the id of the invitation that lets the colleague make a new account within
/// the hour. Its secret waits in the session.
pub async fn confirm(abri: &Abri, session: &mut Session, id: HelpId) -> Outcome<[u8; 32]> {
    let case = case(abri, id).await?;
    let (manage, row) = manages_colleague(abri, session, case.person).await?;
    counts::managed(abri, manage.by()).await?;
    let who = called(session)?;
    let person = calls(abri, session, case.person).await?;
    let (id, secret) = renew(abri, &case, row.role, Some(&manage), &who).await?;
    let details = Details {
        who,
        person,
        ..Details::default()
    };
    // The old account is closed: its successor's link must not be lost, whatever follows.
    let number = crockford::rescue_code(&secret);
    session.notes.drawn.push(drawn::link(id, &number));
    session::save(abri, session).await?;
    tell_managers(abri, case.structure_id, Event::HelpConfirmed, &details).await?;
    Ok(id)
}

/// The operator confirms in a second manager's place; the secret of the link.
pub async fn confirm_as_operator(abri: &Abri, id: HelpId) -> Outcome<Secret> {
    let case = case(abri, id).await?;
    let mut tx = abri.store.durable.read().await?;
    let row = people::read(&mut tx, case.person)
        .await?
        .ok_or(Problem::NotFound)?;
    drop(tx);
    let (_, secret) = renew(abri, &case, row.role, None, "").await?;
    let structure = case.structure_id;
    tell_managers(abri, structure, Event::HelpConfirmed, &Details::default()).await?;
    Ok(secret)
}

/// The open cases of a structure, for its operator.
pub async fn cases(abri: &Abri, structure: StructureId) -> Outcome<Vec<Case>> {
    let mut tx = abri.store.durable.read().await?;
    let mut cases = Vec::new();
    for row in help_cases::of_structure(&mut tx, structure, abri.now()).await? {
        if let Some(person) = people::read(&mut tx, row.person).await? {
            cases.push(Case {
                id: row.id,
                role: person.role,
                opened: row.opened_at,
                until: row.until,
            });
        }
    }
    Ok(cases)
}

async fn case(abri: &Abri, id: HelpId) -> Outcome<HelpCaseRow> {
    let mut tx = abri.store.durable.read().await?;
    let case = help_cases::find(&mut tx, id, abri.now()).await?;
    case.ok_or(Problem::NotFound)
}

/// Closes the old account and makes the invitation, in one transaction with the case's end.
async fn renew(
    abri: &Abri,
    case: &HelpCaseRow,
    role: Role,
    by: Option<&Manage>,
    who: &str,
) -> Outcome<([u8; 32], Secret)> {
    let structure = case.structure_id;
    let by_vault = by.map(Manage::by);
    let (row, secret) = invitation::make(abri, structure, role, by_vault, BACK_IN);
    let mut change = LockedChange::begin(abri, case.person).await?;
    let now = change.now();
    if let Some(manage) = by {
        still_manages(change.tx(), manage).await?;
    }
    // The same answer whether the case is gone or this person opened it.
    if !help_cases::confirm(change.tx(), case.id, by_vault, now).await? {
        return Err(Problem::NotFound);
    }
    close(&mut change, structure, who.to_owned()).await?;
    if !person_invitations::add(change.tx(), &row, MOST_INVITATIONS).await? {
        return Err(Problem::Field("team-invite-many"));
    }
    change.commit().await?;
    end_sessions(abri, case.person).await?;
    appointments::end_all_of(abri, case.person, "").await?;
    Ok((row.id, secret))
}
