//! Secrets as files: refused when somebody else could have read them.

use std::fmt;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use rustix::fs::OFlags;
use zeroize::Zeroizing;

/// 32 random bytes of the server's own.
pub struct SecretBytes(Zeroizing<[u8; 32]>);

impl SecretBytes {
    /// From bytes made elsewhere (the demonstration).
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes themselves.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// A password, an access key, a code.
#[derive(Clone)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// From text read elsewhere.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// The server's own keys; no two alike.
#[derive(Debug)]
pub struct Secrets {
    /// Without it, no code and no words can be tried on a stolen database.
    pub pepper: SecretBytes,
    /// A second pepper while one takes the place of the other: ways in open under it, and none is sealed under it.
    pub pepper_other: Option<SecretBytes>,
    /// Turns identifiers into rows' names.
    pub lookup: SecretBytes,
    /// Authenticates published recipients.
    pub recipients: SecretBytes,
    /// Signs the log of checkpoints; one derived from `recipients` does where there is none.
    pub checkpoint: Option<SecretBytes>,
    /// Public keys that signed it before, as `abri journal checkpoint` prints them, the oldest first.
    pub checkpoint_before: Vec<String>,
    /// Public keys that will sign it.
    pub checkpoint_after: Vec<String>,
}

impl Secrets {
    /// Two that hold the same bytes: pepper, lookup, recipients, second pepper and checkpoint are counted, in this order.
    pub(super) fn repeated(&self) -> Option<(usize, usize)> {
        let keys = [&self.pepper, &self.lookup, &self.recipients].map(Some);
        let more = [self.pepper_other.as_ref(), self.checkpoint.as_ref()];
        let all = keys.into_iter().chain(more).enumerate();
        let all: Vec<_> = all
            .filter_map(|(at, key)| Some((at, key?.expose())))
            .collect();
        let mut pairs = all
            .iter()
            .flat_map(|other| all.iter().map(move |one| (one, other)));
        pairs
            .find(|((one, key), (other, same))| one < other && key == same)
            .map(|((one, _), (other, _))| (*one, *other))
    }
}

/// Writes a new secret file (base64, readable by its owner alone); an existing file is never replaced.
pub fn make(file: &Path, bytes: &[u8; 32]) -> std::io::Result<()> {
    let mut out = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    let text = Zeroizing::new(BASE64.encode(bytes));
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    out.sync_all()
}

/// Reads a file of 32 random bytes written in hexadecimal or base64.
pub(super) fn read_secret(file: &Path) -> Result<SecretBytes, String> {
    let text = read_text(file)?;
    let text = text.expose().as_bytes();
    let decoded = HEXLOWER_PERMISSIVE
        .decode(text)
        .or_else(|_| BASE64.decode(text))
        .map(Zeroizing::new);
    let bytes = decoded
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok())
        .map(Zeroizing::new);
    let advice = "make a new one with `abri secrets make`";
    let Some(bytes) = bytes else {
        return Err(format!(
            "{} must hold 32 random bytes in base64 or hexadecimal; {advice}",
            file.display()
        ));
    };
    if looks_made_up(&bytes) {
        return Err(format!(
            "{} holds a default value, not random bytes; {advice}",
            file.display()
        ));
    }
    Ok(SecretBytes(bytes))
}

/// Reads a secret text, without the white space around it.
pub(super) fn read_text(file: &Path) -> Result<SecretText, String> {
    let name = file.display();
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("{name} is missing; put the secret there, readable by Abri's user alone")
        }
        _ => format!("{name} cannot be read ({error}); let Abri's user read it"),
    };
    // The open file is asked, not the path: what was checked is what is read. A pipe that nobody writes to must not be waited for.
    let mut opened = std::fs::OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(file)
        .map_err(unreadable)?;
    let about = opened.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(format!(
            "{name} is not a file; name the file that holds the secret"
        ));
    }
    if about.mode() & 0o077 != 0 {
        return Err(format!(
            "{name} can be read or changed by other users; run `chmod 600 {name}` and, if they may have looked, make a new secret"
        ));
    }
    if about.len() > 1_000_000 {
        return Err(format!(
            "{name} is too large for a secret; name the right file"
        ));
    }
    let mut text = Zeroizing::new(String::new());
    std::io::Read::read_to_string(&mut opened, &mut text).map_err(unreadable)?;
    if text.trim().is_empty() {
        return Err(format!("{name} is empty; put the secret there"));
    }
    Ok(SecretText::new(text.trim().to_owned()))
}

/// Values that nobody drew: a repeated byte, a counter, or very few different bytes (32 random bytes have
/// fewer than 16 different values about once in 10^16).
fn looks_made_up(bytes: &[u8; 32]) -> bool {
    let mut seen = [false; 256];
    for &byte in bytes {
        seen[usize::from(byte)] = true;
    }
    let different = seen.iter().filter(|&&s| s).count();
    let counts = bytes
        .windows(2)
        .all(|pair| pair[1] == pair[0].wrapping_add(1));
    let text = bytes.iter().all(u8::is_ascii_alphanumeric);
    different < 16 || counts || text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_in_the_place_of_a_secret_keeps_nobody_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pepper");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let refused = read_text(&pipe).err().unwrap();
        assert!(refused.contains("is not a file"), "{refused}");
    }
}
