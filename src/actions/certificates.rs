//! What the service proves its name with, where it orders its certificates itself: kept sealed, read by every node, ordered
//! by one of them at a time.

use zeroize::Zeroizing;

use super::{Abri, Outcome};
use crate::crypto::context::{Context, Purpose};
use crate::crypto::envelope;
use crate::domain::ids::VaultId;
use crate::domain::time::{Moment, Span};
use crate::store::certificates::{self, CertificateRow};
use crate::store::leases;

const LEASE: &str = "certificate";

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The account at a certificate authority.
    Account,
    /// A certificate and its key.
    Certificate,
    /// What proves to the authority that a name is ours, while it looks.
    Proof,
    /// How often an order failed, and when it is tried again.
    Order,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Certificate => "certificate",
            Self::Proof => "proof",
            Self::Order => "order",
        }
    }
}

/// What is kept of this kind `of` a directory or a name; `None` too where it does not open, as after a change of the
/// lookup key: it is then ordered anew.
pub async fn read(abri: &Abri, kind: Kind, of: &str) -> Outcome<Option<Zeroizing<Vec<u8>>>> {
    let id = id(abri, kind, of);
    let mut tx = abri.store.ephemeral.look().await?;
    let row = certificates::find(&mut tx, &id, abri.now()).await?;
    drop(tx);
    let Some(row) = row else { return Ok(None) };
    let opened = envelope::open(&abri.keys.certificates(), &place(&id), &row.sealed);
    if opened.is_err() {
        tracing::error!(
            kind = kind.as_str(),
            "a row about certificates does not open and counts as none"
        );
    }
    Ok(opened.ok())
}

/// Keeps it until a moment, in the place of the one before.
pub async fn keep(abri: &Abri, kind: Kind, of: &str, value: &[u8], until: Moment) -> Outcome<()> {
    let id = id(abri, kind, of);
    let sealed = envelope::seal(&abri.keys.certificates(), &place(&id), value);
    let mut tx = abri.store.ephemeral.begin().await?;
    certificates::put(&mut tx, &CertificateRow { id, sealed, until }).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets it.
pub async fn forget(abri: &Abri, kind: Kind, of: &str) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    certificates::delete(&mut tx, &id(abri, kind, of)).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether this process orders for so long; another one then does not.
pub async fn take_lease(abri: &Abri, holder: &[u8; 16], lasts: Span) -> Outcome<bool> {
    let mut tx = abri.store.ephemeral.begin().await?;
    let taken = leases::take(&mut tx, LEASE, holder, abri.now(), lasts).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Another process may order.
pub async fn release_lease(abri: &Abri, holder: &[u8; 16]) -> Outcome<()> {
    let mut tx = abri.store.ephemeral.begin().await?;
    leases::release(&mut tx, LEASE, holder).await?;
    tx.commit().await?;
    Ok(())
}

fn id(abri: &Abri, kind: Kind, of: &str) -> [u8; 32] {
    abri.keys.certificate_id(kind.as_str(), of)
}

/// Of the installation, not of a vault.
fn place(id: &[u8; 32]) -> Context {
    Context::new(Purpose::Certificate, VaultId::from_bytes([0; 16]), 0).hashed_object(id)
}
