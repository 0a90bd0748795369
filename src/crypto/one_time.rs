//! Codes of an application (RFC 6238): six digits that change every thirty seconds, HMAC-SHA-1 over the number of
//! the half minute since 1970, since applications know no other hash for sure.
//!
//! A code admits a new way in and nothing else: it is no key material, and what takes part in checking it is
//! sealed under the vault key.

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use crate::crypto::codes::Code;
use crate::crypto::kdf;
use crate::crypto::random;
use crate::domain::time::Moment;

/// How long one code stands, milliseconds.
const STEP_MILLIS: i64 = 30_000;
/// Six digits.
const DIGITS: usize = 6;
const MODULUS: u32 = 1_000_000;

/// What the application and Abri share: 160 bits (RFC 4226, section 4), wiped when dropped.
pub struct AppSecret(Zeroizing<[u8; Self::LEN]>);

impl AppSecret {
    /// Its length in bytes.
    pub const LEN: usize = 20;

    /// A fresh one.
    pub fn draw() -> Self {
        Self(Zeroizing::new(random::bytes()))
    }

    /// From its bytes; `None` unless there are twenty.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// Its bytes, to be sealed.
    pub fn expose(&self) -> &[u8] {
        &self.0[..]
    }

    /// As applications take it: 32 letters and digits (RFC 4648, base 32).
    pub fn letters(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE32_NOPAD.encode(self.expose()))
    }

    /// Reads [`Self::letters`].
    pub fn from_letters(letters: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(letters.as_bytes()).ok()?);
        Self::from_slice(&bytes)
    }

    /// The half minute that a code belongs to: this one, the one before or the one after, for clocks that
    /// differ. All three are compared, each in constant time; of two the newer.
    pub fn matches(&self, code: &Code, now: Moment) -> Option<u64> {
        let step = u64::try_from(now.millis() / STEP_MILLIS).ok()?;
        let mut found = None;
        for step in [step.checked_sub(1)?, step, step + 1] {
            if kdf::same(self.code(step).as_bytes(), code.bytes()) {
                found = Some(step);
            }
        }
        found
    }

    /// The code of a half minute (RFC 4226, section 5.3).
    fn code(&self, step: u64) -> Zeroizing<String> {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.expose());
        let mac = hmac::sign(&key, &step.to_be_bytes());
        let mac = mac.as_ref();
        let at = mac.last().map_or(0, |last| usize::from(last & 0xf));
        let four = mac.get(at..at + 4).and_then(|four| four.try_into().ok());
        let number = four.map_or(0, u32::from_be_bytes) & 0x7fff_ffff;
        Zeroizing::new(format!("{:0DIGITS$}", number % MODULUS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the last six of its eight digits.
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    fn secret() -> AppSecret {
        AppSecret::from_slice(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(seconds * 1000)
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, code) in VECTORS {
            let step = u64::try_from(seconds / 30).unwrap();
            let code = Code::parse(code, DIGITS).unwrap();
            assert_eq!(secret().matches(&code, at(seconds)), Some(step));
        }
    }

    #[test]
    fn attack_a_code_counts_in_its_half_minute_and_its_neighbours_only() {
        let (seconds, code) = VECTORS[3];
        let code = Code::parse(code, DIGITS).unwrap();
        let step = u64::try_from(seconds / 30).unwrap();
        for away in [-30, 0, 30] {
            assert_eq!(secret().matches(&code, at(seconds + away)), Some(step));
        }
        for away in [-90, -60, 60, 90] {
            assert_eq!(secret().matches(&code, at(seconds + away)), None);
        }
        assert_eq!(AppSecret::draw().matches(&code, at(seconds)), None);
    }

    #[test]
    fn letters_read_back() {
        let secret = AppSecret::draw();
        let letters = secret.letters();
        assert_eq!(letters.len(), 32);
        let again = AppSecret::from_letters(&letters).unwrap();
        assert_eq!(again.expose(), secret.expose());
        assert!(AppSecret::from_letters("A").is_none());
    }
}
