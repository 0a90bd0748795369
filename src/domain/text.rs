//! One line of text that a person typed: a name, a title, a purpose.

/// Why a line was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Nothing is left once blanks are taken off.
    #[error("empty")]
    Empty,
    /// Longer than the field allows.
    #[error("too long")]
    TooLong,
    /// It holds characters that no keyboard types: controls, or marks that turn the reading order.
    #[error("unreadable characters")]
    Unreadable,
}

/// Reads one line of at most `limit` characters: blanks are folded; control characters, direction
/// overrides (which could make `gpj.exe` read as `exe.jpg`), letters that nobody sees and lines without a letter
/// or digit are refused.
pub fn line(text: &str, limit: usize) -> Result<String, LineError> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.is_empty() {
        return Err(LineError::Empty);
    }
    let seen = folded.chars().any(char::is_alphanumeric);
    if !seen || folded.chars().any(is_hidden) {
        return Err(LineError::Unreadable);
    }
    if folded.chars().count() > limit {
        return Err(LineError::TooLong);
    }
    Ok(folded)
}

/// Controls, marks that turn the reading order, letters that nobody sees.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || turns_direction(c) || is_blank(c)
}

/// Explicit bidirectional formatting and zero-width characters (Unicode UAX #9, section 2).
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Letters and marks that leave nothing on the paper: fillers, an empty braille cell, joiners, old format marks.
const fn is_blank(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text looks like a French social security number (NIR): thirteen digits with or
/// without its two-digit key, whatever the separators, the first one a sex digit.
///
/// Abri never uses the NIR as an identifier and warns when a title holds one (CNIL).
pub fn looks_like_nir(text: &str) -> bool {
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('x')) {
        match c {
            '0'..='9' => run.push(c),
            // Any blank: a line is folded afterwards, and what stood on two lines would be one number.
            c if c.is_whitespace() || matches!(c, '.' | '-') => {}
            // Corsican departments: the sixth and seventh characters are 2A or 2B.
            'A' | 'B' | 'a' | 'b' if run.len() == 6 && run.ends_with('2') => run.push('0'),
            _ => {
                if matches!(run.len(), 13 | 15) && nir_head(&run) {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

/// Sex 1–4 or 7–8, then a month of 1–12 or one of the codes for unknown months (20 and above).
fn nir_head(digits: &str) -> bool {
    let month = digits[3..5].parse::<u8>().unwrap_or(0);
    matches!(digits.as_bytes()[0], b'1'..=b'4' | b'7' | b'8')
        && ((1..=12).contains(&month) || month >= 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_what_was_typed_and_folds_blanks() {
        assert_eq!(
            line("  Fiche   de paie\u{a0}— août ", 40).as_deref(),
            Ok("Fiche de paie — août")
        );
    }

    #[test]
    fn attack_names_of_every_evil_are_refused() {
        assert_eq!(line("carte\u{202e}gpj.exe", 40), Err(LineError::Unreadable));
        assert_eq!(line("nul\u{0}", 40), Err(LineError::Unreadable));
        assert_eq!(line("\u{200b}", 40), Err(LineError::Unreadable));
        for unseen in [
            "\u{2800}",
            "\u{3164}",
            "Am\u{ad}ina",
            "x\u{fffb}",
            "\u{fe0f}",
            "...",
            "\u{e0041}a",
        ] {
            assert_eq!(line(unseen, 40), Err(LineError::Unreadable), "{unseen:?}");
        }
        assert_eq!(line(" \r\n ", 40), Err(LineError::Empty));
        assert_eq!(line(&"é".repeat(41), 40), Err(LineError::TooLong));
    }

    #[test]
    fn a_social_security_number_is_seen_however_it_is_spaced() {
        for text in [
            "2 85 05 78 006 084 36",
            "Vitale 1850578006084",
            "1 84 12 2A 004 123 45",
            "2 85 05\n78 006\t084\u{2003}36",
        ] {
            assert!(looks_like_nir(text), "{text}");
        }
        for text in [
            "06 12 34 56 78",
            "Facture 2026-11-24",
            "9 99 99 99 999 999",
            "impôt 1234567890123456",
        ] {
            assert!(!looks_like_nir(text), "{text}");
        }
    }
}
