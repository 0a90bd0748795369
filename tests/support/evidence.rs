//! Evidence: a test leaves what it has shown in `target/evidence/<id>--<set-up>.json`.
//!
//! The ids, goals and units stand in `tests/claims.json`; `tests/evidence.mjs` merges the files.

use std::fs;
use std::path::{Path, PathBuf};

/// One claim under one set-up. Dropped without [`Claim::held`], or in a panic, it counts as broken.
#[must_use = "a claim that is not held is broken"]
pub struct Claim {
    id: &'static str,
    setup: String,
    command: &'static str,
    folder: PathBuf,
    figure: Option<f64>,
}

impl Claim {
    /// Begins a claim; `setup` is lower-case words with hyphens (`postgres-s3`), `command` runs it again.
    pub fn begin(id: &'static str, setup: &str, command: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/evidence");
        Self::begin_in(folder, id, setup, command)
    }

    /// The same in a folder of its own.
    pub fn begin_in(folder: PathBuf, id: &'static str, setup: &str, command: &'static str) -> Self {
        let claims =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims.json"))
                .unwrap();
        let claims: Vec<serde_json::Value> = serde_json::from_str(&claims).unwrap();
        assert!(
            claims.iter().any(|claim| claim["id"] == id),
            "no such claim: {id}"
        );
        assert!(
            !setup.is_empty()
                && setup
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "not a name of a set-up: {setup}"
        );
        Self {
            id,
            setup: setup.to_owned(),
            command,
            folder,
            figure: None,
        }
    }

    /// Everything was tried and nothing broke; this is the figure.
    pub fn held(mut self, figure: f64) {
        self.figure = Some(figure);
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let broken = self.figure.is_none() || std::thread::panicking();
        let record = serde_json::json!({
            "id": self.id, "figure": self.figure, "broken": broken, "command": self.command,
        });
        let path = self
            .folder
            .join(format!("{}--{}.json", self.id, self.setup));
        let written =
            fs::create_dir_all(&self.folder).and_then(|()| fs::write(&path, format!("{record}\n")));
        // A panic inside a panic would hide the first.
        assert!(
            written.is_ok() || std::thread::panicking(),
            "{}: {written:?}",
            path.display()
        );
    }
}
