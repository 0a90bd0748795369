//! The opening: what is brought, the spoken code and its five tries, the opening that is spent.

use super::{Behind, Looking, open_grants, seal_viewing, standing};
use crate::actions::change::LockedChange;
use crate::actions::grant::{self, Grant};
use crate::actions::{Abri, Outcome, Problem, show, stop};
use crate::crypto::argon::Parameters;
use crate::crypto::codes::{Code, SPOKEN_DIGITS};
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::{crockford, grants as sealing, random};
use crate::domain::access;
use crate::domain::journal::{Details, Event};
use crate::domain::share::{Recipient, State};
use crate::domain::time::Span;
use crate::store::consents::{self, ConsentRow};
use crate::store::grants::{self, GrantRow};
use crate::store::{throttle, viewings};

/// What somebody brings to open a share.
pub struct Opening {
    /// The secret of the link.
    pub secret: Secret,
    /// The code that they were told, if any.
    pub spoken: Option<Code>,
    /// Who they say they are.
    pub reader: Recipient,
}

/// Reads a link's secret as it is typed or stands behind `#`.
pub fn parse_link(typed: &str) -> Option<Secret> {
    let typed = typed.rsplit('#').next().unwrap_or(typed);
    crockford::parse_rescue_code(typed).ok()
}

/// Reads a spoken code as it is typed.
pub fn parse_spoken(typed: &str) -> Option<Code> {
    Code::parse(typed, SPOKEN_DIGITS)
}

/// Whether this secret opens something now, and whether a code must be said. Spends nothing.
pub async fn peek(abri: &Abri, secret: &Secret) -> Outcome<bool> {
    let (_, rows) = find_or_tell(abri, secret, None).await?;
    Ok(grant::spoken(&rows[0])?.is_some())
}

/// The consent and grants of a link that can be opened now; there is one grant at least.
async fn find(abri: &Abri, secret: &Secret) -> Outcome<(ConsentRow, Vec<GrantRow>)> {
    let now = abri.now();
    let share = lookups::id(Kind::Share, secret.expose());
    let mut tx = abri.store.durable.read().await?;
    let consent = consents::find_by_lookup(&mut tx, &share)
        .await?
        .filter(|row| show::state_of(row, now) == State::Open)
        .ok_or(Problem::NotFound)?;
    drop(tx);
    let mut tx = abri.store.ephemeral.read().await?;
    let rows = grants::of_share(&mut tx, &share, now).await?;
    if rows.is_empty() {
        return Err(Problem::NotFound);
    }
    Ok((consent, rows))
}

/// The same; that somebody came too late is told in the person's journal, once a day for each share. From
/// outside, nothing of it shows.
async fn find_or_tell(
    abri: &Abri,
    secret: &Secret,
    reader: Option<&Recipient>,
) -> Outcome<(ConsentRow, Vec<GrantRow>)> {
    let found = find(abri, secret).await;
    if matches!(found, Err(Problem::NotFound))
        && let Err(problem) = tell_late(abri, secret, reader).await
    {
        tracing::error!(%problem, "an opening that came too late could not be told");
    }
    found
}

async fn tell_late(abri: &Abri, secret: &Secret, reader: Option<&Recipient>) -> Outcome<()> {
    let now = abri.now();
    let share = lookups::id(Kind::Share, secret.expose());
    let mut tx = abri.store.durable.read().await?;
    let consent = consents::find_by_lookup(&mut tx, &share).await?;
    drop(tx);
    let over = |row: &ConsentRow| show::state_of(row, now) != State::Open;
    let Some(consent) = consent.filter(over) else {
        return Ok(());
    };
    let key = abri.keys.throttle_id("late", &share);
    let mut tx = abri.store.ephemeral.begin().await?;
    let times = throttle::count(&mut tx, &key, now, Span::DAY).await?;
    tx.commit().await?;
    if times > 1 {
        return Ok(());
    }
    let mut change = LockedChange::begin(abri, consent.vault_id).await?;
    let details = Details {
        who: reader.map_or_else(String::new, |reader| reader.name.clone()),
        structure: reader.map_or_else(String::new, |reader| reader.structure.clone()),
        consent: consent.id.to_string(),
        ..Details::default()
    };
    change.tell(Event::ShareLate, &details).await?;
    change.commit().await
}

