//! Whole requests: paths, queries, cookies, forms, parts of forms, offsets of uploads, in front of every route.
//!
//! The input is a request as HTTP/1 writes it. Nothing of it may panic, nor be answered as a fault of ours.

use std::sync::{Arc, OnceLock};

use abri::serve::compose;
use abri::web::app::router;
use abri::web::cookies;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::house::House;

struct Site {
    runtime: Runtime,
    router: Router,
    cookie: String,
    _folder: TempDir,
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let house = House::new();
        let cookie = cookies::write_secret(house.session.cookie());
        let procedures = compose::procedures(&house.config).unwrap();
        let inside = house.runtime.enter();
        let app = compose::app(Arc::new(house.abri), procedures, &house.config);
        drop(inside);
        Site {
            router: router(Arc::new(app)),
            cookie: format!("{}={cookie}", cookies::SESSION),
            runtime: house.runtime,
            _folder: house.folder,
        }
    })
}

/// Reads the input; `None` where HTTP itself would refuse it.
fn request(bytes: &[u8], cookie: Option<&str>) -> Option<Request<Body>> {
    let end = bytes
        .windows(2)
        .position(|two| two == b"\n\n")
        .unwrap_or(bytes.len());
    let (head, body) = (&bytes[..end], bytes.get(end + 2..).unwrap_or_default());
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut first = lines.next()?.splitn(2, |byte| *byte == b' ');
    let method = match first.next()? {
        b"G" => Method::GET,
        b"P" => Method::POST,
        b"A" => Method::PATCH,
        other => Method::from_bytes(other).ok()?,
    };
    let mut request = Request::new(Body::from(body.to_vec()));
    *request.method_mut() = method;
    *request.uri_mut() = Uri::try_from(first.next()?).ok()?;
    let headers = request.headers_mut();
    headers.insert(header::HOST, HeaderValue::from_static("localhost"));
    headers.insert(
        header::ORIGIN,
        HeaderValue::from_static("https://localhost"),
    );
    headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    if let Some(cookie) = cookie {
        headers.insert(header::COOKIE, HeaderValue::from_str(cookie).ok()?);
    }
    for line in lines {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = HeaderName::from_bytes(parts.next()?).ok()?;
        headers.insert(
            name,
            HeaderValue::from_bytes(parts.next()?.trim_ascii()).ok()?,
        );
    }
    Some(request)
}

fn answered(bytes: &[u8], inside: bool) {
    let site = site();
    let cookie = inside.then_some(site.cookie.as_str());
    if let Some(request) = request(bytes, cookie) {
        let said = format!("{} {}", request.method(), request.uri());
        let answer = site
            .runtime
            .block_on(site.router.clone().oneshot(request))
            .unwrap();
        assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{said}");
    }
}

/// From somebody without a cookie.
pub fn anybody(bytes: &[u8]) {
    answered(bytes, false);
}

/// From somebody who is in.
pub fn inside(bytes: &[u8]) {
    answered(bytes, true);
}
