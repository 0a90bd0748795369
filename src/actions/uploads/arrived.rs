//! A whole upload becomes a paper, like a file that came in one go.

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};

use super::{Authority, append, begin, find, remove};
use crate::actions::add_paper::{self, NewPaper, Received};
use crate::actions::open::Open;
use crate::actions::{Abri, Outcome, Problem, papers, receive};
use crate::crypto::context::Purpose;
use crate::crypto::envelope;
use crate::crypto::secrets::Key;
use crate::domain::ids::{DocumentId, UploadId};
use crate::store::uploads::{self, PartRow, UploadRow};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrived {
    /// It is kept as this paper.
    Kept(DocumentId),
    /// The vault has the same bytes already: the person is asked first, and meanwhile it waits as this upload.
    Twice {
        /// What waits.
        upload: UploadId,
        /// The paper that is there.
        paper: DocumentId,
    },
}

/// Keeps a whole upload as a paper; with `again` even if the vault has it already. Asked once more, for want of
/// an answer, it is still one paper. What is refused as no paper of ours is not kept as an upload either.
pub async fn put_in(
    abri: &Abri,
    open: &Open,
    id: UploadId,
    new: NewPaper,
    again: bool,
) -> Outcome<Arrived> {
    let paper = DocumentId::from_bytes(*id.as_bytes());
    let authority = Authority::of(open);
    let (row, key) = match find(abri, &authority, id).await {
        Err(Problem::NotFound) => return kept_before(abri, open, paper).await,
        found => found?,
    };
    if row.received != row.length {
        return Err(Problem::Field("papers-refused-cut"));
    }
    let bytes = Box::pin(read(abri, &authority, &row, key).await?);
    let received = add_paper::receive(abri, open, bytes, row.length).await?;
    if !again && let Some(twin) = add_paper::twin(abri, open, &received).await? {
        add_paper::give_up(abri, received).await;
        return Ok(Arrived::Twice {
            upload: id,
            paper: twin,
        });
    }
    match add_paper::keep(abri, open, received.as_paper(paper), new).await {
        Ok(added) => {
            remove(abri, open.vault, id).await?;
            Ok(Arrived::Kept(added.id))
        }
        Err(Problem::Conflict) => kept_before(abri, open, paper).await,
        Err(problem @ (Problem::Field(_) | Problem::KindRefused)) => {
            remove(abri, open.vault, id).await?;
            Err(problem)
        }
        Err(problem) => Err(problem),
    }
}

/// Two requests for the same upload, or one whose answer was lost.
async fn kept_before(abri: &Abri, open: &Open, paper: DocumentId) -> Outcome<Arrived> {
    let found = papers::find_kept(abri, open, paper).await?;
    Ok(Arrived::Kept(found.id))
}

/// Keeps what came in one go; what the vault has already is put aside as a whole upload, and the person is asked.
pub async fn keep_or_ask(
    abri: &Abri,
    open: &Open,
    received: Received,
    new: NewPaper,
    most: u64,
) -> Outcome<Arrived> {
    if let Some(paper) = add_paper::twin(abri, open, &received).await? {
        let upload = set_aside(abri, open, received, most).await?;
        return Ok(Arrived::Twice { upload, paper });
    }
    let added = add_paper::keep(abri, open, received, new).await?;
    Ok(Arrived::Kept(added.id))
}

async fn set_aside(abri: &Abri, open: &Open, received: Received, most: u64) -> Outcome<UploadId> {
    let moved = move_over(abri, &Authority::of(open), &received, most).await;
    add_paper::give_up(abri, received).await;
    moved
}

/// What came in one go becomes a whole upload.
pub(in crate::actions) async fn move_over(
    abri: &Abri,
    authority: &Authority<'_>,
    received: &Received,
    most: u64,
) -> Outcome<UploadId> {
    let bytes = Box::pin(receive::read_back(abri, received).await?);
    let id = begin(abri, authority, received.length(), most).await?;
    append(abri, authority, id, 0, bytes).await?;
    Ok(id)
}

/// The bytes of an upload, part after part.
pub(in crate::actions) async fn read(
    abri: &Abri,
    authority: &Authority<'_>,
    row: &UploadRow,
    key: Key,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + use<>> {
    let mut tx = abri.store.ephemeral.read().await?;
    let parts = uploads::parts(&mut tx, row.id).await?;
    drop(tx);
    // One that is missing, at the end above all, would make a shorter file that looks whole.
    if parts.iter().map(|part| part.number).ne(0..row.parts) {
        return Err(Problem::Damaged("upload"));
    }
    let context = authority.context(Purpose::UploadPart, row.id);
    let objects = abri.objects.clone();
    Ok(stream::iter(parts).then(move |part: PartRow| {
        let (objects, key) = (objects.clone(), key.duplicate());
        async move {
            let sealed = objects
                .get_range(&part.object, part.length, 0..part.length)
                .await?;
            let plain = envelope::open(&key, &context.version(part.number), &sealed)?;
            Ok(Bytes::from_owner(plain))
        }
    }))
}
