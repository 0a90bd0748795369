//! Certificates change without a restart: files are read again, and those of an authority are ordered and renewed by one
//! node while all the others find them in the tables.

mod kept;
mod order;
mod standing;
mod validity;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::served::{PROOF, Tls};
use super::tls::{self, Pair};
use crate::actions::certificates::{self as rows, Kind};
use crate::actions::{self, Abri};
use crate::config::{Acme, Certificate, Config};
use crate::crypto::random;
use crate::domain::time::Span;
pub use standing::{Standing, standing};
pub use validity::Validity;

/// How soon a change is seen.
const EVERY: Duration = Duration::from_secs(2);
/// How long an order may take; the authority looks at each name from several places.
const ORDER: Duration = Duration::from_mins(3);
/// Longer than an order.
const LEASE: Span = Span::minutes(5);

/// Why the certificate cannot be looked at.
#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error(transparent)]
    Tls(#[from] tls::Problem),
    #[error(transparent)]
    Rows(#[from] actions::Problem),
}

/// The task that keeps the certificate.
pub(super) struct Certificates {
    /// How long what is served holds; none before there is one.
    pub holds: watch::Receiver<Option<Validity>>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Certificates {
    /// Breaks off an order that is under way.
    pub async fn stop(self) {
        self.stop.cancel();
        // One that broke off has said so in the log.
        let _ = self.task.await;
    }
}

/// What a listener needs, with the certificate there is; from then on it follows.
pub(super) async fn start(
    config: &Config,
    abri: Arc<Abri>,
) -> Result<(Tls, Certificates), super::Problem> {
    let (served, now) = watch::channel(None);
    let (validity, holds) = watch::channel(None);
    let proofs = match &config.certificate {
        Certificate::Acme(acme) => Some(Proofs {
            abri: abri.clone(),
            names: acme.names.clone(),
        }),
        Certificate::Files { .. } | Certificate::SelfMade => None,
    };
    let mut keeper = Keeper {
        abri,
        certificate: config.certificate.clone(),
        data: config.data.clone(),
        holder: random::bytes(),
        served,
        validity,
        seen: None,
        told: None,
    };
    keeper.look().await.map_err(|problem| match problem {
        Problem::Tls(problem) => super::Problem::Tls(problem),
        Problem::Rows(problem) => super::Problem::Prepare(problem),
    })?;
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let task = tokio::spawn(async move { keeper.keep(&stopped).await });
    let certificates = Certificates { holds, stop, task };
    Ok((Tls::following(now, proofs), certificates))
}

/// What answers an authority that looks.
pub(super) struct Proofs {
    abri: Arc<Abri>,
    names: Vec<String>,
}

impl Proofs {
    /// The proof of a name, while one is wanted, whichever node ordered.
    pub async fn of(&self, name: &str) -> Option<Arc<ServerConfig>> {
        if !self.names.iter().any(|ours| ours == name) {
            return None;
        }
        let pair = match kept::pair(&self.abri, Kind::Proof, name).await {
            Ok(pair) => pair?,
            Err(problem) => {
                tracing::warn!(%problem, "a proof for the certificate authority could not be read");
                return None;
            }
        };
        pair.proof(PROOF).ok()
    }
}

struct Keeper {
    abri: Arc<Abri>,
    certificate: Certificate,
    data: PathBuf,
    holder: [u8; 16],
    served: watch::Sender<Option<Arc<ServerConfig>>>,
    validity: watch::Sender<Option<Validity>>,
    /// What was looked at last.
    seen: Option<Pair>,
    /// The last problem, so that it is logged once.
    told: Option<String>,
}

impl Keeper {
    async fn keep(&mut self, stopped: &CancellationToken) {
        loop {
            let turn = stopped.run_until_cancelled(self.turn());
            let Some(done) = turn.await else { break };
            self.tell(done.err());
            let pause = tokio::time::sleep(EVERY);
            if stopped.run_until_cancelled(pause).await.is_none() {
                break;
            }
        }
        if let Err(problem) = rows::release_lease(&self.abri, &self.holder).await {
            tracing::warn!(%problem, "the lease of the certificate was not given back");
        }
    }

    /// Once, until it is another one or over.
    fn tell(&mut self, problem: Option<Problem>) {
        let text = problem.map(|problem| problem.to_string());
        if let Some(problem) = text
            .as_ref()
            .filter(|text| self.told.as_ref() != Some(text))
        {
            tracing::error!(%problem, "the certificate; the one before goes on being served");
        }
        self.told = text;
    }

    async fn turn(&mut self) -> Result<(), Problem> {
        self.look().await?;
        if let Certificate::Acme(acme) = self.certificate.clone()
            && kept::is_due(&self.abri, &acme, self.seen.as_ref()).await?
            && rows::take_lease(&self.abri, &self.holder, LEASE).await?
        {
            let done = self.renew(&acme).await;
            rows::release_lease(&self.abri, &self.holder).await?;
            done?;
        }
        Ok(())
    }

    /// Serves what there is now, where it is another than before.
    async fn look(&mut self) -> Result<(), Problem> {
        let pair = match &self.certificate {
            Certificate::Acme(acme) => {
                kept::pair(&self.abri, Kind::Certificate, &kept::order_of(acme)).await?
            }
            files => tls::pair(files, &self.data, self.abri.now())?,
        };
        let Some(pair) = pair.filter(|pair| self.seen.as_ref() != Some(pair)) else {
            return Ok(());
        };
        let (config, validity) = (pair.server(), Validity::of(&pair.chain));
        let first = self.seen.replace(pair).is_none();
        self.served.send_replace(Some(config?));
        self.validity.send_replace(validity);
        if !first {
            tracing::info!("another certificate is served from now on");
        }
        Ok(())
    }

    /// Orders, under the lease; another node may have done it just before.
    async fn renew(&mut self, acme: &Acme) -> Result<(), Problem> {
        self.look().await?;
        if !kept::is_due(&self.abri, acme, self.seen.as_ref()).await? {
            return Ok(());
        }
        let ordered = tokio::time::timeout(ORDER, order::order(&self.abri, acme)).await;
        match ordered.unwrap_or(Err(order::Failure::TooLong)) {
            Ok(pem) => {
                kept::keep(&self.abri, acme, &pem).await?;
                tracing::info!(names = acme.names.join(" "), "a certificate was ordered");
                self.look().await
            }
            Err(failure) => {
                let next = kept::failed(&self.abri, acme, &failure).await?;
                tracing::warn!(%failure, %next, "no certificate could be ordered; the one before goes on being served");
                Ok(())
            }
        }
    }
}
