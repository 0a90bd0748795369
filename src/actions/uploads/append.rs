//! Going on with an upload: bytes into sealed parts.

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use zeroize::Zeroizing;

use super::{Authority, find, must_have_room};
use crate::actions::{Abri, Outcome, Problem, objects};
use crate::crypto::context::Purpose;
use crate::crypto::envelope;
use crate::crypto::secrets::Key;
use crate::domain::ids::UploadId;
use crate::store::uploads::{self, PartRow, UploadRow};

/// Bytes of a part. Each upload under way holds as many in memory, and a process that is killed loses no more
/// of each.
const PART: usize = 256 << 10;
/// Parts of an upload: more than a bad line makes of the largest file, and a bound on a hostile one.
const PARTS: u32 = 2_000;

/// Adds bytes to an upload that is at `offset`; how far it is then. `Conflict` when it is not there, or when
/// another request went on with it; `FileTooLarge` at the first byte too many.
///
/// What came before the stream failed counts: the answer then is as far as it went.
pub async fn append<S>(
    abri: &Abri,
    authority: &Authority<'_>,
    id: UploadId,
    offset: u64,
    mut bytes: S,
) -> Outcome<u64>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    let (row, key) = find(abri, authority, id).await?;
    if row.received != offset {
        return Err(Problem::Conflict);
    }
    must_have_room(abri, row.length - row.received).await?;
    let mut parts = Parts {
        abri,
        authority,
        row,
        key,
        buffer: Zeroizing::new(Vec::new()),
    };
    while let Some(piece) = bytes.next().await {
        match piece {
            Ok(piece) => parts.push(&piece).await?,
            Err(Problem::FileTooLarge) => return Err(Problem::FileTooLarge),
            Err(_) => break,
        }
    }
    parts.flush().await?;
    Ok(parts.row.received)
}

struct Parts<'a> {
    abri: &'a Abri,
    authority: &'a Authority<'a>,
    row: UploadRow,
    key: Key,
    /// What came and is not in a part yet.
    buffer: Zeroizing<Vec<u8>>,
}

impl Parts<'_> {
    async fn push(&mut self, mut piece: &[u8]) -> Outcome<()> {
        let after = self.row.received + (self.buffer.len() + piece.len()) as u64;
        if after > self.row.length {
            return Err(Problem::FileTooLarge);
        }
        while !piece.is_empty() {
            let room = PART - self.buffer.len();
            let (now, later) = piece.split_at(room.min(piece.len()));
            self.buffer.extend_from_slice(now);
            piece = later;
            if self.buffer.len() == PART {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> Outcome<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        if self.row.parts >= PARTS {
            return Err(Problem::FileTooLarge);
        }
        let number = self.row.parts;
        let context = self.authority.context(Purpose::UploadPart, self.row.id);
        let sealed = envelope::seal(&self.key, &context.version(number), &self.buffer);
        let part = PartRow {
            upload_id: self.row.id,
            number,
            object: objects::name('u'),
            length: sealed.len() as u64,
        };
        self.abri.objects.put(&part.object, sealed.into()).await?;
        let bytes = self.buffer.len() as u64;
        let mut tx = self.abri.store.ephemeral.begin().await?;
        if !uploads::grow(&mut tx, &self.row, bytes, &part).await? {
            drop(tx);
            self.abri.objects.delete(&part.object).await?;
            return Err(Problem::Conflict);
        }
        tx.commit().await?;
        self.row.received += bytes;
        self.row.parts += 1;
        self.buffer.clear();
        Ok(())
    }
}
