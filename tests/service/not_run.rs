//! Tests that this machine does not let run.

use std::fs;
use std::path::Path;

/// Leaves a file that says why: `tests/run` prints it, and counts it among what was skipped.
pub fn not_run(test: &str, why: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/not-run");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(test), format!("{test}: {why}\n")).unwrap();
}
