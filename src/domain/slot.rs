//! The ways into a vault.

/// A way in. Each slot holds the vault key under a secret that the person keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// The printed access card and its six-digit code.
    Card,
    /// This phone or personal computer and its six-digit code.
    Device,
    /// An identifier and five words.
    Phrase,
    /// The printed rescue code: opens once.
    Rescue,
    /// A professional's computer and their five words.
    Desk,
    /// A professional's own printed card and their five words.
    DeskCard,
    /// A professional's passkey: 128 bits that its PRF extension gives the browser, and their five words.
    Passkey,
}

impl SlotKind {
    /// The text kept in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Device => "device",
            Self::Phrase => "phrase",
            Self::Rescue => "rescue",
            Self::Desk => "desk",
            Self::DeskCard => "desk_card",
            Self::Passkey => "passkey",
        }
    }

    /// Reads the text kept in tables.
    pub fn from_text(text: &str) -> Option<Self> {
        [
            Self::Card,
            Self::Device,
            Self::Phrase,
            Self::Rescue,
            Self::Desk,
            Self::DeskCard,
            Self::Passkey,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
    }

    /// Whether it is a professional's: two factors, both of them key material.
    pub const fn is_professional(self) -> bool {
        matches!(self, Self::Desk | Self::DeskCard | Self::Passkey)
    }
}

/// Wrong codes running that erase a card or a device.
pub const TRIES: u32 = 10;

/// Tries left after this many wrong ones.
pub const fn tries_left(failures: u32) -> u32 {
    TRIES.saturating_sub(failures)
}

/// Whose screen this is: decides how long a session sleeps and whether a device key may stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The person's own phone or computer.
    Own,
    /// A computer that others use: the default.
    Shared,
}

impl Place {
    /// The text kept in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
        }
    }

    /// Reads the text kept in tables and sent by forms.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Own, Self::Shared]
            .into_iter()
            .find(|place| place.as_str() == text)
    }

    /// How long a session may sleep: 30 minutes on one's own screen, 10 on a shared one.
    pub const fn idle(self) -> super::time::Span {
        match self {
            Self::Own => super::time::Span::minutes(30),
            Self::Shared => super::time::Span::minutes(10),
        }
    }
}

/// A session ends after this, whatever happens.
pub const SESSION_AT_MOST: super::time::Span = super::time::Span::hours(12);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for kind in [
            SlotKind::Card,
            SlotKind::Device,
            SlotKind::Phrase,
            SlotKind::Rescue,
            SlotKind::Desk,
            SlotKind::DeskCard,
            SlotKind::Passkey,
        ] {
            assert_eq!(SlotKind::from_text(kind.as_str()), Some(kind));
        }
        assert_eq!(SlotKind::from_text(""), None);
        for place in [Place::Own, Place::Shared] {
            assert_eq!(Place::from_text(place.as_str()), Some(place));
        }
        assert_eq!(Place::from_text("other"), None);
        assert!(Place::Shared.idle() < Place::Own.idle());
    }

    #[test]
    fn professionals_have_ways_of_their_own() {
        let theirs = [SlotKind::Desk, SlotKind::DeskCard, SlotKind::Passkey];
        assert!(theirs.iter().all(|kind| kind.is_professional()));
        let not = [
            SlotKind::Card,
            SlotKind::Device,
            SlotKind::Phrase,
            SlotKind::Rescue,
        ];
        assert!(!not.iter().any(|kind| kind.is_professional()));
    }
}
