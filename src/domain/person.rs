//! The beneficiary: how they are called, and the identifier that some choose.

use super::text::{line, looks_like_nir};

/// The name that a person wants to be called by; no civil name is ever asked.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CallName(String);

/// Why a name was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Empty, longer than 40 characters, or unreadable ones.
    #[error("not a name")]
    Unfit,
    /// Nobody is called by their social security number (CNIL).
    #[error("a social security number")]
    Nir,
}

impl CallName {
    /// At most 40 characters.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if looks_like_nir(text) {
            return Err(NameError::Nir);
        }
        line(text, 40).map(Self).map_err(|_| NameError::Unfit)
    }

    /// The name as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a person signs in with beside their secret words: a telephone number, an e-mail address or
/// a chosen name, in one spelling.
#[derive(Clone, PartialEq, Eq)]
pub struct Identifier(String);

/// Why an identifier was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Fewer than four characters, more than 80, or unreadable ones.
    #[error("not an identifier")]
    Unfit,
    /// The social security number is never an identifier (CNIL).
    #[error("a social security number")]
    Nir,
}

impl Identifier {
    /// Reads one: French numbers lose blanks and dots and gain their country (`06 …` = `+336…`),
    /// everything else is folded to lower case, so that one person types it one way.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        if looks_like_nir(text) {
            return Err(IdentifierError::Nir);
        }
        let text = line(text, 80).map_err(|_| IdentifierError::Unfit)?;
        let spelling = telephone(&text).unwrap_or_else(|| text.to_lowercase());
        if spelling.chars().count() < 4 {
            return Err(IdentifierError::Unfit);
        }
        Ok(Self(spelling))
    }

    /// The one spelling: what the lookup is made from.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn telephone(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '/'))
        .collect();
    let rest = digits.strip_prefix('+').unwrap_or(&digits);
    if rest.len() < 8 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(
        match (
            digits.starts_with('+'),
            rest.strip_prefix("00"),
            rest.strip_prefix('0'),
        ) {
            (true, ..) => format!("+{rest}"),
            (_, Some(abroad), _) => format!("+{abroad}"),
            (_, _, Some(national)) => format!("+33{national}"),
            _ => rest.to_owned(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling(text: &str) -> String {
        Identifier::parse(text)
            .map(|i| i.as_str().to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn one_telephone_has_one_spelling() {
        for text in [
            "06 99 00 12 34",
            "06.99.00.12.34",
            "+33 6 99 00 12 34",
            "0033699001234",
        ] {
            assert_eq!(spelling(text), "+33699001234", "{text}");
        }
    }

    #[test]
    fn case_does_not_matter_in_names_and_addresses() {
        assert_eq!(spelling("Mariam@Exemple.fr"), spelling("mariam@exemple.FR"));
        assert_eq!(spelling(" Mariam  du 12 "), "mariam du 12");
    }

    #[test]
    fn attack_a_social_security_number_is_no_identifier() {
        assert_eq!(
            Identifier::parse("2 85 05 78 006 084 36").err(),
            Some(IdentifierError::Nir)
        );
        assert_eq!(Identifier::parse("abc").err(), Some(IdentifierError::Unfit));
        assert_eq!(
            CallName::parse("285057800608436").err(),
            Some(NameError::Nir)
        );
    }
}
