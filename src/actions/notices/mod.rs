//! A person is told, where they want it, that something is new: an e-mail or a text message that says nothing else.
//!
//! To write while the vault is closed, Abri must be able to read the address, and nothing else. It is sealed under a key of
//! the installation, for this vault; what is due stands in the ephemeral place, without it.

mod ask;
mod owe;
mod send;

pub use ask::{Asked, ask, asked, confirm, give_up};
pub(crate) use owe::owe;
pub use send::{Round, send};

use super::change::Change;
use super::open::Open;
use super::session::{Scope, Session};
use super::ways_in::account;
use super::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::envelope;
use crate::domain::access::Whose;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::domain::notices::{Address, Channel};
use crate::store::notices::{self as rows, NoticeRow};
use crate::store::outbox;

/// What a person sees of it.
pub struct Mine {
    /// Where they are written to; none when they want nothing.
    pub address: Option<Address>,
    /// Whether nothing is sent for a while.
    pub paused: bool,
    /// Whether e-mail can be asked for.
    pub mail: bool,
    /// Whether text messages can.
    pub sms: bool,
}

impl Mine {
    /// Whether there is anything to ask for or to stop.
    pub const fn any(&self) -> bool {
        self.mail || self.sms || self.address.is_some()
    }
}

/// What whoever is signed in asked for. `NotFound` for anybody but a beneficiary alone with their vault.
pub async fn mine(abri: &Abri, session: &Session) -> Outcome<Mine> {
    let open = alone(session)?;
    let mut tx = abri.store.durable.look().await?;
    let row = rows::of_vault(&mut tx, open.vault).await?;
    Ok(Mine {
        address: row.as_ref().map(|row| read(abri, row)).transpose()?,
        paused: row.is_some_and(|row| row.paused != 0),
        mail: abri.notify.offers(Channel::Mail),
        sms: abri.notify.offers(Channel::Sms),
    })
}

/// Stops it; nothing to stop is no error.
pub async fn stop(abri: &Abri, session: &Session) -> Outcome<()> {
    let open = alone(session)?;
    let mut change = Change::begin(abri, open, &account(open)?).await?;
    if !end_in(&mut change, open).await? {
        return Ok(());
    }
    change.commit().await?;
    forget(abri, open.vault).await
}

/// Stops it as part of a change; whether there was anything to stop. What is due is [`forget`]'s.
pub(super) async fn end_in(change: &mut Change<'_>, open: &Open) -> Outcome<bool> {
    let Some(row) = rows::of_vault(change.tx(), open.vault).await? else {
        return Ok(false);
    };
    rows::erase(change.tx(), open.vault).await?;
    change.bury_address(&row);
    change
        .tell(Event::NoticesStopped, &Details::default())
        .await?;
    Ok(true)
}

/// Nothing is due for a vault any more.
pub(super) async fn forget(abri: &Abri, vault: VaultId) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    outbox::delete_of_vault(&mut tx, vault).await?;
    Ok(tx.commit().await?)
}

/// Sends nothing until [`resume`]: for whoever does not want to be noticed for a while. The address stays: a person who
/// wants messages again has nothing to type. That nothing is sent stands in clear, since whoever sends has no key of the
/// vault; why does not.
pub(super) async fn pause(change: &mut Change<'_>) -> Outcome<()> {
    let vault = change.vault().id;
    Ok(rows::pause(change.tx(), vault, true).await?)
}

/// Sends again, from the next occasion on.
pub(super) async fn resume(change: &mut Change<'_>) -> Outcome<()> {
    let vault = change.vault().id;
    Ok(rows::pause(change.tx(), vault, false).await?)
}

/// Whoever is alone with their own vault.
fn alone(session: &Session) -> Outcome<&Open> {
    let whole = matches!(session.notes.scope, Scope::Whole);
    let alone = session.open.whose == Whose::Beneficiary && whole;
    alone.then_some(&session.open).ok_or(Problem::NotFound)
}

/// Of every generation: what regains control drops the address.
const fn place(vault: VaultId, channel: Channel) -> Context {
    Context::new(Purpose::Notice, vault, 0).version(channel.number())
}

fn seal(abri: &Abri, vault: VaultId, address: &Address) -> Vec<u8> {
    let place = place(vault, address.channel());
    envelope::seal(&abri.keys.notices(), &place, address.as_str().as_bytes())
}

fn read(abri: &Abri, row: &NoticeRow) -> Outcome<Address> {
    const DAMAGED: Problem = Problem::Damaged("address");
    let place = place(row.vault_id, row.channel);
    let text = envelope::open(&abri.keys.notices(), &place, &row.sealed).map_err(|_| DAMAGED)?;
    let text = std::str::from_utf8(&text).map_err(|_| DAMAGED)?;
    Address::kept(row.channel, text).ok_or(DAMAGED)
}
