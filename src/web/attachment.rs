//! Answers that a browser keeps as a file, and the name it keeps them under.

use axum::body::Body;
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
};
use axum::response::{IntoResponse, Response};

use super::{headers, percent};

/// Bytes to keep, of this media type and, where it is known, of this length, under this title.
pub fn attachment(
    body: Body,
    (kind, length): (&'static str, Option<u64>),
    title: &str,
    extension: &str,
) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers::attachment(headers);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_DISPOSITION, disposition(title, extension));
    if let Some(length) = length {
        headers.insert(CONTENT_LENGTH, length.into());
    }
    // Never kept by the browser beside the file that the person saves.
    headers.insert(
        HeaderName::from_static("x-download-options"),
        HeaderValue::from_static("noopen"),
    );
    response
}

/// A name to save under (RFC 6266): letters of the title in UTF-8 (RFC 5987), and a plain one for
/// programs that know nothing else. No character of a path survives.
fn disposition(title: &str, extension: &str) -> HeaderValue {
    let name = safe(title);
    let name = percent::part(&name);
    let text =
        format!("attachment; filename=\"papier.{extension}\"; filename*=UTF-8''{name}.{extension}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

fn safe(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || " -_’'()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let kept = kept.trim_matches([' ', '_', '-']);
    if kept.is_empty() {
        "papier".to_owned()
    } else {
        kept.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_to_save_under_hold_no_path_and_no_second_header() {
        let named = |title| disposition(title, "pdf").to_str().unwrap().to_owned();
        assert_eq!(
            named("Fiche de paie é"),
            "attachment; filename=\"papier.pdf\"; filename*=UTF-8''Fiche%20de%20paie%20%C3%A9.pdf"
        );
        for title in [
            "../../etc/passwd",
            "a\"; filename=\"b.exe",
            "x\r\nset-cookie: a=b",
            "...",
        ] {
            let name = named(title);
            let name = name.split("''").nth(1).unwrap();
            assert!(!name.contains(['/', '\\', '"', '\r', '\n', ';']), "{name}");
            assert!(
                !name.starts_with('.') && name.rsplit('.').next() == Some("pdf"),
                "{name}"
            );
        }
    }
}
