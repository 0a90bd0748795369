//! Sessions: a vault that stays open between two requests, sealed under what only the browser
//! holds. Ended, it is deleted; a late request cannot bring it back.

use super::change::Change;
use super::helped;
pub use super::notes::{Drawn, Notes, Offered};
use super::open::Open;
use super::people::{self, Working};
pub use super::scope::Scope;
use super::{Abri, Outcome, Problem, close_vault, deposits, drawn, ways_in};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::{random, sessions as sealing};
use crate::domain::access::Whose;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::slot::{Place, SlotKind};
use crate::domain::time::{Moment, Span};
use crate::store::sessions::{self, SessionRow};
use crate::store::vaults::{self, VaultRow};
use crate::store::{journal, leases};
use zeroize::Zeroizing;

/// The idle end is put off once per this long, not at every request.
const TOUCH_EVERY: Span = Span::minutes(1);
/// For so long the first page says that the vault went back to an earlier state.
const SAID_BACK: Span = Span::days(30);

/// Stands before the key of the next generation, where no JSON begins.
const ACROSS: u8 = 1;

/// Somebody who came in, for the time of one request.
pub struct Session {
    secret: Secret,
    /// Their vault, open.
    pub open: Open,
    /// Where they work, as it was at the beginning of the request; none for a beneficiary.
    pub working: Option<Working>,
    /// The vault's row as it was at the beginning of the request.
    pub vault: VaultRow,
    /// Whose screen it is.
    pub place: Place,
    /// What the pages remember.
    pub notes: Notes,
    /// What waited to be noted at the beginning of the request.
    begun: Vec<Drawn>,
    /// When it ends if nothing is asked until then.
    pub idle_until: Moment,
    /// When it ends whatever happens.
    pub until: Moment,
}

impl Session {
    /// What was drawn for a way in and waits to be noted.
    pub fn drawn_for(&self, id: &[u8; 32]) -> Option<&str> {
        let mut newest = self.notes.drawn.iter().rev();
        newest
            .find(|drawn| drawn.slot_id == *id && !drawn.unsealed)
            .map(|drawn| drawn.text.as_str())
    }

    /// Whoever helps, for the journal: what they declared nowhere themselves. Empty in a session of one's own.
    pub(super) fn attribution(&self) -> Details {
        match &self.notes.scope {
            Scope::Helped(helper) => helper.details(),
            Scope::Whole | Scope::Renewing | Scope::Answer => Details::default(),
        }
    }

    /// What the cookie must hold.
    pub const fn cookie(&self) -> &Secret {
        &self.secret
    }

    pub(super) fn id(&self) -> [u8; 32] {
        lookups::id(Kind::Session, self.secret.expose())
    }
}

/// Begins a session for a vault that a way in has just opened.
pub async fn begin(
    abri: &Abri,
    open: Open,
    place: Place,
    slot: SlotKind,
    slot_id: [u8; 32],
    drawn: Vec<Drawn>,
) -> Outcome<Session> {
    begin_for(abri, Scope::Whole, open, place, (slot, slot_id), drawn).await
}

