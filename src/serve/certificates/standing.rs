//! How it stands with the certificate that is ordered, for whoever runs the service.

use super::kept::{self, Validity, told};
use crate::actions::certificates::Kind;
use crate::actions::{Abri, Outcome};
use crate::config::Certificate;
use crate::domain::time::Moment;

/// One line about the certificate, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How it stands; `None` without one.
    pub line: Option<String>,
    /// What the operator must look at.
    pub problem: Option<String>,
}

/// How it stands; `None` where nothing is ordered.
pub async fn standing(certificate: &Certificate, abri: &Abri) -> Outcome<Option<Standing>> {
    let Certificate::Acme(acme) = certificate else {
        return Ok(None);
    };
    let pair = kept::pair(abri, Kind::Certificate, &kept::order_of(acme)).await?;
    let validity = pair.and_then(|pair| Validity::of(&pair.chain));
    let line = validity.map(|validity| {
        format!(
            "certificate: for {}, until {}, renewed from {}",
            acme.names.join(" "),
            told(validity.until),
            told(validity.renewed_at())
        )
    });
    let problem = match kept::failures(abri, acme).await? {
        Some(failed) => Some(format!(
            "certificate: {} failed, tried again from {} ({})",
            match failed.tries {
                1 => "1 order".to_owned(),
                tries => format!("{tries} orders"),
            },
            told(Moment::from_millis(failed.next)),
            failed.why
        )),
        None if line.is_none() => Some(
            "certificate: none was ordered yet; it is once the service runs and the authority reaches it".to_owned(),
        ),
        None => None,
    };
    Ok(Some(Standing { line, problem }))
}
