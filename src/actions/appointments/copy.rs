//! The professional asks for a copy of what they see; the person agrees or not. Agreeing is in `agree`.

use super::asked::of_person;
use super::request::apart;
use super::{DAMAGED, asks, inbox_of, mine, own, place, professional, told};
use crate::actions::change::{Change, LockedChange};
use crate::actions::open::Open;
use crate::actions::people::counts;
use crate::actions::session::Session;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem, notices, tries};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::secrets::Key;
use crate::crypto::{appointments as sealing, signing};
use crate::domain::appointment::{CopyAsk, MOST_COPIES, State};
use crate::domain::ids::{AppointmentId, ConsentId, VaultId};
use crate::domain::journal::Event;
use crate::domain::notices::Why;
use crate::domain::quota::What;
use crate::domain::time::Span;
use crate::store::appointments::{self, AppointmentRow};
use zeroize::Zeroizing;

/// Where its signature stands: for what one consent shows.
const fn signed_place(by: VaultId, consent: ConsentId) -> Context {
    Context::new(Purpose::AppointmentCopy, by, 0).object(consent.as_bytes())
}

/// Asks for a copy of what is shown and was opened. Asked too often, or too many in a day: `TooMuch`.
pub async fn ask_copy(
    abri: &Abri,
    session: &Session,
    id: AppointmentId,
    ask: CopyAsk,
) -> Outcome<()> {
    asks(session)?;
    let now = abri.now();
    let (_, row) = own(abri, session, id).await?;
    let (State::Given, Some(_)) = (row.state_at(now), row.opened_at) else {
        return Err(Problem::NotFound);
    };
    let (Some(person), Some(consent), Some(share)) = (row.person, row.consent, row.share) else {
        return Err(DAMAGED);
    };
    let given = mine::receipt(abri, session, &row).await?.ok_or(DAMAGED)?;
    let asked = abri.keys.throttle_id("copy asked", id.as_bytes());
    let often = (MOST_COPIES, Span::hours(2));
    tries::seldom(abri, &asked, often, "copy-asked-often").await?;
    let day = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let mut tx = abri.store.durable.read().await?;
    let (vault, to) = inbox_of(abri, &mut tx, person).await?;
    drop(tx);
    // A word alone: nothing in it can fail to serialise.
    let mut message = Zeroizing::new(serde_json::to_vec(&ask).unwrap_or_default());
    let own = signed_place(row.professional, consent);
    let signature = session.open.keys.sign_at(&own, &message);
    message.extend_from_slice(&signature);
    let place = place(Purpose::AppointmentCopy, (person, vault.generation), id);
    let sealed = sealing::seal(&to, &day, &place, &message);
    let mut change = LockedChange::begin(abri, person).await?;
    counts::spend(abri, change.tx(), row.professional, What::Copied).await?;
    change.tell(Event::CopyAsked, &told(&given.request)).await?;
    change.commit().await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    if !appointments::ask_copy(&mut tx, id, &share, &sealed, now).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    notices::owe(abri, person, Why::Waits).await;
    Ok(())
}

/// The copy that a person is asked for.
pub(super) async fn read(
    abri: &Abri,
    open: &Open,
    row: &AppointmentRow,
    day: &Key,
) -> Outcome<CopyAsk> {
    let sealed = row.copy.as_deref().ok_or(DAMAGED)?;
    let consent = row.consent.ok_or(DAMAGED)?;
    let place = place(
        Purpose::AppointmentCopy,
        (open.vault, open.generation),
        row.id,
    );
    let message = sealing::open(&open.keys.inbox(), day, &place, sealed)?;
    let (said, signature) = apart(&message)?;
    let mut tx = abri.store.durable.look().await?;
    let (asking, _) = professional(abri, &mut tx, row).await?;
    let own = signed_place(row.professional, consent);
    if !signing::is_signed(&asking.signing_key, &own, said, signature) {
        return Err(DAMAGED);
    }
    serde_json::from_slice(said).map_err(|_| DAMAGED)
}

/// The person gives none; what is shown goes on.
pub async fn refuse_copy(abri: &Abri, open: &Open, id: AppointmentId) -> Outcome<()> {
    let (row, asked) = of_person(abri, open, id).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    if !appointments::refuse_copy(&mut tx, id, open.vault, abri.now()).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    change
        .tell(Event::CopyRefused, &told(&asked.request))
        .await?;
    counts::spend(abri, change.tx(), row.professional, What::Refused).await?;
    change.commit().await
}
