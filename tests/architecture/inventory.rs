//! What Abri is made of is written down, as the lock file says it today.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::reading::text;

#[test]
fn the_bill_of_materials_is_of_this_lock_file() {
    let output = Command::new("node")
        .args(["tests/sbom.mjs", "--check"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let bill: serde_json::Value = serde_json::from_str(&text("docs/sbom.json")).unwrap();
    let crates = bill["components"].as_array().unwrap();
    assert!(crates.len() > 200, "{} crates", crates.len());
    for one in crates {
        let name = one["name"].as_str().unwrap();
        let from_registry = one["hashes"][0]["content"].as_str().unwrap_or("").len() == 64;
        assert_eq!(from_registry, !name.starts_with("abri"), "{name}");
    }
}

#[test]
fn every_crate_of_the_binary_has_its_licence_in_the_texts() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("licences.txt");
    let status = Command::new("node")
        .args(["tests/sbom.mjs", "--texts"])
        .arg(&place)
        .status()
        .unwrap();
    assert!(status.success());
    let texts = fs::read_to_string(place).unwrap();
    let named: BTreeSet<&str> = texts
        .lines()
        .flat_map(|line| line.split(", "))
        .map(|one| one.split(':').next().unwrap())
        .collect();
    let listed = text("docs/licences.md");
    let rows: Vec<&str> = listed
        .lines()
        .filter(|line| line.ends_with("| yes |"))
        .collect();
    assert!(rows.len() > 200, "{} crates", rows.len());
    for row in rows {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let name = format!("{} {}", cells.next().unwrap(), cells.next().unwrap());
        assert!(named.contains(name.as_str()), "no licence of {name}");
    }
    for part in [
        "Permission is hereby granted",
        "Apache License",
        "PDFium Authors",
    ] {
        assert!(texts.contains(part), "{part}");
    }
}
