//! Handlers as the table of routes keeps them: of one type for all. Mounting three hundred as they are would run code of each
//! as the service starts, and keep it in memory (`docs/speed.md`).

use std::marker::PhantomData;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use futures_util::future::BoxFuture;

/// A handler of any type.
pub trait Answers<S>: Send + Sync {
    /// Answers one request.
    fn answer(&self, request: Request, state: S) -> BoxFuture<'static, Response>;
}

/// A handler with its own type.
pub struct Answering<T, H>(H, PhantomData<fn() -> T>);

impl<T, H> Answering<T, H> {
    /// This one.
    pub const fn of(handler: H) -> Self {
        Self(handler, PhantomData)
    }
}

impl<T, S, H: Handler<T, S>> Answers<S> for Answering<T, H> {
    fn answer(&self, request: Request, state: S) -> BoxFuture<'static, Response> {
        Box::pin(self.0.clone().call(request, state))
    }
}
