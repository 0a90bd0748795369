//! One order at a certificate authority (RFC 8555), proved by TLS (RFC 8737).

use std::time::Duration;

use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Error, Identifier, NewAccount,
    NewOrder, Order, OrderStatus, RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, KeyPair};
use zeroize::Zeroizing;

use crate::actions::certificates::{self as rows, Kind};
use crate::actions::{self, Abri};
use crate::config::Acme;
use crate::domain::time::Span;

/// How often the authority is asked whether it is done.
const PATIENCE: RetryPolicy = RetryPolicy::new()
    .initial_delay(Duration::from_millis(500))
    .backoff(1.5)
    .timeout(Duration::from_mins(1));
/// How long an account that orders nothing is kept.
const ACCOUNT: Span = Span::days(400);
/// How long a proof is shown at most: longer than an order.
const PROOF: Span = Span::minutes(10);
/// What is kept and logged of what an authority says, in signs.
const SAID: usize = 300;

/// Why no certificate came of an order.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The authority is away, or said no.
    #[error("{}", said(.0))]
    Authority(#[from] Error),
    /// It looked at the name and was not content.
    #[error("the authority did not find the name proved: {0}")]
    Unproved(String),
    /// It proves names in other ways alone.
    #[error("the authority offers no proof by TLS (tls-alpn-01)")]
    NoProof,
    /// It took longer than an order may.
    #[error("the authority did not answer in time")]
    TooLong,
    /// The request or the proof could not be made.
    #[error("the request could not be made ({0})")]
    Making(#[from] rcgen::Error),
    /// The account cannot be kept.
    #[error("the account cannot be written ({0})")]
    Account(#[from] serde_json::Error),
    /// The tables.
    #[error("{0}")]
    Rows(#[from] actions::Problem),
}

impl Failure {
    /// What the authority wants to be waited at least.
    pub fn least_wait(&self) -> Span {
        match self {
            Self::Authority(error) if is(error, "rateLimited") => Span::hours(1),
            _ => Span::seconds(0),
        }
    }
}

/// Orders a certificate: its key and its chain, in PEM.
pub(super) async fn order(abri: &Abri, acme: &Acme) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let done = order_as(abri, acme).await;
    match done {
        // An authority that was set up anew, most often.
        Err(Failure::Authority(error)) if is(&error, "accountDoesNotExist") => {
            rows::forget(abri, Kind::Account, &acme.directory).await?;
            order_as(abri, acme).await
        }
        done => done,
    }
}

async fn order_as(abri: &Abri, acme: &Acme) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let account = account(abri, acme).await?;
    let names: Vec<_> = acme.names.iter().cloned().map(Identifier::Dns).collect();
    let mut order = account.new_order(&NewOrder::new(&names)).await?;
    let done = finish(abri, acme, &mut order).await;
    for name in &acme.names {
        rows::forget(abri, Kind::Proof, name).await?;
    }
    done
}

async fn finish(
    abri: &Abri,
    acme: &Acme,
    order: &mut Order,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    prove(abri, order).await?;
    if order.poll_ready(&PATIENCE).await? != OrderStatus::Ready {
        return Err(Failure::Unproved(why(order).await));
    }
    let key = KeyPair::generate()?;
    let mut request = CertificateParams::new(acme.names.clone())?;
    request.distinguished_name = DistinguishedName::new();
    order
        .finalize_csr(request.serialize_request(&key)?.der())
        .await?;
    let chain = order.poll_certificate(&PATIENCE).await?;
    Ok(pem(&key, &chain))
}

async fn account(abri: &Abri, acme: &Acme) -> Result<Account, Failure> {
    let builder = match &acme.root {
        Some(root) => Account::builder_with_root(root)?,
        None => Account::builder()?,
    };
    let kept = rows::read(abri, Kind::Account, &acme.directory).await?;
    let until = abri.now() + ACCOUNT;
    if let Some(kept) = kept {
        let credentials: AccountCredentials = serde_json::from_slice(&kept)?;
        let account = builder.from_credentials(credentials).await?;
        rows::keep(abri, Kind::Account, &acme.directory, &kept, until).await?;
        return Ok(account);
    }
    let contact: Vec<_> = acme.contact.as_deref().into_iter().collect();
    let wanted = NewAccount {
        contact: &contact,
        // The configuration is refused without it.
        terms_of_service_agreed: true,
        only_return_existing: false,
    };
    let made = builder.create(&wanted, acme.directory.clone(), None).await;
    let (account, credentials) = made?;
    let json = Zeroizing::new(serde_json::to_vec(&credentials)?);
    rows::keep(abri, Kind::Account, &acme.directory, &json, until).await?;
    Ok(account)
}

/// Puts the proof of each name where every node finds it, then asks the authority to look.
async fn prove(abri: &Abri, order: &mut Order) -> Result<(), Failure> {
    let mut all = order.authorizations();
    while let Some(name) = all.next().await {
        let mut name = name?;
        if name.status == AuthorizationStatus::Valid {
            continue;
        }
        let mut challenge = name
            .challenge(ChallengeType::TlsAlpn01)
            .ok_or(Failure::NoProof)?;
        let named = challenge.identifier().to_string();
        let proof = proof(&named, challenge.key_authorization().digest().as_ref())?;
        rows::keep(abri, Kind::Proof, &named, &proof, abri.now() + PROOF).await?;
        challenge.set_ready().await?;
    }
    Ok(())
}

/// A certificate that says the digest and nothing else.
fn proof(name: &str, digest: &[u8]) -> Result<Zeroizing<Vec<u8>>, rcgen::Error> {
    let mut params = CertificateParams::new([name.to_owned()])?;
    params.distinguished_name = DistinguishedName::new();
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
    let key = KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    Ok(pem(&key, &certificate.pem()))
}

fn pem(key: &KeyPair, chain: &str) -> Zeroizing<Vec<u8>> {
    let key = Zeroizing::new(key.serialize_pem());
    Zeroizing::new([key.as_bytes(), b"\n", chain.as_bytes()].concat())
}

/// What the authority has to say about names that it did not find proved.
async fn why(order: &mut Order) -> String {
    let mut said = Vec::new();
    let mut names = order.authorizations();
    while let Some(Ok(name)) = names.next().await {
        for error in name.challenges.iter().filter_map(|one| one.error.as_ref()) {
            said.push(plain(&error.to_string()));
        }
    }
    said.join("; ")
}

fn is(error: &Error, what: &str) -> bool {
    let Error::Api(problem) = error else {
        return false;
    };
    let kind = problem.r#type.as_deref();
    kind.and_then(|kind| kind.strip_prefix("urn:ietf:params:acme:error:")) == Some(what)
}

fn said(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(deeper) = source {
        text = format!("{text}: {deeper}");
        source = deeper.source();
    }
    plain(&text)
}

/// What comes from elsewhere makes no line of its own in a log.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(SAID)
        .collect()
}
