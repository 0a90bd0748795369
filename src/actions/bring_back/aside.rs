//! An archive that somebody brought, lying encrypted while its papers are taken out of it. Its key is nowhere but in
//! memory: what a crash leaves of it opens for nobody, and is tidied away with its intent.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt};
use zeroize::Zeroizing;

use crate::actions::objects::{self, Begun};
use crate::actions::receive::{Sink, must_have_room};
use crate::actions::record::Stored;
use crate::actions::{Abri, Outcome, Problem};
use crate::crypto::documents::{CHUNK, DocumentKey, RangeReader};
use crate::domain::ids::VaultId;

/// Bytes read at a time.
const STEP: u64 = 4 * CHUNK as u64;

/// An archive that has arrived.
pub(super) struct Aside {
    begun: Begun,
    stored: Stored,
    reader: Arc<RangeReader>,
}

impl Aside {
    /// Takes it in as it arrives, `most` bytes at most; what is wrong leaves nothing behind.
    pub(super) async fn take<S>(abri: &Abri, vault: VaultId, bytes: S, most: u64) -> Outcome<Self>
    where
        S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
    {
        must_have_room(abri, most).await?;
        let mut tx = abri.store.durable.begin().await?;
        let mut begun = objects::begin(&mut tx, vault, 'd', abri.now()).await?;
        tx.commit().await?;
        let written = async {
            let (stored, reader) = write(abri, &begun.object, bytes, most).await?;
            objects::renew(abri, vault, &mut begun).await?;
            Ok((stored, reader))
        };
        match written.await {
            Ok((stored, reader)) => Ok(Self {
                begun,
                stored,
                reader: Arc::new(reader),
            }),
            Err(problem) => {
                objects::undo(abri, &[begun]).await;
                Err(problem)
            }
        }
    }

    pub(super) fn length(&self) -> u64 {
        self.reader.plaintext_length()
    }

    /// These bytes of it.
    pub(super) async fn read(&self, abri: &Abri, part: Range<u64>) -> Outcome<Zeroizing<Vec<u8>>> {
        read(abri, &self.stored, &self.reader, part).await
    }

    /// The same, a few chunks at a time.
    pub(super) fn stream(
        &self,
        abri: &Arc<Abri>,
        part: Range<u64>,
    ) -> BoxStream<'static, Outcome<Bytes>> {
        let from = (abri.clone(), self.stored.clone(), self.reader.clone());
        stream::try_unfold((from, part), |(from, part)| async move {
            if part.is_empty() {
                return Ok(None);
            }
            let end = part.end.min(part.start + STEP);
            let piece = read(&from.0, &from.1, &from.2, part.start..end).await?;
            Ok(Some((Bytes::from_owner(piece), (from, end..part.end))))
        })
        .boxed()
    }

    /// Its papers are taken out: nothing of it stays.
    pub(super) async fn give_up(self, abri: &Abri) {
        objects::undo(abri, &[self.begun]).await;
    }
}

async fn write<S>(
    abri: &Abri,
    object: &str,
    mut bytes: S,
    most: u64,
) -> Outcome<(Stored, RangeReader)>
where
    S: Stream<Item = Outcome<Bytes>> + Unpin + Send,
{
    let key = DocumentKey::new();
    let mut sink = Sink::begin(abri, object, &key).await?;
    let mut received = 0_u64;
    while let Some(piece) = bytes.next().await {
        let piece = piece?;
        received = received.saturating_add(piece.len() as u64);
        if received > most {
            return Err(Problem::Field("back-refused-large"));
        }
        sink.push(&piece).await?;
    }
    if received == 0 {
        return Err(Problem::Field("papers-refused-empty"));
    }
    let (stored, _) = sink.finish().await?;
    let prefix = 0..RangeReader::PREFIX.min(stored.length);
    let objects = &abri.objects;
    let prefix = objects.get_range(&stored.object, stored.length, prefix);
    let reader = RangeReader::new(&key, &prefix.await?, stored.length)?;
    Ok((stored, reader))
}

async fn read(
    abri: &Abri,
    stored: &Stored,
    reader: &RangeReader,
    part: Range<u64>,
) -> Outcome<Zeroizing<Vec<u8>>> {
    if part.is_empty() {
        return Ok(Zeroizing::default());
    }
    let range = reader.ciphertext_range(&part)?;
    let objects = &abri.objects;
    let sealed = objects
        .get_range(&stored.object, stored.length, range)
        .await?;
    Ok(reader.open(&part, &sealed)?)
}
