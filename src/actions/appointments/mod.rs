//! The appointment: a social worker asks one person to show papers, the person answers, and the papers are shown to
//! that professional alone, for a while.
//!
//! The code finds the request and opens nothing else. What the person answers is a share like any other, whose secret
//! nobody holds: it is sealed to the professional, under the key of the day on which it ends.

mod agree;
mod ask;
mod asked;
mod copy;
mod end;
mod last_time;
mod mine;
mod open;
mod refuse;
mod request;
mod take;

pub use agree::{Agreeing, Answer, agree};
pub use ask::{NewRequest, ask};
pub use asked::{Asked, Pending, Waits, What, asked, of_consent, waits};
pub use copy::{ask_copy, refuse_copy};
pub use end::{call_back, finish};
pub(super) use end::{end_all_of, sweep};
pub use last_time::last_time;
pub use mine::{Given, Mine, one, state, today};
pub use open::{look, open};
pub use refuse::refuse;
pub use take::{code_typed, take};

pub(super) use open::still;

use super::people;
use super::session::Session;
use super::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::hybrid::Recipient;
use crate::domain::access::{self, Ask};
use crate::domain::appointment::Request;
use crate::domain::ids::{AppointmentId, VaultId};
use crate::domain::journal::Details;
use crate::store::appointments::{self, AppointmentRow};
use crate::store::vaults::VaultRow;
use crate::store::{DurableTx, vaults};

const DAMAGED: Problem = Problem::Damaged("appointment");

/// Leave of whoever is signed in to ask people for papers.
fn asks(session: &Session) -> Outcome<Ask> {
    let working = session.working.as_ref().ok_or(Problem::NotFound)?;
    access::may_ask(&working.member).ok_or(Problem::NotFound)
}

/// An appointment of the professional who is signed in; anybody else's is `NotFound`.
async fn own(abri: &Abri, session: &Session, id: AppointmentId) -> Outcome<(Ask, AppointmentRow)> {
    let ask = asks(session)?;
    let mut tx = abri.store.ephemeral.look().await?;
    let row = appointments::find(&mut tx, id).await?;
    let row = row.filter(|row| {
        row.professional == ask.by()
            && row.structure_id == ask.structure()
            // Kept until the day is over, and told to nobody after it.
            && row.until.day() >= abri.now().day()
    });
    Ok((ask, row.ok_or(Problem::NotFound)?))
}

/// The vault's row and the recipient of its inbox, if this installation made it.
async fn inbox_of(
    abri: &Abri,
    tx: &mut DurableTx,
    vault: VaultId,
) -> Outcome<(VaultRow, Recipient)> {
    let row = vaults::read(tx, vault).await?.ok_or(Problem::NotFound)?;
    if !abri.vouches_for(&row) {
        return Err(Problem::Damaged("inbox recipient"));
    }
    let recipient = Recipient::from_bytes(&row.inbox_recipient)
        .map_err(|_| Problem::Damaged("inbox recipient"))?;
    Ok((row, recipient))
}

/// Where a value of this appointment belongs, in one of its two vaults.
const fn place(
    purpose: Purpose,
    (vault, generation): (VaultId, u32),
    id: AppointmentId,
) -> Context {
    Context::new(purpose, vault, generation).object(id.as_bytes())
}

/// What a journal says of a request.
fn told(request: &Request) -> Details {
    Details {
        who: request.name.clone(),
        structure: request.structure.clone(),
        purpose: request.purpose.clone(),
        ..Details::default()
    }
}

/// What a professional's own journal says of it: nobody's name.
fn told_oneself(purpose: &str) -> Details {
    Details {
        purpose: purpose.to_owned(),
        ..Details::default()
    }
}

/// The professional of this appointment, at work now, with their row.
async fn professional(
    abri: &Abri,
    tx: &mut DurableTx,
    row: &AppointmentRow,
) -> Outcome<(people::Asking, Ask)> {
    let asking = people::asking(abri, tx, row.professional).await?;
    let ask = access::may_ask(&asking.member).ok_or(Problem::NotFound)?;
    if ask.structure() == row.structure_id {
        Ok((asking, ask))
    } else {
        Err(Problem::NotFound)
    }
}
