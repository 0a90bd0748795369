//! A person comes back in. Opening a slot is the check; there is no second, weaker one.
//!
//! A try with a card or a device is counted before it is made and given back when it was right; ten
//! wrong ones running erase that way in. Words slow down and never lock.

use super::change::LockedChange;
use super::rescue::by_rescue;
use super::session::{self, Session};
use super::unlock::unlocked;
pub use super::way::{Way, identifier_typed, number_typed};
use super::ways_in;
use super::{Abri, Outcome, Problem, deposits, notices, refused_tries, state};
use crate::crypto::argon::Parameters;
use crate::crypto::lookups;
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::slots::{self as sealing, Known, Refusal};
use crate::crypto::words::Phrase;
use crate::domain::access::Whose;
use crate::domain::journal::{Details, Event};
use crate::domain::notices::Why;
use crate::domain::person::Identifier;
use crate::domain::slot::{Place, SlotKind, TRIES, tries_left};
use crate::domain::time::Span;
use crate::store::slots::{self, SlotRow};
use crate::store::{throttle, tries_told};

/// Tries with words, per identifier and source, before the next must wait.
const PHRASE_TRIES: u64 = 10;
/// Tries with words, per identifier from everywhere.
const PHRASE_TRIES_ANYWHERE: u64 = 60;
const PHRASE_WINDOW: Span = Span::minutes(15);

/// Whether a card or device is known; nobody learns it without its 128-bit secret.
pub async fn is_known(abri: &Abri, kind: SlotKind, secret: &Secret) -> Outcome<bool> {
    let id = lookups::id(ways_in::held(kind)?.lookup(), secret.expose());
    let mut tx = abri.store.durable.read().await?;
    Ok(slots::find(&mut tx, &id).await?.is_some())
}

/// Opens the vault and begins a session. `source` is the address a try comes from, for the throttle.
pub async fn sign_in(abri: &Abri, way: Way, place: Place, source: &str) -> Outcome<Session> {
    let session = match way {
        Way::Held { kind, secret, code } => {
            by_held(abri, kind, &secret, (&code).into(), place).await
        }
        Way::Desk {
            kind,
            secret,
            words,
        } => by_held(abri, kind, &secret, (&words).into(), place).await,
        Way::Words { identifier, phrase } => {
            by_words(abri, &identifier, &phrase, place, source).await
        }
        Way::Rescue(once) => by_rescue(abri, &once, place).await,
    }?;
    if session.open.whose == Whose::Renewing {
        return Ok(session);
    }
    if let Err(problem) = deposits::adopt(abri, &session.open).await {
        // The vault is open all the same, and its first page tries again.
        tracing::warn!(%problem, "what was put in is not taken in yet");
    }
    Ok(session)
}

/// Opens the vault at the professional's own computer, to answer a request and nothing else. What the person holds and
/// knows opens it; a rescue code, which opens once, and the ways of professionals do not.
pub async fn sign_in_to_answer(abri: &Abri, way: Way, source: &str) -> Outcome<Session> {
    match &way {
        Way::Held { .. } | Way::Words { .. } => {}
        Way::Desk { .. } | Way::Rescue(_) => return Err(Problem::NotFound),
    }
    let session = sign_in(abri, way, Place::Shared, source).await?;
    session::to_answer(abri, session).await
}

/// Checks what goes with something held.
async fn open_held(
    abri: &Abri,
    kind: SlotKind,
    secret: &Secret,
    known: Known<'_>,
) -> Outcome<(SlotRow, Key)> {
    let held = ways_in::held(kind)?;
    if kind.is_professional() != matches!(known, Known::Words(_)) {
        return Err(Problem::NotFound);
    }
    let id = lookups::id(held.lookup(), secret.expose());
    let row = find(abri, &id).await?;
    let Some(before) = slots::spend_try(&abri.store.durable, &id).await? else {
        return Err(erase(abri, &row).await?);
    };
    let place = sealing::Place {
        vault: row.vault_id,
        generation: row.generation,
    };
    let slot = ways_in::sealed(&row)?;
    match sealing::open_held(&abri.argon, &abri.keys, held, (secret, known), place, &slot).await {
        Ok(key) => {
            // At once: whatever is refused or fails behind the door, the secret was right.
            return_try(abri, &id).await?;
            Ok((row, key))
        }
        Err(refused @ (Refusal::Busy | Refusal::Pepper)) => {
            return_try(abri, &id).await?;
            Err(refusal(refused))
        }
        Err(Refusal::Wrong) if before + 1 >= TRIES => Err(erase(abri, &row).await?),
        Err(Refusal::Wrong) => {
            let mut tx = abri.store.durable.begin().await?;
            tries_told::release(&mut tx, &id).await?;
            tx.commit().await?;
            Err(Problem::WrongSecret {
                left: Some(tries_left(before + 1)),
            })
        }
    }
}

async fn by_held(
    abri: &Abri,
    kind: SlotKind,
    secret: &Secret,
    known: Known<'_>,
    place: Place,
) -> Outcome<Session> {
    let (row, key) = open_held(abri, kind, secret, known).await?;
    let raised = raise_held(abri, &row, &key, secret, known).await?;
    unlocked(abri, row, key, raised, place).await
}

async fn by_words(
    abri: &Abri,
    identifier: &Identifier,
    phrase: &Phrase,
    place: Place,
    source: &str,
) -> Outcome<Session> {
    let id = abri.keys.identifier_id(identifier.as_str());
    let opened = open_words(abri, identifier, &id, phrase, source).await;
    if matches!(opened, Err(Problem::WrongSecret { .. })) {
        refused_tries::count(abri, &id).await?;
    }
    let (row, key) = opened?;
    let raised = raise_words(abri, &row, &key, phrase).await?;
    unlocked(abri, row, key, raised, place).await
}

