//! Codes that people copy by hand: Crockford's base 32 (no I, L, O or U), in groups of four.
//!
//! A rescue code is 26 characters (128 bits and two zero bits) and two check characters of a
//! Reed–Solomon code over GF(32): one or two wrong characters, or two swapped ones, are always
//! noticed. A short code is eight characters and opens nothing by itself; the code of an appointment is six, in two
//! groups of three, and lets one person read what is asked of them. A deposit number is nine drawn characters
//! (45 bits) and one that checks them, in two groups of five, so that it looks like none of them.

use zeroize::{Zeroize, Zeroizing};

use crate::crypto::random;
use crate::crypto::secrets::Secret;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA: usize = 26;
const CHECKED: usize = DATA + 2;
const SHORT: usize = 8;
const APPOINTMENT: usize = 6;
const NUMBER: usize = 10;

/// Why a typed rescue code is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// A character that no code contains, or too few or too many of them.
    #[error("not the shape of a code")]
    Shape,
    /// The check characters do not fit: something was miscopied.
    #[error("the check characters do not fit")]
    Check,
}

/// The rescue code of a secret: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
pub fn rescue_code(secret: &Secret) -> Zeroizing<String> {
    let mut symbols = Zeroizing::new([0; CHECKED]);
    let number = Zeroizing::new(u128::from_be_bytes(*secret.expose()));
    for (place, symbol) in symbols[..DATA].iter_mut().enumerate() {
        // Two zero bits follow the 128 to fill the last character.
        let shift = 125_i32 - 5 * i32::try_from(place).unwrap_or(0) - 2;
        let five = if shift >= 0 {
            *number >> shift
        } else {
            *number << -shift
        };
        *symbol = (five & 31) as u8;
    }
    add_checks(&mut symbols);
    grouped(&symbols[..])
}

/// Reads a rescue code however it was typed: any case, O for 0, I or L for 1, any separators.
pub fn parse_rescue_code(typed: &str) -> Result<Secret, Mistyped> {
    let symbols = symbols(typed, CHECKED).ok_or(Mistyped::Shape)?;
    if syndromes(&symbols) != (0, 0) {
        return Err(Mistyped::Check);
    }
    if symbols[DATA - 1] & 3 != 0 {
        return Err(Mistyped::Check);
    }
    let mut number = symbols[..DATA - 1]
        .iter()
        .fold(0_u128, |number, symbol| number << 5 | u128::from(*symbol));
    number = number << 3 | u128::from(symbols[DATA - 1] >> 2);
    let mut bytes = number.to_be_bytes();
    number.zeroize();
    Ok(Secret::take(&mut bytes))
}

/// Whether what was typed, in any case and spacing, is the last `count` characters of a code.
pub fn ends_with(code: &str, typed: &str, count: usize) -> bool {
    let Some(typed) = symbols(typed, count) else {
        return false;
    };
    let whole = symbols(
        code,
        code.chars().filter(char::is_ascii_alphanumeric).count(),
    );
    whole.is_some_and(|whole| whole.ends_with(&typed))
}

/// A fresh short code: 40 random bits as `XXXX-XXXX`.
pub fn short_code() -> String {
    let drawn: [u8; SHORT] = random::bytes();
    grouped(&drawn.map(|byte| byte & 31)).to_string()
}

/// A short code in its one canonical form, however it was typed; `None` if it is none.
pub fn parse_short_code(typed: &str) -> Option<String> {
    symbols(typed, SHORT).map(|symbols| grouped(&symbols).to_string())
}

/// A fresh code of an appointment: 30 random bits as `XXX-XXX`.
pub fn appointment_code() -> Zeroizing<String> {
    let drawn: [u8; APPOINTMENT] = random::bytes();
    in_groups(&drawn.map(|byte| byte & 31), 3)
}

/// The code of an appointment in its one canonical form, however it was typed; `None` if it is none.
pub fn parse_appointment_code(typed: &str) -> Option<Zeroizing<String>> {
    symbols(typed, APPOINTMENT).map(|symbols| in_groups(&symbols, 3))
}

/// A fresh deposit number: `XXXXX-XXXXX`.
pub fn deposit_number() -> Zeroizing<String> {
    let drawn: [u8; NUMBER - 1] = random::bytes();
    let mut symbols = [0; NUMBER];
    for (symbol, byte) in symbols.iter_mut().zip(drawn) {
        *symbol = byte & 31;
    }
    symbols[NUMBER - 1] = check(&symbols[..NUMBER - 1]);
    in_halves(&symbols)
}

/// A deposit number in its one canonical form, however it was typed; `None` unless it is one. One wrong
/// character, or two swapped ones, are always noticed.
pub fn parse_deposit_number(typed: &str) -> Option<Zeroizing<String>> {
    let symbols = symbols(typed, NUMBER)?;
    let (drawn, last) = symbols.split_at_checked(NUMBER - 1)?;
    (last == [check(drawn)]).then(|| in_halves(&symbols))
}

/// The word as a polynomial without constant term, at α = x: the symbol that makes the whole of it zero.
fn check(symbols: &[u8]) -> u8 {
    let fold = |value, symbol: &u8| times(value ^ symbol, 2);
    symbols.iter().fold(0, fold)
}

fn in_halves(symbols: &[u8]) -> Zeroizing<String> {
    in_groups(symbols, NUMBER / 2)
}

fn grouped(symbols: &[u8]) -> Zeroizing<String> {
    in_groups(symbols, 4)
}

