//! Structures of social work, and who works there.

use super::ids::{StructureId, VaultId};
use super::text::{LineError, line, looks_like_nir};
use super::time::Span;

/// An invitation to join is good for as long.
pub const INVITATION: Span = Span::days(7);
/// The link that lets a colleague back in is good for as long.
pub const BACK_IN: Span = Span::hours(1);
/// A colleague waits at most as long for the second person who confirms.
pub const HELP: Span = Span::days(3);
/// Invitations of one structure that may be open at once.
pub const MOST_INVITATIONS: u64 = 20;

/// The name of a structure, as it is published: at most 80 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StructureName(String);

impl StructureName {
    /// Reads one.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        line(text, 80).map(Self)
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What somebody does at their structure, in their own words: at most 60 characters, or nothing.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Function(String);

impl Function {
    /// Reads one; nobody writes a social security number there (CNIL).
    pub fn parse(text: &str) -> Result<Self, LineError> {
        if looks_like_nir(text) {
            return Err(LineError::Unreadable);
        }
        match line(text, 60) {
            Ok(text) => Ok(Self(text)),
            Err(LineError::Empty) => Ok(Self::default()),
            Err(refused) => Err(refused),
        }
    }

    /// The words as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What somebody may do at their structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks at what people show them.
    SocialWorker,
    /// Helps people with their vault; never reads it.
    Mediator,
    /// Says who works there; sees no paper and no beneficiary.
    Manager,
}

impl Role {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::SocialWorker, Self::Mediator, Self::Manager];
    /// Who says who works there.
    pub const MANAGERS: &'static [Self] = &[Self::Manager];
    /// Who opens vaults with people.
    pub const MEDIATORS: &'static [Self] = &[Self::Mediator];

    /// The text kept in tables and sent by forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SocialWorker => "social_worker",
            Self::Mediator => "mediator",
            Self::Manager => "manager",
        }
    }

    /// Reads that text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.as_str() == text)
    }
}

impl std::str::FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, NotARole> {
        Self::from_text(text).ok_or(NotARole)
    }
}

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a role: social_worker, mediator or manager")]
pub struct NotARole;

/// Whether people work at a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The operator has not made sure of it yet.
    Unverified,
    /// They do.
    Open,
    /// The operator stopped it for a while.
    Suspended,
}

impl State {
    /// From what the tables say.
    pub const fn of(verified: bool, suspended: bool) -> Self {
        match (verified, suspended) {
            (_, true) => Self::Suspended,
            (false, false) => Self::Unverified,
            (true, false) => Self::Open,
        }
    }

    /// The word in lists.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Open => "open",
            Self::Suspended => "suspended",
        }
    }
}

/// Somebody's place at a structure, as the tables say it at the moment of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The vault that holds their keys.
    pub vault: VaultId,
    /// Where they work.
    pub structure: StructureId,
    /// What they may do there.
    pub role: Role,
    /// Whether the account was closed.
    pub closed: bool,
    /// Whether anybody works at the structure.
    pub state: State,
}

impl Member {
    /// Whether they may do anything at all now.
    pub fn works(&self) -> bool {
        !self.closed && self.state == State::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_text(role.as_str()), Some(*role));
        }
        assert_eq!("admin".parse::<Role>(), Err(NotARole));
    }

    #[test]
    fn attack_nobody_works_at_a_structure_that_is_not_open() {
        let member = |verified, suspended, closed| Member {
            vault: VaultId::from_bytes([1; 16]),
            structure: StructureId::from_bytes([2; 16]),
            role: Role::Manager,
            closed,
            state: State::of(verified, suspended),
        };
        assert!(member(true, false, false).works());
        for (verified, suspended, closed) in [
            (false, false, false),
            (true, true, false),
            (false, true, false),
            (true, false, true),
        ] {
            assert!(!member(verified, suspended, closed).works());
        }
    }

    #[test]
    fn a_function_is_words_or_nothing() {
        assert_eq!(Function::parse("  ").map(|f| f.0), Ok(String::new()));
        assert!(Function::parse("2 85 05 78 006 084 36").is_err());
        assert!(Function::parse(&"é".repeat(61)).is_err());
        assert!(StructureName::parse(" ").is_err());
        let name = StructureName::parse("  CCAS   de Villefictive ");
        assert!(name.is_ok_and(|name| name.as_str() == "CCAS de Villefictive"));
        let function = Function::parse(" accueil ");
        assert!(function.is_ok_and(|function| function.as_str() == "accueil"));
    }
}
