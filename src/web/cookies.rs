//! The cookies: which there are, and how each is guarded.
//!
//! Each is for this host alone and all of it (`__Host-`, RFC 6265bis, section 4.1.3.2): another host of the same domain can
//! set none in its place. None outlives the browser but those of a person's device and of a professional's computer,
//! which open nothing without the code or the words, and the scanned code of an appointment, for its ten minutes.

use axum::http::{HeaderMap, header};
use cookie::{Cookie, SameSite};
use data_encoding::HEXLOWER;

use crate::crypto::secrets::Secret;

/// The session of a person.
pub const SESSION: &str = "__Host-abri";
/// The viewing of a recipient; read below `/p` only.
pub const VIEWING: &str = "__Host-vu";
/// The computer that asked with a short code; read below `/m` only.
pub const ASKER: &str = "__Host-m";
/// Whoever may put papers in for somebody.
pub const DEPOSITOR: &str = "__Host-d";
/// A person who answers at a professional's own computer; read below `/guichet` only, beside the professional's session
/// and without a word of it.
pub const WINDOW: &str = "__Host-guichet";
/// The code of an appointment that was scanned by somebody who has still to come in.
pub const MEETING: &str = "__Host-rdv";
/// Whoever begins with a helper, on the helper's screen, beside the helper's own session.
pub const TOGETHER: &str = "__Host-ensemble";
/// The slip of somebody who lost everything and asks two professionals to help them back in.
pub const SLIP: &str = "__Host-secours";
/// What this browser brings beside a code that opens once, so that a lost answer loses nothing; read below `/entrer` only.
pub const BROWSER: &str = "__Host-retour";
/// The chosen language.
pub const LANGUAGE: &str = "__Host-langue";
/// A device's secret, followed by a random tag, so that several people can use one phone; read
/// below `/entrer` only.
pub const DEVICE: &str = "__Host-tel-";

/// The secret of a professional's computer, followed by a random tag; read below `/pro/entrer` only.
pub const DESK: &str = "__Host-bureau-";

/// The value of a cookie of the request.
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    all(headers)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// Every cookie of the request.
pub fn all(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    let lines = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    lines.flat_map(Cookie::split_parse).flatten()
}

/// The secret in a cookie of the request.
pub fn secret(headers: &HeaderMap, name: &str) -> Option<Secret> {
    read_secret(&value(headers, name)?)
}

/// Reads a secret as [`write_secret`] wrote it.
pub fn read_secret(text: &str) -> Option<Secret> {
    let bytes = zeroize::Zeroizing::new(HEXLOWER.decode(text.as_bytes()).ok()?);
    Secret::from_slice(&bytes)
}

/// Hands a session to the browser.
pub fn signed_in(headers: &mut HeaderMap, session: &Secret) {
    put(headers, &make(SESSION, write_secret(session)));
}

/// A secret as the value of a cookie: 32 hexadecimal digits.
pub fn write_secret(secret: &Secret) -> String {
    HEXLOWER.encode(secret.expose())
}

/// Reads the secret and the request of a computer that asked, as [`write_asker`] wrote them.
pub fn read_asker(text: &str) -> Option<(Secret, [u8; 32])> {
    let (secret, id) = text.split_at_checked(Secret::LEN * 2)?;
    let id = HEXLOWER.decode(id.as_bytes()).ok()?;
    Some((read_secret(secret)?, id.try_into().ok()?))
}

/// The secret and the request of a computer that asked, as the value of a cookie.
pub fn write_asker(secret: &Secret, id: &[u8; 32]) -> String {
    write_secret(secret) + &HEXLOWER.encode(id)
}

/// A cookie that only the server reads and that ends with the browser.
pub fn make(name: impl Into<String>, value: String) -> Cookie<'static> {
    Cookie::build((name.into(), value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .build()
}

/// The same cookie, to be forgotten.
pub fn forget(name: impl Into<String>) -> Cookie<'static> {
    let mut cookie = make(name, String::new());
    cookie.make_removal();
    cookie
}

/// Puts a cookie on an answer.
pub fn put(headers: &mut HeaderMap, cookie: &Cookie<'_>) {
    // Names and values are ours: hexadecimal and plain words.
    if let Ok(line) = cookie.to_string().parse() {
        headers.append(header::SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_no_other_host_sets_a_cookie_in_place_of_ours() {
        let all = [
            SESSION, VIEWING, ASKER, DEPOSITOR, WINDOW, MEETING, TOGETHER, SLIP, BROWSER, LANGUAGE,
            DEVICE, DESK,
        ];
        for name in all {
            for cookie in [make(name, "v".to_owned()), forget(name)] {
                assert!(cookie.name().starts_with("__Host-"), "{name}");
                assert_eq!(cookie.secure(), Some(true), "{name}");
                assert_eq!(cookie.http_only(), Some(true), "{name}");
                assert_eq!(cookie.same_site(), Some(SameSite::Strict), "{name}");
                assert_eq!(
                    (cookie.path(), cookie.domain()),
                    (Some("/"), None),
                    "{name}"
                );
            }
        }
    }
}
