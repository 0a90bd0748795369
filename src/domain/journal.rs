//! What the journal tells: one code per kind of event, and the details that go with it.

pub use super::event::Event;

impl Event {
    /// Whether an entry of this kind may name a row that was taken away while the vault was locked.
    pub const fn takes_away(self) -> bool {
        matches!(
            self,
            Self::SlotErased
                | Self::SlotRemoved
                | Self::PaperDestroyed
                | Self::DepositUndone
                | Self::GuardiansStopped
                | Self::AccountClosed
        )
    }
}

/// The details of an entry, readable in the unlocked vault only. Empty parts are left out.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Details {
    /// Who did it, when it was not the person: the name they declared.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// The structure they declared.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub structure: String,
    /// The paper's id, in text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// The paper's version; 0 when no paper is meant.
    #[serde(skip_serializing_if = "is_zero")]
    pub version: u32,
    /// The paper's title at that time.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The consent's id, in text: of a share, or of leave to put papers in.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consent: String,
    /// The purpose of a share.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// The kind of the way in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<super::slot::SlotKind>,
    /// The name of the colleague that it is about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// That colleague's vault id, in text, where whoever wrote the entry could not know their name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub colleague: String,
    /// Which of their numbers it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<super::quota::What>,
    /// The role that somebody has at their structure, or is invited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<super::structure::Role>,
    /// How many: papers, tries, sessions.
    #[serde(skip_serializing_if = "is_zero")]
    pub count: u32,
    /// The end of a share, or of the hour in which tries were counted, milliseconds UTC; 0 when none.
    #[serde(skip_serializing_if = "is_zero_i64")]
    pub until: i64,
    /// SHA-256 of what was kept, in hexadecimal: the certificate of a deposit or of a destruction.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Hash of the sealed part that this event took away while the vault was locked, in
    /// hexadecimal: explains to the state seal why a row is missing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub leaf: String,
}

impl Details {
    /// Of a way in, and nothing else.
    pub fn of_way(kind: super::slot::SlotKind) -> Self {
        Self {
            slot: Some(kind),
            ..Self::default()
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
const fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde asks for"
)]
const fn is_zero_i64(n: &i64) -> bool {
    *n == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_and_none_is_used_twice() {
        for event in Event::ALL {
            assert_eq!(Event::from_code(event.code()), Some(event));
        }
        assert_eq!(Event::from_code(""), None);
    }
}
