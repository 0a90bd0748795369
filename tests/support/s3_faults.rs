//! What can go wrong between Abri and an S3-compatible server, before the one of the test process.

use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Body, Frame, Incoming};
use hyper::service::{Service, service_fn};
use hyper::{Method, Request, Response, StatusCode};
use s3s::service::S3Service;

use crate::s3;

type Failure = Box<dyn Error + Send + Sync>;
type Answer = Result<Response<UnsyncBoxBody<Bytes, Failure>>, Failure>;

/// What is asked of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Head,
    Get,
    Put,
    Begin,
    Part,
    Complete,
    Delete,
    List,
}

impl Verb {
    pub const ALL: [Self; 8] = [
        Self::Put,
        Self::Get,
        Self::Delete,
        Self::Head,
        Self::Complete,
        Self::Part,
        Self::List,
        Self::Begin,
    ];

    fn of(request: &Request<Incoming>) -> Option<Self> {
        let query = request.uri().query().unwrap_or_default();
        let has = |name: &str| {
            query
                .split('&')
                .any(|pair| pair.split('=').next() == Some(name))
        };
        Some(match *request.method() {
            Method::HEAD => Self::Head,
            Method::GET if has("list-type") => Self::List,
            Method::GET => Self::Get,
            Method::PUT if has("partNumber") => Self::Part,
            Method::PUT => Self::Put,
            Method::POST if has("uploads") => Self::Begin,
            Method::POST if has("uploadId") => Self::Complete,
            Method::DELETE if !has("uploadId") => Self::Delete,
            _ => return None,
        })
    }
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Answered with 500 and never done.
    Refused,
    /// Cut before anything is done.
    CutBefore,
    /// Done, and cut before the answer.
    CutAfter,
    /// Cut in the middle of the body that comes, or else of the one that goes.
    CutInBody,
    /// The answer is short of its body, and says so nowhere.
    Truncated,
    /// Done, slowly.
    Slow,
    /// Never answered.
    Silent,
}

impl Fault {
    pub const ALL: [Self; 6] = [
        Self::CutAfter,
        Self::Refused,
        Self::CutInBody,
        Self::CutBefore,
        Self::Truncated,
        Self::Slow,
    ];
}

/// What goes wrong from now on, and how often it did.
#[derive(Default)]
pub struct Faults {
    /// What, with which verb (or each), and how often at most.
    plan: Mutex<Option<(Option<Verb>, Fault, u32)>>,
    met: AtomicU32,
}

impl Faults {
    /// From now on this goes wrong, that often at most.
    pub fn begin(&self, verb: Option<Verb>, fault: Fault, times: u32) {
        self.met.store(0, Ordering::SeqCst);
        *self.plan.lock().unwrap() = Some((verb, fault, times));
    }

    /// Nothing goes wrong any more; how often it did.
    pub fn end(&self) -> u32 {
        *self.plan.lock().unwrap() = None;
        self.met()
    }

    /// How often it did.
    pub fn met(&self) -> u32 {
        self.met.load(Ordering::SeqCst)
    }

    fn next(&self, request: &Request<Incoming>) -> Option<Fault> {
        let of = Verb::of(request)?;
        let (verb, fault, times) = (*self.plan.lock().unwrap())?;
        if verb.is_some_and(|verb| verb != of) || self.met() >= times {
            return None;
        }
        self.met.fetch_add(1, Ordering::SeqCst);
        Some(fault)
    }

    /// A server without buckets, behind these.
    pub async fn server(self: &Arc<Self>) -> s3::Server {
        let faults = self.clone();
        s3::Server::behind(s3::usual(), |service| {
            service_fn(move |request| answer(faults.clone(), service.clone(), request))
        })
        .await
    }
}

async fn answer(faults: Arc<Faults>, service: S3Service, request: Request<Incoming>) -> Answer {
    let Some(fault) = faults.next(&request) else {
        return done(&service, request).await;
    };
    match fault {
        Fault::Refused => Ok(refused()),
        Fault::CutBefore => Err("cut before".into()),
        Fault::CutAfter => {
            let answer = done(&service, request).await?;
            answer.into_body().collect().await?;
            Err("cut after".into())
        }
        Fault::CutInBody if !request.body().is_end_stream() => {
            request.into_body().frame().await;
            Err("cut in what comes".into())
        }
        Fault::CutInBody => half(done(&service, request).await?, true).await,
        Fault::Truncated => half(done(&service, request).await?, false).await,
        Fault::Slow => {
            tokio::time::sleep(Duration::from_millis(700)).await;
            done(&service, request).await
        }
        Fault::Silent => std::future::pending().await,
    }
}

async fn done(service: &S3Service, request: Request<Incoming>) -> Answer {
    let answer = Service::call(service, request).await?;
    Ok(answer.map(|body| body.map_err(Failure::from).boxed_unsync()))
}

fn refused() -> Response<UnsyncBoxBody<Bytes, Failure>> {
    let body = Full::new(Bytes::new()).map_err(|never| match never {});
    let mut answer = Response::new(body.boxed_unsync());
    *answer.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    answer
}

/// Half of the body: with the length of the whole, or with its own.
async fn half(answer: Response<UnsyncBoxBody<Bytes, Failure>>, cut: bool) -> Answer {
    let (mut head, body) = answer.into_parts();
    let mut bytes = body.collect().await?.to_bytes();
    bytes.truncate(bytes.len() / 2);
    if !cut {
        head.headers.remove("content-length");
        let body = Full::new(bytes).map_err(|never| match never {});
        return Ok(Response::from_parts(head, body.boxed_unsync()));
    }
    let frames = [
        Ok(Frame::data(bytes)),
        Err(Failure::from("cut in what goes")),
    ];
    Ok(Response::from_parts(
        head,
        StreamBody::new(stream::iter(frames)).boxed_unsync(),
    ))
}
