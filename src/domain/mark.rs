//! What stands across a page picture that leaves the vault for somebody's eyes: for whom, what for, until when.

/// The words across a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// In the order in which they are read; each stays on one line.
    pub words: Vec<String>,
    /// Stands in for words in a script that cannot be drawn.
    pub reference: String,
}
