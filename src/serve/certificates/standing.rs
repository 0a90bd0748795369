//! How it stands with the certificate, for whoever runs the service.

use super::kept::{self, told};
use super::validity::Validity;
use crate::actions::certificates::Kind;
use crate::actions::{Abri, Outcome};
use crate::config::{Acme, Certificate, Config};
use crate::domain::time::Moment;
use crate::serve::tls;

/// One line about the certificate, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How it stands; `None` without one.
    pub line: Option<String>,
    /// What the operator must look at.
    pub problem: Option<String>,
}

/// How it stands; `None` where it is made here.
pub async fn standing(config: &Config, abri: &Abri) -> Outcome<Option<Standing>> {
    match &config.certificate {
        Certificate::Acme(acme) => ordered(acme, abri).await.map(Some),
        files @ Certificate::Files { .. } => {
            let pair = tls::pair(files, &config.data, abri.now());
            Ok(Some(in_files(pair, abri.now())))
        }
        Certificate::SelfMade => Ok(None),
    }
}

fn in_files(pair: Result<Option<tls::Pair>, tls::Problem>, now: Moment) -> Standing {
    let pair = match pair {
        Ok(pair) => pair,
        Err(problem) => {
            return Standing {
                line: None,
                problem: Some(problem.to_string()),
            };
        }
    };
    // The service goes on with the one before where the two do not go together.
    if let Some(Err(problem)) = pair.as_ref().map(tls::Pair::server) {
        return Standing {
            line: None,
            problem: Some(problem.to_string()),
        };
    }
    let validity = pair.and_then(|pair| Validity::of(&pair.chain));
    Standing {
        line: validity.map(|validity| format!("certificate: until {}", told(validity.until))),
        problem: validity.and_then(|validity| pressing(validity, now)),
    }
}

/// Whoever renews it has not.
fn pressing(validity: Validity, now: Moment) -> Option<String> {
    (validity.presses_at() <= now).then(|| {
        format!(
            "certificate: it ends on {} and was not renewed; browsers refuse the service from then on",
            told(validity.until)
        )
    })
}

async fn ordered(acme: &Acme, abri: &Abri) -> Outcome<Standing> {
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
        None => validity.and_then(|validity| pressing(validity, abri.now())),
    };
    Ok(Standing { line, problem })
}
