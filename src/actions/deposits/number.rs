//! The person's deposit number: no secret, printed on their card. A mediator who types it puts papers in for an
//! hour and reads nothing; each paper waits for the person's yes.
//!
//! It is drawn with the card and lets mediators in from the moment on that the person holds the printed card: that
//! is what it stands there for. The person switches it off, on, or draws another one at any time; off, it leads to
//! nothing, like a number that nobody has. A restore switches it off: a backup does not know what was said since.

use super::mediations;
use crate::actions::change::{Change, LockedChange};
use crate::actions::open::Open;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::context::Purpose;
use crate::crypto::{crockford, envelope};
use crate::domain::deposit::NumberState;
use crate::domain::ids::VaultId;
use crate::domain::journal::{Details, Event};
use crate::store::DurableTx;
use crate::store::deposit_numbers::{self, NumberRow};
use zeroize::Zeroizing;

const DAMAGED: Problem = Problem::Damaged("deposit number");

/// The number of an open vault.
pub struct DepositNumber {
    /// As it is said and printed: `XXXXX-XXXXX`.
    pub text: Zeroizing<String>,
    /// Whether it lets mediators in.
    pub state: NumberState,
}

/// The number, if one was drawn.
pub async fn number(abri: &Abri, open: &Open) -> Outcome<Option<DepositNumber>> {
    let mut tx = abri.store.durable.look().await?;
    let row = deposit_numbers::of_vault(&mut tx, open.vault).await?;
    row.map(|row| read(abri, open, &row)).transpose()
}

fn read(abri: &Abri, open: &Open, row: &NumberRow) -> Outcome<DepositNumber> {
    if !is_ours(abri, row) {
        return Err(DAMAGED);
    }
    let context = open.context(Purpose::DepositNumber).hashed_object(&row.id);
    let text = envelope::open(&open.keys.wrap, &context, &row.sealed)?;
    let text = std::str::from_utf8(&text).map_err(|_| DAMAGED)?;
    Ok(DepositNumber {
        text: Zeroizing::new(text.to_owned()),
        state: row.state,
    })
}

fn is_ours(abri: &Abri, row: &NumberRow) -> bool {
    let vault = (row.vault_id, row.generation);
    abri.keys
        .is_number(vault, &row.id, row.state.as_str(), &row.mac)
}

fn mac(abri: &Abri, row: &NumberRow, state: NumberState) -> [u8; 32] {
    let vault = (row.vault_id, row.generation);
    abri.keys.number_mac(vault, &row.id, state.as_str())
}

fn draw(abri: &Abri, open: &Open, state: NumberState) -> NumberRow {
    let text = crockford::deposit_number();
    let id = abri.keys.number_id(&text);
    let context = open.context(Purpose::DepositNumber).hashed_object(&id);
    let mut row = NumberRow {
        vault_id: open.vault,
        generation: open.generation,
        id,
        sealed: envelope::seal(&open.keys.wrap, &context, text.as_bytes()),
        state,
        mac: [0; 32],
        drawn_at: abri.now(),
    };
    row.mac = mac(abri, &row, state);
    row
}

/// Draws it where a card is made, unless the vault has one.
pub(in crate::actions) async fn with_card(
    abri: &Abri,
    open: &Open,
    tx: &mut DurableTx,
) -> Outcome<()> {
    if deposit_numbers::of_vault(tx, open.vault).await?.is_none() {
        let row = draw(abri, open, NumberState::Printed);
        deposit_numbers::add(tx, &row).await?;
    }
    Ok(())
}

/// Draws another number for a vault that gets a new card: the old one leads to nothing. It lets
/// nobody in before that card is in the person's hand, and not at all where the person had said no.
pub(in crate::actions) async fn anew(abri: &Abri, open: &Open, tx: &mut DurableTx) -> Outcome<()> {
    let state = match deposit_numbers::of_vault(tx, open.vault).await? {
        Some(old) if old.state == NumberState::Refused => NumberState::Refused,
        _ => NumberState::Printed,
    };
    deposit_numbers::erase(tx, open.vault).await?;
    Ok(deposit_numbers::add(tx, &draw(abri, open, state)).await?)
}

