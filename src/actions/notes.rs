//! What a session remembers beside the vault key.

use super::notices;
use super::people::code_app::NewApp;
use super::regain_control::Ended;
use super::scope::Scope;
use crate::domain::slot::SlotKind;

/// What a session remembers beside the vault key.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Notes {
    pub(super) generation: u32,
    /// The kind of the way in that was used.
    pub slot: SlotKind,
    /// Its id.
    pub slot_id: [u8; 32],
    /// Codes drawn in this session that the person has not confirmed yet.
    #[serde(default)]
    pub drawn: Vec<Drawn>,
    /// Short codes that are still good, to be shown again.
    #[serde(default)]
    pub offered: Vec<Offered>,
    /// Until when a secret typed in this session is good for changing others, milliseconds UTC; 0
    /// when none was typed.
    #[serde(default)]
    pub proved_until: i64,
    /// What the session is for.
    #[serde(default)]
    pub scope: Scope,
    /// Until when this counts as a session that a typed secret began anew, milliseconds UTC; 0 when none did.
    #[serde(default)]
    pub fresh_until: i64,
    /// What regaining control ended, to be told once.
    #[serde(default)]
    pub ended: Option<Ended>,
    /// A professional's application of codes that is being added.
    #[serde(default)]
    pub new_app: Option<NewApp>,
    /// When it was told, not long ago, that the vault is at an earlier state; milliseconds UTC.
    #[serde(default)]
    pub went_back_at: Option<i64>,
    /// An address that is being proved.
    #[serde(default)]
    pub noticing: Option<notices::Asked>,
}

/// A short code of a share.
#[derive(Clone, serde::Serialize, serde::Deserialize, zeroize::ZeroizeOnDrop)]
pub struct Offered {
    /// The consent, in text.
    pub consent: String,
    /// The code.
    pub code: String,
    /// Good until then, milliseconds UTC.
    pub until: i64,
}

/// What was drawn and still has to be shown or confirmed.
#[derive(Clone, serde::Serialize, serde::Deserialize, zeroize::ZeroizeOnDrop)]
pub struct Drawn {
    /// The way in, or the invitation, that it belongs to.
    pub slot_id: [u8; 32],
    /// What the person must note: six digits, a rescue code, five words, or
    /// the number of a link.
    pub text: String,
    /// The envelope of the way in that is sealed with it; empty for an invitation, noted when it is there.
    #[serde(default)]
    pub envelope: Vec<u8>,
    /// The way in had another envelope when the request began: the change that would have sealed it never was, or is
    /// under way.
    #[serde(skip)]
    pub unsealed: bool,
}
