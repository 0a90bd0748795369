//! What is seen, as text.

use abri::actions::Outcome;
use abri::actions::papers::Paper;
use abri::actions::read_shown::Looking;

pub fn said<T>(outcome: Outcome<T>, text: impl FnOnce(T) -> String) -> Result<String, String> {
    outcome.map(text).map_err(|problem| format!("{problem:?}"))
}

pub fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

pub fn shown(looking: &Looking) -> String {
    let papers: Vec<_> = looking
        .papers
        .iter()
        .map(|paper| format!("{} {}", paper.position, json(&paper.grant.facts)))
        .collect();
    let (reader, terms) = (json(&looking.reader), json(&looking.terms));
    format!("{reader} {terms} {}; {}", looking.person, papers.join("; "))
}

pub fn sum(bytes: &[u8]) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{}:{sum:016x} ", bytes.len())
}

pub fn listed(papers: &[Paper]) -> String {
    let mut all = Vec::new();
    for paper in papers {
        for version in std::iter::once(&paper.current).chain(&paper.earlier) {
            let facts = json(&version.record.facts);
            let when = (version.number, version.added, paper.rest);
            all.push(format!("{} {when:?} {facts}", paper.id));
        }
    }
    // Who is first among those of one moment is nobody's matter.
    all.sort();
    all.join("; ")
}