/// The person has shown that they hold the printed card: unless they said no, its number lets mediators in.
pub(in crate::actions) async fn card_in_hand(abri: &Abri, open: &Open) -> Outcome<()> {
    let mut tx = abri.store.durable.look().await?;
    let row = deposit_numbers::of_vault(&mut tx, open.vault).await?;
    drop(tx);
    if row.is_some_and(|row| row.state == NumberState::Printed) {
        set(abri, open, NumberState::Accepted).await?;
    }
    Ok(())
}

/// From now on it lets mediators in; drawn if the vault has none.
pub async fn accept_number(abri: &Abri, open: &Open) -> Outcome<()> {
    set(abri, open, NumberState::Accepted).await
}

/// From now on it leads to nothing, and whoever came in with it is out.
pub async fn refuse_number(abri: &Abri, open: &Open) -> Outcome<()> {
    set(abri, open, NumberState::Refused).await?;
    mediations::stop_by_number(abri, open).await
}

async fn set(abri: &Abri, open: &Open, state: NumberState) -> Outcome<()> {
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    match deposit_numbers::of_vault(change.tx(), open.vault).await? {
        Some(row) if !is_ours(abri, &row) => return Err(DAMAGED),
        Some(row) if row.state == state => return Ok(()),
        Some(row) => {
            let mac = mac(abri, &row, state);
            deposit_numbers::set_state(change.tx(), open.vault, &row.id, state, &mac).await?;
        }
        None => {
            let row = draw(abri, open, state);
            deposit_numbers::add(change.tx(), &row).await?;
        }
    }
    let event = match state {
        NumberState::Accepted => Event::NumberAccepted,
        NumberState::Printed | NumberState::Refused => Event::NumberRefused,
    };
    change.tell(event, &Details::default()).await?;
    change.commit().await
}

/// Draws another number: the old one leads to nothing, and whoever came in with it is out.
pub async fn renew_number(abri: &Abri, open: &Open) -> Outcome<()> {
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let old = deposit_numbers::of_vault(change.tx(), open.vault).await?;
    let old = old.ok_or(Problem::NotFound)?;
    if !is_ours(abri, &old) {
        return Err(DAMAGED);
    }
    let new = draw(abri, open, old.state);
    deposit_numbers::erase(change.tx(), open.vault).await?;
    deposit_numbers::add(change.tx(), &new).await?;
    change.tell(Event::NumberDrawn, &Details::default()).await?;
    change.commit().await?;
    mediations::stop_by_number(abri, open).await
}

/// The vault to which a number leads that lets mediators in, and its generation; `typed` is in its one canonical
/// form. Unknown and switched off are alike.
pub(super) async fn find(abri: &Abri, typed: &str) -> Outcome<NumberRow> {
    let id = abri.keys.number_id(typed);
    let mut tx = abri.store.durable.look().await?;
    let row = deposit_numbers::find(&mut tx, &id).await?;
    let row = row.filter(|row| row.state == NumberState::Accepted);
    let row = row.ok_or(Problem::NotFound)?;
    if !is_ours(abri, &row) {
        return Err(DAMAGED);
    }
    Ok(row)
}

/// Whether it still leads there, asked under the vault's lock.
pub(super) async fn leads(abri: &Abri, tx: &mut DurableTx, found: &NumberRow) -> Outcome<bool> {
    let row = deposit_numbers::of_vault(tx, found.vault_id).await?;
    Ok(row.is_some_and(|row| {
        row.id == found.id && row.state == NumberState::Accepted && is_ours(abri, &row)
    }))
}

/// Whether this installation made the row of the vault's number, if it has one.
pub(in crate::actions) async fn is_vouched_for(
    abri: &Abri,
    tx: &mut DurableTx,
    vault: VaultId,
) -> Outcome<bool> {
    let row = deposit_numbers::of_vault(tx, vault).await?;
    Ok(row.is_none_or(|row| is_ours(abri, &row)))
}

/// After a restore it leads to nothing until the person says so again.
pub(in crate::actions) async fn off_after_restore(
    abri: &Abri,
    change: &mut LockedChange,
) -> Outcome<()> {
    let vault = change.vault().id;
    let Some(row) = deposit_numbers::of_vault(change.tx(), vault).await? else {
        return Ok(());
    };
    let state = NumberState::Refused;
    let mac = mac(abri, &row, state);
    deposit_numbers::set_state(change.tx(), vault, &row.id, state, &mac).await?;
    Ok(())
}