/// Opens a share. `WrongSecret` with what is left when the spoken code is wrong; `Field` when one
/// is needed and none was given.
pub async fn open(abri: &Abri, opening: &Opening) -> Outcome<Looking> {
    let (consent, rows) = find_or_tell(abri, &opening.secret, Some(&opening.reader)).await?;
    let epoch = abri
        .day_key(consent.until)
        .await?
        .ok_or(Problem::NotFound)?;
    let kek = match grant::spoken(&rows[0])? {
        None => stretch(abri, opening, None, &epoch).await?,
        Some(parameters) => with_code(abri, opening, &consent, &rows, parameters, &epoch).await?,
    };
    // A grant that was changed or moved opens nothing, and spends nothing.
    let papers = open_grants(&kek, rows)?;
    let first = papers.first().ok_or(Problem::NotFound)?;
    let terms = first.grant.facts.terms.clone();
    let person = first.grant.facts.person.clone();
    access::may_look_shown(standing(&consent, abri.now()), &terms, abri.now())
        .ok_or(Problem::NotFound)?;

    let secret = random::secret();
    let mut looking = Looking {
        share: consent.lookup,
        vault: consent.vault_id,
        consent: consent.id,
        standing: standing(&consent, abri.now()),
        reader: opening.reader.clone(),
        since: abri.now(),
        terms,
        person,
        papers,
        behind: Behind::Viewing(secret.duplicate()),
    };
    spend(abri, &mut looking).await?;
    let row = seal_viewing(&looking, &secret, &kek, &epoch);
    let mut tx = abri.store.ephemeral.begin().await?;
    viewings::add(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(looking)
}

/// Spends an opening and tells it, before anything is given out.
pub(in crate::actions) async fn spend(abri: &Abri, looking: &mut Looking) -> Outcome<()> {
    let mut change = LockedChange::begin(abri, looking.vault).await?;
    let now = change.now();
    let spent = consents::spend_opening(change.tx(), &looking.share, now)
        .await?
        .ok_or(Problem::NotFound)?;
    super::may_be_told(&mut change, &looking.share).await?;
    let details = Details {
        who: looking.reader.name.clone(),
        structure: looking.reader.structure.clone(),
        consent: looking.consent.to_string(),
        purpose: show::purpose(&looking.terms),
        count: u32::try_from(looking.papers.len()).unwrap_or(u32::MAX),
        ..Details::default()
    };
    change.tell(Event::ShareOpened, &details).await?;
    change.commit().await?;
    looking.standing = standing(&spent, now);
    Ok(())
}

async fn stretch(
    abri: &Abri,
    opening: &Opening,
    code: Option<(&Code, Parameters)>,
    epoch: &Key,
) -> Outcome<Key> {
    let stretched = sealing::stretch(&abri.argon, &opening.secret, code)
        .await
        .map_err(|_| Problem::Busy)?;
    Ok(sealing::kek(&opening.secret, &stretched, epoch))
}

/// The key under a spoken code. The try is counted before it is made and given back when it was
/// right, so that many at once are no more than five.
async fn with_code(
    abri: &Abri,
    opening: &Opening,
    consent: &ConsentRow,
    rows: &[GrantRow],
    parameters: Parameters,
    epoch: &Key,
) -> Outcome<Key> {
    let code = opening
        .spoken
        .as_ref()
        .ok_or(Problem::Field("reader-spoken-missing"))?;
    let mut tx = abri.store.durable.begin().await?;
    let left = consents::count_wrong_code(&mut tx, &consent.lookup)
        .await?
        .ok_or(Problem::NotFound)?;
    tx.commit().await?;
    let kek = stretch(abri, opening, Some((code, parameters)), epoch).await;
    let right = kek
        .as_ref()
        .is_ok_and(|kek| Grant::open(kek, &rows[0]).is_ok());
    if right || kek.is_err() {
        let mut tx = abri.store.durable.begin().await?;
        consents::give_back_code(&mut tx, &consent.lookup).await?;
        tx.commit().await?;
        return kek;
    }
    refuse(abri, opening, consent, left).await?;
    Err(Problem::WrongSecret { left: Some(left) })
}

/// Tells a wrong code; the fifth stops the share.
async fn refuse(abri: &Abri, opening: &Opening, consent: &ConsentRow, left: u32) -> Outcome<()> {
    let mut change = LockedChange::begin(abri, consent.vault_id).await?;
    let details = Details {
        who: opening.reader.name.clone(),
        structure: opening.reader.structure.clone(),
        consent: consent.id.to_string(),
        count: 1,
        ..Details::default()
    };
    change.tell(Event::ShareRefused, &details).await?;
    if left == 0 {
        change.tell(Event::ShareStoppedByTries, &details).await?;
        let (vault, id, generation) = (consent.vault_id, consent.id, consent.generation);
        let now = change.now();
        consents::withdraw(change.tx(), vault, id, generation, now).await?;
    }
    change.commit().await?;
    if left == 0 {
        stop::take_keys(abri, &consent.lookup).await?;
    }
    Ok(())
}