async fn open_words(
    abri: &Abri,
    identifier: &Identifier,
    id: &[u8; 32],
    phrase: &Phrase,
    source: &str,
) -> Outcome<(SlotRow, Key)> {
    let here = abri.keys.throttle_id(
        "words",
        format!("{}\0{source}", identifier.as_str()).as_bytes(),
    );
    let anywhere = abri
        .keys
        .throttle_id("words-anywhere", identifier.as_str().as_bytes());
    let now = abri.now();
    let mut tx = abri.store.ephemeral.begin().await?;
    let mut refused = throttle::count(&mut tx, &here, now, PHRASE_WINDOW).await? > PHRASE_TRIES;
    if !refused {
        // What is refused here already must not keep the others away.
        let all = throttle::count(&mut tx, &anywhere, now, Span::hours(1)).await?;
        refused = all > PHRASE_TRIES_ANYWHERE;
    }
    tx.commit().await?;
    if refused {
        return Err(Problem::TooManyTries {
            wait: PHRASE_WINDOW,
        });
    }
    let mut tx = abri.store.durable.read().await?;
    let row = slots::find(&mut tx, id)
        .await?
        .filter(|row| row.kind == SlotKind::Phrase);
    drop(tx);
    let Some(row) = row else {
        // The same work as for a known identifier.
        return Err(refusal(sealing::pretend_phrase(&abri.argon, phrase).await));
    };
    let slot = ways_in::sealed(&row)?;
    let slot_place = sealing::Place {
        vault: row.vault_id,
        generation: row.generation,
    };
    let opened = sealing::open_phrase(&abri.argon, &abri.keys, phrase, slot_place, &slot).await;
    let key = opened.map_err(|refused| match refusal(refused) {
        // Whoever types an identifier must not learn from it that it is known.
        Problem::Unavailable(_) => Problem::WrongSecret { left: None },
        other => other,
    })?;
    let mut tx = abri.store.ephemeral.begin().await?;
    throttle::clear(&mut tx, &here).await?;
    throttle::clear(&mut tx, &anywhere).await?;
    tx.commit().await?;
    Ok((row, key))
}

pub(super) async fn find(abri: &Abri, id: &[u8; 32]) -> Outcome<SlotRow> {
    let mut tx = abri.store.durable.read().await?;
    // Whoever has no secret of ours learns nothing: an unknown one is a wrong one.
    slots::find(&mut tx, id)
        .await?
        .ok_or(Problem::WrongSecret { left: None })
}

async fn return_try(abri: &Abri, id: &[u8; 32]) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    slots::return_try(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

pub(super) fn refusal(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Pepper => ways_in::other_pepper(),
        Refusal::Wrong => Problem::WrongSecret { left: None },
        Refusal::Busy => Problem::Busy,
    }
}

/// Stronger parameters than those of the slot, or another pepper: sealed again while the code is at hand.
async fn raise_held(
    abri: &Abri,
    row: &SlotRow,
    key: &Key,
    secret: &Secret,
    known: Known<'_>,
) -> Outcome<Option<sealing::Slot>> {
    if is_as_now(abri, row, known.parameters(&abri.argon))? {
        return Ok(None);
    }
    let place = sealing::Place {
        vault: row.vault_id,
        generation: row.generation,
    };
    let held = ways_in::held(row.kind)?;
    // Too busy now: the next sign-in does it.
    Ok(
        sealing::make_held(&abri.argon, &abri.keys, held, (secret, known), place, key)
            .await
            .ok(),
    )
}

/// Whether a way in is sealed as one that were made now.
fn is_as_now(abri: &Abri, row: &SlotRow, parameters: Parameters) -> Outcome<bool> {
    let slot = ways_in::sealed(row)?;
    Ok(slot.parameters == Some(parameters) && slot.pepper == Some(abri.keys.pepper_name()))
}

/// The same for words.
async fn raise_words(
    abri: &Abri,
    row: &SlotRow,
    key: &Key,
    phrase: &Phrase,
) -> Outcome<Option<sealing::Slot>> {
    if is_as_now(abri, row, abri.argon.phrase_parameters())? {
        return Ok(None);
    }
    let place = sealing::Place {
        vault: row.vault_id,
        generation: row.generation,
    };
    let words = (row.id, phrase);
    Ok(
        sealing::make_phrase(&abri.argon, &abri.keys, words, place, key)
            .await
            .ok(),
    )
}

/// Ten wrong codes: the way in is erased, and the journal says why its row is missing.
async fn erase(abri: &Abri, row: &SlotRow) -> Outcome<Problem> {
    let mut change = LockedChange::begin(abri, row.vault_id).await?;
    if slots::erase(change.tx(), row.vault_id, &row.id).await? {
        change.bury(row);
        let leaf = state::slot_leaf(row).to_hex();
        let details = Details {
            slot: Some(row.kind),
            count: TRIES,
            leaf,
            ..Details::default()
        };
        change.tell(Event::SlotErased, &details).await?;
    }
    let others = slots::of_vault(change.tx(), row.vault_id)
        .await?
        .iter()
        .map(|slot| slot.kind)
        .collect();
    change.commit().await?;
    notices::owe(abri, row.vault_id, Why::WayIn).await;
    Ok(Problem::WayErased { others })
}
