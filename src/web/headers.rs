//! The headers that every answer carries, in one place.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

/// Nothing but our own files; no inline style or script; forms go to us.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// For an original file that is being downloaded: even if shown, it can do nothing.
const SANDBOX: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Adds the headers of a page or of an answer to a script. What is already there stays.
pub fn secure(headers: &mut HeaderMap) {
    put(headers, CONTENT_SECURITY_POLICY, POLICY);
    put(headers, CACHE_CONTROL, "no-store");
    common(headers);
}

/// Browsers speak HTTPS alone with this name, and with those below it, for a year (RFC 6797). Not said by this machine's own
/// name: other programs stand there too.
pub fn promise_https(headers: &mut HeaderMap) {
    put(
        headers,
        STRICT_TRANSPORT_SECURITY,
        "max-age=31536000; includeSubDomains",
    );
}

/// Adds the headers of a person's own file.
pub fn attachment(headers: &mut HeaderMap) {
    put(headers, CONTENT_SECURITY_POLICY, SANDBOX);
    put(headers, CACHE_CONTROL, "no-store");
    common(headers);
}

fn common(headers: &mut HeaderMap) {
    put(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, X_FRAME_OPTIONS, "DENY");
    put(headers, REFERRER_POLICY, "same-origin");
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        // Papers must not be found by a search engine, nor a link followed ahead of its reader.
        ("x-robots-tag", "noindex, nofollow, noarchive"),
    ] {
        put(headers, HeaderName::from_static(name), value);
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_allow_nothing_inline_and_nothing_kept() {
        let mut headers = HeaderMap::new();
        secure(&mut headers);
        assert_eq!(
            headers[CONTENT_SECURITY_POLICY],
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
    }

    #[test]
    fn what_an_answer_set_itself_stays() {
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, immutable"));
        secure(&mut headers);
        assert_eq!(headers[CACHE_CONTROL], "public, immutable");
    }
}
