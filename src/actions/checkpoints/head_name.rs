//! The name under which a logged head is written down: its number, the beginning of its hash, and whether it is over.

use data_encoding::HEXLOWER;

/// Digits of a number in a name, so that names sort as numbers do.
const DIGITS: usize = 16;
/// Bytes of a hash in a name: enough, and a store's names are not of any length.
pub const START: usize = 16;
/// The end of the name of a head that is over.
const OVER: &str = "x";

/// A head as its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadName {
    /// The entry's number in its journal.
    pub number: u64,
    /// The beginning of its hash.
    pub start: [u8; START],
    /// Whether the journal was found not to have it, and its person told.
    pub is_over: bool,
}

impl HeadName {
    /// Reads a name as [`Self::write`] gave it; whoever writes into the object store may have chosen another.
    pub fn read(name: &str) -> Option<Self> {
        let (number, hash) = name.split_at_checked(DIGITS)?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (hash, is_over) = match hash.strip_suffix(OVER) {
            Some(hash) => (hash, true),
            None => (hash, false),
        };
        let start = HEXLOWER.decode(hash.as_bytes()).ok()?;
        Some(Self {
            number: number.parse().ok()?,
            start: start.try_into().ok()?,
            is_over,
        })
    }

    /// The name.
    pub fn write(&self) -> String {
        let (number, start) = (self.number, HEXLOWER.encode(&self.start));
        let over = if self.is_over { OVER } else { "" };
        format!("{number:0DIGITS$}{start}{over}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_was_written_and_no_other_is() {
        let head = HeadName {
            number: 42,
            start: [7; START],
            is_over: false,
        };
        assert_eq!(HeadName::read(&head.write()), Some(head));
        let over = HeadName {
            is_over: true,
            ..head
        };
        assert_eq!(HeadName::read(&over.write()), Some(over));
        let name = head.write();
        for other in [
            name.replacen('0', "+", 1),
            name.to_uppercase() + "F",
            format!("{name}xx"),
            name[1..].to_owned(),
            String::new(),
        ] {
            assert_eq!(HeadName::read(&other), None, "{other}");
        }
    }
}
