//! A body that comes in no larger bursts than its reader can keep.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// Bytes that are handed out before the reader has a turn: one chunk of a sealed paper. A reader of forms takes all that has
/// come before it hands on any of it, which is as much as the kernel holds of a quick client.
const BURST: usize = 64 * 1024;

/// A body that says "not yet" once after each burst, and goes on at once.
pub(super) struct Paced<B> {
    inner: B,
    burst: usize,
}

impl<B> Paced<B> {
    pub(super) const fn new(inner: B) -> Self {
        Self { inner, burst: 0 }
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Paced<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        if self.burst >= BURST {
            self.burst = 0;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let frame = Pin::new(&mut self.inner).poll_frame(cx);
        match &frame {
            Poll::Ready(Some(Ok(frame))) => {
                self.burst += frame.data_ref().map_or(0, Bytes::len);
            }
            Poll::Ready(Some(Err(_)) | None) => {}
            Poll::Pending => self.burst = 0,
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;
    use http_body_util::{BodyExt, StreamBody};

    use super::*;

    const PIECE: usize = 16 * 1024;
    const PIECES: usize = 64;

    /// All of it is there from the beginning.
    fn ready() -> Paced<impl Body<Data = Bytes, Error = Infallible> + Unpin> {
        let piece = |_| Ok(Frame::data(Bytes::from_static(&[7; PIECE])));
        Paced::new(StreamBody::new(stream::iter((0..PIECES).map(piece))))
    }

    #[tokio::test]
    async fn attack_what_comes_at_once_is_not_taken_at_once() {
        let mut body = ready();
        let mut taken = 0;
        while let Poll::Ready(Some(Ok(frame))) = futures_util::poll!(body.frame()) {
            taken += frame.data_ref().map_or(0, Bytes::len);
        }
        assert_eq!(taken, BURST);
    }

    #[tokio::test]
    async fn all_of_it_comes() {
        let all = ready().collect().await.unwrap().to_bytes();
        assert_eq!(all.len(), PIECES * PIECE);
    }
}
