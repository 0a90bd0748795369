//! An application of codes (RFC 6238), as a telephone has it: written from the RFC, and not the service's own.

use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use data_encoding::BASE32_NOPAD;

/// The code that the application shows at this moment, milliseconds UTC.
pub fn code(letters: &str, millis: i64) -> String {
    let secret = BASE32_NOPAD.decode(letters.as_bytes()).unwrap();
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &secret);
    let mac = sign(&key, &(millis / 30_000).to_be_bytes());
    let mac = mac.as_ref();
    let at = usize::from(mac[19] & 15);
    let number = u32::from_be_bytes(mac[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// Six digits that are certainly not these, nor those of the half minutes around this moment.
pub fn wrong(letters: &str, millis: i64) -> String {
    let around = [-30_000, 0, 30_000].map(|away| code(letters, millis + away));
    let mut digits = (0..=3).map(|digit| digit.to_string().repeat(6));
    digits.find(|digits| !around.contains(digits)).unwrap()
}
