//! A short code that stands for a link, for whoever has no camera: single use, ten minutes. It admits by itself,
//! since what it gives can only put papers in.

use super::invite::{agreement, live, right};
use crate::actions::open::Open;
use crate::actions::short_code::Offered;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::secrets::Secret;
use crate::crypto::{crockford, deposits as sealing, envelope};
use crate::domain::deposit::CODE;
use crate::domain::ids::{InvitationId, VaultId};
use crate::store::deposit_codes::{self, CodeRow};

const DAMAGED: Problem = Problem::Damaged("deposit code");

/// Draws one.
pub async fn offer_code(abri: &Abri, open: &Open, id: InvitationId) -> Outcome<Offered> {
    let invitation = live(abri, open, id).await?;
    let sealed = invitation.link.as_deref().ok_or(Problem::NotFound)?;
    let secret = right(&invitation).open_link(open, sealed)?;
    let code = crockford::short_code();
    let row_id = if agreement(open, &invitation)?.mediator {
        abri.keys.mediator_code_id(&code)
    } else {
        abri.keys.code_id(&code)
    };
    let until = (abri.now() + CODE).min(invitation.until);
    let day = abri.coming_day_key(until).await?;
    let parameters = abri.argon.code_parameters();
    let key = sealing::code_key(&abri.argon, (&code, &row_id), parameters, &day)
        .await
        .map_err(|_| Problem::Busy)?;
    let row = CodeRow {
        id: row_id,
        vault_id: open.vault,
        right_id: id,
        parameters: parameters.to_string(),
        envelope: envelope::seal(&key, &context(open.vault, &row_id), secret.expose()),
        until,
    };
    let mut tx = abri.store.ephemeral.begin().await?;
    deposit_codes::add(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(Offered { code, until })
}

/// Uses up the code whose row has this id: the secret of what it stood for. `code` is in its one canonical form.
pub(super) async fn take(abri: &Abri, id: &[u8; 32], code: &str) -> Outcome<Secret> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let row = deposit_codes::take(&mut tx, id, abri.now()).await?;
    tx.commit().await?;
    let row = row.ok_or(Problem::NotFound)?;
    let day = abri.day_key(row.until).await?.ok_or(Problem::NotFound)?;
    let parameters = row.parameters.parse().map_err(|_| DAMAGED)?;
    let key = sealing::code_key(&abri.argon, (code, id), parameters, &day)
        .await
        .map_err(|_| Problem::Busy)?;
    let secret = envelope::open(&key, &context(row.vault_id, id), &row.envelope)?;
    Secret::from_slice(&secret).ok_or(DAMAGED)
}

fn context(vault: VaultId, id: &[u8; 32]) -> Context {
    Context::new(Purpose::DepositCode, vault, 0).hashed_object(id)
}