/// The same for one thing.
pub(super) async fn begin_for(
    abri: &Abri,
    scope: Scope,
    open: Open,
    place: Place,
    way: (SlotKind, [u8; 32]),
    drawn: Vec<Drawn>,
) -> Outcome<Session> {
    let session = new(abri, random::secret(), scope, (open, place), way, drawn).await?;
    let row = row(abri, &session).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::add(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(session)
}

/// The same under a secret that can be made again; `Conflict` if a session has it that has not ended.
pub(super) async fn begin_under(
    abri: &Abri,
    secret: Secret,
    here: (Open, Place),
    way: (SlotKind, [u8; 32]),
) -> Outcome<Session> {
    let session = new(abri, secret, Scope::Whole, here, way, Vec::new()).await?;
    let row = row(abri, &session).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    // One that is over holds its place until it is swept away.
    sessions::delete_ended_one(&mut tx, &row.id, abri.now()).await?;
    sessions::add(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(session)
}

async fn new(
    abri: &Abri,
    secret: Secret,
    scope: Scope,
    (open, place): (Open, Place),
    (slot, slot_id): (SlotKind, [u8; 32]),
    drawn: Vec<Drawn>,
) -> Outcome<Session> {
    let now = abri.now();
    let mut durable = abri.store.durable.read().await?;
    let mut vault = vaults::read(&mut durable, open.vault)
        .await?
        .ok_or(Problem::NotFound)?;
    vault.closes_at = close_vault::moment(abri, &vault);
    let working = people::working(abri, &mut durable, open.vault, open.generation).await?;
    let back = journal::told_back(&mut durable, open.vault, now - SAID_BACK).await?;
    Ok(Session {
        secret,
        working,
        until: now + scope.at_most(),
        begun: drawn.clone(),
        notes: Notes {
            generation: open.generation,
            slot,
            slot_id,
            drawn,
            offered: Vec::new(),
            proved_until: 0,
            fresh_until: 0,
            ended: None,
            scope,
            new_app: None,
            went_back_at: back.map(Moment::millis),
            noticing: None,
        },
        open,
        vault,
        place,
        idle_until: now + place.idle(),
    })
}

/// The same vault, open for five minutes and for an answer alone; what could do more is over. Whoever has to replace first
/// what a helper saw is told so.
pub(super) async fn to_answer(abri: &Abri, mut session: Session) -> Outcome<Session> {
    if !matches!(session.notes.scope, Scope::Whole) {
        end(abri, &session.secret).await?;
        return Err(Problem::Field("guichet-renew"));
    }
    let whole = session.id();
    session.secret = random::secret();
    session.notes.scope = Scope::Answer;
    session.place = Place::Shared;
    session.until = abri.now() + session.notes.scope.at_most();
    session.idle_until = session.until;
    let row = row(abri, &session).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::delete(&mut tx, &whole).await?;
    sessions::add(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(session)
}

async fn row(abri: &Abri, session: &Session) -> Outcome<SessionRow> {
    let epoch = abri.coming_day_key(session.until).await?;
    Ok(SessionRow {
        id: session.id(),
        vault_id: session.open.vault,
        value: seal(session, &epoch, &session.notes, None),
        place: session.place,
        idle_until: session.idle_until,
        until: session.until,
        generation: session.notes.generation,
    })
}

/// The session of a cookie; `SignInAgain` when there is none any more, and where it is good for an answer alone.
pub async fn resume(abri: &Abri, secret: Secret) -> Outcome<Session> {
    found(abri, secret, false, true).await
}

/// The same for what an open page asks by itself: nobody is there because of it, and the session ends all the same.
pub async fn resume_unattended(abri: &Abri, secret: Secret) -> Outcome<Session> {
    found(abri, secret, false, false).await
}

/// The session of a window at the desk; `SignInAgain` when there is none any more, and for any other session.
pub async fn resume_answer(abri: &Abri, secret: Secret) -> Outcome<Session> {
    found(abri, secret, true, false).await
}

/// `false` if it has ended.
async fn put_off(abri: &Abri, id: &[u8; 32], until: Moment, now: Moment) -> Outcome<bool> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let is_there = sessions::touch(&mut tx, id, until, now).await?;
    tx.commit().await?;
    Ok(is_there)
}

async fn found(abri: &Abri, secret: Secret, to_answer: bool, attended: bool) -> Outcome<Session> {
    let now = abri.now();
    let id = lookups::id(Kind::Session, secret.expose());
    let mut tx = abri.store.ephemeral.look().await?;
    let row = sessions::find(&mut tx, &id, now)
        .await?
        .ok_or(Problem::SignInAgain)?;
    drop(tx);
    // No session sleeps for longer: one that would was asked for something while the clock was wrong.
    if row.idle_until > now + row.place.idle() + leases::APART {
        return Err(Problem::SignInAgain);
    }
    let epoch = abri.day_key(row.until).await?.ok_or(Problem::SignInAgain)?;
    let value = sealing::open(&secret, &epoch, &context(row.vault_id, &id), &row.value)?;
    let (key, next, mut notes) = read(&value)?;
    if matches!(notes.scope, Scope::Answer) != to_answer {
        return Err(Problem::SignInAgain);
    }
    let mut durable = abri.store.durable.look().await?;
    let mut vault = vaults::read(&mut durable, row.vault_id)
        .await?
        .ok_or(Problem::SignInAgain)?;
    vault.closes_at = close_vault::moment(abri, &vault);
    if close_vault::is_due(abri, &vault) {
        return Err(Problem::SignInAgain);
    }
    let key = if vault.generation == notes.generation {
        key
    } else {
        // Control was regained in this session, whatever came in between.
        notes.generation += 1;
        next.filter(|_| vault.generation == notes.generation)
            .ok_or(Problem::SignInAgain)?
    };
    drawn::look(&mut durable, row.vault_id, &mut notes.drawn).await?;
    let working = people::working(abri, &mut durable, row.vault_id, notes.generation).await?;
    let whose = match (&working, &notes.scope) {
        (None, Scope::Whole | Scope::Answer) => Whose::Beneficiary,
        (None, Scope::Renewing) => Whose::Renewing,
        (None, Scope::Helped(helper)) => {
            helped::still_helps(abri, &mut durable, helper).await?;
            Whose::Helped
        }
        (Some(working), _) if working.member.works() => Whose::Professional,
        // A closed account, or a structure that the operator stopped.
        (Some(_), _) => return Err(Problem::SignInAgain),
    };
    let mut idle_until = row.idle_until;
    if attended && row.idle_until.left_at(now) + TOUCH_EVERY < row.place.idle() {
        let later = now + row.place.idle();
        match put_off(abri, &id, later, now).await {
            Ok(true) => idle_until = later,
            Ok(false) => return Err(Problem::SignInAgain),
            // It ends when it would have ended; what needs no writing is read until then.
            Err(problem) => tracing::warn!(%problem, "the end of a session was not put off"),
        }
    }
    Ok(Session {
        open: Open::new(row.vault_id, notes.generation, key, whose),
        working,
        secret,
        vault,
        place: row.place,
        begun: notes.drawn.clone(),
        notes,
        idle_until,
        until: row.until,
    })
}

/// Keeps what the pages remember. `SignInAgain` when the session ended meanwhile.
pub async fn save(abri: &Abri, session: &Session) -> Outcome<()> {
    store(abri, session, None).await
}

/// The same for the moment in which the vault gets another key and generation: the session is good before and after.
pub(super) async fn save_across(abri: &Abri, session: &Session, next: &Open) -> Outcome<()> {
    store(abri, session, Some(next)).await
}

/// The session goes on in its vault of another generation.
pub(super) async fn go_across(abri: &Abri, session: &mut Session, next: Open) -> Outcome<()> {
    session.notes.generation = next.generation;
    session.open = next;
    save(abri, session).await
}

async fn store(abri: &Abri, session: &Session, next: Option<&Open>) -> Outcome<()> {
    let (id, now) = (session.id(), abri.now());
    let epoch = abri.day_key(session.until).await?;
    let epoch = epoch.ok_or(Problem::SignInAgain)?;
    let mut tx = abri.store.ephemeral.begin().await?;
    let row = sessions::hold(&mut tx, &id, now).await?;
    let row = row.ok_or(Problem::SignInAgain)?;
    let stored = sealing::open(
        &session.secret,
        &epoch,
        &context(row.vault_id, &id),
        &row.value,
    )?;
    let (_, _, stored) = read(&stored)?;
    let mut notes = session.notes.clone();
    notes.drawn = drawn::merged(stored.drawn.clone(), &session.begun, &notes.drawn);
    let value = seal(session, &epoch, &notes, next.map(|next| &next.key));
    let generation = next.map_or(session.notes.generation, |next| next.generation);
    if !sessions::save(&mut tx, &id, (&value, generation), now).await? {
        return Err(Problem::SignInAgain);
    }
    Ok(tx.commit().await?)
}

/// The same session under another secret: whoever has the cookie of before is out.
pub(super) async fn begin_anew(abri: &Abri, session: &mut Session) -> Outcome<()> {
    let before = session.id();
    session.secret = random::secret();
    let row = row(abri, session).await?;
    let mut tx = abri.store.ephemeral.begin().await?;
    if !sessions::delete(&mut tx, &before).await? {
        return Err(Problem::SignInAgain);
    }
    sessions::add(&mut tx, &row).await?;
    Ok(tx.commit().await?)
}

/// Ends the session of a cookie; one that has ended already is no error.
pub async fn end(abri: &Abri, secret: &Secret) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    sessions::delete(&mut tx, &lookups::id(Kind::Session, secret.expose())).await?;
    tx.commit().await?;
    end_mediation(abri, secret).await;
    Ok(())
}

/// A mediator's deposit ends with their session. Whatever comes in between, the session has ended, and nothing
/// more is put in.
async fn end_mediation(abri: &Abri, secret: &Secret) {
    if let Err(problem) = deposits::end_mediation(abri, secret).await {
        tracing::warn!(%problem, "a mediator's deposit is told to be over within the hour");
    }
}

/// Ends every session of the vault but this one; how many.
pub async fn end_others(abri: &Abri, session: &Session) -> Outcome<u64> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let ended = sessions::delete_of_vault(&mut tx, session.open.vault, Some(&session.id())).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Ends every session of the vault, this one too, and a phone beside it; tells it in the journal; how many.
pub async fn end_all(abri: &Abri, session: &Session) -> Outcome<u64> {
    let open = &session.open;
    // First of all: what is damaged in the vault must not keep a session open.
    let mut tx = abri.store.ephemeral.begin().await?;
    let ended = sessions::delete_of_vault(&mut tx, open.vault, None).await?;
    tx.commit().await?;
    end_mediation(abri, &session.secret).await;
    let phone = deposits::end_any(abri, open).await;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    change
        .tell(Event::SignedOutEverywhere, &Details::default())
        .await?;
    change.commit().await?;
    phone.map(|()| ended)
}

fn seal(session: &Session, epoch: &Key, notes: &Notes, next: Option<&Key>) -> Vec<u8> {
    let mut value = Zeroizing::new(session.open.key.expose().to_vec());
    if let Some(next) = next {
        value.push(ACROSS);
        value.extend_from_slice(next.expose());
    }
    // Numbers and text alone: nothing in it can fail to serialise.
    serde_json::to_writer(&mut *value, notes).unwrap_or_default();
    let context = context(session.open.vault, &session.id());
    sealing::seal(&session.secret, epoch, &context, &value)
}

fn read(value: &[u8]) -> Outcome<(Key, Option<Key>, Notes)> {
    const DAMAGED: Problem = Problem::Damaged("session");
    let (key, rest) = value.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
    let (next, notes) = match rest.split_first() {
        Some((&ACROSS, rest)) => {
            let (next, notes) = rest.split_at_checked(Key::LEN).ok_or(DAMAGED)?;
            (Some(Key::from_slice(next).ok_or(DAMAGED)?), notes)
        }
        _ => (None, rest),
    };
    Ok((
        Key::from_slice(key).ok_or(DAMAGED)?,
        next,
        serde_json::from_slice(notes).map_err(|_| DAMAGED)?,
    ))
}

/// Sessions belong to no generation: the value says for which one the key is good.
fn context(vault: VaultId, id: &[u8; 32]) -> Context {
    Context::new(Purpose::Session, vault, 0).hashed_object(id)
}
