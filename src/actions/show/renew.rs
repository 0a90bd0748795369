//! Another link for what is shown already.

use super::{NewShare, Receipt, agree, live, receipt};
use crate::actions::session::Session;
use crate::actions::{Abri, Outcome, stop};
use crate::domain::ids::ConsentId;
use crate::domain::share::Until;
use crate::store::grants;

/// Gives a share a new link, with or without a code: who looked with the old one is shut out.
pub async fn renew(
    abri: &Abri,
    session: &Session,
    old: ConsentId,
    id: ConsentId,
    spoken: bool,
) -> Outcome<()> {
    let row = live(abri, &session.open, old).await?;
    let Receipt {
        terms,
        sentence,
        language,
        ..
    } = receipt(&session.open, &row)?;
    let mut tx = abri.store.ephemeral.read().await?;
    let shown = grants::of_share(&mut tx, &row.lookup, abri.now()).await?;
    drop(tx);
    let new = NewShare {
        id,
        // Papers removed since are not shown again.
        papers: shown.iter().map(|grant| grant.document_id).collect(),
        recipient: terms.recipient.clone(),
        purpose: terms.purpose.clone(),
        purpose_words: terms.purpose_words.clone(),
        until: Until::Date(terms.end()),
        mode: terms.mode,
        openings: terms.openings,
        spoken,
        sentence,
        language,
    };
    stop::stop(abri, &session.open, old).await?;
    agree(abri, session, new).await
}
