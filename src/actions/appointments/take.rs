//! A person takes the code of an appointment: it is theirs to answer from then on, and nobody else's.

use super::ask::code_place;
use super::request::{keep_for_person, verified};
use super::{DAMAGED, told};
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::{crockford, deposits, envelope};
use crate::domain::appointment::CODE;
use crate::domain::ids::AppointmentId;
use crate::domain::journal::Event;
use crate::store::{appointments, throttle};
use zeroize::Zeroizing;

/// Codes that one vault may try while one is good: whoever misreads needs two or three.
const TRIES: u64 = 10;
/// The same for one source, behind which there may be a whole town.
const OF_SOURCE: u64 = 300;

/// A code as it was typed, in its one canonical form.
pub fn code_typed(typed: &str) -> Option<Zeroizing<String>> {
    crockford::parse_appointment_code(typed)
}

/// Takes it. Wrong, taken or over: `NotFound`. `source` is a network address in text.
pub async fn take(abri: &Abri, open: &Open, typed: &str, source: &str) -> Outcome<AppointmentId> {
    let permit = leave(open)?;
    let now = abri.now();
    let here = abri.keys.throttle_id("appointment", source.as_bytes());
    let whose = abri.keys.throttle_id("appointment", open.vault.as_bytes());
    let mut tx = abri.store.ephemeral.begin().await?;
    let of_vault = throttle::count(&mut tx, &whose, now, CODE).await?;
    let of_source = throttle::count(&mut tx, &here, now, CODE).await?;
    tx.commit().await?;
    if of_vault > TRIES || of_source > OF_SOURCE {
        return Err(Problem::TooManyTries { wait: CODE });
    }
    let code = code_typed(typed).ok_or(Problem::NotFound)?;
    let code_id = abri.keys.code_id(&code);
    let mut tx = abri.store.ephemeral.read().await?;
    let row = appointments::by_code(&mut tx, &code_id, now).await?;
    let row = row.ok_or(Problem::NotFound)?;
    drop(tx);
    let day = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let parameters = row.parameters.parse().map_err(|_| DAMAGED)?;
    // Before the code is used up: a busy service eats none.
    let key = deposits::code_key(&abri.argon, (&code, &code_id), parameters, &day)
        .await
        .map_err(|_| Problem::Busy)?;
    let sealed = row.request.as_deref().ok_or(DAMAGED)?;
    let signed = envelope::open(&key, &code_place(row.professional, row.id), sealed)?;
    let request = verified(abri, &row, &signed).await?;
    let mine = keep_for_person(open, row.id, &day, &signed);
    let mut tx = abri.store.ephemeral.begin().await?;
    if !appointments::take(&mut tx, &code_id, open.vault, &mine, abri.now()).await? {
        return Err(Problem::NotFound);
    }
    // It was right: whoever reads theirs is no guesser.
    throttle::give_back(&mut tx, &whose, now).await?;
    throttle::give_back(&mut tx, &here, now).await?;
    tx.commit().await?;
    let mut change = Change::begin(abri, open, &permit).await?;
    change.tell(Event::RequestRead, &told(&request)).await?;
    change.commit().await?;
    Ok(row.id)
}
