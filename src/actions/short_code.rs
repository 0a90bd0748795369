//! A short code for a computer without a camera: no key, only a way to be asked.
//!
//! The person's page shows it. Typed on a computer with a name and a structure, it makes the
//! person's own page ask "Est-ce bien … ?"; their yes hands the secret of the link to that one
//! computer, sealed to a key that it alone holds.

use super::change::{Change, LockedChange};
use super::open::Open;
use super::read_shown::{self, Looking, Opening};
use super::{Abri, Outcome, Problem, show, tries, ways_in};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::hybrid::{Identity, Recipient as Sealed};
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::{crockford, inbox, random, sessions};
use crate::domain::ids::{ConsentId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::share::Recipient;
use crate::domain::time::{Moment, Span};
use crate::store::consents;
use crate::store::requests::{self, RequestRow, State};
use zeroize::Zeroizing;

/// How long a code is good.
pub const LIFE: Span = Span::minutes(10);
/// Codes that one source may try in that time.
const TRIES: u64 = 20;

const DAMAGED: Problem = Problem::Damaged("request");

/// A code that was just drawn.
pub struct Offered {
    /// Eight characters in two groups.
    pub code: String,
    /// Good until then.
    pub until: Moment,
}

/// A computer that waits for its answer.
pub struct Waiting {
    secret: Secret,
    row: RequestRow,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// The person has not said anything yet.
    NotYet,
    /// They said yes.
    Yes,
    /// They said no.
    No,
}

/// Somebody who asks, as the person sees them.
pub struct Asking {
    /// The request, to answer it.
    pub id: [u8; 32],
    /// What they would be shown.
    pub consent: ConsentId,
    /// Who they say they are.
    pub reader: Recipient,
    recipient: Sealed,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Ask {
    reader: Recipient,
    /// Recipient of the answer, in its text form.
    answer_to: String,
}

/// Draws a code for a share.
pub async fn offer(abri: &Abri, open: &Open, consent: ConsentId) -> Outcome<Offered> {
    let row = show::live(abri, open, consent).await?;
    let code = crockford::short_code();
    let until = (abri.now() + LIFE).min(row.until);
    let request = RequestRow {
        id: lookups::id(Kind::Request, code.as_bytes()),
        vault_id: open.vault,
        share: row.lookup,
        ask: None,
        key: None,
        asked_by: None,
        state: State::Offered,
        answer: None,
        until,
    };
    let mut tx = abri.store.ephemeral.begin().await?;
    requests::add(&mut tx, &request).await?;
    tx.commit().await?;
    Ok(Offered { code, until })
}

/// Whether nobody has typed this code yet, as `offer` gave it.
pub async fn is_free(abri: &Abri, code: &str) -> Outcome<bool> {
    let id = lookups::id(Kind::Request, code.as_bytes());
    let mut tx = abri.store.ephemeral.read().await?;
    let row = requests::find(&mut tx, &id, abri.now()).await?;
    Ok(row.is_some_and(|row| row.state == State::Offered))
}

/// A computer types a code. What its cookie must hold: its secret and the request. A code that is
/// over, used or wrong is `NotFound`.
pub async fn ask(
    abri: &Abri,
    typed: &str,
    reader: &Recipient,
    source: &str,
) -> Outcome<(Secret, [u8; 32])> {
    let now = abri.now();
    let here = abri.keys.throttle_id("short code", source.as_bytes());
    tries::within(abri, &here, TRIES, LIFE).await?;
    let code = crockford::parse_short_code(typed).ok_or(Problem::NotFound)?;
    let id = lookups::id(Kind::Request, code.as_bytes());
    let mut tx = abri.store.ephemeral.read().await?;
    let row = requests::find(&mut tx, &id, now)
        .await?
        .filter(|row| row.state == State::Offered)
        .ok_or(Problem::NotFound)?;
    drop(tx);

    let secret = random::secret();
    let seed = random::key();
    let ask = Ask {
        reader: reader.clone(),
        answer_to: Identity::from_seed(&seed).recipient().to_string(),
    };
    // Strings alone: nothing in it can fail to serialise.
    let message = Zeroizing::new(serde_json::to_vec(&ask).unwrap_or_default());
    let sealed = LockedChange::begin(abri, row.vault_id)
        .await?
        .seal(&id, &message);
    let mut kept = Zeroizing::new(seed.expose().to_vec());
    serde_json::to_writer(&mut *kept, reader).unwrap_or_default();
    let epoch = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let kept = sessions::seal(&secret, &epoch, &own(row.vault_id, &id), &kept);
    let asked_by = lookups::id(Kind::Request, secret.expose());
    let mut tx = abri.store.ephemeral.begin().await?;
    if !requests::ask(&mut tx, &id, &asked_by, &sealed, &kept, now).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    Ok((secret, id))
}

/// What the computer keeps for itself.
fn own(vault: VaultId, id: &[u8; 32]) -> Context {
    Context::new(Purpose::Request, vault, 0).hashed_object(id)
}

/// What the person answers.
fn answer_place(vault: VaultId, id: &[u8; 32]) -> Context {
    own(vault, id).version(1)
}

/// Who waits for an answer of this person.
pub async fn pending(abri: &Abri, open: &Open) -> Outcome<Vec<Asking>> {
    let mut tx = abri.store.ephemeral.read().await?;
    let rows = requests::waiting(&mut tx, open.vault, abri.now()).await?;
    drop(tx);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let identity = open.keys.inbox();
    let mut found = Vec::with_capacity(rows.len());
    let mut tx = abri.store.durable.read().await?;
    for row in rows {
        let Some(consent) = consents::find_by_lookup(&mut tx, &row.share)
            .await?
            .filter(|consent| consent.vault_id == open.vault && consent.withdrawn_at.is_none())
        else {
            continue;
        };
        // A damaged one asks for nothing, and hides no other.
        found.extend(asked(open, &identity, &row, consent.id).ok());
    }
    Ok(found)
}

fn asked(
    open: &Open,
    identity: &Identity,
    row: &RequestRow,
    consent: ConsentId,
) -> Outcome<Asking> {
    let context = open.context(Purpose::Request).hashed_object(&row.id);
    let sealed = row.ask.as_deref().ok_or(DAMAGED)?;
    let message = inbox::open(identity, &context, sealed)?;
    let ask: Ask = serde_json::from_slice(&message).map_err(|_| DAMAGED)?;
    Ok(Asking {
        id: row.id,
        consent,
        reader: ask.reader,
        recipient: ask.answer_to.parse().map_err(|_| DAMAGED)?,
    })
}

/// The person answers. Answered already, or over: `NotFound`.
pub async fn answer(abri: &Abri, open: &Open, id: &[u8; 32], yes: bool) -> Outcome<()> {
    let asking = pending(abri, open)
        .await?
        .into_iter()
        .find(|asking| asking.id == *id)
        .ok_or(Problem::NotFound)?;
    let sealed = if yes {
        let row = show::live(abri, open, asking.consent).await?;
        let (secret, code) = show::secrets(open, &row)?;
        let mut message = Zeroizing::new(secret.expose().to_vec());
        let digits = code.as_ref().map_or("", |code| code.expose());
        message.extend_from_slice(digits.as_bytes());
        Some(inbox::seal(
            &asking.recipient,
            &answer_place(open.vault, id),
            &message,
        ))
    } else {
        None
    };
    let mut tx = abri.store.ephemeral.begin().await?;
    if !requests::answer(&mut tx, id, open.vault, sealed.as_deref(), abri.now()).await? {
        return Err(Problem::NotFound);
    }
    tx.commit().await?;
    if yes {
        return Ok(());
    }
    let details = Details {
        who: asking.reader.name,
        structure: asking.reader.structure,
        consent: asking.consent.to_string(),
        ..Details::default()
    };
    let mut change = Change::begin(abri, open, &ways_in::leave(open)?).await?;
    change.tell(Event::ShareDeclined, &details).await?;
    change.commit().await
}

impl Waiting {
    /// How far it is.
    pub const fn answered(&self) -> Answered {
        match self.row.state {
            State::Accepted => Answered::Yes,
            State::Refused | State::Taken => Answered::No,
            State::Offered | State::Asked => Answered::NotYet,
        }
    }

    /// The code is over then.
    pub const fn until(&self) -> Moment {
        self.row.until
    }
}

/// The request behind a computer's cookie.
pub async fn resume(abri: &Abri, secret: Secret, id: &[u8; 32]) -> Outcome<Waiting> {
    let asked_by = lookups::id(Kind::Request, secret.expose());
    let mut tx = abri.store.ephemeral.read().await?;
    let row = requests::find(&mut tx, id, abri.now())
        .await?
        .filter(|row| row.asked_by == Some(asked_by))
        .ok_or(Problem::NotFound)?;
    Ok(Waiting { secret, row })
}

/// The computer takes its answer, once, and looks.
pub async fn take(abri: &Abri, waiting: &Waiting) -> Outcome<Looking> {
    let asked_by = lookups::id(Kind::Request, waiting.secret.expose());
    let mut tx = abri.store.ephemeral.begin().await?;
    let row = requests::take(&mut tx, &waiting.row.id, &asked_by, abri.now())
        .await?
        .ok_or(Problem::NotFound)?;
    tx.commit().await?;
    let epoch = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let kept = row.key.as_deref().ok_or(DAMAGED)?;
    let kept = sessions::open(&waiting.secret, &epoch, &own(row.vault_id, &row.id), kept)?;
    let (seed, reader) = kept.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
    let identity = Identity::from_seed(&Key::from_slice(seed).ok_or(DAMAGED)?);
    let sealed = row.answer.as_deref().ok_or(DAMAGED)?;
    let message = inbox::open(&identity, &answer_place(row.vault_id, &row.id), sealed)?;
    let (secret, spoken) = show::read_secrets(&message)?;
    let opening = Opening {
        secret,
        spoken,
        reader: serde_json::from_slice(reader).map_err(|_| DAMAGED)?,
    };
    read_shown::open(abri, &opening).await
}
