//! Who comes, as a balancer says before the first byte of TLS: PROXY protocol, version 2 (section 2.2 of `proxy-protocol.txt`
//! of the project `haproxy`).

use std::net::IpAddr;

use ppp::v2::{Addresses, Command, Header};

/// What every header begins with: signature, version, command, family, and the length of the rest, in bytes.
pub const START: usize = 16;
/// The longest rest of a header taken, in bytes: two addresses of IPv6 and the few fields that balancers add.
const LONGEST: usize = 1024;

/// Bytes that are still to come after the start; `None` where they are too many.
pub fn rest(start: [u8; START]) -> Option<usize> {
    let rest = usize::from(u16::from_be_bytes([start[14], start[15]]));
    (rest <= LONGEST).then_some(rest)
}

/// The address in a whole header. A connection of the balancer's own (`LOCAL`, to see whether this node is there) has the
/// balancer's.
pub fn named(bytes: &[u8], balancer: IpAddr) -> Option<IpAddr> {
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
