//! Forged requests: the host must be ours, and whatever changes something must come from our own pages.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, header};

use crate::config::Origin;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// The bodies our own pages and scripts send. A `text/plain` form can be sent by any site without asking.
const BODIES: [&str; 5] = [
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json",
    "application/octet-stream",
    "application/offset+octet-stream",
];

/// Whether a request may be looked at: `Host` (and an HTTP/2 `:authority`) is the configured one; a request
/// other than GET or HEAD says, by `Origin` or `Sec-Fetch-Site`, that it comes from our own pages, and its
/// body is of a kind they send. `X-Forwarded-Host` is never read.
pub fn admits(parts: &Parts, own: &Origin) -> bool {
    let reads = parts.method == Method::GET || parts.method == Method::HEAD;
    host_is_ours(parts, own)
        && (reads || (comes_from_us(&parts.headers, own) && body_is_ours(&parts.headers)))
}

/// The only value of a header; `Err` when it is there twice or is no text.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ()> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(());
    }
    first.map(|value| value.to_str().map_err(drop)).transpose()
}

fn host_is_ours(parts: &Parts, own: &Origin) -> bool {
    let ours = |host: &str| {
        let host = host.strip_suffix(":443").unwrap_or(host);
        host.eq_ignore_ascii_case(own.authority())
    };
    let authority = parts
        .uri
        .authority()
        .map(axum::http::uri::Authority::as_str);
    match (authority, single(&parts.headers, &header::HOST)) {
        (_, Err(())) | (None, Ok(None)) => false,
        (authority, Ok(host)) => authority.is_none_or(ours) && host.is_none_or(ours),
    }
}

fn comes_from_us(headers: &HeaderMap, own: &Origin) -> bool {
    match (
        single(headers, &header::ORIGIN),
        single(headers, &FETCH_SITE),
    ) {
        (Err(()), _) | (_, Err(())) | (Ok(None), Ok(None)) => false,
        // A page without referrer sends "null" even to itself; then the browser's other word decides.
        (Ok(None | Some("null")), Ok(site)) => site == Some("same-origin"),
        (Ok(Some(origin)), Ok(site)) => {
            origin == own.as_str() && site.is_none_or(|site| site == "same-origin")
        }
    }
}

fn body_is_ours(headers: &HeaderMap) -> bool {
    let empty = !headers.contains_key(header::TRANSFER_ENCODING)
        && matches!(
            single(headers, &header::CONTENT_LENGTH),
            Ok(None | Some("0"))
        );
    match single(headers, &header::CONTENT_TYPE) {
        Err(()) => false,
        Ok(None) => empty,
        Ok(Some(kind)) => {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            BODIES.iter().any(|body| kind.eq_ignore_ascii_case(body))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
    const HOST: (&str, &str) = ("host", "abri.example.org");
    const OWN: (&str, &str) = ("origin", "https://abri.example.org");
    const SITE: (&str, &str) = ("sec-fetch-site", "same-origin");

    fn admitted(method: &str, uri: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        admits(&parts, &Origin::parse("https://abri.example.org").unwrap())
    }

    #[test]
    fn a_change_must_come_from_our_own_pages() {
        let post =
            |more: &[(&str, &str)]| admitted("POST", "/papiers", &[&[HOST, FORM], more].concat());
        assert!(post(&[OWN]));
        assert!(post(&[SITE]));
        assert!(post(&[OWN, SITE]));
        assert!(
            post(&[("origin", "null"), SITE]),
            "a page of ours without referrer"
        );
        for refused in [
            &[][..],
            &[("origin", "https://evil.example")],
            &[("origin", "https://abri.example.org.evil.example")],
            &[("origin", "http://abri.example.org")],
            &[("origin", "https://abri.example.org:8443")],
            &[("origin", "null")],
            &[("origin", "")],
            &[("referer", "https://abri.example.org/")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[OWN, ("sec-fetch-site", "cross-site")],
            &[("origin", "https://evil.example"), SITE],
            &[OWN, ("origin", "https://evil.example")],
            &[SITE, ("sec-fetch-site", "cross-site")],
        ] {
            assert!(!post(refused), "{refused:?}");
        }
    }

    #[test]
    fn every_method_but_get_and_head_is_a_change() {
        for (method, free) in [
            ("GET", true),
            ("HEAD", true),
            ("POST", false),
            ("PUT", false),
            ("DELETE", false),
            ("PATCH", false),
            ("OPTIONS", false),
        ] {
            assert_eq!(admitted(method, "/", &[HOST]), free, "{method}");
        }
    }

    #[test]
    fn only_bodies_our_pages_send() {
        let post = |more: &[(&str, &str)]| admitted("POST", "/", &[&[HOST, OWN], more].concat());
        assert!(post(&[("content-type", "multipart/form-data; boundary=x")]));
        assert!(post(&[("content-type", "APPLICATION/JSON")]));
        assert!(post(&[("content-type", "application/offset+octet-stream")]));
        assert!(post(&[]), "no body at all");
        assert!(!post(&[("content-type", "text/plain")]));
        assert!(!post(&[("content-type", "text/plain; application/json")]));
        assert!(!post(&[("content-type", "")]));
        assert!(!post(&[("content-length", "3")]));
        assert!(!post(&[("transfer-encoding", "chunked")]));
        assert!(!post(&[FORM, ("content-type", "text/plain")]));
    }

    #[test]
    fn the_host_is_the_configured_one() {
        assert!(admitted("GET", "https://abri.example.org/", &[]), "HTTP/2");
        assert!(admitted("GET", "/", &[("host", "ABRI.example.org:443")]));
        assert!(
            admitted("GET", "/", &[HOST, ("x-forwarded-host", "evil.example")]),
            "never read"
        );
        assert!(!admitted("GET", "/", &[]));
        assert!(!admitted("GET", "/", &[("host", "evil.example")]));
        assert!(!admitted("GET", "/", &[("host", "abri.example.org:8443")]));
        assert!(!admitted("GET", "/", &[HOST, ("host", "evil.example")]));
        assert!(!admitted("GET", "https://evil.example/", &[HOST]));
        assert!(!admitted(
            "GET",
            "https://abri.example.org/",
            &[("host", "evil.example")]
        ));
    }
}
