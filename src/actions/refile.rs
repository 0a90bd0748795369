//! Naming a paper: what it is called, what kind it is, when it ends, of when it is.

use super::change::Change;
use super::open::Open;
use super::ways_in::leave;
use super::{Abri, Outcome, Problem, papers};
use crate::catalogue::{self, Sensitive};
use crate::domain::document::{HealthPapers, PrintedDate, Title};
use crate::domain::ids::DocumentId;
use crate::domain::journal::{Details, Event};
use crate::store::documents;

/// What becomes of a paper; `None` leaves as it is.
#[derive(Default)]
pub struct Refiled {
    /// Another name.
    pub title: Option<Title>,
    /// Another kind.
    pub kind: Option<String>,
    /// Another end, or none any more.
    pub ends: Option<Option<PrintedDate>>,
    /// Another date of its own, or none any more.
    pub dated: Option<Option<PrintedDate>>,
}

/// Refuses kinds that do not exist, and health papers where the operator takes none.
pub(super) fn must_be_taken(abri: &Abri, kind: &str) -> Outcome<()> {
    if !catalogue::is_kind(kind) {
        return Err(Problem::Field("papers-kind-unknown"));
    }
    let health = catalogue::kind(kind).sensitive == Some(Sensitive::Health);
    if health && abri.health_papers == HealthPapers::Refuse {
        return Err(Problem::KindRefused);
    }
    Ok(())
}

/// Writes it into the record of the newest version.
pub async fn refile(abri: &Abri, open: &Open, id: DocumentId, new: Refiled) -> Outcome<()> {
    if let Some(kind) = &new.kind {
        must_be_taken(abri, kind)?;
    }
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    let rows = documents::versions(change.tx(), open.vault, id).await?;
    let row = rows.last().filter(|row| row.removed_at.is_none());
    let row = row.ok_or(Problem::NotFound)?;
    let mut record = papers::read(open, row)?.1.record;
    let facts = &mut record.facts;
    if let Some(title) = new.title {
        facts.title = title;
    }
    if let Some(kind) = new.kind {
        facts.kind = kind;
    }
    if let Some(ends) = new.ends {
        facts.ends = ends;
    }
    if let Some(dated) = new.dated {
        facts.dated = dated;
    }
    let details = Details {
        document: id.to_string(),
        version: row.version,
        title: facts.title.as_str().to_owned(),
        ..Details::default()
    };
    let sealed = record.seal(open, id, row.version);
    documents::set_record(
        change.tx(),
        open.vault,
        id,
        row.version,
        open.generation,
        &sealed,
    )
    .await?;
    change.tell(Event::PaperRefiled, &details).await?;
    change.commit().await
}
