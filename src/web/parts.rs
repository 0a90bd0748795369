//! The parts of a form with files, as they come.
//!
//! The reader of forms keeps what belongs to no part yet, before the first boundary and in the head of a part, and looks
//! through all of it again with each piece that comes. Here that is bounded, whatever the length of the form.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};

/// Bytes that may have come since something was handed on: several times what comes at once.
const HELD: usize = 1024 * 1024;

/// More has come than belongs to a form.
#[derive(Debug, thiserror::Error)]
#[error("a form without parts, or a part without an end of its head")]
struct Endless;

/// Counts what has come since something was handed on.
#[derive(Clone, Default)]
struct Held(Arc<AtomicUsize>);

impl Held {
    fn take_in(&self, piece: Bytes) -> Result<Bytes, axum::Error> {
        let before = self.0.fetch_add(piece.len(), Ordering::Relaxed);
        if before.saturating_add(piece.len()) > HELD {
            return Err(axum::Error::new(Endless));
        }
        Ok(piece)
    }

    fn handed_on(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// The parts of a form.
pub struct Parts {
    form: Multipart,
    held: Held,
}

/// One of them: a stream of its bytes.
pub struct Part<'a> {
    field: Field<'a>,
    held: Held,
}

impl<S: Send + Sync> FromRequest<S> for Parts {
    type Rejection = MultipartRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, MultipartRejection> {
        let held = Held::default();
        let counted = held.clone();
        let (parts, body) = request.into_parts();
        let body = body
            .into_data_stream()
            .map(move |piece| piece.and_then(|piece| counted.take_in(piece)));
        let request = Request::from_parts(parts, Body::from_stream(body));
        let form = Multipart::from_request(request, state).await?;
        Ok(Self { form, held })
    }
}

impl Parts {
    /// The next part. The one before was read to its end: [`Part::drain`].
    pub async fn next(&mut self) -> Result<Option<Part<'_>>, MultipartError> {
        let field = self.form.next_field().await?;
        self.held.handed_on();
        Ok(field.map(|field| Part {
            field,
            held: self.held.clone(),
        }))
    }
}

impl Part<'_> {
    /// The name of the field.
    pub fn name(&self) -> Option<&str> {
        self.field.name()
    }

    /// Whether a file was chosen: an input in which none was comes as a file without a name.
    pub fn is_file(&self) -> bool {
        self.field.file_name().is_some_and(|name| !name.is_empty())
    }

    /// What somebody chose or typed, up to so many bytes; empty where it is longer, or no text.
    pub async fn text(&mut self, most: usize) -> String {
        let mut typed = Vec::new();
        while let Some(Ok(piece)) = self.next().await {
            if typed.len() + piece.len() > most {
                self.drain().await;
                return String::new();
            }
            typed.extend_from_slice(&piece);
        }
        String::from_utf8(typed).unwrap_or_default()
    }

    /// Reads the rest and throws it away: a browser that is cut off shows no answer.
    pub async fn drain(&mut self) {
        while let Some(Ok(_)) = self.next().await {}
    }
}

impl Stream for Part<'_> {
    type Item = Result<Bytes, MultipartError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = Pin::new(&mut self.field).poll_next(cx);
        if piece.is_ready() {
            self.held.handed_on();
        }
        piece
    }
}
