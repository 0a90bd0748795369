//! Bodies under watch: what is received must keep coming, what is sent must keep being read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body as _, Frame, Incoming, SizeHint};
use tokio::sync::oneshot;
use tokio::time::{Instant, Sleep};

use super::Shared;
use super::watch::{InFlight, Watch};
use crate::serve::metrics::Traffic;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What is left of a body after the answer is made is read up to here, in bytes and time: a client that
/// still sends when the connection closes shows its user a broken page and not our answer.
const UNREAD: u64 = 64 << 20;
const PATIENCE: Duration = Duration::from_mins(1);

/// A request's body as its handler gets it. What the handler leaves of it comes back as [`Unread`].
pub(super) struct Received {
    watched: Option<Watched>,
    back: Option<oneshot::Sender<Watched>>,
    asks_first: bool,
}

/// What a handler has left of a request's body.
pub(super) struct Unread(oneshot::Receiver<Watched>);

impl Received {
    /// `asks_first` when the client waits for leave (`Expect`): until a handler reads, nothing comes.
    pub(super) fn new(
        inner: Incoming,
        shared: &Arc<Shared>,
        watch: &Arc<Watch>,
        asks_first: bool,
    ) -> (Self, Unread) {
        let (back, unread) = oneshot::channel();
        let watched = Watched {
            inner,
            shared: shared.clone(),
            watch: watch.clone(),
            bytes: 0,
            waited: Duration::ZERO,
            waiting: None,
        };
        let received = Self {
            watched: Some(watched),
            back: Some(back),
            asks_first,
        };
        (received, Unread(unread))
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        if let (Some(watched), Some(back)) = (self.watched.take(), self.back.take())
            && !watched.inner.is_end_stream()
            && (watched.bytes > 0 || !self.asks_first)
        {
            // Nobody waits for it when the client is gone.
            drop(back.send(watched));
        }
    }
}

impl Unread {
    /// Reads it and throws it away, within bounds. What is still being read elsewhere is left alone.
    pub(super) async fn throw_away(mut self) {
        let Ok(mut rest) = self.0.try_recv() else {
            return;
        };
        let most = rest.bytes.saturating_add(UNREAD);
        let read =
            async { while rest.bytes < most && matches!(rest.frame().await, Some(Ok(_))) {} };
        // Too late is as good as too much.
        let _ = tokio::time::timeout(PATIENCE, read).await;
    }
}

impl hyper::body::Body for Received {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(watched) = &mut self.watched else {
            return Poll::Ready(None);
        };
        let frame = ready!(Pin::new(watched).poll_frame(cx));
        if matches!(frame, Some(Err(_))) {
            self.watched = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        let end = |watched: &Watched| watched.inner.is_end_stream();
        self.watched.as_ref().is_none_or(end)
    }

    fn size_hint(&self) -> SizeHint {
        let hint = |watched: &Watched| watched.inner.size_hint();
        self.watched.as_ref().map_or_else(SizeHint::default, hint)
    }
}

/// A body under watch: fails when no byte comes for `stall`, or when it comes slower than `slowest` on the
/// average of the time spent waiting for the client (our own slowness is not held against it).
struct Watched {
    inner: Incoming,
    shared: Arc<Shared>,
    watch: Arc<Watch>,
    bytes: u64,
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Watched {
    /// How long the next byte may be waited for.
    fn patience(&self) -> Duration {
        let bounds = &self.shared.bounds;
        let left = bounds.patience(self.bytes).saturating_sub(self.waited);
        left.min(bounds.stall)
    }

    fn too_slow(&self) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.watch.too_slow();
        Poll::Ready(Some(Err(slow())))
    }
}

impl hyper::body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_frame(cx);
        let Poll::Ready(frame) = polled else {
            let patience = this.patience();
            let (_, sleep) = this
                .waiting
                .get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(patience))));
            ready!(sleep.as_mut().poll(cx));
            return this.too_slow();
        };
        if let Some((since, _)) = this.waiting.take() {
            this.waited += since.elapsed();
        }
        if let Some(Ok(frame)) = &frame {
            this.bytes += length(frame);
            this.shared.traffic.received(length(frame));
            if this.patience().is_zero() {
                return this.too_slow();
            }
        }
        Poll::Ready(frame.map(|frame| frame.map_err(BoxError::from)))
    }
}

fn slow() -> BoxError {
    io::Error::new(io::ErrorKind::TimedOut, "the body came too slowly").into()
}

fn length(frame: &Frame<Bytes>) -> u64 {
    frame.data_ref().map_or(0, |data| data.len() as u64)
}

/// The largest piece of an answer that is handed over at once, in bytes: one record of TLS. Pages and pictures
/// come from their handlers in one piece: handed over whole, they would be hyper's, and nobody could see how
/// they are read.
const PIECE: usize = 16 * 1024;

/// An answer's body: notes when the client was handed something, so that the watch sees it stop reading.
pub(super) struct Sent {
    inner: Body,
    /// What is left of the last piece of `inner`.
    rest: Bytes,
    /// Held by each piece that was handed over and not yet taken.
    held: Arc<()>,
    in_flight: InFlight,
    traffic: Traffic,
}

/// A piece that was handed over.
struct Piece(
    Bytes,
    #[expect(dead_code, reason = "counted while it is there")] Arc<()>,
);

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Sent {
    /// `unread` when the end of the body is not a sign of completeness: HEAD, or HTTP/1, where hyper may
    /// stop at the announced length.
    pub(super) fn new(
        inner: Body,
        mut in_flight: InFlight,
        traffic: Traffic,
        unread: bool,
    ) -> Self {
        if unread || hyper::body::Body::is_end_stream(&inner) {
            in_flight.done();
        }
        Self {
            inner,
            rest: Bytes::new(),
            held: Arc::default(),
            in_flight,
            traffic,
        }
    }

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.rest.is_empty() {
            let frame = match ready!(hyper::body::Body::poll_frame(Pin::new(&mut self.inner), cx)) {
                Some(Ok(frame)) => frame,
                end => return Poll::Ready(end),
            };
            match frame.into_data() {
                Ok(data) => self.rest = data,
                Err(other) => return Poll::Ready(Some(Ok(other))),
            }
        }
        let bytes = self.rest.split_to(self.rest.len().min(PIECE));
        let piece = Bytes::from_owner(Piece(bytes, self.held.clone()));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}

impl hyper::body::Body for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let Poll::Ready(frame) = this.poll_next(cx) else {
            this.in_flight.asked(Arc::downgrade(&this.held));
            return Poll::Pending;
        };
        match &frame {
            Some(Ok(piece)) => {
                this.traffic.sent(length(piece));
                this.in_flight.handed(length(piece));
                if this.is_end_stream() {
                    // It is on its way, not read: a window that is shut holds it, and its last piece is waited for like the others.
                    this.in_flight.complete();
                }
            }
            Some(Err(_)) | None => this.in_flight.done(),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let rest = self.rest.len() as u64;
        let inner = self.inner.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(inner.lower() + rest);
        if let Some(upper) = inner.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}
