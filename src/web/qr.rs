//! The square to scan, as inline SVG.

use std::fmt::Write as _;

use std::fmt;

use askama::filters::HtmlSafe;
use qrcode::{Color, EcLevel, QrCode};

/// White modules around the square; the page adds more white by its own padding.
const QUIET: usize = 2;

/// A square to scan. Decoration for a screen reader: its words stand beside it.
pub struct Square(String);

impl Square {
    /// The square of a text; empty for a text too long for one, which no address of ours is.
    pub fn of(text: &str) -> Self {
        let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
            return Self(String::new());
        };
        let width = code.width();
        let side = width + 2 * QUIET;
        let mut path = String::new();
        for (row, modules) in code.to_colors().chunks(width).enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    let (x, y, length) = (column + QUIET, row + QUIET, run.len());
                    let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
                }
                column += run.len();
            }
        }
        Self(format!(
            "<svg class=\"square\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
             aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
             <path fill=\"#17302f\" d=\"{path}\"/></svg>"
        ))
    }
}

impl fmt::Display for Square {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Digits and letters of our own only.
impl HtmlSafe for Square {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_one_path_and_nothing_of_it_is_markup() {
        let text = "https://abri.example.org/carte#0123456789ABCDEFGHJKMNPQRSTV";
        let svg = Square::of(text).to_string();
        assert!(svg.starts_with("<svg class=\"square\" viewBox=\"0 0 "));
        assert_eq!(svg.matches("<path").count(), 2);
        assert_ne!(
            svg,
            Square::of("https://abri.example.org/carte#1").to_string()
        );
    }
}
