//! The ways into a vault: making one, changing its code, confirming and removing it.
//!
//! The vault must be open; a new way in never weakens another. A new card or rescue code takes the
//! place of the old one in the same transaction, so that there is never a moment without one.

use super::change::Change;
use super::open::Open;
use super::session::{self, Drawn, Session};
use super::{Abri, Outcome, Problem, deposits, drawn, notices, prove};
use crate::crypto::codes::{Code, SLOT_DIGITS};
use crate::crypto::context::Purpose;
use crate::crypto::secrets::Secret;
use crate::crypto::slots::{self as sealing, Held};
use crate::crypto::words::{self, Phrase};
use crate::crypto::{crockford, envelope, random};
use crate::domain::access::{self, Account, Changing, Permit, Whose, Write};
use crate::domain::journal::{Details, Event};
use crate::domain::notices::Why;
use crate::domain::person::Identifier;
use crate::domain::slot::SlotKind;
use crate::domain::time::Moment;
use crate::store::slots::{self, SlotRow};
use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

/// Characters of a number that are typed back.
const LAST: usize = 4;

/// A way in that was just sealed, not yet stored.
pub struct Made {
    /// Its row.
    pub row: SlotRow,
    /// What the person must note.
    pub drawn: Drawn,
}

/// Leave to change the papers of this session's vault.
pub(super) fn leave(open: &Open) -> Outcome<Permit<Write>> {
    access::may_write(open.owner(), open.vault).ok_or(Problem::NotFound)
}

/// Leave to change the ways into this session's vault, and to have its journal told.
pub(super) fn account(open: &Open) -> Outcome<Permit<Account>> {
    access::may_keep_account(open.owner(), open.vault).ok_or(Problem::NotFound)
}

/// The crypto side of a kind that has a 128-bit secret beside what is known.
pub(super) fn held(kind: SlotKind) -> Outcome<Held> {
    match kind {
        SlotKind::Card => Ok(Held::Card),
        SlotKind::Device => Ok(Held::Device),
        SlotKind::Desk => Ok(Held::Desk),
        SlotKind::DeskCard => Ok(Held::DeskCard),
        SlotKind::Passkey => Ok(Held::Passkey),
        SlotKind::Phrase | SlotKind::Rescue => Err(Problem::NotFound),
    }
}

/// The place of the slots of an open vault.
pub(super) const fn place(open: &Open) -> sealing::Place {
    sealing::Place {
        vault: open.vault,
        generation: open.generation,
    }
}

/// A way in rests on a pepper that this process was not given: neither right nor wrong, and the operator must look.
pub(super) fn other_pepper() -> Problem {
    let what = "a way in is sealed under a pepper that is not configured here";
    tracing::error!("{what}");
    Problem::Unavailable(what.to_owned())
}

/// What a stored row says to the room that opens it.
pub(super) fn sealed(row: &SlotRow) -> Outcome<sealing::Slot> {
    let parameters = row.parameters.as_deref().map(str::parse).transpose();
    Ok(sealing::Slot {
        id: row.id,
        envelope: row.envelope.clone(),
        salt: row.salt,
        parameters: parameters.map_err(|_| Problem::Damaged("slot"))?,
        pepper: row.pepper,
    })
}

fn row(open: &Open, kind: SlotKind, slot: sealing::Slot, now: Moment) -> SlotRow {
    SlotRow {
        id: slot.id,
        vault_id: open.vault,
        kind,
        generation: open.generation,
        envelope: slot.envelope,
        salt: slot.salt,
        parameters: slot.parameters.map(|parameters| parameters.to_string()),
        secret: None,
        failures: 0,
        confirmed_at: None,
        created_at: now,
        used_at: None,
        helped_at: None,
        pepper: slot.pepper,
    }
}

/// A row with its secret kept under the vault key, so that a changed code needs nothing from the person.
pub(super) fn keeping(
    open: &Open,
    kind: SlotKind,
    slot: sealing::Slot,
    secret: &Secret,
    now: Moment,
) -> SlotRow {
    let mut row = row(open, kind, slot, now);
    let context = open.context(Purpose::SlotSecret).hashed_object(&row.id);
    row.secret = Some(envelope::seal(&open.keys.wrap, &context, secret.expose()));
    row
}

