//! Whoever puts papers in: what their cookie holds, and what follows from it.

use data_encoding::HEXLOWER;
use zeroize::Zeroizing;

use super::mediations::Who;
use crate::actions::session::Session;
use crate::actions::uploads::Authority;
use crate::crypto::deposits as sealing;
use crate::crypto::lookups::{self, Kind};
use crate::crypto::secrets::{Key, Secret};
use crate::crypto::{crockford, random};
use crate::domain::document::Through;
use crate::domain::ids::VaultId;
use crate::domain::time::Moment;

/// What the browser of a depositor keeps: the secret of the link, and random bytes of their own, by which two
/// depositors with one link are told apart.
pub struct DepositorCookie {
    pub(super) secret: Secret,
    own: Secret,
}

impl DepositorCookie {
    /// For somebody who comes in with this secret.
    pub(super) fn new(secret: Secret) -> Self {
        Self {
            secret,
            own: random::secret(),
        }
    }

    /// As the value of a cookie: 64 hexadecimal digits.
    pub fn text(&self) -> Zeroizing<String> {
        let both = Zeroizing::new([&self.secret.expose()[..], self.own.expose()].concat());
        Zeroizing::new(HEXLOWER.encode(&both))
    }

    /// Reads it back.
    pub fn parse(text: &str) -> Option<Self> {
        let both = Zeroizing::new(HEXLOWER.decode(text.as_bytes()).ok()?);
        let (secret, own) = both.split_at_checked(Secret::LEN)?;
        Some(Self {
            secret: Secret::from_slice(secret)?,
            own: Secret::from_slice(own)?,
        })
    }

    /// Whether it came from the link that was scanned or typed: whoever comes in again stays who they are.
    pub fn is_for(&self, typed: &str) -> bool {
        crockford::parse_rescue_code(typed).is_ok_and(|secret| secret == self.secret)
    }

    /// What tells them apart from others with the same link.
    pub(super) fn depositor(&self) -> [u8; 32] {
        lookups::id(Kind::Depositor, self.own.expose())
    }

    pub(super) fn key(&self) -> Key {
        sealing::depositor_key(&self.secret, &self.own)
    }
}

/// Somebody who may put papers in now, or look at the receipts of those they did.
pub struct Depositor {
    pub(super) vault: VaultId,
    pub(super) generation: u32,
    pub(super) through: Through,
    /// The invitation's id, or the pairing's.
    pub(super) right: [u8; 16],
    /// Hash of the secret, under which the row of the right stands.
    pub(super) lookup: [u8; 32],
    pub(super) until: Moment,
    pub(super) left: u32,
    pub(super) given: Given,
    /// Proves that the right was theirs; none where a number was typed, which is no secret.
    pub(super) origin: Option<Key>,
    /// Tells them apart.
    pub(super) own: [u8; 32],
    /// Of their uploads and receipts.
    pub(super) key: Key,
    /// A mediator signs each paper; nobody else does.
    pub(super) mediator: Option<Box<Mediator>>,
}

/// A mediator at work.
pub(super) struct Mediator {
    /// Their session, whose vault holds the key they sign with.
    pub(super) session: Session,
    /// Who they are.
    pub(super) who: Who,
}

/// What a right tells whoever has it, beside its key.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct Given {
    /// For whom papers are put in.
    pub(super) person: String,
    /// For whom the link was made.
    pub(super) name: String,
}

impl Depositor {
    /// By which door.
    pub const fn through(&self) -> Through {
        self.through
    }

    /// Until when.
    pub const fn until(&self) -> Moment {
        self.until
    }

    /// How many papers may still come.
    pub const fn left(&self) -> u32 {
        self.left
    }

    /// The session of a mediator.
    pub fn at_work(&self) -> Option<&Session> {
        self.mediator.as_ref().map(|mediator| &mediator.session)
    }

    /// Who the person's journal says it was.
    pub(super) fn who(&self) -> Who {
        let mediator = self.mediator.as_ref();
        mediator.map_or_else(
            || Who {
                name: self.given.name.clone(),
                structure: String::new(),
            },
            |mediator| mediator.who.clone(),
        )
    }

    /// For whom the papers are, as the person is called; empty for a phone, and where a number was typed: alone,
    /// it must not say whose it is.
    pub fn greeting(&self) -> &str {
        &self.given.person
    }

    /// What uploads are sealed to.
    pub const fn authority(&self) -> Authority<'_> {
        Authority::depositor(
            self.vault,
            self.generation,
            self.right,
            self.left,
            &self.key,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_reads_back_and_knows_its_link() {
        let cookie = DepositorCookie::new(random::secret());
        let read = DepositorCookie::parse(&cookie.text()).unwrap();
        assert!(read.secret == cookie.secret && read.depositor() == cookie.depositor());
        assert!(cookie.is_for(&crockford::rescue_code(&cookie.secret)));
        assert!(!cookie.is_for(&crockford::rescue_code(&random::secret())));
        for text in ["", "00", &cookie.text()[2..]] {
            assert!(DepositorCookie::parse(text).is_none(), "{text}");
        }
    }
}
