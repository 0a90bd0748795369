//! Slots: the only places where a vault key rests, each under the secret of one way in.
//!
//! | kind | KEK |
//! | --- | --- |
//! | card, device | `HMAC(pepper, HKDF(secret ‖ Argon2id(code)) ‖ context)` |
//! | desk, desk card, passkey | `HMAC(pepper, HKDF(secret ‖ Argon2id(words)) ‖ context)` |
//! | phrase | `HMAC(pepper, Argon2id(words) ‖ context)` |
//! | rescue | `HKDF(secret, context)`, no pepper: it must open when the server is lost |
//!
//! Opening is the sign-in check; nothing weaker exists beside it. A wrong code and a damaged slot
//! look alike.
//!
//! The pepper comes last, after Argon2id: a slot under the pepper of before costs no more to open than another. Its row
//! names the pepper, so that a server that was not given it counts no wrong try.

use crate::crypto::argon::{Argon, Busy, Parameters, Queue};
use crate::crypto::codes::Code;
use crate::crypto::context::{Context, Purpose};
use crate::crypto::kdf::{self, Material};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::server_keys::{KeyName, ServerKeys};
use crate::crypto::words::Phrase;
use crate::crypto::{envelope, lookups, random};
use crate::domain::ids::VaultId;

/// A way in that is a secret somebody holds, and a code or words that they know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Held {
    /// A printed access card.
    Card,
    /// A phone or personal computer.
    Device,
    /// A professional's computer.
    Desk,
    /// A professional's printed card.
    DeskCard,
    /// A professional's passkey.
    Passkey,
}

/// What somebody knows beside what they hold.
#[derive(Clone, Copy)]
pub enum Known<'a> {
    /// Six digits: of a card or device.
    Code(&'a Code),
    /// Words: of a desk, a desk card or a passkey.
    Words(&'a Phrase),
}

impl<'a> From<&'a Code> for Known<'a> {
    fn from(code: &'a Code) -> Self {
        Self::Code(code)
    }
}

impl<'a> From<&'a Phrase> for Known<'a> {
    fn from(words: &'a Phrase) -> Self {
        Self::Words(words)
    }
}

impl Known<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Code(code) => code.bytes(),
            Self::Words(words) => words.bytes(),
        }
    }

    /// What a new slot costs to guess.
    pub fn parameters(&self, argon: &Argon) -> Parameters {
        match self {
            Self::Code(_) => argon.code_parameters(),
            Self::Words(_) => argon.phrase_parameters(),
        }
    }
}

impl Held {
    /// The kind of its lookup id.
    pub const fn lookup(self) -> lookups::Kind {
        match self {
            Self::Card => lookups::Kind::Card,
            Self::Device => lookups::Kind::Device,
            Self::Desk => lookups::Kind::Desk,
            Self::DeskCard => lookups::Kind::DeskCard,
            Self::Passkey => lookups::Kind::Passkey,
        }
    }

    const fn purpose(self) -> Purpose {
        match self {
            Self::Card => Purpose::CardSlot,
            Self::Device => Purpose::DeviceSlot,
            Self::Desk => Purpose::DeskSlot,
            Self::DeskCard => Purpose::DeskCardSlot,
            Self::Passkey => Purpose::PasskeySlot,
        }
    }
}

/// Where a slot is: bound into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The vault it opens.
    pub vault: VaultId,
    /// The vault's generation when the slot was made.
    pub generation: u32,
}

/// What the row of a slot holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Hash of the secret, or of the identifier.
    pub id: [u8; 32],
    /// The sealed vault key.
    pub envelope: Vec<u8>,
    /// Salt of Argon2id; none for a rescue slot.
    pub salt: Option<[u8; 16]>,
    /// Cost of Argon2id; none for a rescue slot.
    pub parameters: Option<Parameters>,
    /// The name of its pepper; none for a rescue slot, and for one that was sealed before names were kept.
    pub pepper: Option<KeyName>,
}

