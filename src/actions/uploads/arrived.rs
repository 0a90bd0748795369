//! A whole upload becomes a paper, like a file that came in one go.

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};

use super::claim::alone;
use super::{Authority, append, begin, find};
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
/// an answer, it is still one paper, or one version of one. What is refused as no paper of ours is not kept as an
/// upload either. `Conflict` while another request does the same.
pub async fn put_in(
    abri: &Abri,
    open: &Open,
    id: UploadId,
    new: NewPaper,
    again: bool,
) -> Outcome<Arrived> {
    let authority = Authority::of(open);
    let (row, key) = match find(abri, &authority, id).await {
        Err(Problem::NotFound) => {
            let kept = kept_before(abri, open, id, new.after).await?;
            return kept.ok_or(Problem::NotFound);
        }
        found => found?,
    };
    if row.received != row.length {
        return Err(Problem::Field("papers-refused-cut"));
    }
    let become_one = async {
        if let Some(kept) = kept_before(abri, open, id, new.after).await? {
            return Ok((kept, true));
        }
        let bytes = Box::pin(read(abri, &authority, &row, key).await?);
        let received = add_paper::receive(abri, open, bytes, row.length).await?;
        let (received, twin) = compared(abri, open, received, again).await?;
        if let Some(paper) = twin {
            add_paper::give_up(abri, received).await;
            return Ok((Arrived::Twice { upload: id, paper }, false));
        }
        let added = add_paper::keep(abri, open, received.of_upload(id), new).await?;
        Ok((Arrived::Kept(added.id), true))
    };
    alone(abri, (open.vault, id), become_one).await
}

/// What an upload became in a request whose answer was lost.
async fn kept_before(
    abri: &Abri,
    open: &Open,
    id: UploadId,
    after: Option<DocumentId>,
) -> Outcome<Option<Arrived>> {
    let fresh = DocumentId::from_bytes(*id.as_bytes());
    let paper = match papers::find_kept(abri, open, after.unwrap_or(fresh)).await {
        Err(Problem::NotFound) => return Ok(None),
        found => found?,
    };
    let of_it = |version: &papers::Version| version.record.facts.upload == Some(id.to_string());
    let kept = of_it(&paper.current) || paper.earlier.iter().any(of_it);
    Ok(kept.then_some(Arrived::Kept(paper.id)))
}

/// The paper that is there already with the same bytes, unless it does not matter. An error leaves nothing of what
/// was received.
async fn compared(
    abri: &Abri,
    open: &Open,
    received: Received,
    again: bool,
) -> Outcome<(Received, Option<DocumentId>)> {
    if again {
        return Ok((received, None));
    }
    match add_paper::twin(abri, open, &received).await {
        Ok(twin) => Ok((received, twin)),
        Err(problem) => {
            add_paper::give_up(abri, received).await;
            Err(problem)
        }
    }
}

/// Keeps what came in one go; what the vault has already is put aside as a whole upload, and the person is asked.
pub async fn keep_or_ask(
    abri: &Abri,
    open: &Open,
    received: Received,
    new: NewPaper,
    most: u64,
) -> Outcome<Arrived> {
    let (received, twin) = compared(abri, open, received, false).await?;
    if let Some(paper) = twin {
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
