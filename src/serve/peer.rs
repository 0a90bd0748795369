//! Where a request comes from.

use std::net::IpAddr;

use axum::http::HeaderMap;

pub use crate::web::Source as Peer;

/// Walks `X-Forwarded-For` from its end while the speaker is trusted: what an untrusted one wrote
/// before is not believed.
pub(super) fn of(connection: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> Peer {
    let mut source = connection.to_canonical();
    let said = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut said: Vec<&str> = said
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    while trusted.contains(&source) {
        match said.pop().map(str::parse::<IpAddr>) {
            Some(Ok(before)) => source = before.to_canonical(),
            Some(Err(_)) | None => break,
        }
    }
    Peer(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(connection: &str, said: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in said {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let trusted = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        of(connection.parse().unwrap(), &headers, &trusted)
            .0
            .to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.7", &["203.0.113.9"]), "192.0.2.7");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("::ffff:10.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            seen("10.0.0.1", &["198.51.100.1, 203.0.113.9"]),
            "203.0.113.9"
        );
        assert_eq!(
            seen("10.0.0.1", &["198.51.100.1", "203.0.113.9, 10.0.0.2"]),
            "203.0.113.9"
        );
        assert_eq!(seen("10.0.0.1", &["not an address"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }
}
