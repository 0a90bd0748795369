//! Wrong words for an identifier: counted by the hour, told in the person's journal once the hour is over.
//!
//! The request counts by the keyed hash of what was typed, in the same way whether somebody has that
//! identifier or not: neither the answer nor its time tells. Only the job looks whose it is.
//!
//! The entry and a mark of the hour last told are one transaction, and the count is forgotten after it. A
//! crash in between leaves a count that the mark says is told: nothing is told twice, by two processes
//! either, and nothing that was counted is lost.

use super::change::LockedChange;
use super::{Abri, Outcome, Problem};
use crate::domain::journal::{Details, Event};
use crate::domain::slot::SlotKind;
use crate::domain::time::{Moment, Span};
use crate::store::refusals::{self, RefusalRow};
use crate::store::{marks, slots};

const HOUR: Span = Span::hours(1);
/// Counts looked at together.
const TOGETHER: u32 = 500;

/// Counts wrong words for this identifier.
pub(super) async fn count(abri: &Abri, identifier: &[u8; 32]) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    refusals::count(&mut tx, identifier, hour(abri.now())).await?;
    Ok(tx.commit().await?)
}

/// Tells what was counted in the hours that are over; how many entries it made. One for each hour and
/// vault, at most.
pub async fn tell(abri: &Abri) -> Outcome<u64> {
    let mut told = 0;
    loop {
        let mut tx = abri.store.ephemeral.read().await?;
        let over = refusals::before(&mut tx, hour(abri.now()), TOGETHER).await?;
        drop(tx);
        if over.is_empty() {
            return Ok(told);
        }
        for refused in &over {
            told += u64::from(tell_one(abri, refused).await?);
        }
        let mut tx = abri.store.ephemeral.begin().await?;
        for refused in &over {
            refusals::forget(&mut tx, refused).await?;
        }
        tx.commit().await?;
    }
}

async fn tell_one(abri: &Abri, refused: &RefusalRow) -> Outcome<bool> {
    let mut tx = abri.store.durable.read().await?;
    let slot = slots::find(&mut tx, &refused.slot).await?;
    drop(tx);
    let Some(slot) = slot.filter(|slot| slot.kind == SlotKind::Phrase) else {
        return Ok(false);
    };
    let mut change = match LockedChange::begin(abri, slot.vault_id).await {
        Ok(change) => change,
        // The vault was closed meanwhile.
        Err(Problem::NotFound) => return Ok(false),
        // Its journal cannot be written before the operator has looked; that of others can.
        Err(problem @ Problem::Damaged(_)) => {
            tracing::error!(vault = %slot.vault_id, %problem, "refused tries could not be told");
            return Ok(false);
        }
        Err(problem) => return Err(problem),
    };
    let mark = format!("refused/{}", slot.vault_id);
    let last = marks::read(change.tx(), &mark).await?;
    if last.is_some_and(|last| last >= refused.hour.millis()) {
        return Ok(false);
    }
    marks::raise(change.tx(), &mark, refused.hour.millis()).await?;
    let details = Details {
        slot: Some(SlotKind::Phrase),
        count: refused.count,
        until: (refused.hour + HOUR).millis(),
        ..Details::default()
    };
    change.tell(Event::TriesRefused, &details).await?;
    change.commit().await?;
    Ok(true)
}

/// The beginning of the hour.
fn hour(now: Moment) -> Moment {
    Moment::from_millis(now.millis().div_euclid(HOUR.as_millis()) * HOUR.as_millis())
}
