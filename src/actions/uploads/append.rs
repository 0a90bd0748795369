//! Going on with an upload: bytes into sealed parts.

use bytes::Bytes;
use futures_util::{Stream, StreamExt};

use super::{Authority, find};
use crate::actions::{Abri, Outcome, Problem, objects, receive};
use crate::crypto::context::Purpose;
use crate::crypto::documents::Buffer;
use crate::crypto::envelope;
use crate::crypto::secrets::Key;
use crate::domain::ids::UploadId;
use crate::store::uploads::{self, PartRow, UploadRow};

/// Bytes of a part at most: a process that is killed loses no more of each upload.
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
    receive::must_have_room(abri, row.length - row.received).await?;
    let mut parts = Parts {
        abri,
        authority,
        row,
        key,
        buffer: Buffer::default(),
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
    buffer: Buffer,
}

impl Parts<'_> {
    fn held(&self) -> usize {
        self.buffer.as_ref().len()
    }

    async fn push(&mut self, mut piece: &[u8]) -> Outcome<()> {
        let after = self.row.received + (self.held() + piece.len()) as u64;
        if after > self.row.length {
            return Err(Problem::FileTooLarge);
        }
        while !piece.is_empty() {
            if self.held() == 0 {
                self.buffer = self.abri.buffers.take(u64::MAX);
            }
            let room = self.buffer.room().min(PART - self.held());
            let (now, later) = piece.split_at(room.min(piece.len()));
            self.buffer.bytes().extend_from_slice(now);
            piece = later;
            if self.buffer.room() == 0 || self.held() == PART {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> Outcome<()> {
        // Given back before the part is written: with many at once, each has one buffer in memory and not two.
        let plain = std::mem::take(&mut self.buffer);
        let bytes = plain.as_ref().len() as u64;
        if bytes == 0 {
            return Ok(());
        }
        if self.row.parts >= PARTS {
            return Err(Problem::FileTooLarge);
        }
        let number = self.row.parts;
        let context = self.authority.context(Purpose::UploadPart, self.row.id);
        let sealed = envelope::seal(&self.key, &context.version(number), plain.as_ref());
        drop(plain);
        let part = PartRow {
            upload_id: self.row.id,
            number,
            object: objects::name('u'),
            length: sealed.len() as u64,
        };
        self.abri.objects.put(&part.object, sealed.into()).await?;
        let mut tx = self.abri.store.ephemeral.begin().await?;
        if !uploads::grow(&mut tx, &self.row, bytes, &part).await? {
            drop(tx);
            self.abri.objects.delete(&part.object).await?;
            return Err(Problem::Conflict);
        }
        tx.commit().await?;
        self.row.received += bytes;
        self.row.parts += 1;
        Ok(())
    }
}
