//! What is shown now.

use super::{Receipt, receipt, state_of};
use crate::actions::open::Open;
use crate::actions::{Abri, Outcome, Problem, state};
use crate::domain::ids::ConsentId;
use crate::domain::share::State;
use crate::domain::time::Moment;
use crate::store::{DurableTx, appointments, consents, grants, journal};

/// A share that somebody can still look at.
pub struct ActiveShare {
    /// Its consent.
    pub id: ConsentId,
    /// To whom, what for, until when.
    pub receipt: Receipt,
    /// How many of its papers are still shown.
    pub papers: usize,
    /// Given at.
    pub from: Moment,
    /// Ends at.
    pub until: Moment,
    /// Open, or its only opening is used.
    pub state: State,
    /// How often it was opened.
    pub opened: u32,
}

/// The shares that somebody can still look at, the newest first.
pub async fn active(abri: &Abri, open: &Open) -> Outcome<Vec<ActiveShare>> {
    let now = abri.now();
    let mut durable = abri.store.durable.read().await?;
    let rows = consents::live_of_vault(&mut durable, open.vault, now).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let openings = openings(&mut durable, open).await?;
    drop(durable);
    let mut ephemeral = abri.store.ephemeral.read().await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows.iter().rev() {
        // Without a grant it opens nothing, whatever the consent says.
        let papers = grants::of_share(&mut ephemeral, &row.lookup, now)
            .await?
            .len();
        if papers > 0 {
            let id = row.id.to_string();
            let receipt = receipt(open, row)?;
            let told = openings.iter().filter(|of| **of == id).count();
            // More time, or a copy, is another consent: whoever had opened the one before has this one open.
            let under_way = receipt.terms.professional.is_some()
                && appointments::of_consent(&mut ephemeral, open.vault, row.id, now)
                    .await?
                    .is_some_and(|row| row.opened_at.is_some());
            found.push(ActiveShare {
                id: row.id,
                receipt,
                papers,
                from: row.given_at,
                until: row.until,
                state: state_of(row, now),
                opened: u32::try_from(told)
                    .unwrap_or(u32::MAX)
                    .max(u32::from(under_way)),
            });
        }
    }
    Ok(found)
}

/// The consent of each opening that the newest entries tell.
async fn openings(tx: &mut DurableTx, open: &Open) -> Outcome<Vec<String>> {
    const LOOKED_THROUGH: u32 = 500;
    let entries = journal::openings(tx, open.vault, LOOKED_THROUGH).await?;
    let mut found = Vec::with_capacity(entries.len());
    for entry in &entries {
        if let Some(payload) = state::open_entry(open, entry)? {
            found.push(state::details(&payload)?.consent);
        }
    }
    Ok(found)
}

/// One share that somebody can still look at.
pub async fn one(abri: &Abri, open: &Open, id: ConsentId) -> Outcome<ActiveShare> {
    let all = active(abri, open).await?;
    all.into_iter()
        .find(|share| share.id == id)
        .ok_or(Problem::NotFound)
}
