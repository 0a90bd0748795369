//! Coming in by the rescue code: it opens once, and leads straight to a new card.

use super::drawn;
use super::once::Once;
use super::session::{self, Session};
use super::sign_in::{find, refusal};
use super::unlock::{must_stand, still_stands, unlock};
use super::ways_in::{self, Made};
use super::{Abri, Outcome, Problem, notices, people};
use crate::crypto::slots as sealing;
use crate::crypto::{lookups, random};
use crate::domain::journal::{Details, Event};
use crate::domain::notices::Why;
use crate::domain::slot::{Place, SlotKind};
use crate::store::slots;

/// A new card takes the place of the code and of the old cards, in one transaction. The code that was used up is good once
/// more where it was brought, until what was drawn for the card is noted.
pub(super) async fn by_rescue(abri: &Abri, once: &Once, place: Place) -> Outcome<Session> {
    match first(abri, once, place).await {
        Err(Problem::WrongSecret { .. } | Problem::SignInAgain) => once.again(abri).await,
        opened => opened,
    }
}

async fn first(abri: &Abri, once: &Once, place: Place) -> Outcome<Session> {
    let id = lookups::id(lookups::Kind::Rescue, once.brought.expose());
    let row = find(abri, &id).await?;
    let slot_place = sealing::Place {
        vault: row.vault_id,
        generation: row.generation,
    };
    let slot = ways_in::sealed(&row)?;
    let key = sealing::open_rescue(&once.brought, slot_place, &slot).map_err(refusal)?;
    let open = people::open(abri, &row, key).await?;
    let Made {
        row: card,
        drawn: new,
    } = ways_in::make_held(abri, &open, SlotKind::Card, &random::secret()).await?;
    let way = (SlotKind::Rescue, row.id);
    let mut session = once.begin(abri, open, place, way).await?;

    let mut change = unlock(abri, &session.open, &row).await?;
    let ways = slots::of_vault(change.tx(), row.vault_id).await?;
    must_stand(&ways, &row)?;
    for old in ways {
        if matches!(old.kind, SlotKind::Card | SlotKind::Rescue) {
            slots::erase(change.tx(), old.vault_id, &old.id).await?;
            change.bury(&old);
            change
                .tell(Event::SlotRemoved, &Details::of_way(old.kind))
                .await?;
        }
    }
    slots::add(change.tx(), &card).await?;
    change
        .tell(Event::SlotAdded, &Details::of_way(card.kind))
        .await?;
    // Where the code can be read again, first: with the old ways in gone and a code that nobody has seen, the vault would
    // open no more.
    session.notes = drawn::noted(change.tx(), &session, new).await?;
    (session.notes.slot, session.notes.slot_id) = (card.kind, card.id);
    session::save(abri, &session).await?;
    let changed = change.commit().await;
    drawn::settled(abri, &card, changed).await?;
    notices::owe(abri, card.vault_id, Why::WayIn).await;
    still_stands(abri, &session, &card.id, None).await?;
    Ok(session)
}
