//! Hostile files, made by code: each with what must become of it.

mod images;
mod lies;
mod pdfs;

use abri::media::Active;

/// What must become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is not taken in.
    Refused,
    /// It is taken in, and nothing of this text is left in what is kept and shown.
    Cleaned(&'static str),
    /// It is taken in as it is, and this is told.
    Told(Active),
    /// Taken in or refused: either way its worker ends, and the next file is read.
    Ended,
}

/// A hostile file.
pub struct Evil {
    /// What it is.
    pub name: String,
    /// What must become of it.
    pub fate: Fate,
    /// The file.
    pub bytes: Vec<u8>,
}

pub fn evil(name: impl Into<String>, fate: Fate, bytes: impl Into<Vec<u8>>) -> Evil {
    Evil {
        name: name.into(),
        fate,
        bytes: bytes.into(),
    }
}

/// All of them.
pub fn all() -> Vec<Evil> {
    let mut all = lies::all();
    all.extend(images::all());
    all.extend(pdfs::all());
    all
}
