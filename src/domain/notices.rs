//! Where somebody wants to be told that something is new, and when they are.

use std::fmt;

use super::time::Span;

/// How often a vault's person is told at most, whatever happens in between; a recovery is told at once.
pub const AT_MOST_EVERY: Span = Span::hours(6);
/// How long the number that proves an address is good for.
pub const NUMBER_LASTS: Span = Span::minutes(10);
/// Wrong numbers typed for one that was sent, and the right one.
pub const NUMBER_TRIES: u64 = 5;

/// How a message goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// E-mail.
    Mail,
    /// A text message on a telephone.
    Sms,
}

impl Channel {
    /// The word in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
        }
    }

    /// From the word in tables.
    pub fn from_text(word: &str) -> Option<Self> {
        [Self::Mail, Self::Sms]
            .into_iter()
            .find(|channel| channel.as_str() == word)
    }

    /// The number that is authenticated with a sealed address.
    pub const fn number(self) -> u32 {
        match self {
            Self::Mail => 1,
            Self::Sms => 2,
        }
    }
}

/// Why somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Something waits for their answer.
    Waits,
    /// A way into the vault was added, taken away, or used for the first time.
    WayIn,
    /// Two professionals are asked to let somebody in who says they lost everything.
    Recovery,
}

/// What is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The subject of an e-mail; a text message has none.
    pub subject: String,
    /// All of it.
    pub text: String,
}

/// An e-mail address or a mobile number, of a form that can be written to. Never printed by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    channel: Channel,
    text: String,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(address)")
    }
}

impl Address {
    /// As a person types it: with an `@`, an e-mail address; else a mobile number.
    pub fn typed(text: &str) -> Option<Self> {
        if text.contains('@') {
            Self::mail(text)
        } else {
            Self::sms(text)
        }
    }

    /// As it was kept.
    pub fn kept(channel: Channel, text: &str) -> Option<Self> {
        match channel {
            Channel::Mail => Self::mail(text),
            Channel::Sms => Self::sms(text),
        }
    }

    /// An e-mail address of ASCII characters (RFC 5321, without quotes, comments and literals).
    pub fn mail(typed: &str) -> Option<Self> {
        let (local, domain) = typed.trim().rsplit_once('@')?;
        let domain = domain.to_ascii_lowercase();
        let text = format!("{local}@{domain}");
        (text.len() <= 254 && is_local(local) && is_domain(&domain)).then_some(Self {
            channel: Channel::Mail,
            text,
        })
    }

    /// A mobile number with its country (E.164). One that begins with a single 0 is French, of the mainland or overseas.
    pub fn sms(typed: &str) -> Option<Self> {
        let mut digits = String::new();
        for c in typed.trim().chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if digits.is_empty() => digits.push_str("00"),
                ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '(' | ')' | '/' => {}
                _ => return None,
            }
        }
        let text = if let Some(whole) = digits.strip_prefix("00") {
            // "+33 (0)6" is a common way to write it.
            let french = whole.strip_prefix("330");
            french.map_or_else(|| format!("+{whole}"), |rest| format!("+33{rest}"))
        } else {
            let rest = digits.strip_prefix('0')?;
            (rest.len() == 9).then(|| format!("+{}{rest}", country(rest)))?
        };
        let number = &text[1..];
        let fits = (8..=15).contains(&number.len()) && !number.starts_with('0');
        let mobile = number
            .strip_prefix("33")
            .is_none_or(|rest| rest.len() == 9 && rest.starts_with(['6', '7']));
        (fits && mobile).then_some(Self {
            channel: Channel::Sms,
            text,
        })
    }

    /// How it is written to.
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// The address itself: for whoever sends, and for the person.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The form under which messages to it are counted: what reaches the same person is one, however it is written.
    pub fn folded(&self) -> String {
        let Some((local, domain)) = self.text.rsplit_once('@') else {
            return self.text.clone();
        };
        // What stands after a plus reaches the same box; some hosts do not look at dots either.
        let name = local.split_once('+').map_or(local, |(name, _)| name);
        let name = name.replace('.', "").to_ascii_lowercase();
        format!("{name}@{domain}")
    }
}

/// The country code of a French mobile number without its first 0.
fn country(rest: &str) -> &'static str {
    match &rest[..3] {
        "690" | "691" => "590",
        "694" => "594",
        "696" | "697" => "596",
        "639" | "692" | "693" => "262",
        _ => "33",
    }
}

fn is_local(local: &str) -> bool {
    let atom = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        !part.is_empty() && part.chars().all(plain)
    };
    local.len() <= 64 && local.split('.').all(atom)
}

fn is_domain(domain: &str) -> bool {
    let label = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&part.len())
            && part.chars().all(plain)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(label)
        && last.chars().any(|c| c.is_ascii_alphabetic())
}

/// How long after that many tries it is tried again; `None` when it is given up.
pub const fn again_after(tries: u32) -> Option<Span> {
    match tries {
        0 | 1 => Some(Span::minutes(5)),
        2 => Some(Span::minutes(15)),
        3 => Some(Span::hours(1)),
        4 => Some(Span::hours(4)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<String> {
        Address::typed(text).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn addresses_are_read_as_people_type_them() {
        for (text, read) in [
            (" Awa.Diop@Example.ORG ", "Awa.Diop@example.org"),
            ("0639 98 12 34", "+262639981234"),
            ("06.98.76.54.32", "+33698765432"),
            ("+33 (0)6 98 76 54 32", "+33698765432"),
            ("0033698765432", "+33698765432"),
            ("0692 12 34 56", "+262692123456"),
            ("0690123456", "+590690123456"),
            ("+221 77 123 45 67", "+221771234567"),
        ] {
            assert_eq!(typed(text).as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn attack_no_second_recipient_and_no_header_hides_in_an_address() {
        for text in [
            "",
            "a@b",
            "a@b.c\r\nBcc: d@e.fr",
            "a@b.fr,c@d.fr",
            "a b@c.fr",
            "<a@b.fr>",
            "\"a\"@b.fr",
            "a..b@c.fr",
            "a@-b.fr",
            "a@127.0.0.1",
            "é@b.fr",
            "a@b@c.fr",
            "01 99 00 00 00",
            "+33 8 99 00 00 00",
            "3639",
            "06 12",
            "06123456789",
            "+33612345678;+33612345679",
            "+0612345678",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn ways_to_write_one_box_are_counted_as_one() {
        let folded = |text: &str| Address::typed(text).map(|address| address.folded());
        assert_eq!(folded("a.wa+1@example.org"), folded("AWA+2@example.org"));
        assert_ne!(folded("awa@example.org"), folded("awa@example.com"));
        assert_eq!(folded("06 98 76 54 32"), folded("+33698765432"));
    }

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<_> = (1..=4).filter_map(again_after).collect();
        assert!(pauses.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(pauses.len(), 4);
        assert_eq!(again_after(5), None);
    }
}
