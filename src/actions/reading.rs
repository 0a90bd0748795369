//! Reading what is kept: page pictures by range, the kept file as a stream.
//!
//! Lengths are checked before the first byte, and every chunk is authenticated before it leaves.
//! What turns out damaged, or ends meanwhile, breaks off with an error: a door must cut the
//! connection then and never finish cleanly.

use std::future::Future;

use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::{Stream, stream};
use zeroize::Zeroizing;

use super::record::{Picture, Stored};
use super::{Abri, Outcome, Problem};
use crate::blobs::Blobs;
use crate::crypto::documents::{Broken, Decryptor, DocumentKey, RangeReader};
use crate::domain::access::{Keep, Look, Permit, Read};
use crate::domain::mark::Mark;
use crate::domain::time::{Clock, Moment, Span};

/// Ciphertext bytes fetched and decrypted at a time: 8 chunks in one blocking task.
const STEP: u64 = 8 * 64 * 1024;
/// Bytes handed over at a time, so that a slow reader is cut off soon after an end.
pub(super) const PIECE: usize = 64 * 1024;
/// How often it is looked whether the reader still may.
const LOOK_EVERY: Span = Span::seconds(2);

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
    _permit: &Permit<Look>,
    key: &DocumentKey,
    stored: &Stored,
    picture: &Picture,
    mark: &Mark,
) -> Outcome<Bytes> {
    let plain = fetch(abri, key, stored, picture).await?;
    Ok(abri.workers.mark(&plain, mark).await?.jpeg)
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
    let mut reading = Reading {
        objects: abri.objects.clone(),
        looked: Looked::now(&abri.clock),
        stored: stored.clone(),
        bytes,
        at: 0,
        decryptor: None,
        ready: Bytes::new(),
    };
    // What can be refused before the first byte is refused as an answer, not as a cut.
    reading.step(Decryptor::for_document(key)).await?;
    Ok(stream::try_unfold(
        (reading, still_allowed),
        |(mut reading, still_allowed)| async move {
            if reading.looked.is_due() && !still_allowed().await {
                return Err(Problem::NotFound);
            }
            let piece = reading.next().await?;
            Ok(piece.map(|piece| (piece, (reading, still_allowed))))
        },
    ))
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
    objects: Blobs,
    stored: Stored,
    bytes: u64,
    at: u64,
    /// Gone once the end was reached and found right.
    decryptor: Option<Decryptor>,
    ready: Bytes,
    looked: Looked,
}

impl Reading {
    async fn next(&mut self) -> Outcome<Option<Bytes>> {
        while self.ready.is_empty() {
            let Some(decryptor) = self.decryptor.take() else {
                return Ok(None);
            };
            self.step(decryptor).await?;
        }
        let length = self.ready.len().min(PIECE);
        Ok(Some(self.ready.split_to(length)))
    }

    async fn step(&mut self, mut decryptor: Decryptor) -> Outcome<()> {
        let (object, length) = (&self.stored.object, self.stored.length);
        let end = (self.at + STEP).min(length);
        let sealed = self.objects.get_range(object, length, self.at..end).await?;
        self.at = end;
        let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
        let (digest, bytes) = (self.stored.digest.clone(), self.bytes);
        let work = move || -> Result<_, Broken> {
            decryptor.push(&sealed, &mut plain)?;
            if end < length {
                return Ok((Some(decryptor), plain));
            }
            // Nothing of the last piece leaves before the whole is known to be right.
            let whole = decryptor.finish(&mut plain)?;
            let right = HEXLOWER.encode(&whole.ciphertext_digest) == digest
                && whole.plaintext_length == bytes;
            if right {
                Ok((None, plain))
            } else {
                Err(Broken::Payload)
            }
        };
        let (decryptor, plain) = tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Problem::Unavailable("decryption broke off".to_owned()))??;
        self.decryptor = decryptor;
        // Wiped when the last piece of it has been sent.
        self.ready = Bytes::from_owner(plain);
        Ok(())
    }
}
