//! Refused tries counted by where they come from, over every kind of secret.
//!
//! Only wrong ones count: many people of one shelter share one address.

use super::{Abri, Outcome, Problem};
use crate::domain::time::Span;
use crate::store::throttle;

/// A source that was refused too often waits for as long.
pub const WINDOW: Span = Span::minutes(15);

/// Runs `action` unless this source was refused `most` times in the last quarter of an hour; a
/// wrong secret is counted. `source` is a network address in text.
pub async fn counted<T>(
    abri: &Abri,
    source: &str,
    most: u32,
    action: impl Future<Output = Outcome<T>>,
) -> Outcome<T> {
    let key = abri.keys.throttle_id("source", source.as_bytes());
    let mut tx = abri.store.ephemeral.read().await?;
    let before = throttle::read_of(&mut tx, &key, abri.now(), WINDOW).await?;
    drop(tx);
    if before >= u64::from(most) {
        return Err(Problem::TooManyTries { wait: WINDOW });
    }
    let outcome = action.await;
    if matches!(
        outcome,
        Err(Problem::WrongSecret { .. } | Problem::WayErased { .. })
    ) {
        let mut tx = abri.store.ephemeral.begin().await?;
        throttle::count(&mut tx, &key, abri.now(), WINDOW).await?;
        tx.commit().await?;
    }
    outcome
}

/// Counts one more of what `key` stands for; `TooManyTries` where it is more than `most` in `window`, which begins with the
/// first. How many there were.
pub(super) async fn within(abri: &Abri, key: &[u8; 32], most: u64, window: Span) -> Outcome<u64> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let count = throttle::count(&mut tx, key, abri.now(), window).await?;
    tx.commit().await?;
    if count > most {
        return Err(Problem::TooManyTries { wait: window });
    }
    Ok(count)
}

/// The same of what is no try of a secret: `TooMuch`, with the key of the sentence that says so.
pub(super) async fn seldom(
    abri: &Abri,
    key: &[u8; 32],
    (most, window): (u64, Span),
    sentence: &'static str,
) -> Outcome<()> {
    match within(abri, key, most, window).await {
        Err(Problem::TooManyTries { .. }) => Err(Problem::TooMuch(sentence)),
        counted => counted.map(drop),
    }
}
