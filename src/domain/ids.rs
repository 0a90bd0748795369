//! Names of things: sixteen random bytes each, written as 32 lower-case hexadecimal digits.
//!
//! An id is no secret and opens nothing; it may stand in a URL or a log.

use std::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The id made of these bytes (fresh ones come from `crypto::random`).
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// Its bytes, as stored and as bound into contexts.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads a stored id; `None` unless it is sixteen bytes long.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse(text).map(Self).ok_or(NotAnId)
            }
        }
    )+};
}

id! {
    /// A vault, and with it the one person whose it is.
    VaultId,
    /// A document; its versions share it.
    DocumentId,
    /// A consent to a share.
    ConsentId,
    /// Work begun between the database and the object store.
    IntentId,
    /// A file on its way in.
    UploadId,
    /// Leave to put papers in, given to somebody by a link.
    InvitationId,
    /// Leave to put papers in, given to a phone beside the computer.
    PairingId,
    /// A structure.
    StructureId,
    /// A colleague being helped back in.
    HelpId,
    /// An appointment.
    AppointmentId,
    /// What a person agreed to with two professionals who, together, can help them back in.
    GuardianshipId,
    /// Somebody who lost everything and asks for that help.
    RecoveryId,
}

/// The text is not 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

fn parse(text: &str) -> Option<[u8; 16]> {
    if text.len() != 32
        || text
            .bytes()
            .any(|b| !matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_reads_back() {
        let id = DocumentId::from_bytes([0xa7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn anything_but_32_lower_case_digits_is_refused() {
        for text in [
            "",
            "A7",
            &"A7".repeat(16),
            &"g7".repeat(16),
            &"é".repeat(16),
            &"a7".repeat(17),
        ] {
            assert_eq!(text.parse::<DocumentId>(), Err(NotAnId), "{text}");
        }
    }
}
