//! What a request says of its reader: language, and where it comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::app::Shared;
use super::cookies;
use super::page::Page;
use crate::i18n::{Lang, Texts};

/// The address a request comes from, in the request's extensions: the connection's own, or what a
/// trusted proxy says. For counting tries only; it is never logged nor stored in a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source(pub IpAddr);

impl Source {
    /// The network that counts as one source: of IPv6 the first 64 bits.
    pub fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
            v4 @ IpAddr::V4(_) => v4,
        }
    }
}

/// The texts and the empty page for one request.
#[derive(Clone)]
pub struct Visit {
    /// Texts in the reader's language.
    pub t: Texts,
    /// What every page has.
    pub page: Page,
    /// The address the request comes from, for throttling.
    pub source: Source,
}

impl Visit {
    /// Reads it from a request.
    pub fn of(app: &Shared, parts: &Parts) -> Self {
        let site = &app.site;
        let tag = cookies::value(&parts.headers, cookies::LANGUAGE).unwrap_or_default();
        let lang = Lang::from_tag(&tag, site.pseudo).unwrap_or_default();
        let mut page = Page::new(lang, site.help.clone(), site.neutral.clone());
        page.pseudo = site.pseudo;
        let nowhere = Source(Ipv4Addr::UNSPECIFIED.into());
        let source = parts.extensions.get::<Source>().copied().unwrap_or(nowhere);
        Self {
            t: Texts::new(lang, site.zone.clone()),
            page,
            source,
        }
    }
}

impl FromRequestParts<Shared> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Infallible> {
        Ok(parts
            .extensions
            .get::<Self>()
            .cloned()
            .unwrap_or_else(|| Self::of(app, parts)))
    }
}
