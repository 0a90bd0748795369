//! The header of an age file, left to the age crate; only the file key is taken out of it.

use std::cell::RefCell;
use std::collections::HashSet;

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::secrecy::ExposeSecret;
use zeroize::Zeroizing;

use super::Broken;
use super::chunks::PayloadKey;
use crate::crypto::stack;

/// Longest header that is read. Ours have one recipient and at most one stanza of noise.
pub(super) const MAX: usize = 16 * 1024;

/// Random bytes between header and payload.
const NONCE: usize = 16;

type Captured = RefCell<Option<Zeroizing<[u8; FILE_KEY_BYTES]>>>;

fn capture(cell: &Captured, key: &FileKey) {
    *cell.borrow_mut() = Some(Zeroizing::new(*key.expose_secret()));
}

/// Passes a file key on to a recipient and keeps it for our payload cipher.
struct Capturing<'a> {
    inner: &'a dyn age::Recipient,
    file_key: Captured,
}

impl age::Recipient for Capturing<'_> {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        capture(&self.file_key, file_key);
        self.inner.wrap_file_key(file_key)
    }
}

/// The same for an identity.
struct Revealing<'a> {
    inner: &'a dyn age::Identity,
    file_key: Captured,
}

impl age::Identity for Revealing<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        self.inner.unwrap_stanza(stanza)
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<FileKey, DecryptError>> {
        let found = self.inner.unwrap_stanzas(stanzas);
        if let Some(Ok(key)) = &found {
            capture(&self.file_key, key);
        }
        found
    }
}

/// Writes header and nonce to `out` and gives the key of the payload.
pub(super) fn write(recipient: &dyn age::Recipient, out: &mut Vec<u8>) -> PayloadKey {
    stack::apart(|| wrap(recipient, out))
}

fn wrap(recipient: &dyn age::Recipient, out: &mut Vec<u8>) -> PayloadKey {
    let capturing = Capturing {
        inner: recipient,
        file_key: RefCell::new(None),
    };
    let start = out.len();
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&capturing as _))
        .expect("one recipient of ours always wraps");
    // The writer is dropped unfinished: it has written the header and the nonce, no chunk.
    drop(
        encryptor
            .wrap_output(&mut *out)
            .expect("writing to memory does not fail"),
    );
    let file_key = capturing
        .file_key
        .into_inner()
        .expect("age asked the recipient to wrap the file key");
    let nonce = out.len().saturating_sub(NONCE).max(start);
    PayloadKey::derive(&file_key[..], &out[nonce..])
}

/// Bytes of header and nonce at the start of `bytes`, once they are all there.
pub(super) fn complete(bytes: &[u8]) -> Option<usize> {
    // The last line of a header starts with three dashes; no other line does.
    let last = bytes.windows(4).position(|four| four == b"\n---")? + 1;
    let end = last + bytes[last..].iter().position(|&byte| byte == b'\n')? + 1;
    let total = end + NONCE;
    (bytes.len() >= total).then_some(total)
}

/// Checks header and nonce and gives their length and the key of the payload.
pub(super) fn read(
    identity: &dyn age::Identity,
    bytes: &[u8],
) -> Result<(usize, PayloadKey), Broken> {
    stack::apart(|| unwrap(identity, bytes))
}

fn unwrap(identity: &dyn age::Identity, bytes: &[u8]) -> Result<(usize, PayloadKey), Broken> {
    let revealing = Revealing {
        inner: identity,
        file_key: RefCell::new(None),
    };
    let mut rest = bytes;
    let decryptor = age::Decryptor::new_buffered(&mut rest).map_err(|_| Broken::Header)?;
    decryptor
        .decrypt(std::iter::once(&revealing as _))
        .map_err(|error| match error {
            DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => Broken::NoMatch,
            DecryptError::InvalidMac => Broken::HeaderMac,
            _ => Broken::Header,
        })?;
    let length = bytes.len() - rest.len();
    let file_key = revealing.file_key.into_inner().ok_or(Broken::NoMatch)?;
    let key = PayloadKey::derive(&file_key[..], &bytes[length - NONCE..length]);
    Ok((length, key))
}
