//! Every hostile file that the generator makes gets its verdict, and kills nothing but its own worker.

use abri::media::{Bounds, Problem};

use crate::evidence::Claim;
use crate::evil::{self, Fate};
use crate::samples::pdf;
use crate::{Checked, bounded, check_with};

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

/// Why this is not what must become of the file.
fn wrong(fate: Fate, checked: &Result<Checked, Problem>) -> Option<String> {
    match (fate, checked) {
        (_, Err(problem)) if !matches!(problem, Problem::Refused(_)) => Some(problem.to_string()),
        (Fate::Refused, Ok(checked)) => Some(format!("taken in: {:?}", checked.verdict)),
        (Fate::Cleaned(text), Ok(checked)) => {
            let shown = checked.pages.iter().map(|page| &page.2);
            let mut all = shown.chain([&checked.kept, &checked.thumbnail]);
            all.any(|bytes| holds(bytes, text))
                .then(|| "it is still there".to_owned())
        }
        (Fate::Told(active), Ok(checked)) => {
            (!checked.verdict.active.contains(&active)).then(|| format!("{:?}", checked.verdict))
        }
        (Fate::Cleaned(_) | Fate::Told(_), Err(refused)) => Some(refused.to_string()),
        (Fate::Refused, Err(_)) | (Fate::Ended, _) => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_every_hostile_file_gets_its_verdict() {
    let claim = Claim::begin(
        "hostile",
        "worker",
        "cargo test --release --test media hostile",
    );
    let workers = bounded(Bounds {
        seconds: 20,
        ..Bounds::default()
    });
    let all = evil::all();
    let mut failures = Vec::new();
    for evil in &all {
        let checked = check_with(&workers, &evil.bytes).await;
        if let Some(why) = wrong(evil.fate, &checked) {
            failures.push(format!("{}: {why}", evil.name));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    let good = check_with(&workers, &pdf(1, "", "")).await;
    assert!(good.is_ok(), "the next file is read");
    claim.held(f64::from(u32::try_from(all.len()).unwrap()));
}
