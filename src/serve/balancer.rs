//! A balancer that passes TLS through says who comes: the [`proxy_header`] is read before anything else.

use std::net::IpAddr;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::connection::Shared;
use super::proxy_header::{self, START};

/// Reads the header from `balancer`, and gives the connection with the address it names; `None` when there is no such header
/// within `bounds.handshake`, or the service is stopping.
pub(super) async fn who_comes(
    mut stream: TcpStream,
    balancer: IpAddr,
    shared: &Shared,
) -> Option<(TcpStream, IpAddr)> {
    let header = tokio::time::timeout(shared.bounds.handshake, read(&mut stream));
    let bytes = tokio::select! {
        () = shared.shutdown.cancelled() => None,
        read = header => read.ok().and_then(Result::ok),
    }?;
    let source = proxy_header::named(&bytes, balancer)?;
    Some((stream, source))
}

/// One header and not a byte more: what follows belongs to TLS.
async fn read(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut start = [0; START];
    stream.read_exact(&mut start).await?;
    let more = proxy_header::rest(start).ok_or(std::io::ErrorKind::InvalidData)?;
    let mut bytes = start.to_vec();
    bytes.resize(START + more, 0);
    stream.read_exact(&mut bytes[START..]).await?;
    Ok(bytes)
}
