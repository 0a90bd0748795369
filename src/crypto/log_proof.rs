//! That a line is in the log of checkpoints, for whoever has neither the log nor its service: a C2SP `tlog-proof`.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <base64(line)>
//! index <its place, the first is 0>
//! <base64(hash)>                      each hash beside its way to the root (RFC 6962, section 2.1.1)
//!                                     an empty line
//! <signed note>                       of the log when it had so many lines
//! ```

use std::fmt::Write;

use data_encoding::BASE64;

use crate::crypto::checkpoints::{Line, Verifier};
use crate::crypto::merkle;

const FORMAT: &str = "c2sp.org/tlog-proof@v1";

/// What a proof shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proven {
    /// The line.
    pub line: Line,
    /// Its place in the log; the first is 0.
    pub place: u64,
    /// How many lines the log had when this was signed.
    pub size: u64,
}

/// The proof of a line at this place; `note` is signed over a log in which `path` leads from there.
pub fn proof(line: Line, place: u64, path: &[[u8; 32]], note: &str) -> String {
    let line = BASE64.encode(&line.to_bytes());
    let mut text = format!("{FORMAT}\nextra {line}\nindex {place}\n");
    for hash in path {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", BASE64.encode(hash));
    }
    text + "\n" + note
}

/// What a proof shows, if its note is signed by this key and the path leads to what is signed.
pub fn proven(verifier: &Verifier, proof: &str) -> Option<Proven> {
    let (ours, note) = proof.split_once("\n\n")?;
    let (size, root) = verifier.read(note)?;
    let mut rows = ours.lines();
    if rows.next() != Some(FORMAT) {
        return None;
    }
    let line = rows.next()?.strip_prefix("extra ")?;
    let line = Line::from_bytes(&BASE64.decode(line.as_bytes()).ok()?)?;
    let place = rows.next()?.strip_prefix("index ")?.parse().ok()?;
    let hash = |row: &str| BASE64.decode(row.as_bytes()).ok()?.try_into().ok();
    let path: Vec<[u8; 32]> = rows.map(hash).collect::<Option<_>>()?;
    let led = merkle::root_of(line.leaf(), place, size, &path)?;
    (led == root).then_some(Proven { line, place, size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::checkpoints::Said;
    use crate::crypto::journal::Head;
    use crate::crypto::merkle::{Tree, paths};
    use crate::crypto::secrets::Key;
    use crate::crypto::server_keys::ServerKeys;
    use crate::domain::time::Moment;
    use serde_json::Value;

    fn keys(byte: u8) -> ServerKeys {
        let key = || Key::take(&mut [byte; 32]);
        ServerKeys::new(key(), key(), key())
    }

    fn line(number: u64) -> Line {
        let head = Head {
            number,
            hash: [3; 32],
        };
        Line {
            said: Said::Head([7; 32], head),
            at: Moment::from_millis(1_800_000_000_000),
        }
    }

    /// A log of so many lines, and the proof of one of them.
    fn log(keys: &ServerKeys, size: u64, place: u64) -> String {
        let leaves: Vec<_> = (0..size).map(|number| line(number).leaf()).collect();
        let mut tree = Tree::default();
        for leaf in &leaves {
            tree.push(*leaf);
        }
        let paths = paths(&Tree::default(), &leaves);
        let path = &paths[usize::try_from(place).unwrap()];
        let note = keys.checkpoint_signer().sign(&tree);
        proof(line(place), place, path, &note)
    }

    /// `tests/golden/v1/log-proof.json`, written by another program (Python, `cryptography` for Ed25519).
    fn golden() -> Value {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/v1/log-proof.json"
        );
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn the_format_has_not_moved() {
        let golden = golden();
        let verifier = keys(9).checkpoint_signer().verifier().clone();
        assert_eq!(golden["key"], verifier.text());
        assert_eq!(golden["proof"], log(&keys(9), 11, 6));
        let key: Verifier = golden["key"].as_str().unwrap().parse().unwrap();
        let proven = proven(&key, golden["proof"].as_str().unwrap()).unwrap();
        assert_eq!((proven.place, proven.size), (6, 11));
        assert_eq!(proven.line, line(6));
    }

    #[test]
    fn attack_a_proof_of_another_line_place_size_or_key_shows_nothing() {
        let keys_of_the_log = keys(9);
        let verifier = keys_of_the_log.checkpoint_signer().verifier().clone();
        let shows = |text: &str| proven(&verifier, text);
        let proof = log(&keys_of_the_log, 11, 6);
        assert!(shows(&proof).is_some());
        assert_eq!(shows(&log(&keys(8), 11, 6)), None, "signed by another log");
        let other = BASE64.encode(&line(7).to_bytes());
        let own = BASE64.encode(&line(6).to_bytes());
        assert_eq!(shows(&proof.replace(&own, &other)), None);
        assert_eq!(shows(&proof.replace("index 6", "index 7")), None);
        assert_eq!(shows(&proof.replace("\n11\n", "\n12\n")), None);
        let (ours, note) = proof.split_once("\n\n").unwrap();
        let (shorter, _) = ours.rsplit_once('\n').unwrap();
        assert_eq!(shows(&format!("{shorter}\n\n{note}")), None);
        assert_eq!(
            shows(&format!("{ours}\n{}\n\n{note}", BASE64.encode(&[1; 32]))),
            None
        );
        let later = log(&keys_of_the_log, 12, 6);
        let (_, later) = later.split_once("\n\n").unwrap();
        assert_eq!(
            shows(&format!("{ours}\n\n{later}")),
            None,
            "of another size"
        );
        assert_eq!(shows(""), None);
        assert_eq!(shows(note), None);
        // A note that says no size, or of a log that has no line.
        let empty = keys_of_the_log.checkpoint_signer().sign(&Tree::default());
        assert_eq!(shows(&format!("{ours}\n\n{empty}")), None);
    }

    #[test]
    fn attack_a_key_that_is_not_of_its_name_is_none() {
        let text = keys(9).checkpoint_signer().verifier().text();
        assert!(text.parse::<Verifier>().is_ok());
        let other = keys(8).checkpoint_signer().verifier().text();
        let parts = |text: &str| text.splitn(3, '+').map(str::to_owned).collect::<Vec<_>>();
        let (ours, theirs) = (parts(&text), parts(&other));
        let mixed = [&ours[..2], &theirs[2..]].concat().join("+");
        assert!(mixed.parse::<Verifier>().is_err());
        for wrong in ["", "abri/1234", &text[..text.len() - 4], &text[1..]] {
            assert!(wrong.parse::<Verifier>().is_err(), "{wrong}");
        }
    }
}
