//! The same archive closed by five words: an age file that the stock `age` opens. For a computer that is not one's own.

use bytes::Bytes;
use futures_util::stream::{self, StreamExt};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::Parcel;
use crate::actions::{Outcome, Problem};
use crate::crypto::documents::Encryptor;
use crate::crypto::words;

/// Stretching takes 64 MiB each.
static STRETCHING: Semaphore = Semaphore::const_new(2);

/// Five words to close an archive with; kept nowhere.
pub fn draw() -> Zeroizing<String> {
    words::draw_plain()
}

/// Closes an archive by words that [`draw`] gave; `Field` for others.
pub async fn under_words(parcel: Parcel, typed: &str) -> Outcome<Parcel> {
    if !words::is_drawn(typed) {
        return Err(Problem::Field("out-words-wrong"));
    }
    let typed = Zeroizing::new(typed.to_owned());
    let place = STRETCHING.acquire().await;
    let begun = tokio::task::spawn_blocking(move || Encryptor::under_words(&typed));
    let begun = begun.await;
    drop(place);
    let encryptor = begun.map_err(|_| Problem::Busy)?;
    let length = encryptor.file_length(parcel.length);
    let sealing = (Some(encryptor), parcel.stream);
    let sealed = stream::try_unfold(sealing, |(encryptor, mut pieces)| async move {
        let Some(mut encryptor) = encryptor else {
            return Ok(None);
        };
        let mut out = Vec::new();
        while out.is_empty() {
            let Some(piece) = pieces.next().await else {
                let (end, _) = encryptor.finish();
                return Ok(Some((Bytes::from_owner(end), (None, pieces))));
            };
            let piece = piece?;
            let mut plain = &piece[..];
            while let Some((full, rest)) = encryptor.push(plain) {
                out.extend_from_slice(full.as_ref());
                plain = rest;
            }
        }
        Ok(Some((out.into(), (Some(encryptor), pieces))))
    });
    Ok(Parcel {
        length,
        stream: sealed.boxed(),
    })
}
