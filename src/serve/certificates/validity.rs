//! From when until when a certificate holds.

use rustls_pki_types::CertificateDer;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

use crate::domain::time::{Moment, Span};

/// Both ends, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// Not before that.
    pub from: Moment,
    /// Not after that.
    pub until: Moment,
}

impl Validity {
    /// That of the server's own certificate, the first of its chain.
    pub(super) fn of(chain: &[CertificateDer<'_>]) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(chain.first()?).ok()?;
        let validity = certificate.validity();
        let moment = |seconds: i64| Moment::from_millis(seconds.saturating_mul(1000));
        Some(Self {
            from: moment(validity.not_before.timestamp()),
            until: moment(validity.not_after.timestamp()),
        })
    }

    /// When another one is ordered: two thirds of the way.
    pub(super) fn renewed_at(self) -> Moment {
        self.from + Span::millis(self.whole() / 3 * 2)
    }

    /// When whoever renews it should have done so long ago: a sixth of its time is left, and two weeks at most.
    pub(super) fn presses_at(self) -> Moment {
        self.until - Span::millis(self.whole() / 6).min(Span::days(14))
    }

    fn whole(self) -> i64 {
        self.until.left_at(self.from).as_millis()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_presses_two_weeks_before_its_end_or_later_if_it_is_short() {
        let from = Moment::from_millis(1_000);
        let lasts = |span: Span| Validity {
            from,
            until: from + span,
        };
        for days in [84, 90, 365] {
            let validity = lasts(Span::days(days));
            assert_eq!(validity.presses_at(), validity.until - Span::days(14));
            assert!(validity.renewed_at() < validity.presses_at(), "{days}");
        }
        let short = lasts(Span::days(6));
        assert_eq!(short.presses_at(), short.until - Span::days(1));
        assert!(short.renewed_at() < short.presses_at());
    }
}
