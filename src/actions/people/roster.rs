//! Who works at a structure, for its managers: names, roles and counts; no paper, no beneficiary.

use super::manages;
use super::names::{self, Name};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::ids::VaultId;
use crate::domain::structure::{Member, Role};
use crate::domain::time::Moment;
use crate::store::help_cases;
pub use crate::store::help_cases::HelpCaseRow;
use crate::store::person_invitations;
pub use crate::store::person_invitations::PersonInvitationRow;
use crate::store::{people, vaults};

/// One colleague.
pub struct Colleague {
    /// Their place.
    pub member: Member,
    /// Their name, unless it has not reached this manager yet.
    pub name: Option<Name>,
    /// When they joined.
    pub joined: Moment,
    /// When they last came in.
    pub visited: Moment,
    /// Whoever wants to help them back in, if somebody does.
    pub help: Option<HelpCaseRow>,
}

/// Everybody of a structure.
pub struct Roster {
    /// Those who work there, the one who looks too.
    pub colleagues: Vec<Colleague>,
    /// Invitations that nobody has used yet.
    pub invitations: Vec<PersonInvitationRow>,
    /// How many accounts were closed.
    pub closed: usize,
}

impl Roster {
    /// How many work there in that role.
    pub fn count(&self, role: Role) -> usize {
        let with = |colleague: &&Colleague| colleague.member.role == role;
        self.colleagues.iter().filter(with).count()
    }
}

/// Everybody of the structure of this manager.
pub async fn roster(abri: &Abri, session: &Session) -> Outcome<Roster> {
    let structure = manages(session)?.structure();
    let mut names = names::known(abri, &session.open).await?;
    let now = abri.now();
    let mut tx = abri.store.durable.read().await?;
    let helps = help_cases::of_structure(&mut tx, structure, now).await?;
    let mut roster = Roster {
        colleagues: Vec::new(),
        invitations: person_invitations::open_ones(&mut tx, structure, now).await?,
        closed: 0,
    };
    for row in people::of_structure(&mut tx, structure).await? {
        if row.deactivated_at.is_some() {
            roster.closed += 1;
            continue;
        }
        let vault = vaults::read(&mut tx, row.vault_id).await?;
        roster.colleagues.push(Colleague {
            member: row.member(),
            name: names.remove(&row.vault_id),
            joined: row.joined_at,
            visited: vault.map_or(row.joined_at, |vault| vault.visited_at),
            help: helps
                .iter()
                .find(|help| help.person == row.vault_id)
                .cloned(),
        });
    }
    Ok(roster)
}

/// One of them.
pub async fn colleague(abri: &Abri, session: &Session, id: VaultId) -> Outcome<Colleague> {
    let all = roster(abri, session).await?;
    let mut colleagues = all.colleagues.into_iter();
    colleagues
        .find(|colleague| colleague.member.vault == id)
        .ok_or(Problem::NotFound)
}

/// What the person who is signed in is to others: their name in journals.
pub(in crate::actions) fn called(session: &Session) -> Outcome<String> {
    Ok(names::own(session)?.name.as_str().to_owned())
}

/// How a manager calls a colleague in their own journal; empty while the name is not known.
pub(in crate::actions) async fn calls(
    abri: &Abri,
    session: &Session,
    colleague: VaultId,
) -> Outcome<String> {
    let known = names::known(abri, &session.open).await?;
    let name = known.get(&colleague);
    Ok(name.map_or_else(String::new, |name| name.name.as_str().to_owned()))
}
