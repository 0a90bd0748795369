//! A real relay for e-mail (Debian's `python3-aiosmtpd`), with STARTTLS and a certificate of its own; ended when dropped.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Who is known to it.
pub const USER: &str = "abri";
/// The password of whoever is.
pub const PASSWORD: &str = "relay password";

pub struct Relay {
    child: Child,
    pub port: u16,
    folder: tempfile::TempDir,
}

/// What arrived.
pub struct Letter {
    pub from: String,
    pub to: Vec<String>,
    pub tls: bool,
    /// As it came over the wire.
    pub raw: String,
    /// Subject and text, decoded.
    pub text: String,
}

impl Relay {
    /// Started, and listening.
    pub fn start() -> Self {
        Self::speaking("tls")
    }

    /// One that speaks `tls`, or `clear`: without it, and taking passwords all the same.
    pub fn speaking(how: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let file = |name: &str| folder.path().join(name);
        fs::write(file("certificate.pem"), made.cert.pem()).unwrap();
        fs::write(file("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let mut child = Command::new("/usr/bin/python3")
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/support/relay.py"
            ))
            .arg(folder.path())
            .arg(how)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut said).unwrap();
        Self {
            child,
            port: said.trim().parse().expect("python3-aiosmtpd is installed"),
            folder,
        }
    }

    /// The file with its certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// From now on it takes no letter, or takes them again.
    pub fn refuses(&self, refuses: bool) {
        let file = self.folder.path().join("refuses");
        if refuses {
            fs::write(file, "").unwrap();
        } else {
            fs::remove_file(file).unwrap();
        }
    }

    /// All that arrived.
    pub fn letters(&self) -> Vec<Letter> {
        let file = self.folder.path().join("letters");
        let lines = fs::read_to_string(file).unwrap_or_default();
        lines.lines().map(letter).collect()
    }

    /// The number in the last letter.
    pub fn number(&self) -> String {
        let letters = self.letters();
        let text = &letters.last().unwrap().text;
        digits(text).expect("six digits")
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Six digits that stand together.
pub fn digits(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|part| part.len() == 6)
        .map(str::to_owned)
}

fn letter(line: &str) -> Letter {
    let found: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let raw = text(&found["data"]);
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let subject = head
        .lines()
        .find_map(|line| line.strip_prefix("Subject: "))
        .unwrap();
    Letter {
        from: text(&found["from"]),
        to: found["to"].as_array().unwrap().iter().map(text).collect(),
        tls: found["tls"].as_bool().unwrap(),
        text: format!("{}\n{}", word(subject), decoded(head, body)),
        raw,
    }
}

/// A header in UTF-8 (RFC 2047), as far as ours go.
fn word(text: &str) -> String {
    let encoded = text.strip_prefix("=?utf-8?b?");
    let Some(encoded) = encoded.and_then(|rest| rest.strip_suffix("?=")) else {
        return text.to_owned();
    };
    let bytes = data_encoding::BASE64.decode(encoded.as_bytes()).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn decoded(head: &str, body: &str) -> String {
    let head = head.to_ascii_lowercase();
    if head.contains("base64") {
        let plain: String = body.split_whitespace().collect();
        let bytes = data_encoding::BASE64.decode(plain.as_bytes()).unwrap();
        return String::from_utf8(bytes).unwrap();
    }
    if !head.contains("quoted-printable") {
        return body.to_owned();
    }
    let body = body.replace("=\r\n", "");
    let mut parts = body.split('=');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