/// Draws the code of a card or device and seals the vault key under both.
pub(super) async fn make_held(
    abri: &Abri,
    open: &Open,
    kind: SlotKind,
    secret: &Secret,
) -> Outcome<Made> {
    let code = Code::for_slot();
    let slot = sealing::make_held(
        &abri.argon,
        &abri.keys,
        held(kind)?,
        (secret, &code),
        place(open),
        &open.key,
    )
    .await
    .map_err(|_| Problem::Busy)?;
    let row = keeping(open, kind, slot, secret, abri.now());
    let drawn = drawn::with(&row, code.expose());
    Ok(Made { row, drawn })
}

pub(super) fn make_rescue(abri: &Abri, open: &Open) -> Made {
    let secret = random::secret();
    let row = row(
        open,
        SlotKind::Rescue,
        sealing::make_rescue(&secret, place(open), &open.key),
        abri.now(),
    );
    let drawn = drawn::with(&row, &crockford::rescue_code(&secret));
    Made { row, drawn }
}

/// The 128-bit secret of a card or device, read with the vault open.
pub(super) fn secret_of(open: &Open, row: &SlotRow) -> Outcome<Secret> {
    let sealed = row.secret.as_deref().ok_or(Problem::NotFound)?;
    let context = open.context(Purpose::SlotSecret).hashed_object(&row.id);
    let secret = envelope::open(&open.keys.wrap, &context, sealed)?;
    Secret::from_slice(&secret).ok_or(Problem::Damaged("slot"))
}

/// Every way into this vault.
pub async fn all(abri: &Abri, open: &Open) -> Outcome<Vec<SlotRow>> {
    let mut tx = abri.store.durable.read().await?;
    Ok(slots::of_vault(&mut tx, open.vault).await?)
}

/// The number printed on a card, and under its QR code: 26 characters and two that check them.
pub fn card_number(open: &Open, row: &SlotRow) -> Outcome<Zeroizing<String>> {
    Ok(crockford::rescue_code(&secret_of(open, row)?))
}

/// Adds this phone or computer; what its cookie must hold.
pub async fn add_device(abri: &Abri, session: &mut Session) -> Outcome<Secret> {
    let secret = random::secret();
    let made = make_held(abri, &session.open, SlotKind::Device, &secret).await?;
    put_in(abri, session, made, None).await?;
    Ok(secret)
}

/// The secret of the phone that this session is of, while its code waits to be noted: the answer that should have brought it
/// to the browser may be lost.
pub async fn this_phone(abri: &Abri, session: &Session) -> Outcome<Option<Secret>> {
    let id = session.notes.slot_id;
    if session.notes.slot != SlotKind::Device || session.drawn_for(&id).is_none() {
        return Ok(None);
    }
    let row = find(abri, &session.open, &id).await?;
    secret_of(&session.open, &row).map(Some)
}

/// Makes an access card; an older one stops working.
pub async fn make_card(abri: &Abri, session: &mut Session) -> Outcome<()> {
    let made = make_held(abri, &session.open, SlotKind::Card, &random::secret()).await?;
    put_in(abri, session, made, Some(SlotKind::Card)).await
}

/// Makes a rescue code; an older one stops working.
pub async fn make_rescue_code(abri: &Abri, session: &mut Session) -> Outcome<()> {
    let made = make_rescue(abri, &session.open);
    put_in(abri, session, made, Some(SlotKind::Rescue)).await
}

/// Draws five words for an identifier; older words stop working. `Field` when the identifier
/// belongs to somebody else already.
pub async fn choose_words(
    abri: &Abri,
    session: &mut Session,
    identifier: &Identifier,
) -> Outcome<()> {
    let (words, phrase) = Phrase::draw();
    let id = abri.keys.identifier_id(identifier.as_str());
    let open = &session.open;
    let slot = sealing::make_phrase(
        &abri.argon,
        &abri.keys,
        (id, &phrase),
        place(open),
        &open.key,
    )
    .await
    .map_err(|_| Problem::Busy)?;
    let row = row(open, SlotKind::Phrase, slot, abri.now());
    let drawn = drawn::with(&row, &words);
    let made = Made { row, drawn };
    put_in(abri, session, made, Some(SlotKind::Phrase))
        .await
        .map_err(|problem| match problem {
            Problem::Conflict => Problem::Field("enter-identifier-taken"),
            other => other,
        })
}

