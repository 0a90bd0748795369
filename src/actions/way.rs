//! What somebody shows to come in, as it was typed or scanned.

use super::once::Once;
use super::{Outcome, Problem};
use crate::crypto::codes::{Code, SLOT_DIGITS};
use crate::crypto::crockford::{self, Mistyped};
use crate::crypto::secrets::Secret;
use crate::crypto::words::Phrase;
use crate::domain::person::{Identifier, IdentifierError};
use crate::domain::slot::SlotKind;

/// What the person shows.
pub enum Way {
    /// A card or device, and its six-digit code.
    Held {
        /// Which of the two.
        kind: SlotKind,
        /// What it carries.
        secret: Secret,
        /// What the person typed.
        code: Code,
    },
    /// A professional's computer, card or passkey, and their words.
    Desk {
        /// Which of the three.
        kind: SlotKind,
        /// What it carries.
        secret: Secret,
        /// What they typed.
        words: Phrase,
    },
    /// An identifier and secret words.
    Words {
        /// Telephone, e-mail or chosen name.
        identifier: Identifier,
        /// What the person typed.
        phrase: Phrase,
    },
    /// The rescue code of the sheet.
    Rescue(Once),
}

impl Way {
    /// A card or device, whose secret was read, and the code as typed.
    pub fn held(kind: SlotKind, secret: Secret, code: &str) -> Outcome<Self> {
        let code = Code::parse(code, SLOT_DIGITS).ok_or(Problem::Field("enter-code-shape"))?;
        Ok(Self::Held { kind, secret, code })
    }

    /// A professional's computer, card or passkey, whose secret was read, and the words as typed.
    pub fn desk(kind: SlotKind, secret: Secret, words: &str) -> Outcome<Self> {
        let words = Phrase::typed(words).ok_or(Problem::Field("enter-words-shape"))?;
        Ok(Self::Desk {
            kind,
            secret,
            words,
        })
    }

    /// An identifier and words as typed.
    pub fn words(identifier: &str, words: &str) -> Outcome<Self> {
        Ok(Self::Words {
            identifier: identifier_typed(identifier)?,
            phrase: Phrase::typed(words).ok_or(Problem::Field("enter-words-shape"))?,
        })
    }

    /// A rescue code as typed or scanned, in a browser that keeps this secret.
    pub fn rescue(number: &str, browser: Secret) -> Outcome<Self> {
        let brought = number_typed(number)?;
        Ok(Self::Rescue(Once { brought, browser }))
    }
}

/// An identifier as typed.
pub fn identifier_typed(text: &str) -> Outcome<Identifier> {
    Identifier::parse(text).map_err(|error| match error {
        IdentifierError::Nir => Problem::Field("enter-identifier-nir"),
        IdentifierError::Unfit => Problem::Field("enter-identifier-unfit"),
    })
}

/// The number of a card or a rescue code, as typed or scanned.
pub fn number_typed(text: &str) -> Outcome<Secret> {
    crockford::parse_rescue_code(text).map_err(|wrong| match wrong {
        Mistyped::Shape => Problem::Field("enter-number-shape"),
        Mistyped::Check => Problem::Field("enter-number-check"),
    })
}
