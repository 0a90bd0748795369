//! Spaces that must not break, and the pseudo-language of the tests.

/// No-break space.
const NBSP: char = '\u{a0}';

/// Puts a no-break space where French typography wants one: before `: ? ! ; »`,
/// after `«`, and between a number and its word.
pub(super) fn french(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let glued = char == ' '
            && (out.ends_with(|last: char| last == '«' || last.is_ascii_digit())
                || out.ends_with("\u{a0}h")
                || chars
                    .peek()
                    .is_some_and(|next| matches!(next, ':' | '?' | '!' | ';' | '»')));
        out.push(if glued { NBSP } else { char });
    }
    out
}

/// The same words between right-to-left letters, a third longer at least.
pub(super) fn pseudo(text: &str) -> String {
    const LETTERS: [char; 6] = ['ש', 'ל', 'ו', 'ם', 'ב', 'ר'];
    let wanted = text.chars().count() / 3 + 1;
    let mut out = String::from("\u{200f}א ");
    out.push_str(text);
    out.push(' ');
    out.extend(LETTERS.iter().cycle().take(wanted));
    out.push('\u{200f}');
    out
}

#[cfg(test)]
mod tests {
    use super::french;

    #[test]
    fn high_punctuation_keeps_to_its_word() {
        assert_eq!(
            french("Qui ? « Moi » : oui ! a ; b"),
            "Qui\u{a0}? «\u{a0}Moi\u{a0}»\u{a0}: oui\u{a0}! a\u{a0}; b"
        );
        assert_eq!(french("https://a.example/?b"), "https://a.example/?b");
    }
}
