//! Text form of age keys: Bech32 (BIP 173) without its length limit.

use bech32::{FromBase32, ToBase32, Variant};
use zeroize::Zeroizing;

/// Lower-case text of these bytes.
pub(super) fn encode(prefix: &str, bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(
        bech32::encode(prefix, bytes.to_base32(), Variant::Bech32)
            .expect("the prefixes of this room are lower-case ASCII"),
    )
}

/// The bytes of a text with this prefix (compared in lower case); `None` for anything else.
pub(super) fn decode(prefix: &str, text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (found, data, variant) = bech32::decode(text).ok()?;
    if found != prefix || variant != Variant::Bech32 {
        return None;
    }
    Vec::from_base32(&data).ok().map(Zeroizing::new)
}
