//! What is due is sent, beside the requests of people.
//!
//! Each message is claimed by one statement before it is sent: two nodes send it once. Only a crash between sending and
//! saying so lets it go out a second time.

use super::read;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::notices::{AT_MOST_EVERY, Channel, Message, again_after};
use crate::domain::time::Span;
use crate::notify::Failure;
use crate::store::outbox::DueRow;
use crate::store::{leases, notices as rows, outbox};

/// Messages that a round sends.
const AT_ONCE: u32 = 100;
const LEASE: &str = "notices";
/// Longer than a round: as many messages as it takes, at ten seconds each.
const LASTS: Span = Span::minutes(20);

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Messages that went out.
    pub sent: u32,
    /// That are tried again later.
    pub later: u32,
    /// That were given up.
    pub dropped: u32,
}

enum Done {
    /// Another process had it, or nobody wants it any more.
    Nothing,
    Sent,
    Failed(Channel, Failure, bool),
}

/// Sends what is due, in words by the tag of a language. Where the relay or the hook does not answer, one message finds out
/// and the others wait for the next round. Another process at it: nothing.
pub async fn send(
    abri: &Abri,
    holder: &[u8; 16],
    words: impl Fn(&str) -> Message,
) -> Outcome<Round> {
    let mut round = Round::default();
    if !abri.notify.any() {
        return Ok(round);
    }
    let now = abri.now();
    let mut tx = abri.store.ephemeral.look().await?;
    let due = outbox::due(&mut tx, now, AT_ONCE).await?;
    drop(tx);
    if due.is_empty() {
        return Ok(round);
    }
    let mut tx = abri.store.ephemeral.begin().await?;
    let taken = leases::take(&mut tx, LEASE, holder, now, LASTS).await?;
    tx.commit().await?;
    if !taken {
        return Ok(round);
    }
    let mut outcome = Ok(());
    let mut away = Vec::new();
    for row in &due {
        match one(abri, row, &away, &words).await {
            Ok(Done::Nothing) => {}
            Ok(Done::Sent) => round.sent += 1,
            Ok(Done::Failed(channel, failure, last)) => {
                if failure == Failure::Away {
                    away.push(channel);
                }
                tracing::warn!(%failure, channel = channel.as_str(), "a message was not sent");
                *(if last {
                    &mut round.dropped
                } else {
                    &mut round.later
                }) += 1;
            }
            // One that fails keeps nobody else's from being sent.
            Err(problem) => outcome = Err(problem),
        }
    }
    let mut tx = abri.store.ephemeral.begin().await?;
    leases::release(&mut tx, LEASE, holder).await?;
    tx.commit().await?;
    if round.dropped > 0 {
        tracing::error!(
            dropped = round.dropped,
            "messages were given up after five tries"
        );
    }
    outcome.map(|()| round)
}

async fn one(
    abri: &Abri,
    due: &DueRow,
    away: &[Channel],
    words: &impl Fn(&str) -> Message,
) -> Outcome<Done> {
    let mut tx = abri.store.durable.look().await?;
    let row = rows::of_vault(&mut tx, due.vault_id).await?;
    drop(tx);
    // Stopped or paused since, or in tables that went back.
    let Some(row) = row.filter(|row| row.paused == 0) else {
        super::forget(abri, due.vault_id).await?;
        return Ok(Done::Nothing);
    };
    if away.contains(&row.channel) {
        return Ok(Done::Nothing);
    }
    let address = match read(abri, &row) {
        Ok(address) => address,
        Err(problem @ Problem::Damaged(_)) => {
            super::forget(abri, due.vault_id).await?;
            return Err(problem);
        }
        Err(problem) => return Err(problem),
    };
    let after = again_after(due.tries + 1);
    let last = after.is_none();
    let next = abri.now() + after.unwrap_or(AT_MOST_EVERY);
    let mut tx = abri.store.ephemeral.begin().await?;
    let ours = outbox::claim(&mut tx, due, next).await?;
    tx.commit().await?;
    if !ours {
        return Ok(Done::Nothing);
    }
    let sent = abri.notify.send(&address, &words(&row.language)).await;
    let mut tx = abri.store.ephemeral.begin().await?;
    match sent {
        Ok(()) => outbox::sent(&mut tx, due.vault_id, next, abri.now()).await?,
        Err(_) if last => outbox::drop_claimed(&mut tx, due.vault_id, next).await?,
        Err(_) => {}
    }
    tx.commit().await?;
    Ok(match sent {
        Ok(()) => Done::Sent,
        Err(failure) => Done::Failed(row.channel, failure, last),
    })
}
