//! An open vault takes in what was put in while it was closed: opened with the inbox's key, sealed again like every
//! paper of the vault, and counted in its seal.

use super::mediations::Who;
use super::sealed::{Opened, Signed};
use super::{invite, sealed};
use crate::actions::add_paper;
use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem, people};
use crate::domain::deposit::Agreement;
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
    let adopted = adopt_in(abri, &mut change, open).await?;
    change.commit().await?;
    Ok(adopted)
}

/// The same within a change that does more.
pub(in crate::actions) async fn adopt_in(
    abri: &Abri,
    change: &mut Change<'_>,
    open: &Open,
) -> Outcome<usize> {
    let mut adopted = 0;
    // Read under the vault's lock: another page may have taken them in.
    for row in deposits::waiting(change.tx(), open.vault).await? {
        match take_in(abri, change, open, &row).await {
            Ok(()) => adopted += 1,
            Err(Problem::Damaged(_)) => set_aside(change, &row).await?,
            Err(problem) => return Err(problem),
        }
    }
    Ok(adopted)
}

async fn take_in(
    abri: &Abri,
    change: &mut Change<'_>,
    open: &Open,
    row: &DepositRow,
) -> Outcome<()> {
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
    let (who, verified) = come_from(abri, change, open, &opened).await?;
    let mut record = opened.record;
    let by = (who.name, who.structure);
    record.facts.origin = Some(Origin::new(by, opened.through, verified));
    let paper = add_paper::row(open, row.id, 1, &record, row.deposited_at)?;
    documents::add(change.tx(), &paper).await?;
    let now = change.now();
    Ok(deposits::adopted(change.tx(), open.vault, row.id, now).await?)
}

/// Who put it in, and whether that is proved: by the right that the person had given, by the signature of the
/// mediator, or by both.
async fn come_from(
    abri: &Abri,
    change: &mut Change<'_>,
    open: &Open,
    opened: &Opened,
) -> Outcome<(Who, bool)> {
    if let Some(signed) = &opened.signed {
        if !is_signed(abri, change, signed).await? {
            // Whoever it is, it is not who it says.
            return Ok((Who::default(), false));
        }
        let agreed = match opened.through {
            Through::Mediator => {
                let agreed = agreed(change, open, opened.right).await?;
                agreed.is_some_and(|agreed| agreed.mediator)
            }
            _ => true,
        };
        return Ok((signed.who.clone(), opened.proved && agreed));
    }
    if opened.through == Through::Phone {
        return Ok((Who::default(), opened.proved));
    }
    let agreed = agreed(change, open, opened.right).await?;
    let agreed = agreed.filter(|agreed| !agreed.mediator);
    let who = |agreed: Agreement| Who {
        name: agreed.name,
        structure: String::new(),
    };
    let known = agreed.is_some();
    Ok((agreed.map(who).unwrap_or_default(), opened.proved && known))
}

/// What the person agreed to, by the id of an invitation of theirs.
async fn agreed(
    change: &mut Change<'_>,
    open: &Open,
    right: [u8; 16],
) -> Outcome<Option<Agreement>> {
    let id = InvitationId::from_bytes(right);
    let row = invitations::find(change.tx(), open.vault, id).await?;
    row.map(|row| invite::agreement(open, &row)).transpose()
}

/// Whether it was signed by somebody who works, or worked, at a structure, with a key that this installation
/// vouches for.
async fn is_signed(abri: &Abri, change: &mut Change<'_>, signed: &Signed) -> Outcome<bool> {
    let key = people::signing_key(abri, change.tx(), signed.by).await?;
    Ok(key.is_some_and(|key| signed.is_by(&key)))
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
