//! Reading what is kept: page pictures by range, the kept file as a stream.
//!
//! Lengths are checked before the first byte, and every chunk is authenticated before it leaves.
//! What turns out damaged, or ends meanwhile, breaks off with an error: a door must cut the
//! connection then and never finish cleanly.

use std::future::Future;

use bytes::Bytes;
use futures_util::{Stream, stream};
use zeroize::Zeroizing;

use super::record::{Picture, Stored};
use super::{Abri, Outcome, Problem};
use crate::blobs::Reader;
use crate::crypto::documents::{
    Broken, Buffer, Buffers, DocumentKey, RangeReader, Returned, SEALED_CHUNK,
};
use crate::domain::access::{Keep, Look, Permit, Read};
use crate::domain::mark::Mark;
use crate::domain::time::{Clock, Moment, Span};

/// How often it is looked whether the reader still may.
const LOOK_EVERY: Span = Span::seconds(2);

/// Chunks of a short file, which is opened before its first byte leaves. Of a longer one, one is: there is little to wait for.
const SHORT: u64 = 4;

impl From<Broken> for Problem {
    fn from(_: Broken) -> Self {
        Self::Damaged("object")
    }
}

/// One picture among the pictures of the owner's own paper (JPEG).
pub async fn picture(
    abri: &Abri,
    _permit: &Permit<Read>,
    key: &DocumentKey,
    stored: &Stored,
    picture: &Picture,
) -> Outcome<Zeroizing<Vec<u8>>> {
    fetch(abri, key, stored, picture).await
}

/// The same with words across it: all that somebody else ever sees of a page.
pub async fn marked_picture(
    abri: &Abri,
    permit: &Permit<Look>,
    key: &DocumentKey,
    stored: &Stored,
    picture: &Picture,
    mark: &Mark,
) -> Outcome<Bytes> {
    let marking = abri.workers.marking(permit.vault()).await?;
    let plain = fetch(abri, key, stored, picture).await?;
    Ok(marking.mark(&plain, mark).await?.jpeg)
}

/// Whether a picture that will be given with words across it reads back as it was put in: `Damaged` if not.
pub async fn reads_back(
    abri: &Abri,
    _permit: &Permit<Look>,
    key: &DocumentKey,
    stored: &Stored,
    picture: &Picture,
) -> Outcome<()> {
    fetch(abri, key, stored, picture).await.map(drop)
}

/// Only the chunks that the picture touches are read.
pub(super) async fn fetch(
    abri: &Abri,
    key: &DocumentKey,
    stored: &Stored,
    picture: &Picture,
) -> Outcome<Zeroizing<Vec<u8>>> {
    let fetch = |range| abri.objects.get_range(&stored.object, stored.length, range);
    let prefix = fetch(0..RangeReader::PREFIX.min(stored.length)).await?;
    let reader = RangeReader::new(key, &prefix, stored.length)?;
    let part = picture.offset..picture.offset.saturating_add(picture.length);
    let sealed = fetch(reader.ciphertext_range(&part)?).await?;
    Ok(reader.open(&part, &sealed)?)
}

