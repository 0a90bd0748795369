//! The ways in of a professional: computers, one card and passkeys, each a secret of 128 bits, and five words
//! that go with all of them. Nothing opens by the words alone, nor by the secret alone.

use super::code_app::{self, Asked};
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::session::{self, Session};
use crate::actions::{Abri, Outcome, Problem, drawn, prove, screens, ways_in};
use crate::crypto::crockford;
use crate::crypto::random;
use crate::crypto::secrets::Secret;
use crate::crypto::slots as sealing;
use crate::crypto::words::{self, Phrase};
use crate::domain::access::Whose;
use crate::domain::journal::{Details, Event};
use crate::domain::slot::SlotKind;
use crate::store::slots::{self, SlotRow};
use zeroize::Zeroizing;

/// Characters of a card's number that are typed back.
const LAST: usize = 4;
/// Ways in of one person: each costs a derivation when the words change.
const MOST: usize = 10;

/// What is asked again before a way in is added.
pub struct Proof {
    /// The five words.
    words: Phrase,
    /// The code of the application, where the structure wants one; as typed.
    code: Zeroizing<String>,
}

impl Proof {
    /// Both as typed.
    pub fn typed(words: &str, code: &str) -> Outcome<Self> {
        Ok(Self {
            words: words_typed(words)?,
            code: code.to_owned().into(),
        })
    }
}

/// Words as typed.
pub fn words_typed(words: &str) -> Outcome<Phrase> {
    Phrase::typed(words).ok_or(Problem::Field("enter-words-shape"))
}

/// Seals the vault key under both.
pub(super) async fn make(
    abri: &Abri,
    open: &Open,
    kind: SlotKind,
    (secret, words): (&Secret, &Phrase),
) -> Outcome<SlotRow> {
    let slot = sealing::make_held(
        &abri.argon,
        &abri.keys,
        ways_in::held(kind)?,
        (secret, words),
        ways_in::place(open),
        &open.key,
    )
    .await
    .map_err(|_| Problem::Busy)?;
    Ok(ways_in::keeping(open, kind, slot, secret, abri.now()))
}

/// Adds this computer; what its cookie must hold.
pub async fn add_desk(abri: &Abri, session: &Session, proof: &Proof) -> Outcome<Secret> {
    let secret = random::secret();
    put_in(abri, session, (SlotKind::Desk, &secret), proof).await?;
    Ok(secret)
}

/// Adds a passkey, by the secret that the browser made of what its PRF extension gave. Opening the slot under it
/// and the words is the check at each sign-in: no public key is kept, and no signature is asked for.
pub async fn add_passkey(
    abri: &Abri,
    session: &Session,
    secret: &Secret,
    proof: &Proof,
) -> Outcome<()> {
    let added = put_in(abri, session, (SlotKind::Passkey, secret), proof).await;
    added.map_err(|problem| match problem {
        Problem::Conflict => Problem::Field("key-known"),
        other => other,
    })
}

/// What a passkey of this account is stored under where the person keeps it.
pub fn passkey_handle(session: &Session) -> [u8; 16] {
    session.open.keys.passkey_handle()
}

/// Makes a card of their own; an older one stops working.
pub async fn make_card(abri: &Abri, session: &Session, proof: &Proof) -> Outcome<()> {
    let secret = random::secret();
    put_in(abri, session, (SlotKind::DeskCard, &secret), proof).await
}

async fn put_in(
    abri: &Abri,
    session: &Session,
    held: (SlotKind, &Secret),
    proof: &Proof,
) -> Outcome<()> {
    must_know(abri, session, &proof.words).await?;
    let asked = code_app::ask(abri, session, &proof.code).await?;
    let added = admitted(abri, session, held, &proof.words, &asked).await;
    code_app::settle(abri, session, &asked, added).await?;
    // Whoever came in with a card that works no more is out.
    session::end_others(abri, session).await.map(drop)
}

async fn admitted(
    abri: &Abri,
    session: &Session,
    (kind, secret): (SlotKind, &Secret),
    words: &Phrase,
    asked: &Asked,
) -> Outcome<()> {
    let open = &session.open;
    let new = make(abri, open, kind, (secret, words)).await?;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    code_app::spend(abri, &mut change, open, asked).await?;
    let mut count = 0;
    for old in slots::of_vault(change.tx(), open.vault).await? {
        if kind == SlotKind::DeskCard && old.kind == kind {
            take_away(&mut change, &old).await?;
        } else {
            count += 1;
        }
    }
    if count >= MOST {
        return Err(Problem::Field("pro-ways-many"));
    }
    slots::add(change.tx(), &new).await?;
    change
        .tell(Event::SlotAdded, &Details::of_way(kind))
        .await?;
    change.commit().await
}

/// Takes a computer, the card or a passkey away. The last one stays.
pub async fn remove(abri: &Abri, session: &Session, id: &[u8; 32], words: &Phrase) -> Outcome<()> {
    must_know(abri, session, words).await?;
    let open = &session.open;
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    let all = slots::of_vault(change.tx(), open.vault).await?;
    let slot = all.iter().find(|slot| slot.id == *id);
    let slot = slot.ok_or(Problem::NotFound)?;
    if all.len() < 2 {
        return Err(Problem::Field("pro-last-way-in"));
    }
    take_away(&mut change, slot).await?;
    change.commit().await?;
    session::end_others(abri, session).await.map(drop)
}