async fn put_in(
    abri: &Abri,
    session: &mut Session,
    made: Made,
    instead_of: Option<SlotKind>,
) -> Outcome<()> {
    // A professional's ways in are made in `people::desk`: each needs two things.
    if session.open.whose != Whose::Beneficiary {
        return Err(Problem::NotFound);
    }
    let Made { row, drawn: new } = made;
    let mut change = Change::begin(abri, &session.open, &account(&session.open)?).await?;
    if let Some(kind) = instead_of {
        replace(&mut change, &session.open, kind).await?;
    }
    let kind = row.kind;
    slots::add(change.tx(), &row).await?;
    if kind == SlotKind::Card {
        deposits::with_card(abri, &session.open, change.tx()).await?;
    }
    change
        .tell(Event::SlotAdded, &Details::of_way(kind))
        .await?;
    session.notes = drawn::noted(change.tx(), session, new).await?;
    session::save(abri, session).await?;
    let changed = change.commit().await;
    drawn::settled(abri, &row, changed).await?;
    notices::owe(abri, session.open.vault, Why::WayIn).await;
    Ok(())
}

async fn replace(change: &mut Change<'_>, open: &Open, kind: SlotKind) -> Outcome<()> {
    for old in slots::of_vault(change.tx(), open.vault).await? {
        if old.kind == kind {
            slots::erase(change.tx(), open.vault, &old.id).await?;
            change.bury(&old);
            change
                .tell(Event::SlotRemoved, &Details::of_way(kind))
                .await?;
        }
    }
    Ok(())
}

/// Draws another code for a card or device: forgotten, or seen by somebody.
pub async fn change_code(abri: &Abri, session: &mut Session, id: &[u8; 32]) -> Outcome<()> {
    let permit = account(&session.open)?;
    draw_again(abri, session, id, &permit, &[]).await
}

/// The same by whoever has leave to change something; `before` is told first, and whoever helped is named.
pub(super) async fn draw_again(
    abri: &Abri,
    session: &mut Session,
    id: &[u8; 32],
    permit: &Permit<impl Changing>,
    before: &[(Event, Details)],
) -> Outcome<()> {
    let old = find(abri, &session.open, id).await?;
    let secret = secret_of(&session.open, &old)?;
    let made = make_held(abri, &session.open, old.kind, &secret).await?;
    let (mut row, new) = (made.row, made.drawn);
    row.created_at = old.created_at;
    row.helped_at = old.helped_at;
    if old.kind == SlotKind::Card {
        // The printed card stays the same.
        row.confirmed_at = old.confirmed_at;
    }
    let mut change = Change::begin(abri, &session.open, permit).await?;
    for (event, details) in before {
        change.tell(*event, details).await?;
    }
    // One that was taken away meanwhile stays away; of one whose code was changed, the code goes that is there now.
    let ways = slots::of_vault(change.tx(), session.open.vault).await?;
    let now = ways.iter().find(|way| way.id == *id);
    let now = now.ok_or(Problem::NotFound)?;
    slots::erase(change.tx(), session.open.vault, id).await?;
    change.bury(now);
    slots::add(change.tx(), &row).await?;
    change
        .tell(
            Event::SecretChanged,
            &Details {
                slot: Some(old.kind),
                ..session.attribution()
            },
        )
        .await?;
    session.notes = drawn::noted(change.tx(), session, new).await?;
    session::save(abri, session).await?;
    let changed = change.commit().await;
    drawn::settled(abri, &row, changed).await?;
    // Whoever came in with the old code must not stay.
    session::end_others(abri, session).await.map(drop)
}