/// Why a slot did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Wrong code or words, or a slot that was altered.
    #[error("the slot does not open")]
    Wrong,
    /// Too many attempts at once on this server; not the person's fault, not to be counted.
    #[error("too many derivations at once")]
    Busy,
    /// Sealed under a pepper that this server was not given; nobody can tell whether the secret was right.
    #[error("the slot is sealed under a pepper that is not here")]
    Pepper,
}

impl From<Busy> for Refusal {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

impl From<envelope::Refused> for Refusal {
    fn from(_: envelope::Refused) -> Self {
        Self::Wrong
    }
}

/// Makes the slot of something held.
pub async fn make_held(
    argon: &Argon,
    server: &ServerKeys,
    held: Held,
    (secret, known): (&Secret, impl Into<Known<'_>>),
    place: Place,
    vault_key: &Key,
) -> Result<Slot, Busy> {
    let known = known.into();
    let draft = Draft {
        id: lookups::id(held.lookup(), secret.expose()),
        salt: random::bytes(),
        parameters: known.parameters(argon),
    };
    let context = context(held.purpose(), place, &draft.id);
    let kek = held_kek(argon, server, (secret, known), &draft, &context).await?;
    let envelope = envelope::seal(&kek, &context, vault_key.expose());
    Ok(draft.sealed(envelope).under(server))
}

/// Opens the slot of something held.
pub async fn open_held(
    argon: &Argon,
    server: &ServerKeys,
    held: Held,
    (secret, known): (&Secret, impl Into<Known<'_>>),
    place: Place,
    slot: &Slot,
) -> Result<Key, Refusal> {
    let draft = Draft::of(slot)?;
    let context = context(held.purpose(), place, &slot.id);
    let inner = held_inner(argon, (secret, known.into()), &draft).await?;
    unpepper(server, &inner, &context, slot)
}

/// Makes the slot of a phrase; `id` is [`ServerKeys::identifier_id`].
pub async fn make_phrase(
    argon: &Argon,
    server: &ServerKeys,
    (id, phrase): ([u8; 32], &Phrase),
    place: Place,
    vault_key: &Key,
) -> Result<Slot, Busy> {
    let draft = Draft {
        id,
        salt: random::bytes(),
        parameters: argon.phrase_parameters(),
    };
    let context = context(Purpose::PhraseSlot, place, &id);
    let kek = phrase_kek(argon, server, phrase, &draft, &context).await?;
    let envelope = envelope::seal(&kek, &context, vault_key.expose());
    Ok(draft.sealed(envelope).under(server))
}

/// Opens the slot of a phrase.
pub async fn open_phrase(
    argon: &Argon,
    server: &ServerKeys,
    phrase: &Phrase,
    place: Place,
    slot: &Slot,
) -> Result<Key, Refusal> {
    let draft = Draft::of(slot)?;
    let context = context(Purpose::PhraseSlot, place, &slot.id);
    let inner = phrase_inner(argon, phrase, &draft).await?;
    unpepper(server, &inner, &context, slot)
}

/// The work of a phrase for an identifier that nobody has: it must take as long as the other.
pub async fn pretend_phrase(argon: &Argon, phrase: &Phrase) -> Refusal {
    let parameters = argon.phrase_parameters();
    let derived = argon
        .derive(Queue::Anyone, phrase.bytes(), &random::bytes(), parameters)
        .await;
    derived.map_or_else(Refusal::from, |_| Refusal::Wrong)
}

/// Makes a rescue slot.
pub fn make_rescue(secret: &Secret, place: Place, vault_key: &Key) -> Slot {
    let id = lookups::id(lookups::Kind::Rescue, secret.expose());
    let context = context(Purpose::RescueSlot, place, &id);
    let kek = rescue_kek(secret, &context);
    Slot {
        id,
        envelope: envelope::seal(&kek, &context, vault_key.expose()),
        salt: None,
        parameters: None,
        pepper: None,
    }
}

/// Opens a rescue slot.
pub fn open_rescue(secret: &Secret, place: Place, slot: &Slot) -> Result<Key, Refusal> {
    let context = context(Purpose::RescueSlot, place, &slot.id);
    unseal(&rescue_kek(secret, &context), &context, slot)
}

/// The salted, costed part of a slot before it is sealed.
pub(super) struct Draft {
    pub(super) id: [u8; 32],
    pub(super) salt: [u8; 16],
    pub(super) parameters: Parameters,
}

impl Draft {
    fn of(slot: &Slot) -> Result<Self, Refusal> {
        Ok(Self {
            id: slot.id,
            salt: slot.salt.ok_or(Refusal::Wrong)?,
            parameters: slot.parameters.ok_or(Refusal::Wrong)?,
        })
    }

    pub(super) fn sealed(self, envelope: Vec<u8>) -> Slot {
        Slot {
            id: self.id,
            envelope,
            salt: Some(self.salt),
            parameters: Some(self.parameters),
            pepper: None,
        }
    }
}

impl Slot {
    fn under(mut self, server: &ServerKeys) -> Self {
        self.pepper = Some(server.pepper_name());
        self
    }
}

pub(super) fn context(purpose: Purpose, place: Place, id: &[u8; 32]) -> Context {
    Context::new(purpose, place.vault, place.generation).hashed_object(id)
}

pub(super) async fn held_kek(
    argon: &Argon,
    server: &ServerKeys,
    (secret, known): (&Secret, Known<'_>),
    draft: &Draft,
    context: &Context,
) -> Result<Key, Busy> {
    let inner = held_inner(argon, (secret, known), draft).await?;
    Ok(server.pepper(&[inner.expose(), &context.bytes()]))
}

/// All of it but the pepper.
async fn held_inner(
    argon: &Argon,
    (secret, known): (&Secret, Known<'_>),
    draft: &Draft,
) -> Result<Key, Busy> {
    let stretched = argon
        .derive(Queue::Known, known.bytes(), &draft.salt, draft.parameters)
        .await?;
    Ok(Material::new()
        .with(secret.expose())
        .with(stretched.expose())
        .derive(&draft.salt, &[b"abri/v1/kek/held"]))
}

pub(super) async fn phrase_kek(
    argon: &Argon,
    server: &ServerKeys,
    phrase: &Phrase,
    draft: &Draft,
    context: &Context,
) -> Result<Key, Busy> {
    let inner = phrase_inner(argon, phrase, draft).await?;
    Ok(server.pepper(&[inner.expose(), &context.bytes()]))
}

/// All of it but the pepper.
async fn phrase_inner(argon: &Argon, phrase: &Phrase, draft: &Draft) -> Result<Key, Busy> {
    argon
        .derive(Queue::Anyone, phrase.bytes(), &draft.salt, draft.parameters)
        .await
}

pub(super) fn rescue_kek(secret: &Secret, context: &Context) -> Key {
    Material::new()
        .with(secret.expose())
        .derive(b"", &[b"abri/v1/kek/rescue\0", &context.bytes()])
}

fn unseal(kek: &Key, context: &Context, slot: &Slot) -> Result<Key, Refusal> {
    let opened = envelope::open(kek, context, &slot.envelope)?;
    Key::from_slice(&opened).ok_or(Refusal::Wrong)
}

/// Opens under the pepper that the slot names, or under each where it names none.
fn unpepper(
    server: &ServerKeys,
    inner: &Key,
    context: &Context,
    slot: &Slot,
) -> Result<Key, Refusal> {
    let mut refusal = Refusal::Pepper;
    for pepper in server.peppers(slot.pepper.as_ref()) {
        let kek = kdf::hmac_key(pepper.expose(), &[inner.expose(), &context.bytes()]);
        match unseal(&kek, context, slot) {
            Ok(key) => return Ok(key),
            Err(wrong) => refusal = wrong,
        }
    }
    Err(refusal)
}

#[cfg(test)]
mod tests;
