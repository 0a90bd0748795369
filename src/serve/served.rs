//! The certificate of now, taken anew for each connection; and the proof that an authority asks for (RFC 8737).

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::server::ClientHello;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use super::certificates::Proofs;

/// The protocol by which an authority asks whether a name is ours.
pub(super) const PROOF: &[u8] = b"acme-tls/1";

/// What a TLS listener needs, shared by all connections.
#[derive(Clone)]
pub struct Tls {
    now: watch::Receiver<Option<Arc<ServerConfig>>>,
    proofs: Option<Arc<Proofs>>,
}

impl Tls {
    /// One that never changes.
    pub(super) fn fixed(config: Option<Arc<ServerConfig>>) -> Self {
        let (_, now) = watch::channel(config);
        Self { now, proofs: None }
    }

    /// One that is changed from elsewhere.
    pub(super) fn following(
        now: watch::Receiver<Option<Arc<ServerConfig>>>,
        proofs: Option<Proofs>,
    ) -> Self {
        let proofs = proofs.map(Arc::new);
        Self { now, proofs }
    }

    /// The connection once its handshake is over; `None` where it failed, where no certificate was ordered yet, or where it
    /// was an authority that wanted the proof alone.
    pub(super) async fn accept<S>(&self, stream: S) -> Option<TlsStream<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let start = LazyConfigAcceptor::new(rustls::server::Acceptor::default(), stream);
        let start = start.await.ok()?;
        let asked = asks_for_proof(&start.client_hello());
        if let (Some(proofs), Some(name)) = (&self.proofs, asked)
            && let Some(config) = proofs.of(&name).await
        {
            let mut stream = start.into_stream(config).await.ok()?;
            // The handshake was the answer: nothing is read of what follows.
            let _ = stream.shutdown().await;
            return None;
        }
        let config = self.now.borrow().clone()?;
        start.into_stream(config).await.ok()
    }
}

/// The name whose proof is wanted, by a client that speaks nothing else.
fn asks_for_proof(hello: &ClientHello<'_>) -> Option<String> {
    let mut protocols = hello.alpn()?;
    let alone = protocols.next() == Some(PROOF) && protocols.next().is_none();
    let name = hello.server_name()?;
    alone.then(|| name.to_ascii_lowercase())
}
