//! A manager says who sits in the two seats of their structure.

use super::{inbox_of, key_place, of_structure};
use crate::actions::change::LockedChange;
use crate::actions::people::names::{self, Name};
use crate::actions::people::roster::called;
use crate::actions::people::{counts, manages, manages_anybody, still_manages, tell_own};
use crate::actions::session::Session;
use crate::actions::structures::{tell_managers, tell_others};
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::context::Purpose;
use crate::crypto::{hybrid, inbox, random};
use crate::domain::access::Manage;
use crate::domain::ids::{StructureId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::recovery::{MOST_IN_A_SEAT, Seat};
use crate::store::seats::{self as rows, GuardianRow, SeatRow};
use crate::store::{self, DurableTx};

/// Somebody in a seat, as a manager sees it.
pub struct Guardian {
    /// Their vault.
    pub person: VaultId,
    /// Their name, once this manager knows it.
    pub name: Option<String>,
    /// Whether they have the key of the seat.
    pub holds: bool,
    /// Whether it is whoever looks.
    pub me: bool,
}

/// One of the two seats.
pub struct Place {
    /// Which.
    pub seat: Seat,
    /// Who sits there, those named first before.
    pub guardians: Vec<Guardian>,
}

/// Both seats of the structure of this manager.
pub async fn of_manager(abri: &Abri, session: &Session) -> Outcome<Vec<Place>> {
    let manage = manages(session)?;
    let mut known = names::known(abri, &session.open).await?;
    known.insert(manage.by(), names::own(session)?);
    let mut tx = abri.store.durable.look().await?;
    let all = rows::of_structure(&mut tx, manage.structure()).await?;
    let guardian = |row: &GuardianRow| Guardian {
        person: row.person,
        name: known
            .get(&row.person)
            .map(|name| name.name.as_str().to_owned()),
        holds: row.key.is_some(),
        me: row.person == manage.by(),
    };
    let place = |seat| Place {
        seat,
        guardians: all
            .iter()
            .filter(|row| row.seat == seat)
            .map(guardian)
            .collect(),
    };
    Ok(Seat::BOTH.into_iter().map(place).collect())
}

/// Names a colleague, or oneself, to a seat. The first in it gets its key, which is drawn now; the next ones wait for
/// somebody of the seat to hand it over: no manager fills both seats alone.
pub async fn name(abri: &Abri, session: &Session, seat: Seat, person: VaultId) -> Outcome<()> {
    let manage = manages_anybody(abri, session, person).await?;
    counts::managed(abri, manage.by()).await?;
    let mut known = names::known(abri, &session.open).await?;
    known.insert(manage.by(), names::own(session)?);
    let who = called(session)?;
    // Without a name nobody could tell whom they hand the key to.
    let name = known
        .remove(&person)
        .ok_or(Problem::Field("guardians-no-name"))?;
    let mut change = LockedChange::begin(abri, person).await?;
    still_manages(change.tx(), &manage).await?;
    let all = rows::of_structure(change.tx(), manage.structure()).await?;
    if all.iter().any(|row| row.person == person) {
        return Err(Problem::Field("guardians-both-places"));
    }
    let there: Vec<_> = all.into_iter().filter(|row| row.seat == seat).collect();
    if there.len() >= MOST_IN_A_SEAT {
        return Err(Problem::Field("guardians-full"));
    }
    let made = if there.iter().any(|row| row.key.is_some()) {
        add_waiting(abri, &mut change, &manage, (seat, person), &name).await?;
        false
    } else {
        make(abri, &mut change, &manage, (seat, person), &name, &there).await?;
        true
    };
    let mut details = Details {
        who,
        count: seat.number(),
        ..Details::default()
    };
    change.tell(Event::GuardianNamed, &details).await?;
    change.commit().await?;
    details.person = name.name.as_str().to_owned();
    if manage.by() != person {
        let own = Details {
            who: String::new(),
            ..details.clone()
        };
        tell_own(abri, session, Event::GuardianNamed, &own).await?;
    }
    let but = [manage.by(), person];
    let structure = manage.structure();
    tell_others(abri, structure, &but, Event::GuardianNamed, &details).await?;
    if made {
        details.person = String::new();
        tell_managers(abri, structure, Event::SeatMade, &details).await?;
    }
    Ok(())
}

async fn add_waiting(
    abri: &Abri,
    change: &mut LockedChange,
    manage: &Manage,
    (seat, person): (Seat, VaultId),
    name: &Name,
) -> Outcome<()> {
    let structure = manage.structure();
    let recipient = super::recipient(abri, change.tx(), structure, seat).await?;
    let recipient = recipient.ok_or(Problem::Damaged("seat"))?;
    let row = GuardianRow {
        structure_id: structure,
        person,
        seat,
        key: None,
        called: seal_name(abri, &recipient, structure, (seat, person), name),
        named_at: change.now(),
    };
    Ok(rows::name(change.tx(), &row).await?)
}

/// Draws the key of a seat that nobody holds, for its first holder.
async fn make(
    abri: &Abri,
    change: &mut LockedChange,
    manage: &Manage,
    (seat, person): (Seat, VaultId),
    name: &Name,
    waiting: &[GuardianRow],
) -> Outcome<()> {
    let structure = manage.structure();
    let seed = random::key();
    let recipient = hybrid::Identity::from_seed(&seed).recipient();
    let bytes = recipient.to_bytes();
    let row = SeatRow {
        structure_id: structure,
        seat,
        mac: abri.keys.seat_mac(structure, seat, &bytes),
        recipient: bytes,
    };
    rows::set(change.tx(), &row).await?;
    // Those who waited for a key that nobody has any more are named anew.
    for row in waiting {
        rows::remove(change.tx(), structure, row.person).await?;
    }
    let (to, generation) = inbox_of(abri, change.tx(), person).await?;
    let place = key_place((person, generation), structure, seat);
    let row = GuardianRow {
        structure_id: structure,
        person,
        seat,
        key: Some(inbox::seal(&to, &place, seed.expose())),
        called: seal_name(abri, &recipient, structure, (seat, person), name),
        named_at: change.now(),
    };
    Ok(rows::name(change.tx(), &row).await?)
}

/// `MAC[32] ‖ name`: anybody can seal to the seat, and only this installation vouches for whom a manager named.
fn seal_name(
    abri: &Abri,
    seat_key: &hybrid::Recipient,
    structure: StructureId,
    (seat, person): (Seat, VaultId),
    name: &Name,
) -> Vec<u8> {
    let place = of_structure(Purpose::SeatName, structure, seat).object(person.as_bytes());
    let name = name.name.as_str().as_bytes();
    let mac = abri.keys.newcomer_mac(structure, (seat, person), name);
    inbox::seal(seat_key, &place, &[&mac[..], name].concat())
}

/// How whoever waits in a seat is called; `Damaged` unless a manager named them.
pub(super) fn open_name(
    abri: &Abri,
    identity: &hybrid::Identity,
    row: &GuardianRow,
) -> Outcome<String> {
    const DAMAGED: Problem = Problem::Damaged("seat");
    let (structure, seat) = (row.structure_id, row.seat);
    let place = of_structure(Purpose::SeatName, structure, seat).object(row.person.as_bytes());
    let opened = inbox::open(identity, &place, &row.called)?;
    let (mac, name) = opened.split_first_chunk::<32>().ok_or(DAMAGED)?;
    if !abri
        .keys
        .is_newcomer(structure, (seat, row.person), name, mac)
    {
        return Err(DAMAGED);
    }
    Ok(String::from_utf8_lossy(name).into_owned())
}

/// Takes somebody out of their seat. With the last one who has its key the seat is empty, and people agree anew.
pub async fn remove(abri: &Abri, session: &Session, person: VaultId) -> Outcome<()> {
    let manage = manages_anybody(abri, session, person).await?;
    counts::managed(abri, manage.by()).await?;
    let who = called(session)?;
    let mut known = names::known(abri, &session.open).await?;
    let mut change = LockedChange::begin(abri, person).await?;
    still_manages(change.tx(), &manage).await?;
    let seat = seat_of(change.tx(), person).await?;
    if !rows::remove(change.tx(), manage.structure(), person).await? {
        return Err(Problem::NotFound);
    }
    let mut details = Details {
        who,
        count: seat.number(),
        ..Details::default()
    };
    change.tell(Event::GuardianRemoved, &details).await?;
    change.commit().await?;
    let name = known.remove(&person);
    details.person = name.map_or_else(String::new, |name| name.name.as_str().to_owned());
    if manage.by() != person {
        let own = Details {
            who: String::new(),
            ..details.clone()
        };
        tell_own(abri, session, Event::GuardianRemoved, &own).await?;
    }
    let but = [manage.by(), person];
    let event = Event::GuardianRemoved;
    tell_others(abri, manage.structure(), &but, event, &details).await
}

async fn seat_of(tx: &mut DurableTx, person: VaultId) -> Outcome<Seat> {
    let row = store::seats::of_person(tx, person).await?;
    row.map(|row| row.seat).ok_or(Problem::NotFound)
}
