//! To be filled by its first file.