/// Closes the account on one other screen.
pub async fn close_screen(
    abri: &Abri,
    session: &Session,
    id: &[u8; 32],
    words: &Phrase,
) -> Outcome<()> {
    must_know(abri, session, words).await?;
    screens::end(abri, session, id).await
}

/// Draws other words: every way in is sealed again, with the secret that it has. Whoever came in with
/// the old ones is out.
pub async fn change_words(abri: &Abri, session: &mut Session, old: &Phrase) -> Outcome<()> {
    must_know(abri, session, old).await?;
    let open = &session.open;
    let (words, phrase) = Phrase::draw();
    let mut made = Vec::new();
    for row in ways_in::all(abri, open).await? {
        let secret = ways_in::secret_of(open, &row)?;
        let new = make(abri, open, row.kind, (&secret, &phrase)).await?;
        made.push((row, new));
    }
    let used = session.notes.slot_id;
    let own = made.iter().find(|(row, _)| row.id == used);
    let (_, own) = own.ok_or(Problem::NotFound)?;
    let mut change = seal_anew(abri, &session.open, &made).await?;
    // Where they can be read again, first: sealed under words that nobody has seen, an account would open no more.
    let new = drawn::with(own, &words);
    session.notes = drawn::noted(change.tx(), session, new).await?;
    session::save(abri, session).await?;
    let changed = change.commit().await;
    drawn::settled(abri, own, changed).await?;
    session::end_others(abri, session).await.map(drop)
}

/// Every way in, or none, goes over to the other words, as this change says.
async fn seal_anew<'a>(
    abri: &Abri,
    open: &'a Open,
    made: &[(SlotRow, SlotRow)],
) -> Outcome<Change<'a>> {
    let mut change = Change::begin(abri, open, &ways_in::account(open)?).await?;
    // A way in that was made meanwhile would keep the old words.
    if slots::of_vault(change.tx(), open.vault).await?.len() != made.len() {
        return Err(Problem::Conflict);
    }
    for (row, new) in made {
        change.bury(row);
        slots::set_envelope(
            change.tx(),
            open.vault,
            open.generation,
            &row.id,
            new.sealed_with(),
        )
        .await?;
    }
    let details = Details::of_way(SlotKind::Phrase);
    change.tell(Event::SecretChanged, &details).await?;
    Ok(change)
}

/// The words that were drawn in this session and are not typed back yet.
pub fn to_note(session: &Session) -> Option<&str> {
    session.drawn_for(&session.notes.slot_id)
}

/// The person types all five words back: they are in their head now, and forgotten here.
pub async fn note(abri: &Abri, session: &mut Session, typed: &str) -> Outcome<()> {
    let shown = to_note(session).ok_or(Problem::NotFound)?;
    if !words::are_same(shown, typed) {
        return Err(Problem::WrongSecret { left: None });
    }
    let id = session.notes.slot_id;
    // A computer holds its secret already; a card is confirmed by what is printed on it.
    if session.notes.slot == SlotKind::Desk {
        confirmed(abri, session, &id).await?;
    }
    session.notes.drawn.retain(|drawn| drawn.slot_id != id);
    session::save(abri, session).await
}

/// The person shows that the card is in their hand: the last characters of its number.
pub async fn confirm_card(abri: &Abri, session: &Session, typed: &str) -> Outcome<()> {
    let card = card(abri, session).await?.ok_or(Problem::NotFound)?;
    let number = ways_in::card_number(&session.open, &card)?;
    if !crockford::ends_with(&number, typed, LAST) {
        return Err(Problem::WrongSecret { left: None });
    }
    confirmed(abri, session, &card.id).await
}

/// The card, if there is one.
pub async fn card(abri: &Abri, session: &Session) -> Outcome<Option<SlotRow>> {
    let all = ways_in::all(abri, &session.open).await?;
    Ok(all.into_iter().find(|row| row.kind == SlotKind::DeskCard))
}

async fn confirmed(abri: &Abri, session: &Session, id: &[u8; 32]) -> Outcome<()> {
    let mut tx = abri.store.durable.begin().await?;
    slots::confirm(&mut tx, session.open.vault, id, abri.now()).await?;
    Ok(tx.commit().await?)
}

/// The words are asked again before a way in is changed.
pub(super) async fn must_know(abri: &Abri, session: &Session, words: &Phrase) -> Outcome<()> {
    let open = &session.open;
    if open.whose != Whose::Professional {
        return Err(Problem::NotFound);
    }
    let mut all = ways_in::all(abri, open).await?;
    all.sort_by_key(|row| row.id != session.notes.slot_id);
    let row = all.first().ok_or(Problem::NotFound)?;
    prove::held(abri, open, row, words.into()).await
}

async fn take_away(change: &mut Change<'_>, slot: &SlotRow) -> Outcome<()> {
    let vault = slot.vault_id;
    slots::erase(change.tx(), vault, &slot.id).await?;
    change.bury(slot);
    let details = Details::of_way(slot.kind);
    change.tell(Event::SlotRemoved, &details).await.map(drop)
}
