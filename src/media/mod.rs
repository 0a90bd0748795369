//! Untrusted files: what they really are, and clean pictures of them; words across those pictures; smaller
//! ones.
//!
//! Every file is read by a process of its own, made of this same program ([`worker`]), which gives up
//! files, network, new processes and most system calls before its first byte ([`sandbox`]). A hostile
//! file can kill that process and nothing else; what comes back is checked again here ([`Workers`]).

mod clamav;
mod frames;
mod lanes;
mod load;
mod marking;
mod pdf;
mod pool;
pub mod sandbox;
mod trials;
pub mod worker;

use abri_render as render;

pub use clamav::{Finding, NoAnswer, Scanner};
pub use load::Load;
pub use marking::{Marking, Redrawn};
pub use pdf::Binder;
pub use pool::{Checking, Holding, Piece, Settings, Workers};
pub use render::{Active, Kind, Look, Shrink, Step};
pub use trials::{Status, Trial};

use crate::domain::document::FileType;

/// Bounds on one file and on the process that reads it.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct Bounds {
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// Pixels of an image (width × height), and pages of a PDF.
    pub content: render::Limits,
    /// Address space of the worker, in bytes.
    pub memory_bytes: u64,
    /// Seconds that the worker may compute, and that its answers are waited for.
    pub seconds: u32,
    /// Whether to refuse to work where the kernel has no Landlock.
    pub require_landlock: bool,
}

impl Default for Bounds {
    /// 25 MiB; 60 million pixels, 200 pages; 1 GiB; 30 s; whatever the kernel has.
    fn default() -> Self {
        Self {
            file_bytes: 25 << 20,
            content: render::Limits::default(),
            memory_bytes: 1 << 30,
            seconds: 30,
            require_landlock: false,
        }
    }
}

/// What a worker is asked to do, and within which bounds: the first thing that it reads.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Order {
    bounds: Bounds,
    task: Task,
}

/// What a worker does with the file that follows.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
enum Task {
    /// Says what it is, cleans it, makes its pictures.
    Examine,
    /// Draws words across it: a page picture.
    Mark(render::Mark),
    /// Makes it smaller: a page picture.
    Shrink(render::Shrink),
}

/// What a file is, told before its pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What was received.
    pub received: Kind,
    /// What is to be kept: a PDF as received, otherwise the cleaned image that follows.
    pub kept: FileType,
    /// Pages; an image is one page.
    pub pages: u32,
    /// Active things in a PDF, each once.
    pub active: Vec<Active>,
}

/// Why a file is not taken in. Whatever was given before is worth nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not one of the kinds taken in.
    #[error("not a kind that is taken in; it looks like {looks_like:?}")]
    NotAllowed {
        /// A name for it, for advice.
        looks_like: Look,
    },
    /// Damaged, or cut short.
    #[error("damaged or cut short")]
    Broken,
    /// More bytes than allowed.
    #[error("too many bytes")]
    TooHeavy,
    /// A PDF of more pages than allowed.
    #[error("too many pages")]
    TooManyPages,
    /// An image of more pixels than allowed.
    #[error("too many pixels")]
    TooLarge,
    /// A PDF that asks for a password.
    #[error("asks for a password")]
    Encrypted,
    /// It could not be read within the time given.
    #[error("took too long")]
    TookTooLong,
    /// Its worker died of it, or gave answers that make no sense.
    #[error("killed its worker")]
    WorkerDied,
}

impl From<render::Refusal> for Refusal {
    fn from(refusal: render::Refusal) -> Self {
        match refusal {
            render::Refusal::NotAllowed(looks_like) => Self::NotAllowed { looks_like },
            render::Refusal::Broken => Self::Broken,
            render::Refusal::TooManyPages => Self::TooManyPages,
            render::Refusal::TooLarge => Self::TooLarge,
            render::Refusal::Encrypted => Self::Encrypted,
        }
    }
}

/// Why a check has no result.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The file is not taken in.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Too many files wait already: ask again later.
    #[error("too many files wait to be checked")]
    Busy,
    /// The file could not be read from where it lies.
    #[error("the file cannot be read")]
    Source(#[source] std::io::Error),
    /// No worker could be started, or it could not lock itself down; no file is read without that.
    #[error("no worker can be had: {0}")]
    NoWorker(String),
}
