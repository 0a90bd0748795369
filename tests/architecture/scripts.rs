//! What the scripts of the pages never do.

use crate::reading::{files, text};

/// Every script that a browser gets, without its comments.
fn lines() -> Vec<(String, String)> {
    let scripts = files("src/web/assets", &["js"]);
    assert!(scripts.len() > 10);
    let lines = scripts.iter().flat_map(|path| {
        let name = path.display().to_string();
        text(path)
            .lines()
            .map(|line| line.split("//").next().unwrap().to_owned())
            .map(|line| (name.clone(), line))
            .collect::<Vec<_>>()
    });
    lines.collect()
}

#[test]
fn scripts_write_text_and_no_markup() {
    for (name, line) in lines() {
        for way in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "srcdoc",
            "setTimeout(\"",
        ] {
            assert!(!line.contains(way), "{name}: {line}");
        }
    }
}

#[test]
fn scripts_compare_strictly() {
    for (name, line) in lines() {
        let strict = line.replace("===", "").replace("!==", "");
        assert!(
            !strict.contains("==") && !strict.contains("!="),
            "{name}: {line}"
        );
    }
}

#[test]
fn scripts_hear_no_other_window_and_touch_no_prototype() {
    for (name, line) in lines() {
        for way in [
            "postMessage",
            "window.addEventListener(\"message\"",
            "window.name",
            "document.domain",
            "__proto__",
            ".prototype",
        ] {
            assert!(!line.contains(way), "{name}: {line}");
        }
    }
}
