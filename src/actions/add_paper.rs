//! The person puts a paper in: received, looked at, then one transaction with record, room, journal
//! and seal. Nothing is said to be kept before that.

use bytes::Bytes;
use futures_util::Stream;

use super::change::Change;
use super::objects::{self, Begun};
use super::open::Open;
pub use super::receive::Received;
use super::receive::{self, Said, bytes_of};
use super::record::Record;
use super::ways_in::leave;
use super::{Abri, Outcome, Problem, papers};
use crate::domain::document::{Origin, PrintedDate, Title};
use crate::domain::ids::{DocumentId, VaultId};
use crate::domain::journal::{Details, Event};
use crate::domain::time::Moment;
use crate::store::documents::{self, DocumentRow};
use crate::store::{DurableTx, vaults};

/// What the person says of a paper, or what stands for it until they have said it.
pub struct NewPaper {
    /// What it is called.
    pub title: Title,
    /// Its kind in the catalogue.
    pub kind: String,
    /// When it ends.
    pub ends: Option<PrintedDate>,
    /// The paper of which it is another version.
    pub after: Option<DocumentId>,
}

/// A paper that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Which.
    pub id: DocumentId,
    /// Its version.
    pub version: u32,
    /// Number of the journal entry that certifies the deposit.
    pub number: u64,
}

/// Takes a file in as it arrives, `most` bytes at most. `FileTooLarge`, `VaultFull`, `NoRoom`, or an
/// error of the stream leave nothing behind.
pub async fn receive<S>(abri: &Abri, open: &Open, bytes: S, most: u64) -> Outcome<Received>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    // Before a byte is taken: a professional has no room for papers.
    leave(open)?;
    receive::receive(abri, open.vault, bytes, most).await
}

/// The kept paper whose bytes, as they were received, are the same: whoever sends one again is asked first.
pub async fn twin(abri: &Abri, open: &Open, received: &Received) -> Outcome<Option<DocumentId>> {
    let digest = received.digest();
    let all = papers::all(abri, open).await?;
    let mut kept = all.iter().filter(|paper| paper.is_kept());
    Ok(kept
        .find(|paper| paper.current.record.facts.received == digest)
        .map(|paper| paper.id))
}

/// Keeps nothing of what was received.
pub async fn give_up(abri: &Abri, received: Received) {
    receive::give_up(abri, received).await;
}

/// What the archive of another vault says of a paper beside its name.
pub(super) struct Brought {
    /// Its own date.
    pub(super) dated: Option<PrintedDate>,
    /// When it was put in there.
    pub(super) since: Option<Moment>,
}

/// Looks at what was received and keeps it. `Field` holds the sentence for a file that is not
/// taken in; nothing of it is left then.
pub async fn keep(abri: &Abri, open: &Open, received: Received, new: NewPaper) -> Outcome<Added> {
    keep_as(abri, open, received, (new, None)).await
}

/// The same of a paper out of another vault's archive.
pub(super) async fn keep_brought(
    abri: &Abri,
    open: &Open,
    received: Received,
    new: NewPaper,
    brought: Brought,
) -> Outcome<Added> {
    keep_as(abri, open, received, (new, Some(brought))).await
}

async fn keep_as(
    abri: &Abri,
    open: &Open,
    received: Received,
    new: (NewPaper, Option<Brought>),
) -> Outcome<Added> {
    let begun = received.begun();
    match Box::pin(prepare(abri, open, received, new)).await {
        Ok((change, added, left)) => {
            // Should this fail without a word of whether it lasted, the intents know: they end with it.
            change.commit().await?;
            objects::undo(abri, &[left]).await;
            Ok(added)
        }
        Err(problem) => {
            objects::undo(abri, &begun).await;
            Err(problem)
        }
    }
}

/// Everything but the last step; also the object to delete after it.
async fn prepare<'a>(
    abri: &Abri,
    open: &'a Open,
    received: Received,
    (new, brought): (NewPaper, Option<Brought>),
) -> Outcome<(Change<'a>, Added, Begun)> {
    let fresh = received.paper();
    let said = Said {
        title: new.title,
        kind: new.kind,
        ends: new.ends,
    };
    let mut ready = receive::look(abri, open.vault, received, said).await?;
    let mut event = Event::PaperAdded;
    if let Some(brought) = brought {
        event = Event::PaperBrought;
        ready.record.facts.dated = brought.dated;
        ready.record.facts.origin = Some(Origin::brought(brought.since));
    }
    let mut change = Change::begin(abri, open, &leave(open)?).await?;
    ready.end_intents(change.tx()).await?;
    let (id, version) = place(&mut change, open, new.after, fresh).await?;
    let row = row(open, id, version, &ready.record, change.now())?;
    documents::add(change.tx(), &row).await?;
    let more = row.length + row.pictures_length.unwrap_or(0);
    take_room(abri, change.tx(), (open.vault, open.generation), more).await?;
    let facts = &ready.record.facts;
    let details = Details {
        document: id.to_string(),
        version,
        title: facts.title.as_str().to_owned(),
        digest: facts.digest.clone(),
        ..Details::default()
    };
    let number = change.tell(event, &details).await?;
    let added = Added {
        id,
        version,
        number,
    };
    Ok((change, added, ready.left))
}

async fn place(
    change: &mut Change<'_>,
    open: &Open,
    after: Option<DocumentId>,
    fresh: DocumentId,
) -> Outcome<(DocumentId, u32)> {
    let Some(id) = after else {
        return Ok((fresh, 1));
    };
    let versions = documents::versions(change.tx(), open.vault, id).await?;
    match versions.last() {
        Some(last) if last.removed_at.is_none() => Ok((id, last.version + 1)),
        _ => Err(Problem::NotFound),
    }
}

/// The row of a record.
pub(super) fn row(
    open: &Open,
    id: DocumentId,
    version: u32,
    record: &Record,
    now: Moment,
) -> Outcome<DocumentRow> {
    let facts = &record.facts;
    Ok(DocumentRow {
        vault_id: open.vault,
        id,
        version,
        generation: open.generation,
        record: record.seal(open, id, version),
        object: facts.file.object.clone(),
        length: facts.file.length,
        digest: bytes_of(&facts.file)?,
        pictures: Some(facts.pictures_file.object.clone()),
        pictures_length: Some(facts.pictures_file.length),
        pictures_digest: Some(bytes_of(&facts.pictures_file)?),
        added_at: now,
        removed_at: None,
    })
}

/// Counts the room of a paper, as far as the vault has any.
pub(super) async fn take_room(
    abri: &Abri,
    tx: &mut DurableTx,
    (vault, generation): (VaultId, u32),
    more: u64,
) -> Outcome<()> {
    let quota = abri.quotas.vault_bytes();
    if vaults::take_room(tx, vault, generation, more, quota).await? {
        Ok(())
    } else {
        Err(Problem::VaultFull)
    }
}
