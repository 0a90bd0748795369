//! A balancer that passes TLS through says who comes, before the first byte of TLS: PROXY protocol, version 2 (section 2.2 of
//! `proxy-protocol.txt` of the project `haproxy`).

use std::net::IpAddr;

use ppp::v2::{Addresses, Command, Header};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::connection::Shared;

/// What every header begins with: signature, version, command, family, and the length of the rest, in bytes.
const START: usize = 16;
/// The longest rest of a header taken, in bytes: two addresses of IPv6 and the few fields that balancers add.
const LONGEST: usize = 1024;

/// Reads the header from `balancer`, and gives the connection with the address it names; `None` when there is no such header
/// within `bounds.handshake`, or the service is stopping. A connection of the balancer's own (`LOCAL`, to see whether this
/// node is there) keeps the balancer's address.
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
    let source = named(&bytes, balancer)?;
    Some((stream, source))
}

/// One header and not a byte more: what follows belongs to TLS.
async fn read(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; START];
    stream.read_exact(&mut bytes).await?;
    let more = usize::from(u16::from_be_bytes([bytes[14], bytes[15]]));
    if more > LONGEST {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    bytes.resize(START + more, 0);
    stream.read_exact(&mut bytes[START..]).await?;
    Ok(bytes)
}

fn named(bytes: &[u8], balancer: IpAddr) -> Option<IpAddr> {
    let header = Header::try_from(bytes).ok()?;
    match (header.command, header.addresses) {
        (Command::Local, _) => Some(balancer),
        (Command::Proxy, Addresses::IPv4(v4)) => Some(v4.source_address.into()),
        (Command::Proxy, Addresses::IPv6(v6)) => {
            Some(IpAddr::from(v6.source_address).to_canonical())
        }
        (Command::Proxy, Addresses::Unspecified | Addresses::Unix(_)) => None,
    }
}
