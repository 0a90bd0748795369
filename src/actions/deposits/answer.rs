//! The person says whether they keep what somebody put in.

use crate::actions::change::Change;
use crate::actions::open::Open;
use crate::actions::ways_in::leave;
use crate::actions::{Abri, Outcome, Problem, papers, remove_paper};
use crate::domain::document::Origin;
use crate::domain::ids::DocumentId;
use crate::domain::journal::{Details, Event};
use crate::store::{deposits, documents};

/// They keep it: from now on it is a paper like the others. `NotFound` unless it waits for an answer.
pub async fn accept(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<()> {
    answer(abri, open, id, true).await
}

/// They do not: it rests with the removed ones. `NotFound` unless it waits for an answer.
pub async fn refuse(abri: &Abri, open: &Open, id: DocumentId) -> Outcome<()> {
    answer(abri, open, id, false).await
}

async fn answer(abri: &Abri, open: &Open, id: DocumentId, yes: bool) -> Outcome<()> {
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let rows = documents::versions(change.tx(), open.vault, id).await?;
    let row = rows.last().filter(|row| row.removed_at.is_none());
    let row = row.ok_or(Problem::NotFound)?;
    let mut record = papers::read(open, row)?.1.record;
    let facts = &mut record.facts;
    let details = |origin: &Origin| Details {
        who: origin.by.clone(),
        document: id.to_string(),
        version: row.version,
        title: facts.title.as_str().to_owned(),
        digest: facts.digest.clone(),
        ..Details::default()
    };
    let waits = facts.origin.as_ref().filter(|origin| !origin.answered);
    let details = waits.map(details).ok_or(Problem::NotFound)?;
    let now = change.now();
    deposits::answered(change.tx(), open.vault, id, now).await?;
    if yes {
        if let Some(origin) = &mut facts.origin {
            origin.answered = true;
        }
        let sealed = record.seal(open, id, row.version);
        let (vault, generation) = (open.vault, open.generation);
        documents::set_record(change.tx(), vault, id, row.version, generation, &sealed).await?;
        change.tell(Event::DepositAccepted, &details).await?;
    } else {
        remove_paper::put_in_bin(abri, &mut change, open, id, now).await?;
        change.tell(Event::DepositRefused, &details).await?;
    }
    change.commit().await
}
