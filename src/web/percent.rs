//! Text as part of an address (RFC 3986): what is not unreserved is escaped.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

const PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
const PATH: &AsciiSet = &PART.remove(b'/');

/// One part of a path, a query or a header.
pub fn part(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, PART)
}

/// A path: its slashes stay.
pub fn path(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, PATH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_a_title_stays_inside_its_address() {
        let path = |text| path(text).to_string();
        assert_eq!(path("papiers/01 a'b.pdf"), "papiers/01%20a%27b.pdf");
        assert_eq!(
            path("papiers/01 é#?&.pdf"),
            "papiers/01%20%C3%A9%23%3F%26.pdf"
        );
        assert_eq!(part("a/b&c=d").to_string(), "a%2Fb%26c%3Dd");
    }
}
