//! What the tables keep of certificates, and when one is ordered.

use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use serde::{Deserialize, Serialize};

use super::order::Failure;
use super::validity::Validity;
use crate::actions::certificates::{self as rows, Kind};
use crate::actions::{Abri, Outcome, Problem};
use crate::config::Acme;
use crate::domain::time::{Moment, Span};
use crate::serve::tls::Pair;

/// How long is waited after each failure in turn: an authority takes five failed orders of a name in an hour and no more.
const WAITS: [Span; 6] = [
    Span::minutes(1),
    Span::minutes(5),
    Span::minutes(30),
    Span::hours(2),
    Span::hours(6),
    Span::hours(12),
];
/// How long a failure is remembered after it may be tried again.
const REMEMBERED: Span = Span::days(2);

/// Orders that failed.
#[derive(Serialize, Deserialize)]
pub(super) struct Failed {
    pub tries: u32,
    /// When it is tried again, in milliseconds UTC.
    pub next: i64,
    /// Why the last one failed.
    pub why: String,
}

/// What a certificate is ordered of: another directory or other names are another certificate.
pub(super) fn order_of(acme: &Acme) -> String {
    format!("{}\n{}", acme.directory, acme.names.join("\n"))
}

/// A certificate with its key; `None` where there is none that can be read.
pub(super) async fn pair(abri: &Abri, kind: Kind, of: &str) -> Outcome<Option<Pair>> {
    let Some(pem) = rows::read(abri, kind, of).await? else {
        return Ok(None);
    };
    let chain = CertificateDer::pem_slice_iter(&pem).collect::<Result<Vec<_>, _>>();
    Ok(chain
        .ok()
        .filter(|chain| !chain.is_empty())
        .map(|chain| Pair { chain, key: pem }))
}

/// Keeps what was ordered until it ends.
pub(super) async fn keep(abri: &Abri, acme: &Acme, pem: &[u8]) -> Outcome<()> {
    let chain = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let validity = chain.ok().and_then(|chain| Validity::of(&chain));
    let validity = validity.ok_or(Problem::Damaged("ordered certificate"))?;
    let of = order_of(acme);
    rows::keep(abri, Kind::Certificate, &of, pem, validity.until).await?;
    rows::forget(abri, Kind::Order, &of).await
}

/// Whether one is ordered now: there is none, or two thirds of its time are over, and no failure is waited out.
pub(super) async fn is_due(abri: &Abri, acme: &Acme, served: Option<&Pair>) -> Outcome<bool> {
    let now = abri.now();
    let validity = served.and_then(|pair| Validity::of(&pair.chain));
    if validity.is_some_and(|validity| now < validity.renewed_at()) {
        return Ok(false);
    }
    let failed = failures(abri, acme).await?;
    Ok(failed.is_none_or(|failed| Moment::from_millis(failed.next) <= now))
}

/// The orders that failed since the last that did not.
pub(super) async fn failures(abri: &Abri, acme: &Acme) -> Outcome<Option<Failed>> {
    let kept = rows::read(abri, Kind::Order, &order_of(acme)).await?;
    Ok(kept.and_then(|kept| serde_json::from_slice(&kept).ok()))
}

/// One more failed; when it is tried again.
pub(super) async fn failed(abri: &Abri, acme: &Acme, failure: &Failure) -> Outcome<Timestamp> {
    let before = failures(abri, acme).await?.map_or(0, |failed| failed.tries);
    let place = usize::try_from(before).unwrap_or(usize::MAX);
    let wait = WAITS[place.min(WAITS.len() - 1)].max(failure.least_wait());
    let next = abri.now() + wait;
    let failed = Failed {
        tries: before.saturating_add(1),
        next: next.millis(),
        why: failure.to_string(),
    };
    let json = serde_json::to_vec(&failed).map_err(|_| Problem::Damaged("order"))?;
    let until = next + REMEMBERED;
    rows::keep(abri, Kind::Order, &order_of(acme), &json, until).await?;
    Ok(told(next))
}

/// A moment as logs write it.
pub(super) fn told(moment: Moment) -> Timestamp {
    Timestamp::from_millisecond(moment.millis()).unwrap_or_default()
}
