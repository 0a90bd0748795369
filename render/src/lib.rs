//! What an untrusted file really is, decided by decoding it whole; upright, clean pictures of it.
//!
//! Pure functions over bytes: no file, no network, no clock, no thread. They run in a locked-down
//! process of their own, because a decoder that meets a hostile file may loop, panic or ask for all
//! the memory there is; none of that is defended against here.

#![forbid(unsafe_code)]

mod active;
mod ground;
mod jpeg;
mod mark;
mod pdf;
mod photo;
mod picture;
mod shrink;
mod sniff;

use serde::{Deserialize, Serialize};

pub use mark::{Mark, mark};
pub use shrink::{Shrink, Step, shrink};
pub use sniff::Look;

/// Bounds on one file.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Limits {
    /// Pixels of an image (width × height), before anything is decoded.
    pub pixels: u64,
    /// Pages of a PDF.
    pub pages: u32,
}

impl Default for Limits {
    /// Sixty million pixels: the largest sensors that phones use whole. Two hundred pages.
    fn default() -> Self {
        Self {
            pixels: 60_000_000,
            pages: 200,
        }
    }
}

/// The kinds that are taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Portable Document Format (ISO 32000).
    Pdf,
    /// JPEG (ISO/IEC 10918).
    Jpeg,
    /// PNG (W3C).
    Png,
    /// WebP (RFC 9649).
    Webp,
}

/// Things in a PDF that a reader might obey. They are told, not refused: many official forms have some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Active {
    /// A script.
    Script,
    /// An order to start a program, open another file, or send something away.
    Launch,
    /// A file inside the file.
    Attachment,
    /// Fields to fill in.
    Form,
    /// Something that happens by itself when the file or a page is opened.
    OnOpen,
}

/// What a file is, told before its pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What was received.
    pub kind: Kind,
    /// What is to be kept: a PDF as received, otherwise the cleaned image that follows (JPEG or PNG).
    pub kept: Kind,
    /// Pages; an image is one page.
    pub pages: u32,
    /// Active things found in a PDF, each once, in order.
    pub active: Vec<Active>,
}

/// Why a file is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// Not one of the kinds taken in, or two kinds in one file.
    #[error("not a kind that is taken in; it looks like {0:?}")]
    NotAllowed(Look),
    /// It begins as one of the kinds and cannot be read to its end.
    #[error("damaged or cut short")]
    Broken,
    /// A PDF of more pages than allowed.
    #[error("too many pages")]
    TooManyPages,
    /// An image of more pixels than allowed.
    #[error("too many pixels")]
    TooLarge,
    /// A PDF that asks for a password.
    #[error("asks for a password")]
    Encrypted,
}

/// One result, given as soon as it is made. The order is: the verdict; the kept image in one piece (images
/// only); each page's picture; with the first picture, the thumbnail.
#[derive(Debug)]
pub enum Piece<'a> {
    /// What the file is.
    Verdict(&'a Verdict),
    /// The image to keep: upright, without EXIF, GPS, XMP or ICC data, nothing after its end.
    Kept(&'a [u8]),
    /// A page as JPEG.
    Picture {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The JPEG file.
        jpeg: &'a [u8],
    },
    /// The first page, small, as JPEG.
    Thumbnail(&'a [u8]),
}

/// Why an examination stopped before its end.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The file is refused; pieces given so far are worth nothing.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The results could not be handed over.
    #[error("results cannot be handed over")]
    Output(#[from] std::io::Error),
}

/// Where results go, one after another.
pub type Give<'a> = &'a mut dyn FnMut(Piece<'_>) -> std::io::Result<()>;

/// Reads `bytes` whole and gives what is worth keeping of it, piece by piece.
pub fn examine(bytes: Vec<u8>, limits: &Limits, give: Give<'_>) -> Result<(), Stop> {
    let Some(kind) = sniff::kind(&bytes) else {
        return Err(Refusal::NotAllowed(sniff::look(&bytes)).into());
    };
    match kind {
        Kind::Pdf => pdf::examine(bytes, limits, give),
        image => photo::examine(image, &bytes, limits, give),
    }
}