/// The kept file, `bytes` long once it is opened. Ends with an error, before the last bytes, when
/// anything of it was altered or cut; with `NotFound` soon after `still_allowed` says no, which is
/// asked every two seconds. A first piece that is wrong is refused at once.
///
/// Each chunk is authenticated, and so are their order and their number; that the object as a whole is
/// the one of the record is for the checks of integrity ([`super::check`]).
///
/// For clients, who may be slow: the next piece comes when nothing of those before it is held any more.
pub async fn original<A, F>(
    abri: &Abri,
    _permit: &Permit<Keep>,
    key: &DocumentKey,
    stored: &Stored,
    bytes: u64,
    still_allowed: A,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = bool> + Send,
{
    let mut reading = Reading::of(abri, key, stored, bytes).await?;
    reading.ahead = false;
    Ok(reading.pieces(still_allowed))
}

/// A file that has just been received, for whoever looks at it before it is kept: nobody's paper yet, so that no
/// leave is asked.
pub(super) async fn received(
    abri: &Abri,
    key: &DocumentKey,
    stored: &Stored,
    bytes: u64,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<>> {
    let always = || std::future::ready(true);
    whole(abri, key, stored, bytes, always).await
}

/// The kept file, for whoever holds a permit already.
pub(super) async fn whole<A, F>(
    abri: &Abri,
    key: &DocumentKey,
    stored: &Stored,
    bytes: u64,
    still_allowed: A,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = bool> + Send,
{
    let reading = Reading::of(abri, key, stored, bytes).await?;
    Ok(reading.pieces(still_allowed))
}

/// When it was last looked whether the reader still may.
pub(super) struct Looked {
    clock: Clock,
    at: Moment,
}

impl Looked {
    pub(super) fn now(clock: &Clock) -> Self {
        Self {
            at: clock.now(),
            clock: clock.clone(),
        }
    }

    /// Whether it is time to look again; also when the clock was turned back.
    pub(super) fn is_due(&mut self) -> bool {
        let now = self.clock.now();
        let due = now < self.at || now >= self.at + LOOK_EVERY;
        if due {
            self.at = now;
        }
        due
    }
}

struct Reading {
    object: Reader,
    buffers: Buffers,
    /// The buffer of the chunks that have left.
    returned: Returned,
    /// That of the next ones, once it is there.
    buffer: Option<Buffer>,
    /// Whether the next chunks may be opened while some of the last are still held: by a reader that lets go of a piece
    /// when it has the one after it.
    ahead: bool,
    reader: RangeReader,
    /// Number of the first chunk that was not read yet.
    next: u64,
    /// Opened chunks, each still followed by the room of its tag.
    ready: Bytes,
    looked: Looked,
}

impl Reading {
    /// What can be refused before the first byte is refused as an answer, not as a cut.
    async fn of(abri: &Abri, key: &DocumentKey, stored: &Stored, bytes: u64) -> Outcome<Self> {
        let object = abri.objects.reader(&stored.object, stored.length).await?;
        Self::begin(abri, object, key, stored.length, bytes).await
    }

    fn pieces<A, F>(
        self,
        still_allowed: A,
    ) -> impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>
    where
        A: Fn() -> F + Send + 'static,
        F: Future<Output = bool> + Send,
    {
        stream::try_unfold(
            (self, still_allowed),
            |(mut reading, still_allowed)| async move {
                reading.make_room().await;
                if reading.looked.is_due() && !still_allowed().await {
                    return Err(Problem::NotFound);
                }
                let piece = reading.next().await?;
                Ok(piece.map(|piece| (piece, (reading, still_allowed))))
            },
        )
    }

    /// Reads the header and opens the first chunks in one step.
    async fn begin(
        abri: &Abri,
        object: Reader,
        key: &DocumentKey,
        length: u64,
        bytes: u64,
    ) -> Outcome<Self> {
        let mut buffer = abri.buffers.take(length.div_ceil(SEALED_CHUNK as u64));
        let first = |chunks| RangeReader::HEADER + chunks * SEALED_CHUNK as u64;
        let most = if length <= first(SHORT) { SHORT } else { 1 };
        let some = length.min(buffer.room() as u64).min(first(most));
        let opened = object.read(0..some, |coming| -> Outcome<_> {
            let sealed = buffer.first(usize::try_from(some).unwrap_or_default());
            coming.fill(sealed)?;
            let reader = RangeReader::new(key, sealed, length)?;
            if reader.plaintext_length() != bytes {
                return Err(Problem::Damaged("object"));
            }
            let chunks = 0..reader.chunks_within(some);
            let place = reader.chunk_range(&chunks);
            let place = usize::try_from(place.start).unwrap_or_default()
                ..usize::try_from(place.end).unwrap_or_default();
            reader.open_in_place(0, &mut sealed[place.clone()])?;
            Ok((reader, chunks.end, buffer, place))
        });
        let (reader, next, buffer, place) = opened.await??;
        let returned = Returned::default();
        let ready = buffer.lend(&returned).slice(place);
        Ok(Self {
            object,
            buffers: abri.buffers.clone(),
            returned,
            buffer: None,
            ahead: true,
            looked: Looked::now(&abri.clock),
            reader,
            next,
            ready,
        })
    }

    /// Waits for the buffer of the next chunks, before leave is asked: a slow client may keep it for long.
    async fn make_room(&mut self) {
        let left = self.reader.chunk_count() - self.next;
        if !self.ready.is_empty() || left == 0 {
            return;
        }
        let buffer = if self.ahead {
            let again = self.returned.take();
            again.unwrap_or_else(|| self.buffers.take(left))
        } else {
            self.returned.wait().await
        };
        self.buffer = Some(buffer);
    }

    async fn next(&mut self) -> Outcome<Option<Bytes>> {
        if let Some(buffer) = self.buffer.take() {
            self.step(buffer).await?;
        }
        if self.ready.is_empty() {
            return Ok(None);
        }
        let length = self.ready.len().min(SEALED_CHUNK);
        let mut piece = self.ready.split_to(length);
        piece.truncate(length - RangeReader::TAG_BYTES);
        Ok(Some(piece))
    }

    /// Reads and opens as many chunks as the buffer holds.
    async fn step(&mut self, mut buffer: Buffer) -> Outcome<()> {
        let left = self.reader.chunk_count() - self.next;
        let first = self.next;
        let chunks = first..first + buffer.holds().min(left);
        self.next = chunks.end;
        let range = self.reader.chunk_range(&chunks);
        let length = usize::try_from(range.end - range.start).unwrap_or_default();
        let opened = self.object.read(range, |coming| -> Outcome<_> {
            let bytes = buffer.first(length);
            coming.fill(bytes)?;
            self.reader.open_in_place(first, bytes)?;
            Ok(buffer)
        });
        self.ready = opened.await??.lend(&self.returned).slice(..length);
        Ok(())
    }
}