/// Takes a way in away. The last one stays: without it the papers would be lost.
pub async fn remove(abri: &Abri, session: &mut Session, id: &[u8; 32]) -> Outcome<()> {
    let mut change = Change::begin(abri, &session.open, &account(&session.open)?).await?;
    let all = slots::of_vault(change.tx(), session.open.vault).await?;
    let slot = all
        .iter()
        .find(|slot| slot.id == *id)
        .ok_or(Problem::NotFound)?;
    if all
        .iter()
        .filter(|slot| slot.kind != SlotKind::Rescue)
        .count()
        < 2
        && slot.kind != SlotKind::Rescue
    {
        return Err(Problem::Field("account-last-way-in"));
    }
    slots::erase(change.tx(), session.open.vault, id).await?;
    change.bury(slot);
    change
        .tell(Event::SlotRemoved, &Details::of_way(slot.kind))
        .await?;
    change.commit().await?;
    notices::owe(abri, session.open.vault, Why::WayIn).await;
    session.notes.drawn.retain(|drawn| drawn.slot_id != *id);
    session::save(abri, session).await?;
    // Whoever came in by it, with a lost phone perhaps, is out.
    session::end_others(abri, session).await.map(drop)
}

/// The person types back a six-digit code that was drawn: it is in their head now, and forgotten
/// here. A phone is confirmed by it; a card only by what is printed on it.
pub async fn note_code(
    abri: &Abri,
    session: &mut Session,
    id: &[u8; 32],
    typed: &str,
) -> Outcome<()> {
    let row = find(abri, &session.open, id).await?;
    held(row.kind)?;
    let drawn = session.drawn_for(id).ok_or(Problem::NotFound)?;
    let typed = Code::parse(typed, SLOT_DIGITS).ok_or(Problem::Field("enter-code-shape"))?;
    if typed.expose() != drawn {
        return Err(Problem::WrongSecret { left: None });
    }
    if row.kind == SlotKind::Device {
        confirmed(abri, session, id).await?;
    }
    session.notes.drawn.retain(|drawn| drawn.slot_id != *id);
    prove::note(abri, session).await
}

/// The person shows that they hold what was made: the last four characters of a card's number or of
/// a rescue code, the last of five words. A rescue code and words are forgotten here.
pub async fn confirm(
    abri: &Abri,
    session: &mut Session,
    id: &[u8; 32],
    typed: &str,
) -> Outcome<()> {
    let row = find(abri, &session.open, id).await?;
    let drawn = session.drawn_for(id);
    let right = match (row.kind, drawn) {
        (SlotKind::Device, _) => return note_code(abri, session, id, typed).await,
        (SlotKind::Card, _) => {
            crockford::ends_with(&card_number(&session.open, &row)?, typed, LAST)
        }
        (SlotKind::Rescue, Some(drawn)) => crockford::ends_with(drawn, typed, LAST),
        (SlotKind::Phrase, Some(drawn)) => words::is_last(drawn, typed),
        _ => return Err(Problem::NotFound),
    };
    if !right {
        return Err(Problem::WrongSecret { left: None });
    }
    confirmed(abri, session, id).await?;
    if row.kind == SlotKind::Card {
        deposits::card_in_hand(abri, &session.open).await?;
    } else {
        session.notes.drawn.retain(|drawn| drawn.slot_id != *id);
    }
    session::save(abri, session).await
}

async fn confirmed(abri: &Abri, session: &Session, id: &[u8; 32]) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    slots::confirm(&mut tx, session.open.vault, id, abri.now()).await?;
    Ok(tx.commit().await?)
}

/// Whether the person would still come in without this phone: they showed that they hold a card or
/// a rescue code.
pub async fn is_safe(abri: &Abri, open: &Open) -> Outcome<bool> {
    let all = all(abri, open).await?;
    Ok(all.iter().any(|row| {
        matches!(row.kind, SlotKind::Card | SlotKind::Rescue) && row.confirmed_at.is_some()
    }))
}

/// The way in of this vault with that id.
pub async fn find(abri: &Abri, open: &Open, id: &[u8; 32]) -> Outcome<SlotRow> {
    let mut tx = abri.store.durable.read().await?;
    let row = slots::find(&mut tx, id).await?;
    row.filter(|row| row.vault_id == open.vault)
        .ok_or(Problem::NotFound)
}

/// The random part of the name of a device's cookie: tells two people on one phone apart and
/// nothing else.
pub fn device_tag() -> String {
    HEXLOWER.encode(&random::bytes::<4>())
}
