//! A depositor puts a paper in.

use bytes::Bytes;
use futures_util::Stream;

use super::depositor::Depositor;
use crate::actions::{Abri, Outcome};
use crate::domain::ids::{DocumentId, UploadId};

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is put in as this paper.
    Kept(DocumentId),
    /// The same depositor put the same bytes in already: they are asked first, and it waits as this upload.
    Twice {
        /// What waits.
        upload: UploadId,
    },
}

/// Puts a whole upload in; with `again` even if they did so already. Asked once more, for want of an answer,
/// it is still one paper. `NotFound` when the right is over or no paper is left.
pub async fn put_in(
    abri: &Abri,
    depositor: &Depositor,
    id: UploadId,
    kind: &str,
    again: bool,
) -> Outcome<Put> {
    todo!()
}

/// Puts in what comes in one go, `most` bytes at most.
pub async fn receive_and_put<S>(
    abri: &Abri,
    depositor: &Depositor,
    bytes: S,
    most: u64,
    kind: &str,
) -> Outcome<Put>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    todo!()
}
