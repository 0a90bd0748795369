//! Bodies under watch: what is received must keep coming, what is sent must keep being read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep};

use super::watch::InFlight;
use crate::serve::limits::Bounds;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A request's body: fails when no byte comes for `stall`, or when it comes slower than `slowest` on the
/// average of the time spent waiting for the client (our own slowness is not held against it).
pub(super) struct Received {
    inner: Incoming,
    stall: Duration,
    slowest: u64,
    bytes: u64,
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Received {
    pub(super) fn new(inner: Incoming, bounds: &Bounds) -> Self {
        Self {
            inner,
            stall: bounds.stall,
            slowest: bounds.slowest,
            bytes: 0,
            waited: Duration::ZERO,
            waiting: None,
        }
    }

    fn too_slow(&self) -> bool {
        let seconds = self.waited.saturating_sub(self.stall).as_secs();
        self.bytes < seconds.saturating_mul(self.slowest)
    }
}

impl hyper::body::Body for Received {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_frame(cx);
        let Poll::Ready(frame) = polled else {
            let stall = this.stall;
            let (_, sleep) = this
                .waiting
                .get_or_insert_with(|| (Instant::now(), Box::pin(tokio::time::sleep(stall))));
            ready!(sleep.as_mut().poll(cx));
            return Poll::Ready(Some(Err(slow())));
        };
        if let Some((since, _)) = this.waiting.take() {
            this.waited += since.elapsed();
        }
        if let Some(Ok(frame)) = &frame {
            this.bytes += length(frame);
            if this.too_slow() {
                return Poll::Ready(Some(Err(slow())));
            }
        }
        Poll::Ready(frame.map(|frame| frame.map_err(BoxError::from)))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

fn slow() -> BoxError {
    io::Error::new(io::ErrorKind::TimedOut, "the body came too slowly").into()
}

fn length(frame: &Frame<Bytes>) -> u64 {
    frame.data_ref().map_or(0, |data| data.len() as u64)
}

/// The largest piece of an answer that is handed over at once, in bytes. Pages and pictures come from their
/// handlers in one piece: handed over whole, they would be hyper's, and nobody could see how they are read.
const PIECE: usize = 32 * 1024;

/// An answer's body: notes when the client was handed something, so that the watch sees it stop reading.
pub(super) struct Sent {
    inner: Body,
    /// What is left of the last piece of `inner`.
    rest: Bytes,
    in_flight: InFlight,
}

impl Sent {
    /// `unread` when the end of the body is not a sign of completeness: HEAD, or HTTP/1, where hyper may
    /// stop at the announced length.
    pub(super) fn new(inner: Body, mut in_flight: InFlight, unread: bool) -> Self {
        if unread || hyper::body::Body::is_end_stream(&inner) {
            in_flight.done();
        }
        Self {
            inner,
            rest: Bytes::new(),
            in_flight,
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
        let piece = self.rest.split_to(self.rest.len().min(PIECE));
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
        this.in_flight.ours();
        let frame = ready!(this.poll_next(cx));
        match &frame {
            Some(Ok(piece)) => {
                this.in_flight.handed(length(piece));
                if this.is_end_stream() {
                    this.in_flight.done();
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
