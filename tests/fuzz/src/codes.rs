//! What people type and browsers bring back: codes, words, numbers, cookies. One canonical form, which reads as itself.

use abri::actions::deposits::DepositorCookie;
use abri::crypto::codes::Code;
use abri::crypto::crockford;
use abri::crypto::one_time::AppSecret;
use abri::crypto::words as phrases;
use abri::web::cookies as jar;
use axum::http::{HeaderMap, HeaderValue, header};

/// Rescue codes and card numbers.
pub fn rescue(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(secret) = crockford::parse_rescue_code(text)
    {
        let shown = crockford::rescue_code(&secret);
        assert!(crockford::parse_rescue_code(&shown).is_ok_and(|again| again == secret));
    }
}

/// Short codes, codes of an appointment, deposit numbers, and the end of a code.
pub fn short(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(code) = crockford::parse_short_code(text) {
        assert_eq!(crockford::parse_short_code(&code), Some(code));
    }
    if let Some(code) = crockford::parse_appointment_code(text) {
        assert_eq!(crockford::parse_appointment_code(&code), Some(code));
    }
    if let Some(number) = crockford::parse_deposit_number(text) {
        assert_eq!(crockford::parse_deposit_number(&number), Some(number));
    }
    let (code, typed) = text.split_once('\n').unwrap_or((text, text));
    for count in [0, 4, 28] {
        crockford::ends_with(code, typed, count);
    }
}

/// Codes of digits.
pub fn digits(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        for digits in [4, 6] {
            if let Some(code) = Code::parse(text, digits) {
                assert_eq!(code.expose().len(), digits);
                assert!(Code::parse(code.expose(), digits).is_some_and(|again| again.is(&code)));
            }
        }
    }
}

/// Words.
pub fn words(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        phrases::Phrase::typed(text);
        phrases::is_drawn(text);
        let (shown, typed) = text.split_once('\n').unwrap_or((text, text));
        if phrases::are_same(shown, typed) {
            assert!(
                phrases::is_last(
                    shown,
                    phrases::folded(typed).rsplit(' ').next().unwrap_or("")
                ) || typed.is_empty()
            );
        }
        let folded = phrases::folded(text);
        assert_eq!(phrases::folded(&folded), folded);
        phrases::folded_name(text);
    }
}

/// The letters of an application of codes.
pub fn app(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(secret) = AppSecret::from_letters(text)
    {
        assert!(
            AppSecret::from_letters(&secret.letters())
                .is_some_and(|again| again.expose() == secret.expose())
        );
    }
    AppSecret::from_slice(bytes);
}

/// The header of cookies, and the values in them.
pub fn cookies(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Some((secret, id)) = jar::read_asker(text) {
            assert_eq!(jar::write_asker(&secret, &id), text);
        }
        if let Some(secret) = jar::read_secret(text) {
            assert_eq!(jar::write_secret(&secret), text);
        }
        if let Some(cookie) = DepositorCookie::parse(text) {
            assert_eq!(*cookie.text(), text);
        }
    }
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append(header::COOKIE, value);
        }
    }
    jar::all(&headers).count();
    jar::secret(&headers, jar::SESSION);
}
