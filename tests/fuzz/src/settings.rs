//! What an operator writes.

use abri::catalogue::Procedures;
use abri::config::{Config, Origin};

/// The configuration: every problem has its sentence.
pub fn configuration(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Paths of secrets are opened: none of this machine's files may be named.
        if text.contains("/dev") || text.contains("/proc") {
            return;
        }
        match Config::parse(text, &[]) {
            Ok(config) => drop(format!("{config:?}")),
            Err(problems) => assert!(!problems.to_string().is_empty()),
        }
        drop(Config::parse(
            &format!("url = 'https://a.example'\ndata = 'd'\n{text}"),
            &[],
        ));
    }
}

/// The public address.
pub fn origins(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(origin) = Origin::parse(text)
    {
        assert_eq!(
            Origin::parse(origin.as_str()).unwrap().as_str(),
            origin.as_str()
        );
        assert!(!origin.authority().is_empty());
        origin.is_local();
    }
}

/// Lists of an operator's own.
pub fn catalogue(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(Procedures::with(text));
        drop(Procedures::with(&format!("[[procedure]]\n{text}")));
    }
}
