//! Coming in to put papers in: with the link, or with a short code that stands for it.

use super::depositor::{Depositor, DepositorCookie};
use super::{code, invite, pair};
use crate::actions::change::LockedChange;
use crate::actions::{Abri, Outcome, Problem, tries};
use crate::crypto::crockford;
use crate::crypto::lookups::{self, Kind};
use crate::domain::deposit::PHONE_PAPERS;
use crate::domain::document::Through;
use crate::domain::journal::{Details, Event};
use crate::domain::time::{Moment, Span};
use crate::store::{invitations, pairings, throttle};

/// Wrong links and codes that one source may try in this time.
const TRIES: u64 = 20;
const WINDOW: Span = Span::minutes(10);

/// Reads what was scanned or typed: the secret of a link, or a short code. Over, stopped, unknown, taken by
/// another phone: `NotFound` alike. `source` is a network address in text; too many wrong ones from it are
/// `TooManyTries`.
pub async fn enter(abri: &Abri, typed: &str, source: &str) -> Outcome<DepositorCookie> {
    // Counted before it is tried, so that many at once gain nothing; given back when it was right, since many
    // people of one shelter share one address.
    let here = abri.keys.throttle_id("deposit", source.as_bytes());
    let now = abri.now();
    tries::within(abri, &here, TRIES, WINDOW).await?;
    let entered = admit(abri, typed, now).await;
    if !matches!(entered, Err(Problem::NotFound)) {
        let mut tx = abri.store.ephemeral.begin().await?;
        throttle::give_back(&mut tx, &here, now).await?;
        tx.commit().await?;
    }
    entered
}

async fn admit(abri: &Abri, typed: &str, now: Moment) -> Outcome<DepositorCookie> {
    let secret = if let Some(short) = crockford::parse_short_code(typed) {
        code::take(abri, &abri.keys.code_id(&short), &short).await?
    } else {
        crockford::parse_rescue_code(typed).map_err(|_| Problem::NotFound)?
    };
    let cookie = DepositorCookie::new(secret);
    if find_invitation(abri, &cookie, now).await?.is_some() {
        return Ok(cookie);
    }
    let taken = take_pairing(abri, &cookie, now).await;
    if matches!(taken, Err(Problem::NotFound))
        && let Err(problem) = tell_late(abri, &cookie, now).await
    {
        tracing::error!(%problem, "a link that came too late could not be told");
    }
    taken.map(|()| cookie)
}

/// Somebody brought a link that is over: told in the person's journal, once a day for each link.
async fn tell_late(abri: &Abri, cookie: &DepositorCookie, now: Moment) -> Outcome<()> {
    let lookup = lookups::id(Kind::Invitation, cookie.secret.expose());
    let mut tx = abri.store.durable.look().await?;
    let row = invitations::find_by_lookup(&mut tx, &lookup).await?;
    drop(tx);
    let Some(row) = row else {
        return Ok(());
    };
    let key = abri.keys.throttle_id("late", &lookup);
    let mut tx = abri.store.ephemeral.begin().await?;
    let times = throttle::count(&mut tx, &key, now, Span::DAY).await?;
    tx.commit().await?;
    if times > 1 {
        return Ok(());
    }
    let mut change = LockedChange::begin(abri, row.vault_id).await?;
    let details = Details {
        consent: row.id.to_string(),
        ..Details::default()
    };
    change.tell(Event::InvitationLate, &details).await?;
    change.commit().await
}

/// The first phone has it, and no other.
async fn take_pairing(abri: &Abri, cookie: &DepositorCookie, now: Moment) -> Outcome<()> {
    let id = lookups::id(Kind::Pairing, cookie.secret.expose());
    let mut tx = abri.store.ephemeral.begin().await?;
    if !pairings::take(&mut tx, &id, &cookie.depositor(), now).await? {
        return Err(Problem::NotFound);
    }
    let row = pairings::find(&mut tx, &id, now).await?;
    tx.commit().await?;
    let row = row.ok_or(Problem::NotFound)?;
    let mut change = LockedChange::begin(abri, row.vault_id).await?;
    change.tell(Event::PhonePaired, &pair::told(&row)).await?;
    change.commit().await
}

/// The right behind a cookie; `NotFound` once it is over, stopped, or was never there.
pub async fn resume(abri: &Abri, cookie: &DepositorCookie) -> Outcome<Depositor> {
    let now = abri.now();
    if let Some(row) = find_invitation(abri, cookie, now).await? {
        let sealed = row.key.as_deref().ok_or(Problem::NotFound)?;
        let right = invite::right(&row);
        let (origin, given) = right.open_key(abri, &cookie.secret, sealed).await?;
        return Ok(Depositor {
            vault: row.vault_id,
            generation: row.generation,
            through: Through::Link,
            right: right.id,
            lookup: row.lookup,
            until: row.until,
            left: row.papers_left,
            given,
            origin: Some(origin),
            own: cookie.depositor(),
            key: cookie.key(),
            mediator: None,
        });
    }
    let id = lookups::id(Kind::Pairing, cookie.secret.expose());
    let mut tx = abri.store.ephemeral.look().await?;
    let row = pairings::find(&mut tx, &id, now)
        .await?
        .filter(|row| row.held_by == Some(cookie.depositor()))
        .ok_or(Problem::NotFound)?;
    drop(tx);
    let right = pair::right(&row);
    let (origin, given) = right.open_key(abri, &cookie.secret, &row.key).await?;
    Ok(Depositor {
        vault: row.vault_id,
        generation: row.generation,
        through: Through::Phone,
        right: right.id,
        lookup: row.id,
        until: row.until,
        left: PHONE_PAPERS.saturating_sub(row.arrived),
        given,
        origin: Some(origin),
        own: cookie.depositor(),
        key: cookie.key(),
        mediator: None,
    })
}

async fn find_invitation(
    abri: &Abri,
    cookie: &DepositorCookie,
    now: Moment,
) -> Outcome<Option<invitations::InvitationRow>> {
    let lookup = lookups::id(Kind::Invitation, cookie.secret.expose());
    let mut tx = abri.store.durable.look().await?;
    let row = invitations::find_by_lookup(&mut tx, &lookup).await?;
    Ok(row.filter(|row| row.is_live(now)))
}
