//! A copy with words across it, a photocopy. Read, marked and given out one sheet after another: whoever
//! receives slowly holds neither a worker nor more than a sheet.

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, stream};
use zeroize::Zeroizing;

use super::{PIECE, Page, Papers, Still};
use crate::actions::{Abri, Outcome, Problem};
use crate::domain::access::{KeepMarked, Permit, Read};
use crate::domain::ids::VaultId;
use crate::domain::mark::Mark;
use crate::domain::sheets::Sheet;
use crate::media::Binder;

/// A copy that a reader may keep, with words across every page. `still_allowed` is asked every two seconds.
pub async fn marked<A, F>(
    abri: &Arc<Abri>,
    permit: &Permit<KeepMarked>,
    papers: Papers,
    mark: Mark,
    still_allowed: A,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = bool> + Send,
{
    bind(abri, permit.vault(), papers, Some(mark), still_allowed).await
}

/// A photocopy of the owner's own papers.
pub async fn photocopy<A, F>(
    abri: &Arc<Abri>,
    permit: &Permit<Read>,
    papers: Papers,
    mark: Option<Mark>,
    still_allowed: A,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = bool> + Send,
{
    bind(abri, permit.vault(), papers, mark, still_allowed).await
}

async fn bind<A, F>(
    abri: &Arc<Abri>,
    vault: VaultId,
    papers: Papers,
    mark: Option<Mark>,
    still_allowed: A,
) -> Outcome<impl Stream<Item = Outcome<Bytes>> + Send + 'static + use<A, F>>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = bool> + Send,
{
    let (binder, head) = Binder::begin();
    let mut binding = Binding {
        abri: abri.clone(),
        vault,
        sheets: papers.sheets().into_iter(),
        pages: papers.pages,
        mark,
        binder: Some(binder),
        ready: Bytes::from(head),
    };
    // What cannot be read, or finds no worker, is refused as an answer and not as a cut.
    binding.step().await?;
    let still = Still::new(abri, still_allowed);
    Ok(stream::try_unfold(
        (binding, still),
        |(mut binding, mut still)| async move {
            still.must().await?;
            let piece = binding.next().await?;
            Ok(piece.map(|piece| (piece, (binding, still))))
        },
    ))
}

struct Binding {
    abri: Arc<Abri>,
    vault: VaultId,
    pages: Vec<Page>,
    sheets: std::vec::IntoIter<Sheet>,
    mark: Option<Mark>,
    /// Gone once the end was written.
    binder: Option<Binder>,
    ready: Bytes,
}

impl Binding {
    async fn next(&mut self) -> Outcome<Option<Bytes>> {
        if self.ready.is_empty() {
            self.step().await?;
        }
        let length = self.ready.len().min(PIECE);
        Ok((length > 0).then(|| self.ready.split_to(length)))
    }

    /// Adds a sheet, or the end, to what is ready.
    async fn step(&mut self) -> Outcome<()> {
        let Some(mut binder) = self.binder.take() else {
            return Ok(());
        };
        let mut bytes = Zeroizing::new(self.ready.to_vec());
        if let Some(sheet) = self.sheets.next() {
            let mut pictures = Vec::with_capacity(sheet.places.len());
            for place in &sheet.places {
                let page = self.pages.get(place.picture).ok_or(Problem::NotFound)?;
                pictures.push(self.picture(page).await?);
            }
            let pictures: Vec<_> = pictures
                .iter()
                .map(|(width, height, jpeg)| (*width, *height, &jpeg[..]))
                .collect();
            bytes.extend_from_slice(&binder.sheet(&sheet, &pictures));
            self.binder = Some(binder);
        } else {
            bytes.extend_from_slice(&binder.finish());
        }
        self.ready = Bytes::from_owner(bytes);
        Ok(())
    }

    async fn picture(&self, page: &Page) -> Outcome<(u32, u32, Bytes)> {
        let Some(mark) = &self.mark else {
            let plain = page.fetch(&self.abri).await?;
            return Ok((
                page.picture.width,
                page.picture.height,
                Bytes::from_owner(plain),
            ));
        };
        let marking = self.abri.workers.marking(self.vault).await?;
        let plain = page.fetch(&self.abri).await?;
        let marked = marking.mark(&plain, mark).await?;
        Ok((marked.width, marked.height, marked.jpeg))
    }
}
