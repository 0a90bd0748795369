//! Untrusted files through the real worker: what is taken in comes out clean, what is hostile dies alone.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod bound;
#[path = "../support/evidence.rs"]
mod evidence;
mod evil;
mod good;
mod hostile;
mod hostile_many;
mod lock;
mod marks;
mod samples;
mod shrunk;

use abri::domain::ids::VaultId;
use abri::media::{Bounds, Piece, Problem, Refusal, Settings, Verdict, Workers};

/// Everything that a check gave.
struct Checked {
    verdict: Verdict,
    kept: Vec<u8>,
    pages: Vec<(u32, u32, Vec<u8>)>,
    thumbnail: Vec<u8>,
}

fn settings() -> Settings {
    Settings {
        program: env!("CARGO_BIN_EXE_abri").into(),
        ..Settings::default()
    }
}

fn workers() -> Workers {
    Workers::new(settings())
}

fn bounded(bounds: Bounds) -> Workers {
    Workers::new(Settings {
        bounds,
        ..settings()
    })
}

/// A vault that is nobody's.
pub const NOBODY: VaultId = VaultId::from_bytes([0; 16]);

async fn check_with(workers: &Workers, bytes: &[u8]) -> Result<Checked, Problem> {
    let mut checking = workers.check(NOBODY, bytes).await?;
    let mut checked = Checked {
        verdict: checking.verdict().clone(),
        kept: Vec::new(),
        pages: Vec::new(),
        thumbnail: Vec::new(),
    };
    while let Some(piece) = checking.next().await? {
        match piece {
            Piece::Kept(bytes) => checked.kept.extend(bytes),
            Piece::Picture {
                index,
                width,
                height,
                jpeg,
            } => {
                assert_eq!(index as usize, checked.pages.len());
                checked.pages.push((width, height, jpeg.to_vec()));
            }
            Piece::Thumbnail(jpeg) => checked.thumbnail = jpeg.to_vec(),
        }
    }
    Ok(checked)
}

async fn check(bytes: &[u8]) -> Result<Checked, Problem> {
    check_with(&workers(), bytes).await
}

async fn refusal(workers: &Workers, bytes: &[u8]) -> Refusal {
    match check_with(workers, bytes).await {
        Err(Problem::Refused(refusal)) => refusal,
        Err(problem) => panic!("no refusal but: {problem}"),
        Ok(checked) => panic!("taken in as {:?}", checked.verdict),
    }
}

fn decoded(bytes: &[u8]) -> image::RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}
