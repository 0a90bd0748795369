//! All pages of some papers as one PDF of at most so many bytes, for whoever takes no larger one. Made whole in
//! memory, which its limit bounds: a size must be known before the first byte of it leaves.

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, stream};
use zeroize::Zeroizing;

use super::{PIECE, Page, Papers, Still, shrunk};
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::access::{Keep, Permit};
use crate::domain::sheets::Sheet;
use crate::media::{Binder, Redrawn};

/// Sizes to choose from, in bytes. A megabyte is a million bytes here: whoever counts 1,048,576 takes it too.
pub const SIZES: [u64; 4] = [1_000_000, 2_000_000, 5_000_000, MOST];
const MOST: u64 = 10_000_000;

/// The sentence for pages that do not fit, however small.
pub const TOO_MANY_PAGES: &str = "copy-too-many-pages";
/// The same where there is no larger size.
pub const TOO_MANY_AT_ALL: &str = "copy-too-many-at-all";

/// The pages of these papers, without words across, laid on sheets as a photocopy is; the length in bytes, never
/// more than `limit_bytes` (nor than the last of [`SIZES`]), and the pieces, of 64 KiB at most. Each paper must
/// have been told as copied before.
///
/// Pages that would be too heavy are made smaller by workers, as little as it takes. `Field`
/// ([`TOO_MANY_PAGES`], [`TOO_MANY_AT_ALL`]) when they do not fit while they can still be read; `Damaged` when a
/// page is not what was put in; `Busy`. What ends meanwhile (`still_allowed` is asked every two seconds) is
/// `NotFound`: before the first byte as an answer, later as an error at which the stream must be cut.
pub async fn one_pdf<A, F>(
    abri: &Arc<Abri>,
    permit: &Permit<Keep>,
    papers: Papers,
    limit_bytes: u64,
    still_allowed: A,
) -> Outcome<(
    u64,
    impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>,
)>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = bool> + Send,
{
    let limit = limit_bytes.min(MOST);
    let too_many = || {
        Problem::Field(if limit < MOST {
            TOO_MANY_PAGES
        } else {
            TOO_MANY_AT_ALL
        })
    };
    let (sheets, pages) = (papers.sheets(), papers.pages);
    if pages.is_empty() {
        return Err(Problem::NotFound);
    }
    let around = around(&sheets, &pages)?;
    let room = limit.checked_sub(around).ok_or_else(too_many)?;
    let held = abri.workers.holding(permit.vault()).await?;
    let mut still = Still::new(abri, still_allowed);
    let fitted = shrunk::fit(abri, permit.vault(), &pages, room, &mut still).await?;
    let bytes = bind(
        abri,
        &sheets,
        &pages,
        fitted.ok_or_else(too_many)?,
        &mut still,
    )
    .await?;
    let length = bytes.len() as u64;
    if length > limit {
        return Err(too_many());
    }
    let pieces = stream::try_unfold(
        (Bytes::from_owner(bytes), still, held),
        |(mut bytes, mut still, held)| async move {
            still.must().await?;
            let length = bytes.len().min(PIECE);
            let piece = (length > 0).then(|| bytes.split_to(length));
            Ok(piece.map(|piece| (piece, (bytes, still, held))))
        },
    );
    Ok((length, pieces))
}

/// Bytes of the file beside its pictures, at most.
fn around(sheets: &[Sheet], pages: &[Page]) -> Outcome<u64> {
    /// More digits of a picture's length, or of where the table of objects begins, than zero has.
    const DIGITS: u64 = 10;
    let (mut binder, head) = Binder::begin();
    let mut bytes = head.len() as u64 + DIGITS;
    for sheet in sheets {
        let mut pictures = Vec::with_capacity(sheet.places.len());
        for place in &sheet.places {
            let picture = pages.get(place.picture).ok_or(Problem::NotFound)?.picture;
            pictures.push((picture.width, picture.height, &[][..]));
        }
        bytes += binder.sheet(sheet, &pictures).len() as u64 + DIGITS * pictures.len() as u64;
    }
    Ok(bytes + binder.finish().len() as u64)
}

async fn bind<A, F>(
    abri: &Abri,
    sheets: &[Sheet],
    pages: &[Page],
    mut fitted: Vec<Option<Redrawn>>,
    still: &mut Still<A>,
) -> Outcome<Zeroizing<Vec<u8>>>
where
    A: Fn() -> F,
    F: Future<Output = bool>,
{
    let (mut binder, head) = Binder::begin();
    let mut bytes = Zeroizing::new(head);
    for sheet in sheets {
        still.must().await?;
        let mut pictures = Vec::with_capacity(sheet.places.len());
        for place in &sheet.places {
            let smaller = fitted.get_mut(place.picture).and_then(Option::take);
            pictures.push(if let Some(smaller) = smaller {
                (smaller.width, smaller.height, smaller.jpeg)
            } else {
                let page = pages.get(place.picture).ok_or(Problem::NotFound)?;
                let plain = Bytes::from_owner(page.fetch(abri).await?);
                (page.picture.width, page.picture.height, plain)
            });
        }
        let pictures: Vec<_> = pictures
            .iter()
            .map(|(width, height, jpeg)| (*width, *height, &jpeg[..]))
            .collect();
        bytes.extend_from_slice(&binder.sheet(sheet, &pictures));
    }
    bytes.extend_from_slice(&binder.finish());
    Ok(bytes)
}
