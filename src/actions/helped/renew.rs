//! The first visit of one's own: what a helper saw being made is replaced, secret and code, before anything
//! else. What they photographed opens nothing afterwards.

use crate::actions::change::Change;
use crate::actions::session::{self, Scope, Session};
use crate::actions::ways_in::{self, Made, make_held};
use crate::actions::{Abri, Outcome, Problem, drawn};
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::domain::access::{self, Whose};
use crate::domain::journal::{Details, Event};
use crate::domain::slot::{Place, SlotKind};
use crate::domain::time::Moment;
use crate::store::slots;

/// Since when there is something to replace; `None` once it is done.
pub async fn since(abri: &Abri, session: &Session) -> Outcome<Option<Moment>> {
    let all = ways_in::all(abri, &session.open).await?;
    Ok(all.iter().filter_map(|row| row.helped_at).min())
}

/// Replaces it: on one's own phone by that phone, whose secret it gives for the cookie, on a shared computer by
/// another card. New in and old out are one transaction; the code that was drawn waits in the session, which
/// is whole from then on, and every other one of this vault ends. `Conflict` when it is done already.
pub async fn renew(abri: &Abri, session: &mut Session) -> Outcome<Option<Secret>> {
    let kind = match session.place {
        Place::Own => SlotKind::Device,
        Place::Shared => SlotKind::Card,
    };
    let secret = random::secret();
    let Made { row, drawn: new } = make_held(abri, &session.open, kind, &secret).await?;
    let permit = access::may_renew(session.open.owner(), session.open.vault);
    let permit = permit.ok_or(Problem::NotFound)?;
    let mut change = Change::begin(abri, &session.open, &permit).await?;
    let mut marked = slots::of_vault(change.tx(), permit.vault()).await?;
    marked.retain(|row| row.helped_at.is_some());
    if marked.is_empty() {
        return Err(Problem::Conflict);
    }
    // Where the code can be read again, first: with the old card gone and a code that nobody has seen, the
    // vault would open no more. Under the vault's lock, so that a second press does not write over it.
    session.notes = drawn::noted(change.tx(), session, new).await?;
    (session.notes.slot, session.notes.slot_id) = (kind, row.id);
    session::save(abri, session).await?;
    for old in &marked {
        slots::erase(change.tx(), old.vault_id, &old.id).await?;
        change.bury(old);
        let removed = Details::of_way(old.kind);
        change.tell(Event::SlotRemoved, &removed).await?;
    }
    slots::add(change.tx(), &row).await?;
    change
        .tell(Event::SlotAdded, &Details::of_way(kind))
        .await?;
    let nothing = Details::default();
    change.tell(Event::HelpReplaced, &nothing).await?;
    let changed = change.commit().await;
    drawn::settled(abri, &row, changed).await?;
    go_on(abri, session).await?;
    session::end_others(abri, session).await?;
    Ok((kind == SlotKind::Device).then_some(secret))
}

/// Nothing is left to replace: the session is whole.
pub async fn go_on(abri: &Abri, session: &mut Session) -> Outcome<()> {
    if since(abri, session).await?.is_some() {
        return Err(Problem::NotFound);
    }
    session.notes.scope = Scope::Whole;
    session.open.whose = Whose::Beneficiary;
    session::save(abri, session).await
}
