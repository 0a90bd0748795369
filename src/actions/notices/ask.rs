//! An address is only written to once its person has typed back a number that was sent there.
//!
//! Nobody can flood somebody else by it: messages are counted by vault, by what they reach, and in all.

use super::{alone, seal};
use crate::actions::change::Change;
use crate::actions::session::{self, Session};
use crate::actions::ways_in::account;
use crate::actions::{Abri, Outcome, Problem, open_vault, prove, tries};
use crate::crypto::codes::{Code, SLOT_DIGITS};
use crate::crypto::random;
use crate::domain::journal::{Details, Event};
use crate::domain::notices::{Address, Channel, Message, NUMBER_LASTS, NUMBER_TRIES};
use crate::domain::time::{Moment, Span};
use crate::notify::Failure;
use crate::store::notices::{self as rows, NoticeRow};

/// Numbers that one vault asks for in an hour.
const OF_VAULT: (u64, Span) = (3, Span::hours(1));
/// Numbers that one address is sent in a day, whoever asks.
const TO_ADDRESS: (u64, Span) = (3, Span::days(1));
/// Numbers that are sent in an hour in all: many vaults with many addresses are not a person either.
const IN_ALL: (u64, Span) = (200, Span::hours(1));

/// A number on its way, kept in the session alone.
#[derive(Clone, serde::Serialize, serde::Deserialize, zeroize::ZeroizeOnDrop)]
pub struct Asked {
    /// Names this try.
    id: [u8; 16],
    channel: String,
    to: String,
    language: String,
    code: String,
    until: i64,
}

/// The address whose number is awaited, if one is.
pub fn asked(abri: &Abri, session: &Session) -> Option<Address> {
    let asked = session.notes.noticing.as_ref()?;
    if Moment::from_millis(asked.until) <= abri.now() {
        return None;
    }
    Address::kept(Channel::from_text(&asked.channel)?, &asked.to)
}

/// Sends a number to an address, in a message that `words` makes of it. `NotFound` unless a secret was typed a short while
/// ago; `Field` where the address cannot be written to; `TooManyTries` where it, or this vault, was sent many.
pub async fn ask(
    abri: &Abri,
    session: &mut Session,
    typed: &str,
    language: &str,
    words: impl FnOnce(&str) -> Message,
) -> Outcome<()> {
    let vault = alone(session)?.vault;
    if !prove::is_fresh(abri, session) {
        return Err(Problem::NotFound);
    }
    let address = Address::typed(typed).ok_or(Problem::Field("notices-shape"))?;
    if !abri.notify.reaches(&address) {
        return Err(Problem::Field("notices-not-there"));
    }
    let folded = address.folded();
    counted(abri, "notices of", vault.as_bytes(), OF_VAULT).await?;
    counted(abri, "notices to", folded.as_bytes(), TO_ADDRESS).await?;
    counted(abri, "notices", b"", IN_ALL).await?;
    let code = Code::for_slot();
    session.notes.noticing = Some(Asked {
        id: random::bytes(),
        channel: address.channel().as_str().to_owned(),
        to: address.as_str().to_owned(),
        language: language.to_owned(),
        code: code.expose().to_owned(),
        until: (abri.now() + NUMBER_LASTS).millis(),
    });
    session::save(abri, session).await?;
    let sent = abri.notify.send(&address, &words(code.expose())).await;
    let Err(failure) = sent else {
        return Ok(());
    };
    tracing::warn!(%failure, "a number could not be sent");
    give_up(abri, session).await?;
    Err(Problem::Field(match failure {
        Failure::Away => "notices-away",
        Failure::Refused(_) | Failure::NotOffered => "notices-refused",
    }))
}

async fn counted(abri: &Abri, what: &str, whom: &[u8], (most, window): (u64, Span)) -> Outcome<()> {
    let key = abri.keys.throttle_id(what, whom);
    tries::within(abri, &key, most, window).await.map(drop)
}

/// Types the number back: from now on this address is written to, and no other. `Field` says why not.
pub async fn confirm(abri: &Abri, session: &mut Session, typed: &str) -> Outcome<()> {
    let address = asked(abri, session).ok_or(Problem::Field("notices-late"))?;
    let vault = alone(session)?.vault;
    let asked = session.notes.noticing.clone();
    let asked = asked.ok_or(Problem::Field("notices-late"))?;
    let typed = Code::parse(typed, SLOT_DIGITS).ok_or(Problem::Field("notices-number-shape"))?;
    // Counted before it is compared, however many are typed at the same moment.
    let tries = (NUMBER_TRIES, NUMBER_LASTS);
    if let Err(problem) = counted(abri, "notices number", &asked.id, tries).await {
        return match problem {
            Problem::TooManyTries { .. } => {
                give_up(abri, session).await?;
                Err(Problem::Field("notices-many"))
            }
            other => Err(other),
        };
    }
    let sent = Code::parse(&asked.code, SLOT_DIGITS).ok_or(Problem::Damaged("session"))?;
    if !sent.is(&typed) {
        return Err(Problem::Field("notices-number-wrong"));
    }
    let open = &session.open;
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    let before = rows::of_vault(change.tx_uncovered(), vault).await?;
    if let Some(before) = &before {
        rows::erase(change.tx_uncovered(), vault).await?;
        change.bury_address(before);
    }
    let row = NoticeRow {
        vault_id: vault,
        channel: address.channel(),
        sealed: seal(abri, vault, &address),
        language: asked.language.clone(),
        paused: open_vault::read(open, &change.vault().profile)?
            .discreet
            .into(),
    };
    rows::add(change.tx_uncovered(), &row).await?;
    change
        .tell(Event::NoticesBegun, &Details::default())
        .await?;
    change.commit().await?;
    give_up(abri, session).await
}

/// Forgets the number that is awaited.
pub async fn give_up(abri: &Abri, session: &mut Session) -> Outcome<()> {
    session.notes.noticing = None;
    session::save(abri, session).await
}
