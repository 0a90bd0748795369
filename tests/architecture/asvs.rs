//! The table of the ASVS is whole, and what of it is not met is counted.

use std::collections::BTreeSet;
use std::path::Path;

use crate::claims::evidence::Claim;
use crate::reading::text;

const STATES: [&str; 5] = ["met", "operator", "part", "not", "–"];
/// Requirements of ASVS 5.0.0 by level.
const OF_LEVEL: [(&str, usize); 3] = [("1", 70), ("2", 183), ("3", 92)];

/// Cells of each row that begins with a number such as `1.2.10`.
fn rows() -> Vec<[String; 5]> {
    let page = text("docs/asvs.md");
    let rows = page.lines().filter(|line| {
        let first = line.trim_start_matches('|').trim_start();
        first.starts_with(|c: char| c.is_ascii_digit()) && line.starts_with('|')
    });
    let cells = rows.map(|line| {
        let inner = line.trim_matches('|');
        let cells: Vec<String> = inner
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect();
        cells.try_into().unwrap_or_else(|_| panic!("{line}"))
    });
    cells.collect()
}

#[test]
fn the_table_of_the_asvs_is_whole_and_what_is_not_met_is_counted() {
    let claim = Claim::begin(
        "asvs",
        "table",
        "cargo test --release --locked --test architecture asvs::",
    );
    let rows = rows();
    let numbers: BTreeSet<&String> = rows.iter().map(|[number, ..]| number).collect();
    assert_eq!(numbers.len(), rows.len(), "a number stands twice");
    for (level, count) in OF_LEVEL {
        let found = rows.iter().filter(|[_, of, ..]| of == level).count();
        assert_eq!(found, count, "level {level}");
    }
    let claims: Vec<serde_json::Value> = serde_json::from_str(&text("tests/claims.json")).unwrap();
    for [number, level, asked, state, how] in &rows {
        assert!(STATES.contains(&state.as_str()), "{number}: {state}");
        assert!(!asked.is_empty() && !how.is_empty(), "{number}");
        let mut shown = false;
        for named in how.split('`').skip(1).step_by(2) {
            let file = named.split("::").next().unwrap();
            let is_place = ["src/", "tests/", "docs/", "deploy/", "render/"]
                .iter()
                .any(|folder| file.starts_with(folder));
            assert!(
                !is_place || Path::new(file).exists(),
                "{number} names {file}"
            );
            shown |= Path::new(file).exists() || claims.iter().any(|claim| claim["id"] == named);
        }
        let must = level != "3" && (state == "met" || state == "operator");
        assert!(shown || !must, "{number} names neither a place nor a claim");
    }
    let short = rows
        .iter()
        .filter(|[_, level, _, state, _]| level != "3" && (state == "part" || state == "not"));
    claim.held(f64::from(u32::try_from(short.count()).unwrap()));
}
