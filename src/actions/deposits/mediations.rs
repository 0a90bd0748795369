//! Deposits of mediators as the person sees and stops them, and how they end.

use crate::actions::change::{Change, LockedChange};
use crate::actions::open::Open;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::inbox;
use crate::domain::ids::InvitationId;
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::mediations::{self, MediationRow};
use crate::store::{EphemeralTx, invitations, uploads};
use zeroize::Zeroizing;

/// Who a mediator is, as they joined their structure.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Who {
    /// Their name.
    pub name: String,
    /// Where they work.
    pub structure: String,
}

/// A mediator who puts papers in now.
pub struct ActiveMediation {
    /// The invitation by whose code they came in, or a name of its own where it was by number.
    pub right: InvitationId,
    /// Who they are.
    pub who: Who,
    /// When they began.
    pub begun: Moment,
    /// When it ends by itself.
    pub until: Moment,
    /// How many papers came.
    pub arrived: u32,
}

/// The mediators who put papers into this vault now, in the order they came.
pub async fn mediations(abri: &Abri, open: &Open) -> Outcome<Vec<ActiveMediation>> {
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = mediations::of_vault(&mut tx, open.vault, abri.now()).await?;
    drop(tx);
    // One of before control was regained opens nothing, and goes within the hour.
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|row| row.generation == open.generation)
        .collect();
    let active = |row: &MediationRow| ActiveMediation {
        right: InvitationId::from_bytes(row.right_id),
        who: who(open, row),
        begun: row.begun_at,
        until: row.until,
        arrived: row.arrived,
    };
    Ok(rows.iter().map(active).collect())
}

/// A row that was tampered with names nobody, and can still be stopped.
fn who(open: &Open, row: &MediationRow) -> Who {
    let sealed = inbox::open(&open.keys.inbox(), &place(row), &row.who).ok();
    let who = sealed.and_then(|json| serde_json::from_slice(&json).ok());
    who.unwrap_or_default()
}

/// Seals who it is for the person alone.
pub(super) fn seal(change: &LockedChange, row: &MediationRow, who: &Who) -> Vec<u8> {
    // Strings alone: nothing in it can fail to serialise.
    let json = Zeroizing::new(serde_json::to_vec(who).unwrap_or_default());
    change.seal_for(&place(row), &json)
}

const fn place(row: &MediationRow) -> Context {
    Context::new(Purpose::Mediator, row.vault_id, row.generation).object(&row.right_id)
}

/// The person stops those who came in by one right; how many there were.
pub(super) async fn stop_right(abri: &Abri, open: &Open, right: InvitationId) -> Outcome<usize> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let rows = mediations::delete_of_right(&mut tx, open.vault, right.as_bytes()).await?;
    for row in &rows {
        take_uploads(&mut tx, row).await?;
    }
    tx.commit().await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    for row in &rows {
        let who = who(open, row);
        let details = Details {
            who: who.name,
            structure: who.structure,
            ..told(row)
        };
        change.tell(Event::MediationStopped, &details).await?;
    }
    change.commit().await?;
    Ok(rows.len())
}

/// The person stops whoever came in with their number.
pub(super) async fn stop_by_number(abri: &Abri, open: &Open) -> Outcome<()> {
    for one in mediations(abri, open).await? {
        if !is_invitation(abri, open, one.right).await? {
            stop_right(abri, open, one.right).await?;
        }
    }
    Ok(())
}

async fn is_invitation(abri: &Abri, open: &Open, right: InvitationId) -> Outcome<bool> {
    let mut tx = abri.store.durable.look().await?;
    let found = invitations::find(&mut tx, open.vault, right).await?;
    Ok(found.is_some())
}

/// What was on its way by a right that ends goes with it.
pub(super) async fn take_uploads(tx: &mut EphemeralTx, row: &MediationRow) -> Outcome<()> {
    uploads::delete_of_right(tx, row.vault_id, &row.right_id).await?;
    Ok(())
}

/// Whether anybody else is at it by the same right.
pub(super) async fn any(abri: &Abri, row: &MediationRow) -> Outcome<bool> {
    let mut tx = abri.store.ephemeral.look().await?;
    let rows = mediations::of_vault(&mut tx, row.vault_id, abri.now()).await?;
    Ok(rows.iter().any(|other| other.right_id == row.right_id))
}

/// Tells the person that it is over; their vault is closed. With the `last` one by it, a code's leave is over too.
pub(super) async fn tell_end(abri: &Abri, row: &MediationRow, last: bool) -> Outcome<()> {
    let id = InvitationId::from_bytes(row.right_id);
    let mut change = LockedChange::begin(abri, row.vault_id).await?;
    let now = change.now();
    change.tell(Event::MediationEnded, &told(row)).await?;
    if last {
        // By number there is none, and nothing to take back.
        let (vault, generation) = (row.vault_id, row.generation);
        invitations::withdraw(change.tx(), vault, id, generation, now).await?;
    }
    change.commit().await
}

fn told(row: &MediationRow) -> Details {
    Details {
        consent: InvitationId::from_bytes(row.right_id).to_string(),
        count: row.arrived,
        ..Details::default()
    }
}

/// Ends what is over by itself and tells it.
pub(super) async fn sweep(abri: &Abri) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let over = mediations::delete_ended(&mut tx, abri.now()).await?;
    for row in &over {
        take_uploads(&mut tx, row).await?;
    }
    tx.commit().await?;
    for row in &over {
        // An inbox that was tampered with, a store that does not answer: the others are still told.
        if let Err(problem) = tell_end(abri, row, false).await {
            tracing::error!(%problem, "the end of a deposit is not told");
        }
    }
    Ok(())
}
