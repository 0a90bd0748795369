//! Codes of a few digits that Abri draws: a chosen one is a birthday to a relative.

use zeroize::{Zeroize, Zeroizing};

use crate::crypto::{kdf, random};

/// Digits of a card's or device's code.
pub const SLOT_DIGITS: usize = 6;

/// Digits of the spoken code of a share.
pub const SPOKEN_DIGITS: usize = 4;

/// A code of decimal digits, wiped when dropped.
pub struct Code(Box<[u8]>);

impl Code {
    /// A fresh code for a card or device: six digits, each equally likely.
    pub fn for_slot() -> Self {
        Self::draw(SLOT_DIGITS)
    }

    /// A fresh code to be said aloud: four digits.
    pub fn spoken() -> Self {
        Self::draw(SPOKEN_DIGITS)
    }

    /// What somebody typed, with or without spaces and dashes; `None` unless it has this many
    /// digits and nothing else.
    pub fn parse(typed: &str, digits: usize) -> Option<Self> {
        let mut found = Zeroizing::new(Vec::with_capacity(digits));
        for c in typed.chars() {
            match c {
                '0'..='9' if found.len() < digits => found.push(c as u8),
                c if c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}') => {}
                _ => return None,
            }
        }
        (found.len() == digits).then(|| Self(found.as_slice().into()))
    }

    /// The digits, for the one page or sheet that shows them.
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether two codes are the same, in constant time.
    pub fn is(&self, other: &Self) -> bool {
        kdf::same(&self.0, &other.0)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn draw(digits: usize) -> Self {
        let digit = |_| b'0' + u8::try_from(random::below(10)).unwrap_or(0);
        Self((0..digits).map(digit).collect())
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_reads_back_however_it_is_spaced() {
        let code = Code::for_slot();
        let text = code.expose();
        assert_eq!(text.len(), 6);
        let spaced = format!(" {} {}-{}\u{a0}", &text[..2], &text[2..4], &text[4..]);
        assert_eq!(Code::parse(&spaced, 6).unwrap().expose(), text);
        let typed = Code::parse(&spaced, 6).unwrap();
        assert!(code.is(&typed));
        assert!(!code.is(&Code::parse(&text[..4], 4).unwrap()));
        assert_eq!(Code::spoken().expose().len(), 4);
    }

    #[test]
    fn anything_but_the_right_number_of_digits_is_refused() {
        for typed in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] {
            assert!(Code::parse(typed, 6).is_none(), "{typed}");
        }
    }
}