fn in_groups(symbols: &[u8], of: usize) -> Zeroizing<String> {
    // Never grows, and leaves no copy behind.
    let mut text = Zeroizing::new(String::with_capacity(symbols.len() * 4 / 3 + 1));
    for (place, symbol) in symbols.iter().enumerate() {
        if place > 0 && place % of == 0 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[usize::from(*symbol & 31)]));
    }
    text
}

fn symbols(typed: &str, wanted: usize) -> Option<Zeroizing<Vec<u8>>> {
    let mut symbols = Zeroizing::new(Vec::with_capacity(wanted));
    for c in typed.chars() {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c if c.is_whitespace() => continue,
            '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}' => continue,
            c => c,
        };
        let symbol = ALPHABET.iter().position(|&known| char::from(known) == c)?;
        if symbols.len() == wanted {
            return None;
        }
        symbols.push(u8::try_from(symbol).ok()?);
    }
    (symbols.len() == wanted).then_some(symbols)
}

/// Product in GF(32) with x⁵ + x² + 1.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b != 0 {
        if b & 1 != 0 {
            product ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}

/// The word as a polynomial at α = x and at α², highest power first; both zero for a sound code.
fn syndromes(symbols: &[u8]) -> (u8, u8) {
    let at = |point| {
        symbols
            .iter()
            .fold(0, |value, symbol| times(value, point) ^ symbol)
    };
    (at(2), at(4))
}

/// Fills the last two symbols: the remainder by (X − α)(X − α²) = X² + (α + α²)X + α³, in numbers X² + 6X + 8.
fn add_checks(symbols: &mut [u8; CHECKED]) {
    let (mut high, mut low) = (0, 0);
    for symbol in &symbols[..DATA] {
        let lead = high ^ symbol;
        high = low ^ times(lead, 6);
        low = times(lead, 8);
    }
    symbols[DATA] = high;
    symbols[DATA + 1] = low;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_codes_read_back() {
        let code = short_code();
        assert_eq!(code.len(), 9);
        assert_eq!(parse_short_code(&code).as_deref(), Some(&code[..]));
        assert_eq!(parse_short_code("o1lI abcd").as_deref(), Some("0111-ABCD"));
        assert_eq!(parse_short_code("UUUU-UUUU"), None);
        assert_eq!(parse_short_code("0111-ABC"), None);
        assert_eq!(parse_short_code("0111-ABCDE"), None);
    }

    #[test]
    fn codes_of_appointments_read_back() {
        let code = appointment_code();
        assert_eq!(code.len(), 7);
        let read = |typed: &str| parse_appointment_code(typed).map(|code| code.to_string());
        assert_eq!(read(&code).as_deref(), Some(&code[..]));
        assert_eq!(read(" kd4 7rm ").as_deref(), Some("KD4-7RM"));
        assert_eq!(read("o1l-abc").as_deref(), Some("011-ABC"));
        for typed in ["", "KD4-7R", "KD4-7RMM", "KD4-7RU", "KD4#7RM"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn deposit_numbers_read_back_and_notice_what_is_miscopied() {
        for _ in 0..50 {
            let number = deposit_number();
            assert_eq!(number.len(), 11);
            let sloppy = number.to_lowercase().replace('-', " ").replace('0', "o");
            assert_eq!(parse_deposit_number(&sloppy).as_deref(), Some(&*number));
            let right = symbols(&number, NUMBER).unwrap();
            for i in 0..NUMBER {
                for wrong in 1..32 {
                    let mut one = right.to_vec();
                    one[i] ^= wrong;
                    assert!(parse_deposit_number(&in_halves(&one)).is_none());
                }
                for j in 0..i {
                    let mut swapped = right.to_vec();
                    swapped.swap(i, j);
                    let same = swapped == *right;
                    assert_eq!(parse_deposit_number(&in_halves(&swapped)).is_some(), same);
                }
            }
        }
        assert!(parse_deposit_number("KD4M-7RQ2").is_none());
    }

    #[test]
    fn the_end_of_a_code_is_told_however_it_is_typed() {
        assert!(ends_with("ABCD-0123", " o1 23", 4));
        assert!(!ends_with("ABCD-0123", "123", 4));
        assert!(!ends_with("ABCD-0123", "0124", 4));
        assert!(!ends_with("ABCD-0123", "", 4));
    }

    #[test]
    fn every_character_of_the_last_group_counts() {
        let code = rescue_code(&Secret::take(&mut [0xff; 16]));
        assert_eq!(code.len(), 34);
        assert!(code.starts_with("ZZZZ-ZZZZ-"), "{}", *code);
    }

    proptest! {
        #[test]
        fn a_rescue_code_reads_back_however_it_is_typed(mut bytes: [u8; 16]) {
            let secret = Secret::take(&mut bytes);
            let code = rescue_code(&secret);
            prop_assert!(parse_rescue_code(&code).is_ok_and(|read| read == secret));
            let sloppy = code.to_lowercase().replace('-', " \u{2013} ").replace('0', "o");
            let sloppy = sloppy.replacen('1', "l", 1).replace('1', "I");
            prop_assert!(parse_rescue_code(&sloppy).is_ok_and(|read| read == secret));
        }

        #[test]
        fn two_wrong_characters_are_always_noticed(
            mut bytes: [u8; 16], i in 0usize..28, j in 0usize..28, a in 1u8..32, b in 0u8..32,
        ) {
            let code = rescue_code(&Secret::take(&mut bytes));
            let mut wrong = symbols(&code, CHECKED).unwrap();
            wrong[i] ^= a;
            if i != j {
                wrong[j] ^= b;
            }
            prop_assert!(parse_rescue_code(&grouped(&wrong)).err() == Some(Mistyped::Check));
        }
    }
}
