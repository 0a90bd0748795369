//! Whoever puts papers in: what their cookie holds, and what follows from it.

use crate::actions::uploads::Authority;
use crate::crypto::secrets::Secret;
use crate::domain::document::Through;
use crate::domain::time::Moment;
use zeroize::Zeroizing;

/// What the browser of a depositor keeps: the secret of the link, and random bytes of their own.
pub struct DepositorCookie {
    secret: Secret,
    own: Secret,
}

impl DepositorCookie {
    /// As the value of a cookie.
    pub fn text(&self) -> Zeroizing<String> {
        todo!()
    }

    /// Reads it back.
    pub fn parse(text: &str) -> Option<Self> {
        todo!()
    }
}

/// Somebody who may put papers in now.
pub struct Depositor {
    through: Through,
    until: Moment,
    left: u32,
    greeting: String,
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

    /// For whom the papers are, as the person is called; empty for a phone.
    pub fn greeting(&self) -> &str {
        &self.greeting
    }

    /// What uploads are sealed to.
    pub fn authority(&self) -> Authority<'_> {
        todo!()
    }
}
