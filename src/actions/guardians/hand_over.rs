//! Somebody of a seat hands its key to a colleague whom a manager named: the manager alone fills no seat.

use super::seats::open_name;
use super::{inbox_of, key_place, sitting};
use crate::actions::people::{self, tell_own};
use crate::actions::session::Session;
use crate::actions::structures::tell_managers;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::inbox;
use crate::domain::access;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::recovery::Seat;
use crate::store::seats as rows;

/// A colleague who waits for the key.
pub struct Newcomer {
    /// Their vault.
    pub person: VaultId,
    /// How the manager who named them calls them.
    pub name: String,
}

/// The seat of whoever is signed in.
pub struct OwnSeat {
    /// Which.
    pub seat: Seat,
    /// Whether they have its key.
    pub holds: bool,
    /// Who waits for it; nobody to whoever waits themselves.
    pub waiting: Vec<Newcomer>,
}

/// The seat of whoever is signed in, and who waits there; `None` when they sit in none.
pub async fn own(abri: &Abri, session: &Session) -> Outcome<Option<OwnSeat>> {
    let Some(sitting) = sitting(abri, session).await? else {
        return Ok(None);
    };
    let (seat, structure) = (sitting.seat, sitting.sit.structure());
    let Some((_, identity)) = &sitting.identity else {
        return Ok(Some(OwnSeat {
            seat,
            holds: false,
            waiting: Vec::new(),
        }));
    };
    let mut tx = abri.store.durable.look().await?;
    let mut waiting = Vec::new();
    for row in rows::of_structure(&mut tx, structure).await? {
        if row.seat == seat && row.key.is_none() {
            waiting.push(Newcomer {
                person: row.person,
                name: open_name(abri, identity, &row)?,
            });
        }
    }
    Ok(Some(OwnSeat {
        seat,
        holds: true,
        waiting,
    }))
}

/// Hands the key over. `NotFound` unless they wait for it in the same seat.
pub async fn hand_over(abri: &Abri, session: &Session, person: VaultId) -> Outcome<()> {
    let own = own(abri, session).await?.ok_or(Problem::NotFound)?;
    let mut waiting = own.waiting.into_iter();
    let newcomer = waiting.find(|one| one.person == person);
    let newcomer = newcomer.ok_or(Problem::NotFound)?;
    let sitting = sitting(abri, session).await?.ok_or(Problem::NotFound)?;
    let (key, _) = sitting.identity.ok_or(Problem::NotFound)?;
    let (seat, structure) = (sitting.seat, sitting.sit.structure());
    let mut tx = abri.store.durable.begin().await?;
    let (to, generation) = inbox_of(abri, &mut tx, person).await?;
    // Whoever waits was named by a manager here: a row in a table alone makes nobody a colleague.
    let colleague = people::working(abri, &mut tx, person, generation).await?;
    colleague
        .and_then(|working| access::may_sit(&working.member))
        .filter(|sit| sit.structure() == structure)
        .ok_or(Problem::NotFound)?;
    let place = key_place((person, generation), structure, seat);
    let sealed = inbox::seal(&to, &place, key.expose());
    rows::hand_over(&mut tx, (structure, person), seat, &sealed).await?;
    tx.commit().await?;
    let mut details = Details {
        person: newcomer.name,
        count: seat.number(),
        ..Details::default()
    };
    tell_own(abri, session, Event::SeatPassed, &details).await?;
    details.who = crate::actions::people::roster::called(session)?;
    tell_managers(abri, structure, Event::SeatPassed, &details).await
}
