//! An open vault takes in what was put in while it was closed: opened with the inbox's key, sealed again like every
//! paper of the vault, and counted in its seal.

use super::{invite, sealed};
use crate::actions::add_paper;
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::document::{Origin, Through};
use crate::domain::ids::InvitationId;
use crate::domain::journal::{Details, Event};
use crate::store::deposits::{self, DepositRow};
use crate::store::{documents, invitations};

/// Takes what waits into the vault; how many papers. Costs one query when nothing waits. What cannot be opened
/// is told in the journal, once, and does not hold up the rest.
pub async fn adopt(abri: &Abri, open: &Open) -> Outcome<usize> {
    let mut tx = abri.store.durable.look().await?;
    if !deposits::any_waiting(&mut tx, open.vault).await? {
        return Ok(0);
    }
    drop(tx);
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let mut adopted = 0;
    // Read under the vault's lock: another page may have taken them in.
    for row in deposits::waiting(change.tx(), open.vault).await? {
        match take_in(&mut change, open, &row).await {
            Ok(()) => adopted += 1,
            Err(Problem::Damaged(_)) => set_aside(&mut change, &row).await?,
            Err(problem) => return Err(problem),
        }
    }
    change.commit().await?;
    Ok(adopted)
}

async fn take_in(change: &mut Change<'_>, open: &Open, row: &DepositRow) -> Outcome<()> {
    let opened = sealed::open(open, row)?;
    for object in [&row.object, &row.pictures] {
        // Another paper's: one that somebody with the tables in hand would have shown under a false name.
        if documents::names(change.tx(), object).await? {
            return Err(Problem::Damaged("deposit"));
        }
    }
    if !documents::versions(change.tx(), open.vault, row.id)
        .await?
        .is_empty()
    {
        return Err(Problem::Damaged("deposit"));
    }
    let (by, known) = match opened.through {
        Through::Phone => (String::new(), true),
        Through::Link => {
            let id = InvitationId::from_bytes(opened.right);
            let invitation = invitations::find(change.tx(), open.vault, id).await?;
            let name = invitation.map(|row| invite::agreement(open, &row).map(|one| one.name));
            match name.transpose()? {
                Some(name) => (name, true),
                None => (String::new(), false),
            }
        }
    };
    let mut record = opened.record;
    record.facts.origin = Some(Origin::new(by, opened.through, opened.proved && known));
    let paper = add_paper::row(open, row.id, 1, &record, row.deposited_at)?;
    documents::add(change.tx(), &paper).await?;
    let now = change.now();
    Ok(deposits::adopted(change.tx(), open.vault, row.id, now).await?)
}

async fn set_aside(change: &mut Change<'_>, row: &DepositRow) -> Outcome<()> {
    tracing::error!("a deposit could not be opened; its vault was told");
    let now = change.now();
    deposits::set_aside(change.tx(), row.vault_id, row.id, now).await?;
    let details = Details {
        document: row.id.to_string(),
        version: 1,
        ..Details::default()
    };
    change.tell(Event::DamageFound, &details).await.map(drop)
}
