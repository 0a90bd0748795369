//! "Comme la dernière fois": the papers that were shown to the same structure for the same purpose.

use crate::actions::open::Open;
use crate::actions::{Abri, Outcome, papers, show};
use crate::catalogue;
use crate::domain::appointment::Request;
use crate::domain::ids::DocumentId;
use crate::store::consents;

/// Those that the vault still keeps, in the order of then. Another person's are never proposed.
pub async fn last_time(abri: &Abri, open: &Open, request: &Request) -> Outcome<Vec<DocumentId>> {
    let mut tx = abri.store.durable.look().await?;
    let rows = consents::of_vault(&mut tx, open.vault).await?;
    drop(tx);
    let mut last: Option<(i64, show::Receipt)> = None;
    for row in &rows {
        let receipt = show::receipt(open, row)?;
        let terms = &receipt.terms;
        let same = terms.professional.is_some()
            && terms.purpose == request.purpose
            && terms.recipient.structure == request.structure;
        let newer = last.as_ref().is_none_or(|(from, _)| terms.from >= *from);
        if same && newer {
            last = Some((terms.from, receipt));
        }
    }
    let Some((_, receipt)) = last else {
        return Ok(Vec::new());
    };
    let all = papers::all(abri, open).await?;
    let kept = |id: DocumentId| {
        let found = all.iter().find(|paper| paper.id == id && paper.is_kept());
        found.filter(|paper| !catalogue::kind(&paper.current.record.facts.kind).third_party)
    };
    let ids = receipt
        .papers
        .iter()
        .filter_map(|paper| paper.document.parse().ok());
    Ok(ids.filter_map(kept).map(|paper| paper.id).collect())
}
